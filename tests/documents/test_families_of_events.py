"""Unions of families of events, and entropies of beginnings of sequences."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemmata.documents import check

ALLOWED = {"T": ("proved", "agrees"), "F": ("refuted",), "A": ("conditional",), "U": ("undecided",)}
CASES = [
    (r"$P\left(\bigcup_{i=1}^nA_i\right)\le\sum_{i=1}^nP(A_i)$", "T"),
    (r"$P\left(\bigcup_iA_i\right)\le\sum_iP(A_i)$", "T"),
    (r"$P(A_1\cup\dots\cup A_n)\le\sum_{i=1}^nP(A_i)$", "T"),
    (r"$P\left(\bigcup_{i=1}^nA_i\right)=\sum_{i=1}^nP(A_i)$", "A"),
    (r"$P\left(\bigcap_{i=1}^nA_i\right)=\prod_{i=1}^nP(A_i)$", "A"),
    (r"$P\left(\bigcup_{i=1}^nA_i\right)=1-P\left(\bigcap_{i=1}^nA_i^c\right)$", "T"),
    (r"$P\left(\bigcup_{i=1}^nA_i\right)=1-P\left(\bigcup_{i=1}^nA_i^c\right)$", "F"),
    (r"$P\left(\bigcap_{i=1}^nA_i\right)\le\min_iP(A_i)$", "T"),
    (r"Let $A_1,\dots,A_n$ be disjoint events. Then $P\left(\bigcup_{i=1}^nA_i\right)=\sum_{i=1}^nP(A_i)$.", "U"),
    (r"$H(X_1,\dots,X_n)=\sum_{i=1}^nH(X_i\mid X_{1:i-1})$", "T"),
    (r"$H(X_1,\dots,X_n)=\sum_{i=1}^nH(X_i\mid X_1,\dots,X_{i-1})$", "T"),
    (r"$H(X_1,\dots,X_n)=\sum_{i=1}^nH(X_i\mid X_{<i})$", "T"),
    (r"$H(X_1,\dots,X_n)\le\sum_{i=1}^nH(X_i)$", "T"),
    (r"$H(X_1,\dots,X_n)=\sum_{i=1}^nH(X_i)$", "A"),
    (r"$I(X_1,\dots,X_n;Y)=\sum_{i=1}^nI(X_i;Y\mid X_1,\dots,X_{i-1})$", "T"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_paragraph_is_judged_as_it_should_be(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(text + "\n", encoding="utf-8")
    found = [f.verdict for f in check([file]).findings if f.verdict != "notation"]
    assert len(found) == len(expected), found
    assert all(kind in ALLOWED[letter] for kind, letter in zip(found, expected)), found
