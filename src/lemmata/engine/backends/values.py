"""The value of a formula at arrays, whatever it is made of: compiled where there is code for it, else evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import check_labels, library_of, real_array
from lemmata.engine.backends.compiled import Compiled
from lemmata.engine.backends.ends import mended
from lemmata.engine.derivatives import unfold
from lemmata.engine.evaluation import FLOATS, Arithmetic, Budget, evaluate, solve_sizes
from lemmata.engine.evaluation.budget import BUDGET
from lemmata.engine.evaluation.evaluate import with_functions
from lemmata.engine.expr import Apply, Expr, Symbol, postorder, substitute, symbols
from lemmata.engine.notation import runnable, whole
from lemmata.engine.programs import NoProgram, complements, stable


def value_of(expr: Expr, declarations: Mapping[str, Symbol], dims: Sequence[str], arrays: Mapping[str, Any]) -> Any:
    """The value at arrays (functions: expressions) under the names of the symbols; sizes by name where none tells them.

    Where it leaves the range of floats on the way it is computed again in other ways (`ends`). A zero has no sign.

    Raises ValueError where a name is missing or shapes don't fit.
    """
    found = _value(expr, declarations, dims, arrays)
    if expr.sort == "real" and not any(isinstance(v, Expr) for v in arrays.values()):
        found = mended(found, expr, declarations, arrays, lambda other, known, at: _value(other, known, dims, at),
                       lambda at, arithmetic, budget: _evaluated(expr, declarations, dims, at, arithmetic, budget))
    return found + 0 if _may_be_minus_zero(expr) else found


@lru_cache(maxsize=256)
def _may_be_minus_zero(expr: Expr) -> bool:
    """Whether it is a number, or minus something: an entropy could be -0.0. Other arrays are not gone through."""
    if expr.sort != "real":
        return False
    while isinstance(expr, Apply) and expr.op in ("div", "mul"):
        expr = expr.args[0]
    return not expr.shape or (isinstance(expr, Apply) and expr.op == "neg")


def _value(expr: Expr, declarations: Mapping[str, Symbol], dims: Sequence[str], arrays: Mapping[str, Any]) -> Any:
    library = library_of(list(arrays.values()))
    functions = any(isinstance(v, Expr) for v in arrays.values())
    given = tuple(s for name, s in declarations.items() if name in arrays)
    compiled = None if functions else _compiled(expr, given)
    if library != "numpy":
        if isinstance(compiled, Compiled):
            return compiled(**_needed(compiled, arrays))
        raise compiled or TypeError("a formula takes functions with NumPy's arrays only; convert the others")
    _check_labels(declarations, arrays)
    if not any(isinstance(v, np.ndarray) for v in arrays.values()):  # Python's own raise errors, and make i of (-1)**.5
        arrays = {name: np.float64(v) if type(v) is float else v for name, v in arrays.items()}
    if isinstance(compiled, Compiled):
        try:
            with np.errstate(all="ignore"):
                return _own(compiled(**_needed(compiled, arrays)), arrays)
        except np.linalg.LinAlgError:
            pass  # the evaluator gives nan for what a singular matrix has none of
        except OverflowError:  # of Python's own numbers, which have no infinity of a power
            arrays = {name: np.float64(v) if type(v) is float else v for name, v in arrays.items()}
            with np.errstate(all="ignore"):
                return _own(compiled(**_needed(compiled, arrays)), arrays)
    return _evaluated(expr, declarations, dims, arrays)


def _needed(compiled: Compiled, arrays: Mapping[str, Any]) -> dict[str, Any]:
    """Without sizes that nothing has any more."""
    known = {*compiled.dims, *(s.name for s in compiled.inputs)}
    return {name: value for name, value in arrays.items() if name in known}


def _check_labels(declarations: Mapping[str, Symbol], arrays: Mapping[str, Any]) -> None:
    labels = [s for name, s in declarations.items() if s.domain == "labels" and name in arrays]
    if labels:
        known = {size.atom: length for name, s in declarations.items() if name in arrays
                 for size, length in zip(s.shape, np.shape(arrays[name])) if size.atom}
        for s in labels:
            classes = s.params[0]
            check_labels(s, arrays[s.name], classes.value(known) if classes.atoms <= set(known) else None)


def _own(result: Any, arrays: Mapping[str, Any]) -> Any:
    """The result as an array of its own: no view of what was given, nothing that can't be written."""
    if isinstance(result, np.ndarray):
        if result.base is not None or any(result is a for a in arrays.values()):
            result = result.copy()
        return result[()]
    return result if isinstance(result, np.generic) else np.float64(result)


@lru_cache(maxsize=256)
def _compiled(expr: Expr, given: tuple[Symbol, ...]) -> Compiled | NoProgram:
    """The function of the arrays that are given, whose shapes may tell sizes even where they don't occur."""
    try:
        found = complements(stable(whole(unfold(expr))))
        missing = [s.name for s in symbols(found) if s not in given]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}; pass {missing[0]}=array")
        return Compiled([[found]], given)
    except NoProgram as reason:
        return reason


def _evaluated(expr: Expr, declarations: Mapping[str, Symbol], dims: Sequence[str], arrays: Mapping[str, Any],
               arithmetic: Arithmetic = FLOATS, budget: Budget = BUDGET) -> Any:
    sizes = {name: int(arrays[name]) for name in dims if name in arrays and name not in declarations}
    values = {name: v if isinstance(v, Expr) else real_array(declarations[name], v) for name, v in arrays.items()
              if name not in sizes}
    pairs = [(declarations[name], v) for name, v in values.items() if isinstance(v, np.ndarray)]
    sizes = solve_sizes(pairs, sizes)
    expr = runnable(unfold(with_functions(expr, values)))
    if _lists_singular_values(expr, sizes):
        expr = substitute(expr, sizes=sizes)
    occurring = {s.name for s in symbols(expr)}
    return evaluate(expr, {name: v for name, v in values.items() if name in occurring}, arithmetic, sizes=sizes,
                    budget=budget)


def _lists_singular_values(expr: Expr, sizes: Mapping[str, int]) -> bool:
    """Whether there are fewer singular values at these sizes than the formula, which can't say min(m, n), has places.

    Such a formula is evaluated with its sizes put in: `svdvals` then has NumPy's shape.
    """
    for node in postorder(expr):
        if isinstance(node, Apply) and node.op in ("svdvals", "svd_left", "svd_right"):
            known = [size.value(sizes) for size in node.args[0].shape if size.atoms <= set(sizes)]
            if len(known) == 2 and known[0] < known[1]:
                return True
    return False
