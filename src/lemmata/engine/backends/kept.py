"""The compiled functions of expressions, each made once."""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.backends.compiled import Compiled
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.notation import whole
from lemmata.engine.programs import NoProgram, complements, stable


@lru_cache(maxsize=256)
def compiled_of(expr: Expr, given: tuple[Symbol, ...]) -> Compiled | NoProgram:
    """The function of the arrays that are given, whose shapes may tell sizes even where they don't occur."""
    try:
        found = complements(stable(whole(unfold(expr)), last=True))
        missing = [s.name for s in symbols(found) if s not in given]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}; pass {missing[0]}=array")
        return Compiled([[found]], given)
    except NoProgram as reason:
        return reason


@lru_cache(maxsize=256)
def together(exprs: tuple[Expr, ...], given: tuple[Symbol, ...]) -> Compiled:
    """One function of several values, which share what they have in common. Raises NoProgram where one has no code."""
    return Compiled([[complements(stable(whole(unfold(expr)), last=True)) for expr in exprs]], given)
