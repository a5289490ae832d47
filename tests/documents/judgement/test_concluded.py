"""Numbers that follow from equations before them are decided; those that a letter is given stay conditions."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_each, assert_last, findings, rows

TWO = "Suppose that $a + b = 1$ and $a - b = 3$. "
LIST = "Suppose the following hold:\n\n* $a + b = 1$\n* $a - b = 3$\n\n"
LINES = "The line $y = 2x + 1$ meets the line $y = 3 - x$ where $2x + 1 = 3 - x$, so "
CASES = [
    ("Let $2x + 3 = 7$. Then $x = 2$.", HOLDS),
    ("Let $2x + 3 = 7$. Then $x = 3$.", REFUTED),
    ("Solving $2x + 3 = 7$ gives $x = 2$.", HOLDS),
    ("Solving $2x + 3 = 7$ gives $x = 3$.", REFUTED),
    ("We solve $3 a + 1 = 10$. This gives $a = 3$.", HOLDS),
    ("We solve $3 a + 1 = 10$. This gives $a = 4$.", REFUTED),
    (TWO + "Then $a = 2$.", HOLDS),
    (TWO + "Hence $a = 3$.", REFUTED),
    (TWO + "Then $2a = 4$.", HOLDS),
    (TWO + "Therefore $ab = -2$.", HOLDS),
    (TWO + "Therefore $ab = 2$.", REFUTED),
    (LIST + "Then $a = 2$.", HOLDS),
    (LIST + "Then $b = 1$.", REFUTED),
    ("The weights satisfy $w_1 + w_2 = 1$ and $2 w_1 + 4 w_2 = 3$. Therefore $w_1 = 1/2$.", HOLDS),
    ("The weights satisfy $w_1 + w_2 = 1$ and $2 w_1 + 4 w_2 = 3$. Therefore $w_1 = 1/3$.", REFUTED),
    (LINES + "$x = 2/3$.", HOLDS),
    (LINES + "$x = 1/3$.", REFUTED),
    # one of several values, or of several equations
    (TWO + "Trying $a = 1$ gives $b = 0$.", CONDITION),
    ("Suppose that $a + b = 1$. Then $a = 2$ gives $b = -1$.", CONDITION),
    ("We solve $2x - 4 = 0$. The slope of the other function vanishes too, which gives $x = 1$.", CONDITION),
    ("We solve $2x - 4 = 0$. Setting $3x - 3 = 0$ gives $x = 1$.", CONDITION),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


@rows([
    ("We have $a + b = 1$ and $a - b = 3$, so $a = 2$.", "UUC"),
    ("Let $x + y = 1$. For $x = 0$, hence $y = 1$. For $x = 1$, hence $y = 0$.", "CCTCT"),
])
def test_each_formula(text, expected):
    assert_each(findings(text), expected)
