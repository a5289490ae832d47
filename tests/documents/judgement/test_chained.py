"""Slopes that a text gives are put together by the chain rule."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

OUTPUT = (r"We have $\frac{\partial L}{\partial a} = \frac{a - y}{a(1-a)}$ and "
          r"$\frac{\partial a}{\partial z} = a(1-a)$. Hence ")
LINEAR = r"Since $\frac{\partial L}{\partial z} = a - y$ and $\frac{\partial z}{\partial w} = x$, we get "
DEEP = r"The derivatives are $\frac{dL}{dh} = 2(h - y)$, $\frac{dh}{dz} = 1 - h^2$ and $\frac{dz}{dw} = x$. Thus "
BOTH = r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial z} \frac{\partial z}{\partial w} = "
CASES = [
    (OUTPUT + r"$\frac{\partial L}{\partial z} = a - y$.", HOLDS),
    (OUTPUT + r"$\frac{\partial L}{\partial z} = y - a$.", REFUTED),
    (LINEAR + r"$\frac{\partial L}{\partial w} = (a - y) x$.", HOLDS),
    (LINEAR + r"$\frac{\partial L}{\partial w} = (a - y) w$.", REFUTED),
    (LINEAR + f"$${BOTH} (a - y) x.$$", HOLDS),
    (LINEAR + f"$${BOTH} (a + y) x.$$", REFUTED),
    (DEEP + r"$\frac{dL}{dw} = 2(h - y)(1 - h^2) x$.", HOLDS),
    (DEEP + r"$\frac{dL}{dw} = 2(h - y)(1 - h) x$.", REFUTED),
    (DEEP + r"$\frac{dL}{dz} = 2(h - y)(1 - h^2)$.", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
