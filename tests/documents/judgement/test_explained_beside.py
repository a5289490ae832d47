"""Letters that a display explains at its end, or a sentence with "with": no claim stands against their meaning."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_all, rows

JS = r"\mathrm{JS}(P \| Q) = \frac12 D_{KL}(P \| M) + \frac12 D_{KL}(Q \| M)"
WRONG = r"\mathrm{JS}(P \| Q) = \frac12 D_{KL}(P \| Q) + \frac12 D_{KL}(Q \| M)"
SQUARES = r"\sum_{i=1}^n (x_i - m)^2 = \sum_{i=1}^n x_i^2"
MEAN = r"m = \frac1n \sum_{i=1}^n x_i"
CASES = [
    (rf"$${JS}, \quad M = \frac{{P + Q}}{{2}}$$", HOLDS),
    (rf"$${WRONG}, \quad M = \frac{{P + Q}}{{2}}$$", REFUTED),
    (rf"The divergence is ${JS}$ with $M = \frac12 (P + Q)$.", HOLDS + DEFINITION),
    (rf"The divergence is ${WRONG}$ with $M = \frac12 (P + Q)$.", REFUTED + DEFINITION),
    (rf"$${SQUARES} - n m^2, \qquad {MEAN}$$", HOLDS),
    (rf"$${SQUARES} + n m^2, \qquad {MEAN}$$", REFUTED),
    (rf"We have ${SQUARES} - n m^2$ with ${MEAN}$.", HOLDS + DEFINITION),
    (rf"We have ${SQUARES} - m^2$ with ${MEAN}$.", REFUTED + DEFINITION),
    (r"$$E[(X - m)^2] = E[X^2] - m^2, \quad m = E[X]$$", HOLDS),
    (r"$$E[(X - m)^2] = E[X^2] + m^2, \quad m = E[X]$$", REFUTED),
    (r"$$\sigma'(x) = s (1 - s), \qquad s = \sigma(x)$$", HOLDS),
    # an equation and its solution; two conditions on one point
    (r"$$x^2 - 2ax + b = 0, \quad x = a + \sqrt{a^2 - b}$$", HOLDS),
    (r"$$x^2 + y^2 = r^2, \quad x = y + c$$", DEFINITION),
    (r"$$x + y = a, \quad y = x + b$$", DEFINITION),
]


@rows(CASES)
def test_all_formulas(text, expected):
    assert_all(text, expected)
