"""The derivative of an array by an array: one reverse pass for a number, one over opened indices otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.factors import ONE
from lemmata.engine.derivatives.polish import polish
from lemmata.engine.derivatives.reverse import Observer, Reverse
from lemmata.engine.derivatives.tidy import Tidy
from lemmata.engine.expr import Apply, At, Expr, Local, Size, Symbol, apply_at, integer, postorder
from lemmata.engine.ops import OPS


def differentiate(expr: Expr, wrt: Expr, observer: Observer | None = None) -> Expr:
    """d expr[i..] / d wrt[j..] at [i.., j..]; `expr` calls no function that is written out."""
    clean = Tidy()
    indices = [clean.index(0, size) for size in expr.shape]
    seed = clean.scatter(expr.shape, [integer(i) for i in indices], ONE) if indices else ONE
    result = _pull(expr, wrt, seed, clean, observer, list(zip(indices, expr.shape)))
    for index, size in zip(reversed(indices), reversed(expr.shape)):
        result = clean.array(index, Size.of(0), size, result)
    return polish(result, clean.shared)


def pull_back(expr: Expr, wrt: Expr, cotangent: Expr) -> Expr:
    """sum over i.. of cotangent[i..] * d expr[i..] / d wrt[j..]: one reverse pass."""
    clean = Tidy()
    return polish(_pull(expr, wrt, cotangent, clean), clean.shared)


def _pull(expr: Expr, wrt: Expr, seed: Expr, clean: Tidy, observer: Observer | None = None,
          outer: Sequence[tuple[Size, Size]] = ()) -> Expr:
    variable, entry = apply_at(wrt) if isinstance(wrt, At) else (wrt, ())
    if not isinstance(variable, (Symbol, Local)):
        raise NoDerivative("a derivative is taken by a variable or one of its entries", "name the inner value first")
    if variable.sort not in ("real", "integer"):
        raise NoDerivative(f"{variable.name} is a {variable.sort}, not a number", "differentiate by a real variable")
    if expr.sort in ("function", "distribution", "event", "boolean"):
        raise NoDerivative(f"a {expr.sort} has no derivative as an array", "differentiate its value")
    return clean.entry(Reverse(variable, clean, observer, outer).run(expr, seed), *entry)


def steps(expr: Expr, wrt: Expr) -> tuple[str, ...]:
    """Why a derivative leaves out a dependence: the operations that are flat wherever they are smooth.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> [note.split(":")[0] for note in steps(x * apply("floor", x), x)]
    ['floor']
    """
    variable, _ = apply_at(wrt)
    inside: set[Expr] = set()
    found: dict[str, None] = {}
    for node in postorder(expr):
        if node is variable or any(c in inside for c in node.children):
            inside.add(node)
            if isinstance(node, Apply) and OPS[node.op].constant and node.sort != "function":
                found[f"{node.op}: {OPS[node.op].constant}"] = None
    return tuple(found)
