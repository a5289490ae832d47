"""Every lint finds its bad variants, and nothing is said of their clean twins."""

import ast
from collections import Counter

import pytest
from tests.documents.lints.cases import as_document, cases, needs_run, remarks_on
from tests.optional import need_imports_of

from lemmata.documents.lints.catalogue import ALL

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_bad_variants_are_found_and_clean_twins_are_not(case):
    if needs_run(case.code):
        need_imports_of(case.source)
    remarks = remarks_on(as_document(case.source), needs_run(case.code))
    said = [(r.code, r.line, r.message) for r in remarks]
    if case.kind == "clean":
        assert not said
        return
    assert case.code in {r.code for r in remarks}, said
    marked = {number for number, row in enumerate(case.source.split("\n"), 1) if row.rstrip().endswith("#!")}
    if marked:
        assert {r.line for r in remarks if r.code == case.code} == marked, said


@pytest.mark.parametrize("lint", ALL, ids=[lint.code for lint in ALL])
def test_every_lint_has_its_cases_and_finds_its_own_example(lint):
    counts = Counter(case.kind for case in CASES if case.code == lint.code)
    assert counts["bad"] >= 5 and counts["clean"] >= 5
    assert lint.code in {r.code for r in remarks_on(lint.example, needs_run(lint.code))}
    assert not remarks_on(lint.clean, needs_run(lint.code))
    assert all((lint.says.endswith("."), lint.why.endswith("."), lint.fix.endswith(".")))


def test_cases_are_python_and_told_apart():
    assert len({case.id for case in CASES}) == len(CASES)
    assert {case.code for case in CASES} <= {lint.code for lint in ALL}
    for case in CASES:
        if "```" not in case.source and ">>> " not in case.source:
            ast.parse(case.source)
