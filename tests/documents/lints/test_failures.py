"""A lint that fails spoils neither its document nor the other lints."""

from __future__ import annotations

from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.lints.catalogue import Linting
from lemmata.documents.lints.numerics import NUMERICS
from lemmata.documents.lints.record import Lint


def _fails(program):
    raise ValueError("nothing here")
    yield


BROKEN = Lint("M999", "broken", "says", "why", "fix", "example", "clean", find=_fails)
TEXT = "```python\nimport numpy as np\ndef f(z):\n    return np.log(np.sum(np.exp(z)))\n```\n"


def test_the_others_speak_and_the_failure_is_said_once():
    linting = Linting(parse_markdown(TEXT).code, lints=(BROKEN, *NUMERICS))
    linting.watched()
    assert [remark.code for remark in linting.remarks()[0]] == ["M102"]
    failed = "the checker itself failed in the lint M999 with ValueError: nothing here; please report it"
    assert linting.notes(0) == [failed]
    assert linting.notes(1) == []
