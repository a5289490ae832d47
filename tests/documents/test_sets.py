"""Sets that the text gives by their members, or in words only."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last

GIVEN = [
    (r"Let $S = \{1, 2, 3, 4\}$. Then $\sum_{s \in S} s = 10$ and $\sum_{s \in S} s^2 = 29$.", "TF"),
    (r"Let $\mathcal{A} = \{2, 3, 5\}$. Then $|\mathcal{A}| = 3$ and $|\mathcal{A}| = 4$.", "TF"),
    (r"Put $P := \{2, 3, 5\}$. We get $\prod_{p \in P} p = 30$ and $\prod_{p \in P} (p - 1) = 9$.", "TF"),
    (r"Let $M = \{-1, 4, \frac12\}$. Then $\max_{m \in M} m = 4$ and $\min_{m \in M} m = 0$.", "TF"),
    (r"Let $A = \{1, 2\}$ and $B = \{2, 4\}$. Then $|A| + |B| = 4$ and $\sum_{b \in B} b = 7$.", "TF"),
]
UNKNOWN = [  # nothing that is true is refuted, whatever the set holds
    r"Let $T$ be the set of primes below $10$. Then $\sum_{t \in T} t = 17$.",
    r"Let $T$ be the set of primes below $10$. Then $|T| = 4$.",
    r"Consider the set $G$ of divisors of 6. Then $|G| = 4$.",
    r"Let $T = \{1, 2, \ldots, n\}$. Then $\sum_{t \in T} t = \frac{n(n+1)}{2}$.",
    r"Let $E = \{x \in \mathbb{Z} : 0 < x < 5\}$. Then $\sum_{x \in E} x = 10$.",
]


@pytest.mark.parametrize(("text", "expected"), GIVEN)
def test_members_are_known_later(text: str, expected: str) -> None:
    assert_last(text, expected)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_known_of_a_set_refutes_nothing(text: str) -> None:
    with pytest.raises(AssertionError):
        assert_last(text, "F")
    with pytest.raises(AssertionError):
        assert_last(text, "A")


def test_a_name_that_starts_anew_is_no_set() -> None:
    text = (r"Let $A = \{1, 2, 3\}$. Then $|A| = 3$. Now let $A$ be an invertible matrix. "
            r"Then $|A^{-1}| = 1 / |A|$ and $|A^{-1}| = |A|$.")
    assert_last(text, "TA")


def test_a_batch_is_a_set_of_places() -> None:
    assert_last(r"Let $\mathcal{B}$ be the set of $n$ places. Then "
                r"$\sum_{i \in \mathcal{B}} (x_i + y_i) = \sum_{i \in \mathcal{B}} x_i + \sum_{i \in \mathcal{B}} y_i$ "
                r"and $\sum_{i \in \mathcal{B}} (x_i + y_i) = \sum_{i \in \mathcal{B}} x_i - "
                r"\sum_{i \in \mathcal{B}} y_i$.", "TF")
