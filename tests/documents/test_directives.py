"""What a document asks of the checker in comments and front matter."""

from __future__ import annotations

import pytest
from tests.documents.project.projects import CONDITIONAL, FALSE, OTHER, TRUE, at_once, verdicts

from lemmata.documents import check, check_document, parse_markdown
from lemmata.documents.conventions import Conventions, SettingError
from lemmata.documents.formats.files import parse_document

LOGS = "$\\log 8 = 3$"
FAILING = "```python\n1 / 0\n```\n"


@pytest.mark.parametrize("comment, expected", [
    ("", ["refuted", "refuted"]), ("ignore", ["refuted"]), ("ignore[F101]", ["refuted"]), ("ignore[F]", ["refuted"]),
    ("ignore[refuted-formula]", ["refuted"]), ("Ignore[ F102 , f101 ]", ["refuted"]),
    ("ignore[F102]", ["refuted", "refuted"]), ("ignore[C]", ["refuted", "refuted"]),
])
def test_ignore_is_for_the_next_formula_and_for_the_codes_that_it_names(comment, expected):
    comment = f"<!-- lemmata: {comment} -->\n" if comment else ""
    report = check(f"For real $x$:\n\n{comment}\n$$(x - 1)^2 = x^2 - 1$$\n\nand $(x + 1)^2 = x^2 + 1$.\n")
    assert verdicts(report) == expected


def test_what_is_ignored_says_so_and_by_which_code():
    report = check("<!-- lemmata: ignore[F101] -->\n$$1 = 2$$\n")
    (finding,) = report.findings
    assert (finding.verdict, finding.message) == ("notation", "ignored, as the document asks (F101)")


def test_ignore_before_code_is_for_the_code(tmp_path):
    text = f"<!-- lemmata: ignore[C101] -->\n\n{FAILING}\n{FAILING}\nand $1 = 2$.\n"
    report = at_once(tmp_path, {"a.md": text}, run=True)
    assert [f.verdict for f in report.findings] == ["skipped", "failed", "refuted"]
    report = at_once(tmp_path, {"a.md": text.replace("[C101]", "")}, run=True)
    assert [f.verdict for f in report.findings] == ["skipped", "failed", "refuted"]


@pytest.mark.parametrize("comment, words", [
    ("ignore[F109]", "no code 'F109'; did you mean F10"), ("ignore[]", "which codes"),
    ("conventions layuot=row", "no convention 'layuot'; did you mean 'layout'?"),
    ("conventions layout=rows", "numerator, denominator"), ("conventions", "no convention is named"),
    ("conventions please", "'please' is no convention"), ("ignor", "no directive 'ignor'; did you mean 'ignore'?"),
    ("ignroe[F101]", "no directive 'ignroe'; did you mean 'ignore'?"), ("hello world", "no directive 'hello' (known:"),
    ("convention ddof=1", "no directive 'convention'; did you mean 'conventions'?"),
])
def test_what_is_not_understood_is_said_where_it_stands(comment, words):
    report = check(f"Some words.\n\n<!-- lemmata: {comment} -->\n\nFor real $x$: $x = x$.\n")
    (finding,) = (f for f in report.findings if f.verdict == "unreadable")
    assert words in finding.message and finding.line == 3 and finding.code == "D102"
    assert ":3:1  unreadable  D102" in report.to_text() and report.summary["formulas"] == 2


@pytest.mark.parametrize("comment", ["x: real", "x : real", "x  : real", "ignore: real[n]"])
def test_declarations_are_no_directives(comment):
    assert not verdicts(check(f"<!-- lemmata: {comment} -->\n\n$1 = 1$\n"))


def test_a_symbol_may_be_called_conventions():
    assert not verdicts(check("<!-- lemmata: conventions: real[n] -->\n\n$1 = 1$\n"))


@pytest.mark.parametrize("comment", [
    "conventions log-base=2", "conventions log-base: 2, ddof: 1", "Conventions layout=numerator log-base=2 ddof=1"])
def test_conventions_are_for_the_whole_document_wherever_they_stand(comment):
    for text in (f"<!-- lemmata: {comment} -->\n\n{LOGS}\n", f"{LOGS}\n\n# Later\n\n<!-- lemmata: {comment} -->\n"):
        report = check(text)
        assert [f.verdict for f in report.findings] == ["proved"] and "log to base 2" in report.conventions
        assert "judged under: " in report.to_text() and "log to base 2, by convention" in report.findings[0].reading


@pytest.mark.parametrize("front", ["lemmata:\n  log-base: 2\n  ddof: 1\n", "lemmata: {log-base: 2}\n",
                                   "lemmata:\n  log-base: \"2\"  # bits\n"])
def test_conventions_in_front_matter(front):
    text = f"---\ntitle: Bits\n{front}author: me\n---\n\n{LOGS}\n"
    assert [f.verdict for f in check(text).findings] == ["proved"]
    wrong = check(text.replace("log-base", "log-bas"))
    assert [f.verdict for f in wrong.findings] == ["unreadable", "refuted"]
    assert "did you mean 'log-base'?" in wrong.findings[0].message


def test_the_document_goes_before_the_project():
    document = parse_markdown(f"<!-- lemmata: conventions log-base=2 -->\n\n{LOGS}\n")
    assert verdicts(check_document(document, conventions=Conventions(log_base="10"))) == []
    assert verdicts(check_document(parse_markdown(LOGS), conventions=Conventions(log_base="10"))) == ["conditional"]


@pytest.mark.parametrize("name, text", [
    ("a.tex", "% lemmata: ignore[F101]\n\\[1 = 2\\]\n"), ("a.rst", ".. lemmata: ignore[F101]\n\n:math:`1 = 2`\n")])
def test_other_formats_have_their_own_comments(name, text):
    document = parse_document(text, name)
    report = check_document(document)
    assert [f.source for f in report.findings if f.verdict != "refuted"] == ["1 = 2"]


def test_what_is_asked_elsewhere_changes_nothing():
    plain = check(TRUE + "\n" + FALSE + "\n" + CONDITIONAL + "\n" + OTHER)
    assert verdicts(plain) == ["refuted", "conditional", "refuted"] and plain.conventions == ""


def test_parsing_of_conventions():
    assert Conventions.parse("layout=numerator").over(Conventions("denominator", "2")).set == {
        "layout": "numerator", "log-base": "2"}
    with pytest.raises(SettingError):
        Conventions.parse("ddof=2")
