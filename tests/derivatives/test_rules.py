"""Every record with a rule: gradient, Jacobian and Hessian of its typical use against differences in balls."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.derivatives.checks import BALLS, check_derivative
from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.expr import Size, bind, fresh_local, number, symbol
from lemmata.engine.ops import OPS, apply
from lemmata.engine.readers.declarations import parse_declarations

N, ZERO = Size.of("n"), Size.of(0)
SIZES = {"m": 3, "n": 2, "k": 4, "p": 2, "q": 2}
# Params of ops whose rule depends on them, or that have no use without.
PARAMS = {
    "sum": [{}, {"axis": 0}, {"axis": (1,), "keepdims": True}],
    "prod": [{}, {"axis": 1}],
    "max": [{}, {"axis": 0, "keepdims": True}],
    "min": [{"axis": 1}],
    "mean": [{}, {"axis": 0}, {"axis": (-1,), "keepdims": True}],
    "var": [{}, {"axis": 0, "ddof": 1}],
    "std": [{}, {"axis": 1, "keepdims": True}],
    "logsumexp": [{}, {"axis": 0}, {"axis": 1, "keepdims": True}],
    "softmax": [{}, {"axis": 0}],
    "log_softmax": [{}, {"axis": 0}],
    "cumsum": [{"axis": 0}, {"axis": 1}],
    "norm": [{}, {"ord": 1, "axis": 0}, {"ord": 3, "axis": 1, "keepdims": True}, {"ord": "inf", "axis": 1},
             {"ord": "nuc"}, {"ord": "spectral"}, {"ord": 1}],
    "reshape": [{"shape": (N, Size.of("m"))}, {"shape": (-1,)}],
    "broadcast_to": [{"shape": (Size.of("m"), N)}],
    "expand_dims": [{"axis": 0}, {"axis": 1}],
    "slice": [{"slices": ((Size.of(1), N - 1, 1),)}, {"slices": ((N - 1, N, -1),)}],
    "place": [{"shape": (N + 2,), "slices": ((Size.of(1), N, 1),)}],
    "full": [{"shape": (Size.of("m"), N)}],
    "einsum": [{"subscripts": "ij,jk->ki"}, {"subscripts": "ij,jk->"}],
    "polygamma": [{}, {"order": 2}],
}
def has_rule(op):
    sorts = {s.sort for s in parse_declarations(", ".join(op.samples)).values()}
    return bool(op.partials or op.vjp or op.body) and not op.constant and op.sort != "complex" and (
        "real" in sorts and sorts <= {"real", "integer"})


RULED = sorted(name for name, op in OPS.items() if op.samples and has_rule(op))
# Where a value is defined on a smaller set than the sample's domain, the argument is moved into it.
SHIFT = {"acosh": {"x": 1}, "binomial": {"n": 10}}


def typical(name: str, params: dict, seed: int):
    """The op applied to fresh symbols, and a point for them; numbers become arrays that broadcast."""
    op, rng = OPS[name], Random(seed)
    symbols = list(parse_declarations(", ".join(op.samples)).values())
    if op.elementwise:
        shapes = [("m", "n"), ("n",), ("m", 1)]
        symbols = [symbol(s.name, shapes[k], s.domain, s.params) for k, s in enumerate(symbols)]
    values = {}
    for s in symbols:
        shape = tuple(d.value(SIZES) for d in s.shape)
        classes = tuple(p.value(SIZES) if isinstance(p, Size) else p for p in s.params)
        values[s.name] = draw(s.domain, rng, shape, classes) + SHIFT.get(name, {}).get(s.name, 0)
    return apply(name, *symbols, **params), symbols, Point(SIZES, values, seed=seed)


def smooth(name, symbols):
    """What an op can be differentiated by: real arguments, and numbers that it continues to the reals."""
    return [s for s in symbols if s.sort == "real" or (s.domain == "natural" and OPS[name].elementwise)]


CASES = [(name, params) for name in RULED for params in PARAMS.get(name, [{}])]
IDS = [f"{name}-{k}" for name in RULED for k, _ in enumerate(PARAMS.get(name, [{}]))]


@pytest.mark.parametrize("name, params", CASES, ids=IDS)
def test_a_rule_gives_the_difference_quotient(name, params):
    expr, symbols, point = typical(name, params, seed=7)
    assert BALLS.defined(np.asarray(evaluate(expr, point, BALLS))), f"{name} is undefined at its sample"
    for wrt in smooth(name, symbols):
        for found in check_derivative(expr, wrt, point, seed=11):
            assert found.agrees, f"{name} {params} by {wrt.name} at {dict(point.values)}: {found}"


def takes_reals(op):
    return bool(op.samples) and all(s.sort == "real" for s in parse_declarations(", ".join(op.samples)).values())


@pytest.mark.parametrize(
    "name", sorted(n for n, op in OPS.items() if op.constant and op.elementwise and takes_reals(op)))
def test_an_op_that_is_flat_has_derivative_zero(name):
    symbols = list(parse_declarations(", ".join(OPS[name].samples)).values())
    x = symbol("t", ["n"])
    inner = apply(name, *[x * x for _ in symbols])
    value = apply("where", inner, 1, 0) if inner.sort == "boolean" else inner
    result = derivative(apply("sum", value), x)
    assert result is apply("zeros", shape=(N,))


def test_a_wrong_rule_is_caught(monkeypatch):
    """The check that every record goes through fails when a derivative in a record is changed."""
    wrong = {
        "tanh": {"partials": (lambda out, x: 1 - out,)},
        "matmul": {"vjp": lambda g, out, a, b: [apply("matmul", g, b), apply("matmul", g, a)]},
        "softmax": {"vjp": lambda g, out, x, axis: [out * g]},
        "log": {"partials": (lambda out, x: Fraction(101, 100) / x,)},
    }
    for name, change in wrong.items():
        args = [symbol("A", ["n", "n"]), symbol("B", ["n", "n"])][: OPS[name].arity]
        expr = apply(name, *args)
        point = Point({"n": 3}, {a.name: abs(draw("real", Random(3), (3, 3))) + 1 for a in args})
        assert all(c.agrees for c in check_derivative(expr, args[0], point, seed=5))
        monkeypatch.setitem(OPS, name, replace(OPS[name], **change))
        assert not all(c.agrees for c in check_derivative(expr, args[0], point, seed=5)), name
        monkeypatch.undo()


def test_what_has_no_derivative_says_why():
    a, h, t = symbol("a"), fresh_local(), fresh_local()
    X = symbol("X", (), "variable")
    cases = [
        (bind("limit", h, apply("sin", h * a) / h, number(0), number(0)), "exchanged with a limit"),
        (apply("probability", apply("le", X, a)), "changes with the place of a step"),
        (bind("integral", t, apply("floor", t * a), number(0), number(1)), "changes with the place of a step"),
        (apply("expectation", X * a, apply("gt", X, a)), "condition of an expectation"),
        (apply("density", X, a), "density has no derivative rule"),
        (bind("argmax", t, -((t - a) ** 2)), "defined only implicitly"),
    ]
    for expr, reason in cases:
        with pytest.raises(NoDerivative, match=reason):
            derivative(expr, a)
    for wrt in (apply("sin", a), symbol("f", (), "function", ((),)), X):
        with pytest.raises(NoDerivative):
            derivative(a, wrt)
