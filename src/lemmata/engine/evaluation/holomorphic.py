"""Functions of complex balls that know where they are holomorphic.

`flint.acb.integral` asks an integrand on a complex ball whether it is analytic there; a function with a
branch cut or a kink must answer nan when the ball touches it. A piecewise function is extended by the
piece that the real part lies in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from lemmata.engine.ops import Op
from lemmata.engine.ops.balls import only_integer

acb, arb = flint.acb, flint.arb


def _not_a_number() -> Any:
    return acb(arb.nan())


def _off_the_left(end: int) -> Callable[[Any], bool]:
    """Outside the cut (-inf, end]."""
    return lambda z: bool(z.real > end) or bool(z.imag != 0)


def _off_both_sides(z: Any) -> bool:
    """Outside the cuts (-inf, -1] and [1, inf)."""
    return (bool(z.real > -1) and bool(z.real < 1)) or bool(z.imag != 0)


def _off_the_imaginary_axis(z: Any) -> bool:
    """Outside the cuts from i and from -i along the imaginary axis."""
    return (bool(z.imag > -1) and bool(z.imag < 1)) or bool(z.real != 0)


# Where a multivalued function is analytic.
ANALYTIC: dict[str, Callable[[Any], bool]] = {
    "sqrt": _off_the_left(0), "log": _off_the_left(0), "log2": _off_the_left(0), "log10": _off_the_left(0),
    "lgamma": _off_the_left(0), "log1p": _off_the_left(-1), "acosh": _off_the_left(1),
    "asin": _off_both_sides, "acos": _off_both_sides, "atanh": _off_both_sides,
    "atan": _off_the_imaginary_axis, "asinh": _off_the_imaginary_axis,
}

# Meromorphic: at a pole the ball is not finite by itself.
MEROMORPHIC = frozenset((
    "add", "mul", "neg", "div", "exp", "expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "digamma",
    "gamma",
))


def _less(a: Any, b: Any) -> bool | None:
    return True if a.real < b.real else False if a.real >= b.real else None


def _equal(a: Any, b: Any) -> bool | None:
    if not a.overlaps(b):
        return False
    return True if a.is_exact() and b.is_exact() else None


def _not(a: bool | None) -> bool | None:
    return None if a is None else not a


def _power(a: Any, b: Any, analytic: bool) -> Any:
    exponent = only_integer(b.real) if b.is_exact() and b.imag.is_zero() else None
    if exponent is not None:
        return a**exponent
    if a.is_zero():
        return acb(0) if b.real > 0 else _not_a_number()
    if not analytic and a.contains(0) and b.imag.is_zero() and b.real > 0:
        return _around_zero(a.abs_upper() ** b.real)
    return a.pow(b, analytic=analytic) if not analytic or _off_the_left(0)(a) else _not_a_number()


def _cube_root(z: Any, analytic: bool) -> Any:
    """With the sign of the real part."""
    if z.real > 0:
        return z.root(3)
    if z.real < 0:
        return -((-z).root(3))
    return _not_a_number() if analytic else _around_zero(z.abs_upper().root(3))


def _around_zero(radius: Any) -> Any:
    ball = arb(0, radius.abs_upper())
    return acb(ball, ball)


def _where(c: bool | None, a: Any, b: Any, analytic: bool) -> Any:
    if c is None:
        return _not_a_number() if analytic else a.union(b)
    return a if c else b


# Piecewise functions; the second argument of each constructor says whether the ball must be analytic.
_PIECES: dict[str, Callable[[bool], Callable[..., Any]]] = {
    "abs": lambda analytic: lambda z: z.real_abs(analytic=analytic),
    "sign": lambda analytic: lambda z: z.real_sgn(analytic=analytic),
    "floor": lambda analytic: lambda z: z.real_floor(analytic=analytic),
    "ceil": lambda analytic: lambda z: z.real_ceil(analytic=analytic),
    "maximum": lambda analytic: lambda a, b: a.real_max(b, analytic=analytic),
    "minimum": lambda analytic: lambda a, b: a.real_min(b, analytic=analytic),
    "relu": lambda analytic: lambda z: z.real_max(acb(0), analytic=analytic),
    "sqrt": lambda analytic: lambda z: z.sqrt(analytic=analytic),
    "log": lambda analytic: lambda z: z.log(analytic=analytic),
    "log2": lambda analytic: lambda z: z.log(analytic=analytic) / arb.const_log2(),
    "log10": lambda analytic: lambda z: z.log(analytic=analytic) / arb.const_log10(),
    "cbrt": lambda analytic: lambda z: _cube_root(z, analytic),
    "pow": lambda analytic: lambda a, b: _power(a, b, analytic),
    "where": lambda analytic: lambda c, a, b: _where(c, a, b, analytic),
    "lt": lambda _: _less, "gt": lambda _: lambda a, b: _less(b, a),
    "ge": lambda _: lambda a, b: _not(_less(a, b)), "le": lambda _: lambda a, b: _not(_less(b, a)),
    "eq": lambda _: _equal, "ne": lambda _: lambda a, b: _not(_equal(a, b)),
}
_TRUTH = frozenset(("and", "or", "not"))


def holomorphic(record: Op, analytic: bool) -> Callable[..., Any] | None:
    """The function of complex balls of an elementwise op; None where its body must serve."""
    name = record.name
    if name in _PIECES:
        return _PIECES[name](analytic)
    if name in _TRUTH:
        return record.arb
    function = record.acb or (record.arb if name in ANALYTIC or name in MEROMORPHIC else None)
    if function is None and record.generic:
        function = record.numpy
    if function is None:
        if record.body is not None:
            return None
        if analytic or record.arb is None:
            return lambda *args, **params: _not_a_number()
        return _on_reals(record.arb)
    if analytic and name in ANALYTIC:
        return _where_analytic(function, ANALYTIC[name])
    return function


def _where_analytic(function: Callable[..., Any], safe: Callable[[Any], bool]) -> Callable[..., Any]:
    return lambda z, **params: function(z, **params) if safe(z) else _not_a_number()


def _on_reals(function: Callable[..., Any]) -> Callable[..., Any]:
    """A real function where every argument is real; nothing is known elsewhere."""

    def on_reals(*args: Any, **params: Any) -> Any:
        if not all(a.imag.is_zero() for a in args):
            return _not_a_number()
        return acb(function(*(a.real for a in args), **params))

    return on_reals
