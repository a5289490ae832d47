"""LaTeX that is written reads back as the same expression."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.writers.expressions import expressions
from tests.writers.test_latex import CASES, VARS

import lemmata as lm
from lemmata.engine.expr import Apply, Constant, Expr, Int, Number, dims, integer, number, symbol, symbols, transform
from lemmata.engine.ops import apply
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.text import read_text
from lemmata.engine.writers import to_latex

DIM = symbol("has_the_size_n", ["n"])  # that n is a size has to be declared


def as_read(expr: Expr) -> Expr:
    """The expression under what paper does not tell apart: n - 1 as one size or a difference, -2 as a number or a sign,
    1/3 as a number or a quotient, e**x and exp(x), a vector and its transpose, an array and all of its entries,
    2 (A x) and (2 A) x, A (B x) and (A B) x."""
    return transform(transform(expr, _as_read), _in_a_row)


def _in_a_row(node: Expr) -> Expr | None:
    """A product over products in normal form: its factors from the left, its sign in front."""
    if not isinstance(node, Apply) or node.op not in ("mul", "matmul", "outer") or max(a.rank for a in node.args) > 2:
        return None
    a, b = node.args
    if node.op == "mul" and isinstance(a, Number) and a.value < 0:
        return apply("neg", _row("mul", number(-a.value), b))
    if node.op == "mul" and isinstance(a, Apply) and a.op == "neg" and leads_with_a_number(a.args[0]):
        return apply("neg", _row("mul", a.args[0], b))
    return _row(node.op, a, b)


def leads_with_a_number(node: Expr) -> bool:
    while isinstance(node, Apply) and node.op in ("mul", "matmul", "outer"):
        node = node.args[0]
    return isinstance(node, Number)


def _row(op: str, a: Expr, b: Expr) -> Expr:
    if isinstance(b, Apply) and b.op in ("mul", "matmul", "outer") and max(x.rank for x in b.args) <= 2:
        first, last = b.args
        entries = b.op == "mul" and (not a.rank or first.rank == last.rank == a.rank)
        if (op == "mul" and (entries or (b.op != "mul" and not a.rank))) or (op == "matmul" and (
                (b.op == "matmul" and first.rank == 2) or (b.op == "outer" and a.rank == 2))):
            return _row(b.op, _row(op, a, first), last)
    return apply(op, a, b)


def _as_read(node: Expr) -> Expr | None:
    if not isinstance(node, Apply):
        return None
    args = node.args
    if node.op in ("add", "mul", "neg", "pow") and any(isinstance(a, Int) for a in args):
        try:
            return integer(size_of(node))
        except TypeError:
            pass
    if node.op == "add" and isinstance(args[1], Number) and args[1].value < 0:
        return args[0] + apply("neg", number(-args[1].value))
    if node.op == "neg" and isinstance(args[0], Number):
        return number(-args[0].value)
    if node.op == "div" and all(isinstance(a, Number) and a.value.denominator == 1 for a in args):
        quotient = args[0].value / args[1].value if args[1].value > 0 else Fraction(0)
        return number(quotient) if quotient.denominator == args[1].value > 1 else None
    if node.op == "pow" and isinstance(args[0], Constant) and args[0].name == "e" and not args[1].rank:
        return apply("exp", args[1])
    if node.op == "transpose" and node.rank == 1:
        return args[0]
    if node.op == "slice" and all(p == (0, d, 1) for p, d in zip(node.params["slices"], args[0].shape)):
        return args[0]
    return None


def assert_reads_back(expr: Expr) -> None:
    wanted = transform(expr, _as_read)
    text = to_latex(wanted)
    sizes = [symbol(f"has_the_size_{name}", [name]) for name in dims(wanted)]
    assert as_read(lm.latex(text, [*symbols(wanted), *sizes]).expr) is as_read(wanted), text


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_written_latex_reads_back(text):
    expr = read_text(text, VARS)
    found = lm.latex(to_latex(expr), [*symbols(expr), DIM]).expr
    assert as_read(found) is as_read(expr)


LEAVES = [symbol("x"), symbol("y"), symbol("mu_X"), symbol("theta"), symbol("lambda_"), symbol("x1")]
leaves = st.sampled_from(LEAVES) | st.integers(0, 9).map(lambda k: apply("add", LEAVES[0], k))
scalars = st.recursive(leaves, lambda parts: st.one_of(
    st.tuples(st.sampled_from(["add", "mul", "div", "pow"]), parts, parts).map(lambda t: apply(*t)),
    st.tuples(st.sampled_from(["neg", "exp", "sin", "sqrt", "abs", "sigmoid", "log", "tanh"]), parts).map(
        lambda t: apply(*t))), max_leaves=12)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(scalars)
def test_random_scalars_read_back(expr):
    assert as_read(lm.latex(to_latex(expr), symbols(expr)).expr) is as_read(expr), to_latex(expr)


@pytest.mark.parametrize("rank", [0, 1, 2])
@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_expressions_read_back(rank, data):
    assert_reads_back(data.draw(expressions(rank, depth=2)))
