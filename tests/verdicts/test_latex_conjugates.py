"""Conjugates of what can't be split into its parts, and functions of squares: what holds, and what doesn't."""

import pytest
from tests.verdicts.latex_claims import HOLDS, decided

A, Z = "A: complex[n n]", "z: complex"
TRUE = [
    (A, r"\det(A^*) = \overline{\det A}"),
    (A, r"(A^*)^{-1} = (A^{-1})^*"),
    (A, r"e^{A^*} = (e^A)^*"),
    (A, r"\operatorname{tr}(A^*) = \overline{\operatorname{tr} A}"),
    (A, r"\det(A^H A) = \det(A) \det(A^H)"),
    (Z, r"\tan(\bar z) = \overline{\tan z}"),
    (Z, r"\operatorname{Re}(\tan z) = \frac{\tan z + \overline{\tan z}}{2}"),
    (Z, r"\operatorname{Im}(z) = \frac{z - \bar z}{2i}"),
]
FALSE = [
    (A, r"\det(A^*) = \det A"),
    (A, r"\det(A^\dagger) = \det A"),
    (A, r"\operatorname{tr}(A^{-1}A^*) = \operatorname{tr}(A^{-1}A^\top)"),
    (A, r"\overline{\det A} = \det A"),
    (A, r"(A^*)^{-1} = (A^\top)^{-1}"),
    (A, r"e^{A^*} = e^{A^\top}"),
    (A, r"\overline{\operatorname{tr}(A^{-1})} = \operatorname{tr}(A^{-1})"),
    (A, r"\det(A^H A) = (\det A)^2"),
    (Z, r"\overline{\tan z} = \tan z"),
    (Z, r"\overline{\tanh z} = \tanh z"),
    (Z, r"\operatorname{Re}(\tan z) = \tan z"),
]
SQUARES = [
    ("definition", r"g(x^2) = x^3", r"g(x^2) = |x|^3"),
    ("definition", r"f(x^2) = x", r"f(x^2) = |x|"),
    ("definition", r"f(x, y^2) = x y", r"f(x, y^2) = x |y|"),
    ("proved", r"f(x^2) = x^4 + 1", r"f(x^2) = 1 + x^4"),
    ("proved", r"f(x^2) = |x|", r"f(x^2) = |x|"),
    ("proved", r"\ell(\sigma^2) = -\log\sigma", r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{1}{2\sigma^2}"),
]


@pytest.mark.parametrize(("declarations", "formula"), TRUE, ids=[f for _, f in TRUE])
def test_what_holds_of_conjugates(declarations: str, formula: str) -> None:
    verdict = decided(declarations, formula)
    assert verdict.kind in HOLDS, f"{verdict.kind}: {verdict.message}"


@pytest.mark.parametrize(("declarations", "formula"), FALSE, ids=[f for _, f in FALSE])
def test_what_does_not_hold_of_conjugates(declarations: str, formula: str) -> None:
    verdict = decided(declarations, formula)
    assert verdict.kind == "refuted", f"{verdict.kind}: {verdict.message}"


@pytest.mark.parametrize(("kind", "definition", "formula"), SQUARES, ids=[f"{d}: {f}" for _, d, f in SQUARES])
def test_a_function_of_a_square(kind: str, definition: str, formula: str) -> None:
    """An odd function of x is none of x^2."""
    assert decided("", definition, formula).kind == kind
