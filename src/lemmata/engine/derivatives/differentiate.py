"""The derivative of an array by an array: one reverse pass for a number, one over opened indices otherwise."""

from __future__ import annotations

from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.factors import ONE, zeros
from lemmata.engine.derivatives.reverse import Reverse
from lemmata.engine.derivatives.tidy import Tidy
from lemmata.engine.expr import At, Expr, Local, Size, Symbol, apply_at, integer


def differentiate(expr: Expr, wrt: Expr) -> Expr:
    """d expr[i..] / d wrt[j..] at [i.., j..]; `expr` calls no function that is written out."""
    variable, entry = apply_at(wrt) if isinstance(wrt, At) else (wrt, ())
    if not isinstance(variable, (Symbol, Local)):
        raise NoDerivative("a derivative is taken by a variable or one of its entries", "name the inner value first")
    if variable.sort not in ("real", "integer", "variable"):
        raise NoDerivative(f"{variable.name} is a {variable.sort}, not a number", "differentiate by a real variable")
    if expr.sort in ("function", "distribution", "event", "boolean"):
        raise NoDerivative(f"a {expr.sort} has no derivative as an array", "differentiate its value")
    clean = Tidy()
    indices = [clean.index(0, size) for size in expr.shape]
    places = [integer(i) for i in indices]
    seed = clean.scatter(expr.shape, places, ONE) if indices else ONE
    reverse = Reverse(variable, clean)
    if not reverse.active(expr):
        return zeros(expr.shape + variable.shape[len(entry):])
    result = reverse.run(expr, seed)
    result = clean.entry(result, *entry)
    for index, size in zip(reversed(indices), reversed(expr.shape)):
        result = clean.array(index, Size.of(0), size, result)
    return result
