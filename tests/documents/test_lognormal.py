"""Integrals of exponentials of logarithms, as of a lognormal density, beside false twins."""

from tests.documents.judged import REFUTED, assert_last, rows, twins

GIVEN = r"Let $\mu \in \mathbb{R}$ and $\sigma > 0$. Then "
BELOW = r"\frac{1}{\sqrt{2 \pi} \sigma y}"
POWER = r"\exp\left(-\frac{(\log y - \mu)^2}{2\sigma^2}\right) dy"
RATIO = r"e^{-(\ln(y/m))^2/(2\sigma^2)} dy"
TWINS = [
    (GIVEN, rf"\int_0^\infty {BELOW} {POWER} = 1", r"\int_0^\infty \frac{1}{\sqrt{2 \pi} \sigma}" + POWER + " = 1"),
    (r"If $\mu \in \mathbb{R}$ and $\sigma > 0$, then the lognormal distribution has a density on $y > 0$, and ",
     r"\int_0^\infty \frac{1}{\sqrt{2 \pi} \, \sigma} \, \frac{1}{y} \exp\left(-\frac{1}{2} "
     r"\left(\frac{\log y - \mu}{\sigma}\right)^2\right) dy = 1",
     r"\int_0^\infty \frac{1}{\sqrt{2 \pi \sigma}} \, \frac{1}{y} \exp\left(-\frac{1}{2} "
     r"\left(\frac{\log y - \mu}{\sigma}\right)^2\right) dy = 1"),
    (GIVEN, rf"\int_0^\infty y {BELOW} {POWER} = e^{{\mu + \sigma^2/2}}",
     rf"\int_0^\infty y {BELOW} {POWER} = e^{{\mu + \sigma^2}}"),
    (GIVEN, rf"\int_{{\mathbb{{R}}_+}} (\log y)^2 {BELOW} {POWER} = \mu^2 + \sigma^2",
     rf"\int_{{\mathbb{{R}}_+}} (\log y)^2 {BELOW} {POWER} = \mu^2"),
    (r"Let $m > 0$ and $\sigma > 0$. Then ", rf"\int_{{(0, \infty)}} {BELOW} {RATIO} = 1",
     r"\int_{(0, \infty)} \frac{1}{\sqrt{2 \pi} \sigma m}" + RATIO + " = 1"),
    ("We have ", r"\int_0^\infty e^{-2|\log x|} dx = \frac43", r"\int_0^\infty e^{-2|\log x|} dx = 2"),
]
LEFT = [
    (r"We have $\int_0^\infty e^{-|\log x|} dx = 2$.", REFUTED),  # it is infinite
    (r"Let $\sigma > 0$. Then $\int_1^\infty \frac{1}{\sqrt{2 \pi} \sigma y} e^{-(\log y)^2/(2\sigma^2)} dy = 1$.",
     "U"),
]


@rows([*twins(TWINS), *LEFT])
def test_integrals_over_logarithms(text: str, expected: str) -> None:
    assert_last(text, expected)
