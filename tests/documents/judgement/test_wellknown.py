"""Definitions of functions that the field knows under the name that the words give."""

from __future__ import annotations

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows

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


@rows([*WRONG, *TRUE, *OTHERS])
def test_functions_that_the_field_knows(text, expected):
    assert_last(text, expected)
