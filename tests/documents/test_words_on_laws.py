"""Words beside the symbols of a text on chance: families of laws, bounds, remarks that restrict nothing."""

from tests.documents.judged import UNDECIDED, assert_last, rows, twins

DATA = (r"Let $y_1, \ldots, y_n$ be observations from a Poisson distribution with rate $\lambda > 0$ and "
        r"$L(\lambda) = \log \lambda \sum_{i=1}^n y_i - n\lambda$. Then ")
CASES = [
    (r"The return is finite provided $0 \le \gamma < 1$: ", r"\sum_{k=0}^{\infty} \gamma^k = \frac{1}{1 - \gamma}",
     r"\sum_{k=0}^{\infty} \gamma^k = \frac{\gamma}{1 - \gamma}"),
    (r"Let $X$ be a random variable following a normal distribution, $X \sim \mathcal{N}(\mu, \sigma^2)$. Then ",
     r"\mathrm{E}[e^{tX}] = \exp(\mu t + \frac12 \sigma^2 t^2)",
     r"\mathrm{E}[e^{tX}] = \exp(\mu t + \frac12 \sigma^2 t)"),
    (r"Let $X$ be a random variable following a Poisson distribution: $X \sim \mathrm{Poiss}(\lambda)$. Then ",
     r"\mathrm{E}[X^2] = \lambda^2 + \lambda", r"\mathrm{E}[X^2] = \lambda^2"),
    (r"The Laplace distribution with location $\mu$ and scale $b > 0$ has heavier tails than the Gaussian. "
     r"If $X \sim \mathrm{Lap}(\mu, b)$, then ", r"\mathrm{Var}(X) = 2b^2", r"\mathrm{Var}(X) = b^2"),
    (r"Let $x_1, x_2, \ldots$ be real observations and denote by $m_n = \frac{1}{n} \sum_{i=1}^n x_i$ the mean of the "
     r"first $n$. Then ", r"m_{n+1} = \frac{n}{n+1} m_n + \frac{1}{n+1} x_{n+1}",
     r"m_{n+1} = \frac{1}{n+1} m_n + \frac{n}{n+1} x_{n+1}"),
    (DATA, r"\frac{dL}{d\lambda} = \frac{1}{\lambda} \sum_{i=1}^n y_i - n",
     r"\frac{dL}{d\lambda} = \frac{1}{\lambda} \sum_{i=1}^n y_i"),
    (r"The encoder gives the mean $\mu$ and the standard deviation $\sigma > 0$ of a Gaussian. Then ",
     r"\int_{-\infty}^{\infty} e^{-(x-\mu)^2/(2\sigma^2)} \, dx = \sqrt{2\pi}\sigma",
     r"\int_{-\infty}^{\infty} e^{-(x-\mu)^2/(2\sigma^2)} \, dx = \sqrt{\pi}\sigma"),
    (r"An average of $B$ identically distributed random variables, each with variance $\sigma^2$, has the variance "
     r"$v = \sigma^2 \rho + \frac{1 - \rho}{B} \sigma^2$. Then ", r"B v = \sigma^2 (1 + (B - 1) \rho)",
     r"B v = \sigma^2 (1 + B \rho)"),
    (r"Let $\ell(w) = -\frac{\alpha}{2} w^\top w$ be the log of the prior. It is known up to a constant, and ",
     r"\nabla \ell(w) = -\alpha w", r"\nabla \ell(w) = -\frac{\alpha}{2} w"),
    (r"Let $\theta \sim \mathrm{Dir}(\alpha_1, \ldots, \alpha_K)$ with all $\alpha_k > 0$ and write "
     r"$s = \sum_{k=1}^K \alpha_k$. Then ", r"\mathbb{V}[\theta_k] = \frac{\alpha_k (s - \alpha_k)}{s^2 (s + 1)}",
     r"\mathbb{V}[\theta_k] = \frac{\alpha_k (s - \alpha_k)}{s^3}"),
]
# True of values of the law, or of its parameter, and not of all numbers.
OPEN = [
    (r"Let $y_1, \ldots, y_n$ be observations from a Bernoulli distribution. Then "
     r"$\sum_{i=1}^n y_i^2 = \sum_{i=1}^n y_i$.", UNDECIDED),
    (r"Let $\lambda$ be the rate of a Poisson distribution. Then $\sqrt{\lambda^2} = \lambda$.", UNDECIDED),
    (r"Let $p$ be the parameter of a geometric distribution. Then $p^2 \le p$.", UNDECIDED),
]


@rows([*twins(CASES), *OPEN])
def test_words_on_laws(text: str, expected: str) -> None:
    assert_last(text, expected)
