"""Families whose name is a letter: the t distribution, a chi-squared variable."""

from tests.documents.judged import assert_last, rows, twins

CASES = twins([
    (rf"{opening} Then ", r"\operatorname{Var}(T) = \frac{\nu}{\nu - 2}",
     r"\operatorname{Var}(T) = \frac{\nu}{\nu - 1}")
    for opening in (
        r"Let $T$ have a Student $t$ distribution with $\nu > 2$ degrees of freedom.",
        r"Let $T$ have a Student's $t$-distribution with $\nu > 2$ degrees of freedom.",
        r"Suppose that $T$ follows a t-distribution with $\nu$ degrees of freedom, where $\nu > 2$.")
] + [
    (rf"{opening} Then ", r"\operatorname{Var}(Q) = 2k", r"\operatorname{Var}(Q) = k")
    for opening in (
        r"Let $Q$ have a $\chi^2$ distribution with $k$ degrees of freedom.",
        r"Let $Q$ be $\chi^2$-distributed with $k$ degrees of freedom.",
        r"Let $Q$ be a $\chi^{2}$ random variable with $k$ degrees of freedom.")
])


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
