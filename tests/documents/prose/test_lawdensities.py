"""Densities of laws that the text has given: their formulas are claims, within the support of the law."""

from tests.documents.judged import assert_last, rows, twins

NORMAL = r"\frac{1}{\sqrt{2\pi\sigma^2}} e^{-(y - w^\top x)^2 / (2\sigma^2)}"
TOO_NARROW = r"\frac{1}{\sqrt{2\pi\sigma^2}} e^{-(y - w^\top x)^2 / \sigma^2}"
LOG = r"-\frac12 \log(2\pi\sigma^2) - \frac{(y - w^\top x)^2}{2\sigma^2}"
BETA = r"\frac{\Gamma(a)\Gamma(b)}{\Gamma(a+b)}"

CONDITIONAL = [
    (r"Let $y \mid x \sim \mathcal{N}(w^\top x, \sigma^2)$. Then ", rf"p(y \mid x) = {NORMAL}",
     rf"p(y \mid x) = {TOO_NARROW}"),
    (r"Let $y \mid x \sim \mathcal{N}(w^\top x, \sigma^2)$. Then ", rf"\log p(y \mid x) = {LOG}",
     r"\log p(y \mid x) = -\frac12 \log(2\pi\sigma) - \frac{(y - w^\top x)^2}{2\sigma^2}"),
    (r"Assume $y = w^\top x + \epsilon$ where $\epsilon \sim \mathcal{N}(0, \sigma^2)$. The likelihood is ",
     rf"P(y \mid x) = {NORMAL}", rf"P(y \mid x) = {TOO_NARROW}"),
    (r"Let $t = f(x) + \eta$ with $\eta \sim \mathcal{N}(0, 1)$. Then ",
     r"p(t \mid x) = \frac{1}{\sqrt{2\pi}} e^{-(t - f(x))^2/2}", r"p(t \mid x) = \frac{1}{2\pi} e^{-(t - f(x))^2/2}"),
    (r"Let $y \mid x \sim \mathrm{Bernoulli}(\sigma(w^\top x))$. Then ",
     r"p(y \mid x) = \sigma(w^\top x)^y (1 - \sigma(w^\top x))^{1-y}",
     r"p(y \mid x) = \sigma(w^\top x)^y + (1 - \sigma(w^\top x))^{1-y}"),
]
OF_VARIABLES = [
    (r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$. Then ",
     r"f_X(x) = \frac{1}{\sqrt{2\pi}\sigma} e^{-(x-\mu)^2/(2\sigma^2)}",
     r"f_X(x) = \frac{1}{\sqrt{2\pi\sigma}} e^{-(x-\mu)^2/(2\sigma^2)}"),
    (r"Let $X$ be exponential with rate $\lambda$. The density of $X$ is ", r"f(x) = \lambda e^{-\lambda x}",
     r"f(x) = \frac{1}{\lambda} e^{-\lambda x}"),
    (r"Let $X \sim \mathrm{Beta}(a, b)$. Its density is ", rf"f(x) = x^{{a-1}} (1-x)^{{b-1}} / {BETA}",
     rf"f(x) = {BETA} x^{{a-1}} (1-x)^{{b-1}}"),
]
OF_FAMILIES = [
    (r"The density of the Gamma distribution with shape $\alpha$ and rate $\beta$ is ",
     r"f(x) = \frac{\beta^\alpha}{\Gamma(\alpha)} x^{\alpha-1} e^{-\beta x}",
     r"f(x) = \frac{\beta^\alpha}{\Gamma(\alpha)} x^{\alpha-1} e^{-x/\beta}"),
    (r"A Gaussian distribution with mean $\mu$ and standard deviation $\sigma$ has density ",
     r"p(x) = \frac{1}{\sqrt{2\pi}\sigma} e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
     r"p(x) = \frac{1}{\sqrt{2\pi}\sigma} e^{-\frac{(x-\mu)^2}{2\sigma}}"),
    (r"The Laplace distribution with location $\mu$ and scale $b$ has the density ",
     r"f(x) = \frac{1}{2b} e^{-|x-\mu|/b}", r"f(x) = \frac{1}{b} e^{-|x-\mu|/b}"),
    (r"The probability mass function of the Poisson distribution with rate $\lambda$ is ",
     r"p(k) = \frac{\lambda^k e^{-\lambda}}{k!}", r"p(k) = \frac{\lambda^k e^{-\lambda}}{k}"),
]
RAYLEIGH = r"The Rayleigh distribution with scale $s > 0$ describes wind speeds. Its density at $x > 0$ is "
OF_SUBJECTS = [  # "Its density is that of the law of which the sentence before spoke"
    (r"The exponential distribution with rate $\lambda > 0$ is memoryless. Its density at a point $x > 0$ is ",
     r"f(x) = \lambda e^{-\lambda x}", r"f(x) = e^{-\lambda x}"),
    (RAYLEIGH, r"f(x) = \frac{x}{s^2} e^{-x^2/(2s^2)}", r"f(x) = \frac{x}{s} e^{-x^2/(2s^2)}"),
    (r"The Poisson distribution with rate $\lambda$ counts events. Its probability mass function is ",
     r"p(k) = \frac{\lambda^k e^{-\lambda}}{k!}", r"p(k) = \frac{\lambda^k}{k!}"),
    (r"Let $X$ have the exponential distribution with rate $\lambda$. Its density for $x > 0$ is then ",
     r"f(x) = \lambda e^{-\lambda x}", r"f(x) = e^{-\lambda x}"),
    (r"Let $\alpha_1, \ldots, \alpha_k > 0$. A random vector with the Dirichlet distribution $\mathrm{Dir}(\alpha)$ "
     r"lies in the simplex. Its density at a point with $x_i > 0$ and $\sum_{i=1}^k x_i = 1$ is ",
     r"f(x) = \frac{\Gamma(\sum_{i=1}^k \alpha_i)}{\prod_{i=1}^k \Gamma(\alpha_i)} \prod_{i=1}^k x_i^{\alpha_i - 1}",
     r"f(x) = \frac{\prod_{i=1}^k \Gamma(\alpha_i)}{\Gamma(\sum_{i=1}^k \alpha_i)} \prod_{i=1}^k x_i^{\alpha_i - 1}"),
]
LEFT_ALONE = [  # other densities than that of the law, and a posterior
    r"Let $X \sim \mathcal{N}(0, 1)$. The unnormalized density is $p(x) = e^{-x^2/2}$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. As a proposal we take the density $q(x) = \frac12 e^{-|x|}$.",
    r"Let $\theta \sim \mathrm{Beta}(a, b)$. The posterior density is $p(\theta \mid k) = 3 \theta^2$.",
    r"Let $X \sim \mathrm{Bernoulli}(p)$. The pmf is $p(x) = p^x (1-p)^{1-x}$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. Consider $f(x) = x^2$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. The Laplace density is $f(x) = \frac12 e^{-|x|}$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. A mixture of two has the density $f(x) = \frac12 e^{-|x|}$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. The density of $|X|$ is $f(x) = \sqrt{2/\pi} e^{-x^2/2}$.",
    r"The sum of two variables with the exponential distribution with rate $\lambda$ is studied. Its density at "
    r"$x > 0$ is $f(x) = \lambda^2 x e^{-\lambda x}$.",
    r"Let $X$ have the exponential distribution with rate $\lambda$ and $Y = 2X$. Its density at $y > 0$ is "
    r"$f(y) = \frac{\lambda}{2} e^{-\lambda y / 2}$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. The density of $Y = 2X$ is $p(x) = \frac{1}{\sqrt{8\pi}} e^{-x^2/8}$.",
]


@rows(twins(CONDITIONAL))
def test_densities_under_a_condition(text, expected):
    assert_last(text, expected)


@rows(twins(OF_VARIABLES))
def test_densities_of_variables(text, expected):
    assert_last(text, expected)


@rows(twins(OF_FAMILIES))
def test_densities_of_families(text, expected):
    assert_last(text, expected)


@rows(twins(OF_SUBJECTS))
def test_densities_of_the_law_before(text, expected):
    assert_last(text, expected)


@rows([(text, "") for text in LEFT_ALONE])
def test_other_functions_are_left_alone(text, expected):
    assert_last(text, expected)
