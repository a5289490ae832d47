"""Integrals against the density that a text gives its variables are their averages."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

PAIR = (r"Let $X$ and $Y$ be continuous random variables with joint density $p(x, y)$ and with means $\mu_X$ and "
        r"$\mu_Y$, not necessarily zero. Their covariance is $$\mathrm{Cov}(X, Y) = \int_{\mathbb{R}^2} ")
ONE = r"Let $X$ be a continuous random variable with density $p(x)$ and mean $\mu$. Then "
TWO = r"Let $X$ and $Y$ be random variables with joint density $p(x,y)$. Then "
# a text; the verdicts of its last formula
CASES = [
    (PAIR + r"(x - \mu_X) (y - \mu_Y) \, p(x, y) \, dx \, dy .$$", HOLDS),
    (PAIR + r"x y \, p(x, y) \, dx \, dy .$$", CONDITIONAL),
    (ONE + r"$$E[X]=\int_{-\infty}^\infty x p(x)\,dx$$", HOLDS),
    (ONE + r"$$E[X^2]=\int_{-\infty}^\infty x p(x)\,dx$$", REFUTED),
    (ONE + r"$$\operatorname{Var}(X)=\int_{-\infty}^\infty (x-\mu)^2 p(x)\,dx$$", HOLDS),
    (ONE + r"$$\operatorname{Var}(X)=\int_{-\infty}^\infty x^2 p(x)\,dx$$", CONDITIONAL),
    (ONE + r"$$\int_{-\infty}^\infty p(x)\,dx=1$$", HOLDS),
    (TWO + r"$$E[XY]=\iint xyp(x,y)\,dx\,dy$$", HOLDS),
    (TWO + r"$$E[X+Y]=\iint (x-y)p(x,y)\,dx\,dy$$", REFUTED),
    (TWO + r"the marginal density is $p(x)=\int p(x,y)\,dy$.", HOLDS),
    (TWO + r"$p(x,y)=p(x)p(y)$ if they are independent.", UNDECIDED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


WRITTEN = r"Let $X$ be a continuous random variable with density $HEAD = 3x^2$ for $0 \leq x \leq 1$. "


@rows([(WRITTEN.replace("HEAD", head) + claim, HOLDS) for head in ("p_X(x)", "f(x)") for claim in (
    r"Then $P(X^2 \leq \frac14) = P(X \leq \frac12)$.", r"Then $E[X^2] = \frac{16}{15} E[X]^2$.")])
def test_what_a_density_that_is_written_out_says(text: str, expected: str) -> None:
    assert_last(text, expected)
