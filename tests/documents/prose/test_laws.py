"""Laws of random variables: in words, replaced by later ones, not understood, of expressions."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    (r"Suppose that $x_1, \dots, x_n$ are all independent and distributed as $\mathcal{N}(0, \sigma^2)$. "
     r"Then $\mathrm{Var}\left(\sum_{i=1}^n x_i\right) = n \sigma$.", REFUTED),
    (r"Suppose that the entries, $x_1, \dots, x_n$, are all independent and distributed as "
     r"$\mathcal{N}(0, \sigma^2)$. Then $\mathrm{Var}\left(\sum_{i=1}^n x_i\right) = n \sigma^2$.", HOLDS),
    (r"Let $X$ be independent of $Y$, which is distributed as $\mathcal{N}(0, 4)$. "
     r"Then $\mathrm{Var}(X + Y) = \mathrm{Var}(X) + 4$.", HOLDS),
    (r"Let $X$, with law $\mathcal{N}(0, 1)$, be independent of $Y$, distributed as $\mathcal{N}(0, 4)$. "
     r"Then $\mathrm{Var}(X + Y) = 5$.", UNDECIDED),
    (r"The error $X$ is modelled as $\mathcal{N}(0, \sigma^2)$. Then $E[X^4] = 3 \sigma^2$.", REFUTED),
    (r"Let $u \sim \mathcal{N}(0, I)$ in $\mathbb{R}^n$. The value at an input with (column) vector "
     r"$v \in \mathbb{R}^n$ has mean $0$ and $\|2v\|^2 = 2\|v\|^2$.", REFUTED),
    (r"Let $X \sim \mathcal{N}(0,1)$."
     "\n"
     "\n"
     r"Let $X \sim \mathrm{Poisson}(\lambda)$. Then $E[X] = \lambda$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(0,1)$. Let $X$ be any random variable. Then $\operatorname{Var}(2X) = "
     r"4\operatorname{Var}(X)$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(0,1)$. Let $X$ be any random variable with finite variance. Then "
     r"$\operatorname{Var}(2X) = 2\operatorname{Var}(X)$.", REFUTED),
    (r"| law | mean |"
     "\n"
     r"|---|---|"
     "\n"
     r"| $X \sim \mathcal{N}(0,1)$ | $E[X]=0$ |"
     "\n"
     r"| $X\sim\mathrm{Poisson}(\lambda)$ | $E[X]=\lambda$ |", HOLDS),
    (r"1. Gaussian $X\sim\mathcal N(\mu,\sigma^2)$: $h(X)=\frac12\log(2\pi e\sigma^2)$."
     "\n"
     r"2. Exponential, $X\sim\operatorname{Exp}(\lambda)$: $h(X)=1-\log\lambda$", HOLDS),
    (r"Let $T \sim t_\nu$ with $\nu > 2$. Then $\operatorname{Var}(T) = \frac{\nu}{\nu-2}$", HOLDS),
    (r"Let $T \sim \operatorname{Weibull}(\lambda,k)$. Then $P(T>t)=e^{-(t/\lambda)^k}$", HOLDS),
    (r"Let $N \sim \operatorname{NegBin}(3,0.5)$. Then $\operatorname{Var}(N) = 2E[N]$.", HOLDS),
    (r"Let $X$ be normally distributed with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 + "
     r"\sigma^2$", HOLDS),
    (r"Let $X$ be normally distributed with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 - "
     r"\sigma^2$", REFUTED),
    (r"Let $X$ be a random variable with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 + \sigma^2$", HOLDS),
    (r"Let $X$ be a random variable with mean $\mu$ and standard deviation $\sigma$. Then "
     r"$\operatorname{Var}((X-\mu)/\sigma) = 1$", HOLDS),
    (r"Let $X$ have zero mean. Then $\operatorname{Var}(X) = E[X^2]$", HOLDS),
    (r"Suppose $X$ has zero mean. Then $\operatorname{Var}(X) = E[X^2]$", HOLDS),
    (r"Let $X$ and $Y$ be i.i.d. random variables. Then $E[(X-Y)^2] = 2\operatorname{Var}(X)$", HOLDS),
    (r"Let $X$ and $Y$ be i.i.d. random variables. Then $\operatorname{Var}(X+Y) = 2\operatorname{Var}(X)$", HOLDS),
    (r"Let $X$ and $X'$ be independent copies. Then $\operatorname{Var}(X) = \frac12E[(X-X')^2]$", HOLDS),
    (r"Let $X$ be uniformly distributed on $[0,1]$. Then $E[X^n] = \frac{1}{n+1}$", HOLDS),
    (r"The weights $w$ are drawn from $U(-a, a)$ with $a>0$. Hence $\operatorname{Var}(w)=\frac{a^2}3$.", HOLDS),
    (r"The weights $w$ are drawn from $U(-a, a)$ with $a>0$. Hence $\operatorname{Var}(w)=\frac{a^2}{12}$.", REFUTED),
    (r"Let $T$ be drawn from $\mathcal U[0, b]$ with $b>0$. Then $E[T]=\frac b2$.", HOLDS),
    (r"For a binary variable $X$ with $P(X=1)=p$: $\operatorname{Var}(X)=p(1-p)$.", HOLDS),
    (r"$X$ and $Y$ are conditionally independent given $Z$: $p(x,y\mid z) = p(x\mid z)p(y\mid z)$", HOLDS),
    (r"We have $p(x,y\mid z) = p(x\mid z)p(y\mid z)$ when $x$ and $y$ are conditionally independent given $z$", "TNNN"),
    (r"Let $\mathcal L$ be the ELBO. $\log p(x) - \mathcal L = D_{KL}(q(z|x)\|p(z|x))$", UNDECIDED),
    (r"$\log p(x) - \mathrm{ELBO} = D_{KL}(q(z|x)\|p(z|x))$", UNDECIDED),
    (r"$\operatorname{Var}(X) = \frac1n\sum_{i=1}^n(x_i-\mu)^2$", UNDECIDED),
    (r"Let $X$ be a random variable. If $X$ is positive, then $E[\log X]\le\log E[X]$", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu,\sigma^2)$. Then $aX+b\sim\mathcal N(a\mu+b,a\sigma^2)$.", REFUTED),
    (r"Let $X \sim \mathcal{N}(\mu,\sigma^2)$. Then $\frac{X-\mu}{\sigma}\sim\mathcal N(0,1)$.", HOLDS),
    (r"If $E[X]=E[Y]=0$ then $\operatorname{Cov}(X,Y)=E[XY]$", HOLDS),
    (r"Let $X$ be a random variable. If $Y=aX+b$ then $\operatorname{Var}(Y)=a^2\operatorname{Var}(X)$", HOLDS),
    (r"Let $X$ be a random variable. If $Y=aX+b$ then $\operatorname{Var}(Y)=a\operatorname{Var}(X)$", REFUTED),
    (r"Let $X$ be Poisson distributed with parameter $\lambda$. Then $\operatorname{Var}(X)=\lambda$.", HOLDS),
    (r"Let $X$ be Poisson distributed with parameter $\lambda$. Then $\operatorname{Var}(X)=\lambda^2$.", REFUTED),
    (r"$X$ follows a binomial distribution with parameters $n$ and $p$. Then $E[X]=np$.", HOLDS),
    (r"Let $X$ be an exponential random variable with rate $\lambda$. Then $E[X]=1/\lambda$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu,\sigma^2)$. Then $aX+b\sim\mathcal N(a\mu+b,a^2\sigma^2)$.", HOLDS),
    (r"Let $X \sim \mathcal{N}(\mu,\sigma^2)$. Then $\frac{X-\mu}{\sigma^2}\sim\mathcal N(0,1)$.", REFUTED),
    (r"Let $X\sim\mathrm{Poisson}(\lambda)$ and $Y\sim\mathrm{Poisson}(\mu)$ be independent. Then "
     r"$X+Y\sim\mathrm{Poisson}(\lambda\mu)$.", REFUTED),
    (r"Let $X\sim\mathrm{Poisson}(\lambda)$ and $Y\sim\mathrm{Poisson}(\mu)$ be independent. Then "
     r"$X+Y\sim\mathrm{Poisson}(\lambda+\mu)$.", HOLDS),
    (r"Let $X$ be a random variable with $\sigma>0$ and $\sigma^2 = \operatorname{Var}(X)$. Let $S^2 = "
     r"\frac{1}{n-1}\sum_{i=1}^n (X_i - \bar X)^2$. Then $\mathbb{E}[S^2] = 2\sigma^2$.", "XU"),
    (r"Let $X \sim \operatorname{Zipf}(s)$. Then $E[X] = 2$.", "XU"),
    (r"Let $X$ have a Weibull distribution with shape $k$. Then $P(X > 1) = e^{-1}$.", UNDECIDED),
    (r"Suppose $X$ is Zipf distributed. Then $E[X] = 2$.", UNDECIDED),
    (r"Let $X \sim \operatorname{Zipf}(s)$. Now let $X \sim \mathcal{N}(0,1)$. Then $\operatorname{Var}(X) "
     r"= 2$.", "XCF"),
    (r"Let $X$ be uniformly distributed over $\{1,\dots,6\}$. Then $E[X]=\frac72$.", HOLDS),
    (r"Let $X$ be a uniform random variable on $[0,2]$. Then $E[X]=1$.", HOLDS),
    (r"Let $X$ be uniform on $[0,1]$. Then $\operatorname{Var}(X)=\frac16$.", REFUTED),
    (r"Let $X$ be gamma distributed with shape $a$ and rate $b$. Then $E[X] = a/b$.", HOLDS),
    (r"Let $X$ be exponentially distributed with mean $\mu$. Then $E[X]=\mu$.", HOLDS),
    (r"Let $X$ be gamma distributed with shape $k$ and scale $\theta$. Then $E[X] = k\theta$.", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
