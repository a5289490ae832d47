"""Laws of sums: the family is known where the variables are independent and share what they have to."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

_Z = r"For $Z_1, Z_2, Z_3 \sim \mathcal{N}(0, 1)$ independent we have "
_BIN = r"Let $X \sim \mathrm{Bin}(3, p)$ and $Y \sim \mathrm{Bin}(4, p)$ be independent. Then "
_CHI = r"Let $X \sim \chi^2_3$ and $Y \sim \chi^2_4$ be independent. Then "

CASES = [
    (_Z + r"$Z_1^2 + Z_2^2 + Z_3^2 \sim \chi^2_3$.", HOLDS),
    (_Z + r"$Z_1^2 + Z_2^2 + Z_3^2 \sim \chi^2_2$.", REFUTED),
    (_Z + r"$Z_1^2 + Z_2^2 + Z_3^3 \sim \chi^2_3$.", REFUTED),
    (_Z.replace(" independent", "") + r"$Z_1^2 + Z_2^2 + Z_3^2 \sim \chi^2_3$.", CONDITIONAL),
    (_BIN + r"$X + Y \sim \mathrm{Bin}(7, p)$.", HOLDS),
    (_BIN + r"$X + Y \sim \mathrm{Bin}(12, p)$.", REFUTED),
    (_CHI + r"$X + Y \sim \chi^2_7$.", HOLDS),
    (_CHI + r"$X + Y \sim \chi^2_{12}$.", REFUTED),
    (r"Let $X \sim \mathrm{Exp}(\lambda)$ and $Y \sim \mathrm{Exp}(\lambda)$ be independent with rate $\lambda$. "
     r"Then $X + Y \sim \mathrm{Gamma}(2, \lambda)$.", HOLDS),
    # a law of the same mean and variance is not that law
    (r"Let $X \sim \mathrm{Poisson}(2)$. Then $X - 2 \sim \mathcal{N}(0, 2)$.", UNDECIDED),
]


@rows(CASES)
def test_laws_of_sums(text: str, expected: str) -> None:
    assert_last(text, expected)
