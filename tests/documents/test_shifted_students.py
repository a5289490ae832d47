r"""`\mathrm{StudentT}(\nu, \mu, \sigma)`: with a location and a scale, in the orders and meanings that texts use."""

from tests.documents.judged import assert_last, rows, twins

TWINS = (
    (r"Let $X \sim \mathrm{StudentT}(\nu, \mu, \sigma)$ with $\nu > 1$. Then ", r"E[X] = \mu", r"E[X] = \nu"),
    (r"Let $X \sim \mathrm{StudentT}(\nu, \mu, \sigma)$ with $\nu > 2$. Then ",
     r"\mathrm{Var}(X) = \sigma^2 \frac{\nu}{\nu - 2}", r"\mathrm{Var}(X) = 2 \sigma^2 \frac{\nu}{\nu - 2}"),
    (r"Let $X \sim \mathrm{StudentT}(\nu, \mu, \sigma^2)$ with $\nu > 2$. Then ",
     r"\mathrm{Var}(X) = \sigma^2 \frac{\nu}{\nu - 2}", r"\mathrm{Var}(X) = \sigma^2 \frac{\nu - 2}{\nu}"),
    (r"Let $X \sim \mathrm{St}(\mu, \sigma^2, \nu)$ with $\nu > 2$. Then ",
     r"\mathrm{Var}(X) = \sigma^2 \frac{\nu}{\nu - 2}", r"\mathrm{Var}(X) = 2 \sigma^2 \frac{\nu}{\nu - 2}"),
    (r"Let $X \sim \mathrm{St}(\mu, \lambda, \nu)$ with $\nu > 2$. Then ",
     r"\mathrm{Var}(X) = \frac{1}{\lambda} \frac{\nu}{\nu - 2}",
     r"\mathrm{Var}(X) = \frac{3}{\lambda} \frac{\nu}{\nu - 2}"),
    (r"Let $X \sim \mathrm{StudentT}(\nu, 0, 1)$ with $\nu > 2$. Then ", r"\mathrm{Var}(X) = \frac{\nu}{\nu - 2}",
     r"\mathrm{Var}(X) = \frac{\nu}{\nu - 1}"),
    (r"Let $X \sim \mathrm{StudentT}(5, m, 2)$. Then ", "E[X] = m", "E[X] = 2 + m"),
)


@rows(twins(TWINS))
def test_location_and_scale(text, expected):
    assert_last(text, expected)
