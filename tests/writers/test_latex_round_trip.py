"""LaTeX that is written reads back as an equal expression, mostly as the very same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writers.test_latex import CASES, VARS

import lemmata as lm
from lemmata.engine.expr import symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.text import read_text
from lemmata.engine.verdicts import decide
from lemmata.engine.writers import to_latex

# Written for people; the reader has no notation for it yet and must say so or show something else.
NOT_READ = {"A**2", "A[0]", "v[1:]", "A[:, 1:]", "max(v[i] for i in range(1, n))", "[v[i]**2 for i in range(n)]",
            "lambda t: t**2", "x < y or y < z", "softmax(A, axis=0)"}
# Read as something that is equal, not as the same node.
EQUAL = {"x + -2", "1/3", "(A @ v).T @ A", "sum(v[i]*i for i in range(n))"}
READ = [case[0] for case in CASES if case[0] not in NOT_READ]


@pytest.mark.parametrize("text", READ)
def test_written_latex_reads_back(text):
    expr = read_text(text, VARS)
    found = lm.latex(to_latex(expr), symbols(expr)).expr
    if text not in EQUAL:
        assert found is expr
    else:
        assert decide(Claim((apply("eq", expr, found),))).kind == "proved"


LEAVES = [symbol("x"), symbol("y"), symbol("mu_X"), symbol("theta"), symbol("lambda_"), symbol("x1")]
leaves = st.sampled_from(LEAVES) | st.integers(0, 9).map(lambda k: apply("add", LEAVES[0], k))
scalars = st.recursive(leaves, lambda parts: st.one_of(
    st.tuples(st.sampled_from(["add", "mul", "div", "pow"]), parts, parts).map(lambda t: apply(*t)),
    st.tuples(st.sampled_from(["neg", "exp", "sin", "sqrt", "abs", "sigmoid", "log", "tanh"]), parts).map(
        lambda t: apply(*t))), max_leaves=12)


@settings(max_examples=150)
@given(scalars)
def test_random_scalars_read_back(expr):
    assert lm.latex(to_latex(expr), symbols(expr)).expr is expr, to_latex(expr)
