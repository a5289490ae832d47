"""Integrals, limits and series of numbers in closed form: SymPy finds them, balls bear them out."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lemmata.engine.calculus.agreement import POINTS, borne_out, points
from lemmata.engine.calculus.errors import NoClosedForm
from lemmata.engine.derivatives import NoDerivative, derivative, unfold
from lemmata.engine.evaluation import ENTRYWISE, Balls, Point, Undefined, Unsupported, evaluate
from lemmata.engine.evaluation.budget import BudgetError, Trace
from lemmata.engine.expr import (
    Constant,
    Expr,
    Number,
    Symbol,
    bind,
    constant,
    fresh_local,
    number,
    postorder,
    substitute,
)
from lemmata.engine.notation import readable
from lemmata.engine.ops import apply

CALLS = 1_000_000  # of functions inside SymPy
NUMERICALLY = "take it numerically, or give the letters domains (positive, integer)"
STEPS = (Fraction(1, 2**8), Fraction(1, 2**12))  # from the point of a series, where its rest is looked at


def integral(expr: Expr, variable: Symbol, low: Expr | None = None, high: Expr | None = None) -> Expr:
    """The integral over a number between two ends, or an antiderivative where they are left out.

    Raises NoClosedForm where SymPy finds none within its budget, or values don't bear it out.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> integral(x**2, x, number(0), number(3)) is number(9)
    True
    """
    _need_number(expr, variable)
    if (low is None) != (high is None):
        raise NoClosedForm("an integral has two ends or none", "give both")
    if low is None or high is None:
        return _antiderivative(expr, variable)
    local = fresh_local((), "real")
    whole = bind("integral", local, substitute(expr, {variable: local}), low, high)
    return _found(whole, lambda node: node.doit(), "integral")


def _antiderivative(expr: Expr, variable: Symbol) -> Expr:
    import sympy

    found = _asked(expr, variable, lambda node, x: sympy.integrate(node, x))
    try:
        right = found is not None and borne_out(derivative(found, variable), unfold(expr))
    except NoDerivative:
        right = False
    if found is None or not right:
        raise NoClosedForm("no antiderivative was found that its derivative bears out", NUMERICALLY)
    return readable(found)


def limit(expr: Expr, variable: Symbol, point: Expr, side: int = 0) -> Expr:
    """The limit as a variable goes to a point (or `inf`), from above (1), below (-1) or both sides.

    Raises NoClosedForm where SymPy finds none within its budget, or values near the point don't bear it out.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> limit(apply("sin", x) / x, x, number(0)) is number(1)
    True
    """
    _need_number(expr, variable)
    if side not in (-1, 0, 1):
        raise ValueError(f"side {side}; give 1 (from above), -1 (from below) or 0")
    local = fresh_local((), "real")
    whole = bind("limit", local, substitute(expr, {variable: local}), point, number(side))
    return _found(whole, lambda node: node.doit(), "limit")


def series(expr: Expr, variable: Symbol, point: Expr, order: int) -> Expr:
    """The Taylor (or Laurent) polynomial around a point: the terms of degree below `order`.

    Raises NoClosedForm where SymPy finds none within its budget, or the rest is not of that order near the point.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> series(apply("exp", x), x, number(0), 2) is x + 1
    True
    """
    import sympy

    _need_number(expr, variable)
    if order < 1:
        raise ValueError(f"order {order}; give 1 or more")
    local = fresh_local((), "real")
    moved = substitute(expr, {variable: apply("add", point, local)})

    def work(node: Any, x: Any) -> Any:
        return sympy.series(node, x, 0, order).removeO()

    found = _asked(moved, local, work)
    if found is None or not _rest_is_small(moved, found, local, order):
        raise NoClosedForm(f"no series to order {order} was found that values near the point bear out",
                           "take derivatives at the point, or another point")
    zero = isinstance(point, Number) and point.value == 0
    if zero:
        return readable(substitute(found, {local: variable}))
    return substitute(found, {local: apply("add", variable, apply("neg", point))})


def _rest_is_small(expr: Expr, found: Expr, local: Any, order: int) -> bool:
    """Whether the rest, over h^order, stays as large when h falls to a sixteenth."""
    rest = apply("add", expr, apply("neg", found))
    seen = 0
    for point in points(expr, found):
        sides = [side for sign in (1, -1) if (side := _rests(rest, local, order, point, sign)) is not None]
        if any(last > 8 * first + 1e-12 for first, last in sides):  # a term is missing or wrong: it grows 16-fold
            return False
        seen += bool(sides)
        if seen == POINTS:
            return True
    return seen > 0


def _rests(rest: Expr, local: Expr, order: int, point: Point, sign: int) -> tuple[float, float] | None:
    """The rest over h^order at two distances on one side; None where it has no value there."""
    found = []
    for step in STEPS:
        try:
            value = evaluate(substitute(rest, {local: number(sign * step)}), point, Balls(400), budget=ENTRYWISE,
                             trace=Trace())
        except (Unsupported, Undefined, ZeroDivisionError, BudgetError):
            return None
        found.append(float((abs(value) / float(step) ** order).mid()))
    return found[0], found[1]


def _need_number(expr: Expr, variable: Symbol) -> None:
    if expr.shape or variable.shape:
        raise NoClosedForm("integrals, limits and series are of numbers in a number",
                           "take an entry, or a sum")


def _found(whole: Expr, work: Callable[[Any], Any], what: str) -> Expr:
    """What SymPy makes of an integral or limit, borne out by its values."""
    import sympy

    from lemmata.engine.calculus.sympy_bridge import Bridge, within

    bridge = Bridge()

    def asked() -> Expr | None:
        value = work(bridge.sympy(unfold(whole)))
        if value in (sympy.oo, -sympy.oo):
            infinite = constant("inf")
            return infinite if value == sympy.oo else apply("neg", infinite)
        if value.has(sympy.Limit, sympy.Integral, sympy.AccumBounds, sympy.nan, sympy.zoo, sympy.oo, sympy.Piecewise):
            return None
        return bridge.expression(sympy.simplify(value))

    found = within(CALLS, asked)
    if found is None:
        raise NoClosedForm(f"SymPy finds no closed form of this {what}", NUMERICALLY)
    if any(isinstance(n, Constant) and n.name == "inf" for n in postorder(found)):
        raise NoClosedForm(f"SymPy finds this {what} infinite", "check that it converges")
    if not borne_out(whole, found):
        raise NoClosedForm(f"values do not bear out what SymPy finds for this {what}", NUMERICALLY)
    return readable(found)


def _asked(expr: Expr, variable: Expr, work: Callable[[Any, Any], Any]) -> Expr | None:
    """What SymPy makes of an expression and a variable; None where it has no answer in words of ours."""
    import sympy

    from lemmata.engine.calculus.sympy_bridge import Bridge, within

    bridge = Bridge()

    def asked() -> Expr | None:
        x = bridge.sympy(variable)
        node = bridge.sympy(unfold(expr))
        if any(variable in set(postorder(e)) and e is not variable for e in bridge.atoms):
            return None
        value = work(node, x)
        if value.has(sympy.Integral, sympy.Order, sympy.nan, sympy.zoo, sympy.Piecewise):
            return None
        return bridge.expression(value)

    return within(CALLS, asked)
