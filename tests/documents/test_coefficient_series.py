"""Sums to infinity with binomial coefficients and gamma functions: laws that count failures, power series."""

from tests.documents.judged import assert_all, rows

WHOLE = r"Let $p \in (0, 1)$ and let $r$ be a positive integer. "
REAL = r"Let $p \in (0, 1)$ and $r > 0$. "
CASES = [
    (WHOLE + r"Then $\sum_{x=0}^\infty \binom{x + r - 1}{r - 1} p^r (1 - p)^x = 1$.", "T"),
    (WHOLE + r"Then $\sum_{x=0}^\infty \binom{x + r - 1}{x} p^r (1 - p)^x = r$.", "F"),
    (WHOLE + r"Then $\sum_{x=0}^\infty x \binom{x + r - 1}{x} p^r (1 - p)^x = r (1 - p) / p$.", "T"),
    (WHOLE + r"Then $\sum_{x=0}^\infty x \binom{x + r - 1}{x} p^r (1 - p)^x = r p / (1 - p)$.", "F"),
    (WHOLE + r"Then $\sum_{x=r}^\infty \binom{x - 1}{r - 1} p^r (1 - p)^{x - r} = 1$.", "T"),
    (WHOLE + r"Then $\sum_{x=r}^\infty \binom{x - 1}{r - 1} p^r (1 - p)^{x - r} = r$.", "F"),
    (WHOLE + r"For $s \le 0$, $\sum_{x=0}^\infty e^{sx} \binom{x + r - 1}{x} p^r (1 - p)^x = "
     r"\left(\frac{p}{1 - (1 - p) e^s}\right)^r$.", "CT"),
    (REAL + r"The law has the masses $f(x) = \frac{\Gamma(x + r)}{x! \, \Gamma(r)} p^r (1 - p)^x$. Its mean is "
     r"$\sum_{x=0}^\infty x f(x) = \frac{(1 - p) r}{p}$.", "CDT"),
    (REAL + r"The law has the masses $f(x) = \frac{\Gamma(x + r)}{x! \, \Gamma(r)} p^r (1 - p)^x$. Its mean is "
     r"$\sum_{x=0}^\infty x f(x) = \frac{p r}{1 - p}$.", "CDF"),
    (r"Let $|z| < 1$ and let $n$ be a positive integer. Then $\sum_{k=0}^\infty \binom{n + k}{k} z^k = "
     r"\frac{1}{(1 - z)^{n + 1}}$.", "CT"),
    (r"Let $|z| < 1$ and let $n$ be a positive integer. Then $\sum_{k=0}^\infty \binom{n + k}{k} z^k = "
     r"\frac{1}{(1 - z)^n}$.", "CF"),
    (r"Let $|x| < 1/4$. Then $\sum_{n=0}^\infty \binom{2n}{n} x^n = \frac{1}{\sqrt{1 - 4x}}$.", "CT"),
    (r"Let $|x| < 1/4$. Then $\sum_{n=0}^\infty \binom{2n}{n} x^n = \sqrt{1 - 4x}$.", "CF"),
    (r"Let $|x| < 1$. Then $\sum_{k=0}^\infty \binom{1/2}{k} x^k = \sqrt{1 + x}$.", "CT"),
    (r"Let $|x| < 1$. Then $\sum_{k=0}^\infty \binom{1/2}{k} x^k = \sqrt{1 - x}$.", "CF"),
    (r"Let $a > 0$. Then $\sum_{n=0}^\infty \frac{(n + 1)!}{n!} = a$.", "CU"),  # it is infinite
    # below a sum a letter is no array, whatever it is elsewhere
    (r"Let $x \in \mathbb{R}^n$. Then $\sum_{x=1}^{3} x = 6$.", "T"),
    (r"Let $x \in \mathbb{R}^n$. Then $\sum_{x=1}^{3} x = 7$.", "F"),
    (r"Let $q \in [0, 1]$ and $\lambda > 0$. The value $0$ and those of the values $x \geq 1$ have probabilities that "
     r"add up: $q + (1 - q) e^{-\lambda} + \sum_{x=1}^\infty (1 - q) \frac{\lambda^x e^{-\lambda}}{x!} = 1$.", "CCT"),
]


@rows(CASES)
def test_coefficient_series(text, expected):
    assert_all(text, expected)
