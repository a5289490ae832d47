"""Balls enclose: functions, kinks, jumps, conditions, extrema; and their centres are what mpmath says."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, ctx, fmpq
from tests.ops.typical import TypicalCall

from lemmata.engine.evaluation import Balls, Point, Unsupported, evaluate
from lemmata.engine.expr import constant, symbol
from lemmata.engine.ops import OPS, apply, balls

TRIES, DIGITS = 40, 30
MPMATH: dict[str, Callable[..., Any]] = {
    **{name: getattr(mpmath, name) for name in (
        "exp", "log", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh",
        "tanh", "asinh", "acosh", "atanh", "floor", "ceil", "sign", "erf", "erfc", "erfinv", "gamma", "digamma",
        "beta", "factorial", "binomial")},
    "abs": abs, "log2": lambda x: mpmath.log(x, 2), "log10": mpmath.log10, "log_base": mpmath.log,
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), "lgamma": lambda x: mpmath.log(abs(mpmath.gamma(x))),
    "polygamma": lambda x, order: mpmath.polygamma(order, x), "norm_cdf": mpmath.ncdf,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)), "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "silu": lambda x: x / (1 + mpmath.exp(-x)), "gelu": lambda x: x * mpmath.ncdf(x), "relu": lambda x: max(x, 0),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x, "round": mpmath.nint,
    "elu": lambda x, alpha: x if x > 0 else alpha * mpmath.expm1(x), "maximum": max, "minimum": min,
    "square": lambda x: x * x, "logit": lambda x: mpmath.log(x / (1 - x)),
    "logaddexp": lambda a, b: mpmath.log(mpmath.exp(a) + mpmath.exp(b)),
    "log_sigmoid": lambda x: -mpmath.log1p(mpmath.exp(-x)),
    "xlogy": lambda x, y: x * mpmath.log(y) if x else mpmath.mpf(0), "pow": mpmath.power,
}


def exact(value: Fraction | float) -> Any:
    value = Fraction(value)
    return arb(fmpq(value.numerator, value.denominator))


@pytest.fixture(autouse=True)
def _precision() -> Any:
    before, ctx.prec = ctx.prec, 160
    with mpmath.workdps(45):
        yield
    ctx.prec = before


@pytest.mark.parametrize("name", sorted(MPMATH))
def test_values_are_mpmaths(name: str) -> None:
    for case in range(len(OPS[name].cases)):
        call = TypicalCall(name, case)
        for point in call.points(6):
            numbers = [point.values[s.name][()] for s in call.args]
            params = {key: mpmath.mpf(v.numerator) / v.denominator for key, v in call.params.items()}
            truth = MPMATH[name](*(mpmath.mpf(v.numerator) / v.denominator for v in numbers), **params)
            value = evaluate(call.node, point, Balls(160))
            found = mpmath.mpf(value.str(40, radius=False))
            assert mpmath.almosteq(found, truth, 10**-DIGITS, 10**-DIGITS), f"{name}{tuple(map(str, numbers))}"


def test_a_power_of_what_is_undefined_is_undefined() -> None:
    undefined = exact(1) / exact(0)
    assert not balls.power(undefined, exact(0)).is_finite() and balls.power(exact(0), exact(0)) == 1


def real_functions() -> list[str]:
    return sorted(
        name for name, op in OPS.items()
        if op.elementwise and op.arb is not None and op.arity in (1, 2, 3) and op.sort != "complex"
        and not any(": event" in s or ": integer" in s for s in op.samples)
    )


def holds_in(whole: Any, part: Any) -> bool:
    """Whether the value of a ball allows the value of a point in it."""
    if whole is None or part is None or isinstance(whole, bool) or isinstance(part, bool):
        return whole is None or whole == part
    return not whole.is_finite() or part.is_nan() or bool(whole.contains(part))


@pytest.mark.parametrize("name", real_functions())
def test_a_ball_encloses_the_values_at_its_points(name: str) -> None:
    record, rng = OPS[name], Random(7)
    call = TypicalCall(name, 0)
    for _ in range(TRIES):
        centres = [Fraction(rng.randint(-12, 12), 4) for _ in call.args]
        radii = [Fraction(rng.choice((0, 1, 1, 4)), rng.choice((1, 4, 64))) for _ in call.args]
        wide = [arb(exact(c), exact(r)) for c, r in zip(centres, radii)]
        whole = record.arb(*wide, **call.params)
        for offset in (-1, 1, 0, Fraction(rng.randint(-64, 64), 64)):
            inner = [c + offset * r for c, r in zip(centres, radii)]
            part = record.arb(*(exact(v) for v in inner), **call.params)
            assert holds_in(whole, part), f"{name}: {whole} at {wide} lacks {part} at {inner}"


def test_a_comparison_of_overlapping_balls_is_neither() -> None:
    wide = arb(0, 1)
    assert balls.less(wide, arb(0)) is None and balls.equal(wide, arb(0)) is None
    assert balls.less(wide, arb(2)) is True and balls.equal(wide, arb(2)) is False
    assert balls.equal(arb(2), arb(2)) is True and balls.at_most(arb(2), arb(2)) is True


@pytest.mark.parametrize(("a", "b", "conjunction", "disjunction"), [
    (True, None, None, True), (False, None, False, None), (None, None, None, None), (True, False, False, True),
])
def test_three_valued_logic(a: bool | None, b: bool | None, conjunction: bool | None, disjunction: bool | None) -> None:
    assert balls.both(a, b) is conjunction is balls.both(b, a)
    assert balls.either(a, b) is disjunction is balls.either(b, a)


def test_an_undecided_choice_is_the_union() -> None:
    x = symbol("x")
    step = apply("where", apply("gt", x - x, 0), 3, 1)
    third = Point({}, {"x": np.array(Fraction(1, 3), dtype=object)})
    value = evaluate(step, third, Balls(64))
    assert value.contains(1) and value.contains(3)


def test_the_place_of_an_extremum_needs_separated_balls() -> None:
    x = symbol("x", [2])
    place = apply("argmax", x * constant("pi"))
    values = [np.array([Fraction(1), Fraction(1) + gap], dtype=object) for gap in (Fraction(1, 2**200), Fraction(1, 4))]
    with pytest.raises(Unsupported, match="too close"):
        evaluate(place, Point({}, {"x": values[0]}), Balls(64))
    assert evaluate(place, Point({}, {"x": values[0]}), Balls(320)) == 1
    assert evaluate(place, Point({}, {"x": values[1]}), Balls(64)) == 1


@pytest.mark.parametrize(("base", "exponent", "value"), [
    (0, 0, 1), (-2, 3, -8), (-2, -1, Fraction(-1, 2)), (0, Fraction(1, 2), 0), (4, Fraction(1, 2), 2),
])
def test_powers_of_balls(base: int, exponent: Fraction | int, value: Fraction | int) -> None:
    assert balls.power(exact(base), exact(exponent)).contains(exact(value))


@pytest.mark.parametrize(("exponent", "low", "high"), [(1, -0.5, 0.5), (2, 0, 0.25), (3, -0.125, 0.125)])
def test_powers_of_a_ball_around_zero(exponent: int, low: float, high: float) -> None:
    found = balls.power(arb(0, 0.5), exact(exponent))
    assert found.contains(arb(low)) and found.contains(arb(high)) and found.contains(0) and found < 0.6


def test_a_root_of_a_negative_number_is_undefined() -> None:
    assert balls.power(arb(-2), exact(Fraction(1, 2))).is_nan()


def test_a_decimal_is_known_to_half_its_last_digit() -> None:
    decimal = OPS["decimal"].arb(exact(Fraction("3.14")), digits=2)
    assert decimal.contains(exact(Fraction("3.1449"))) and decimal.overlaps(arb.pi())
    assert not decimal.overlaps(exact(Fraction("3.1452"))) and not decimal.overlaps(exact(Fraction("3.1349")))
    assert OPS["decimal"].arb(arb(1200), digits=-2).contains(1249)
