"""Derivatives of what does not contain the variable: a constant, or what depends on it in a way that is not said."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, UNDECIDED, UNREADABLE, assert_last, rows

CONSTANTS = [
    (r"The constant rule is $\frac{d}{dx} c = 0$.", HOLDS),
    (r"The constant rule is $\frac{d}{dx}(c) = 0$.", HOLDS),
    (r"We have $\frac{\partial}{\partial x} c = 0$.", HOLDS),
    (r"We have $\frac{d}{dx} 5 = 0$.", HOLDS),
    (r"We have $\frac{d}{dx} 5 = 1$.", REFUTED),
    (r"Let $c$ be a constant. Then $\frac{d}{dt} c = 1$.", REFUTED),
    (r"We have $\frac{d}{dx} c = 1$.", UNDECIDED),
    (r"It decays, $\frac{d}{dt} N = -k N$.", UNDECIDED),
    (r"We have $\frac{d}{dx} y = 0$.", UNREADABLE),
    (r"We have $\frac{d}{dx} u = \frac{d}{dx} v$.", UNREADABLE),
    (r"We have $\frac{dc}{dx} = 0$.", CONDITION),
    (r"We have $\frac{d}{dx}(x y) = y$.", HOLDS),
    (r"We have $\frac{d}{dx}(x y) = x$.", REFUTED),
]


@rows(CONSTANTS)
def test_constants(text, expected):
    assert_last(text, expected)
