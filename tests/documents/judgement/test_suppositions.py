"""What is supposed for a while: conditions that are heard or not, cases, contradictions, "otherwise", "for such"."""

import pytest
from tests.documents.judged import assert_all, assert_each, assert_last, findings, rows

from lemmata.documents.judgement.section import Section
from lemmata.documents.judgement.suppositions import begin, end, refuted
from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope

AGREED = "Let $a$ and $b$ be real numbers. "
# Under these words $a < b$ is supposed, denied or left out, and so nothing says later that it holds.
NOT_HEARD = [
    "It works unless $a < b$.", "It is not true that $a < b$.", "If $a < b$, swap them.", "We never have $a < b$.",
    "Were it that $a < b$, we would stop.", "Suppose not, that is, $a < b$. This is impossible.",
    "It stops except when $a < b$.", "Contrary to the claim that $a < b$, nothing is known.",
    "The false claim that $a < b$ is popular.", "Is it true that $a < b$?", "One might think that $a < b$.",
    "Repeat this until $a < b$.", "When $a < b$, there is nothing to do.", "That $a < b$ would be surprising.",
]
HEARD = ["Suppose $a < b$.", "As we know, $a < b$.", "Provided that $a < b$, the method works.", "Let $a < b$.",
         "The method works as long as $a < b$.", "Assume that $a < b$, as always."]


@pytest.mark.parametrize("words", NOT_HEARD)
def test_what_is_only_supposed_is_not_heard(words):
    for text in (f"{words} Therefore $a \\le b$.", f"{words} Therefore $a - 1 < b$.", f"{words} So $b > a$."):
        last = findings(AGREED + text)[-1]
        assert last.verdict not in ("proved", "agrees"), (text, last)


@pytest.mark.parametrize("words", HEARD)
def test_what_is_said_to_hold_is_heard(words):
    assert_last(f"{AGREED}{words} Therefore $a \\le b$.", "T")


# a text; the verdicts of its last formulas
CASES = [
    (r"Case 1: $x \ge 0$. Then $|x| = x$. Case 2: $x < 0$. Then $|x| = -x$. In both cases $|x|^2 = x^2$.", "TCTT"),
    (r"Case 1: $x \ge 0$. Then $|x| = x$. Case 2: $x < 0$. Then $|x| = x$.", "TCF"),
    (r"First case: $t > 0$. Then $|t| = t$. Second case: $t < 0$. Then $|t| = -t$.", "CTCT"),
    (r"Suppose $x > 0$. Then $|x| = x$. Now suppose instead that $x < 0$. Then $|x| = -x$.", "CTCT"),
    (r"Suppose $x > 0$. Then $|x| = x$. Now suppose instead that $x < 0$. Then $|x| = x$.", "CTCF"),
    # otherwise
    (r"If $x \ge 0$ then $|x| = x$. Otherwise, $|x| = -x$.", "CTT"),
    (r"If $x \ge 0$ then $|x| = x$. Otherwise, $|x| = x$.", "CTF"),
    (r"If $a < 0$, then $|a| = -a$; else $|a| = a$.", "CTT"),
    (r"If $a < 0$, then $|a| = -a$; else $|a| = -a$.", "CTF"),
    (r"If $a < 0$, then $|a| = -a$, and in all other cases $|a| = a$.", "CTT"),
    (r"If $a < 0$ and $b < 0$, then $ab > 0$. Otherwise $ab \le 0$.", "CCTC"),
    # for such
    (r"A matrix is called orthogonal if $Q^\top Q = I$. For such $Q$ we have $\|Qx\| = \|x\|$ for all $x$.", "CT"),
    (r"A matrix is called orthogonal if $Q^\top Q = I$. For such $Q$ we have $\|Qx\| = 2\|x\|$ for all $x$.", "CF"),
    (r"If $a < b$ and $c < 0$, then $ac > bc$. If $c > 0$, then $ac < bc$.", "CCTCU"),
    (r"If $a < b$ and $c < 0$, then $ac > bc$. If $c > 0$, then $ac > bc$.", "CCTCF"),
    # only if
    (r"For real $a$ and $b$ we have $a^2 = b^2$ only if $a = b$.", "FC"),
    (r"For real $a$ and $b$ we have $a^3 = b^3$ only if $a = b$.", "TC"),
    (r"Only if $x > 0$ do we have $x^3 > 0$.", "CT"),
    (r"Let $x$ be real. We have $|x| = x$ unless $x < 0$ and $x < 1$.", "UCC"),
]


@rows(CASES)
def test_cases(text, expected):
    assert_each([f for f in findings(text) if f.verdict != "notation"][-len(expected):], expected)


CONTRADICTION = [
    # nothing follows from what was supposed in order to be refuted
    (r"Suppose not, so that $x > y$ for real $x$ and $y$. This is impossible. Therefore $x > y - 1$.", False),
    (r"Suppose for contradiction that $x > 1$. Then $x^2 > x$, a contradiction. Hence $x^2 > 1$.", False),
    (r"Suppose that $x > 1$ for some $x$. Then $x^2 > x$. Hence $x^2 > 1$.", True),
]


@pytest.mark.parametrize(("text", "follows"), CONTRADICTION)
def test_what_was_refuted_is_forgotten(text, follows):
    assert (findings(text)[-1].verdict in ("proved", "agrees")) is follows


NEVER_REFUTED = [
    r"We claim that $x^2 \ge 2x - 1$. If not, then $x^2 - 2x + 1 < 0$, that is $(x - 1)^2 < 0$, which is impossible.",
    r"Suppose the opposite. Then $a^2 + b^2 < 2ab$, so $(a - b)^2 < 0$. This is a contradiction.",
    r"Assume, on the contrary, that $\sqrt{2} = p/q$ with integers $p$ and $q$. Then $p^2 = 2q^2$, so $p$ is even.",
]


@pytest.mark.parametrize("text", NEVER_REFUTED)
def test_a_proof_by_contradiction_is_not_refuted(text):
    assert not [f for f in findings(text) if f.verdict in ("refuted", "conditional")]


def test_a_supposition_ends():
    x = symbol("x")
    here = Section(0, Scope().declare("x", Role((), "real", source="prose")))
    before = here.scope
    begin(here, "Suppose not.")
    here.scope = here.scope.assume(apply("gt", x, 0)).declare("y", Role((), "positive", source="prose"))
    here.scope = here.scope.define("z", x + 1)
    here.heard = (apply("gt", x, 0),)
    assert not refuted(here, "We look for a contradiction to the contrary, to get a contradiction.")
    assert refuted(here, "This contradicts the assumption.")
    end(here)
    assert here.scope.premises == before.premises and here.heard == ()
    assert here.scope.lookup("y") is None and here.scope.lookup("z") is not None
    begin(here, "Let us go on.")
    assert here.outside is None


BASES = [
    (r"Let $e_i$ be the $i$-th unit vector. Then $e_i^\top A e_j = A_{ij}$.", "T"),
    (r"Let $e_i$ be the $i$-th unit vector. Then $e_i^\top A e_j = A_{ij} + 1$.", "F"),
    (r"Let $u_1, \dots, u_n$ be the standard basis of $\mathbb{R}^n$. Then $\sum_i u_i u_i^\top = I$.", "T"),
    (r"Let $u_1, \dots, u_n$ be the standard basis of $\mathbb{R}^n$. Then $u_i^\top u_j = 1$.", "F"),
    (r"Here $b_k$ denotes the $k$-th standard basis vector. Then $x = \sum_k x_k b_k$.", "T"),
]


@rows(BASES)
def test_the_standard_basis_in_words(text, expected):
    assert_last(text, expected)


IF_CLAUSES = [
    # what an if-clause says of a matrix ends with its sentence, and is taken up where words do
    (r"If the matrix $A$ is orthogonal, then $A^{-1} = A^\top$. We have $A A^\top = A^\top A$.", "U"),
    (r"If the matrix $A$ is orthogonal, then $A^{-1} = A^\top$. Then also $A A^\top = I$.", "T"),
    (r"If the matrix $A$ is orthogonal, then $A^{-1} = A^\top$. For all square $A$ we have $A A^\top = I$.", "NA"),
    (r"Let $A$ be orthogonal. Then $A^{-1} = A^\top$. We have $A A^\top = A^\top A$.", "T"),
    # a value of something, and another one
    (r"For $n = 1$ we get $m = x_1$. For $n = 2$ we get $m = \frac{x_1 + x_2}{2}$.", "D"),
    (r"For $x = 2$ we get $y = x^2 = 4$. Then $y = 5$.", "F"),
    (r"When $x$ is nonnegative, $|x| = x$. When $x$ is negative, $|x| = -x$. Either way $|x| \ge 0$.", "TNTT"),
    (r"When $x$ is nonnegative, $|x| = x$. When $x$ is negative, $|x| = x$.", "TNF"),
    (r"Define $\operatorname{sgn}(x) = 1$ for $x > 0$, $\operatorname{sgn}(x) = -1$ for $x < 0$ and "
     r"$\operatorname{sgn}(0) = 0$.", "DCTCT"),
    (r"Define $\operatorname{sgn}(x) = 1$ for $x > 0$, $\operatorname{sgn}(x) = 1$ for $x < 0$.", "DCFC"),
    (r"We say that $f$ is increasing if $x < y$ implies $f(x) < f(y)$.", "CC"),
    # all of a kind
    (r"For independent events $P(A \cap B) = P(A) P(B)$.", "T"),
    (r"For independent events $P(A \cup B) = P(A) + P(B)$.", "F"),
    (r"For all events $P(A \cap B) = P(A) P(B)$.", "A"),
    # anew
    (r"Suppose $x > 1$. Then $x^2 > x$. Hence for all real $x$ we have $x^2 > x$.", "F"),
    (r"The third property, $f(xy) = f(x) + f(y)$, characterizes the logarithm.", "U"),
    (r"For every function $f$ we have $f(xy) = f(x) + f(y)$.", "F"),
]


@rows(IF_CLAUSES)
def test_how_long_a_supposition_holds(text, expected):
    assert_last(text, expected)


KINDS = [(r"$AB = BA$ holds for diagonal matrices. For all square $A$ and $B$, $(A + B)(A - B) = A^2 - B^2$.", "TF")]


@rows(KINDS)
def test_a_kind_is_said_of_its_sentence_only(text, expected):
    assert_all(text, expected)
