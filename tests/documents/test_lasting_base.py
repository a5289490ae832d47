"""The base of the logarithm, where a text says it for all that follows."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last

CASES = [
    (r"Throughout this section all logarithms are to base 2. Then $\log 8 = 3$ and $\log 16 = 2.77$.", "TF"),
    (r"Here $\log$ denotes the logarithm to base $2$. Then $\log 8 = 3$ and $\log e = 1$.", "TF"),
    (r"Logarithms are base 10. Then $\log 100 = 2$ and $\log e = 1$.", "TF"),
    (r"All logs are taken in base two. Then $\log 4 = 2$ and $\log e = 1$.", "TF"),
    (r"Throughout, $\log$ denotes the natural logarithm. Then $\log e = 1$ and $\log 100 = 2$.", "TF"),
    # said of one formula or one measure only: the natural logarithm may be meant beside it
    (r"For all $x > 0$ the logarithm to base 2 satisfies $\log_2 x^2 = 2 \log_2 x$. Then $\log e = 1$.", "TT"),
    (r"We measure entropy in bits. Then $\log e = 1$ and $\log 2 = 1$.", "TT"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_base(text: str, expected: str) -> None:
    assert_last(text, expected)
