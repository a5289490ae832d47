"""Derivatives that stand on the records, against differences in balls of high precision."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from tests.ops.typical import TypicalCall, centre, direction, in_balls, integers

from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.expr import Apply, Expr, symbol
from lemmata.engine.ops import OPS, apply, as_expr

STEP, BITS = Fraction(1, 2**60), 360


def moved(point: Point, name: str, change: Any) -> Point:
    return replace(point, values={**point.values, name: np.asarray(point.values[name], dtype=object) + change})


def difference(expr: Expr, point: Point, name: str, change: Any) -> Any:
    """The central difference along a change; None at a kink, where the one-sided ones disagree."""
    ahead, here, behind = (
        in_balls(expr, moved(point, name, sign * STEP * change), BITS) for sign in (1, 0, -1)
    )
    scale = int(1 / STEP)
    left, right = centre((here - behind) * scale), centre((ahead - here) * scale)
    if not np.allclose(left, right, rtol=1e-9, atol=1e-9):
        return None
    return centre((ahead - behind) * (scale // 2))


def test_partials(elementwise_call: TypicalCall) -> None:
    call, checked = elementwise_call, 0
    if call.record.partials is None:
        assert call.record.constant or call.record.body is not None
        return
    for place, partial in enumerate(call.record.partials):
        wrt = call.args[place]
        claimed = as_expr(partial(call.node, *call.args, **call.params))
        for point in call.points():
            measured = difference(call.node, point, wrt.name, np.array(Fraction(1), dtype=object))
            value = centre(in_balls(claimed, point, BITS))
            if measured is None or not np.isfinite(value).all() or not np.isfinite(measured).all():
                continue
            checked += 1
            np.testing.assert_allclose(
                value, measured, rtol=1e-10, atol=1e-12,
                err_msg=f"partial {place} of {call} at {point.values} (seed {point.seed})")
    assert checked, f"no partial of {call} could be checked"


def test_a_constant_is_flat(elementwise_call: TypicalCall) -> None:
    call = elementwise_call
    if not call.record.constant or call.node.sort == "boolean":
        return
    for point in call.points():
        for wrt in call.args:
            measured = difference(call.node, point, wrt.name, np.array(Fraction(1), dtype=object))
            assert measured is None or not np.isfinite(measured) or call.name == "decimal" or measured == 0


def test_vjp(whole_call: TypicalCall) -> None:
    """<vjp(g), d> is the derivative of <g, out> along d, for a random g and d."""
    call, record = whole_call, whole_call.record
    if record.vjp is None:
        assert record.constant or record.body is not None or record.entry is not None
        return
    cotangent = symbol("cotangent", call.node.shape)
    pulled = record.vjp(cotangent, call.node, *call.args, **call.params)
    checked = 0
    for point in call.points():
        rng = Random(point.seed)
        weights = direction(rng, cotangent, point)
        here = replace(point, values={**point.values, "cotangent": weights})
        for wrt, claimed in zip(call.args, pulled):
            if claimed is None or wrt.sort != "real":
                continue
            change = direction(rng, wrt, point)
            moving = difference(call.node, here, wrt.name, change)
            if moving is None or not np.isfinite(moving).all():
                continue
            measured = float(np.sum(moving * weights.astype(float)))
            value = float(np.sum(centre(in_balls(claimed, here, BITS)) * change.astype(float)))
            checked += 1
            assert np.isclose(value, measured, rtol=1e-9, atol=1e-9), (
                f"{call} by {wrt.name}: vjp {value}, difference {measured}, at {here.values} (seed {point.seed})")
    assert checked or all(p is None for p in pulled), f"no derivative of {call} could be checked"
    assert integers(call.node, here) == np.shape(weights)


def test_a_product_without_zeros_has_a_quotient_as_derivative() -> None:
    for domain, divided in (("positive", True), ("real", False)):
        x = symbol("x", ["n"], domain)
        out = apply("prod", x)
        (pulled,) = OPS["prod"].vjp(symbol("g"), out, x, **out.params)  # type: ignore[misc]
        assert isinstance(pulled, Apply) and (pulled.op == "div") is divided
        for values, others in (([2.0, 3.0, 5.0], [15.0, 10.0, 6.0]), ([2.0, 0.0, 5.0], [0.0, 10.0, 0.0])):
            if 0.0 in values and divided:
                continue
            np.testing.assert_allclose(evaluate(pulled, {"g": 1.0, "x": values}), others)
