"""Paragraphs that are true under premises which are easily lost, and twins with one slip in the last formula."""

from tests.documents.judged import CONDITION, CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CHAIN = (r"For $P = \begin{pmatrix} 0.9 & 0.1 \\ 0.5 & 0.5 \end{pmatrix}$ and $u = (5/6, 1/6)$ we have "
         r"$P^n = \mathbf{1} u^T + 0.4^n (I - \mathbf{1} u^T)$ for all $n \ge 0$.")
ROW = CHAIN.replace("u^T", "u").replace("and $u", "and the row vector $u")
HAT = "The hat matrix $H = X (X^T X)^{-1} X^T$ is symmetric. Hence $0 \\le h_{ii} \\le 1$, because "
SAMPLE = (r"Let $x_1, \dots, x_n$ be independent draws from $\mathcal N(\mu, \sigma^2)$. The estimate is "
          r"$\hat\sigma^2 = \frac1n \sum_i (x_i - \bar x)^2$. For the sample $1, 2, 3, 6$ we have $\bar x = 3$ and ")
CHANNEL = "Let $C = p (1-p)$. Thus $C = 0$ for $p = 0$ as well as for $p = 1$, and "
MEAN = r"The mean is optimal since $\sum_i \|x_i - c\|^2 = \sum_i \|x_i - \mu\|^2 + n\|\mu - c\|^2$ "
BOUNDED = r"Let $X_1, \dots, X_n$ be independent with values in $[0, 1]$ and common mean $p$. Then "
UNIT = (r"For a unit vector $u$ the variance is $\frac1n \|Xu\|^2 = \frac1n u^\top X^\top X u$. "
        "What is left of a point is ")
WEIGHTS = (r"Let $W = \operatorname{diag}(w_1, \dots, w_n)$ with positive weights and $J(\beta) = (y - X\beta)^\top W "
           r"(y - X\beta)$. The minimiser is ")
MARGIN = r"Every point of the training set satisfies $y_i (w^\top x_i + b) \ge 1$. "
LAYER = r"Let $Y = XW$ with $X \in \mathbb{R}^{n \times d}$. Then "
COUNT = r"Let $S = \sum_{i=1}^N X_i$ where $N$ is a random count independent of the i.i.d. $X_i$. Then "
FACTOR = r"Let $\Sigma = LL^\top$ and $z \sim \mathcal N(0, I)$. Then $x = \mu + Lz$ has $\operatorname{Cov}(x) = "
SIDES = r"If $A$ has linearly independent columns, $A^+ = (A^\top A)^{-1} A^\top$ and $A^+ A = I$. "
TOTAL = r"Let $s = \sum_j x_j - x_1$. Then "
CASES = [
    (UNIT + r"$\|x - uu^\top x\|^2 = \|x\|^2 - (u^\top x)^2$.", HOLDS),
    (UNIT + r"$\|x - uu^\top x\|^2 = \|x\|^2 + (u^\top x)^2$.", CONDITIONAL),
    (WEIGHTS + r"$\hat\beta = (X^\top W X)^{-1} X^\top W y$.", UNDECIDED),
    (WEIGHTS + r"$\hat\beta = (X^\top W X)^{-1} X^\top y$.", REFUTED),
    (MARGIN + r"Points inside of the margin have $y_i (w^\top x_i + b) < 1$.", UNDECIDED),
    (LAYER + r"$dY = dX\, W + X\, dW$.", HOLDS),
    (LAYER + r"$dY = dX\, W - X\, dW$.", REFUTED),
    (COUNT + r"$\mathbb{E}[S] = \mathbb{E}[N]\, \mathbb{E}[X_1]$.", UNDECIDED),
    (FACTOR + r"\Sigma$.", HOLDS),
    (FACTOR + r"\Sigma$ and $\log\det\Sigma = 2 \sum_i \log L_{ii}$.", HOLDS + UNDECIDED),
    (FACTOR + r"2 \Sigma$.", REFUTED),
    (SIDES + r"When the rows are independent instead, $AA^+ = I$.", UNDECIDED),
    (SIDES + r"We also have $AA^+ = I$.", REFUTED),
    (r"Let $S_n = X_1 + \dots + X_n$ with independent steps $P(X_i = 1) = P(X_i = -1) = \frac12$.", UNDECIDED),
    (r"Floating-point addition is not associative: $(a + b) + c \ne a + (b + c)$.", UNDECIDED),
    (TOTAL + "$s = 0$.", REFUTED),
    (r"For conformable matrices $(AB)^\top = A^\top B^\top$.", REFUTED),
    (r"The angle of nonzero $u, v \in \mathbb{R}^n$ obeys $\|u - v\|^2 = \|u\|^2 + \|v\|^2 - u^\top v$.", REFUTED),
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
