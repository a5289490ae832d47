r"""`loss`, `cost`, `dloss/dw` without `\mathrm` are names where they are defined or differentiated, and no products."""

from tests.documents.judged import DEFINITION, HOLDS, assert_last, rows, twins

TWINS = (
    ("The loss is $loss = (y - w_1 w_2 x)^2$. By the chain rule ",
     r"\frac{\partial loss}{\partial w_1} = -2 w_2 x (y - w_1 w_2 x)",
     r"\frac{\partial loss}{\partial w_1} = 2 w_2 x (y - w_1 w_2 x)"),
    ("The cost is $cost = (y - w x)^2$. Then ", r"\frac{\partial cost}{\partial w} = -2 x (y - w x)",
     r"\frac{\partial cost}{\partial w} = -2 (y - w x)"),
    (r"With $Cost = \frac12 (y - w x)^2$ we get ", r"\frac{\partial Cost}{\partial w} = -x (y - w x)",
     r"\frac{\partial Cost}{\partial w} = -2 x (y - w x)"),
    ("With $cost = x^2$, the derivative is ", "dcost/dx = 2x", "dcost/dx = x"),
    ("With $loss = x^2$, the derivative is ", r"\frac{dloss}{dx} = 2x", r"\frac{dloss}{dx} = 3x"),
    ("With $loss = x^2$, the derivative is ", r"\partial loss / \partial x = 2x", r"\partial loss / \partial x = 2"),
    ("With $cost = x^2$, the derivative is ", r"\frac{d cost}{dx} = 2x", r"\frac{d cost}{dx} = 3x"),
    ("Let $loss = (a - y)^2$ with $a = w x$. Then ", r"\frac{\partial loss}{\partial w} = 2 (a - y) x",
     r"\frac{\partial loss}{\partial w} = 2 (a - y)"),
    ("Let $prob = a / b$. Then ", r"2 prob = 2a/b", "2 prob = a/b"),
    ("Let $cost = a + b$. Then ", "x cost = xa + xb", "x cost = xa - xb"),
    # products all the same
    ("We have ", "abca = a^2 b c", "abca = a b c"),
    ("For all numbers ", "bark - kbar = 0", "bark + kbar = 0"),
)


@rows((*twins(TWINS), ("We have $bark = k a b r$.", HOLDS), ("The area $area = ab$ of a rectangle.", DEFINITION)))
def test_words_without_styles(text, expected):
    assert_last(text, expected)
