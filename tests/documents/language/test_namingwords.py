"""Nouns of no vocabulary before a symbol: they take nothing from a slip of the pen, and never make a truth false."""

import pytest
from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, last, rows

from lemmata.documents.language.namingwords import AnyOf, Naming, names_only, told

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

# One of a kind, whose values the text gives.
KINDS = [
    (r"For an odds ratio $r > 0$ we have $\log(1/r) = 1/\log(r)$.", REFUTED),
    (r"For an increment $h > 0$, $\frac{(x + h)^2 - x^2}{h} = 2x + 2h$.", REFUTED),
    (r"For a gradient $g \in \mathbb{R}^n$ and a step size $\eta > 0$, $\|g - \eta g\|^2 = (1 - \eta^2) \|g\|^2$.",
     REFUTED),
    (r"Let $\pi \in (0, 1)$ be a mixing proportion. Then $\log \frac{\pi}{1 - \pi} = \log(1 - \pi) - \log \pi$.",
     REFUTED),
    (r"For a quantile $q \in (0, 1)$ and a residual $t \in \mathbb{R}$, "
     r"$q \max(t, 0) + (1 - q) \max(-t, 0) = \max(q t, (1 - q) t)$.", UNDECIDED),  # what ties both is not known
    (r"Let $e \in \mathbb{R}$ be a forecast error and $\tau \in (0, 1)$. "
     r"Then $\max(\tau e, (\tau - 1) e) = \tau |e|$.", CONDITIONAL),
    (r"Let $e \in \mathbb{R}$ be a forecast error and $\tau \in (0, 1)$. "
     r"Then $\max(\tau e, (\tau - 1) e) = \tau e + \max(-e, 0)$.", HOLDS),
    (r"Let $r \in \mathbb{R}$ be a residual. Then $\sqrt{r^2} = r$.", CONDITIONAL),
]
# The same, and more is said: of which one, in other words, of what ties it to others.
NOT_ANY = [
    r"For a variance $v \in \mathbb{R}$ and $w > 0$, $|v| w = v w$.",
    r"For a distance $d \in \mathbb{R}$, $|d| = d$.",
    r"For the golden ratio $\varphi \in (1, 2)$, $\varphi^3 = 2\varphi + 1$.",
    r"For an integer distance $d > 0$, $\lfloor d \rfloor = d$.",
    r"For a right angle $\theta > 0$, $\sin \theta = 1 - \cos \theta$.",
    r"For a switch $s \in [0, 1]$, $s^2 = s$.",
    r"For a normalised gradient $g \in \mathbb{R}^n$, $g^\top g = 1$.",
    r"Let $g \in \mathbb{R}^n$ be a gradient that is normalised. Then $g^\top g = 1$.",
    r"Let $r \in \mathbb{R}$ be a residual at the maximum of the absolute values. Then $|r| = r$.",
    r"Let $r \in \mathbb{R}$ be a residual and nonnegative. Then $|r| = r$.",
    r"For a residual $r \in \mathbb{R}^n$ and a fit $f \in \mathbb{R}^n$, $\|r + f\|^2 = \|r\|^2 + \|f\|^2$.",
    r"For a residual $r \in \mathbb{R}^n$, which is orthogonal to the column $x \in \mathbb{R}^n$, "
    r"$\|r + x\|^2 = \|r\|^2 + \|x\|^2$.",
    r"For a density $\rho > 0$ and a specific volume $v > 0$, $(\rho v)^2 = \rho v$.",
    r"For a discount rate $d > 0$ and an interest rate $i > 0$, $(1 - d)(1 + i) = 1$.",
    r"For an estimate $t \in \mathbb{R}$ and its square $s > 0$, $\sqrt{s} = |t|$.",
    r"Let $\lambda \in \mathbb{R}$ be an eigenvalue of $A \in \mathbb{R}^{n \times n}$. "
    r"Then $\det(A - \lambda I) = 0$.",
    r"Let $X \in \mathbb{R}^{n \times p}$, $y \in \mathbb{R}^n$, let $b$ be the least squares estimate and "
    r"$r \in \mathbb{R}^n$ the residual. Then $X^\top r = 0$.",
    r"For a projection $P \in \mathbb{R}^{n \times n}$, $P^2 = P$.",
]


@rows(KINDS)
def test_kinds(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("text", NOT_ANY)
def test_never_any(text):
    assert last(text).verdict not in ("refuted", "conditional"), text


@rows(SLIPS)
def test_slips(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("text", TRUE)
def test_never_false(text):
    assert last(text).verdict not in ("refuted", "conditional"), text


def test_names_take_nothing_back():
    assert told({"a": "frozen"}, {"a": Naming("gate")}) == {"a": "frozen"}
    assert told({"a": Naming("gate")}, {"a": "frozen"}) == {"a": "frozen"}
    assert isinstance(told({"a": AnyOf("error")}, {"a": Naming("error")})["a"], AnyOf)


@pytest.mark.parametrize(("phrase", "expected"), [
    (["forget", "gate"], True), (["probe"], True), (["idempotent"], False), (["tied", "gate"], False),
    (["steady-state"], False), (["periodic"], False), (["residuals"], True), (["projections"], False),
])
def test_phrases(phrase, expected):
    assert names_only(phrase) is expected
