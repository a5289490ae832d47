"""Laws on finitely many values of which a text says that they are positive are no matrices of positive numbers."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows, twins

FINITE = "Let $P$ and $Q$ be distributions on a finite set, $Q>0$."


@rows([
    *twins([
        (f"{FINITE} Then ", r"\mathrm{KL}(P\|Q)\ge0", r"\mathrm{KL}(P\|Q)\le0"),
        ("Let $P, Q$ be discrete distributions and $P, Q > 0$. Then ", r"H(P, Q) = H(P) + \mathrm{KL}(P\|Q)",
         r"H(P, Q) = H(Q) + \mathrm{KL}(P\|Q)"),
        ("Let $P$ and $Q$ be distributions over the same finite set with $P > 0$ and $Q > 0$. Then ",
         r"D_{\mathrm{KL}}(P\|Q) \ge 0", r"D_{\mathrm{KL}}(P\|Q) = D_{\mathrm{KL}}(Q\|P)"),
    ]),
    (r"Suppose $Q > 0$. Then $\mathrm{KL}(P\|Q) \ge 0$.", HOLDS),
    (r"If $P > 0$ and $Q > 0$ are distributions then $\mathrm{KL}(P \| Q) > -1$.", HOLDS),
    (r"Suppose $Q > 0$. Then $\mathrm{KL}(P\|Q) \le 0$.", UNDECIDED),
    (r"Let $Q$ be a matrix with $Q > 0$. Then $\operatorname{tr}(Q) < 0$.", REFUTED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
