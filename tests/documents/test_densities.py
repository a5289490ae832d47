"""Integrals against the density that a text gives its variables are their averages."""

import pytest

from lemmata.documents import check

HOLDS, WRONG = {"proved", "agrees"}, {"refuted", "conditional"}
PAIR = (r"Let $X$ and $Y$ be continuous random variables with joint density $p(x, y)$ and with means $\mu_X$ and "
        r"$\mu_Y$, not necessarily zero. Their covariance is $$\mathrm{Cov}(X, Y) = \int_{\mathbb{R}^2} ")
ONE = r"Let $X$ be a continuous random variable with density $p(x)$ and mean $\mu$. Then "
TWO = r"Let $X$ and $Y$ be random variables with joint density $p(x,y)$. Then "
# a text; the verdicts of its last formula
CASES = [
    (PAIR + r"(x - \mu_X) (y - \mu_Y) \, p(x, y) \, dx \, dy .$$", HOLDS),
    (PAIR + r"x y \, p(x, y) \, dx \, dy .$$", WRONG),
    (ONE + r"$$E[X]=\int_{-\infty}^\infty x p(x)\,dx$$", HOLDS),
    (ONE + r"$$E[X^2]=\int_{-\infty}^\infty x p(x)\,dx$$", WRONG),
    (ONE + r"$$\operatorname{Var}(X)=\int_{-\infty}^\infty (x-\mu)^2 p(x)\,dx$$", HOLDS),
    (ONE + r"$$\operatorname{Var}(X)=\int_{-\infty}^\infty x^2 p(x)\,dx$$", WRONG),
    (ONE + r"$$\int_{-\infty}^\infty p(x)\,dx=1$$", HOLDS),
    (TWO + r"$$E[XY]=\iint xyp(x,y)\,dx\,dy$$", HOLDS),
    (TWO + r"$$E[X+Y]=\iint (x-y)p(x,y)\,dx\,dy$$", WRONG),
    (TWO + r"the marginal density is $p(x)=\int p(x,y)\,dy$.", HOLDS | {"definition", "condition", "undecided"}),
    (TWO + r"$p(x,y)=p(x)p(y)$ if they are independent.", HOLDS | {"definition", "condition", "undecided"}),
]


@pytest.mark.parametrize("text, verdicts", CASES, ids=range(len(CASES)))
def test_the_last_formula(text, verdicts):
    findings = check(text + "\n\n").findings
    last = findings[-1]
    assert last.verdict in verdicts, (last.source, last.verdict, last.message, last.reading)
    assert not any(f.verdict in WRONG for f in findings[:-1])
