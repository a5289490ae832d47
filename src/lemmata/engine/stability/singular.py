"""Where a derivative is not defined, and what its code gives there: ties of operations, tried out in the formula.

An operation without a slope need not leave the formula without one: |x|^2 has one. So each tie is brought about in
numbers, and the derivatives to both sides of it are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.backends.compiled import Compiled
from lemmata.engine.backends.derived import derived_forms
from lemmata.engine.derivatives import unfold
from lemmata.engine.evaluation import NoPoint, sample, size_choices
from lemmata.engine.expr import At, Expr, Symbol, symbols
from lemmata.engine.programs import NoProgram, stable
from lemmata.engine.stability.bringing import Arrays, brought, inside
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.ties import Tie, ties

NEAR = (1e-4, 1e-7)  # how far from a tie the derivatives to its sides are looked at
TENDING = 0.6  # of the distance to a limit may be left, of two places 1000 times nearer
ALIKE = 1e-3
Function = Callable[[Mapping[str, Any]], tuple[Array, Array]]

def singular(expr: Expr, wrt: Expr) -> tuple[str, ...]:
    """The conditions under which d expr / d wrt is not defined, each with what its code takes there.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x", ["n"])
    >>> singular(apply("sum", apply("abs", x)) + apply("sum", apply("abs", x) ** 2), x)
    ('x = 0 (entries): 0 is taken',)
    """
    variable = wrt.children[0] if isinstance(wrt, At) else wrt
    plain = stable(unfold(expr))
    return tuple(_told(plain, variable)) if isinstance(variable, Symbol) else ()


def _told(expr: Expr, variable: Symbol) -> Iterator[str]:
    found = {tie.text: tie for tie in ties(expr, variable)}
    last = stable(expr, last=True)
    found |= {tie.text: tie for tie in ties(last, variable, only=("xlogy",))}
    if not found:
        return
    try:
        at = _point(expr)
        known = list(symbols(expr))
        function = _function(derived_forms(expr, first=[variable]), known)
    except (NoPoint, NoProgram) as reason:
        yield from (f"{text}: not tried, as {reason}" for text in found)
        return
    for tie in found.values():
        said = tie.taken or _tried(tie, function, known, at, variable)
        if said:
            yield f"{tie.text}: {said}"


def _point(expr: Expr) -> Arrays:
    """Numbers for the symbols, of which no two entries are alike."""
    sizes = next((s for s in size_choices(expr) if all(v > 1 for v in s.values())), {})
    point = sample(list(symbols(expr)), sizes, Random(1))
    return {name: np.asarray(value, float) for name, value in point.values.items()}


def _function(forms: list[list[Expr]], known: list[Symbol]) -> Function:
    compiled = Compiled(forms, known, "numpy")

    def values(arrays: Mapping[str, Any]) -> tuple[Array, Array]:
        with np.errstate(all="ignore"):
            found = compiled(**arrays)
        one, *others = found if isinstance(found, tuple) else (found,)
        return np.asarray(one, float), np.asarray(others[0] if others else one, float)
    return values


def _tried(tie: Tie, function: Function, known: list[Symbol], at: Arrays, variable: Symbol) -> str:
    """What is taken at a tie; nothing where the derivative is defined there."""
    try:
        inner = [s for s in known if s in symbols(tie.zero)]
        zero = _function([[stable(tie.zero, last=True)]], inner)
    except NoProgram as reason:
        return f"not tried, as {reason}"
    found = brought(lambda arrays: zero({s.name: arrays[s.name] for s in inner})[0], at, inner, variable, tie.whole)
    if found is None:
        return "not tried, as no such numbers were found"
    at, along = found
    x = at[variable.name]

    def near(step: float) -> tuple[Array, Array] | None:
        moved = x + step * along
        value, slope = function({**at, variable.name: moved})
        return (value, slope) if inside(variable, moved) and not np.isnan(value).any() else None

    here, taken = function(at)
    sides = []
    for sign in (1, -1):
        far, close = (near(sign * step) for step in NEAR)
        if far is not None and close is not None:
            sides.append((far, close))
    return _said(here, taken, sides) if sides else ""


def _said(here: Array, taken: Array, sides: list[tuple[tuple[Array, Array], tuple[Array, Array]]]) -> str:
    """In words, from the value and the derivative at the tie, and those to its sides, at both distances."""
    jumps = not all(_tends(far[0], close[0], here) for far, close in sides)
    if not jumps and all(_tends(far[1], close[1], taken) for far, close in sides):
        return ""
    limits = [close[1] for _, close in sides]
    rough = ~np.isfinite(taken)
    if rough.any():
        value, limit = taken[rough].ravel()[0], limits[0][rough].ravel()[0]
        if not np.isfinite(here).all():
            return f"{value} is taken, as the formula has no value"
        smooth = all(_alike(far[1], close[1]) and _alike(limits[0], close[1]) for far, close in sides)
        return f"{value} is taken" + (f", where the limit is {limit:.3g}" if smooth else "")
    apart = np.max([np.abs(taken - limit) for limit in limits], axis=0)
    place = np.unravel_index(int(np.argmax(apart)), apart.shape)
    own, near = float(taken[place]), [float(limit[place]) for limit in limits]
    size = ALIKE * (1 + max(map(abs, near)))
    if jumps and any(abs(own - limit) <= size for limit in near):
        return "the formula jumps, the slope beside it is taken"
    if own == 0:
        return "0 is taken"
    if len(near) == 2 and abs(own - (near[0] + near[1]) / 2) <= size:
        return "the mean of the slopes to both sides is taken"
    return "the slope to one side is taken" if any(abs(own - limit) <= size for limit in near) else (
        f"{own:.3g} is taken")


def _alike(one: Array, other: Array) -> bool:
    return bool(np.isfinite(one).all() and np.isfinite(other).all() and (
        np.abs(one - other) <= ALIKE * (1 + np.abs(one))).all())


def _tends(far: Array, close: Array, limit: Array) -> bool:
    """Whether numbers come nearer to what they are at a tie, or are there."""
    if not (np.isfinite(far).all() and np.isfinite(close).all() and np.isfinite(limit).all()):
        return False
    before, after = np.abs(far - limit).max(initial=0), np.abs(close - limit).max(initial=0)
    return bool(after <= max(TENDING * before, ALIKE**2 * (1 + np.abs(limit).max(initial=0))))
