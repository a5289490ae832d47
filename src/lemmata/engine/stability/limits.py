"""Small constants that keep a formula from the ends of its domain, and the formula without them.

Such a constant is told by what it does, not by its size alone: it is added to, or bounds, what some operation has no
value for at an end (a divisor, what stands under a logarithm or a root, a matrix that is inverted). One that multiplies
something is no such constant, nor is one under an exponential.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from lemmata.engine.expr import Apply, At, Bind, Expr, Number, Symbol, number, postorder
from lemmata.engine.expr.expression import intern
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import OPS
from lemmata.engine.stability.candidates.clean import clean
from lemmata.engine.stability.points import Points

LARGEST = Fraction(1, 1000)  # of a constant that is taken for small
PASSING = ("add", "mul", "neg", "div", "pow", "sqrt", "abs", "square", "maximum", "minimum", "max", "min", "where",
           "sum", "mean", "prod", "norm")  # through which it reaches what has no value at an end
STEEP = ("norm",)  # which have a value at the end, and no slope
BOUNDS = ("maximum", "minimum")


def limits(expr: Expr, points: Points) -> Iterator[tuple[Expr, Expr, Expr]]:
    """Each small constant, where it stands first, and the formula without it."""
    guarded = _guarded(expr)
    pinned = {s: value for s in postorder(expr) if isinstance(s, Symbol) and not s.shape
              for value in [_pinned(s, points)] if value}
    found: dict[Fraction | Symbol, tuple[Expr, Expr]] = {}
    for node in postorder(expr):
        if node in guarded and isinstance(node, Apply):
            for child in node.children:
                key = _small(node, child, pinned)
                if key is not None:
                    found.setdefault(key, (key if isinstance(key, Symbol) else number(key), node))
    for key, (constant, inside) in found.items():
        limit = clean(_without(expr, key, guarded, pinned))
        if limit is not expr and limit.shape == expr.shape:
            yield constant, inside, limit


def _guarded(expr: Expr) -> set[Expr]:
    """The parts whose value an operation has no value for at some end, also those that they are made of."""
    stack = [child for node in postorder(expr) if isinstance(node, Apply) for child in _conditional(node)]
    found: set[Expr] = set()
    while stack:
        node = stack.pop()
        if node in found:
            continue
        found.add(node)
        if isinstance(node, (At, Bind)) or (isinstance(node, Apply) and (
                node.op in PASSING or OPS[node.op].group == "structure")):
            stack.extend(node.children)
    return found


def _conditional(node: Apply) -> list[Expr]:
    """The arguments that a condition on the operation's domain speaks of."""
    if node.op in STEEP:
        return list(node.args)
    power = node.args[1] if node.op == "pow" else None
    if isinstance(power, Number) and power.value.denominator == 1 and power.value > 0:
        return []
    where = OPS[node.op].where
    told = set(postorder(where(*node.args, **node.params))) if where is not None else set()
    return [arg for arg in node.args if arg in told]


def _small(node: Apply, child: Expr, pinned: dict[Symbol, float]) -> Fraction | Symbol | None:
    """The small constant that a child of a sum or a bound is: its size, or its symbol."""
    if node.op == "add":
        while isinstance(child, Apply) and child.op in ("neg", "mul"):  # 1e-6 eye(n)
            rest = [c for c in child.args if not (isinstance(c, Apply) and c.op in ("eye", "ones"))]
            if len(rest) != 1:
                return None
            (child,) = rest
        if isinstance(child, Symbol) and child in pinned:
            return child
    if isinstance(child, Number) and (node.op == "add" or node.op in BOUNDS):
        near = child.value if node.op == "add" or abs(child.value) <= LARGEST else 1 - abs(child.value)
        return abs(near) if 0 < abs(near) <= LARGEST else None
    return None


def _pinned(s: Symbol, points: Points) -> float:
    """The small positive number that a symbol is at all points; 0 where it is none."""
    values = {float(v) for group in points if s.name in group.values for v in np.unique(group.values[s.name])}
    return next(iter(values)) if len(values) == 1 and 0 < min(values) <= LARGEST else 0.0


def _without(expr: Expr, key: Fraction | Symbol, guarded: set[Expr], pinned: dict[Symbol, float]) -> Expr:
    """The formula where a constant has gone to 0, a bound near 1 to 1. No binder is opened: none is added or moved."""
    done: dict[Expr, Expr] = {}
    for node in postorder(expr):
        children = tuple(done[c] for c in node.children)
        if node in guarded and isinstance(node, Apply):
            children = tuple(_limit(node, old) if _small(node, old, pinned) == key else new
                             for old, new in zip(node.children, children))
        if children == node.children:
            done[node] = node
        else:
            done[node] = with_args(node, children) if isinstance(node, Apply) else intern(
                type(node), node.data, children)
    return done[expr]


def _limit(node: Apply, child: Expr) -> Expr:
    if node.op in BOUNDS and isinstance(child, Number) and abs(child.value) > LARGEST:
        return number(1 if child.value > 0 else -1)
    return child * 0 if child.shape else number(0)
