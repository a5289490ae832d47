"""What is known of an expression as a number: truth values as 0 and 1, constants, what sizes decide."""

from __future__ import annotations

from typing import Any

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Apply, Expr, Number, Size, Symbol, as_size, dims, is_size, postorder, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.spellings.elementary import truncated


def as_number(expr: Expr) -> Expr:
    """Truth values as 0 and 1, which arithmetic takes them for."""
    return apply("where", expr, 1, 0) if expr.sort == "boolean" else expr


def cast(expr: Expr, kind: str) -> Expr:
    """As floats, integers or truth values: what is real is cut off to an integer."""
    if kind == "float":
        return as_number(expr)
    if kind == "bool":
        return expr if expr.sort == "boolean" else apply("ne", expr, 0)
    expr = as_number(expr)
    return expr if expr.sort == "integer" else truncated(expr)


def dtype_kind(dtype: Any) -> str:
    """What a dtype of any library holds: float, int or bool."""
    if isinstance(dtype, type) and dtype in (float, int, bool):
        return dtype.__name__
    name = str(getattr(dtype, "__name__", None) or dtype).rpartition(".")[2]
    found = next((kind for kind in ("bool", "int", "float", "double", "half") if kind in name), None)
    if found is None:
        raise TypeError(f"no dtype {dtype!r} in formulas; they know floats, integers and truth values")
    return "float" if found in ("double", "half") else found


def holds_integers(expr: Expr) -> bool:
    """Whether a library keeps it in an array of integers or truth values; zeros and ones are floats."""
    if expr.sort == "boolean":
        return True
    whole = (n for n in postorder(expr) if n.sort == "integer")
    return expr.sort == "integer" and any(
        isinstance(n, Symbol) or (isinstance(n, Apply) and n.op in ("arange", "argmax", "argmin")) for n in whole)


def is_constant(expr: Expr) -> bool:
    """Whether neither values nor sizes are left open."""
    return not symbols(expr) and not dims(expr) and not expr.free


def known_value(expr: Expr) -> Any:
    """The number that a constant is, a fraction or a float; None for what is none."""
    if isinstance(expr, Number):
        return expr.value
    if expr.rank or not is_constant(expr):
        return None
    return float(evaluate(expr, {}))


def settled(expr: Expr) -> bool | None:
    """Whether a condition holds, where constants or sizes alone decide it; sizes are at least 1.

    >>> from lemmata.engine.expr import integer
    >>> settled(apply("gt", integer("n"), 0)), settled(apply("gt", integer("n"), 1))
    (True, None)
    """
    if expr.rank == 0 and is_constant(expr):
        return bool(evaluate(expr, {}))
    if isinstance(expr, Apply) and expr.op == "not":
        inner = settled(expr.args[0])
        return None if inner is None else not inner
    if isinstance(expr, Apply) and len(expr.args) == 2 and expr.op in _DECIDED:
        try:
            left, right = (size_of(side) for side in expr.args)
        except TypeError:
            return None
        return _DECIDED[expr.op](left - right)
    if is_size(expr):
        return _DECIDED["ne"](as_size(expr))
    return None


def _positive(size: Size) -> bool:
    """Certainly above 0: counts that are not negative where sizes are at least 1."""
    rest = sum(count for _, count in size.terms)
    return all(count >= 0 for monomial, count in size.terms if monomial) and rest > 0


def _gt(gap: Size) -> bool | None:
    return True if _positive(gap) else False if gap == Size.of(0) or _positive(-gap) else None


def _ge(gap: Size) -> bool | None:
    return True if gap == Size.of(0) or _positive(gap) else False if _positive(-gap) else None


def _eq(gap: Size) -> bool | None:
    return True if gap == Size.of(0) else False if _positive(gap) or _positive(-gap) else None


_DECIDED = {
    "gt": _gt, "ge": _ge, "eq": _eq, "lt": lambda gap: _gt(-gap), "le": lambda gap: _ge(-gap),
    "ne": lambda gap: None if _eq(gap) is None else not _eq(gap),
}
