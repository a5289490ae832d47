"""What the dots of an order leave out: `x_1 \\le \\dots \\le x_n`, `0 < t_1 < t_2 < \\dots < t_n < 1`."""

from __future__ import annotations

import itertools

from lemmata.engine.expr import At, Expr, at, bind, fresh_index, substitute
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.ellipses import begins, generic
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Dots, Node, Relation

_OPS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq"}
_WAYS = {"<": "up", "<=": "up", ">": "down", ">=": "down"}


def has_dots(node: Relation) -> bool:
    return any(isinstance(o, Dots) for o in node.operands)


def ordered(e: State, node: Relation, start: int = 0) -> list[Expr]:
    """The links of a chain with dots: neighbours in order, and what bounds the chain bounds all its entries."""
    operands, relations = node.operands[start:], node.relations[start:]
    place = next(k for k, o in enumerate(operands) if isinstance(o, Dots))
    first, last = place - 1, place + 1
    inside = first >= 0 and last < len(operands) and relations[first] == relations[place] in _OPS
    if not inside or any(isinstance(o, Dots) for o in operands[last:]):
        raise e.error(node, "dots that no order continues", r"x_1 \le x_2 \le \dots \le x_n")
    relation = relations[place]
    while first and relations[first - 1] == relation and begins(operands[first - 1], operands[last]):
        first -= 1
    index, body = generic(e, list(operands[first:place]), operands[last], node)
    i, atom = fresh_index(), index.atom.atom
    assert atom is not None
    left, right = (bind("array", i, substitute(body, sizes={atom: i + k}), 0, index.high - 1) for k in (0, 1))
    links = [apply(_OPS[relation], left, right)]
    whole = isinstance(body, At) and body is at(body.array, index.atom) and body.array.shape == (index.high,)
    entries = body.array if isinstance(body, At) and whole else bind("array", index.atom, body, 0, index.high)
    links[:0] = _bounds(e, operands[:first], relations[:first], entries, relation, 0)
    return links + _bounds(e, operands[last + 1:][::-1], relations[last:][::-1], entries, relation, -1)[::-1]


def _bounds(e: State, operands: tuple[Node, ...], relations: tuple[str, ...], entries: Expr, relation: str,
            end: int) -> list[Expr]:
    """Links of the rest of a chain, from its outer end to the entries, `end` telling which of them is next to it."""
    values = [e.expr(o) for o in operands]
    edge = entries
    if operands and (_WAYS.get(relations[-1]) != _WAYS.get(relation) or values[-1].rank):
        edge = at(entries, 0 if end == 0 else entries.shape[0] - 1)
    sides = [*values, edge]
    return [apply(_OPS.get(r, "") or _unknown(e, operands, r), *(pair if end == 0 else pair[::-1]))
            for r, pair in zip(relations, itertools.pairwise(sides))]


def _unknown(e: State, operands: tuple[Node, ...], relation: str) -> str:
    raise e.error(operands[-1], f"the relation {relation} beside an order with dots", "= < > \\le \\ge")
