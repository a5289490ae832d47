"""Values where the machine's numbers end: what over- or underflows on the way to a value that does not.

Each way only where the ones before gave 0, infinity or no number, or where arguments are far from 1: in other units
(`programs/units`), in operations that go through logarithms (`programs/careful`); shorter floats of NumPy in doubles;
and where arguments are few and 1 is lost beside them, or they beside 1, in balls (`certified`), which lose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import library_of, namespace
from lemmata.engine.backends.certified import Exact, certified
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Apply, Expr, Number, Symbol, postorder, symbol, symbols, transform
from lemmata.engine.notation import whole
from lemmata.engine.ops import apply
from lemmata.engine.programs import NoProgram, careful, complements, program, stable
from lemmata.engine.programs.gammas import LARGE, gammas
from lemmata.engine.programs.units import Unit, exponents, units

GAMMAS = ("gamma", "lgamma", "digamma", "polygamma", "beta", "betaln")
SMALL = 1024  # entries that are looked at in any case; of larger arrays only where the value is doubtful
ADDED = ("add", "maximum", "minimum", "gt", "lt", "ge", "le", "where")
HALF_LOST = 30
Value = Callable[[Expr, Mapping[str, Symbol], Mapping[str, Any]], Any]


def mended(found: Any, expr: Expr, declarations: Mapping[str, Symbol], arrays: Mapping[str, Any], value: Value,
           exact: Exact) -> Any:
    """The value that was found, but where it left the range of floats on the way.

    value   the value of an expression at arrays, in plain floats
    exact   the value of this one in another arithmetic
    """
    real = {n: v for n, v in arrays.items() if n in declarations and declarations[n].sort == "real"}
    try:
        stirling, most = _gammas(expr)
        near = _near(found, most)
        if _ordinary(found, list(real.values()), near[0], near[1] if stirling is None else LARGE):
            return found
        if isinstance(found, (np.ndarray, np.generic)) and found.dtype in (np.float32, np.float16):
            doubles = {n: np.asarray(v, float)[()] if n in real else v for n, v in arrays.items()}
            with np.errstate(all="ignore"):
                return mended(value(expr, declarations, doubles), expr, declarations, doubles, value, exact).astype(
                    found.dtype)
        if stirling is not None:
            found = value(stirling, declarations, arrays)
        found = _mended(found, stirling or expr, declarations, arrays, real, value)
        return certified(found, expr, arrays, exact) if _asks(found, list(real.values()), near) else found
    except (TypeError, RuntimeError) as reason:  # JAX and torch refuse to ask what they trace
        if library_of([found]) == "numpy":
            raise reason
        return found


@lru_cache(maxsize=256)
def _gammas(expr: Expr) -> tuple[Expr | None, int]:
    """The expression for large arguments of gamma functions, None where it would be the same; and the power of two from
    which on these, whose logarithms are as large as their arguments, may leave nothing of a sum.
    """
    try:
        plain = unfold(expr)
    except NoProgram:
        return None, 53
    found = gammas(plain)
    large = any(isinstance(node, Apply) and node.op in GAMMAS for node in postorder(plain))
    return None if found is plain else found, 20 if large else 53


def _near(found: Any, most: int) -> tuple[float, float]:
    """Between which numbers there is nothing to look at: of doubles 1 + x keeps half of the digits of 1 and of x."""
    power = min(_limit(found), HALF_LOST)
    return 2.0**-power, 2.0 ** min(power, most)


def _asks(found: Any, values: Sequence[Any], near: tuple[float, float]) -> bool:
    """Whether balls are asked: where a small array is far from 1, or the value is no number; not for half floats."""
    if _limit(found) < 32:
        return False
    least, most = near
    sizes = [abs(v) if isinstance(v, (float, int)) else _largest(_bare(v)) for v in values]
    return any(size and not least <= size <= most for size in sizes) or bool(namespace(found).any(
        namespace(found).isnan(found)))


def _ordinary(found: Any, values: Sequence[Any], least: float, most: float) -> bool:
    """Whether there is nothing to mend: a number from arguments whose largest entries are not far from 1.

    Of large arrays only the value is looked at, as a pass over them takes as long as the value itself.
    """
    small = True
    for value in values:
        size = abs(value) if isinstance(value, (float, int)) else _largest(_bare(value))
        small = small and size is not None
        if size is not None and size != 0 and not least <= size <= most:
            return False
    if isinstance(found, np.generic):
        return math.isfinite(found) and (found != 0 or not small)
    if not small:
        return math.isfinite(float(_bare(found).sum()))
    xp = np if isinstance(found, np.ndarray) else namespace(found)
    return bool(xp.all(xp.isfinite(found))) and bool(xp.all(found != 0))


def _largest(value: Any) -> float | None:
    """The largest absolute value of a small array, None of another one."""
    count = math.prod(value.shape)
    return None if count > SMALL else float(abs(value).max()) if count else 0.0


def _bare(value: Any) -> Any:
    """As an array that no derivatives go through."""
    if isinstance(value, (list, tuple)):
        return np.asarray(value, float)
    return value.detach() if hasattr(value, "detach") else value


def _mended(found: Any, expr: Expr, declarations: Mapping[str, Symbol], arrays: Mapping[str, Any],
            real: Mapping[str, Any], value: Value) -> Any:
    widths = {n: _width(v) for n, v in real.items()}
    if any(w is None for w in widths.values()):
        return found  # not a number among the arguments
    limit = _limit(found)
    far = any(max(abs(e) for e in w) > limit for w in widths.values() if w)
    if not far and not _without_number(found):
        return found
    changed, given, choices = _in_units(expr, tuple(declarations[n] for n in real))
    known = {**declarations, **{s.name: s for s in given}}
    if far and choices:
        numbers = {s.name: float(v) for s, v in given.items()}
        sizes = {n: w for n, w in widths.items() if w}

        def in_units(below: bool) -> tuple[Any, int, bool]:
            divided, power = exponents(choices, {n: w[1] for n, w in sizes.items()}, below)
            scaled = {n: _times(v, -divided.get(n, 0)) for n, v in {**arrays, **numbers}.items()}
            even = all(abs(e - divided.get(n, 0)) <= limit for n, w in sizes.items() for e in w) and all(
                math.frexp(v)[1] - divided.get(n, 0) <= limit for n, v in numbers.items())
            return value(changed, known, scaled), power, even

        plain, power, even = in_units(False)
        if even:
            found = _where(~namespace(found).isnan(new := _times(plain, power)), new, found)
            if not _doubtful(plain):
                return found
        else:
            found = _agreed(found, (plain, power), in_units(True)[:2])
    slow = _careful(expr)
    if slow is not None and _doubtful(found):
        found = _instead(found, value(slow, declarations, arrays))
    return found


@lru_cache(maxsize=256)
def _careful(expr: Expr) -> Expr | None:
    """The expression for the arguments that need it; None where it would be the same."""
    try:
        plain = complements(stable(whole(unfold(expr))))
    except NoProgram:
        return None
    found = careful(plain)
    return None if found is plain else found


@lru_cache(maxsize=256)
def _in_units(expr: Expr, real: tuple[Symbol, ...]) -> tuple[Expr, Mapping[Symbol, Fraction], tuple[Unit, ...]]:
    """The expression with a symbol for each number that is added or compared, these numbers, and its units."""
    numbers: dict[Fraction, Symbol] = {}

    def named(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or node.op not in ADDED:
            return None
        args = [a if (value := _constant(a)) in (None, 0) else numbers.setdefault(
            value, symbol(f"number_{len(numbers)}")) for a in node.args]
        return None if args == list(node.args) else apply(node.op, *args, **node.params)

    try:
        plain = complements(stable(whole(unfold(expr))))
        changed = transform(plain, named)
        given = {s: v for v, s in numbers.items()}
        found = units(program([changed], [*symbols(changed)], lambda name: True))
    except NoProgram:
        return expr, {}, ()
    if any(unit.powers.keys() & {s.name for s in real} for unit in found):
        return changed, given, found
    return expr, {}, ()


def _constant(node: Expr) -> Fraction | None:
    """The value of a number, or of a quotient of numbers."""
    if isinstance(node, Apply) and node.op == "div" and all(isinstance(a, Number) and a.value for a in node.args):
        above, below = (a.value for a in node.args if isinstance(a, Number))
        return above / below
    return node.value if isinstance(node, Number) else None


def _doubtful(value: Any) -> bool:
    """Whether an entry is no finite number, or 0."""
    xp = namespace(value)
    return not bool(xp.all(xp.isfinite(value) & (value != 0)))


def _without_number(value: Any) -> bool:
    xp = namespace(value)
    return not bool(xp.all(xp.isfinite(value)))


def _width(value: Any) -> tuple[int, int] | tuple[()] | None:
    """The least and the largest entry as powers of two, () where all are 0 or infinite, None where one is no number."""
    if isinstance(value, (float, int)):
        least = most = abs(float(value))
    else:
        size = abs(_bare(value))
        most = float(size.max()) if math.prod(size.shape) else 0.0
        least = float(namespace(size).where(size > 0, size, most).min()) if most else 0.0
    if math.isnan(most):
        return None
    return () if most in (0, math.inf) else (math.frexp(least)[1], math.frexp(most)[1])


def _limit(value: Any) -> int:
    """The power of two up to which a fourth power is in the range of the value's floats."""
    dtype = getattr(value, "dtype", np.dtype(float))
    name = str(dtype).rpartition(".")[2]
    return {"float32": 32, "float16": 4, "bfloat16": 32}.get(name, 256)


def _times(value: Any, power: int) -> Any:
    """value * 2**power, in steps that are numbers of its dtype."""
    if not power:
        return value
    value = np.asarray(value, float) if isinstance(value, (list, tuple, int)) else value
    most = 4 * _limit(value) - 8
    while power:
        step = max(-most, min(most, power))
        with np.errstate(all="ignore"):
            value = value * 2.0**step
        power -= step
    return value


def _agreed(old: Any, first: tuple[Any, int], second: tuple[Any, int]) -> Any:
    """The value (plain * 2**power) in two choices of units where they agree; else the old one, where it is a number.

    Some arguments are far from 1 in either, so that parts may have vanished.
    """
    xp = namespace(old)
    new, other = _times(*first), _times(*second)
    same = xp.isfinite(new) & (xp.abs(new - other) <= 1e-6 * xp.abs(new)) & ((new != 0) | xp.isnan(old))
    found = _where(same, new, old)
    for plain, power in (second, first):
        value, large = _times(plain, power), xp.abs(plain) > 2.0 ** (-2 * _limit(old))
        found = _where(xp.isfinite(value) & large & (~xp.isfinite(found) | (found == 0)), value, found)
    return found


def _instead(old: Any, new: Any) -> Any:
    """The new value where the old one is no finite number, or 0."""
    xp = namespace(old)
    return _where(xp.isfinite(new) & (xp.isnan(old) | (xp.isinf(old) | (old == 0)) & (new != 0)), new, old)


def _where(condition: Any, new: Any, old: Any) -> Any:
    return namespace(old).where(condition, new, old)[()]
