r"""Sums without limits: over binomial coefficients from 0 to n, over factorials for ever; else nobody knows."""

from tests.documents.judged import CONDITION, HOLDS, PROVED, UNDECIDED, assert_last, rows, twins


@rows([
    *twins([
        ("By the binomial theorem ", r"(1+x)^n = \sum_k\binom nk x^k", r"(1+x)^n = \sum_k\binom nk x^{k+1}"),
        ("We have ", r"\sum_k \binom{n}{k} = 2^n", r"\sum_k \binom{n}{k} = 3^n"),
        ("We have ", r"\sum_j \binom{m}{j} \binom{n}{r-j} = \binom{m+n}{r}",
         r"\sum_j \binom{m}{j} \binom{n}{r-j} = \binom{m+n}{r+1}"),
        ("We have ", r"\sum_k \binom{n}{k}^2 = \binom{2n}{n}", r"\sum_k \binom{n}{k}^2 = 2^{2n}"),
        (r"For $n \ge 1$, ", r"\sum_k (-1)^k \binom{n}{k} = 0", r"\sum_k (-1)^k \binom{n}{k} = 1"),
        ("The mean is ", r"\sum_{k} k \binom{n}{k} p^k (1-p)^{n-k} = n p",
         r"\sum_{k} k \binom{n}{k} p^k (1-p)^{n-k} = n p (1-p)"),
        ("We have ", r"\sum_k \frac{n!}{k!\,(n-k)!} = 2^n", r"\sum_k \frac{n!}{k!\,(n-k)!} = n^2"),
        ("We have ", r"e^x = \sum_k \frac{x^k}{k!}", r"e^x = \sum_k \frac{x^{2k}}{k!}"),
        (r"The mean is ", r"\frac1n \sum_i c = c", r"\frac1n \sum_i c = 2c"),
        ("We have ", r"\sum_i a_i b_i \le \|a\| \|b\|", r"\sum_i a_i b_i = \|a\| \|b\|"),
    ]),
    (r"We have $\sum_{k} \binom{10}{k} p^k (1-p)^{10-k} = 1$.", PROVED),
    (r"We have $\sum_k k = \frac{n(n+1)}{2}$.", HOLDS),
    (r"We have $\sum_k r^k = \frac{1}{1-r}$ for $|r| < 1$.", UNDECIDED + CONDITION),
    (r"For $|x| < 1$, $(1 + x)^\alpha = \sum_k \binom{\alpha}{k} x^k$.", UNDECIDED),
    (r"The law of the sum is $p(y=j) = \sum_k p(x_1=k)p(x_2=j-k)$.", UNDECIDED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
