"""Sums with dots whose terms change in several places, or by two; numbers that end a sum are sizes."""

from tests.documents.judged import UNREADABLE, assert_last, rows, twins

RETURN = (r"Let $0 \leq t < T$, let $r_1, r_2, \ldots$ be rewards and $\gamma$ the discount rate. The return is "
          r"$$r_{t+1} + \gamma r_{t+2} + \cdots + \gamma^{T-t-1} r_T = \sum_{k=0}^{T-t-1} ")
CASES = [
    ("We have ", r"1 + 2 + 3 + \cdots + n = \frac{n(n+1)}{2}", r"1 + 2 + 3 + \cdots + n = \frac{n(n-1)}{2}"),
    ("We have ", r"1 + \cdots + n = \frac{n(n+1)}{2}", r"1 + \cdots + n = \frac{n^2}{2}"),
    ("We have ", r"1^2 + 2^2 + \cdots + n^2 = \frac{n(n+1)(2n+1)}{6}",
     r"1^2 + 2^2 + \cdots + n^2 = \frac{n(n+1)(2n+1)}{3}"),
    ("We have ", r"1 + 2 + \cdots + (n - 1) = \frac{n(n-1)}{2}", r"1 + 2 + \cdots + (n - 1) = \frac{n(n+1)}{2}"),
    ("We have ", r"1 + 3 + 5 + \cdots + (2n - 1) = n^2", r"1 + 3 + 5 + \cdots + (2n - 1) = n^2 + 1"),
    ("We have ", r"2 + 4 + \cdots + 2n = n(n+1)", r"2 + 4 + \cdots + 2n = n^2"),
    ("We have ", r"a_1 + 2 a_2 + \cdots + n a_n = \sum_{k=1}^n k a_k",
     r"a_1 + 2 a_2 + \cdots + n a_n = \sum_{k=1}^n a_k"),
    ("For $m < n$ we have ", r"a_m + a_{m+1} + \cdots + a_n = \sum_{k=m}^n a_k",
     r"a_m + a_{m+1} + \cdots + a_n = \sum_{k=m+1}^n a_k"),
    ("We have ", r"x^n - y^n = (x - y)(x^{n-1} + x^{n-2} y + \cdots + x y^{n-2} + y^{n-1})",
     r"x^n - y^n = (x - y)(x^{n-1} + x^{n-2} y + \cdots + x y^{n-2})"),
    (r"For $r \ne 1$ we have ", r"a + ar + ar^2 + \cdots + ar^{n-1} = a \frac{1 - r^n}{1 - r}",
     r"a + ar + ar^2 + \cdots + ar^{n-1} = a \frac{1 - r^{n+1}}{1 - r}"),
]
OTHERS = [
    (RETURN + r"\gamma^k r_{t+k+1}.$$", "T"), (RETURN + r"\gamma^{k+1} r_{t+k+1}.$$", "F"),
    # what fits no pattern
    (r"We have $a_1 + 2 a_2 + \cdots + n a_{n+1} = 0$.", UNREADABLE),
    (r"We have $1 + 2 + 4 + \cdots + 2^n = 2^{n+1} - 1$.", UNREADABLE),
    (r"We have $1 + 2 + 6 + \cdots + n = 7$.", UNREADABLE),
]


@rows([*twins(CASES), *OTHERS])
def test_sums_with_dots(text: str, expected: str) -> None:
    assert_last(text, expected)
