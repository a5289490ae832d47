"""What restricts a symbol stays known: beside a definition, an order of matrices, of what turns out a vector."""

from __future__ import annotations

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

CASES = [
    (r"Take $q(x) = \tfrac12 x^\top Q x - b^\top x, \quad Q = Q^\top$. Here $\nabla q(x) = Qx - b$.", "proved"),
    (r"Take $q(x) = \tfrac12 x^\top Q x, \quad Q \succ 0$. Here $\nabla q(x) = Qx$.", "proved"),
    (r"Take $q(x) = \tfrac12 x^\top Q x$. Here $\nabla q(x) = Qx$.", "conditional"),
    (r"Take $q(x) = \sqrt{x^2}, \quad x > 0$. Here $q(x) = x$.", "proved"),
    (r"For $x > 0$ define $f(x) = \log x$. Then $\sqrt{x^2} = x$.", "conditional"),
    (r"Let $Q \succ 0$. Then $Q^\top = Q$.", "proved"),
    (r"Let $Q \succeq 0$. Then $\det Q \ge 0$.", "agrees"),
    (r"Let $Q \succeq 0$. Then $\det Q > 0$.", "conditional"),
    (r"If $A \succ 0$ and $B \succ 0$ then $A + B \succ 0$.", "proved"),
    (r"If $A \succ 0$ and $B \succ 0$ then $AB \succ 0$.", "refuted"),
    (r"Let $A \succ 0$ and $b \ne 0$. Then $b^\top A b > 0$.", "agrees"),
    (r"Let $A \succeq 0$ and $b \ne 0$. Then $b^\top A b > 0$.", "conditional"),
]


@pytest.mark.parametrize(("text", "verdict"), CASES, ids=[text for text, _ in CASES])
def test_the_last_formula(text: str, verdict: str) -> None:
    assert check_document(parse_markdown(text + "\n")).findings[-1].verdict == verdict
