"""Correlations in words, of variables and of jointly normal ones: supposed in one sentence, or given."""

from tests.documents.judged import CONDITION, DEFINITION, UNDECIDED, assert_last, rows, twins

NORMAL = r"$X$ and $Y$ are jointly Gaussian with correlation $\rho$, "
LATER = r" For $0 < \rho < 1$ the series is "
CASES = [
    *twins([
        (f"If {NORMAL}then ", r"\operatorname{Var}(Y \mid X = x) = \sigma_Y^2 (1 - \rho^2)",
         r"\operatorname{Var}(Y \mid X = x) = \sigma_Y^2 (1 - \rho)"),
        (f"If {NORMAL}then ", r"I(X; Y) = -\frac12 \log(1 - \rho^2)", r"I(X; Y) = -\log(1 - \rho^2)"),
        (r"If $X$ and $Y$ have correlation $\rho$, then ", r"\operatorname{Cov}(X, Y) = \rho \sigma_X \sigma_Y",
         r"\operatorname{Cov}(X, Y) = \rho \sigma_X^2 \sigma_Y^2"),
        (r"If $X$ and $Y$ are random variables with correlation $r$, then ",
         r"\operatorname{Var}(X + Y) = \sigma_X^2 + \sigma_Y^2 + 2 r \sigma_X \sigma_Y",
         r"\operatorname{Var}(X + Y) = \sigma_X^2 + \sigma_Y^2 + r \sigma_X \sigma_Y"),
        (r"For $X$ and $Y$ with unit variance and correlation $\rho$, ", r"\operatorname{Var}(X - Y) = 2(1 - \rho)",
         r"\operatorname{Var}(X - Y) = 2(1 + \rho)"),
        (r"For jointly normal $X$ and $Y$ with correlation $\rho$, ",
         r"\operatorname{Var}(X \mid Y) = (1 - \rho^2) \operatorname{Var}(X)",
         r"\operatorname{Var}(X \mid Y) = (1 - \rho) \operatorname{Var}(X)"),
        (r"For a bivariate Gaussian $(X, Y)$ with correlation $\rho$, the mutual information is ",
         r"I(X; Y) = -\frac12 \log(1 - \rho^2)", r"I(X; Y) = \frac12 \log(1 - \rho^2)"),
    ]),
    # the meaning lasts as long as its sentence
    (rf"If {NORMAL}then $E[X] = \mu_X$." + LATER + r"$s = \sum_{k=0}^\infty \rho^k$.", DEFINITION),
    (r"If $X$ and $Y$ are bivariate normal with covariance matrix $S$, $\operatorname{Cov}(X, Y) = S_{12}$.",
     UNDECIDED),
    (r"Let $X$ and $Y$ be jointly normal. Here $\operatorname{Cov}(X, Y) = 0$ implies that they are independent.",
     CONDITION),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
