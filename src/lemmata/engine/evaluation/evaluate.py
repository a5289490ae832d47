"""The value of an expression at a point, in any arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.evaluation import extrema, integrals, limits, series  # noqa: F401
from lemmata.engine.evaluation.arithmetics import FLOATS, Arithmetic, Array, Balls, Floats, Unsupported, floats_of
from lemmata.engine.evaluation.budget import BUDGET, Budget, Trace
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.random import ground, unfold_laws
from lemmata.engine.expr import Apply, Expr, Size, Symbol, dims, postorder, symbols
from lemmata.engine.ops.calculus import reduce_calls, substitute_function
from lemmata.wording import counted


def evaluate(
    expr: Expr,
    point: Point | Mapping[str, Any],
    arithmetic: Arithmetic = FLOATS,
    *,
    sizes: Mapping[str, int] | None = None,
    budget: Budget = BUDGET,
    trace: Trace | None = None,
) -> Any:
    """The value of a closed expression: an array with the expression's shape, or one element.

    `point` is a `Point`, or a mapping from names to arrays (functions: `Bind("function")` expressions), whose
    sizes are solved from the declared shapes (`sizes` gives those that stand in no shape). A `trace` collects
    what is uncertain; without one, balls that are not certified are refused.

    Raises ValueError where names or shapes don't fit, `Undefined` where an exact arithmetic has no
    value, `Unsupported` for what this arithmetic can't do.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x", ["n"])
    >>> evaluate(x * x, {"x": [1.0, 2.0]})
    array([1., 4.])
    """
    return evaluate_all([expr], point, arithmetic, sizes=sizes, budget=budget, trace=trace)[0]


def evaluate_all(
    exprs: Sequence[Expr],
    point: Point | Mapping[str, Any],
    arithmetic: Arithmetic = FLOATS,
    *,
    sizes: Mapping[str, int] | None = None,
    budget: Budget = BUDGET,
    trace: Trace | None = None,
) -> list[Any]:
    """The values of several expressions, whose common parts are evaluated once."""
    if isinstance(point, Point):
        exprs, point = ground(exprs, point)
        values, known = dict(point.values), {**point.sizes, **(sizes or {})}
        exprs = [with_functions(expr, values) for expr in exprs]
    else:
        exprs = [unfold_laws(with_functions(expr, point)) for expr in exprs]
        point = {name: value for name, value in point.items() if not isinstance(value, Expr)}
        values, known = bind_arrays(exprs, point, sizes)
        if isinstance(arithmetic, Floats) and arithmetic == FLOATS:
            arithmetic = floats_of(_common_dtype(values))
    with arithmetic.context():
        arrays = {name: value for name, value in values.items() if not isinstance(value, Expr)}
        notes = Trace() if trace is None else trace
        evaluator = Evaluator(arrays, known, arithmetic, budget, notes)
        results = [_element(evaluator.value(expr).array) for expr in exprs]
    if trace is None and isinstance(arithmetic, Balls) and not notes.certified:
        raise Unsupported(f"the value is not certified: {notes.uncertified[0]}")
    return results


def with_functions(expr: Expr, values: Mapping[str, Any]) -> Expr:
    """Functions among the values put in the place of their symbols, and every known function applied."""
    if not _has_calls(expr):
        return expr
    for node in symbols(expr):
        if node.sort == "function" and isinstance(values.get(node.name), Expr):
            expr = substitute_function(expr, node, values[node.name])
    return reduce_calls(expr)


@lru_cache(maxsize=1024)
def _has_calls(expr: Expr) -> bool:
    return any(isinstance(node, Apply) and node.op in ("call", "compose") for node in postorder(expr))


def _element(array: Array) -> Any:
    return array[()]


def _common_dtype(values: Mapping[str, Any]) -> np.dtype[Any]:
    floating = [v.dtype for v in values.values() if isinstance(v, np.ndarray) and v.dtype.kind == "f" and v.ndim]
    floating = floating or [v.dtype for v in values.values() if isinstance(v, np.ndarray) and v.dtype.kind == "f"]
    return np.result_type(*floating) if floating else np.dtype(np.float64)


def bind_arrays(
    exprs: Sequence[Expr], values: Mapping[str, Any], sizes: Mapping[str, int] | None = None
) -> tuple[dict[str, Any], dict[str, int]]:
    """Check the user's arrays against the declared symbols and solve the sizes of the dims.

    Raises ValueError that names the symbol, the axis and both sizes of a conflict, a missing or an
    unknown name.
    """
    wanted = {s.name: s for s in symbols(*exprs)}
    missing = [name for name in wanted if name not in values]
    if missing:
        raise ValueError(f"no value for {', '.join(missing)}; pass {missing[0]}=array")
    unknown = sorted(set(values) - set(wanted))
    if unknown:
        raise ValueError(f"{unknown[0]} doesn't occur in the expression, which has {', '.join(wanted) or 'no symbols'}")
    arrays = {name: np.asarray(values[name]) for name in wanted}
    known = solve_sizes([(s, arrays[s.name]) for s in wanted.values()], sizes or {})
    unsolved = [d for d in dims(*exprs) if d not in known]
    if unsolved:
        name = unsolved[0]
        raise ValueError(f"no size for {name}; it is the size of no array here, so pass sizes={{{name!r}: ...}}")
    return arrays, known


def solve_sizes(pairs: Sequence[tuple[Symbol, Array]], known: Mapping[str, int] = {}) -> dict[str, int]:
    """Sizes of the dims from the shapes of arrays; linear equations in one unknown at a time."""
    found, source = dict(known), {name: "the given sizes" for name in known}
    equations = []
    for node, array in pairs:
        if array.ndim != len(node.shape):
            raise ValueError(
                f"{node.name} has {counted(array.ndim, 'axis')} (shape {array.shape}); declared with "
                f"{len(node.shape)}: "
                f"[{' '.join(map(str, node.shape))}]"
            )
        equations += [(node.name, axis, size, array.shape[axis]) for axis, size in enumerate(node.shape)]
    progress = True
    while equations and progress:
        progress, left = False, []
        for name, axis, size, actual in equations:
            place = f"axis {axis} of {name}"
            if size.atom and size.atom not in found:
                found[size.atom], source[size.atom] = actual, place
                progress = True
                continue
            unknown = sorted(size.atoms - found.keys())
            if not unknown:
                expected = size.value(found)
                if expected != actual:
                    because = ", ".join(f"{a} = {found[a]} from {source[a]}" for a in sorted(size.atoms))
                    reason = f" ({because})" if because else ""
                    raise ValueError(f"{place} has size {actual}, declared {size} = {expected}{reason}")
                progress = True
                continue
            factor = size.coefficient(unknown[0]) if len(unknown) == 1 else None
            if factor:
                rest = (size - factor * Size.of(unknown[0])).value(found)
                value, remainder = divmod(actual - rest, factor)
                if remainder or value < 0:
                    raise ValueError(f"{place} has size {actual}, which is no {size}")
                found[unknown[0]], source[unknown[0]] = value, place
                progress = True
                continue
            left.append((name, axis, size, actual))
        equations = left
    return found

