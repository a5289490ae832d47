"""Conditions of a clause, and what is said of letters: without dollar signs, behind a formula, after its use."""

from tests.documents.judged import CONDITION, CONDITIONAL, HOLDS, REFUTED, assert_all, rows

CLAUSES = [
    (r"If $a$ is a number and $|a| < 1$, then $\sum_{k=0}^\infty a^k = \frac{1}{1-a}$.", CONDITION + HOLDS),
    ("If $a$ is a number and $|a| < 1$, then\n\n$$\\sum_{k=0}^\\infty a^k = \\frac{1}{1+a}$$", CONDITION + REFUTED),
    (r"If $A$ is a square matrix and $A^T A = I$, then $\det(A)^2 = 1$.", CONDITION + HOLDS),
    (r"If $A$ is a square matrix and $A^T A = I$, then $\det(A)^2 = 2$.", CONDITION + REFUTED),
    # what a letter goes through is no condition of the same kind
    (r"If $p \in (0, 1)$, then $p(1-p)^{k-1} \ge 0$ for $k = 1, 2, \dots$ and $$\sum_{k=1}^\infty p (1-p)^{k-1} = 1.$$",
     CONDITION + HOLDS * 2),
    (r"If $p \in (0, 1)$, then $p(1-p)^{k-1} \ge 0$ for $k = 1, 2, \dots$ and $$\sum_{k=1}^\infty p (1-p)^k = 1.$$",
     CONDITION + HOLDS + REFUTED),
    # a noun that sets nothing; what is said of every one
    (r"For distributions $p, q$ on the same finite set, $H(p, q) = H(p) + D_{\mathrm{KL}}(p\|q)$.", HOLDS),
    (r"For distributions $p, q$ on the same finite set, $H(p, q) = H(q) + D_{\mathrm{KL}}(p\|q)$.", REFUTED),
    (r"For every $A\in\mathbb{R}^{m\times n}$ and $x\in\mathbb{R}^n$, $x^\top A^\top A x \ge 0$.", HOLDS),
    (r"For every $A\in\mathbb{R}^{n\times n}$ and $x\in\mathbb{R}^n$, $x^\top A x \ge 0$.", CONDITIONAL),
    (r"For all $x \in \mathbb{R}$, $x > 0$, we have $|x| = x$.", CONDITION + HOLDS),
    (r"When $x$ is a number and $x > 1$, we have $x^2 > x$.", CONDITION + HOLDS),
    (r"If $X$ is a random variable and $E[X] = 3$, then $E[2X] = 6$.", CONDITION + HOLDS),
    (r"If $a$ is positive and $b$ is negative, then $ab > 0$.", REFUTED),
    (r"If $A$ is symmetric and $x$ is a vector, $x^T A = A x$ and $A^T = -A$.", HOLDS + REFUTED),
]
LETTERS = [
    (r"We have $\nabla_x x^T B x = 2Bx$ (B symmetric).", HOLDS),
    (r"The gradient is $\nabla_x x^T B x = 2Bx$ since B is symmetric.", HOLDS),
    (r"Since A and B are symmetric, $(AB)^T = BA$.", HOLDS),
    (r"If Q is orthogonal, then $Q^T Q = I$.", HOLDS),
    (r"If Q is orthogonal, then $Q^T Q = 2I$.", REFUTED),
    (r"Since B is not symmetric, $\nabla_x x^T B x = 2Bx$.", CONDITIONAL),
    (r"A symmetric matrix has $\nabla_x x^T B x = 2Bx$.", CONDITIONAL),
    # behind the formula
    (r"We have $\nabla_x x^T B x = 2Bx$. Here $B$ is symmetric.", HOLDS),
    ("$$\\nabla_x x^T B x = 2Bx$$\n\nHere, $B$ is a symmetric matrix.", HOLDS),
    ("- $\\nabla_x x^T B x = 2Bx$\n    - B is symmetric", HOLDS),
    (r"We have $\nabla_x x^T B x = 2Bx$. There $B$ is a matrix.", CONDITIONAL),
    (r"Let $q(x) = x^T Q x, \qquad Q = Q^T$. Here $\nabla q(x) = 2Qx$.", "D" + HOLDS),
]
# what words say of a symbol that formulas have used before
USED = [
    (r"We have $x + 1 = 1 + x$. If $x$ is positive, then $|x| = x$.", HOLDS * 2),
    (r"We have $x + 1 = 1 + x$. If $x$ is positive, then $|x| = -x$.", HOLDS + REFUTED),
    (r"We have $\operatorname{tr}(AB) = \operatorname{tr}(BA)$. For orthogonal $A$, $\|Ax\| = \|x\|$.", HOLDS * 2),
    (r"We have $\operatorname{tr}(AB) = \operatorname{tr}(BA)$. For orthogonal $A$, $\|Ax\| = 2\|x\|$.",
     HOLDS + REFUTED),
    (r"We know $\operatorname{tr}(A A^T) = \|A\|_F^2$. If $A$ is symmetric, then $A^T = A$.", HOLDS * 2),
    (r"We know $\operatorname{tr}(A A^T) = \|A\|_F^2$. If $A$ is invertible, then $A A^{-1} = I$.", HOLDS * 2),
]


@rows(CLAUSES)
def test_conditions_of_a_clause(text, expected):
    assert_all(text, expected)


@rows(LETTERS)
def test_what_is_said_of_letters(text, expected):
    assert_all(text, expected)


@rows(USED)
def test_words_say_more_than_formulas(text, expected):
    assert_all(text, expected)
