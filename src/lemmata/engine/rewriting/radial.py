"""Integrals over all vectors of what a distance alone decides, as integrals over that distance.

With A positive definite, y = A^(1/2) (x - c) and the surface of the sphere (Tonelli: where either side converges
absolutely, both do and are the same),

int_{R^n} f((x - c)^T A (x - c)) dx = det(A)^(-1/2) 2 pi^(n/2) / Gamma(n/2) int_0^inf f(r^2) r^(n - 1) dr.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

from lemmata.engine.evaluation import Unsupported
from lemmata.engine.evaluation.random import unfold_laws
from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Local,
    array_of,
    at,
    bind,
    constant,
    fresh_local,
    integer,
    number,
    open_binder,
    operands,
    postorder,
    substitute,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import reduce_calls
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided

Affine = tuple[Expr, Expr]  # s and t of s x + t
ONE: Expr = number(1)
ZERO: Expr = number(0)


def radial(expr: Expr, assumptions: tuple[Expr, ...] = ()) -> Expr:
    """The expression with such integrals over vectors replaced; others stay as they are.

    >>> from lemmata.engine.evaluation import evaluate
    >>> x, inf = fresh_local(["n"]), constant("inf")
    >>> gauss = bind("integral", x, apply("exp", -apply("norm", x) ** 2), -inf, inf)
    >>> round(float(evaluate(radial(gauss), {}, sizes={"n": 2})), 9)
    3.141592654
    """

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Bind) or node.binder != "integral" or node.shape or not _everywhere(node):
            return None
        variable, body = open_binder(node)
        if not isinstance(variable, Local) or len(variable.shape) != 1 or variable.name not in body.free:
            return None
        try:
            return _Distance(variable, node.free, assumptions).integral(unfold_laws(reduce_calls(body)))
        except (Undecided, Unsupported):
            return None

    if not any(isinstance(n, Bind) and n.binder == "integral" and len(n.data[2]) == 1 for n in postorder(expr)):
        return expr
    return transform(expr, change)


def _everywhere(node: Bind) -> bool:
    low, high = node.range
    below = low.children[0] if isinstance(low, Apply) and low.op == "neg" else ZERO
    return all(isinstance(end, Constant) and end.name == "inf" for end in (below, high))


@dataclass
class _Distance:
    """The one distance from a centre on which a body depends, found as the body is walked through."""

    x: Local
    outside: frozenset[str]  # what is free around the integral
    assumptions: tuple[Expr, ...]
    matrix: Expr | None = None
    centre: list[Affine] = field(default_factory=list)  # s x + t, which is zero there

    def integral(self, body: Expr) -> Expr | None:
        r, size = fresh_local(), integer(self.x.shape[0])

        def change(node: Expr) -> Expr | None:
            if node.shape or self.x.name not in node.free:
                return None
            if isinstance(node, Apply) and node.op == "norm":
                length = self.affine(node.args[0]) if node.params["ord"] == 2 else None
                return apply("abs", length[0]) * r if length is not None and self.holds(None, length) else None
            square = self.square(node)
            return None if square is None else square * r**2

        of_distance = transform(body, change)
        if self.x.name in of_distance.free or not self.centre:
            return None
        line = bind("integral", r, of_distance * r ** (size - 1), ZERO, constant("inf"))
        surface = 2 * constant("pi") ** (size / 2) / apply("gamma", size / 2)
        return surface * line if self.matrix is None else surface * _root_of_inverse(self.matrix) * line

    def square(self, node: Expr) -> Expr | None:
        """The factor k of a node that is k (x - c)^T A (x - c)."""
        if isinstance(node, Apply) and node.op == "matmul":
            first, *middle, last = operands(node, "matmul")
            one, other = self.affine(first), self.affine(last)
            if one is None or other is None or any(self.x.name in m.free for m in middle):
                return None
            matrix = reduce(lambda a, b: a @ b, middle) if middle else None
            return one[0] * other[0] if self.holds(matrix, one, other) else None
        if isinstance(node, Apply) and node.op == "sum":
            inside = self.affine(_root(node.args[0]))
            return inside[0] ** 2 if inside is not None and self.holds(None, inside) else None
        if isinstance(node, Bind) and node.binder == "sum" and node.domain == "index":
            return self.sum_of_squares(node)
        return None

    def sum_of_squares(self, node: Bind) -> Expr | None:
        """Of \\sum_i k (s x_i + t_i)^2 over all entries of x."""
        index, body = open_binder(node)
        low, high = node.range
        if (low is not ZERO and low is not integer(0)) or high is not integer(self.x.shape[0]):
            return None
        factors, below = operands(body, "mul"), []
        if isinstance(body, Apply) and body.op == "div":
            factors, below = operands(body.args[0], "mul"), [body.args[1]]
        squares = [f for f in factors if self.x.name in f.free]
        rest = reduce(lambda a, b: a * b, [f for f in factors if f not in squares], ONE)
        rest = reduce(lambda a, b: a / b, below, rest)
        if len(squares) != 1 or _root(squares[0]) is squares[0] or str(index) in rest.free:
            return None
        entry = fresh_local()
        inside = substitute(_root(squares[0]), {at(self.x, index): entry})
        found = _affine(inside, entry)
        if found is None or self.x.name in inside.free or str(index) in found[0].free:
            return None
        shift = array_of(self.x.shape, lambda i: substitute(found[1], sizes={str(index): i}))
        return rest * found[0] ** 2 if self.holds(None, (found[0], shift)) else None

    def affine(self, node: Expr) -> Affine | None:
        return _affine(node, self.x) if node.shape == self.x.shape else None

    def holds(self, matrix: Expr | None, *places: Affine) -> bool:
        """Whether it is the same distance as before, from the same place, which nothing inside of the body moves."""
        parts = [p for place in places for p in place] + ([] if matrix is None else [matrix])
        if any(not p.free <= self.outside for p in parts):
            return False
        if matrix is not None and known(matrix, "posdef", self.assumptions) is not True:
            return False
        if self.centre and matrix is not self.matrix:
            return False
        first = (*self.centre, *places)[0]
        if not all(same_form(first[1] * s, t * first[0], assumptions=self.assumptions) for s, t in places):
            return False
        self.matrix, self.centre = matrix, [first]
        return True


def _root(node: Expr) -> Expr:
    """w of w^2; another node itself."""
    if isinstance(node, Apply) and node.op == "pow" and node.args[1] is number(2):
        return node.args[0]
    if isinstance(node, Apply) and node.op == "mul" and node.args[0] is node.args[1]:
        return node.args[0]
    return node


def _affine(node: Expr, x: Local) -> Affine | None:
    """s and t of s x + t, with a number s."""
    if node is x:
        return ONE, array_of(x.shape, lambda i: ZERO) if x.shape else ZERO
    if not isinstance(node, Apply) or x.name not in node.free:
        return None
    if node.op == "transpose" and len(node.shape) == 1:
        return _affine(node.args[0], x)
    if node.op == "neg":
        inside = _affine(node.args[0], x)
        return None if inside is None else (-inside[0], -inside[1])
    if node.op == "add":
        terms = operands(node, "add")
        moving = [t for t in terms if x.name in t.free]
        inside = _affine(moving[0], x) if len(moving) == 1 else None
        return None if inside is None else (inside[0], reduce(lambda a, b: a + b, (
            t for t in terms if t not in moving), inside[1]))
    if node.op in ("mul", "div"):
        one, other = node.args
        if node.op == "mul" and x.name in other.free:
            one, other = other, one
        inside = _affine(one, x)
        if inside is None or other.shape or x.name in other.free:
            return None
        return apply(node.op, inside[0], other), apply(node.op, inside[1], other)
    return None


def _root_of_inverse(matrix: Expr) -> Expr:
    """det(A)^(-1/2)"""
    if isinstance(matrix, Apply) and matrix.op == "inv":
        return apply("sqrt", apply("det", matrix.args[0]))
    return 1 / apply("sqrt", apply("det", matrix))


