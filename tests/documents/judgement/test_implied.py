"""What an equation has told of a letter, and what the text then says that the letter is."""

import pytest
from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    REFUTED,
    assert_last,
    findings,
    rows,
    twins,
)

TWINS = [
    (r"The lines meet where $ax + b = cx + d$. Solving for $x$ gives ", r"x = \frac{d - b}{a - c}",
     r"x = \frac{d - b}{a + c}"),
    (r"With $0 < \gamma < 1$ the value satisfies $v = 1 + \gamma^2 v$. In other words, ",
     r"v = \sum_{k=0}^\infty \gamma^{2k}", r"v = \sum_{k=0}^\infty \gamma^k"),
    (r"The log odds are linear: $\log \frac{P(t)}{1 - P(t)} = a(t - b)$. Solving for the probability we get ",
     r"P(t) = \frac{1}{1 + e^{-a(t - b)}}", r"P(t) = \frac{1}{1 + e^{a(t - b)}}"),
    (r"The thin lens equation is $\frac1f = \frac1a + \frac1b$. Rearranging, we get ", r"b = \frac{a f}{a - f}",
     r"b = \frac{a f}{a + f}"),
    (r"Suppose $2x + 3y = 12$. Hence ", r"y = 4 - \frac{2x}{3}", r"y = 4 - \frac{3x}{2}"),
    (r"We know that $\log y = a + bx$. Hence ", r"y = e^{a + bx}", r"y = e^a + e^{bx}"),
    (r"The weights have the variance $s^2 = \frac{2 g^2}{n + m}$. The standard deviation is therefore ",
     r"s = \lvert g \rvert \sqrt{2 / (n + m)}", r"s = \lvert g \rvert \sqrt{2 / n + m}"),
    (r"Suppose that $\frac{u}{b} = \frac{1 - u}{c}$. Rearranging gives ", r"u = \frac{b}{b + c}",
     r"u = \frac{c}{b + c}"),
]
# nothing false is shown where something else may tell the letter
OPEN = [
    r"The constraint is $x + y = 1$. By symmetry we get $y = x$.",
    r"We have $x + y = 1$. By symmetry, therefore $y = 2x$.",
    r"We have $x + y = 1$ and $x - 2y = 0$. Hence $y = x^3$.",
    r"We want $2x + 3y = 12$. Let $y = 3x$.",
    r"Suppose $2x + 3y = 12$. Hence $y = 4 - zx$.",
    r"If $x + y = 1$, we stop. Hence $y = x^2$.",
    r"We have $|x| = a$. So $x = a$.",
    r"We have $\max(x, 0) = a$. So $x = a$.",
    r"We have $x^2 = a$. So $x = \sqrt a$.",
    r"The circle is $x^2 + y^2 = 1$. We get $y = x^2$.",
]


@rows(twins(TWINS))
def test_the_equation_says_what_the_letter_is(text: str, expected: str) -> None:
    assert_last(text, expected)


@pytest.mark.parametrize("text", OPEN)
def test_another_reason_may_tell_the_letter(text: str) -> None:
    assert findings(text)[-1].verdict not in ("refuted", "conditional")


ROWS = [
    (r"We have $\sqrt x = a$. So $x = a^2$.", HOLDS),
    (r"We have $x^2 = a$ and so $x = 2\sqrt a$.", REFUTED),
    (r"The energies are related by $E^2 = p^2 + m^2$. Solving for $p$ we obtain $p = E - m$.", REFUTED),
    (r"The constraint is $x + y = 1$. Let $y = 3x$.", DEFINITION),
]


@rows(ROWS)
def test_roots_and_new_meanings(text: str, expected: str) -> None:
    assert_last(text, expected)


RATE = r"The rate $r(t)$ follows $\tau \frac{dr}{dt} = -r + F(w r + J)$ with $\tau > 0$. "
RIDGE = r"Let $K$ be positive definite and $\lambda > 0$. The weights solve $(K + \lambda I) \alpha = y$. Therefore "
NORMAL = r"Let $X \in \mathbb{R}^{n \times d}$ have full column rank. We obtain $X^\top X w = X^\top y$, and therefore "
SLOPES_AND_ARRAYS = [
    (RATE + "For an Euler step we need the slope, which is ", r"\frac{dr}{dt} = (-r + F(w r + J)) / \tau",
     r"\frac{dr}{dt} = -r + F(w r + J) / \tau"),
    (r"The concentration satisfies $V \frac{dc}{dt} = q (c_0 - c)$ with $V > 0$. Hence ",
     r"\frac{dc}{dt} = \frac{q}{V} (c_0 - c)", r"\frac{dc}{dt} = \frac{V}{q} (c_0 - c)"),
    (RIDGE, r"\alpha = (K + \lambda I)^{-1} y", r"\alpha = (K - \lambda I)^{-1} y"),
    (r"Let $A$ be invertible. We have $A x + b = c$. Hence ", "x = A^{-1}(c - b)", "x = A^{-1}(c + b)"),
    (r"Let $M$ be invertible. The motion is $M \dot v = f$. Hence ", r"\dot v = M^{-1} f", r"\dot v = M f"),
    (r"Let $Q$ be orthogonal. We have $Q x = b$. Hence ", r"x = Q^\top b", "x = Q b"),
]
ARRAYS = [
    (NORMAL + r"$w = (X^\top X)^{-1} X^\top y$.", HOLDS),
    (NORMAL + r"$w = X^\top y$.", CONDITIONAL),
    (r"Let $A$ be invertible. We have $A x + b = c$. We choose $x = A^{-1}(c + b)$.", DEFINITION),
    # where the matrix need not be invertible, the equation says something of the other letters too
    (r"We have $A x = b$. Hence $x = A^{+} b$.", DEFINITION),
    (r"Let $A \in \mathbb{R}^{m \times n}$ have full column rank. We have $A x = b$. Hence "
     r"$x = (A^\top A)^{-1} A^\top b$.", DEFINITION),
    (RATE + r"In steady state $\frac{dr}{dt} = 0$.", CONDITION),
]


@rows([*twins(SLOPES_AND_ARRAYS), *ARRAYS])
def test_slopes_and_arrays(text: str, expected: str) -> None:
    assert_last(text, expected)
