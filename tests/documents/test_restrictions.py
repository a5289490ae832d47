"""What restricts a symbol stays known: beside a definition, an order of matrices, of what turns out a vector."""

from tests.documents.judged import CONDITIONAL, HOLDS, PROVED, REFUTED, UNDECIDED, assert_last, rows

CASES = [
    # said of a symbol in the sentence that defines something by it
    (r"Let $H = I - 2vv^\top$ be the reflector for a unit vector $v$. Then $H^2 = I$.", HOLDS),
    (r"Let $H = I - 2vv^\top$ for a vector $v$. Then $H^2 = I$.", REFUTED),
    (r"If $X$ and $Y$ are conditionally independent given $Z$, then $p(x, y | z) = p(x | z) p(y | z)$.", HOLDS),
    (r"If $X$ and $Y$ are conditionally independent given $Z$, then $p(x, y | z) = p(x | z) + p(y | z)$.", REFUTED),
    # other numbers, and conditions of chains by their name
    (r"In $\mathbb{F}_2$ we have $1 + 1 = 0$.", UNDECIDED), (r"In arithmetic modulo 2, $1 + 1 = 0$.", UNDECIDED),
    (r"Detailed balance holds: $\pi_i P_{ij} = \pi_j P_{ji}$.", UNDECIDED),
    (r"Take $q(x) = \tfrac12 x^\top Q x - b^\top x, \quad Q = Q^\top$. Here $\nabla q(x) = Qx - b$.", PROVED),
    (r"Take $q(x) = \tfrac12 x^\top Q x, \quad Q \succ 0$. Here $\nabla q(x) = Qx$.", PROVED),
    (r"Take $q(x) = \tfrac12 x^\top Q x$. Here $\nabla q(x) = Qx$.", CONDITIONAL),
    (r"Take $q(x) = \sqrt{x^2}, \quad x > 0$. Here $q(x) = x$.", PROVED),
    (r"For $x > 0$ define $f(x) = \log x$. Then $\sqrt{x^2} = x$.", CONDITIONAL),
    (r"Let $Q \succ 0$. Then $Q^\top = Q$.", PROVED),
    (r"Let $Q \succeq 0$. Then $\det Q \ge 0$.", HOLDS),
    (r"Let $Q \succeq 0$. Then $\det Q > 0$.", CONDITIONAL),
    (r"If $A \succ 0$ and $B \succ 0$ then $A + B \succ 0$.", PROVED),
    (r"If $A \succ 0$ and $B \succ 0$ then $AB \succ 0$.", REFUTED),
    (r"Let $A \succ 0$ and $b \ne 0$. Then $b^\top A b > 0$.", HOLDS),
    (r"Let $A \succeq 0$ and $b \ne 0$. Then $b^\top A b > 0$.", CONDITIONAL),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
