"""p_{X,Y}(x, y), p_X(x) and p_{Y|X}(y | x): masses whose subscripts name their variables."""

from tests.documents.judged import CONDITIONAL, DEFINITION, assert_last, rows, twins

PAIR = r"For discrete random variables $X$ and $Y$ we have "
THREE = r"Let $X$, $Y$ and $Z$ be discrete. Then "
LISTED = r"Let $X_1$ and $X_2$ be discrete random variables. Then "
MEAN = r"Let $X$ be a discrete random variable with pmf $p_X(x)$ and mean $\mu = E[X]$. Then "
CASES = [
    (PAIR, r"p_X(x) = \sum_y p_{X,Y}(x, y)", r"p_X(x) = \sum_x p_{X,Y}(x, y)"),
    (PAIR, r"p_{X|Y}(x | y) = \frac{p_{X,Y}(x, y)}{p_Y(y)}", r"p_{X|Y}(x | y) = \frac{p_{X,Y}(x, y)}{p_X(x)}"),
    (PAIR, r"p_{Y \mid X}(y \mid x) p_X(x) = p_{X \mid Y}(x \mid y) p_Y(y)",
     r"p_{Y \mid X}(y \mid x) p_Y(y) = p_{X \mid Y}(x \mid y) p_X(x)"),
    (PAIR, r"p_Y(y) = \sum_x p_{Y|X}(y | x) p_X(x)", r"p_Y(y) = \sum_x p_{Y|X}(y | x) p_Y(y)"),
    (PAIR, r"H(X) = -\sum_x p_X(x) \log p_X(x)", r"H(X) = \sum_x p_X(x) \log p_X(x)"),
    (PAIR, r"H(Y | X) = -\sum_{x, y} p_{XY}(x, y) \log p_{Y|X}(y | x)",
     r"H(Y | X) = -\sum_{x, y} p_{XY}(x, y) \log p_{X|Y}(x | y)"),
    (PAIR, r"I(X; Y) = \sum_x \sum_y p_{X,Y}(x, y) \log \frac{p_{X,Y}(x, y)}{p_X(x) p_Y(y)}",
     r"I(X; Y) = -\sum_x \sum_y p_{X,Y}(x, y) \log \frac{p_{X,Y}(x, y)}{p_X(x) p_Y(y)}"),
    (PAIR, r"E[X] = \sum_x x p_X(x)", r"E[X] = \sum_x p_X(x)"),
    (PAIR, r"\mathbb{E}[X \mid Y = y] = \sum_x x \, p_{X|Y}(x | y)",
     r"\mathbb{E}[X \mid Y = y] = \sum_x x \, p_{X,Y}(x, y)"),
    (MEAN, r"\operatorname{Var}(X) = \sum_x (x - \mu)^2 p_X(x)", r"\operatorname{Var}(X) = \sum_x (x - \mu) p_X(x)"),
    (LISTED, r"p_{X_1}(x_1) = \sum_{x_2} p_{X_1, X_2}(x_1, x_2)", r"p_{X_1}(x_1) = \sum_{x_1} p_{X_1, X_2}(x_1, x_2)"),
    (THREE, r"p_{X,Y,Z}(x,y,z) = p_X(x) p_{Y|X}(y|x) p_{Z|X,Y}(z|x,y)",
     r"p_{X,Y,Z}(x,y,z) = p_X(x) p_{Y|X}(y|x) p_{Z|X}(z|x)"),
    (r"If $Y = g(X)$ for a discrete random variable $X$, then ", r"E[Y] = \sum_x g(x) p_X(x)",
     r"E[Y] = \sum_x x g(x) p_X(x)"),
]
OTHERS = [
    (PAIR + r"$E[XY] = \sum_x \sum_y x y \, p_X(x) p_Y(y)$.", CONDITIONAL),  # where they are independent
    (r"For independent discrete $X$ and $Y$ we have $p_{X,Y}(x, y) = p_X(x) p_Y(y)$.", "T"),
    (r"In a Markov chain $X \to Y \to Z$ we have $p_{X,Y,Z}(x,y,z) = p_X(x) p_{Y|X}(y|x) p_{Z|Y}(z|y)$.", "T"),
    # no table: other arguments, and densities
    (r"Let $X$ have the density $p_X(x)$ and let $Y = g(X)$. Then "
     r"$p_Y(y) = p_X(x) \left|\frac{dx}{dy}\right|$.", DEFINITION),
    (r"The mass of the pair is $p_{X,Y}(x, y) = \frac{1}{36}$ for all values $x$ and $y$.", "DNN"),
]


@rows([*twins(CASES), *OTHERS])
def test_masses_with_subscripts(text: str, expected: str) -> None:
    assert_last(text, expected)
