"""A second formula for a name: a claim where both are equal, or where the words say that it follows."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, UNDECIDED, UNREADABLE, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    (r"Let $X\in\mathbb{R}^{n\times p}$, $y\in\mathbb{R}^n$ and $\lambda>0$. The solution "
     r"$\hat\beta=(X^TX+\lambda I)^{-1}X^Ty$ can be rewritten as $\hat\beta=X^T(XX^T+\lambda I)^{-1}y$.", HOLDS),
    (r"Let $X\in\mathbb{R}^{n\times p}$, $y\in\mathbb{R}^n$ and $\lambda>0$. The solution "
     r"$\hat\beta=(X^TX+\lambda I)^{-1}X^Ty$ can be rewritten as $\hat\beta=X^T(XX^T+I)^{-1}y$.", REFUTED),
    (r"Let $a,b>0$ and $\hat c=\frac{1}{1/a+1/b}$. Equivalently, $\hat c=\frac{ab}{a+b}$.", HOLDS),
    (r"Let $a,b>0$ and $\hat c=\frac{1}{1/a+1/b}$. Equivalently, $\hat c=\frac{a+b}{ab}$.", REFUTED),
    (r"Let $f(x)=ax^2+b$. With $a=2$ and $b=3$ we get $f(x)=2x^2+3$.", HOLDS),
    (r"Let $f(x)=ax^2+b$. With $a=2$ and $b=3$ we get $f(x)=3x^2+2$.", REFUTED),
    (r"The density is $f(x)=\lambda e^{-\lambda x}$ for $x>0$. For $\lambda=2$ this gives $f(x)=2e^{-2x}$.", HOLDS),
    (r"The density is $f(x)=\lambda e^{-\lambda x}$ for $x>0$. For $\lambda=2$ this gives $f(x)=2e^{-x}$.", REFUTED),
    (r"The model has the pdf $f(t)=\frac{r^s}{\Gamma(s)}t^{s-1}e^{-rt}$ for $t>0$. We chose $s=10$ and $r=2$. The "
     r"prior is then $f(t)=\frac{2^{10}}{\Gamma(10)}t^9e^{-2t}$.", HOLDS),
    (r"The model has the pdf $f(t)=\frac{r^s}{\Gamma(s)}t^{s-1}e^{-rt}$ for $t>0$. We chose $s=10$ and $r=2$. The "
     r"prior is then $f(t)=\frac{10^2}{\Gamma(2)}te^{-10t}$.", REFUTED),
    (r"Let $f(x)=ax^2+b$ with $a=2$ and $b=3$. Now take $f(x)=3x^2+2$.", DEFINITION),
    (r"Let $f(x)=ax^2+b$. Then $f(x)=3x^2+2$ is an example.", DEFINITION),
    (r"Let $f(x)=x^3$. Take $f(x)=x^2$, then $f'(x)=2x$.", HOLDS),
    (r"Let $a,b>0$. The first score is defined by $\hat c=a+b$. Another score is defined by $\hat c=ab$.", DEFINITION),
    (r"Let $y_i \in \{0, 1\}$ and $0 < p_i < 1$. The loss is $L_i = -\log\left(p_i^{y_i} (1 - p_i)^{1 - y_i}\right)$, "
     r"that is, $L_i = -y_i \log p_i - (1 - y_i) \log(1 - p_i)$.", HOLDS),
    (r"Let $y_i \in \{0, 1\}$ and $0 < p_i < 1$. The loss is $L_i = -\log\left(p_i^{y_i} (1 - p_i)^{1 - y_i}\right)$, "
     r"that is, $L_i = -y_i \log p_i + (1 - y_i) \log(1 - p_i)$.", REFUTED),
    (r"Let $f(x) = (x + 1)^2$. Equivalently, $f(x) = x^2 + 2x + 1$.", HOLDS),
    (r"Let $f(x) = (x + 1)^2$. Equivalently, $f(x) = x^2 + x + 1$.", REFUTED),
    # "this is": what the sentence before spoke of
    (r"Let $c > 1$. The unit is $u(x) = c \max(0, x) + \min(0, e^x - 1)$. For positive $x$ this is the line "
     r"$u(x) = c x$.", HOLDS),
    (r"Let $c > 1$. The unit is $u(x) = c \max(0, x) + \min(0, e^x - 1)$. For positive $x$ this is the line "
     r"$u(x) = x$.", REFUTED),
    (r"We use $s_i = \log \sum_j e^{x_{ij}} - x_{i2}$. This is the cross entropy, $s_i = -\log \frac{e^{x_{i2}}}"
     r"{\sum_j e^{x_{ij}}}$.", HOLDS),
    (r"We use $s_i = \log \sum_j e^{x_{ij}} - x_{i2}$. This is the cross entropy, $s_i = \log \frac{e^{x_{i2}}}"
     r"{\sum_j e^{x_{ij}}}$.", REFUTED),
    (r"Let $f(x) = x^2$. Another choice is the absolute value. This is $f(x) = |x|$.", DEFINITION),
    (r"Let $f(x) = x^2$. A simpler function than this is $f(x) = x$.", DEFINITION),
    (r"Let $f(x) = x^2$. In the second example this is instead $f(x) = x^3$.", DEFINITION),
]


@rows(CASES)
def test_a_second_formula(text: str, expected: str) -> None:
    assert_last(text, expected)

_KL = r"Let $D(q, p) = \int q(x) \log \frac{q(x)}{p(x)} \, dx$. "
_C = r"The divergence is $C(q, p) = \int \frac{(q(x) - p(x))^2}{p(x)} dx$. Hence "
_D = (r"Let $V$ be a positive definite $n \times n$ matrix with Cholesky factorisation $V = L L^\top$ and $u, v "
      r"\in \mathbb{R}^n$. The distance is $d(u, v) = \|L^{-1}(u - v)\|$. In terms of the covariance matrix $V$ it "
      r"reads ")
FUNCTIONS = [
    (_D + r"$d(u, v) = \sqrt{(u - v)^\top V^{-1} (u - v)}$.", HOLDS),
    (_D + r"$d(u, v) = (u - v)^\top V^{-1} (u - v)$.", REFUTED),
    # of whole laws
    (_KL + r"Hence $D(q, p) = \int q(x) \log q(x) dx - \int q(x) \log p(x) dx$.", HOLDS),
    (_KL + r"Hence $D(q, p) = \int q(x) \log p(x) dx - \int q(x) \log q(x) dx$.", REFUTED),
    (_C + r"$C(q, p) = \int \frac{q(x)^2}{p(x)} dx - 1$.", HOLDS),
    (_C + r"$C(q, p) = \int \frac{q(x)^2}{p(x)} dx + 1$.", REFUTED),
    (_KL + r"Then $D(p, p) = 1$.", CONDITION),
    # of special laws; what grids change; the derivative of a functional
    (_KL + r"For two normal densities this becomes $D(q, p) = \frac{(m - n)^2}{2 s^2}$.", DEFINITION),
    (r"The entropy of a density $p$ is $h(p) = -\int p(x) \log p(x) dx$. For all of them, $h(p) \ge 0$.", UNDECIDED),
    (r"Let $S(q, p) = \int (q(x) - p(x))^2 dx$. Then $S(q, p) \le 2$.", UNDECIDED),
    (_KL + r"Then $\frac{\delta D}{\delta q(x)} = \log \frac{q(x)}{p(x)} + 1$.", UNREADABLE),
]


@rows(FUNCTIONS)
def test_a_second_formula_for_a_function(text: str, expected: str) -> None:
    assert_last(text, expected)
