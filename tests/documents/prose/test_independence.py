"""Independence said behind the laws, or the names, of variables."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CASES = [
    (r"For $Z_1, Z_2, Z_3 \sim \mathcal{N}(0, 1)$ independent we have $\mathrm{Var}(Z_1 + Z_2 + Z_3) = 3$.", HOLDS),
    (r"For $Z_1, Z_2, Z_3 \sim \mathcal{N}(0, 1)$ independent we have $\mathrm{Var}(Z_1 + Z_2 + Z_3) = 9$.", REFUTED),
    (r"With $X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(0, 4)$ independent, $\mathrm{Var}(X + Y) = 5$.", HOLDS),
    (r"With $X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(0, 4)$ independent, $\mathrm{Var}(X+Y) = 3$.", REFUTED),
    (r"Let $X \sim \mathcal{N}(0, 1)$, $Y \sim \mathcal{N}(0, 4)$ independent. Then $\mathrm{Var}(X - Y) = 5$.", HOLDS),
    (r"Take $X, Y \sim \mathcal{N}(0, 1)$ (independent). Then $\mathrm{Var}(X + Y) = 2$.", HOLDS),
    (r"For $X, Y \sim \mathcal{N}(0, 1)$, independent of each other, we have $\mathrm{Var}(X + Y) = 2$.", HOLDS),
    (r"For $X, Y$ independent with variance $1$ we have $\mathrm{Var}(X + Y) = 2$.", HOLDS),
    (r"For $X, Y \sim \mathcal{N}(0, 1)$ not independent we have $\mathrm{Var}(X + Y) = 2$.", CONDITIONAL),
    (r"For $X, Y \sim \mathcal{N}(0, 1)$ identically distributed we have $\mathrm{Var}(X + Y) = 2$.", CONDITIONAL),
    (r"For $X, Y \sim \mathcal{N}(0, 1)$ linearly independent we have $\mathrm{Var}(X + Y) = 2$.", UNDECIDED),
]


@rows(CASES)
def test_said_behind(text: str, expected: str) -> None:
    assert_last(text, expected)
