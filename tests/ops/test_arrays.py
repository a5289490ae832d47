"""One table of operations on whole arrays; every row is checked in every arithmetic and against JAX."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import jax
import jax.numpy as jnp
import jax.scipy.linalg
import numpy as np
import pytest
from tests.ops.array_cases import SIZES, TABLE, Case

from lemmata.engine.evaluation import FLOATS, RATIONALS, Balls, FiniteField, Point, evaluate
from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Symbol,
    array_of,
    as_size,
    at,
    bind,
    fresh_index,
    postorder,
    substitute,
    symbol,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.broadcasting import unbroadcast
from lemmata.engine.ops.validity import check_expr

jax.config.update("jax_enable_x64", True)


def numbers(case: Case, symbols: dict[str, Symbol]) -> dict[str, Any]:
    """Exact values of the declared domains, as object arrays of eighths."""
    draw = np.random.default_rng(case.seed())
    values = {}
    for name, s in symbols.items():
        shape = tuple(d.value(SIZES) for d in s.shape)
        if s.domain == "labels":
            values[name] = draw.integers(0, s.params[0].value(SIZES), shape).astype(object)
            continue
        entries = draw.integers(-24, 25, shape)
        if s.domain == "invertible":
            entries = entries + 32 * np.eye(shape[0], dtype=int)
        if s.domain == "posdef":
            entries = (entries @ entries.T) // 16 + 16 * np.eye(shape[0], dtype=int)
        values[name] = np.vectorize(lambda v: Fraction(int(v), 8), otypes=[object])(entries)
    return values


def floats(values: dict[str, Any]) -> dict[str, Any]:
    return {k: np.asarray(v).astype(int if isinstance(np.ravel(v)[0], int) else float) for k, v in values.items()}


def built(case: Case) -> tuple[dict[str, Symbol], Expr, dict[str, Any]]:
    symbols = case.symbols()
    expr = case.ours(*symbols.values())
    check_expr(expr)
    return symbols, expr, numbers(case, symbols)


def point(values: dict[str, Any], **more: Any) -> Point:
    return Point(SIZES, {**values, **more})


def close(found: Any, wanted: Any, case: Case) -> None:
    assert np.shape(found) == np.shape(wanted), f"{case}: shape {np.shape(found)}, NumPy has {np.shape(wanted)}"
    np.testing.assert_allclose(np.asarray(found, dtype=np.asarray(wanted).dtype), wanted, rtol=1e-9, atol=1e-9,
                               err_msg=f"{case.name}, seed {case.seed()}")


def middle(ball: Any) -> Any:
    if isinstance(ball, flint.acb):
        return complex(float(ball.real.mid()), float(ball.imag.mid()))
    return float(ball.mid())


each = pytest.mark.parametrize("case", TABLE, ids=lambda c: c.name)


@each
def test_value(case: Case) -> None:
    _, expr, values = built(case)
    close(evaluate(expr, point(values), FLOATS), np.asarray(case.truth(np, *floats(values).values())), case)


@each
def test_batches(case: Case) -> None:
    """Inside a binder the arguments have a batch axis."""
    symbols, expr, _ = built(case)
    many = [numbers(Case(f"{case.name} {k}", *[None] * 3), symbols) for k in range(2)]  # type: ignore[arg-type]
    if not symbols:
        return
    i = fresh_index()
    wide = {name: symbol(name, ["b", *s.shape], s.domain if s.domain in ("real", "labels") else "real", s.params)
            if s.domain != "labels" else symbol(name, ["b", *s.shape], "integer") for name, s in symbols.items()}
    rows = bind("array", i, substitute(expr, {s: at(wide[name], i) for name, s in symbols.items()}), 0, "b")
    stacked = {name: np.stack([m[name] for m in many]) for name in symbols}
    wanted = np.stack([np.asarray(case.truth(np, *floats(m).values())) for m in many])
    close(evaluate(rows, point(stacked), FLOATS), wanted, case)


@each
def test_balls_enclose(case: Case) -> None:
    _, expr, values = built(case)
    wanted = np.asarray(case.truth(np, *floats(values).values()))
    found = np.asarray(evaluate(expr, point(values), Balls(128)), dtype=object)
    assert found.shape == wanted.shape
    for place in np.ndindex(wanted.shape):
        ball = found[place]
        assert (ball.real if isinstance(ball, flint.acb) else ball).rad() < 1e-12, f"{case.name}: {ball} at {place}"
        assert abs(middle(ball) - wanted[place]) < 1e-8 * (1 + abs(wanted[place])), f"{case.name}: {ball} at {place}"


@each
def test_exact_numbers(case: Case) -> None:
    """The rationals agree with NumPy, the finite field with the rationals."""
    _, expr, values = built(case)
    if not case.exact:
        return
    wanted = np.asarray(case.truth(np, *floats(values).values()))
    found = np.asarray(evaluate(expr, point(values), RATIONALS), dtype=object)
    ratios = np.vectorize(lambda v: int(v.p) / int(v.q), otypes=[float])(found)
    close(ratios, wanted, case)
    field = FiniteField()
    residues = np.asarray(evaluate(expr, point(values), field), dtype=object)
    if case.name == "rank":
        return
    for place in np.ndindex(found.shape):
        assert residues[place] == flint.nmod(int(found[place].p), field.p) / flint.nmod(int(found[place].q), field.p)


@each
def test_index_form_and_body(case: Case) -> None:
    """The entries and the bodies of a record have the value of its function."""
    _, expr, values = built(case)
    if not isinstance(expr, Apply):
        return
    record, params = OPS[expr.op], expr.params
    wanted = np.asarray(case.truth(np, *floats(values).values()))
    indices = [fresh_index() for _ in expr.shape]
    if record.entry is not None and record.entry(indices, *expr.args, **params) is not None:
        entries = array_of(expr.shape, lambda *indices: record.entry(indices, *expr.args, **params))
        check_expr(entries)
        close(evaluate(entries, point(values), FLOATS), wanted, case)
    if record.body is not None:
        body = record.body(*expr.args, **params)
        check_expr(body)
        close(evaluate(body, point(values), FLOATS), wanted, case)
    if record.entry is None and record.body is None:
        assert record.group == "linear_algebra", f"{expr.op} has neither an index form nor a body"


def cotangents(expr: Expr, g: Expr) -> dict[Expr, Expr]:
    """Reverse accumulation by the records alone, over applications and entries."""
    back: dict[Expr, Expr] = {expr: g}
    for node in reversed(list(postorder(expr))):
        if node in back and isinstance(node, (At, Apply)):
            for arg, cotangent in pulled(node, back[node]):
                if cotangent is not None:
                    assert cotangent.shape == arg.shape, f"{node}: cotangent {cotangent.shape} of {arg.shape}"
                    back[arg] = back[arg] + cotangent if arg in back else cotangent
    return back


def pulled(node: At | Apply, g: Expr) -> list[tuple[Expr, Expr | None]]:
    if isinstance(node, At):
        slices = tuple((as_size(i), 1, 1) for i in node.indices)
        entry = apply("expand_dims", g, axis=tuple(range(len(slices))))
        return [(node.array, apply("place", entry, shape=node.array.shape, slices=slices))]
    record = OPS[node.op]
    if record.vjp is not None:
        return list(zip(node.args, record.vjp(g, node, *node.args, **node.params), strict=True))
    if record.partials is not None:
        return [(arg, unbroadcast(g * partial(node, *node.args), arg.shape))
                for arg, partial in zip(node.args, record.partials)]
    if record.constant:
        return []
    assert record.body is not None, f"{node.op} has no derivative"
    inner = cotangents(record.body(*node.args, **node.params), g)
    return [(arg, inner[arg]) for arg in dict.fromkeys(node.args) if arg in inner]


@each
def test_derivative_is_that_of_jax(case: Case) -> None:
    symbols, expr, values = built(case)
    if not case.differentiable or not symbols:
        return
    shape = tuple(d.value(SIZES) for d in expr.shape)
    weights = np.random.default_rng(case.seed() + 1).integers(-8, 9, shape)
    exact = np.vectorize(lambda v: Fraction(int(v), 4), otypes=[object])(weights)
    back = cotangents(expr, symbol("g", expr.shape))
    numeric = floats(values)
    smooth = {name: v for name, v in numeric.items() if v.dtype == float}

    def value(*args: Any) -> Any:
        return case.truth(jnp, *{**numeric, **dict(zip(smooth, args))}.values())

    _, pull = jax.vjp(value, *smooth.values())
    for name, wanted in zip(smooth, pull(jnp.asarray(weights / 4))):
        found = evaluate(back[symbols[name]], point(values, g=exact), FLOATS)
        close(found, np.asarray(wanted), case)
