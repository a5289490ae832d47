"""Sentences of texts on probability and learning: what they say of their symbols is used, and true twins stay true."""

from tests.documents.judged import UNDECIDED, assert_last, rows, twins

DIRICHLET = (r"Let $(\theta_1,\ldots,\theta_K)\sim\mathrm{Dir}(\alpha_1,\ldots,\alpha_K)$ and "
             r"$\alpha_0=\sum_{k=1}^K\alpha_k$. Then for $i\neq j$ ")
EXPONENTIAL = r"Let $X_1$ and $X_2$ be independent exponential variables with respective rates $a$ and $b$. Then "
SOFTMAX = r"Let $h_1,\ldots,h_k$ be real and $\pi(a)=\frac{e^{h_a}}{\sum_{b=1}^ke^{h_b}}$. Then "
# the words, a true claim, a false one
GROUPS = (r"Denote the group means by $\bar y_i=\frac1n\sum_{j=1}^ny_{ij}$ and the grand mean by "
          r"$\bar y=\frac1k\sum_{i=1}^k\bar y_i$. Then ")
CASES = [
    (r"Let $w_1,\ldots,w_n$ be independent with mean zero and variance $s^2$. Then ",
     r"\mathrm{Var}\left[\sum_{i=1}^nw_i\right]=ns^2", r"\mathrm{Var}\left[\sum_{i=1}^nw_i\right]=s^2"),
    (r"Let $\mathbf{x}$ be a random vector in $\mathbb{R}^n$ with mean $\mathbf{m}$ and covariance matrix "
     r"$\mathbf{S}$, and let $\mathbf{A}\in\mathbb{R}^{n\times n}$ be a constant matrix. Then ",
     r"\mathbb{E}[\mathbf{x}^\top\mathbf{A}\mathbf{x}]=\operatorname{tr}(\mathbf{A}\mathbf{S})+"
     r"\mathbf{m}^\top\mathbf{A}\mathbf{m}",
     r"\mathbb{E}[\mathbf{x}^\top\mathbf{A}\mathbf{x}]=\operatorname{tr}(\mathbf{A})+\mathbf{m}^\top\mathbf{A}\mathbf{m}"),
    (DIRICHLET, r"\operatorname{Cov}[\theta_i,\theta_j]=-\frac{\alpha_i\alpha_j}{\alpha_0^2(\alpha_0+1)}",
     r"\operatorname{Cov}[\theta_i,\theta_j]=\frac{\alpha_i\alpha_j}{\alpha_0^2(\alpha_0+1)}"),
    (r"Let $a_1,\ldots,a_n$ be positive and $a_0=\sum_{i=1}^na_i$. Then ", r"\sum_{i=1}^n\frac{a_i}{a_0}=1",
     r"\sum_{i=1}^n\frac{a_i^2}{a_0}=a_0"),
    (r"Let $Y=X+Z$, where the signal $X\sim\mathcal{N}(0,P)$ and the noise $Z\sim\mathcal{N}(0,N)$ are independent. "
     r"Then ",
     r"I(X;Y)=\frac12\ln\left(1+\frac PN\right)", r"I(X;Y)=\ln\left(1+\frac PN\right)"),
    (EXPONENTIAL, r"P\{X_1<X_2\}=\frac{a}{a+b}", r"P\{X_1<X_2\}=\frac{b}{a+b}"),
    (r"Let $X$ and $Y$ be independent normal variables with means $a$ and $b$ and variances $c$ and $d$. Then ",
     r"\mathbb{E}[X^2+Y]=a^2+c+b", r"\mathbb{E}[X^2+Y]=a^2+d+b"),
    (r"Let $P$ be a stochastic $n\times n$ matrix. Then ", r"P\mathbf{1}=\mathbf{1}",
     r"\mathbf{1}^\top P=\mathbf{1}^\top"),
    (r"Let $P$ be an $n\times n$ column-stochastic matrix. Then ", r"\mathbf{1}^\top P=\mathbf{1}^\top",
     r"P\mathbf{1}=\mathbf{1}"),
    (r"Let $P\in\mathbb{R}^{n\times n}$ with $P_{ij}\ge0$ and $\sum_jP_{ij}=1$ for all $i$, and $0<\gamma<1$. Then ",
     r"(I-\gamma P)^{-1}\mathbf{1}=\frac1{1-\gamma}\mathbf{1}",
     r"(I-\gamma P)^{-1}\mathbf{1}=\frac1{1+\gamma}\mathbf{1}"),
    (r"The focal loss for the probability $p\in(0,1)$ of the true class is $L(p)=-(1-p)^\gamma\log(p)$ with focusing "
     r"parameter $\gamma>0$. Then ", r"\frac{dL}{dp}=\gamma(1-p)^{\gamma-1}\log(p)-\frac{(1-p)^\gamma}p",
     r"\frac{dL}{dp}=-\gamma(1-p)^{\gamma-1}\log(p)-\frac{(1-p)^\gamma}p"),
    (r"Let $X$, $Y$ and $Z$ be discrete random variables that form a Markov chain $X\to Y\to Z$. Then ",
     r"I(X;Y)\ge I(X;Z)", r"I(X;Y)\le I(X;Z)"),
    (r"Let $X$, $Y$ and $Z$ be discrete random variables with $X\perp Z\mid Y$. Then ", r"I(X;Z\mid Y)=0",
     r"I(X;Z)\ge I(Y;Z)"),
    (r"Let $X$ and $Y$ be random variables with correlation $\rho$ and variances $a^2$ and $b^2$. Then ",
     r"\operatorname{Var}(X+Y)=a^2+b^2+2\rho ab", r"\operatorname{Var}(X+Y)=a^2+b^2+\rho ab"),
    (r"Let $\boldsymbol\Sigma\in\mathbb{R}^{d\times d}$ be symmetric positive definite and "
     r"$\boldsymbol\mu\in\mathbb{R}^d$. Then ",
     r"\nabla_{\mathbf{x}}\log\mathcal{N}(\mathbf{x};\boldsymbol\mu,\boldsymbol\Sigma)="
     r"-\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)",
     r"\nabla_{\mathbf{x}}\log\mathcal{N}(\mathbf{x};\boldsymbol\mu,\boldsymbol\Sigma)="
     r"\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)"),
    (r"Let $x,\mu\in\mathbb{R}^D$ and $\Sigma$ be positive definite. Then ",
     r"\ln p(x)=\ln\mathcal{N}(x\mid\mu,\Sigma)=-\frac12\ln|\Sigma|-\frac12(x-\mu)^\top\Sigma^{-1}(x-\mu)"
     r"-\frac D2\ln2\pi",
     r"\ln p(x)=\ln\mathcal{N}(x\mid\mu,\Sigma)=-\frac12\ln|\Sigma|-\frac12(x-\mu)^\top\Sigma(x-\mu)"
     r"-\frac D2\ln2\pi"),
    (r"Denote by $f_k(x)=\exp(-\mu_kx)$ the weight of class $k$. Then ", r"\log\frac{f_1(x)}{f_2(x)}=(\mu_2-\mu_1)x",
     r"\log\frac{f_1(x)}{f_2(x)}=(\mu_1-\mu_2)x"),
    (r"Let $w_k,x\in\mathbb{R}^d$ and let $a_k=w_k^\top x+b_k$ be the activation of class $k$. Then ",
     r"a_1-a_2=(w_1-w_2)^\top x+b_1-b_2", r"a_1-a_2=(w_1-w_2)^\top x+b_2-b_1"),
    (r"Let $a,b,c>0$. With $\mathcal{P}=\frac a{a+b}$ and $\mathcal{R}=\frac a{a+c}$ we have ",
     r"\frac{2\mathcal{P}\mathcal{R}}{\mathcal{P}+\mathcal{R}}=\frac{2a}{2a+b+c}",
     r"\frac{2\mathcal{P}\mathcal{R}}{\mathcal{P}+\mathcal{R}}=\frac{2a}{a+b+c}"),
    (r"Let $p_1,\dots,p_K>0$ and $\mathcal{L}=-\sum_{k=1}^Ky_k\log p_k$. Then ",
     r"\frac{\partial\mathcal{L}}{\partial p_j}=-\frac{y_j}{p_j}",
     r"\frac{\partial\mathcal{L}}{\partial p_j}=\frac{y_j}{p_j}"),
    (SOFTMAX, r"\sum_{a=1}^k\pi(a)=1", r"\sum_{a=1}^k\pi(a)=2"),
    (SOFTMAX, r"\log\pi(a)=h_a-\log\sum_{b=1}^ke^{h_b}", r"\log\pi(a)=h_a+\log\sum_{b=1}^ke^{h_b}"),
    (SOFTMAX, r"\frac{\partial\ln\pi(a)}{\partial h_c}=\mathbb{1}_{a=c}-\pi(c)",
     r"\frac{\partial\ln\pi(a)}{\partial h_c}=\pi(c)-\mathbb{1}_{a=c}"),
    (r"Let $w_1,\ldots,w_n$ be nonnegative numbers that sum to one. Then ",
     r"\sum_{i=1}^nw_i(x_i-c)=\sum_{i=1}^nw_ix_i-c", r"\sum_{i=1}^nw_i(x_i-c)=\sum_{i=1}^nw_ix_i-nc"),
    (r"Let $\rho\in(-1,1)$ be a correlation and $\theta=\frac12\log\frac{1+\rho}{1-\rho}$ its transform. Then ",
     r"\rho=\frac{e^{2\theta}-1}{e^{2\theta}+1}", r"\rho=\frac{e^{2\theta}+1}{e^{2\theta}-1}"),
    (r"Let $X\sim\mathrm{n}(\mu,\sigma^2)$. Then ", r"\mathbb{E}[X^4]=\mu^4+6\mu^2\sigma^2+3\sigma^4",
     r"\mathbb{E}[X^4]=\mu^4+3\mu^2\sigma^2+3\sigma^4"),
    (r"A coin with unknown bias $f$ was tossed $N$ times and came up heads $n$ times, where $0\le n\le N$ are "
     r"integers. Then ",
     r"\frac{\int_0^1f^{n+1}(1-f)^{N-n}df}{\int_0^1f^n(1-f)^{N-n}df}=\frac{n+1}{N+2}",
     r"\frac{\int_0^1f^{n+1}(1-f)^{N-n}df}{\int_0^1f^n(1-f)^{N-n}df}=\frac{n+1}{N+1}"),
    (GROUPS, r"\sum_{i=1}^k\sum_{j=1}^n(y_{ij}-\bar y)^2=n\sum_{i=1}^k(\bar y_i-\bar y)^2+"
     r"\sum_{i=1}^k\sum_{j=1}^n(y_{ij}-\bar y_i)^2",
     r"\sum_{i=1}^k\sum_{j=1}^n(y_{ij}-\bar y)^2=\sum_{i=1}^k(\bar y_i-\bar y)^2+"
     r"\sum_{i=1}^k\sum_{j=1}^n(y_{ij}-\bar y_i)^2"),
]
# What is said and can't be used leaves a doubt.
OPEN = [
    (r"Let $x_1,\ldots,x_n$ be numbers with variance $v$. Then $\sum_{i=1}^nx_i=\sum_{i=1}^nx_i^2$.", UNDECIDED),
    (r"Let $P$ be a substochastic $n\times n$ matrix. Then $P\mathbf{1}=\mathbf{1}$.", UNDECIDED),
]


@rows(twins(CASES))
def test_texts(text, expected):
    assert_last(text, expected)


@rows(OPEN)
def test_what_is_not_used_is_doubted(text, expected):
    assert_last(text, expected)
