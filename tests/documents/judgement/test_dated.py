"""A second example gives another number to a name that was worked out for the first."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

ERROR = r"With $n = 100$ the standard error is $s = 2/\sqrt{100} = 0.2$"
TEST = "The first test has $k = 3$ hits, so $r = 3/10 = 0.3$."
SQUARE = "Let $y = x^2$. For $x = 2$ we get $y = 4$. For $x = 3$ we get"


@rows([
    (r"Let $B = m_0/m_1$. With $n=10$, $k=5$: $m_0 = 1/1024$ and $m_1 = 1/2772$, so $B = 2772/1024\approx2.71$. "
     r"With $k=9$ instead $m_1 = 1/110$ and $B\approx0.107$.", HOLDS),
    (rf"{ERROR} and $z = 1/s = 5$. With $n = 400$ we have $s = 0.1$ and $z = 10$.", UNDECIDED * 2),
    (rf"{ERROR} and $z = 1/s = 6$.", REFUTED),
    (rf"{ERROR} and so $s + 1 = 1.3$.", REFUTED),
    (r"Let $p = 0.5$, so that $H = 1$ bit. If $p = 0.25$, then $H \approx 0.811$.", DEFINITION),
    (r"Let $p = 0.5$, so that $H = 1$ bit. Then $H + 1 = 3$.", REFUTED),
    (rf"{TEST} The second has $k = 5$ hits, so $r \approx 0.5$.", CONDITION),
    (rf"{TEST} So $1 - r = 0.7$.", HOLDS),
    (rf"{TEST} So $1 - r = 0.8$.", REFUTED),
    # what is said in general is known for every value
    (f"{SQUARE} $y = 9$.", HOLDS),
    (f"{SQUARE} $y = 8$.", REFUTED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
