"""Relations that nothing is left to restrict are claims, in words that also give conditions."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, NOTATION, REFUTED, assert_last, rows, twins

BETWEEN = r"Let $a < b$. It is a proper density, for $$\int_a^b "
TABLES = r"Let $p$ and $q$ be positive distributions on a finite set. "
CONCAVE = r"\alpha \log(x) + (1 - \alpha) \log(y) ."

TWINS = [  # what is true, and what is false
    # whatever something is
    (TABLES + "Whatever the model is, ", r"-\sum_x p(x) \log q(x) \ge -\sum_x p(x) \log p(x)",
     r"-\sum_x p(x) \log q(x) \le -\sum_x p(x) \log p(x)"),
    (r"However large $n$ is, ", r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", r"\sum_{k=1}^n k = \frac{n(n-1)}{2}"),
    (r"No matter how the points are chosen, ", r"\sum_i (x_i - \bar{x}) = 0", r"\sum_i (x_i - \bar{x}) = 1"),
    # what is said of an operation
    (r"Let $x, y > 0$. The logarithm is useful, as it satisfies ", r"\log(xy) = \log x + \log y",
     r"\log(xy) = \log x \log y"),
    (r"The determinant satisfies ", r"\det(AB) = \det(A) \det(B)", r"\det(AB) = \det(A) + \det(B)"),
    (r"The trace satisfies ", r"\operatorname{tr}(A^T) = \operatorname{tr}(A)",
     r"\operatorname{tr}(A^T) = -\operatorname{tr}(A)"),
    (r"Let $x > 0$. The gamma function satisfies ", r"\Gamma(x + 1) = x \Gamma(x)",
     r"\Gamma(x + 1) = (x + 1) \Gamma(x)"),
    (r"Let $c$ be a number. The softmax always satisfies ", r"\mathrm{softmax}(x + c) = \mathrm{softmax}(x)",
     r"\mathrm{softmax}(x + c) = \mathrm{softmax}(x) + c"),
]
CASES = [
    (BETWEEN + r"\frac{1}{b - a} dx = 1.$$", HOLDS),
    (BETWEEN + r"\frac{1}{b + a} dx = 1.$$", REFUTED),
    (r"Let $x, y > 0$ and $\alpha \in [0, 1]$. The logarithm is a standard example, as it satisfies "
     rf"$$\log(\alpha x + (1 - \alpha) y) \geq {CONCAVE}$$", HOLDS),
    (r"Let $x, y > 0$ and $\alpha \in [0, 1]$. The logarithm is a standard example, as it satisfies "
     rf"$$\log(\alpha x + (1 - \alpha) y) \leq {CONCAVE}$$", REFUTED),
    # an integral up to what does not vary
    (r"Integrating with respect to $x$ gives $$\int (x + \cos y) \, dx = \frac{x^2}{2} + x \cos y + C(y),$$", HOLDS),
    (r"Integrating with respect to $x$ gives $$\int \cos y \, dx = \frac{x^2}{2} + x \cos y + C(y),$$", REFUTED),
    # the slope of a function that has no parameters, given with it
    (r"The logistic loss is $\ell(z) = \log(1 + e^{-z})$ with $\ell'(z) = -\frac{1}{1 + e^z}$.", HOLDS),
    (r"The logistic loss is $\ell(z) = \log(1 + e^{-z})$ with $\ell'(z) = \frac{1}{1 + e^z}$.", REFUTED),
    (r"The squared hinge loss is $h(z) = \max(0, 1 - z)^2$ with $h'(z) = -2\max(0, 1 - z)$.", HOLDS),
    (r"The squared hinge loss is $h(z) = \max(0, 1 - z)^2$ with $h'(z) = 2\max(0, 1 - z)$.", REFUTED),
    (r"Consider $f(x) = ax^2$ with $f'(x) = 2x$.", CONDITION),
    (r"Consider $f(x) = x^2 + bx + c$ with $f'(1) = b$.", CONDITION),
    (r"Consider $f(x) = x^2 + 1$ with $f'(1) = c$.", CONDITION),
    # conditions
    (r"Whatever the action is, $|r| \le 1$.", CONDITION),
    (r"Whatever the order is, the constraint is $x + y = 1$.", CONDITION),
    (r"However large the weights become, $a + b = 1$.", CONDITION),
    (r"Whatever the temperature is, we choose $a$ with $a^2 = 2$.", CONDITION),
    (r"Whatever the starting point, the system $A x = b$ is solved.", DEFINITION),
    (r"The weights are a distribution, for $\sum_i w_i = 1$.", CONDITION),
    (r"The function $f$ is a density, for $\int f(x) dx = 1$.", CONDITION),
    (r"We have $E = \sum_i w_i x_i$, for $\sum_i w_i = 1$.", CONDITION),
    (r"The norm satisfies $\|x\| = 1$.", CONDITION),
    (r"Let $A$ be a matrix. The determinant satisfies $\det(A) = \det(B)$.", CONDITION),
    (r"Let $P$ be a matrix. The trace satisfies $\operatorname{tr}(P^2) = \operatorname{tr}(P)$.", CONDITION),
    (r"The Euclidean norm satisfies $\|x + y\|^2 = \|x\|^2 + \|y\|^2$.", CONDITION),
    (r"The cosine satisfies $\cos(2x) = 2\cos(x)$ only for some $x$.", CONDITION + NOTATION),
    (r"Let $x$ be a vector. The loss of the logarithm satisfies $\log(x) = 1$.", CONDITION),
]


@rows(twins(TWINS))
def test_claims(text, expected):
    assert_last(text, expected)


@rows(CASES)
def test_claims_and_conditions(text, expected):
    assert_last(text, expected)
