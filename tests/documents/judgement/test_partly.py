"""What is said of a name in one case, at one place or for one of its forms is no meaning, and contradicts none."""

from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    REFUTED,
    assert_all,
    assert_each,
    assert_last,
    findings,
    rows,
)

CASES = [
    (r"We set $w_i = 0$ if $i$ is even and $w_i = 1$ otherwise. Then $w_3 = 1$.", DEFINITION * 2 + CONDITION),
    (r"Let $\alpha_i = \epsilon$ for every class except the observed one, where $\alpha_i = 1 + \epsilon$.",
     DEFINITION * 2),
    (r"Let $f(x) = x$ for $x > 0$ and $f(x) = -x$ for $x \le 0$. Then $f(x) = |x|$.",
     (DEFINITION + CONDITION) * 2 + DEFINITION),
    (r"Here $y = 1$ for spam and $y = 0$ for ham. Then $y^2 = 0$.", CONDITION * 3),
    (r"Let $w_i = 2 a_i$ for all $i$. Then $w_i = 3 a_i$.", DEFINITION + REFUTED),
    (r"We have $|x| = x$ if $x \ge 0$ and $|x| = -x$ if $x < 0$.", (HOLDS + CONDITION) * 2),
    (r"We have $|x| = x$ if $x \ge 0$ and $|x| = x$ if $x < 0$.", HOLDS + CONDITION + REFUTED + CONDITION),
    # an array and its entries are two things
    (r"Let $A, B \in \mathbb{R}^{n \times n}$. $C = AB$ where $C_{ij} = \sum_k A_{ik} B_{kj}$",
     DEFINITION + HOLDS),
    (r"Let $A, B \in \mathbb{R}^{n \times n}$. $C = AB$ where $C_{ij} = \sum_k A_{ik} B_{jk}$",
     DEFINITION + CONDITIONAL),
    # a place
    (r"It is odd around $n = -1/2$ and even around $n = N - 1/2$. The other is odd around $n = -1$ and even around "
     r"$n = N - 1$.", DEFINITION * 2 + CONDITION + DEFINITION),
    (r"This gives the continuation to $\operatorname{Re}(a) \le 0$.", CONDITION),
    (r"It holds for all values (also $\operatorname{Re}(a) < 0$).", CONDITION),
    (r"We have $x^2 < 0$.", REFUTED),
    # the value of a function at the name
    (r"Let $f(x, y) = \sin(x + y)$. Then $y = \text{round}(f(x, y))$.", DEFINITION * 2),
    (r"Let $f(x) = x^2$. Then $x = f(x) + x^2 - f(x)$.", DEFINITION + REFUTED),
    # a mark in parentheses is no power
    (r"The transform is $x_i^{(\lambda)} = \lambda x_i + 1$.", DEFINITION),
    (r"Let $y^{(\alpha)} = 2y$. Then $y^{(\alpha)} + y = 3y$.", DEFINITION + HOLDS),
    (r"Let $y^{(\alpha)} = 2y$. Then $y^{(\alpha)} + y = 4y$.", DEFINITION + REFUTED),
    (r"We have $x^{(a + b)} = x^a x^b$ for $x > 0$.", HOLDS + CONDITION),
    (r"We have $\sum_{\alpha=1}^n x^{(\alpha)} = n \bar x$.", HOLDS),
]
# another one of several, another function
ANEW = [
    ("We use\n\n$$y_k = \\sum_{n=0}^{N-1} x_n \\cos(\\pi k n)$$\n\nThere are several definitions, for the second type "
     "we use\n\n$$y_k = \\sum_{n=0}^{N-1} x_n \\sin(\\pi k n)$$", DEFINITION * 2),
    (r"Let $y_i = 2 x_i$ and $z_i = y_i + x_i$. We have $z_i = 4 x_i$.", DEFINITION * 2 + REFUTED),
    (r"Let $y_i = 2 x_i$ and $z_i = y_i + x_i$. We have $z_i = 3 x_i$.", DEFINITION * 2 + HOLDS),
    (r"The activation is $g(z) = \tanh z$. For two classes, $x$ passes the logistic function $g(z) = 1/(1+e^{-z})$ to "
     r"obtain values between zero and one.", DEFINITION),
    (r"Let $f(x) = x^2$. With the loss function $f(x) = x^3$ we obtain $f'(x) = 3x^2$.", DEFINITION * 2 + HOLDS),
    (r"Let $f(x) = x^2$. We obtain $f'(x) = 3x^2$.", DEFINITION + REFUTED),
    # what a function of which nothing is known does with its arguments
    (r"The coefficients obey the following symmetry rules: $Y(a, b, c) = Y(c, a, b) = Y(b, a, c)$.", CONDITION),
    (r"For all functions $(f g)' = f' g'$.", REFUTED),
]
# systems that are posed
POSED = [
    (r"Consider the system of equations $x = Ax + b$ with unknown vectors.", CONDITION),
    (r"Consider a system of two linear equations $2x + y = 3$.", CONDITION),
    (r"The system of linear inequalities $Ax \le b$ is feasible.", CONDITION),
    (r"Consider the system. We always have $x + 1 = 2x$.", REFUTED),
]


@rows(CASES)
def test_one_of_several_cases(text, expected):
    assert_all(text, expected)


@rows(ANEW)
def test_another_one(text, expected):
    assert_last(text, expected)


@rows(POSED)
def test_systems(text, expected):
    assert_last(text, expected)


@rows([
    (r"We have $\Sigma_k = \Sigma$ for all $k$.", "U"),
    (r"For all natural numbers $n$ we have $n^2 \le 100$.", "U"),
    (r"Let $k > 1$ be a natural number, and $N$ another one. Then $k \ge N/2$.", "U"),
    (r"For all natural numbers $n$ and $k$ we have $\binom{n}{k} \le 2^n$.", HOLDS),
])
def test_nothing_holds_by_chance(text, expected):
    claims = [f for f in findings(text) if f.verdict not in ("notation", "condition")]
    assert_each(claims, expected)


@rows([
    (r"The score is $s = 3 \cdot 4 = 12$. For the other one it changes to $s = 3 \cdot 5 = 15$.", HOLDS),
    (r"The score is $s = 3 \cdot 4 = 12$. For the other one it changes to $s = 3 \cdot 5 = 16$.", REFUTED),
    (r"The score is $s = 3 \cdot 4 = 12$. Thus $s = 2 \cdot 5 = 10$.", REFUTED),
    (r"The score is $s = 3 \cdot 4 = 12$. We have $s = 13$.", REFUTED),
    (r"Let $x = 2$, $y = 3$ and $z = x + y$. Then $z = 6$.", REFUTED),
])
def test_a_number_worked_out_anew(text, expected):
    assert_last(text, expected)
