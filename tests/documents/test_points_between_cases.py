"""What two cases say, of less and of more than a number, they don't say of that number itself."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

_HINGE = r"Let $\ell(z) = \max\{0, 1 - z\}$. Its derivative is $\ell'(z) = \begin{cases} "
_ABS = r"Let $f(x) = |x - a|$. Then $f'(x) = \begin{cases} "

CASES = [
    (_HINGE + r"0 & \text{if } z > 1 \\ -1 & \text{if } z < 1 \end{cases}$.", HOLDS),
    (_HINGE + r"0 & \text{if } z < 1 \\ -1 & \text{if } z > 1 \end{cases}$.", REFUTED),
    (_HINGE + r"0 & z > 1, \\ -1 & 1 > z. \end{cases}$", HOLDS),
    (_HINGE + r"1 & z > 1, \\ -1 & 1 > z. \end{cases}$", REFUTED),
    (_ABS + r"1 & x > a \\ -1 & x < a \end{cases}$.", HOLDS),
    (_ABS + r"-1 & x > a \\ 1 & x < a \end{cases}$.", REFUTED),
]


@rows(CASES)
def test_points_between(text: str, expected: str) -> None:
    assert_last(text, expected)
