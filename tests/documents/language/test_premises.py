"""Which conditions bind which claims of a sentence, and what is made of them."""

import pytest
from tests.documents.judged import assert_all, rows

from lemmata.documents.formats.blocks import Formula, Paragraph
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.language.claimed import roles_of
from lemmata.documents.language.premises import Binding, bindings, bound_by, negation
from lemmata.documents.language.sentences import sentences
from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply

# a sentence; for each of its claims, the conditions that bind it ("not" before those that bind by negation)
BINDINGS = [
    ("$a + b = c$, $a = c$ iff $b = 0$", [[], ["b = 0"]]),
    ("$a + b = c$ and $a = c$ if and only if $b = 0$", [[], ["b = 0"]]),
    ("We have $a + b \\ge c$ with equality iff $b = 0$.", [[]]),
    ("We have $a + b \\ge c$; equality holds when $b = 0$.", [[]]),
    ("For $x > 0$, $a = b$ and $c = d$.", [["x > 0"], ["x > 0"]]),
    ("$a = b$, $c = d$ and $e = f$ for all $x > 0$", [["x > 0"]] * 3),
    ("We have $a = b$ for $x > 0$ and $c = d$ for $x < 0$.", [["x > 0"], ["x < 0"]]),
    ("We have $a = b$ for $|x| < d$ and $c = d$ for $|x| > d$.", [["|x| < d"], ["|x| > d"]]),
    ("We have $a = b$ for $|x| < d$ and $c = d$ for $|y| > 1$.", [["|x| < d"], ["|x| < d", "|y| > 1"]]),
    ("For $x > 0$ we have $a = b$, and for $x < 0$ we have $c = d$.", [["x > 0"], ["x < 0"]]),
    ("If $a = b$ and $c = d$, then $e = f$.", [["a = b", "c = d"]]),
    ("$e = f$ and $g = h$ if $a = b$", [["a = b"], ["a = b"]]),
    ("It is known that $e = f$; also $g = h$ if $a = b$", [[], ["a = b"]]),
    ("$e = f$ when $a = b$, and $g = h$ when $a = c$", [["a = b"], ["a = c"]]),
    ("$e = f$ unless $a = b$", [["not a = b"]]),
    ("$e = f$ except at $x = 0$", [["not x = 0"]]),
    ("$e = f$ if $x > 0$ and $e = g$ otherwise", [["x > 0"], ["not x > 0"]]),
    ("$e = f$ for $x > 0$ and $y > 0$", [["x > 0", "y > 0"]]),
    ("For $n \\ge 2$, $e = f$ iff $a = b$.", [["n \\ge 2", "a = b"]]),
]


def bound(text):
    (sentence,) = sentences([b for b in parse_markdown(text).blocks if isinstance(b, Paragraph)])
    sources = {k: s.source for k, s in enumerate(sentence) if isinstance(s, Formula)}
    return [[("not " if b.negated else "") + sources[b.condition] for b in found]
            for found in bindings(sentence, roles_of(sentence)).values()]


@pytest.mark.parametrize("text, expected", BINDINGS)
def test_bindings(text, expected):
    assert bound(text) == expected


@pytest.mark.parametrize("op, opposite", [("eq", "ne"), ("lt", "ge"), ("gt", "le")])
def test_negations(op, opposite):
    x = symbol("x")
    assert negation(apply(op, x, 0)) is apply(opposite, x, 0)
    assert negation(apply(opposite, x, 0)) is apply(op, x, 0)
    assert negation(apply(op, symbol("v", (2,)), symbol("w", (2,)))) is None


def test_what_is_not_understood_is_named():
    relation = apply("gt", symbol("x"), 0)
    found = bound_by([Binding(1), Binding(3), Binding(5, True), Binding(7, True)],
                     {1: (relation,), 3: None, 5: (relation,), 7: (relation, relation)}, {3: "a", 7: "b"})
    assert found.premises == (relation, apply("le", symbol("x"), 0)) and found.unread == ("a", "b")


VERDICTS = [
    ("For real $x$: $\\sqrt{x^2} = x$ for $x > 0$ and $\\sqrt{x^2} = -x$ for $x < 0$.", "TCTC"),
    ("For real $x$ we have $\\sqrt{x^2} = x$ unless $x < 0$.", "TC"),
    ("For real $x$, $x^2 = x |x|$ iff $x \\ge 0$.", "TC"),
    ("For real $x$ we have $x^2 = 2x^2$, $|x| = 0$ iff $x = 0$.", "FTC"),
    ("For real $x$ we have $x^2 + 1 = 1$ if $\\mathfrak{x} \\heartsuit x$.", "UX"),
    ("For real $x$ we have $(x + 1)^2 = x^2 + 1$ for all $x > 0$.", "FC"),
]


@rows(VERDICTS)
def test_claims_are_decided_under_the_premises_that_bind_them(text, expected):
    assert_all(text, expected)
