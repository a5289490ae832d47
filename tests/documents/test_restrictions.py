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
PSD = "Let $A$ be positive semidefinite. Then "
# what is semidefinite, in words or signs, may be singular, and zero
SEMIDEFINITE = [
    (PSD + r"$\det A \ge 0$.", PROVED), (PSD + r"$\det A > 0$.", CONDITIONAL),
    (PSD + r"$\operatorname{tr} A \ge 0$.", PROVED), (PSD + r"$\operatorname{tr} A > 0$.", CONDITIONAL),
    (PSD + r"$A^\top = A$.", PROVED), (PSD + r"$A^2 = A$.", REFUTED), (PSD + r"$A^{-1} A = I$.", PROVED),
    (r"Let $A$ be positive semi-definite and $\lambda > 0$. Then $A + \lambda I \succ 0$.", PROVED),
    (r"Let $A$ and $B$ be positive semidefinite. Then $A + B \succeq 0$.", PROVED),
    (r"Let $A$ and $B$ be positive semidefinite. Then $A + B \succ 0$.", CONDITIONAL),
    (r"Let $A$ be a positive semidefinite matrix and $b \ne 0$. Then $b^\top A b > 0$.", CONDITIONAL),
    (r"Let $A \succeq 0$ and $x^\top x = 1$. Then $x^\top A x > 0$.", CONDITIONAL),
    (r"Let $A \succeq 0$ and $B \succeq 0$. Then $\operatorname{tr}(AB) \ge 0$.", HOLDS),
    (r"Let $A \succeq 0$ and $B \succeq 0$. Then $\operatorname{tr}(AB) > 0$.", UNDECIDED),
    (r"Let $\Sigma$ be a positive semidefinite covariance matrix. Then $\det \Sigma > 0$.", CONDITIONAL),
    (r"Let $K$ be a Gram matrix. Then $\det K > 0$.", CONDITIONAL),
    (r"Let $K$ be a kernel matrix and $\lambda > 0$. Then $\det(K + \lambda I) > 0$.", PROVED),
    (r"Let $\Sigma$ be positive semidefinite and $X \sim \mathcal N(\mu, \Sigma)$. Then "
     r"$\operatorname{Cov}(BX) = B \Sigma B^\top$.", HOLDS),
    (r"Let $\Sigma$ be positive semidefinite and $X \sim \mathcal N(\mu, \Sigma)$. Then "
     r"$\operatorname{Cov}(BX) = B \Sigma$.", REFUTED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


@rows(SEMIDEFINITE)
def test_what_is_semidefinite_may_be_singular(text, expected):
    assert_last(text, expected)


_FALSE = r"then $(1 + m)^2 = 1 - 2m + m^2$."
# What a clause gives and names restricts nothing; a place or an adjective may.
GIVEN_THERE = [
    (r"If the model predicts at some design point a mean $m$, " + _FALSE, REFUTED),
    (r"If the network returns at each step a score $m$, " + _FALSE, REFUTED),
    (r"If the network returns a vanishing score $m$, " + _FALSE, UNDECIDED),
    (r"If the solver returns at the optimum a value $m$, " + _FALSE, UNDECIDED),
    (r"If the columns are dependent and we measure a value $m$, " + _FALSE, UNDECIDED),
]


@rows(GIVEN_THERE)
def test_what_a_clause_names(text: str, expected: str) -> None:
    assert_last(text, expected)
