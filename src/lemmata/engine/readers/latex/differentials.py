"""Differentials: d(xy) = x dy + y dx is read as derivatives along changes dx, dy of what the formula varies."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from lemmata.engine.expr import Expr, bind, fresh_local, number, substitute, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, is_transpose
from lemmata.engine.readers.latex.syntax import (
    Differential,
    Frac,
    Function,
    Group,
    Nabla,
    Name,
    Node,
    Num,
    Product,
    Relation,
    Root,
    Script,
    Slope,
    show,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.scope import Scope

SIGNS = ("d", "delta", "partial")
_BARS = ("|", "||")


def with_differentials(tree: Node, scope: Scope) -> Node:
    """The tree with `d` before a factor as a differential, where the formula uses it as one throughout.

    A number d is multiplied in other places too; a differential always stands before what changes, and next to
    the change of a product or function stand the changes of its variables.
    """
    relations = [n for n in walk(tree) if isinstance(n, Relation)]
    sizes = {atom for role in scope.roles.values() for size in role.shape or () for atom in size.atoms}
    for sign in SIGNS:
        if not relations or scope.lookup(sign) is not None:
            continue
        found = [_operand(p.factors, k) for p in walk(tree) if isinstance(p, Product)
                 for k, f in enumerate(p.factors) if _is_sign(f, sign)]
        if not found or None in found or len(found) != sum(_is_sign(n, sign) for n in walk(tree)):
            continue
        if sign in sizes and len({show(n) for n in found if n is not None}) == 1:
            continue  # d columns
        heads = _functions(tree) | {n for n, role in scope.roles.items() if role.definition is not None}
        powers = _powers(relations, [n for n in found if n is not None], sign)
        heads |= powers
        bare = tuple(n for n in found if n is not None and _is_bare(n, heads))
        alone = any(isinstance(o, Product) and len(o.factors) == 2 and _is_sign(o.factors[0], sign)
                    for r in relations for o in r.operands)
        if bare and (len(bare) < len(found) or (alone and sign == "d" and sign not in sizes)):
            return _marked(tree, sign, bare, heads)
    return tree


def _is_sign(node: Node, sign: str) -> bool:
    if sign == "partial":
        return isinstance(node, Nabla) and node.kind == "partial" and node.sub is None
    return isinstance(node, Name) and node.text == sign and node.style in ("italic", "upright")


def _operand(factors: tuple[Node, ...], at: int) -> Node | None:
    """What the sign at a place stands before; None where that is nothing that changes."""
    if at + 1 == len(factors):
        return None
    following = factors[at + 1]
    if isinstance(following, Function):
        return Product(factors[at + 1 : _end(factors, at)], span=(following.span[0], factors[-1].span[1]))
    if (isinstance(following, Name) and following.style != "symbol") or isinstance(following, (Root, Frac)):
        return following
    inner = following.base if isinstance(following, Script) else following
    if isinstance(inner, Group) and len(inner.items) == 1 and inner.open in (_BARS if inner is not following else
                                                                             (*_BARS, "(", "[")):
        return following
    return following if isinstance(following, Script) and isinstance(following.base, Name) else None


def _end(factors: tuple[Node, ...], at: int) -> int:
    """The place after what a sign before a function takes: all up to the next sign."""
    stop = at + 2
    while stop < len(factors) and not any(_is_sign(factors[stop], sign) for sign in SIGNS):
        stop += 1
    return stop


def _is_bare(node: Node, heads: set[str]) -> bool:
    """Whether what stands after the sign is a name; of one in `heads` with its power, the power is what changes."""
    head = base_of(node)
    return isinstance(head, Name) and head.text not in heads and show(node) not in heads


def _powers(relations: list[Relation], found: list[Node], sign: str) -> set[str]:
    """Powers that change with their base, dX^{-1} = -X^{-1} dX X^{-1} and dx^2 = 2x dx, as shown: the base's own
    change stands elsewhere. Among ds^2 = dx^2 + dy^2 it does not: these are powers of the changes.
    """
    plainly = {n.text for n in found if isinstance(n, Name)}
    sides = [o.factors[1] for r in relations for o in r.operands
             if isinstance(o, Product) and len(o.factors) == 2 and _is_sign(o.factors[0], sign)]
    return {show(n) for n in found if isinstance(n, Script) and n.sup is not None and not is_transpose(n.sup)
            and isinstance(n.base, Name) and n.base.text in plainly and n.sub is None and not n.primes
            and (n in sides or not (isinstance(n.sup, Num) and n.sup.text.isdigit()))}


def _functions(tree: Node) -> set[str]:
    """Names that the formula differentiates, primes or calls: their change follows from that of a variable."""
    found = {h.text for n in walk(tree) if isinstance(n, Slope) and n.arg is not None
             and isinstance(h := base_of(n.arg), Name)}
    found |= {n.base.text for n in walk(tree) if isinstance(n, Script) and n.primes and isinstance(n.base, Name)}
    return found


def _marked(node: Node, sign: str, along: tuple[Node, ...], heads: set[str]) -> Node:
    changed: dict[str, Any] = {}
    for field in fields(node):
        old = getattr(node, field.name)
        if isinstance(old, (Node, tuple)):
            changed[field.name] = _marked_in(old, sign, along, heads)
    node = replace(node, **changed)
    if not isinstance(node, Product) or not any(_is_sign(f, sign) for f in node.factors):
        return node
    factors: list[Node] = []
    at = 0
    while at < len(node.factors):
        if not _is_sign(node.factors[at], sign):
            factors.append(node.factors[at])
            at += 1
            continue
        arg = _operand(node.factors, at)
        assert arg is not None
        span = (node.factors[at].span[0], arg.span[1])
        factors.append(Differential(arg, () if _is_bare(arg, heads) else along, span=span))
        at = _end(node.factors, at) if isinstance(node.factors[at + 1], Function) else at + 2
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors))


def _marked_in(part: object, sign: str, along: tuple[Node, ...], heads: set[str]) -> object:
    if isinstance(part, Node):
        return _marked(part, sign, along, heads)
    if isinstance(part, tuple):
        return tuple(_marked_in(p, sign, along, heads) for p in part)
    return part


class Differentials(State):
    """The part of the elaborator that reads differentials."""

    def differential(self, node: Differential) -> Value:
        """dx, dA^T: the change of a name; d(...): the derivative along the changes of all that varies."""
        if not node.along:
            found = self.value(node.arg)
            return Value(substitute(found.expr, self.changes(found.expr)), found.orient)
        head = base_of(node.arg)
        found = (self.depends(head.text, head) if isinstance(head, Name) else None) or self.value(node.arg)
        expr = self.expanded(found.expr)
        step = fresh_local(())
        moved: dict[Expr, Expr] = {}
        for name in node.along:
            for s, change in self.changes(self.value(name).expr).items():
                moved[s] = s + step * change
        line = bind("function", step, substitute(expr, moved))
        return value(apply("call", apply("derivative", line, arg=0), number(0)), found.orient)

    def changes(self, expr: Expr) -> dict[Expr, Expr]:
        """The change of every variable of an expression, of the same shape."""
        found: dict[Expr, Expr] = {}
        for s in symbols(expr):
            if s.domain not in ("function", "natural"):
                change = symbol("d" + s.name, s.shape)
                self.symbols[change.name] = (change, "habit")
                found[s] = change
        return found


