"""The parameters of a law are given in one way for all formulas of its section: by the words, else by the first one."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, last, rows, twins

GAMMA = r"Let $X\sim\mathrm{Gamma}(a,b)$"
DENSITY = r"\frac{b^a}{\Gamma(a)}x^{a-1}e^{-bx}$. Then "
# a text with its law and words, a claim that is true under them, one that is false
WORDS = [
    (GAMMA + r" with shape $a$ and rate $b$. Then ", r"\mathbb E[X]=\frac ab", r"\mathbb E[X]=ab"),
    (GAMMA + r" with shape $a$ and scale $b$. Then ", r"\mathbb E[X]=ab", r"\mathbb E[X]=\frac ab"),
    (GAMMA + r" with shape and scale parameters $a$ and $b$. Then ", r"\operatorname{Var}(X)=ab^2",
     r"\operatorname{Var}(X)=\frac a{b^2}"),
    (GAMMA + r", where $b$ is the rate parameter. Then ", r"\operatorname{Var}(X)=\frac a{b^2}",
     r"\operatorname{Var}(X)=ab^2"),
    (GAMMA + r" (rate $b$). Then ", r"\mathbb E[X]=\frac ab", r"\mathbb E[X]=ab"),
    (GAMMA + ". Here $b$ is the scale. Then ", r"\mathbb E[X]=ab", r"\mathbb E[X]=\frac ab"),
    (GAMMA + " with density $f(x)=" + DENSITY, r"\mathbb E[X]=\frac ab", r"\mathbb E[X]=ab"),
    (r"In the shape-scale parametrization let $X\sim\mathrm{Gamma}(2,3)$. Then ", r"\mathbb E[X]=6",
     r"\mathbb E[X]=\frac23"),
    (r"We parametrize by shape and rate. " + r"Let $X\sim\mathrm{Gamma}(2,3)$ in the rate form. Then ",
     r"\mathbb E[X]=\frac23", r"\mathbb E[X]=6"),
    (r"Let $T\sim\mathrm{Exp}(2)$ with rate $2$. Then ", r"\mathbb E[T]=\frac12", r"\mathbb E[T]=2"),
    (r"Let $T\sim\mathrm{Exp}(\theta)$ with mean $\theta$. Then ", r"\operatorname{Var}(T)=\theta^2",
     r"\operatorname{Var}(T)=\frac1{\theta^2}"),
    (r"Let $X\sim\mathrm{Geom}(p)$ count the number of trials up to the first success. Then ",
     r"\mathbb E[X]=\frac1p", r"\mathbb E[X]=\frac{1-p}p"),
    (r"Let $X\sim\mathrm{Geom}(p)$ be the number of failures before the first success. Then ",
     r"\mathbb E[X]=\frac{1-p}p", r"\mathbb E[X]=\frac1p"),
    (r"Let $X\sim\mathrm{Geom}(p)$ on $\{0,1,2,\dots\}$. Then ", r"P(X=1)=p(1-p)", r"P(X=1)=p"),
    (r"Let $X\sim\mathrm{Geom}(p)$, which takes the values $1,2,3,\dots$. Then ", r"P(X=1)=p", r"P(X=1)=p(1-p)"),
    (r"Let $X\sim\mathrm{NB}(r,p)$ count the failures before the $r$-th success. Then ",
     r"\mathbb E[X]=\frac{r(1-p)}p", r"\mathbb E[X]=\frac rp"),
    (r"Let $X\sim\mathcal N(\mu,\theta)$ with variance $\theta$. Then ", r"\operatorname{Var}(X)=\theta",
     r"\operatorname{Var}(X)=\theta^2"),
    (r"Let $X\sim\mathcal N(0,4)$ with standard deviation $4$. Then ", r"\operatorname{Var}(X)=16",
     r"\operatorname{Var}(X)=4"),
    (r"Let $X\sim\mathcal N(\mu,\lambda)$, where $\lambda$ is the precision. Then ", r"\operatorname{Var}(X)=1/\lambda",
     r"\operatorname{Var}(X)=\lambda"),
    (r"Let $X$ be normal with mean $0$ and precision $\lambda>0$. Then ", r"\mathbb E[X^2]=\lambda^{-1}",
     r"\mathbb E[X^2]=\lambda"),
    (r"In the precision parametrization let $X\sim\mathcal N(m,\tau)$. Then ", r"\operatorname{Var}(2X)=4/\tau",
     r"\operatorname{Var}(2X)=4\tau"),
    (r"Let $X\sim\mathcal N(\mu,1/\tau)$ with precision $\tau>0$. Then ", r"\operatorname{Var}(X)=1/\tau",
     r"\operatorname{Var}(X)=\tau"),
    (r"Let $X$ be lognormal with parameters $m$ and $t>0$, that is, $\ln X\sim\mathcal N(m,1/t)$. Then ",
     r"\mathbb E[X]=e^{m+\frac1{2t}}", r"\mathbb E[X]=e^{m+\frac t2}"),
    (r"Let $x\sim\mathcal N(\mu,\Lambda)$ in $\mathbb R^3$, where $\Lambda$ is the precision matrix. Then ",
     r"\operatorname{Cov}(x)=\Lambda^{-1}", r"\operatorname{Cov}(x)=\Lambda"),
    (r"Let $x\sim\mathcal N(\mu,\Lambda^{-1})$ in $\mathbb R^3$ with precision matrix $\Lambda$. Then ",
     r"\operatorname{Cov}(x)=\Lambda^{-1}", r"\operatorname{Cov}(x)=\Lambda"),
    (r"Let $X\sim\mathrm{Weibull}(a,b)$ with shape $a$ and scale $b$. Then ", r"\mathbb E[X]=b\Gamma(1+1/a)",
     r"\mathbb E[X]=a\Gamma(1+1/b)"),
]
# A notation that is declared is that of all laws of its family, whatever the letters look like.
DECLARED = [
    (r"We write $N(y\mid m,v)$ for the density of the normal distribution with mean $m$ and variance $v$. Then ",
     r"N(0\mid\mu,\sigma)=\frac1{\sqrt{2\pi\sigma}}e^{-\mu^2/(2\sigma)}",
     r"N(0\mid\mu,\sigma)=\frac1{\sqrt{2\pi}\sigma}e^{-\mu^2/(2\sigma^2)}"),
    (r"The normal density with mean $m$ and variance $v$ is written $\mathcal N(x;m,v)$. Then ",
     r"\mathcal N(0;0,\sigma)=\frac1{\sqrt{2\pi\sigma}}", r"\mathcal N(0;0,\sigma)=\frac1{\sqrt{2\pi}\sigma}"),
    (r"Here $\mathcal N(\mu,\sigma^2)$ denotes the normal distribution with mean $\mu$ and variance $\sigma^2$. "
     r"If $X\sim\mathcal N(0,\sigma)$, then ", r"\operatorname{Var}(X)=\sigma", r"\operatorname{Var}(X)=\sigma^2"),
    (r"Here $\mathcal N(\mu,\sigma)$ denotes the normal distribution with mean $\mu$ and standard deviation $\sigma$. "
     r"If $X\sim\mathcal N(0,3)$, then ", r"\operatorname{Var}(X)=9", r"\operatorname{Var}(X)=3"),
    (r"$\mathrm{Gamma}(a,b)$ stands for the gamma distribution with shape $a$ and scale $b$. "
     r"If $X\sim\mathrm{Gamma}(2,3)$, then ", r"\mathbb E[X]=6", r"\mathbb E[X]=\frac23"),
    (r"We write $\mathrm{Exp}(\lambda)$ for the exponential distribution with rate $\lambda$. "
     r"If $X\sim\mathrm{Exp}(\theta)$, then ", r"\mathbb E[X]=1/\theta", r"\mathbb E[X]=\theta"),
    (r"We use the notation $N(\mu,\tau)$ for a Gaussian with mean $\mu$ and precision $\tau$. If $X\sim N(0,4)$ then ",
     r"\operatorname{Var}(X)=\frac14", r"\operatorname{Var}(X)=4"),
    # a square is a variance all the same, and one law alone declares nothing
    (r"We use the notation $N(\mu,\tau)$ for a Gaussian with mean $\mu$ and precision $\tau$. "
     r"If $X\sim N(0,\sigma^2)$ then ", r"\operatorname{Var}(X)=\sigma^2", r"\operatorname{Var}(X)=2\sigma^2"),
    (r"Let $X\sim N(\mu,\sigma)$ with standard deviation $\sigma$. If $Y\sim N(0,4)$ then ",
     r"\operatorname{Var}(Y)=4", r"\operatorname{Var}(Y)=16"),
]
# a text and the verdicts of its last formula, where no words say how
ALONE = [
    (r"Let $X\sim\mathcal N(0,4)$. Then $\operatorname{Var}(X)=4$.", HOLDS),
    (r"Let $X\sim\mathcal N(0,4)$. Then $\operatorname{Var}(X)=16$.", REFUTED),
    (r"Let $X\sim\mathcal N(0,4)$. Then $P(X\le2)=\Phi(\frac12)$.", REFUTED),
    (r"Let $X\sim\mathcal N(0,4)$. Then $P(X\le2)=\Phi(1)$.", HOLDS),
    (r"Let $X\sim\mathcal N(m,v)$. Then $\operatorname{Var}(X)=v^2$.", REFUTED),
    (r"Let $X\sim\mathcal N(\mu,\sigma)$. Then $\operatorname{Var}(X)=\sigma^2$.", HOLDS),
    (r"Let $X\sim\mathcal N(\mu,\sigma)$. Then $\operatorname{Var}(X)=\sigma$.", CONDITIONAL),
    (r"Let $X\sim\mathcal N(\mu,\sigma)$. Then $\operatorname{Var}(X)=2\sigma$.", REFUTED),
    (r"Let $X\sim\mathcal N(m,s)$. Then $\operatorname{Var}(X)=s^2$.", CONDITIONAL),
    (r"Let $X\sim\mathcal N(m,\tau)$. Then $\operatorname{Var}(X)=\tau$.", HOLDS),
    (r"Let $X\sim\mathcal N(m,\tau)$. Then $\operatorname{Var}(X)=1/\tau$.", CONDITIONAL),
    (r"Let $X\sim\mathcal N(m,\tau)$. Then $\operatorname{Var}(X)=2\tau$.", REFUTED),
    (r"Let $x\sim\mathcal N(\mu,\Sigma)$ in $\mathbb R^3$. Then $\operatorname{Cov}(x)=\Sigma^{-1}$.", REFUTED),
    (r"A variable $X$ is lognormal with parameters $\mu$ and $\tau>0$ if $\ln X\sim\mathcal N(\mu,1/\tau)$, that is, "
     r"$\tau$ is a precision. Then $\mathbb E[X]=e^{\mu+\frac1{2\tau}}$.", HOLDS),
    (r"Let $X$ be lognormal with parameters $m$ and $t>0$. That is, $\ln X\sim\mathcal N(m,1/t)$. "
     r"Then $\mathbb E[X]=e^{m+1/(2t)}$.", UNDECIDED),
    (r"It is $\mathrm{KL}(\mathcal N(0,4)\|\mathcal N(0,1))=\frac12(15-\log16)$.", REFUTED),
    (r"It is $\mathrm{KL}(\mathcal N(0,4)\|\mathcal N(0,1))=\frac12(3-\log4)$.", HOLDS),
    (GAMMA + r". Then $\mathbb E[X]=ab$.", HOLDS),
    (GAMMA + r". Then $\mathbb E[X]=\frac ab$.", HOLDS),
    (GAMMA + r". Then $\mathbb E[X]=\frac ab$ and $\mathbb E[X]=ab$.", REFUTED),
    (GAMMA + r". Then $\mathbb E[X]=ab$." + "\n\n" + r"The variance is $\operatorname{Var}(X)=ab^2$.", HOLDS),
    (GAMMA + r". Then $\mathbb E[X]=ab$." + "\n\n" + r"The variance is $\operatorname{Var}(X)=\frac a{b^2}$.", REFUTED),
    (GAMMA + r". Then $\mathbb E[X]>0$ and $\mathbb E[X]=ab$.", HOLDS),
    (r"Let $X\sim\mathrm{Geom}(p)$. Then $\mathbb E[X]=\frac1p$ and $P(X=1)=p$.", HOLDS),
    (r"Let $X\sim\mathrm{Geom}(p)$. Then $\mathbb E[X]=\frac1p$ and $P(X=1)=p(1-p)$.", REFUTED),
    (r"Let $X\sim\mathrm{Exp}(\theta)$. Then $\mathbb E[X]=\theta$ and $P(X>1)=e^{-\theta}$.", REFUTED),
]


@rows(twins(WORDS + DECLARED))
def test_words_settle_how_parameters_are_given(text, expected):
    assert_last(text, expected)


@rows(ALONE)
def test_one_way_for_all_formulas(text, expected):
    assert_last(text, expected)


def test_the_other_way_is_named():
    text = GAMMA + r" with shape $a$ and rate $b$. Then $\mathbb E[X]=ab$."
    assert "it would hold for the gamma law by scale, and the text has it by rate" in str(last(text).reading)
