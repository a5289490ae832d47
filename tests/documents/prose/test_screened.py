"""Independence, also given something, of variables, of events and of the tables of their probabilities."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

_THREE = r"Let $X$, $Y$ and $Z$ be discrete random variables"
_EVENTS = r"Let $A$, $B$ and $C$ be events"

# a text; the verdict of its last formula
CASES = [
    (_THREE + r" such that $X$ and $Y$ are conditionally independent given $Z$. Then $H(X, Y \mid Z) = H(X \mid Z) + "
     r"H(Y \mid Z)$", HOLDS),
    (_THREE + r" such that $X$ and $Y$ are independent given $Z$. Then $H(X, Y) = H(X) + H(Y)$", UNDECIDED),
    (_THREE + r" such that $Z$ is conditionally independent of $Y$ given $X$. Then $I(X; Z \mid Y) = I(X; Z) - "
     r"I(Y; Z)$", HOLDS),
    (_THREE + r" such that $Z$ is conditionally independent of $Y$ given $X$. Then $I(X; Z \mid Y) = I(X; Z) + "
     r"I(Y; Z)$", REFUTED),
    (_THREE + r". Given $X$, the variables $Y$ and $Z$ are independent. Then $H(Y, Z \mid X) = H(Y \mid X) + "
     r"H(Z)$", UNDECIDED),
    (_THREE + r". Given $X$, $Y$ is conditionally independent of $Z$. Then $H(Y, Z \mid X) = H(Y \mid X) + "
     r"H(Z \mid X)$", HOLDS),
    (r"Let $U$ and $V$ be conditionally independent random variables given $W$, all discrete. Then "
     r"$p(u, v \mid w) = p(u \mid w) p(v \mid w)$", HOLDS),
    (r"Let $U \to V \to W$ form a Markov chain, all discrete. Then $p(u, w \mid v) = p(u \mid v) p(w \mid v)$", HOLDS),
    (r"Let $U \to V \to W$ form a Markov chain, all discrete. Then $p(u, w \mid v) = p(u \mid v) "
     r"p(v \mid w)$", REFUTED),
    (r"Let $U$ and $V$ be independent discrete random variables. Then $p(u, v) = p(u) p(v)$", HOLDS),
    (r"Let $U$ and $V$ be independent discrete random variables. Then $p(u, v) = p(u) + p(v)$", REFUTED),
    (r"Let $X$, $Y$ and $Z$ be independent and discrete. Then $p(x, y, z) = p(x) p(y) p(z)$", HOLDS),
    (r"Let $X$ and $Y$ be independent and discrete. Then $p(x, y, z) = p(x) p(y) p(z \mid x, y)$", UNDECIDED),
    (_EVENTS + r" with $A \perp B \mid C$. Then $P(A \cap B \mid C^c) = P(A \mid C^c) P(B \mid C^c)$", CONDITIONAL),
    (_EVENTS + r" with $A \perp B \mid C$. Then $P(A \mid B \cap C) = P(A \mid C)$", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
