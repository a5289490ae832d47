"""Where both sides are defined only for equal sizes, that is what a claim lacks."""

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide


@pytest.mark.parametrize(("text", "declarations", "kind", "message"), [
    ("pinv(A) == A.T @ inv(A @ A.T)", "A: fullrank[m n]", "conditional", "m = n"),
    ("inv(Q @ Q.T) == eye(m)", "Q: semiorthogonal[m n]", "conditional", "m = n"),
    ("inv(A @ A.T) @ A == A @ inv(A.T @ A)", "A: real[m n]", "conditional", "m = n"),
    ("pinv(A) == inv(A.T @ A) @ A.T", "A: fullrank[m n]", "agrees", ""),
    ("pinv(A) == A.T @ inv(A @ A.T)", "A: real[m n]", "agrees", ""),
    ("inv(A.T @ A) @ A.T @ A == eye(n)", "A: real[m n]", "agrees", ""),
])
def test_equal_sizes(text: str, declarations: str, kind: str, message: str) -> None:
    found = decide(Claim((read(text, parse_declarations(declarations))[0],)))
    assert found.kind in ((kind, "proved") if kind == "agrees" else (kind,)), found
    assert message in found.message
    if kind == "conditional":
        assert found.counterexample["m"] != found.counterexample["n"]
