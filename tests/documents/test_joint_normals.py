"""Variables that are normal together: conditional means and variances, information, laws with their own moments."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows, twins

PAIR = (r"Let $X$ and $Y$ be jointly normal with means $\mu_X, \mu_Y$, standard deviations "
        r"$\sigma_X, \sigma_Y > 0$ and correlation $\rho$. Then ")
SIGNAL = r"Let $S \sim \mathcal{N}(0, s)$ and $N \sim \mathcal{N}(0, t)$ be independent and $Y = S + N$. Then "
BAYES = r"Let $\theta \sim \mathcal{N}(m, s)$ and $Y \mid \theta \sim \mathcal{N}(\theta, t)$. Then "
CASES = [
    (PAIR, r"\mathrm{Var}[X \mid Y] = \sigma_X^2(1 - \rho^2)", r"\mathrm{Var}[X \mid Y] = \sigma_X^2(1 - \rho)"),
    (PAIR, r"\mathrm{Cov}(X, Y) = \rho \sigma_X \sigma_Y", r"\mathrm{Cov}(X, Y) = \rho \sigma_X"),
    (r"Let $U$ and $V$ be zero-mean jointly Gaussian random variables with variances $a$ and $b$. Then ",
     r"\mathbb{E}[U^2 V^2] = ab + 2 \mathrm{Cov}(U, V)^2", r"\mathbb{E}[U^2 V^2] = ab + \mathrm{Cov}(U, V)^2"),
    (r"Let $X$ and $Y$ be jointly Gaussian with correlation $\rho$. Then ", r"I(X; Y) = -\frac12 \ln(1 - \rho^2)",
     r"I(X; Y) = -\frac12 \ln(1 + \rho^2)"),
    (r"Let $(X, Y)$ be bivariate normal with variances $v$ each and correlation coefficient $\rho$, $|\rho| < 1$. "
     r"Then ", r"h(X, Y) = \frac{1}{2} \ln((2\pi e)^2 v^2 (1 - \rho^2))",
     r"h(X, Y) = \frac{1}{2} \ln((2\pi e)^2 v^2 (1 - \rho))"),
    (SIGNAL, r"\mathbb{E}[S \mid Y] = \frac{s}{s + t} Y", r"\mathbb{E}[S \mid Y] = \frac{t}{s + t} Y"),
    (SIGNAL, r"\mathrm{Var}[S \mid Y] = \frac{st}{s + t}", r"\mathrm{Var}[S \mid Y] = \frac{s^2}{s + t}"),
    (BAYES, r"\mathbb{E}[\theta \mid Y] = \frac{t m + s Y}{s + t}",
     r"\mathbb{E}[\theta \mid Y] = \frac{s m + t Y}{s + t}"),
    (r"Let $X \sim \mathcal{N}(\mu_X, \sigma_X^2)$. Then ", r"E[e^X] = e^{\mu_X + \sigma_X^2/2}",
     r"E[e^X] = e^{\mu_X + \sigma_X^2}"),
    (r"Let $X \sim \mathcal{N}(\mu_X, \sigma_X^2)$ and $Y \sim \mathcal{N}(\mu_Y, \sigma_Y^2)$ be independent. Then ",
     r"X - Y \sim \mathcal{N}(\mu_X - \mu_Y, \sigma_X^2 + \sigma_Y^2)",
     r"X - Y \sim \mathcal{N}(\mu_X - \mu_Y, \sigma_X^2 - \sigma_Y^2)"),
]
# Of a covariance matrix that the words give, the variances are entries: what was not used refutes nothing.
OTHERS = [(r"Let $X$ and $Y$ be jointly normal with covariance matrix $S$. Then $\mathrm{Var}(X) = 1$.", UNDECIDED)]


@rows([*twins(CASES), *OTHERS])
def test_normal_variables_together(text: str, expected: str) -> None:
    assert_last(text, expected)


# A law where an event happens is not the law of the variable: nothing is refuted with it, and nothing is proved.
MIXED = (r"Let $Z \sim \mathrm{Bern}(p)$, $X \mid Z = 1 \sim \mathcal{N}(a, 1)$ and "
         r"$X \mid Z = 0 \sim \mathcal{N}(b, 1)$. Then ")
UNDER_EVENTS = [
    (MIXED + r"$\mathbb{E}[X] = p a + (1 - p) b$.", UNDECIDED), (MIXED + r"$\mathbb{E}[X] = 2b$.", UNDECIDED),
    (MIXED + r"$\mathrm{Var}(Z) = p (1 - p)$.", HOLDS), (MIXED + r"$\mathrm{Var}(Z) = p$.", REFUTED),
    (r"Let $N \sim \mathrm{Pois}(\lambda)$ and $X \mid N = n \sim \mathrm{Bin}(n, p)$. "
     r"Then $\mathbb{E}[X] = \lambda p$.", HOLDS),
]


@rows(UNDER_EVENTS)
def test_laws_where_an_event_happens(text: str, expected: str) -> None:
    assert_last(text, expected)
