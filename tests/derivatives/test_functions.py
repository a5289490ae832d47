"""Abstract functions: the chain rule, and the same with concrete functions in their place."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.derivatives.checks import BALLS, check_derivative
from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.evaluation.functions import draw_function
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.expr import Apply, Bind, bind, fresh_local, postorder, shape_of, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import substitute_function

SIZES = {"m": 2, "n": 3}
a, x, A = symbol("a"), symbol("x", ["n"]), symbol("A", ["m", "n"])


def function(name, arguments, shape=()):
    return symbol(name, shape, "function", tuple(shape_of(s) for s in arguments))


f, g = function("f", [()]), function("g", [()])
h = function("h", [["n"]], ["m"])
u = function("u", [["n"], ()])
v = function("v", [["m", "n"]], ["n"])
F = function("F", [["n"]], ["m", "n"])


def call(function, *args):
    return apply("call", function, *args)


def slope(function, *args, arg=0):
    return call(apply("derivative", function, arg=arg), *args)


CASES = [
    (call(f, a**2), a), (call(f, call(g, a)), a), (call(f, a) * call(g, a), a), (call(f, call(f, a)) / 3, a),
    (call(h, apply("sin", x)), x), (apply("sum", call(h, x) ** 2), x), (call(u, x * a, a**2), a),
    (call(u, x * a, a), x), (call(v, A * a), A), (call(v, A * a), a), (call(f, x @ x), x), (call(F, x * a), x),
    (apply("trace", A.T @ call(F, x)), x),
    (slope(f, a**2), a), (slope(u, x, a, arg=1), x), (apply("sum", slope(h, x)), x),
    (call(apply("compose", f, g), a), a), (slope(apply("compose", f, g), a), a),
]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_chain_rule_holds_for_a_function_drawn_at_random(case):
    """Differentiating and putting a function in commute."""
    expr, wrt = CASES[case]
    rng = Random(case)
    found = derivative(derivative(expr, wrt), wrt), derivative(expr, wrt)
    for name in (f, g, h, u, v, F):
        concrete = draw_function(rng, name.params, name.shape, "random")
        expr = unfold(substitute_function(expr, name, concrete))
        found = tuple(unfold(substitute_function(e, name, concrete)) for e in found)
    values = {s.name: draw("real", rng, tuple(d.value(SIZES) for d in s.shape)) for s in (a, x, A)}
    point = Point(SIZES, values)
    for comparison in check_derivative(expr, wrt, point, seed=case):
        assert comparison.agrees, comparison
    for ours, direct in zip(found, (derivative(derivative(expr, wrt), wrt), derivative(expr, wrt))):
        left, right = (np.asarray(evaluate(e, point, BALLS), dtype=object) for e in (ours, direct))
        assert left.shape == right.shape
        assert all(p.overlaps(q) for p, q in zip(left.flat, right.flat)), case


def test_chain_rule_has_its_known_form():
    assert derivative(call(f, a**2), a) is 2 * (slope(f, a**2) * a)
    assert derivative(call(f, call(g, a)), a) is slope(f, call(g, a)) * slope(g, a)
    assert derivative(call(h, x), x) is slope(h, x)
    second = apply("derivative", apply("derivative", f, arg=0), arg=0)
    assert derivative(slope(f, a), a) is call(second, a)


def test_unfold_leaves_derivatives_of_symbols_only():
    t, s = fresh_local(), fresh_local()
    square = bind("function", t, t**3 + call(f, t))
    nested = bind("function", t, slope(bind("function", s, s**2 * t), t))
    for expr in (slope(square, a), slope(nested, a), bind("function", t, slope(square, t)),
                 call(apply("derivative", apply("derivative", square, arg=0), arg=0), a)):
        result = unfold(expr)
        for node in postorder(result):
            if isinstance(node, Apply) and node.op in ("derivative", "call"):
                assert not isinstance(node.children[0], Bind)
    assert unfold(slope(nested, a)) is 4 * a
    assert unfold(slope(square, a)) is slope(f, a) + 3 * a**2
