"""What a relation that stands alone says of its symbols: a bound, a property of one, an equation to be solved.

`A^T = -A`, `P^2 = P`, `q_i^T q_j = \\delta_{ij}`, `|y| < 1`, `ax^2 + bx + c = 0` are no attempts at an identity.
"""

from __future__ import annotations

import re

from lemmata.engine.expr import Apply, Bind, Expr, Int, Number, Symbol, open_binder, symbols
from lemmata.engine.readers.scope import Scope

_SLOPE = re.compile(r"\s*\\?([A-Za-z]+)'+\s*\(\s*[a-z]\s*\)\s*=.*[A-Za-z]", re.DOTALL)
_OF_ONE = frozenset(("neg", "transpose", "matmul", "matrix_power", "inv", "mul"))


def bounds(relation: Apply) -> bool:
    """|y| < 1, x > 0: a symbol, or its size, against a number.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> bounds(apply("lt", apply("abs", x), 1)), bounds(apply("lt", apply("sin", x), 1))
    (True, False)
    """
    sides = [side.children[0] if isinstance(side, Apply) and side.op in ("abs", "norm") else side
             for side in relation.args]
    return any(isinstance(a, Symbol) and not symbols(b) for a, b in (sides, sides[::-1]))


def is_slope(source: str, scope: Scope) -> bool:
    """Whether `f'(x) = 3x^2` says what the slope of a known function is, which has no parameter to be determined.

    >>> from lemmata.engine.readers.latex import read_latex, scope_after
    >>> def known(source): return scope_after(Scope(), read_latex(source, Scope())[0])
    >>> is_slope("f'(x) = 3x^2", known("f(x) = x^3")), is_slope("f'(x) = 3x^2", known("f(x) = ax^3"))
    (True, False)
    """
    found = _SLOPE.match(source)
    role = scope.lookup(found[1]) if found is not None else None
    return role is not None and role.definition is not None and not symbols(role.definition)


def is_property(relation: Apply) -> bool:
    """An equation of matrices in one symbol, with that symbol, the identity or zero alone on a side; orthonormality."""
    found = symbols(relation)
    for side, other in (relation.args, relation.args[::-1]):
        inner, outer = entry(side), entry(other)
        if isinstance(inner, Apply) and inner.op == "delta" and isinstance(outer, Apply) and outer.op in (
                "dot", "matmul", "inner") and not any(isinstance(s, Apply) and s.op not in ("transpose",) and s.rank
                                                      for s in outer.children):
            return True
        if len(found) == 1 and found[0].rank == 2 and found[0].sort == "real" and _plain(side) and _simple(other):
            return True
    return False


def entry(side: Expr) -> Expr:
    """The entry of an array that is given by its entries."""
    while isinstance(side, Bind) and side.binder == "array":
        side = open_binder(side)[1]
    return side


def _plain(side: Expr) -> bool:
    """A, -A, I or 0."""
    if isinstance(side, Apply) and side.op == "neg":
        side = side.children[0]
    return isinstance(side, Symbol | Number) or (isinstance(side, Apply) and side.op in ("eye", "zeros"))


def _simple(side: Expr) -> bool:
    """A product or a power of A, its transpose, its inverse, once."""
    if not isinstance(side, Apply) or side.op not in _OF_ONE:
        return False
    if side.op in ("neg", "transpose", "inv"):
        return isinstance(side.children[0], Symbol)
    return all(isinstance(c, Symbol | Number | Int) or (
        isinstance(c, Apply) and c.op == "transpose" and isinstance(c.children[0], Symbol)) for c in side.children)


def is_polynomial(relation: Apply) -> bool:
    """A sum of different monomials of scalars on a side, a number on the other: nothing can cancel."""
    left, right = relation.args
    if symbols(left) and symbols(right):
        return False
    seen: set[frozenset[tuple[Expr, int]]] = set()
    stack = [left if symbols(left) else right]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op in ("add", "sub", "neg"):
            stack.extend(node.children)
            continue
        powers = _monomial(node)
        if powers is None or frozenset(powers.items()) in seen:
            return False
        seen.add(frozenset(powers.items()))
    return True


def _monomial(node: Expr) -> dict[Expr, int] | None:
    powers: dict[Expr, int] = {}
    stack = [(node, 1)]
    while stack:
        part, power = stack.pop()
        if isinstance(part, Apply) and part.op == "mul":
            stack.extend((c, power) for c in part.children)
        elif isinstance(part, Apply) and part.op == "pow" and isinstance(part.children[1], Number) and (
                part.children[1].value.denominator == 1):
            stack.append((part.children[0], power * int(part.children[1].value)))
        elif isinstance(part, Symbol) and not part.shape and part.sort == "real":
            powers[part] = powers.get(part, 0) + power
        elif not isinstance(part, Number | Int):
            return None
    return powers
