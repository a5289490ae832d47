"""O and o of what grows as slowly as logarithms do: the textbook's own examples, as sizes of functions for large n."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last

LARGE = [
    (r"n \log n = O(n)", "F"), (r"n \log n = O(n^2)", "T"), (r"n^2 \log n = O(n^2)", "F"),
    (r"n = O(n / \log n)", "F"), (r"n / \log n = O(n)", "T"), (r"n^2 + n \log n = O(n^2)", "T"),
    (r"n = o(n \log n)", "T"), (r"n = o(n)", "F"), (r"n \log n + n = O(n \log n)", "T"),
    (r"\sqrt{n} \log n = o(n)", "T"), (r"n + \sin n = O(n)", "T"),
]
SMALL = [(r"x \log x = O(x)", "F"), (r"e^x = 1 + x + O(x^3)", "F"), (r"\sin x = x + O(x^3)", "T"),
         (r"\cos x = 1 + o(x)", "T")]


@pytest.mark.parametrize(("formula", "expected"), LARGE)
def test_at_infinity(formula: str, expected: str) -> None:
    assert_last(f"As $n \\to \\infty$ we have ${formula}$.", expected)


@pytest.mark.parametrize(("formula", "expected"), SMALL)
def test_at_zero(formula: str, expected: str) -> None:
    assert_last(f"As $x \\to 0$ we have ${formula}$.", expected)


@pytest.mark.parametrize("formula", [r"n = o(n \log \log n)", r"\log \log n = o(\log n)", r"\log (n!) = O(n \log n)"])
def test_what_is_slower_is_not_refuted(formula: str) -> None:
    with pytest.raises(AssertionError):
        assert_last(f"As $n \\to \\infty$ we have ${formula}$.", "F")
