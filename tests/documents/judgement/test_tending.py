"""Formulas about small or large numbers are refuted where no approximation makes them true."""

from tests.documents.judged import REFUTED, UNDECIDED, assert_last, rows

FALSE = [
    r"For small positive $a$ and $b$, $(1 + a)(1 + b) - 1 = 2a + 2b$.",
    r"For small rates $r$ and $g$ and a horizon $T > 0$, $(1 + g)^T - (1 + r)^T = T (r - g)$.",
    r"For small $x$, $\sin x = 2x$.",
    r"For large $n$ and $c > 0$, $(1 + c/n)^n = e^{-c}$.",
]
APPROXIMATE = [
    r"For small positive $a$ and $b$, $(1 + a)(1 + b) - 1 = a + b$.",
    r"For small rates $r$ and $g$ and a horizon $T > 0$, $(1 + g)^T - (1 + r)^T = T (g - r)$.",
    r"For small $x$ and $y$, $\sin(x + y) = x + y$.",
    r"For large $n$ and $c > 0$, $(1 + c/n)^n = e^c$.",  # of which only n is large
    r"For large $m$ and $n$, $\frac{1}{m} + \frac{1}{n} = \frac{m + n + 1}{mn}$.",
    r"For small $h$ and $k$, $\frac{1}{1 + h} - \frac{1}{1 + k} = k - h$.",
    r"For small positive $x$ and positive $y$, $\log(1 + xy) = xy$.",
]


@rows([*((text, REFUTED) for text in FALSE), *((text, UNDECIDED) for text in APPROXIMATE)])
def test_small_and_large_numbers(text: str, expected: str) -> None:
    assert_last(text, expected)
