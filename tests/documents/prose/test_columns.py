"""Tables of functions beside their derivatives and antiderivatives, judged cell by cell."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, VERDICTS, findings

SLOPES = [  # function, its derivative, what it is not
    (r"\tanh x", r"1 - \tanh^2 x", r"1 - \tanh x"),
    (r"\log(1 + e^x)", r"\frac{1}{1 + e^{-x}}", r"\frac{1}{1 + e^{x}}"),
    (r"x \sigma(x)", r"\sigma(x) + x \sigma(x) (1 - \sigma(x))", r"\sigma(x) + x \sigma(x)"),
    (r"\max(0, x)", r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", 
     r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}"),
    (r"x^n", r"n x^{n-1}", r"x^{n-1}"),
    (r"a^x", r"a^x \ln a", r"x a^{x-1}"),
    (r"f(t) = \sin(2t)", r"2\cos(2t)", r"\cos(2t)"),
    (r"\|\mathbf{x}\|^2", r"2 \mathbf{x}", r"3 \mathbf{x}"),
]
HEADS = [("function", "derivative"), ("$f(x)$", "$f'(x)$"), ("Activation", "Derivative"),
         ("$f$", r"$\frac{df}{dx}$")]


def verdict_below(head: tuple[str, str], function: str, cell: str) -> str:
    table = f"| {head[0]} | {head[1]} |\n|---|---|\n| ${function}$ | ${cell}$ |\n"
    return findings(table)[-1].verdict


@pytest.mark.parametrize("head", HEADS[::2], ids=str)
@pytest.mark.parametrize(("function", "slope", "other"), SLOPES, ids=[row[0] for row in SLOPES])
def test_derivatives(head, function, slope, other):
    assert verdict_below(head, function, slope) in VERDICTS[HOLDS]
    assert verdict_below(head, function, other) in VERDICTS[REFUTED]


@pytest.mark.parametrize("head", HEADS, ids=str)
def test_heads(head):
    assert verdict_below(head, r"\sin x", r"\cos x") in VERDICTS[HOLDS]
    assert verdict_below(head, r"\sin x", r"-\cos x") in VERDICTS[REFUTED]


@pytest.mark.parametrize(("function", "primitive", "other"), [
    (r"\cos x", r"\sin x + C", r"-\sin x"), (r"\frac{1}{x}", r"\ln |x|", r"-\frac{1}{x^2}"),
    (r"\ln x", r"x \ln x - x", r"x \ln x"),
])
def test_antiderivatives(function, primitive, other):
    for head in (("function", "antiderivative"), ("$f(x)$", r"$\int f(x)\,dx$")):
        assert verdict_below(head, function, primitive) in VERDICTS[HOLDS]
        assert verdict_below(head, function, other) in VERDICTS[REFUTED]


@pytest.mark.parametrize("table", [
    "| function | range |\n|--|--|\n| $\\tanh x$ | $1$ |", "| loss | derivative-free |\n|--|--|\n| $x^2$ | $3x$ |",
    "| function | derivative |\n|--|--|\n| ReLU | $1$ |", "| $x^2$ | $3x$ |\n|--|--|\n| function | derivative |",
])
def test_other_tables_claim_nothing(table):
    assert {f.verdict for f in findings(table)} <= {"notation"}


def test_a_second_table_has_heads_of_its_own():
    table = ("| function | derivative |\n|--|--|\n| $x^2$ | $2x$ |\n\n"
             "| $f(x)$ | $\\int f(x)\\,dx$ |\n|--|--|\n| $2x$ | $x^2$ |\n")
    assert [f.verdict for f in findings(table) if f.verdict in VERDICTS[HOLDS]] == ["proved", "proved"]


def test_the_message_says_what_the_cell_stands_for():
    table = "| function | derivative |\n|--|--|\n| $x^2$ | $3x$ |\n"
    assert r"\frac{d}{dx}\left(x^2\right) = 3x" in findings(table)[-1].message
