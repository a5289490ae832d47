"""Variables of two values, tables of probabilities, laws given by P(X = k): what is given, and what follows from it."""

from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    NOTATION,
    REFUTED,
    UNDECIDED,
    assert_last,
    rows,
)

TEST = "We use $T \\in \\{0, 1\\}$ for the result (with $1$ if positive) and $S \\in \\{0, 1\\}$ for the state.\n\n"
TABLE = TEST + "| given | $S=1$ | $S=0$ |\n|--|--|--|\n| $P(T = 1 \\mid S)$ | 0.9 | 0.05 |\n\nLet $P(S = 1) = 0.02$. "
TOTAL = r"$P(T = 1) = P(T = 1 \mid S = 0) P(S = 0) + P(T = 1 \mid S = 1) P(S = 1) = "
CHANCES = [
    (TEST + r"Then $P(T = 1) = P(T = 1, S = 0) + P(T = 1, S = 1)$.", HOLDS),
    (TEST + r"Then $P(T = 1) = P(T = 1, S = 0) - P(T = 1, S = 1)$.", REFUTED),
    (TABLE + f"Then {TOTAL} 0.067$.", HOLDS),
    (TABLE + f"Then {TOTAL} 0.167$.", REFUTED),
    (TABLE + r"Hence $P(S = 1 \mid T = 1) = 0.2687$.", HOLDS),
    (TABLE + r"Hence $P(S = 1 \mid T = 1) = 0.9$.", REFUTED),
    # without the table the number is open
    (TEST + f"It finds 90% of them. Let $P(S = 1) = 0.02$. Then {TOTAL} 0.067$.", UNDECIDED),
    # events
    (r"For random variables $A$ and $B$ (e.g. $A = a$) we have $P(A = a, B = b) \le P(A = a)$.", NOTATION + HOLDS),
    (r"Let $A$ be an event. Then $P(\emptyset) = 0$.", HOLDS),
    # laws that are given, and that follow
    (r"Creates a law with the probability of success $p$. $$P(X=k) = (1-p)^{k} p, k = 0, 1, ...$$", DEFINITION),
    (r"$$P(N \le t) = 1 - e^{-\lambda t}$$", DEFINITION),
    (r"Let $X$ be Poisson distributed with rate $\lambda$. Then $P(X = k) = \lambda^k e^{-\lambda} / k$.", REFUTED),
    (r"Let $X$ be Poisson distributed with rate $\lambda$. Then $P(X = k) = \lambda^k e^{-\lambda} / k!$.", HOLDS),
    # averages of conditional probabilities
    (r"Let $X$ and $Y$ be discrete random variables. Then $E_{Y \sim P(Y)}[-\log P(X \mid Y)] \ge -\log P(X)$.", HOLDS),
    (r"Let $A$ be an event and $Y$ a discrete random variable. Then $\mathbb{E}[P(A \mid Y)] = P(A)$.", HOLDS),
    (r"Let $A$ be an event and $Y$ a discrete random variable. Then $\mathbb{E}[P(A \mid Y)^2] = P(A)^2$.",
     CONDITIONAL),
    (r"A coin has $P(A) = 1/2$.", CONDITION),
]


@rows(CHANCES)
def test_chances(text, expected):
    assert_last(text, expected)
