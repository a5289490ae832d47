"""Unions of families of events, and entropies of beginnings of sequences."""

from tests.documents.judged import assert_all, rows

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


@rows(CASES)
def test_a_paragraph_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)
