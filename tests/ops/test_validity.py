"""The table of valid nodes lets through what the constructors build and names what is wrong otherwise."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Size,
    at,
    bind,
    constant,
    fresh_index,
    fresh_local,
    integer,
    intern,
    number,
    symbol,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.validity import NODE_RULES, InvalidExpression, check_expr

x, A = symbol("x", ["n"]), symbol("A", ["m", "n"])
i, real = fresh_index(), fresh_local()


def valid() -> list[Expr]:
    return [
        bind("sum", i, at(x, i), 0, "n"),
        bind("array", i, bind("sum", j := fresh_index(), at(A, i, j) * at(x, j), 0, "n"), 0, "m"),
        bind("sum", i, apply("factorial", integer(i)), 0, constant("inf")),
        bind("integral", real, apply("exp", -(real**2)), -constant("inf"), constant("inf")),
        bind("limit", real, apply("sin", real) / real, number(0), number(0)),
        bind("function", real, real**2),
        bind("max", real, -(real**2)),
        apply("norm", A, ord="nuc"), at(x, at(symbol("c", (), "natural"))),
        symbol("P", ["b", "n", "n"], "posdef"),
    ]


@pytest.mark.parametrize("expr", valid(), ids=range(len(valid())))
def test_what_constructors_build_is_valid(expr: Expr) -> None:
    check_expr(expr)


def row(op: str, params: tuple[tuple[str, object], ...], dims: tuple[str, ...], sort: str, *args: Expr) -> Expr:
    return intern(Apply, (op, params, tuple(map(Size.of, dims)), sort), args)


INVALID: list[tuple[Expr, str]] = [
    (at(x, i), "open at the top"),
    (real + 1, "open at the top"),
    (row("no_such_op", (), (), "real", x), "no operation"),
    (row("exp", (), ("m",), "real", x), r"its shape is \[m\], the rule gives \[n\]"),
    (row("exp", (), ("n",), "integer", x), "its sort is integer, the rule gives real"),
    (row("exp", (), ("n",), "real", x, x), "it takes 1 argument"),
    (row("exp", (("axis", 0),), ("n",), "real", x), "its params are"),
    (row("sum", (("axis", 0), ("keepdims", False)), (), "real", x), "not in normal form"),
    (at(x, number("1/2")), "an index is an integer"),
    (at(x, x), "an index is an integer"),
    (intern(At, (), (x,)), "0 indices"),
    (intern(Bind, ("sum", "#5", (), "index"), (x, number(0), number(2))), "its variable must be #1"),
    (intern(Bind, ("sum", "#1", (), "index"), (x, number(0))), "two ends"),
    (intern(Bind, ("sum", "#1", (), "index"), (x, number(0), number("1/2"))), "between integers"),
    (intern(Bind, ("collect", "#1", (), "index"), (x, number(0), number(2))), "no binder 'collect'"),
    (intern(Bind, ("function", "#1", (), "real"), (x, number(0))), "a function has no range"),
    (symbol("P", ["m", "n"], "posdef"), "square"),
    (symbol("p", [], "simplex"), "1 axis"),
    (constant("tau"), "a constant is one of"),
    (symbol("#3"), "bound variables"),
]


@pytest.mark.parametrize(("expr", "message"), INVALID, ids=[m for _, m in INVALID])
def test_what_is_wrong_is_named(expr: Expr, message: str) -> None:
    with pytest.raises(InvalidExpression, match=message):
        check_expr(expr)


def test_named_open_locals_may_stay() -> None:
    body = at(x, i)
    check_expr(body, body.free)


def test_every_kind_of_node_has_a_rule() -> None:
    from lemmata.engine.expr.nodes import KINDS

    assert set(NODE_RULES) == set(KINDS.values())
