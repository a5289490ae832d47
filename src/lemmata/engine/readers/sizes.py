"""Arithmetic of dims and indices: integer polynomials inside of expressions."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply, Expr, Int, Number, Size, as_size, integer, is_size, postorder, transform

MAX_POWER = 8
MOST_BITS = 64  # of a number of terms
ZERO = Size.of(0)


def size_of(value: object) -> Size:
    """The size that an expression of integers, dims and indices stands for.

    Raises TypeError where it is none.

    >>> str(size_of(integer("n") * 2 + 1))
    '2*n + 1'
    """
    if not isinstance(value, Expr):
        raise TypeError(f"expected a size (an integer, a dim or an index), not {value!r}")
    done: dict[Expr, Size] = {}
    for node in postorder(value):
        found = _step(node, [done.get(c) for c in node.children])
        if found is not None:
            done[node] = found
    if value not in done:
        raise TypeError("expected a size: an integer, a dim, an index, or a sum or product of them")
    return done[value]


def _step(node: Expr, args: Sequence[Size | None]) -> Size | None:
    if is_size(node):
        return as_size(node)
    sizes = [a for a in args if a is not None]
    if not isinstance(node, Apply) or len(sizes) != len(args):
        return None
    if node.op == "pow" and not isinstance(node.args[1], Number):
        return None
    return _combine(node.op, *sizes)


def _combine(op: str, first: Size, second: Size = ZERO) -> Size | None:
    if op == "neg":
        return -first
    if op == "add":
        return first + second
    if op == "sub":
        return first - second
    if op == "mul":
        return first * second
    return power_of(first, second.constant) if op == "pow" and second.constant is not None else None


def power_of(base: Size, power: int) -> Size | None:
    """A power of a size, where it is one and no number out of all bounds.

    >>> str(power_of(Size.of(10), 12)), power_of(Size.of(10), 10**9)
    ('1000000000000', None)
    """
    known = base.constant
    if known is not None and known > 1 and 0 < power * (known.bit_length() - 1) <= MOST_BITS:
        return Size.of(known**power)
    if not 1 <= power <= MAX_POWER:
        return None
    total = base
    for _ in range(power - 1):
        total = total * base
    return total


def fold(op: str, *args: Expr) -> Expr | None:
    """Affine arithmetic of dims and indices is a size again: `2*n + 1` is one node. None where it is not affine.

    >>> str(fold("sub", integer("n"), integer(1)).size), fold("mul", integer("n"), integer("m"))
    ('n - 1', None)
    """
    if op == "pow" or not any(isinstance(a, Int) for a in args) or not all(is_size(a) for a in args):
        return None
    found = _combine(op, *(as_size(a) for a in args))
    return integer(found) if found is not None and is_affine(found) else None


def folded(expr: Expr) -> Expr:
    """The expression with the arithmetic of its sizes folded, as a reader does: m - n is one size.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> made = apply("add", integer("m"), apply("neg", integer("n")))
    >>> str(as_size(folded(symbol("x") + made).children[1]))
    'm - n'
    """
    def change(node: Expr) -> Expr | None:
        return fold(node.op, *node.args) if isinstance(node, Apply) and node.op in ("add", "neg", "mul") else None

    return transform(expr, change)


def is_affine(size: Size) -> bool:
    return all(sum(power for _, power in monomial) <= 1 for monomial, _ in size.terms)


def as_index(value: Expr) -> Expr:
    """The expression as a size where it is one: `i*n + j` inside of brackets; else itself."""
    if is_size(value) or value.sort != "integer" or value.rank:
        return value
    try:
        return integer(size_of(value))
    except TypeError:
        return value
