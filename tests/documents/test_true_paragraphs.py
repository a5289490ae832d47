"""Paragraphs that are true under premises which are easily lost, and twins with one slip in the last formula."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CHAIN = (r"For $P = \begin{pmatrix} 0.9 & 0.1 \\ 0.5 & 0.5 \end{pmatrix}$ and $u = (5/6, 1/6)$ we have "
         r"$P^n = \mathbf{1} u^T + 0.4^n (I - \mathbf{1} u^T)$ for all $n \ge 0$.")
ROW = CHAIN.replace("u^T", "u").replace("and $u", "and the row vector $u")
HAT = "The hat matrix $H = X (X^T X)^{-1} X^T$ is symmetric. Hence $0 \\le h_{ii} \\le 1$, because "
SAMPLE = (r"Let $x_1, \dots, x_n$ be independent draws from $\mathcal N(\mu, \sigma^2)$. The estimate is "
          r"$\hat\sigma^2 = \frac1n \sum_i (x_i - \bar x)^2$. For the sample $1, 2, 3, 6$ we have $\bar x = 3$ and ")
CHANNEL = "Let $C = p (1-p)$. Thus $C = 0$ for $p = 0$ as well as for $p = 1$, and "
MEAN = r"The mean is optimal since $\sum_i \|x_i - c\|^2 = \sum_i \|x_i - \mu\|^2 + n\|\mu - c\|^2$ "
BOUNDED = r"Let $X_1, \dots, X_n$ be independent with values in $[0, 1]$ and common mean $p$. Then "
CASES = [
    (CHAIN.split(" for all")[0] + ".", HOLDS),
    (CHAIN.split(" for all")[0].replace("0.4^n", "0.5^n") + ".", REFUTED),
    (HAT + r"$h_{ii} = h_{ii}^2 + \sum_{j \neq i} h_{ij}^2$.", HOLDS),
    (HAT + r"$h_{ii} = \sum_{j \neq i} h_{ij}^2$.", REFUTED),
    (SAMPLE + r"$\hat\sigma^2 = 14/4 = 3.5$.", HOLDS),
    (SAMPLE + r"$\hat\sigma^2 = 14/4 = 4.5$.", REFUTED),
    (SAMPLE + r"$\hat\sigma^2 = 3.5$.", CONDITION),
    ("Then $P(A) = 0.95 \\cdot 0.02 + 0.1 \\cdot 0.98 = 0.117$.", UNDECIDED),
    ("Then $P(A) = 0.95 \\cdot 0.02 + 0.1 \\cdot 0.98 = 0.119$.", REFUTED),
    (CHANNEL + "$C = 1/4$ for $p = 1/2$.", HOLDS + CONDITION),
    (CHANNEL + "$C = 1/2$ for $p = 1/2$.", REFUTED + CONDITION),
    (MEAN + r"for $n$ points with the mean $\mu$.", UNDECIDED + "NN"),
    (BOUNDED + r"$P(|\bar X - p| \ge \epsilon) \le \frac{1}{4 n \epsilon^2}$.", UNDECIDED),
    (r"For a cluster $C$ with mean $m$, $\sum_{i \in C} \|x_i - m\|^2 = \frac{1}{2|C|} "
     r"\sum_{i, j \in C} \|x_i - x_j\|^2$.", UNDECIDED),
    (r"Let $X \sim \mathcal N(0,1)$. The variable $Z = 2X$ is normal. Then $|Z| = 2|X|$.", HOLDS),
    (r"Let $X \sim \mathcal N(0,1)$. The variable $Z = 2X$ is normal. Then $|Z| = 3|X|$.", REFUTED),
    (r"Let $X \sim \mathcal N(0,1)$ and let $S$ be an independent random sign. The variable $Z = SX$ is standard "
     r"normal. Then $Z^2 = X^2$.", UNDECIDED),
    (r"The return is $G_t = \sum_{l \ge 0} \gamma^l r_{t+l}$. Then $G_t = r_t + \gamma G_{t+1}$.", CONDITION),
]


@rows(CASES)
def test_the_last_formulas(text, expected):
    assert_last(text, expected)


@rows([(CHAIN, HOLDS + CONDITION), (ROW, UNDECIDED + CONDITION)])
def test_powers_of_an_example(text, expected):
    assert_last(text, expected)
