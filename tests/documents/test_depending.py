r"""`E(v, h)` may depend on parameters besides its arguments: the words say so, or it is left open."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows, twins

_BOLTZMANN = (
    r"\frac{\partial}{\partial\theta} \exp(-E(v, h)) = -\exp(-E(v, h)) \frac{\partial E(v, h)}{\partial\theta}",
    r"\frac{\partial}{\partial\theta} \exp(-E(v, h)) = \exp(-E(v, h)) \frac{\partial E(v, h)}{\partial\theta}")
TWINS = (
    (r"The probability is $\exp(-E(v, h))$, where the energy $E$ is a differentiable function of the parameter "
     r"$\theta$. We need ", *_BOLTZMANN),
    (r"Let the energy $E(v, h)$ be a smooth function of $\theta$. Then ", *_BOLTZMANN),
    (r"The energy $E$ depends on $\theta$. Then ",
     r"\frac{\partial}{\partial\theta} e^{-E(x)} = -e^{-E(x)} \frac{\partial E(x)}{\partial\theta}",
     r"\frac{\partial}{\partial\theta} e^{-E(x)} = e^{-E(x)} \frac{\partial E(x)}{\partial\theta}"),
    ("The score $s(x)$, which depends smoothly on the weight $w$, has ",
     r"\frac{\partial}{\partial w} (s(x) - y)^2 = 2 (s(x) - y) \frac{\partial s(x)}{\partial w}",
     r"\frac{\partial}{\partial w} (s(x) - y)^2 = (s(x) - y) \frac{\partial s(x)}{\partial w}"),
    ("The costs $f(x)$ and $g(x)$ depend on $a$. Then ",
     r"\frac{\partial}{\partial a} (f(x) g(x)) = f(x) \frac{\partial g(x)}{\partial a} "
     r"+ g(x) \frac{\partial f(x)}{\partial a}",
     r"\frac{\partial}{\partial a} (f(x) g(x)) = f(x) \frac{\partial g(x)}{\partial a} "
     r"- g(x) \frac{\partial f(x)}{\partial a}"),
)


@rows((
    *twins(TWINS),
    (r"The slope is $\frac{\partial}{\partial\theta} f(x)^2 = 2 f(x) \frac{\partial f(x)}{\partial\theta}$.", HOLDS),
    (r"The slope is $\frac{\partial}{\partial\theta} f(x)^2 = f(x) \frac{\partial f(x)}{\partial\theta}$.", UNDECIDED),
    (r"We have $\frac{d}{dt} E(x, y) = \frac{\partial E}{\partial x} \frac{dx}{dt} + \frac{\partial E}{\partial y} "
     r"\frac{dy}{dt}$.", HOLDS),
    (r"We have $\frac{d}{dt} f(g(x)) = f'(g(x)) \frac{d g(x)}{dt}$.", UNDECIDED),
    (r"Let $f(x) = x^2$ depend on $\theta$. Then $\frac{\partial}{\partial x} f(x) = 3x$.", REFUTED),
))
def test_functions_that_depend_on_more(text, expected):
    assert_last(text, expected)
