"""What is made of values that the text gives is worked out; a value for something abstract is given."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

_GIVEN = r"The token p occurs 17 times of 210, so $P(\text{p}) = \frac{17}{210}$ and $P(\text{ug}) = \frac{20}{210}$. "

CASES = [
    (_GIVEN + r"The word has $P(\text{p}) \times P(\text{ug}) = \frac{17}{210} \times \frac{20}{210}$.", HOLDS),
    (_GIVEN + r"The word has $P(\text{p}) \times P(\text{ug}) = \frac{5}{210} \times \frac{20}{210}$.", REFUTED),
    (r"Let $P(A) = 0.3$ and $P(B) = 0.5$. The product is $P(A) P(B) = 0.15$.", HOLDS),
    (r"Let $P(A) = 0.3$. Now let $P(A) = 0.4$ and $P(B) = 0.5$. The product is $P(A) P(B) = 0.2$.", CONDITION),
    (r"Let $P(A) = 0.3$ and $P(B) = 0.5$. In another city, $P(A) P(B) = 0.5$.", CONDITION),
    (r"Let $P(A) = 0.3$ and $P(B) = 0.5$. Let $P(A \cap B) = 0.2$.", CONDITION),
]


@rows(CASES)
def test_worked_out_or_given(text: str, expected: str) -> None:
    assert_last(text, expected)
