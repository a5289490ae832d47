"""Sums with dots whose terms change by one in several places: r_{t+1} + \\gamma r_{t+2} + ... + \\gamma^{T-t-1} r_T.

Each term is a coefficient and factors with subscripts and exponents; a factor that is missing has the exponent 0. What
changes from the first term to the second tells the generic one, which the other terms and the last one must fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lemmata.engine.readers.latex.ellipses import begins
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import fresh_letter, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Dots,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    show,
)
from lemmata.engine.readers.scope import Scope

_TIMES = frozenset(("dot", "times", "*"))
Affine = Mapping[str, int]  # what each letter is multiplied with; "" for the number alone
Slot = tuple[str, str]  # a factor, and what of it: its "sub" or its "sup"
_COEFFICIENT = ("", "coefficient")


@dataclass(frozen=True)
class _Term:
    """A term: the affine expressions at its places, its factors without them, and what it is as a number: 2n - 1."""

    slots: dict[Slot, Affine] = field(default_factory=dict)
    factors: dict[str, Node] = field(default_factory=dict)
    number: Affine | None = None


def with_affine_dots(tree: Node, scope: Scope) -> Node:
    """The tree with sums in the place of dots, where a first and a second term tell the others."""
    letter = fresh_letter(tree)

    def change(node: Node) -> Node:
        if not isinstance(node, Chain) or not letter or set(node.operators) != {"+"}:
            return node
        places = [k for k, o in enumerate(node.operands) if isinstance(o, Dots)]
        if len(places) != 1 or not 1 < places[0] < len(node.operands) - 1:
            return node
        return _summed(node, places[0], letter) or node

    return mapped(tree, change)


def _summed(node: Chain, at: int, letter: str) -> Node | None:
    heads, tail = node.operands[:at], node.operands[at + 1:]
    terms = [_term(o) for o in (*heads, *tail)]
    found = [t for t in terms if t is not None]
    if len(found) < len(terms):
        return None
    before, behind = found[:at], found[at:]
    factors = {key: f for t in found for key, f in t.factors.items() if key in {k for h in before for k in h.factors}}
    behind = [_with_coefficient(t, factors) for t in behind]
    slots = list(dict.fromkeys(s for t in (*before, *behind) for s in t.slots))
    steps = {s: _minus(_at(before[1], s), _at(before[0], s)) for s in slots}
    if not any(steps.values()) or not all(set(step) <= {""} and (
            s == _COEFFICIENT or abs(step.get("", 0)) <= 1) for s, step in steps.items()):
        return None
    by = {s: step.get("", 0) for s, step in steps.items()}
    if begins(heads[0], tail[-1]) and by.get(_COEFFICIENT, 0) in (0, 1):
        return None  # one numeral changes: it needs no sum of its own
    if any(_at(t, s) != _plus(_at(before[0], s), {"": by[s] * k}) for k, t in enumerate(before) for s in slots):
        return None
    ends = [_places(t, before[0], by) for t in behind]
    if None in ends or any(_minus(b, a) != {"": 1} for a, b in pairwise(ends) if a is not None and b is not None):
        return None
    assert ends[-1] is not None
    generic = {s: _plus(_at(before[0], s), {letter: by[s]} if by[s] else {}) for s in slots}
    start = Relation((Name(letter), Num("0")), ("=",), span=node.span)
    return Big("sum", start, _node(ends[-1]), _product(generic, factors, node), span=node.span)


def _term(node: Node) -> _Term | None:
    """A term by its places; None where something else than letters and numbers stands there."""
    node = plain(node)
    parts: Sequence[Node] = (node,)
    term = _Term(number=_affine(node))
    if isinstance(node, Chain) and term.number is not None:
        return term
    if isinstance(node, Product):
        parts = node.factors
    elif isinstance(node, Chain) and set(node.operators) <= _TIMES:
        parts = tuple(p for o in node.operands for p in (o.factors if isinstance(o, Product) else (o,)))
    for part in parts:
        if isinstance(part, Num) and part.text.isdigit() and _COEFFICIENT not in term.slots:
            term.slots[_COEFFICIENT] = {"": int(part.text)}
            continue
        base, sub, sup = (part.base, part.sub, part.sup) if isinstance(part, Script) else (part, None, None)
        if (isinstance(part, Script) and part.primes) or not isinstance(base, (Name, Group)):
            return None
        key = show(base)
        low, high = _affine(sub) if sub is not None else {}, _affine(sup) if sup is not None else {"": 1}
        if key in term.factors or low is None or high is None:
            return None
        term.factors[key] = base
        term.slots[key, "sup"] = high
        if sub is not None:
            term.slots[key, "sub"] = low
    return term


def _with_coefficient(term: _Term, factors: Mapping[str, Node]) -> _Term:
    """n a_n behind a_1 + 2 a_2: the factor that the first terms don't have is the coefficient, as 2n behind 2 + 4."""
    if not factors and term.number is not None:
        return _Term({_COEFFICIENT: term.number})
    new = [key for key in term.factors if key not in factors]
    value = _affine(term.factors[new[0]]) if len(new) == 1 else None
    if value is None or _COEFFICIENT in term.slots or term.slots[new[0], "sup"] != {"": 1}:
        return term
    slots = {slot: a for slot, a in term.slots.items() if slot[0] != new[0]}
    return _Term({**slots, _COEFFICIENT: value}, {k: f for k, f in term.factors.items() if k in factors})


def _at(term: _Term, slot: Slot) -> Affine:
    return term.slots.get(slot, {"": 1} if slot == _COEFFICIENT else {})


def _places(term: _Term, first: _Term, by: Mapping[Slot, int]) -> Affine | None:
    """At which place of the sum a later term stands; None where its places disagree."""
    apart = [(_minus(_at(term, s), _at(first, s)), step) for s, step in by.items() if step]
    if any(c % step for a, step in apart for c in a.values()):
        return None
    found = [{n: c // step for n, c in a.items()} for a, step in apart]
    same = all(a == found[0] for a in found) and not any(
        _minus(_at(term, s), _at(first, s)) for s, step in by.items() if not step)
    return found[0] if same and set(term.slots) <= set(by) else None


def _affine(node: Node) -> Affine | None:
    node = plain(node)
    if isinstance(node, Num):
        return _clean({"": int(node.text)}) if node.text.isdigit() else None
    if isinstance(node, Name):
        return {node.text: 1} if len(node.text) > 0 and node.style == "italic" else None
    if isinstance(node, Prefix) and node.op == "-":
        inside = _affine(node.arg)
        return None if inside is None else {n: -c for n, c in inside.items()}
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[0], Num):
        size, inside = _affine(node.factors[0]), _affine(node.factors[1])
        return None if size is None or inside is None else {n: size.get("", 0) * c for n, c in inside.items()}
    if not isinstance(node, Chain) or not set(node.operators) <= {"+", "-"}:
        return None
    total: Affine = {}
    for sign, operand in zip(("+", *node.operators), node.operands, strict=True):
        part = _affine(operand)
        if part is None:
            return None
        total = _plus(total, part) if sign == "+" else _minus(total, part)
    return total


def _clean(a: Affine) -> Affine:
    return {n: c for n, c in a.items() if c}


def _plus(a: Affine, b: Affine) -> Affine:
    return _clean({n: a.get(n, 0) + b.get(n, 0) for n in {**a, **b}})


def _minus(a: Affine, b: Affine) -> Affine:
    return _plus(a, {n: -c for n, c in b.items()})


def _node(a: Affine) -> Node:
    """An affine expression as a tree."""
    parts = [(c, n) for n, c in a.items() if n] + [(a[""], "") for _ in (0,) if a.get("")]
    parts.sort(key=lambda part: part[0] < 0)
    nodes: list[Node] = []
    for c, n in parts:
        size = Num(str(abs(c)))
        nodes.append(size if not n else Name(n) if abs(c) == 1 else Product((size, Name(n))))
    if not nodes:
        return Num("0")
    first = nodes[0] if parts[0][0] > 0 else Prefix("-", nodes[0])
    signs = tuple("+" if c > 0 else "-" for c, _ in parts[1:])
    return Chain((first, *nodes[1:]), signs) if signs else first


def _product(slots: Mapping[Slot, Affine], factors: Mapping[str, Node], whole: Node) -> Node:
    """The generic term."""
    made: list[Node] = []
    if slots.get(_COEFFICIENT, {"": 1}) != {"": 1}:
        number = _node(slots[_COEFFICIENT])
        made.append(Group("(", ")", (number,)) if isinstance(number, Chain) else number)
    for key, base in factors.items():
        sub, sup = slots.get((key, "sub")), slots.get((key, "sup"), {"": 1})
        low, high = None if sub is None else _node(sub), None if sup == {"": 1} else _node(sup)
        made.append(base if low is None and high is None else Script(base, low, high, span=base.span))
    made = [replace(m, span=m.span if m.span != (0, 0) else whole.span) for m in made]
    return made[0] if len(made) == 1 else Product(tuple(made), span=whole.span)
