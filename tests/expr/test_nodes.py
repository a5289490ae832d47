"""Nodes: identity is equality, up to the names of bound variables; they pickle and threads share them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from lemmata.engine.expr import (
    Bind,
    Expr,
    Size,
    at,
    bind,
    count_nodes,
    fresh_index,
    fresh_local,
    index_range,
    integer,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.validity import check_expr

x, y = symbol("x"), symbol("y")
v = symbol("v", ["n"])
A = symbol("A", ["m", "n"])


def total(body, high: Size | str = "n") -> Expr:  # type: ignore[no-untyped-def]
    i = fresh_index()
    return bind("sum", i, body(i), 0, high)


def nested(order: str) -> Expr:
    i, j = fresh_index(), fresh_index()
    inner = bind("sum", j, at(A, i, j) * at(v, j), 0, "n")
    return bind("array" if order == "array" else "sum", i, inner, 0, "m")


def test_equal_expressions_are_one_object() -> None:
    assert x + y is x + y
    assert x + y is not y + x
    assert number("0.1") is number("1/10")
    assert total(lambda i: at(v, i)) is total(lambda k: at(v, k))
    assert nested("array") is nested("array")
    assert nested("array") is not nested("sum")


def test_constructors_do_not_simplify() -> None:
    assert (x + 0).kind == "apply"
    assert (x * 1) is not x


def test_a_bound_variable_is_never_captured() -> None:
    i = fresh_index()
    body = at(v, i) * symbol("c")
    closed = bind("sum", i, body, 0, "n")
    j = fresh_index()
    outer = bind("sum", j, substitute(closed, {symbol("c"): at(v, j)}), 0, "n")
    variable, opened = open_binder(outer)  # type: ignore[arg-type]
    inner_variable, inner = open_binder(opened)  # type: ignore[arg-type]
    assert inner is at(v, inner_variable) * at(v, variable)
    check_expr(outer)


def test_opening_and_closing_is_the_identity() -> None:
    node = nested("sum")
    assert isinstance(node, Bind)
    variable, body = open_binder(node)
    assert bind("sum", variable, body, *node.range) is node
    assert index_range(node) == (Size.of(0), Size.of("m"))


def test_substitution_of_sizes_reaches_shapes_and_ranges() -> None:
    node = substitute(nested("array"), sizes={"m": 2, "n": Size.of("k") + 1})
    assert node.shape == (Size.of(2),)
    assert {str(s.shape) for s in symbols(node)} == {"(2, k + 1)", "(k + 1,)"}
    check_expr(node)


@pytest.mark.parametrize("expr", [x + y, nested("sum"), nested("array"), apply("exp", v), total(lambda i: integer(i))])
def test_pickles_to_the_same_object(expr: Expr) -> None:
    assert pickle.loads(pickle.dumps(expr)) is expr


def test_digests_are_stable_across_processes() -> None:
    program = (
        "from lemmata.engine.expr import *; from lemmata.engine.ops import apply\n"
        "A, v = symbol('A', ['m', 'n']), symbol('v', ['n'])\n"
        "i, j = fresh_index(), fresh_index()\n"
        "print(bind('array', i, bind('sum', j, at(A, i, j) * at(v, j), 0, 'n'), 0, 'm').digest.hex())\n"
    )
    found = {subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True,
                            env={"PYTHONHASHSEED": seed, "PATH": ""}).stdout.strip() for seed in ("1", "2")}
    assert found == {nested("array").digest.hex()}


def test_threads_share_nodes() -> None:
    def build(_: int) -> Expr:
        node: Expr = x
        for k in range(300):
            node = node * v[0] + k
        return node

    with ThreadPoolExecutor(8) as pool:
        built = list(pool.map(build, range(16)))
    assert all(b is built[0] for b in built)


def test_twenty_thousand_terms_are_no_recursion_error() -> None:
    node: Expr = x
    for _ in range(20_000):
        node = node + x
    assert count_nodes(node) == 20_001
    assert pickle.loads(pickle.dumps(node)) is node
    assert count_nodes(transform(node, lambda e: y if e is x else None)) == 20_001
    assert sum(1 for _ in postorder(substitute(node, {x: y}))) == 20_001


def test_functions_of_locals() -> None:
    t, u = fresh_local(), fresh_local()
    assert bind("function", t, t * t) is bind("function", u, u * u)


@pytest.mark.parametrize(("make", "message"), [
    (lambda: symbol("x", domain="reel"), "no domain 'reel'"),
    (lambda: at(x, 0), "1 index into an array with 0 axes"),
    (lambda: bind("sum", Size.of("n"), x, 0, 3), "not an opened variable"),
    (lambda: bind("total", fresh_index(), x, 0, 3), "no binder 'total'"),
    (lambda: bind("sum", (i := fresh_index()), x, 0, integer(i)), "can't contain its own variable"),
    (lambda: bind("array", fresh_index(), x, 0, y), "takes sizes"),
])
def test_bad_input_is_named(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        make()


def test_sizes_are_replaced_in_parameters_with_the_arrays_below_them() -> None:
    flat = apply("reshape", apply("transpose", A), shape=(Size.of("m") * Size.of("n"),))
    found = substitute(flat, sizes={"m": "k", "n": 3})
    assert found is apply("reshape", apply("transpose", symbol("A", ["k", 3])), shape=(Size.of("k") * 3,))


@pytest.mark.parametrize(("sizes", "m", "n"), [({"n": Size.of("n") + 1}, Size.of("m"), Size.of("n") + 1),
                                               ({"m": Size.of("n"), "n": Size.of("m")}, Size.of("n"), Size.of("m"))],
                         ids=["one more", "swapped"])
def test_sizes_in_parameters_are_replaced_once(sizes: dict[str, Size], m: Size, n: Size) -> None:
    """A place one further must not be two further, and sizes that change places must not change back."""

    def made(m: Size, n: Size) -> list[Expr]:
        a, v = symbol("A", [m, n]), symbol("v", [n])
        total = apply("sum", v)
        first = apply("slice", v, slices=((0, n - 1, 1),))
        return [first, apply("sum", first), apply("full", total, shape=(n,)), apply("tril", a, k=n),
                apply("broadcast_to", total, shape=(n,)), apply("reshape", a, shape=(m * n,)), apply("eye", n=n)]

    for before, after in zip(made(Size.of("m"), Size.of("n")), made(m, n)):
        assert substitute(before, sizes=sizes) is after
