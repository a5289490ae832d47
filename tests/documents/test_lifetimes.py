"""Laws of lifetimes and of extremes, with labelled parameters and in either order of them."""

from tests.documents.judged import assert_all, rows

CASES = [
    (r"Let $X\sim\mathrm{Weibull}(\lambda,k)$. Then $E[X]=\lambda\Gamma(1+1/k)$ and $E[X]=\lambda$.", "CTF"),
    (r"Let $X\sim\mathrm{Weibull}(\lambda,k)$. Then $P(X>t)=e^{-(t/\lambda)^k}$ for $t\ge0$.", "CTC"),
    # thresholds of which nothing is said lie where the law has values
    (r"Let $T\sim\mathrm{Weibull}(\lambda,k)$. Then $P(T>t)=e^{-(t/\lambda)^k}$ and "
     r"$P(T\le t)=e^{-(t/\lambda)^k}$.", "CTF"),
    (r"Let $X\sim\mathrm{Exp}(\lambda)$. Then $P(X>t)=e^{-\lambda t}$, $P(X>s+t\mid X>s)=P(X>t)$ and "
     r"$P(X>t)=e^{-t}$.", "CTTF"),
    (r"Let $X\sim\mathrm{Exp}(\lambda)$ and $t\in\mathbb R$. Then $P(X>t)=e^{-\lambda t}$.", "CA"),
    (r"Let $X\sim\mathrm{Pareto}(m,\alpha)$. Then $P(X>x)=(m/x)^\alpha$ and $P(X>x)=(x/m)^\alpha$.", "CTF"),
    (r"Let $X\sim U(0,1)$. Then $P(X\le x)=x$, $P(a<X\le b)=b-a$ and $P(X\le x)=1-x$.", "CTTF"),
    (r"Let $X\sim\mathrm{Rayleigh}(\sigma)$. Then $E[X^2]=2\sigma^2$ and $E[X^2]=\sigma^2$.", "CTF"),
    (r"Let $X\sim\mathrm{Pareto}(x_m,\alpha)$ with $\alpha>1$. Then $E[X]=\frac{\alpha x_m}{\alpha-1}$ and "
     r"$E[X]=\frac{x_m}{\alpha-1}$.", "CCTF"),
    (r"Let $X\sim\mathrm{Pareto}(\alpha,x_m)$ with $\alpha>1$. Then $E[X]=\frac{\alpha x_m}{\alpha-1}$.", "CCT"),
    (r"Let $G\sim\mathrm{Gumbel}(0,1)$. Then $P(G\le g)=e^{-e^{-g}}$ and $P(G\le g)=e^{-e^{g}}$.", "CTF"),
    (r"Let $G\sim\mathrm{Gumbel}(0,1)$. Then $\operatorname{Var}(G)=\pi^2/6$ and $\operatorname{Var}(G)=1$.", "CTF"),
]


@rows(CASES)
def test_a_paragraph_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)
