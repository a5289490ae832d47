"""Every rule of the rulebooks, sampled inside its condition against balls; nobody writes a test for a rule."""

from __future__ import annotations

import pytest
from tests.rewriting.sampling import check_rule

from lemmata.engine.expr import number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.validity import check_expr
from lemmata.engine.rewriting.rule import Rule, Step, rewrite, rewrites
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.rewriting.rules.stability import (
    REFINED,
    STABILITY,
    VECTORS,
    compensated,
    near_sums,
    over_axes,
    with_number,
)

x, y = symbol("x"), symbol("y")
v = symbol("v", ["n"])
A, B = symbol("A", ["n", "n"]), symbol("B", ["n", "n"])


ALL = (*RULES, *STABILITY)


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.name)
def test_rule(rule: Rule) -> None:
    check_rule(rule, directed=rule in STABILITY)
    check_expr(rule.left)
    check_expr(rule.right)


KINDS = ((1, None, False), (2, (-1,), True), (2, (-2,), False))


@pytest.mark.parametrize("rule", [*VECTORS, *REFINED, *(r for kind in KINDS for r in (
    *over_axes(*kind), *compensated(*kind), *with_number(*kind), *near_sums(*kind)))],
                         ids=lambda r: r.name)
def test_rule_over_axes(rule: Rule) -> None:
    check_rule(rule, points=6, directed=True)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.name)
def test_rule_at_many_points(rule: Rule) -> None:
    check_rule(rule, points=1200, seed=1, directed=rule in STABILITY)


def test_names_are_unique() -> None:
    for book in (RULES, STABILITY):
        assert len({r.name for r in book}) == len(book)


@pytest.mark.parametrize("wrong", [
    Rule("square root of a square", apply("sqrt", x**2), x),
    Rule("determinant of a sum", apply("det", A + B), apply("det", A) + apply("det", B)),
    Rule("sine of a sum with a wrong sign", apply("sin", x + y),
         apply("sin", x) * apply("cos", y) - apply("cos", x) * apply("sin", y)),
    Rule("one less a cosine, without its factor", 1 - apply("cos", x), apply("sin", x / 2) ** 2),
    Rule("softplus of the opposite", apply("softplus", x) - x, apply("softplus", x)),
    Rule("logarithm of a product of any signs", apply("log", x * y), apply("log", x) + apply("log", y)),
    Rule("root of a product of any signs", apply("sqrt", x * y), apply("sqrt", x) * apply("sqrt", y)),
    Rule("arc cosine of a cosine of any angle", apply("acos", apply("cos", x)), x),
    Rule("softplus with the branch of small arguments everywhere", apply("softplus", x),
         apply("where", apply("lt", x, 0), apply("log1p", apply("exp", x)), apply("log1p", apply("exp", -x)))),
    Rule("one less an exponential, with a wrong sign in one branch", apply("log", 1 - apply("exp", -x)),
         apply("where", apply("lt", x, 1), apply("log", -apply("expm1", -x)), apply("log1p", apply("exp", -x)))),
    Rule("number less a sum of powers, the weights left out", 1 - apply("sum", v**x, axis=(-1,), keepdims=False),
         1 - apply("sum", v * apply("expm1", (x - 1) * apply("log", v)), axis=(-1,), keepdims=False)),
    Rule("second difference of square roots with a wrong sign", apply("sqrt", x) - 2 * apply("sqrt", y) + apply(
        "sqrt", x + 1), (x - 2 * y + x + 1) / (apply("sqrt", y) + apply("sqrt", x + 1))),
    Rule("mean as a sum", apply("mean", v, axis=(-1,), keepdims=False), apply("sum", v, axis=(-1,), keepdims=False)),
    Rule("softmax along the other axis", apply("softmax", A, axis=(-1,)), apply("softmax", A, axis=(-2,))),
], ids=lambda r: r.name)
def test_a_wrong_rule_is_caught(wrong: Rule) -> None:
    with pytest.raises(AssertionError, match="is not"):
        check_rule(wrong, directed=True)


def test_the_trace_tells_each_step() -> None:
    trace: list[Step] = []
    after = rewrite(apply("det", A @ B.T), RULES, trace)
    assert after is apply("det", A) * apply("det", B)
    assert [step.rule for step in trace] == ["determinant of a product", "determinant of a transpose"]


def test_a_rule_fires_only_inside_its_condition() -> None:
    symmetric = symbol("S", ["n", "n"], "symmetric")
    assert rewrite(symmetric.T, RULES) is symmetric
    assert rewrite(A.T, RULES) is A.T


@pytest.mark.parametrize(("left", "right", "message"), [
    (apply("sin", x), apply("sin", y), "y stands on the right only"),
    (A @ B, apply("det", A @ B), "the sides have shapes"),
])
def test_a_malformed_row_is_refused(left, right, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        Rule("row", left, right)


def test_a_number_below_zero_matches_one_with_a_minus() -> None:
    row = Rule("exponential less one", apply("exp", x) - 1, apply("expm1", x))
    assert list(rewrites(row, apply("exp", y) + number(-1))) == [apply("expm1", y)]
    assert list(rewrites(row, apply("exp", y) + number(1))) == []


def test_sums_match_in_any_order() -> None:
    gamma = apply("gamma", 1 + x * y)
    assert rewrite(gamma, [r for r in RULES if r.name == "gamma steps down"]) is (x * y) * apply("gamma", x * y)
    assert number(1) is number("1")
