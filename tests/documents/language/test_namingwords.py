"""Nouns of no vocabulary before a symbol: they take nothing from a slip of the pen, and never make a truth false."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, last, rows

from lemmata.documents.language.namingwords import Naming, names_only, told

# What is one slip away from a true formula is refuted whatever the noun names.
SLIPS = [
    (r"Let $A$ be symmetric. Along the search path $p$ we have $(p + q)^T A (p + q) = p^T A p + p^T A q + q^T A q$.",
     UNDECIDED),  # a path may be more than a name
    (r"Let $A$ be symmetric. For the probe $p$ we have $(p + q)^T A (p + q) = p^T A p + p^T A q + q^T A q$.", REFUTED),
    (r"Let $A$ be symmetric. For the probe $p$ we have $(p + q)^T A (p + q) = p^T A p + 2p^T A q + q^T A q$.", HOLDS),
    (r"With the forget gate $f$ and the new state $s$, $f s + (1 - f) s = 2s$.", REFUTED),
    (r"With the forget gate $f$ and the new state $s$, $f s + (1 - f) s = s$.", HOLDS),
    (r"Let $g$ be the gradient at the current point. Then $\|g - h\|^2 = \|g\|^2 - g^T h + \|h\|^2$.", REFUTED),
    (r"For the small drift $x$ we have $(1 + x)^2 = 1 + 2x$.", UNDECIDED),
]
# True sentences with nouns that restrict, known ones and such as nobody foresees.
TRUE = [
    r"Let $P$ be a projector. Then $(I - 2P)^2 = I$.",
    r"Let the shuffle $S$ act on lists. Then $S^T S = I$.",
    r"Let $z$ be the toggle. Then $z^2 = z$.",
    r"For a dummy $d$ we have $d^2 = d$.",
    r"Let $m$ be the mask. Then $m \odot m = m$.",
    r"Let $x$ be the hypotenuse and $a$, $b$ the legs. Then $x^2 = a^2 + b^2$.",
    r"Let the weights $w_1, w_2$ be convex. Then $w_1 + w_2 = 1$.",
    r"Let $L$ be the wiring matrix. Then $L \mathbf{1} = 0$.",
    r"Let $n$ be the winding number. Then $\cos(2\pi n) = 1$.",
    r"Let $C$ be the coupling. Then $x^T C y = y^T C x$.",
    r"Let $D$ be a stretch along the axes. Then $D^T = D$.",
    r"Let $h$ be the height of the tower. Then $\sqrt{h^2} = h$.",
    r"Let $c$ be the price of the ticket. Then $|c| = c$.",
    r"Let $c$ be the debt. Then $|c| = -c$.",
    r"Let $\mathbf{e}$ be the leftover and $\mathbf{p}$ the shadow. Then "
    r"$\|\mathbf{e} + \mathbf{p}\|^2 = \|\mathbf{e}\|^2 + \|\mathbf{p}\|^2$.",
    r"Let $W$ be the tied decoder of the encoder $V$. Then $W = V^T$.",
    r"Let $K$ be the affinity. Then $\nabla_x (\frac{1}{2} x^T K x) = K x$.",
    r"Let $A$ be the butterfly. Then $\operatorname{tr}(A^2) = \|A\|_F^2$.",
    r"Let $p$ be the win rate and $q$ the loss rate. Then $p^2 + 2pq + q^2 = 1$.",
]


@rows(SLIPS)
def test_slips(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("text", TRUE)
def test_never_false(text):
    assert last(text).verdict not in ("refuted", "conditional"), text


def test_names_take_nothing_back():
    assert told({"a": "frozen"}, {"a": Naming("gate")}) == {"a": "frozen"}
    assert told({"a": Naming("gate")}, {"a": "frozen"}) == {"a": "frozen"}


@pytest.mark.parametrize(("phrase", "expected"), [
    (["forget", "gate"], True), (["probe"], True), (["idempotent"], False), (["tied", "gate"], False),
    (["steady-state"], False), (["periodic"], False), (["residuals"], True), (["projections"], False),
])
def test_phrases(phrase, expected):
    assert names_only(phrase) is expected
