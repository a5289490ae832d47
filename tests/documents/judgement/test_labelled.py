"""Behind a label that says of which kind something is stands what the word means; behind the name of a law, a claim."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

LABELLED = [
    # a strict order, which some values meet and others turn round
    (r"Positive correlation: $E[XY] > E[X] E[Y]$", CONDITION),
    (r"**Negative correlation:** $E[XY] < E[X] E[Y]$", CONDITION),
    (r"- Negatively correlated: $\mathrm{Cov}(X, Y) < 0$", CONDITION),
    (r"- Overdispersed: $\mathrm{Var}(X) > E[X]$", CONDITION),
    (r"1. Supermodular: $P(A \cap B) > P(A) P(B)$", CONDITION),
    (r"(ii) Leptokurtic: $E[(X-\mu)^4] > 3\sigma^4$", CONDITION),
    (r"- Expanding map: $\|Ax\| > \|x\|$", UNDECIDED),
    (r"Square: $x^2 > x^2 + 1$", REFUTED),
    (r"Squares: $a^2 + b^2 < 0$", REFUTED),
    (r"AM-GM inequality: for positive $a$ and $b$ we have $\sqrt{ab} > (a + b)/2$", REFUTED),
    (r"Shift: $x^2 < x^2 + 1$", HOLDS),
    (r"Markov's inequality: $E[X^2] < E[X]^2$", REFUTED),
    # an equation of products behind an adjective, but none that speaks of operations
    (r"- Commuting: $AB = BA$", CONDITION),
    (r"- Doubly stochastic: $\sum_i P_{ij} = \sum_j P_{ij}$", CONDITION),
    (r"- Commutative: $AB = BA$", REFUTED),
    (r"- Commutativity: $AB = BA$", REFUTED),
    (r"- Associative: $(AB)C = A(BC)$", HOLDS),
    (r"Sine function: $\frac{d}{dx} \sin x = 2 \cos x$", REFUTED),
    (r"Trigonometric: $\frac{d}{dx} \cos x = \sin x$", REFUTED),
    (r"Variance: $\mathrm{Var}(X) = E[X]^2 - E[X^2]$", REFUTED),
    (r"Covariance $\mathrm{Cov}(X, Y) = E[XY] - E[X] E[X]$", REFUTED),
]


@rows(LABELLED)
def test_what_a_label_says(text, expected):
    assert_last(text, expected)
