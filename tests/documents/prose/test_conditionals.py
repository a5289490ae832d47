"""Laws under a condition are joint laws: marginal moments, posterior means; what is no random is no condition."""

from tests.documents.judged import UNDECIDED, assert_last, findings, rows, twins

NORMAL = r"Let $X\sim\mathcal N(0,1)$ and given $X=x$ let $Y\sim\mathcal N(x,1)$. Then "
SCALED = r"Let $Z\sim\mathcal N(0,1)$, and conditionally on $Z=z$ let $X\sim\mathcal N(az,1)$. Then "
THINNED = r"Let $N\sim\mathrm{Poisson}(\lambda)$ and $X\mid N\sim\mathrm{Bin}(N,p)$. Then "
COIN = r"Let $\theta\sim\mathrm{Beta}(a,b)$ and $k\mid\theta\sim\mathrm{Bin}(n,\theta)$. Then "
WORDS = (r"Let $\theta\sim\mathrm{Beta}(a,b)$ and, given $\theta$, let $x$ be binomial with parameters $n$ and "
         r"$\theta$. Then ")
RATE = (r"Let $\lambda\sim\mathrm{Gamma}(a,b)$ with rate $b$, and let $k$ given $\lambda$ be Poisson with mean "
        r"$\lambda$. Then ")
MIXED = r"Let $Y\mid X\sim\mathrm{Poisson}(X)$ with $X\sim\mathrm{Exp}(1)$. Then "
LAPLACE = r"Let $p\sim U(0,1)$ and $X\mid p\sim\mathrm{Bernoulli}(p)$. Then "
# the model, a true claim, a false one
CASES = [
    (NORMAL, r"\operatorname{Var}(Y)=2", r"\operatorname{Var}(Y)=1"),
    (NORMAL, r"\operatorname{Cov}(X,Y)=1", r"\operatorname{Cov}(X,Y)=0"),
    (SCALED, r"\operatorname{Var}(X)=a^2+1", r"\operatorname{Var}(X)=a+1"),
    (THINNED, r"\mathbb E[X]=\lambda p", r"\mathbb E[X]=\lambda"),
    (THINNED, r"P(X=k)=e^{-\lambda p}\frac{(\lambda p)^k}{k!}", r"P(X=k)=e^{-\lambda}\frac{(\lambda p)^k}{k!}"),
    (THINNED, r"\operatorname{Var}(X)=\lambda p", r"\operatorname{Var}(X)=\lambda p(1-p)"),
    (COIN, r"\mathbb E[k]=\frac{na}{a+b}", r"\mathbb E[k]=\frac{nb}{a+b}"),
    (COIN, r"\mathbb E[\theta\mid k]=\frac{a+k}{a+b+n}", r"\mathbb E[\theta\mid k]=\frac kn"),
    (WORDS, r"\mathbb E[\theta\mid x]=\frac{a+x}{a+b+n}", r"\mathbb E[\theta\mid x]=\frac a{a+b}"),
    (RATE, r"\mathbb E[k]=\frac ab", r"\mathbb E[k]=ab"),
    (RATE, r"\operatorname{Var}(k)=\frac ab+\frac a{b^2}", r"\operatorname{Var}(k)=\frac ab"),
    (MIXED, r"\mathbb E[Y]=1", r"\operatorname{Var}(Y)=1"),
    (LAPLACE, r"P(X=1)=\frac12", r"P(X=1)=\frac13"),
    (LAPLACE, r"\mathbb E[p\mid X=1]=\frac23", r"\mathbb E[p\mid X=1]=\frac12"),
    (r"Let $\mu\sim\mathcal N(0,1)$ and $X\mid\mu\sim\mathcal N(\mu,1)$. Then ", r"\mathbb E[\mu\mid X]=\frac X2",
     r"\mathbb E[\mu\mid X]=X"),
]
# true, and not worked out
OPEN = [
    (COIN + r"$\theta\mid k\sim\mathrm{Beta}(a+k,b+n-k)$.", UNDECIDED),
    (r"Let $\theta\sim\mathrm{Beta}(a,b)$ be the prior. The posterior mean after $k$ successes in $n$ trials is "
     r"$\mathbb E[\theta\mid k]=\frac{a+k}{a+b+n}$.", UNDECIDED),
    (r"Let $X\mid Y$ be normal. Then $\mathbb E[X\mid Y]=Y$.", "XU"),
]


@rows(twins(CASES))
def test_a_model_of_two_steps(text, expected):
    assert_last(text, expected)


@rows(OPEN)
def test_what_is_not_worked_out(text, expected):
    assert_last(text, expected)


def test_a_formula_is_shown_as_it_is_written():
    assert r"X\mid N\sim\mathrm{Bin}(N,p)" in {f.source for f in findings(THINNED + "so.")}
