"""Functions of names that are defined before or after them: what varies with the argument is differentiated too."""

from tests.documents.judged import assert_last, rows, twins

RESIDUAL = r"-X^\top r", r"X^\top r"
CHAINS = [
    (r"Let $r = y - Xw$ and $f(w) = \frac12 \|r\|^2$. Then ", *(rf"\nabla f(w) = {s}" for s in RESIDUAL)),
    (r"Let $f(w) = \frac12 \|r\|^2$ with $r = y - Xw$. Then ", *(rf"\nabla f(w) = {s}" for s in RESIDUAL)),
    (r"Let $f(w) = \frac12 \|r\|^2$. The residual is $r = y - Xw$. Then ", *(rf"\nabla f(w) = {s}" for s in RESIDUAL)),
    (r"Let $z = w x + b$ and $a = \sigma(z)$. With $L(w) = (a - y)^2$ we get ",
     r"L'(w) = 2(a - y) a (1 - a) x", r"L'(w) = 2(a - y) a x"),
    (r"Let $L(w) = (a - y)^2$, $a = \sigma(z)$ and $z = wx + b$. Then ",
     r"L'(w) = 2(a - y) a (1 - a) x", r"L'(w) = 2(a - y) (1 - a) x"),
    (r"Let $L = (a - y)^2$, $a = \sigma(z)$ and $z = wx + b$. Then ",
     r"\frac{\partial L}{\partial w} = 2(a - y) a (1 - a) x", r"\frac{\partial L}{\partial w} = 2(a - y) a x"),
    (r"Let $g(t) = u^2 + v$ with $u = \sin t$ and $v = t^2$. Then ",
     r"g'(t) = 2 \sin t \cos t + 2t", r"g'(t) = 2 \sin t + 2t"),
    (r"Consider $h(t) = (f \circ g)(t)$ with $f(x) = x^2 + 1$ and $g(t) = \sin t$. Then ",
     r"\frac{dh}{dt} = 2 \sin t \cos t", r"\frac{dh}{dt} = 2 \cos t"),
    (r"Consider $h(t) = f(g(t))$ with $f(\mathbf{x}) = x_1 x_2^2$ and $g(t) = [t, \sin t]^\top$. Then ",
     r"h'(t) = \sin^2 t + 2t \sin t \cos t", r"h'(t) = \sin^2 t + t \sin t \cos t"),
]


@rows(twins(CHAINS))
def test_functions_of_defined_names(text, expected):
    assert_last(text, expected)
