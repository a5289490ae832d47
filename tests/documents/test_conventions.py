"""Formulas under conventions: true in one and not in the other, never plainly wrong where the other one has it."""

from __future__ import annotations

import pytest

from lemmata.documents import check_document, parse_markdown
from lemmata.documents.conventions import KEYS, Conventions

MATRICES = "For $A \\in \\mathbb{R}^{n \\times n}$, $x \\in \\mathbb{R}^n$: "
DATA = "For data $x_1, \\dots, x_n$ with mean $\\bar x$: "
NUMERATOR, DENOMINATOR = Conventions(layout="numerator"), Conventions(layout="denominator")


def verdict_of(text: str, conventions: Conventions):
    return check_document(parse_markdown(text), conventions=conventions).findings[-1]


# text, the convention under which it is true, the one under which it is not
CASES = [
    (MATRICES + "$\\frac{\\partial (A x)}{\\partial x} = A$", NUMERATOR, DENOMINATOR),
    (MATRICES + "$\\frac{\\partial (A x)}{\\partial x} = A^\\top$", DENOMINATOR, NUMERATOR),
    (MATRICES + "$\\nabla_x (A x) = A^\\top$", DENOMINATOR, NUMERATOR),
    (MATRICES + "$\\nabla_x (A x) = A$", NUMERATOR, DENOMINATOR),
    ("For square matrices: $\\frac{\\partial}{\\partial X} \\operatorname{tr}(AX) = A$", NUMERATOR, DENOMINATOR),
    ("For square matrices: $\\frac{\\partial}{\\partial Z} \\operatorname{tr}(B Z) = B^\\top$", DENOMINATOR, NUMERATOR),
    ("$\\log 8 = 3$", Conventions(log_base="2"), None), ("$\\log 1000 = 3$", Conventions(log_base="10"), None),
    ("$\\log 2^k = k$", Conventions(log_base="2"), None),
    ("For $t > 0$: $\\frac{d}{dt} \\log t = \\frac{1}{t}$", Conventions(log_base="e"), Conventions(log_base="2")),
    ("Let $g(t) = \\log(1 + e^t)$ for all real $t$.\n\nThen $g'(t) = \\frac{1}{1 + e^{-t}}$", Conventions(log_base="e"),
     Conventions(log_base="2")),
    ("Let $h(x) = -x \\log x$ for $x > 0$.\n\nThen $h'(x) = -\\ln x - 1$", Conventions(log_base="e"),
     Conventions(log_base="10")),
    (DATA + "$\\operatorname{Var}(x) = \\frac{1}{n-1} \\sum_{i=1}^n (x_i - \\bar x)^2$", Conventions(ddof="1"),
     Conventions(ddof="0")),
    (DATA + "$\\operatorname{Var}(x) = \\frac{1}{n} \\sum_{i=1}^n (x_i - \\bar x)^2$", Conventions(ddof="0"),
     Conventions(ddof="1")),
]


@pytest.mark.parametrize("text, true, false", CASES, ids=[text for text, _, _ in CASES])
def test_a_formula_is_true_under_its_convention(text, true, false):
    found = verdict_of(text, true)
    assert found.verdict in ("proved", "agrees"), found
    if false is not None:
        other = verdict_of(text, false)
        assert other.verdict == "conditional" and "convention" in other.message, other


@pytest.mark.parametrize("text", [
    MATRICES + "$\\frac{\\partial (A x)}{\\partial x} = 2A$", "For $t > 0$: $\\frac{d}{dt} \\log t = \\frac{2}{t}$",
    "Let $g(t) = \\log(1 + e^t)$ for all real $t$.\n\nThen $g'(t) = \\frac{2}{1 + e^{-t}}$",
    DATA + "$\\operatorname{Var}(x) = \\frac{2}{n} \\sum_{i=1}^n (x_i - \\bar x)^2$", "$\\log 8 = 4$",
])
def test_what_is_false_under_every_convention_is_refuted(text):
    for layout in KEYS["layout"][1]:
        for base in KEYS["log-base"][1]:
            assert verdict_of(text, Conventions(layout, base, "1")).verdict == "refuted"


@pytest.mark.parametrize("text", [
    MATRICES + "$x^\\top A x = x^\\top A^\\top x$", "For $a, b > 0$: $\\log(ab) = \\log a + \\log b$",
    "For $t > 0$: $\\ln t^2 = 2 \\ln t$", "For $t > 0$: $\\log_2 t = \\ln t / \\ln 2$",
    MATRICES + "$\\nabla_x (x^\\top x) = 2x$", "For $t > 0$: $\\frac{d}{dt} \\ln t = \\frac{1}{t}$",
])
def test_what_holds_under_every_convention_holds(text):
    for layout in KEYS["layout"][1]:
        for base in KEYS["log-base"][1]:
            assert verdict_of(text, Conventions(layout, base, "0")).verdict in ("proved", "agrees")
