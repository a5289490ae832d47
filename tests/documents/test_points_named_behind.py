"""Points that a sentence names behind a general formula: where the function is zero, an example of its vector."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, PROVED, REFUTED, assert_last, rows

FORM = (r"Let $A = \begin{bmatrix} 9 & 6 \\ 6 & 3 \end{bmatrix}$ and $x = (x_1, x_2)^\top \in \mathbb{R}^2$. "
        r"Then $x^\top A x = ")
PARABOLA = r"Let $f(x) = x^2 - 4x$. "
GENERAL, WRONG = r"9x_1^2 + 12 x_1 x_2 + 3x_2^2$", r"9x_1^2 + 6 x_1 x_2 + 3x_2^2$"
CASES = [
    (FORM, GENERAL, WRONG, r", which can be less than zero, for example for $x = (2, -3)^\top$."),
    (FORM, GENERAL, WRONG, r", which is negative at $x = (2, -3)^\top$."),
    (FORM, GENERAL, WRONG, r", e.g. this is below zero for $x = (2, -3)^\top$."),
    (PARABOLA + "Its derivative ", "$f'(x) = 2x - 4$", "$f'(x) = 3x - 6$", " vanishes at $x = 2$."),
    (PARABOLA + "We get ", "$f'(x) = 2x - 4$", "$f'(x) = x - 2$", ", which is zero for $x = 2$."),
    (PARABOLA + "We have ", "$f'(x) = 0$", "$f'(x) = 1$", " at $x = 2$."),
    (r"Let $x = (x_1, x_2)$. Then ", r"$x^\top x = 13$", r"$x^\top x = 14$", " for $x = (2, -3)$."),
]


def _rows() -> list[tuple[str, str]]:
    return [(before + formula + behind, letter + _of_point(behind)) for before, true, false, behind in CASES
            for formula, letter in ((true, HOLDS), (false, REFUTED))]


def _of_point(behind: str) -> str:
    return DEFINITION if "(2" in behind else PROVED if "vanishes" in behind else CONDITION


@rows(_rows())
def test_formulas_before_a_point(text: str, expected: str) -> None:
    assert_last(text, expected)


SOLVED = [
    (r"The equation $x^2 = 2x$ is satisfied at $x = 2$.", PROVED + CONDITION),
    (PARABOLA + "We get $f(x) = -4$, which is smallest at $x = 2$.", PROVED + PROVED),
    (r"The sigmoid is $\sigma(x) = 1/(1 + e^{-x})$. Its slope $\sigma'(x) = \sigma(x)(1 - \sigma(x))$ is largest at "
     r"$x = 0$.", PROVED + CONDITION),
]


@rows(SOLVED)
def test_values_that_a_formula_takes_there(text: str, expected: str) -> None:
    assert_last(text, expected)
