"""Doubts about orders that fail: an order between what nothing connects restricts it, and is not false."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemmata.documents.judgement.equations import ALONE, ASSERTED
from lemmata.documents.judgement.links import Link, listed
from lemmata.engine.expr import (
    Apply,
    Expr,
    Int,
    Number,
    Size,
    Symbol,
    dims,
    integer,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Verdict

_SIZES = ("n", "m", "d", "k", "N", "M", "D", "K")
_SPECIAL = re.compile(
    r"\b(?:vanish\w*|(?<!to )(?<!near )(?<!around )(?<!about )zeros?|stationar\w+|critical|"
    r"minim\w+|maxim\w+|optim(?:um|al|a)|extrem\w+|saddle|"
    r"(?:linear|affine|quadratic|cubic|polynomial)(?! (?:approximation|model|term|expansion|part|order|Taylor))|flat|"
    r"even|odd|symmetric (?:function|about|around)|harmonic|homogeneous|equilibri\w+|roots?|solutions?)\b",
    re.IGNORECASE)
_ORDERS = ("le", "lt", "ge", "gt")
GROWTH = ("big_o", "little_o")
_OPEN = Verdict("undecided", "reading", "nothing in the text connects the two sides")


def at_special_place(verdict: Verdict, reading: Reading, words: str, scope: Scope) -> Verdict:
    """An expansion that fails is not false where words may say that a term of it is zero: "the gradient vanishes".

    Nor where it may say what a factor is of which the text has told nothing.
    """
    grown = [r for c in reading.claims for r in c.relations if isinstance(r, Apply) and r.op in GROWTH]
    if verdict.kind not in FAILS or not grown:
        return verdict
    if _SPECIAL.search(words) is not None:
        return Verdict("undecided", "", "the words may say that some terms of it are zero")
    if any(_is_tied(r, c.premises) for c in reading.claims for r in c.relations if r in grown):
        return Verdict("undecided", "", "what goes to its limit is tied to other letters")
    new = sorted({s.name for r in grown for s in factors(r) if scope.lookup(s.name) is None})
    return Verdict("undecided", "", f"it may say what {listed(new)} is") if new else verdict


def _is_tied(relation: Expr, premises: Iterable[Expr]) -> bool:
    """Whether an equation among the premises speaks of the variable of an order: of q where p + q = 1."""
    along = set(symbols(relation.children[-1]))
    return any(isinstance(p, Apply) and p.op == "eq" and along & set(symbols(p)) for p in premises)


def factors(relation: Apply) -> set[Symbol]:
    """The letters of an expansion that stand in no argument of its functions: c of f(x) + c f'(x) h + O(h^2).

    Without functions, those of one side alone: a_k of e^x = a_0 + a_1 x + O(x^2).
    """
    difference, gauge = relation.children
    functions = {s for s in symbols(difference) if s.domain == "function"}
    inside = {s for n in postorder(difference) if isinstance(n, Apply) and n.op == "call" for a in n.children[1:]
              for s in symbols(a)}
    if not functions:
        left, *right = difference.children  # left - right is a sum
        return (set(symbols(*right)) ^ set(symbols(left))) - set(symbols(gauge))
    return set(symbols(difference)) - functions - inside - set(symbols(gauge))


def _sides(link: Link) -> tuple[Expr, ...]:
    """Both sides of an order, else nothing."""
    order = isinstance(link.relation, Apply) and link.relation.op in _ORDERS
    return link.relation.children if order else ()


def unordered(link: Link) -> Verdict | None:
    """c^T x <= b^T y: an order between what has nothing in common follows from what the text says elsewhere."""
    if not (sides := _sides(link)):
        return None
    left, right = (set(symbols(side)) for side in sides)
    sizes = [set(dims(side)) for side in sides]
    if not left | right and all(sizes) and not sizes[0] & sizes[1]:  # k <= min(m, n)
        return Verdict("condition", "reading", "restricts the sizes")
    tied = {s for p in link.claim.premises for s in symbols(p)}
    arrays = all(any(s.shape for s in side) for side in (left, right))
    if arrays and not left & right and left - tied and right - tied:
        return _OPEN
    numbers = all(not s.shape and s.sort in ("real", "integer") for s in left | right)
    if left and right and numbers and not _connected(left, right, link):
        return Verdict("condition", "reading", "restricts what nothing else in the text connects")
    return None


def loose(link: Link) -> Verdict | None:
    """0 < a b: an order of a number with a product of symbols of which nothing is said can only restrict them."""
    for side, other in zip(_sides(link), _sides(link)[::-1]):
        found = symbols(side)
        tied = any(set(found) & group for group in _groups(link))
        if found and not symbols(other) and not tied and _monomial(side) and all(
                s.domain == "real" and _untold(s, link) for s in found) and (len(found) > 1 or _told_nothing(link)):
            return Verdict("condition", "reading", "restricts what the text leaves open")
    return None


def size_unknown(link: Link) -> Verdict | None:
    """An order with a number that the text never names, as $n$ in $H(p) \\le \\log n$: a size of something."""
    if not (sides := _sides(link)):
        return None
    left, right = (set(symbols(side)) for side in sides)
    for s in sorted(left ^ right, key=lambda s: s.name):
        if s.name in _SIZES and not s.shape and link.known.scope.lookup(s.name) is None:
            return Verdict("undecided", "", f"the text does not say what {s.name} is")
    return None


def length_unknown(link: Link) -> Verdict | None:
    """`Var(q @ k) == d` after Q and K with d columns: how many entries q has is not said, and it may be d."""
    arrays = [s for s in symbols(link.relation) if s.shape]
    numbers = {atom for n in postorder(link.relation) if isinstance(n, Int) for atom in n.size.atoms}
    numbers -= set(dims(*arrays))
    told = {atom for role in link.known.scope.roles.values() for size in role.shape or () for atom in size.atoms}
    for s in arrays if numbers & told else ():
        role = link.known.scope.lookup(s.name)
        if role is None or role.shape is None or any((size.atom or "").startswith("?") for size in role.shape):
            return Verdict("undecided", "", f"the text does not say how many entries {s.name} has")
    return None


def states_unknown(link: Link) -> Verdict | None:
    """A sum over the values x of a variable beside a letter that may count them: K of "p(x) of $K$ states"."""
    if not any("finite table over" in note for note in link.claim.notes):
        return None
    sizes = {size for s in symbols(link.relation) if s.domain == "simplex" for size in s.shape if size.atom}
    exprs = (link.relation, *link.claim.premises)
    for size in sizes:
        letters = [s for s in symbols(link.relation) if not s.rank and s.domain != "function" and s.sort in (
            "real", "integer")]
        counted = [(s.name, [substitute(e, {s: integer(size)}) for e in exprs]) for s in letters]
        counted += [(atom, [substitute(e, sizes={atom: size}) for e in exprs]) for atom in dims(link.relation)
                    if atom != size.atom]
        for name, (relation, *premises) in counted:
            if decide(Claim((relation,), tuple(premises))).kind in HOLDS:
                return Verdict("undecided", "", f"it holds if {name} is the number of the values")
    return None


def maybe_square(link: Link) -> Verdict | None:
    """Orthonormal columns of a matrix whose sizes the text does not tell: it may be square, as eigenvectors make it."""
    open_sizes: dict[str, Size] = {}
    narrowed: dict[Expr, Expr] = {}
    for s in symbols(link.relation):
        role = link.known.scope.lookup(s.name)
        if s.domain == "semiorthogonal" and s.shape[0] != s.shape[1] and len(s.shape[1].atoms) == 1 and (
                role is None or role.shape is None or any(a[0] == "?" for size in role.shape for a in size.atoms)):
            open_sizes[str(s.shape[1])] = s.shape[0]
            narrowed[s] = symbol(s.name, (s.shape[0], s.shape[0]), "orthogonal")
    if not narrowed:
        return None
    relation, *premises = (
        substitute(substitute(e, sizes=open_sizes), narrowed) for e in (link.relation, *link.claim.premises))
    if decide(Claim((relation,), tuple(premises))).kind in FAILS:
        return None
    return Verdict("undecided", "", f"whether {listed(sorted(s.name for s in narrowed if isinstance(s, Symbol)))} "
                                    "is square is not said")


def _groups(link: Link) -> list[set[Symbol]]:
    """The symbols of each premise, without those that say which sequence or function something else is."""
    own = set(symbols(link.relation))
    found = [set(symbols(p)) for p in link.claim.premises]
    return [group for group in found if not any(s.domain == "function" and s not in own for s in group)]


def _connected(left: set[Symbol], right: set[Symbol], link: Link) -> bool:
    """Whether symbols of both sides are the same, or premises lead from those of one side to those of the other."""
    reached = set(left)
    groups = _groups(link)
    grows = True
    while grows and not reached & right:
        new = {s for group in groups if group & reached for s in group} - reached
        reached |= new
        grows = bool(new)
    return bool(reached & right)


def _untold(s: Symbol, link: Link) -> bool:
    """Whether a symbol has no meaning, and no words gave it a domain."""
    role = link.known.scope.lookup(s.name)
    return role is None or (role.definition is None and role.source not in ("prose", "declared"))


def _told_nothing(link: Link) -> bool:
    return link.known.stance not in (ASSERTED, ALONE)


def _monomial(side: Expr) -> bool:
    """A product, a quotient or a power of symbols and numbers, with or without bars around it."""
    stack = [side]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op in ("mul", "div", "pow", "abs", "sqrt", "neg"):
            stack.extend(node.children)
        elif not isinstance(node, Symbol | Number | Int) or node.shape:
            return False
    return True
