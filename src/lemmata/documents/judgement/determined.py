"""Doubts about equations that may tell what their letters are: a number for what takes many, a point that exists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lemmata.documents.judgement.crossed import crossed
from lemmata.documents.judgement.equations import ASSERTED, each_once
from lemmata.documents.judgement.links import Link, listed, only_angle
from lemmata.documents.judgement.standing import entry
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Apply, Bind, Expr, Number, Symbol, dims, number, postorder, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide, proved_quickly
from lemmata.engine.verdicts.solutions import eliminate
from lemmata.engine.verdicts.verdict import Verdict

SOUGHT = "sought"  # the method of a verdict on an equation that tells its letters
_WANTED = re.compile(r"\b(?:requir|choos|chose|such that|so that|ensur|impos|solv(?!es\b|ed\b)|find|set|want|"
                     r"need|pick|suppos|assum|must|should)\w*", re.IGNORECASE)
# "Setting it to zero, $2x - 4 = 0$, gives", but not "trying $a = 1$ gives"
_GIVES = re.compile(r"\b(?:gives?|yields?|get|obtain|find|solutions?(?: is| are)?|solved by|root)\W*$", re.IGNORECASE)
_THIS_GIVES = re.compile(r"\W*(?:(?:this|it|that|which|hence|so|thus|therefore|then|we|and)\W+)+"
                         r"(?:gives?|yields?|get|obtain|find|have)\W*", re.IGNORECASE)
_VALUE = re.compile(r"\s*\\?[A-Za-z]+(?:_\{?\w+\}?)?\s*=\s*-?[\d./\\{}a-z]{1,16}\s*[.,;]?\s*")
_MARKED = re.compile(r".+_(?:hat|star|tilde|plus|minus)")


def valued(link: Link) -> Verdict | None:
    """`\\sum_i x_i = 4`, `\\gamma x = 0` in letters that may be anything: their values are given or sought.

    No identity is meant where one side is a number and the other takes many, unless a near formula is a true one:
    `\\sin^2 x + \\cos^2 x = 2`. Of letters that words restrict, or of all values, it is claimed, as is a zero where
    letters could cancel, or of which the words say that "we have" it.
    """
    if link.verdict.kind != "refuted" or link.verdict.hint or len(link.sides) != 2 or link.known.everywhere:
        return None
    varying = [side for side in link.sides if symbols(side)]
    told = {s for p in link.claim.premises for s in symbols(p)}
    if len(varying) != 1 or any(symbols(side) or dims(side) for side in link.sides if side is not varying[0]):
        return None
    zero = all(_is_zero(side) for side in link.sides if side is not varying[0])
    single = len(link.claim.relations) == 1 and link.known.stance == ASSERTED
    if zero and not link.known.deduced and (single or not each_once(varying[0])):
        return None
    if of_one_value(varying[0], link):
        return None
    if all(_open(s, link) and s not in told for s in symbols(varying[0])):
        return Verdict("undecided", SOUGHT, "it fails in general, as an equation does that is given or to be solved")
    return None


def gives(lead: str, before: str) -> bool:
    """Whether words say that a value comes of the equation before it, which is no value itself.

    >>> [gives(said, before) for said, before in ((" gives ", "2x = 4"), (" gives ", "a = 1"), ("This gives ", ""))]
    [True, False, True]
    >>> gives("The slope of the other one vanishes, which gives ", "")
    False
    """
    if not before:
        return _THIS_GIVES.fullmatch(lead) is not None
    return _GIVES.search(lead) is not None and "=" in before and _VALUE.fullmatch(before) is None


def concluded(verdict: Verdict, reading: Reading, known: Sequence[Expr]) -> tuple[Verdict, Reading]:
    """The verdict on a number that follows from equations before: "$a + b = 1$ and $a - b = 3$, hence $a = 2$".

    What looks like a value that a letter takes is one that it has, where the equations leave it no other.
    """
    relations = [r for c in reading.claims for r in c.relations]
    left, right = relations[0].children if len(relations) == 1 and len(relations[0].children) == 2 else (None, None)
    if not isinstance(left, Symbol) or right is None or symbols(right) or right.shape:
        return verdict, reading
    tied: list[Expr] = []
    about = {left}
    while more := [p for p in known if p not in tied and p is not relations[0] and about & set(symbols(p))]:
        tied += dict.fromkeys(more)
        about |= {s for p in more for s in symbols(p)}
    value: Expr = left
    for letter, one in eliminate(tied)[0]:
        value = substitute(value, {letter: one})
    if symbols(value):
        return verdict, reading
    claims = (replace(c, kind="claim", defines=None, premises=tuple(tied)) for c in reading.claims)
    return decide(Claim((apply("eq", value, right),))), replace(reading, claims=tuple(claims))


def of_one_value(side: Expr, link: Link) -> bool:
    """Whether a side has one value whatever the letters are: no letter makes the derivative of a constant 1."""
    shown = (link.verdict.counterexample or {}).get("left side" if side is link.sides[0] else "right side", "")
    try:
        value = Fraction(shown)
    except ValueError:
        return False
    return not side.rank and proved_quickly(Claim((apply("eq", side, number(value)),), link.claim.premises))


def _is_zero(side: Expr) -> bool:
    side = entry(side)
    return isinstance(side, Number) and side.value == 0


def _open(s: Symbol, link: Link) -> bool:
    """Whether a letter may be any number, or an array of which the words say nothing: "for any vector $u$" claims."""
    role = link.known.scope.lookup(s.name)
    unsaid = role is None or role.source in ("habit", "formula")
    return s.sort in ("real", "integer") and s.domain != "function" and (not s.shape or (s.domain == "real" and unsaid))


def some_point(link: Link) -> Verdict | None:
    """`f(x) = f(a) + f'(\\xi)(x - a)`: where the slope of an unknown function is taken at a letter of its own."""
    if not link.sides:
        return None
    points = {s for n in postorder(link.relation) if _slope_of_unknown(n) for s in n.children[1:]
              if isinstance(s, Symbol)}
    for s in sorted(points, key=lambda s: s.name):
        role = link.known.scope.lookup(s.name)
        if (role is None or role.source == "habit") and not _elsewhere(link.relation, s):
            return Verdict("undecided", "", f"it holds at some {s.name}, of which the text does not say more")
    return None


def _slope_of_unknown(node: Expr) -> bool:
    if not isinstance(node, Apply) or node.op != "call":
        return False
    function = node.children[0]
    while isinstance(function, Apply) and function.op == "derivative":
        function = function.children[0]
    return function is not node.children[0] and isinstance(function, Symbol)


def _elsewhere(expr: Expr, s: Symbol) -> bool:
    """Whether a letter stands anywhere but as the point of a slope."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if node is s:
            return True
        if not _slope_of_unknown(node):
            stack.extend(node.children)
    return False


def marked(link: Link) -> Verdict | None:
    """A name with a mark of its own that nothing explains, in no slip of the pen: `x^*`, `\\hat y`; crossed labels."""
    if (verdict := crossed(link)) is not None:
        return verdict
    if link.verdict.kind != "refuted" or link.verdict.hint:
        return None
    found = sorted(s.name for s in symbols(link.relation) if _MARKED.fullmatch(s.name) and (
        (role := link.known.scope.lookup(s.name)) is None or (
            role.definition is None and role.source in ("formula", "habit"))))
    return Verdict("undecided", "", f"the text does not say what {listed(found)} is") if found else None


def angle(link: Link) -> Verdict | None:
    """`u @ v = |u||v| cos(theta)`: an angle that nothing explains, on one side only, is what fits."""
    if not link.sides:
        return None
    left, right = (set(symbols(side)) for side in link.sides)
    for side in link.sides:  # of numbers: "we get $\\cos \\omega = 3/\\sqrt{10}$"
        if isinstance(side, Apply) and side.op in ("cos", "sin", "tan") and not left & right and (
                s := side.children[0]) in left ^ right and isinstance(s, Symbol) and (
                link.known.scope.lookup(s.name) is None):
            return Verdict("undecided", "", f"the text does not say which angle {s.name} is")
    for s in sorted(left ^ right, key=lambda s: s.name):
        if not s.shape and s.domain == "real" and link.known.scope.lookup(s.name) is None and left & right | (
                left if s in right else right) and only_angle(link.relation, s):
            return Verdict("undecided", "", f"the text does not say which angle {s.name} is")
    return None


def of_optimum(link: Link) -> bool:
    """Whether an equation speaks of a minimiser that the text has given a meaning: nothing is to be solved for."""
    scope = link.known.scope
    known = [role for name in names_in(link.known.source) if (role := scope.lookup(name)) is not None]
    return any(isinstance(role.definition, Bind) and role.definition.binder in ("argmin", "argmax") for role in known
               ) and all((role := scope.lookup(name)) is not None and role.source in ("prose", "declared")
                         for name in link.names) and not _WANTED.search(link.known.words)
