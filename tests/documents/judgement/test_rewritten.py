"""A second formula for a name: a claim where both are equal, or where the words say that it follows."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows

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
