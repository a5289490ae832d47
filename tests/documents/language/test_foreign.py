"""Words in a language that is not read: what they suppose or deny is not known, so nothing is refuted among them."""

from tests.documents.judged import REFUTED, UNDECIDED, assert_last, rows

CASES = [
    (r"Cost per unit, per day: $(a + b)^2 = a^2 + b^2$.", REFUTED),
    (r"Im Allgemeinen gilt für Matrizen nicht, dass $\det(A + B) = \det A + \det B$.", UNDECIDED),
    (r"En général, pour des matrices, on n'a pas $\det(A + B) = \det A + \det B$ dans ce cas.", UNDECIDED),
    (r"일반적으로 $\det(A + B) = \det A + \det B$ 는 성립하지 않는다.", UNDECIDED),
    (r"一般不成立：$\det(A + B) = \det A + \det B$。", UNDECIDED),
    ("대칭 행렬이면\n\n$$(AB)^T = AB$$", UNDECIDED),
    (r"Es gilt für alle Zahlen $2 + 2 = 5$.", REFUTED),  # no words could save it
    (r"For the matrices we have $\det(A + B) = \det A + \det B$.", REFUTED),
    (r"Schur: $\det(A + B) = \det A + \det B$.", REFUTED),
    (r"$$\det(A + B) = \det A + \det B$$", REFUTED),
]


@rows(CASES)
def test_a_language_that_is_not_read(text, expected):
    assert_last(text, expected)
