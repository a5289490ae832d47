"""What a sentence supposes of random variables and events before it takes averages and probabilities of them."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows, twins

CASES = [
    *twins([
        (r"If $a \le X \le b$, then ", r"\operatorname{Var}(X) \le \frac{(b - a)^2}{4}", r"E[X] \ge b"),
        (r"If $0 \le X \le 1$, then ", "E[X^2] \\le E[X]", "E[X^2] \\ge E[X]"),
        (r"If $X \ge 0$ and $a > 0$, then ", r"P(X \ge a) \le \frac{E[X]}{a}", r"P(X \ge a) \ge \frac{E[X]}{a}"),
        (r"If $X \le Y$, then ", r"E[X] \le E[Y]", r"E[X] \ge E[Y]"),
        (r"$X \le Y$ implies ", r"\mathbb{E}[X] \le \mathbb{E}[Y]", r"\mathbb{E}[X] \ge \mathbb{E}[Y]"),
        (r"If $A \subseteq B$, then ", r"P(A) \le P(B)", r"P(A) \ge P(B)"),
        (r"If $A \subset B$, then ", r"P(B \setminus A) = P(B) - P(A)", r"P(B \setminus A) = P(B) + P(A)"),
        # values in words
        (r"If $X$ takes values in $[a, b]$, then ", r"a \le E[X] \le b", r"E[X] > b"),
        (r"Let $X$ be a random variable with values in $[0, 1]$. Then ", r"\operatorname{Var}(X) \le \frac14",
         r"\operatorname{Var}(X) \le \frac1{10}"),
        (r"Let $X$ be a random variable that takes the values $0$ and $1$. Then ", "E[X^2] = E[X]", "E[X^2] = 2 E[X]"),
        (r"Let $X$ be a random variable with values in $\{-1, 1\}$. Then ", "E[X^2] = 1", "E[X^2] = 2 + E[X]"),
        (r"If $X$ takes the values $1$, $2$ with probabilities $\frac13$, $\frac23$, then ", r"E[X] = \frac53",
         r"E[X] = \frac43"),
    ]),
    (r"If $X$ takes only the values $0$ and $1$, then $H(X) \le \log 2$.", HOLDS),
    (r"Let $X$ be a random variable with $0 \le X \le 1$. Then $\operatorname{Var}(X) \le \frac15$.", UNDECIDED),
]
# how many values a variable takes is no size of it
COUNTED = [
    *twins([
        ("For a discrete random variable $X$ with $n$ values, ", r"0 \le H(X) \le \log n", r"H(X) \ge \log n"),
        ("If $X$ takes $n$ values, then ", r"H(X) \le \log n", r"H(X) \le \log(n - 1)"),
        ("Let $X$ be a random variable with $K$ possible outcomes. Then ", r"H(X) \le \log K", r"H(X) \ge \log K"),
        (r"Let $X$ be a discrete random variable with $n = |\mathcal{X}|$. Then ", r"H(X) \le \log n",
         r"H(X) \ge \log n"),
    ]),
    ("Let $X$ be a random variable with two values. Then $H(X) \\le \\log 2$.", UNDECIDED),
    ("If $X$ takes at most $n$ different values, then $H(X) \\le \\log n$.", UNDECIDED),
    (r"Let $X$ be a random vector with $n$ entries. Then $\operatorname{Cov}(2X) = 4 \operatorname{Cov}(X)$.", HOLDS),
]
# p is the mass function of a variable that the text knows already
MASSES = twins([
    (r"We have $\mathbb{E}[X] = \sum_x x\, p(x)$ and ", r"\operatorname{Var}(X) = \sum_x (x - \mathbb{E}[X])^2 p(x)",
     r"\operatorname{Var}(X) = \sum_x (x + \mathbb{E}[X])^2 p(x)"),
    (r"Let $X$ be a discrete random variable with probability mass function $p(x)$. Then ",
     r"\mathbb{E}[X^2] = \sum_x x^2 \, p(x)", r"\mathbb{E}[X^2] = \sum_x x \, p(x)"),
])


@rows(CASES)
def test_conditions(text, expected):
    assert_last(text, expected)


@rows(COUNTED)
def test_counted_values(text, expected):
    assert_last(text, expected)


@rows(MASSES)
def test_masses(text, expected):
    assert_last(text, expected)
