"""Products in index form and in reverse: forms that print well, and laws that hold for all shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Expr, at, bind, fresh_index, shape_of, symbol
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.validity import check_expr

A, B, S = symbol("A", ["m", "n"]), symbol("B", ["n", "k"]), symbol("S", ["n", "n"])
x, y, u = symbol("x", ["n"]), symbol("y", ["n"]), symbol("u", ["m"])


def pulled(node: Any, place: int) -> Expr:
    """The cotangent of an argument, for the cotangent g of the result."""
    result = OPS[node.op].vjp(symbol("g", node.shape), node, *node.args, **node.params)[place]  # type: ignore[misc]
    assert result is not None
    check_expr(result)
    return result


def test_the_entry_of_a_product_is_a_sum() -> None:
    i, j, k = fresh_index(), fresh_index(), fresh_index()
    entry = OPS["matmul"].entry((i, j), A, B)  # type: ignore[misc]
    assert entry is bind("sum", k, at(A, i, k) * at(B, k, j), 0, "n")


@pytest.mark.parametrize(("node", "place", "wanted"), [
    (A @ B, 0, lambda g: g @ B.T), (A @ B, 1, lambda g: A.T @ g),
    (A @ x, 0, lambda g: apply("outer", g, x)), (A @ x, 1, lambda g: A.T @ g),
    (x @ y, 0, lambda g: g * y), (u @ A, 0, lambda g: A @ g), (u @ A, 1, lambda g: apply("outer", u, g)),
    (apply("trace", S), 0, lambda g: g * apply("eye", n="n")),
    (apply("inv", S), 0, lambda g: -(apply("inv", S).T @ g @ apply("inv", S).T)),
    (apply("matrix_power", S, 2), 0, lambda g: g @ S.T + S.T @ g),
    (apply("einsum", A, B, subscripts="ij,jk->ik"), 0,
     lambda g: apply("einsum", g, B, subscripts="ik,jk->ij")),
])
def test_derivatives_keep_matrix_form(node: Any, place: int, wanted: Any) -> None:
    assert pulled(node, place) is wanted(symbol("g", node.shape))


TERMS = st.lists(st.text("abcd", min_size=1, max_size=3), min_size=1, max_size=3)


@given(TERMS, st.data())
@settings(max_examples=80)
def test_any_einsum_is_that_of_numpy(terms: list[str], data: st.DataObject) -> None:
    """Value, index form and derivative of random subscripts, with repeated letters in one operand."""
    present = sorted(set("".join(terms)))
    output = "".join(data.draw(st.permutations(present)))[: data.draw(st.integers(0, len(present)))]
    sizes = dict(zip("abcd", (2, 3, 1, 4)))
    subscripts = ",".join(terms) + "->" + output
    operands = [symbol(f"X{k}", list(term)) for k, term in enumerate(terms)]
    rng = np.random.default_rng(len(subscripts))
    values = {s.name: rng.integers(-3, 4, [sizes[c] for c in term]).astype(float) for s, term in zip(operands, terms)}
    node: Any = apply("einsum", *operands, subscripts=subscripts)
    check_expr(node)
    wanted = np.einsum(subscripts, *values.values())
    assert node.shape == shape_of(output)
    np.testing.assert_allclose(evaluate(node, values), wanted)

    indices = [fresh_index() for _ in output]
    entries = OPS["einsum"].entry(indices, *operands, **node.params)  # type: ignore[misc]
    for index, size in zip(reversed(indices), reversed(node.shape)):
        entries = bind("array", index, entries, 0, size)
    np.testing.assert_allclose(evaluate(entries, values), wanted)

    weights = rng.integers(-3, 4, wanted.shape).astype(float)
    for k, (operand, term) in enumerate(zip(operands, terms)):
        change = rng.integers(-3, 4, values[operand.name].shape).astype(float)
        moved = {name: change if name == operand.name else value for name, value in values.items()}
        slope = np.sum(weights * np.einsum(subscripts, *moved.values()))  # linear in each operand
        found = evaluate(pulled(node, k), _used(pulled(node, k), {**values, "g": weights}),
                         sizes={c: sizes[c] for c in present})
        assert np.isclose(np.sum(found * change), slope), (term, subscripts)


def _used(expr: Expr, values: dict[str, Any]) -> dict[str, Any]:
    from lemmata.engine.expr import symbols

    return {s.name: values[s.name] for s in symbols(expr)}


RANKS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(RANKS, st.lists(st.booleans(), min_size=2, max_size=2))
@settings(max_examples=60)
def test_products_of_stacks_broadcast(ranks: tuple[int, int], ones: list[bool]) -> None:
    lead = ["p", "q"]
    left = lead[4 - ranks[0]:] + ["m", "n"] if ranks[0] > 1 else ["n"]
    right: list[Any] = lead[4 - ranks[1]:] + ["n", "k"] if ranks[1] > 1 else ["n"]
    if ones[0] and len(right) > 2:
        right[0] = 1
    sizes = {"p": 2, "q": 3, "m": 2, "n": 4, "k": 3}
    rng = np.random.default_rng(0)
    a, b = symbol("a", left), symbol("b", right)
    values = {s.name: rng.integers(-3, 4, [d.value(sizes) for d in s.shape]).astype(float) for s in (a, b)}
    node: Any = a @ b
    wanted = values["a"] @ values["b"]
    np.testing.assert_allclose(evaluate(node, values), wanted)
    weights = rng.integers(-3, 4, np.shape(wanted)).astype(float)
    for place, operand in enumerate((a, b)):
        change = rng.integers(-3, 4, values[operand.name].shape).astype(float)
        moved = {**values, operand.name: change}
        found = evaluate(pulled(node, place), _used(pulled(node, place), {**values, "g": weights}), sizes=sizes)
        assert np.isclose(np.sum(found * change), np.sum(weights * (moved["a"] @ moved["b"])))
