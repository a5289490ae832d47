"""Words that restrict nothing of what a formula claims: it is refuted in spite of them, and its true twin holds."""

from __future__ import annotations

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

_SERIES = r"Let $a \neq 0$ and $-1 < r < 1$. The geometric series with first term $a$ and ratio $r$ converges, and "
CONVERGES = [
    (_SERIES + r"$\sum_{n=0}^{\infty} a r^n = \frac{a}{1 - r}$.", HOLDS),
    (_SERIES + r"$\sum_{n=0}^{\infty} a r^n = \frac{r}{1 - r}$.", REFUTED),
    (r"Let $0 < q < 1$. The series with the number $q$ converges, and $\sum_{k=1}^\infty k q^k = \frac{q}{(1-q)^2}$.",
     HOLDS),
    (r"Let $0 < q < 1$. The series with the number $q$ converges, and $\sum_{k=1}^\infty k q^k = \frac{q}{1-q}$.",
     REFUTED),
    (r"The number $r$ converges. Then $r^2 = r$.", UNDECIDED),
]
VALUES = [
    (r"For real $x$ and $y$, provided the denominator is not zero, $\frac{x^2 - y^2}{x - y} = x + y$.", HOLDS),
    (r"For real $x$ and $y$, provided the denominator is not zero, $\frac{x^2 - y^2}{x - y} = x - y$.", REFUTED),
    (r"For real $x$ and $y$, whenever both sides are defined, $\log(xy) = \log(x) \log(y)$.", REFUTED),
    (r"Let $A$ and $B$ be square matrices. If both inverses exist, $(A B)^{-1} = A^{-1} B^{-1}$.", REFUTED),
    (r"For real $x$ and $y$, provided the denominator is not zero, $x + y = x - y$.", UNDECIDED),
]
_UPDATE = r"Let $A \in \mathbb{C}^{n \times n}$ be invertible and $u, v \in \mathbb{C}^n$. Then "
CONJUGATES = [
    (_UPDATE + r"$\det(A + u v^*) = (1 + v^* A^{-1} u) \det(A)$.", HOLDS),
    (_UPDATE + r"$\det(A + u v^*) = (1 + v^* u) \det(A)$.", REFUTED),
    (_UPDATE + r"$\det(A + u v^*) = (1 - v^* A^{-1} u) \det(A)$.", REFUTED),
]
_SMOOTH = r"Let $f$ be a smooth function on the real line. In the limit "
QUOTIENTS = [
    (_SMOOTH + r"$f'(x) = \lim_{s \to 0} \frac{f(x + s) - f(x - s)}{2s}$.", HOLDS),
    (_SMOOTH + r"$f'(x) = \lim_{s \to 0} \frac{f(x + s) - f(x - s)}{s}$.", REFUTED),
    (_SMOOTH + r"$f'(x) = \lim_{s \to 0} \frac{f(x + 2 s) - f(x)}{s}$.", REFUTED),
    (r"The function $f$ has the slope $f'(x) = f(x) (1 + f(x))$.", CONDITION),
]
_MODEL = (r"Near the iterate $c \in \mathbb{R}^n$ the model is "
          r"$m(x) = g^\top (x - c) + \frac12 (x - c)^\top Q (x - c)$ "
          r"with $g \in \mathbb{R}^n$ and a symmetric matrix $Q$. ")
PLACES = [
    (_MODEL + r"The gradient, which has to vanish at the minimum, is $\nabla m(x) = g + Q (x - c)$.", HOLDS),
    (_MODEL + r"The gradient, which has to vanish at the minimum, is $\nabla m(x) = g + Q c$.", REFUTED),
    (_MODEL + r"The gradient, which is taken at the minimum, is $\nabla m(x) = 0$.", CONDITION),
    (r"The support function of the point $b$ is the linear function $s(y) = b y$. For real $b$ and $y$ we have "
     r"$b y + y^2 = y (b + y)$.", HOLDS),
    (r"The support function of the point $b$ is the linear function $s(y) = b y$. For real $b$ and $y$ we have "
     r"$b y + y^2 = y (b - y)$.", REFUTED),
]
_NORMAL = r"Let $\Phi(x) = \int_{-\infty}^x \frac{1}{\sqrt{2\pi}} e^{-t^2/2} \, dt$. "
TERMS = [
    (_NORMAL + r"In terms of the error function $\Phi(x) = \frac12 (1 + \operatorname{erf}(x/\sqrt2))$.", HOLDS),
    (_NORMAL + r"In terms of the error function $\Phi(x) = \frac12 (1 + \operatorname{erf}(x))$.", REFUTED),
    (r"Let $g(x) = x^2$. Another one is the cubic function $g(x) = x^3$.", DEFINITION),
]


@rows([*CONVERGES, *VALUES, *CONJUGATES, *QUOTIENTS, *PLACES, *TERMS])
def test_words_that_restrict_nothing(text, expected):
    assert_last(text, expected)
