"""Definitions of functions that the field knows under the name that the words give."""

from __future__ import annotations

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows, twins

WRONG = [
    (r"The unbiased sample variance is $s^2=\frac1n\sum_{i=1}^n (x_i-\bar x)^2$.", REFUTED),
    (r"The logistic sigmoid is $\sigma(x) = \frac{1}{1 + e^{x}}$.", REFUTED),
    (r"The sigmoid function $s$ is given by $s(z) = \frac{e^{-z}}{1 + e^{-z}}$.", REFUTED),
    (r"The softplus function is defined as $\mathrm{softplus}(x) = \log(1 + e^{-x})$.", REFUTED),
    (r"The standard normal distribution function is "
     r"$\Phi(x) = \frac{1}{2\pi} \int_{-\infty}^x e^{-t^2/2} dt$.", REFUTED),
    (r"The error function $\operatorname{erf}$ is such that it tends to $1$. It is defined by "
     r"$\operatorname{erf}(x) = \frac{2}{\pi} \int_0^x e^{-t^2} dt$.", REFUTED),
]
TRUE = [
    (r"An unbiased estimator of the variance is $\hat\sigma^2 = \frac{1}{n-1}\sum_{i=1}^n (x_i - \bar x)^2$.", HOLDS),
    (r"The logistic sigmoid is $\sigma(x) = \frac{1}{1 + e^{-x}}$.", HOLDS),
    (r"The sigmoid function $s$ is given by $s(z) = \frac{e^{z}}{1 + e^{z}}$.", HOLDS),
    (r"The error function $\operatorname{erf}$ is such that it tends to $1$. It is defined by "
     r"$\operatorname{erf}(x) = \frac{2}{\sqrt{\pi}} \int_0^x e^{-t^2} dt$.", HOLDS),
]
OTHERS = [
    (r"The sample variance is $s^2=\frac1n\sum_{i=1}^n (x_i-\bar x)^2$.", DEFINITION),
    (r"With known mean, an unbiased estimator of the variance is "
     r"$\hat\sigma^2 = \frac{1}{n}\sum_{i=1}^n (x_i - \mu)^2$.",
     DEFINITION),
    (r"A reflected version of the sigmoid function is $r(x) = \frac{1}{1 + e^{x}}$.", DEFINITION),
    (r"We use our own sigmoid function $s(x) = \frac{1}{1 + e^{x}}$.", DEFINITION),
    (r"The logistic function is $g(x) = \frac{c}{1 + e^{x}}$.", DEFINITION),
    (r"The sigmoid function is used twice, and the loss is $h(x) = \frac{1}{1 + e^{x}}$.", DEFINITION),
    (r"The complement of the sigmoid function is $c(x) = \frac{1}{1 + e^{x}}$.", DEFINITION),
    (r"The Fermi function is $f(x) = \frac{1}{1 + e^{x}}$.", DEFINITION),
]

POSITIVE = "The gamma function extends the factorial. For real $x > 0$ it is "
FRESNEL = "The Fresnel integrals $S$ and $C$ are odd. "
TWO = [
    (r"The correlation of $X$ and $Y$ is $\rho = \frac{\operatorname{Cov}(X,Y)}{\operatorname{Var}(X) "
     r"\operatorname{Var}(Y)}$.", REFUTED),
    (r"The cosine similarity is $s(a, b) = \frac{a^\top b}{\|a\|^2 \|b\|^2}$.", REFUTED),
    (r"The cosine similarity is $s(a, b) = \frac{a^\top b}{\|a\| \|b\|}$.", HOLDS),
    (r"The binary cross-entropy is $L(y, p) = -y \log p + (1-y) \log(1-p)$.", REFUTED),
    (r"The binary cross-entropy is $L(y, p) = -y \log p - (1-y) \log(1-p)$.", HOLDS),
]
NAMED = twins([  # what a formula defines under a notation, a name beside it, or a name said before
    (POSITIVE, r"\Gamma(x) := \int_0^\infty t^{x-1} e^{-t} \, dt", r"\Gamma(x) := \int_0^\infty t^x e^{-t} \, dt"),
    (POSITIVE, r"\Gamma(x) = \int_0^\infty t^{x-1} e^{-t} \, dt", r"\Gamma(x) = \int_0^\infty t^{x-1} e^t \, dt"),
    (r"For real $x > 0$ the gamma function is defined by ", r"\Gamma(x) = \int_0^\infty t^{x-1} e^{-t} \, dt",
     r"\Gamma(x) = \int_0^\infty t^x e^{-t} \, dt"),
    ("Let $a, b > 0$. The beta function is defined as ", r"B(a, b) = \frac{\Gamma(a) \Gamma(b)}{\Gamma(a + b)}",
     r"B(a, b) = \frac{\Gamma(a + b)}{\Gamma(a) \Gamma(b)}"),
    ("The hyperbolic cosine is ", r"\cosh x := \frac{e^x + e^{-x}}{2}", r"\cosh x := \frac{e^x - e^{-x}}{2}"),
    ("The factorial is defined by ", r"n! := \prod_{k=1}^n k", r"n! := \prod_{k=1}^{n-1} k"),
    ("The covariance is defined as ", r"\operatorname{Cov}(X, Y) := E[(X - E[X])(Y - E[Y])]",
     r"\operatorname{Cov}(X, Y) := E[(X - E[X])(X - E[Y])]"),
    ("The KL divergence is ", r"\mathrm{KL}(p \| q) := \sum_i p_i \log \frac{p_i}{q_i}",
     r"\mathrm{KL}(p \| q) := \sum_i q_i \log \frac{p_i}{q_i}"),
    ("The softmax is ", r"\sigma(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
     r"\sigma(z)_i = \frac{e^{-z_i}}{\sum_j e^{z_j}}"),
    (r"Let $\Phi$ be the standard normal distribution function, ",
     r"\Phi(x) = \int_{-\infty}^x \frac{1}{\sqrt{2\pi}} e^{-t^2/2} \, dt",
     r"\Phi(x) = \int_{-\infty}^x \frac{1}{\sqrt{2\pi}} e^{-t^2} \, dt"),
    ("The swish activation is ", r"f(x) = \frac{x}{1 + e^{-x}}", r"f(x) = \frac{x}{1 + e^x}"),
    (FRESNEL + "The first one is ", r"S(z) = \int_0^z \sin\left(\frac{\pi t^2}{2}\right) dt",
     r"S(z) = \int_0^z \cos\left(\frac{\pi t^2}{2}\right) dt"),
    (FRESNEL + "We have ", r"C(z) = \int_0^z \cos(t^2) \, dt", r"C(z) = \int_0^z \sin(t^2) \, dt"),
])
BEHIND = [
    (r"We write $s(x) = \frac{1}{1 + e^{-x}}$ for the sigmoid function.", HOLDS),
    (r"We write $s(x) = \frac{1}{1 + e^x}$ for the sigmoid function.", REFUTED),
    (r"Here $s(x) = \frac{1}{1 + e^x}$ denotes the logistic sigmoid function.", REFUTED),
    (r"The activation is $s(x) = \frac{1}{1 + e^x}$, the logistic function.", REFUTED),
    (r"The slope is $g(x) = \frac{1}{1 + e^x}$ for the sigmoid function.", DEFINITION),
    (r"The activation is $s(x) = \frac{1}{1 + e^x}$. The logistic function is not used.", DEFINITION),
    (r"With $h(z) = \frac{1}{1 + e^z}$, the logistic function is nearby.", DEFINITION),
    (r"Let $s$ be the sigmoid function and let $f(x) = \frac{1}{1 + e^x}$.", DEFINITION),
    (r"We define the function $f$ by $f(x) = \int_0^\infty t^x e^{-t} \, dt$.", DEFINITION),
    (r"We use the norm $\|x\| := \sum_i |x_i|$.", DEFINITION),
    (r"The sinc function is $s(x) = \frac{\sin(\pi x)}{\pi x}$.", HOLDS),
    (r"The swish activation is $f(x) = \frac{x}{1 + e^{-\beta x}}$.", DEFINITION),
]


@rows([*WRONG, *TWO, *TRUE, *OTHERS, *NAMED, *BEHIND])
def test_functions_that_the_field_knows(text, expected):
    assert_last(text, expected)
