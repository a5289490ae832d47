"""Functions that words name: their letter is the function, whatever letter it is."""

from tests.documents.judged import assert_all, assert_last, rows, twins

CASES = [
    (r"Let $t > 0$, and let $\psi$ be the digamma function. Then ", r"\psi(t + 1) = \psi(t) + \frac{1}{t}",
     r"\psi(t + 1) = \psi(t) + \frac{1}{t + 1}"),
    (r"Here $F$ denotes the digamma function. For $t > 0$ we have ", r"F(t + 1) = F(t) + \frac{1}{t}",
     r"F(t + 1) = F(t) - \frac{1}{t}"),
    (r"Let $E$ be the error function. For $t \in \mathbb{R}$ we have ", r"E(-t) = -E(t)", r"E(-t) = 1 - E(t)"),
    (r"Let $a, b > 0$ and let $\psi$ be the digamma function. Then ",
     r"\mathrm{KL}(\mathrm{Gamma}(a, 1) \,\|\, \mathrm{Gamma}(b, 1)) = \ln\Gamma(b) - \ln\Gamma(a) + (a - b) \psi(a)",
     r"\mathrm{KL}(\mathrm{Gamma}(a, 1) \,\|\, \mathrm{Gamma}(b, 1)) = \ln\Gamma(b) - \ln\Gamma(a) + (a - b) \psi(b)"),
    (r"The Swish $s(x) = x\,\sigma(x)$, where $\sigma$ is the logistic function, has ",
     r"s'(x) = \sigma(x) + x\,\sigma(x)(1 - \sigma(x))", r"s'(x) = \sigma(x) + x\,\sigma(x)(1 + \sigma(x))"),
    (r"Let $\Phi$ be the standard normal cdf and $\phi$ the standard normal density. Then ", r"\phi'(x) = -x \phi(x)",
     r"\phi'(x) = x \phi(x)"),
    (r"The derivative of the sigmoid $\sigma$ is ", r"\sigma'(x) = \sigma(x)(1 - \sigma(x))",
     r"\sigma'(x) = \sigma(x)^2"),
    (r"With the ReLU $f$, ", "f(-1) = 0", "f(-1) = -1"),
    (r"Let $B$ denote the beta function. For $a, b > 0$ we have ", r"B(a + 1, b) = \frac{a}{a + b} B(a, b)",
     r"B(a + 1, b) = \frac{b}{a + b} B(a, b)"),
    (r"With the beta function $B$ and $a, b > 0$, ", r"\int_0^1 p^{a - 1} (1 - p)^{b - 1} \, dp = B(a, b)",
     r"\int_0^1 p^{a - 1} (1 - p)^{b - 1} \, dp = B(a, b + 1)"),
]
BEHIND = (
    (r"I used the fact that $$\int_0^1 p^{ad - 1} (1 - p^d)^{b - 1} p^n \, dp = \frac{1}{d} B(b, a + \frac{n}{d})$$ "
     r"for $a, b, d > 0$ and $n \geq 0$, where $B$ denotes the beta function.", "TCC"),
    (r"I used the fact that $$\int_0^1 p^{ad - 1} (1 - p^d)^{b - 1} p^n \, dp = B(b, a + \frac{n}{d})$$ "
     r"for $a, b, d > 0$ and $n \geq 0$, where $B$ denotes the beta function.", "FCC"),
    (r"We have $B(a, b) - B(b, a) = 0$ for $a, b > 0$, where $B$ is the beta function.", "TC"),
)

VARIANTS = [
    (r"Let $\sigma$ be the hard sigmoid. Then $\sigma(3) = 1$.", "C"),
    (r"With a leaky ReLU $f$, $f(-1) = 0$.", "C"), (r"Let $s$ be the scaled logistic function. Then $s(0) = 1$.", "C"),
    (r"With the incomplete beta function $B$, $B(a, b) = B(b, a) + 1$.", "U"),
    (r"For the inverse sigmoid function $\sigma$, $\sigma(1/2) = 0$.", "C"),
]


@rows([*twins(CASES), *VARIANTS])
def test_functions_by_their_names(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(BEHIND)
def test_functions_that_are_named_behind(text: str, expected: str) -> None:
    assert_all(text, expected)
