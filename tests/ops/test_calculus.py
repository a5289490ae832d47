"""Functions as expressions: shapes of calls and derivatives, reduction, substitution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Apply, Expr, at, bind, count_nodes, fresh_index, fresh_local, shape_of, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.calculus import argument_shapes, reduce_calls, substitute_function
from lemmata.engine.ops.validity import check_expr


def function(name: str, result: list[str], *args: list[str]) -> Expr:
    return symbol(name, result, "function", tuple(shape_of(a) for a in args))


f, g, h = function("f", [], []), function("g", [], []), function("h", ["m"], ["n"], [])
F, G = function("F", ["m"], ["n"]), function("G", ["n"], ["k"])
a, b, v = symbol("a"), symbol("b"), symbol("v", ["n"])


def maps(body: Callable[..., Expr], *shapes: list[str]) -> Expr:
    """x, y -> body(x, y)"""
    variables = [fresh_local(s) for s in shapes]
    result = body(*variables)
    for variable in reversed(variables):
        result = bind("function", variable, result)
    return result


def call(function: Expr, *args: Expr) -> Expr:
    return apply("call", function, *args)


@pytest.mark.parametrize(("expr", "shape"), [
    (call(f, a), ()), (call(F, v), ("m",)), (call(h, v, a), ("m",)),
    (call(apply("derivative", f), a), ()), (call(apply("derivative", F), v), ("m", "n")),
    (call(apply("derivative", apply("derivative", F)), v), ("m", "n", "n")),
    (call(apply("derivative", h, arg=1), v, a), ("m",)),
    (call(apply("compose", F, G), symbol("u", ["k"])), ("m",)),
    (apply("derivative", apply("compose", F, G)), ("m", "k")),
    (call(at(F, 0), v), ()),
])
def test_shapes(expr: Expr, shape: tuple[str, ...]) -> None:
    check_expr(expr)
    assert expr.shape == shape_of(shape)


@pytest.mark.parametrize(("build", "message"), [
    (lambda: call(f, v), "takes a scalar"),
    (lambda: call(f, a, b), "takes 1 argument"),
    (lambda: call(a, b), "is no function"),
    (lambda: call(F, symbol("u", ["k"])), "axes of size n and k must be equal"),
    (lambda: apply("derivative", f, arg=1), "there is no argument 1"),
    (lambda: apply("derivative", fresh_local(domain="function")), "declare the function"),
    (lambda: apply("compose", F, F), "axes of size n and m must be equal"),
    (lambda: apply("compose", h, f), "2 arguments"),
    (lambda: substitute_function(call(f, a), f, maps(lambda x, y: x, [], [])), "the function 2"),
    (lambda: substitute_function(call(f, a), f, maps(lambda x: x, ["n"])), "takes"),
])
def test_errors(build: Callable[[], Expr], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        build()


def test_a_call_puts_the_argument_in() -> None:
    assert reduce_calls(call(maps(lambda x: x * x + a, []), b)) is b * b + a


def test_several_arguments() -> None:
    assert reduce_calls(call(maps(lambda x, y: x - y, [], []), a, b)) is a - b


def test_an_argument_that_names_the_variable_is_not_captured() -> None:
    """(x -> (y -> x + y))(y) under a binder of y."""
    y = fresh_local()
    inner = maps(lambda x, z: x + z, [], [])
    nested = bind("function", y, call(inner, y, y))
    assert reduce_calls(call(nested, a)) is a + a


def test_functions_as_arguments() -> None:
    """(F -> F(F(a)))(x -> x * x), which makes new calls while it is reduced."""
    F = fresh_local(domain="function")
    twice = bind("function", F, call(F, call(F, a)))
    assert reduce_calls(call(twice, maps(lambda x: x * x, []))) is (a * a) * (a * a)


def test_compositions_and_entries() -> None:
    square, shift = maps(lambda x: x * x, []), maps(lambda x: x + 1, [])
    assert reduce_calls(call(apply("compose", square, shift), a)) is (a + 1) * (a + 1)
    assert reduce_calls(call(at(maps(lambda x: 2 * x, ["n"]), 0), v)) is at(2 * v, 0)


def test_substitution_reaches_below_binders() -> None:
    x, i = symbol("x", ["n"]), fresh_index()
    total = bind("sum", i, call(f, at(x, i)), 0, "n")
    result = substitute_function(total, f, maps(lambda t: apply("exp", t), []))
    check_expr(result)
    values = np.array([0.5, 1.0, -2.0])
    np.testing.assert_allclose(evaluate(result, {"x": values}), np.exp(values).sum())


def test_what_is_unknown_stays() -> None:
    expr = call(apply("derivative", f), call(g, a)) * call(apply("derivative", g), a)
    assert reduce_calls(expr) is expr


def test_deep_towers_of_calls_are_no_recursion() -> None:
    square = maps(lambda x: x + 1, [])
    expr: Expr = a
    for _ in range(3000):
        expr = call(square, expr)
    reduced = reduce_calls(expr)
    assert count_nodes(reduced) == 3000 + 2
    assert not any(isinstance(n, Apply) and n.op == "call" for n in (reduced,))


def test_argument_shapes() -> None:
    assert argument_shapes(h) == (shape_of(["n"]), ())
    assert argument_shapes(maps(lambda x, y: x, ["n"], [])) == (shape_of(["n"]), ())
    assert argument_shapes(apply("derivative", F)) == (shape_of(["n"]),)
    assert argument_shapes(apply("compose", F, G)) == (shape_of(["k"]),)
