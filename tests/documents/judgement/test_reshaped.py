"""Definitions that were taken for numbers until a later formula showed arrays; next values with a plus."""

from tests.documents.judged import REFUTED, UNDECIDED, assert_last, rows, twins

STEP = r"A step is $x^+ = x - \eta g$. Then "
ARRAYS = [
    (STEP, r"\|x^+ - z\|^2 = \|x - z\|^2 - 2 \eta g^\top (x - z) + \eta^2 \|g\|^2",
     r"\|x^+ - z\|^2 = \|x - z\|^2 + 2 \eta g^\top (x - z) + \eta^2 \|g\|^2"),
    (r"Let $d = u - v$. Then ", r"d^\top d = \|u\|^2 - 2 u^\top v + \|v\|^2",
     r"d^\top d = \|u\|^2 - u^\top v + \|v\|^2"),
    (r"Let $m = \frac12 (p + q)$. Then ", r"\|m\|^2 = \frac14 (p + q)^\top (p + q)",
     r"\|m\|^2 = \frac12 (p + q)^\top (p + q)"),
    (r"Let $z = t x + (1 - t) y$. Then ", r"\|z - y\|^2 = t^2 (x - y)^\top (x - y)",
     r"\|z - y\|^2 = t (x - y)^\top (x - y)"),
]
PLUS = [
    (STEP, r"(x^+ - x)^2 = \eta^2 g^2", r"(x^+ - x)^2 = \eta g^2"),
    (r"Let $f(x) = \|x\|^2$ and $x^+ = x - \eta \nabla f(x)$. Then ", r"f(x^+) = (1 - 2\eta)^2 f(x)",
     r"f(x^+) = (1 - 2\eta) f(x)"),
    (r"The positive part is $x^+ = \max(x, 0)$. Then ", r"x = x^+ - (-x)^+", r"x^2 = x^+ - (-x)^+"),
    ("", r"x^+ = \frac{x + |x|}{2}", r"x^+ = \frac{x - |x|}{2}"),
]
RATES = [
    (r"Let $\eta = 1/L$ and $w_{t+1} = (1 - \eta\lambda) w_t$. Then ", r"w_t = (1 - \eta \lambda)^t w_0",
     r"w_t = (1 + \eta \lambda)^t w_0"),
]


@rows(twins(ARRAYS))
def test_definitions_of_arrays(text, expected):
    assert_last(text, expected)


@rows(twins(PLUS))
def test_next_values_and_positive_parts(text, expected):
    assert_last(text, expected)


@rows(twins(RATES))
def test_names_in_a_recurrence_are_written_out_on_both_sides(text, expected):
    assert_last(text, expected)


NUMBERS = [
    # mu is defined behind, and so y a number: its entries are those of no array that the text knows
    (r"We have $y = \frac{x - \mu}{\sigma}$ with $\mu = \frac1n \sum_i x_i$, so $\sum_i y_i = 0$.", UNDECIDED),
    (r"With a loss $L$ and $y = Wx$, $\|x\|^2 = x x^T$.", REFUTED),
    (r"$\|x\|^2 = x x^T$.", REFUTED),
    (r"$x^T x = 2 \|x\|^2$.", REFUTED),
]


@rows(NUMBERS)
def test_numbers_that_may_be_arrays(text, expected):
    assert_last(text, expected)
