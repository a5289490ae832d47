"""Functions beside formulas: the right ones are said to agree, the wrong ones are flagged, customs are neither."""

from __future__ import annotations

import re

import pytest
from tests.documents.twins.cases import CASES

from lemmata.documents import check

IMPORTS = "import math\nimport numpy as np\nimport scipy.special\n"
TORCH = "import math\nimport torch\nimport torch.nn.functional as F\n"


def document(text, function, before=False):
    imports = TORCH if re.search(r"\b(torch|F)\.", function) else IMPORTS
    code = f"```python\n{imports}{function}\n```"
    return f"# Notes\n\n{code}\n\n{text}\n" if before else f"# Notes\n\n{text}\n\n{code}\n"


def found(source):
    finding = next(f for f in check(source).findings if f.kind == "code")
    return [p["message"] for p in finding.parts if p.get("code") == "C104"], finding.reading


def table(kind):
    return [pytest.param(case.text, function, id=f"{name}: {function[:50]}")
            for name, case in CASES.items() for function in getattr(case, kind)]


@pytest.mark.parametrize(("text", "function"), table("right"))
def test_right(text, function):
    for before in (False, True):
        remarks, notes = found(document(text, function, before))
        assert not remarks
        assert notes.count("agrees with the formula") >= 1, notes


@pytest.mark.parametrize(("text", "function"), table("wrong"))
def test_wrong(text, function):
    remarks, _ = found(document(text, function))
    assert len(remarks) == 1
    assert "is not the formula of line 3" in remarks[0]


@pytest.mark.parametrize(("text", "function"), table("customs"))
def test_customs(text, function):
    remarks, notes = found(document(text, function))
    assert not remarks
    assert "agrees with the formula of line 3 " in notes
