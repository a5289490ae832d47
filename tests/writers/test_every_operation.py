"""LaTeX of every operation with its parameters, of its derivatives, of every distribution reads back as the same."""

from __future__ import annotations

import pytest
from tests.ops.typical import TypicalCall, calls
from tests.writers.test_latex_round_trip import as_read, assert_reads_back

import lemmata as lm
from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.writers import to_latex

STATEMENTS = ("iff", "implies", "distributed")  # what they join is no number: read as claims, below
VARS = ("x: real[n], y: real[n], z: real[n], s: real, k: integer, A: real[m n], B: invertible[n n], C: real[n n], "
        "T: real[b m n], U: real[b n k2], S: real[b n n], l: labels[m n], p: simplex[n], q: simplex[n], "
        "h: real[d_model], W: real[d_model n_heads], X: variable, V: variable[n]")
TEXTS = """
A - mean(A, axis=1, keepdims=True) | (A - mean(A, axis=0))/std(A, axis=0) | softmax(A, axis=None) | softmax(T, axis=1)
x[:, None] | x[None, :] | x[:, None]*y | A*x | A/x | x/A | 1/A | A + x | A + s | x + ones(n) | ones((m, n)) + A
zeros(n) + x | ones(n) @ x | outer(ones(n), x) | eye(n) @ (B + C) | eye(n)*(B + C) | eye(n)[0]*s | ones(n)*(x + y)
beta(s, s) | kron(x, y) | kron(A, B) | einsum('ij,jk->ik', A, B) | einsum('ij,kj->', A, A) | einsum('ij->ji', A)
einsum('bij,bjk->bik', T, U) | einsum('i,i->', x, y) | einsum('ii->i', B) | broadcast_to(x, (m, n)) | reshape(A, (n, m))
reshape(A, (m*n,)) | full((m, n), s) | transpose(T, (2, 0, 1)) | T.T | x[::-1] | A[:, ::-1] | tril(B, -1) | triu(B, k=1)
elu(x, alpha=1/2) | leaky_relu(x, 1/5) | T @ U | T @ x | T @ B | x @ B @ y | mean(x > 0) | sum(x > y) | var(x) | std(V)
var(A, axis=0, ddof=1) | var(V) | norm(A, axis=1) | norm(x, inf) | norm(A, 'nuc') | norm(T, axis=-1) | inv(S)
arange(n)*x | arange(1, n + 1) | cumsum(A, axis=0) | concat(x, y) | stack(x, y, axis=1) | hstack(A, A) | diag(B)
A[0] @ x | x @ A[0] | outer(A[0], x) | A[0] @ B | B @ A[0] | A[:, 0] @ A | A.T[0] @ A | A[1:, :-1] | T[0, 1] | T[:, 0]
x[l[0]] | [A[i, l[i]] for i in range(m)] | sum(A[i, l[i]] for i in range(m)) | h @ W | softmax(W, axis=0)
sum(h[i]*h[i] for i in range(d_model)) | [sum(x[j] for j in range(i)) for i in range(n)]
[sum(x[j] for j in range(i, n)) for i in range(n)] | [[where(i < j, x[i], 0) for j in range(n)] for i in range(n)]
[[delta(i, j)*(x[i] + s) for j in range(n)] for i in range(n)] | sum(delta(2*i, 4)*x[i] for i in range(n))
sum(x[i]*y[n - 1 - i] for i in range(n)) | sum(eye(n)[i, i] for i in range(n)) | [x[i + 1] - x[i] for i in range(n - 1)]
matrix_power(B, 2) | matrix_power(B, 3) | B @ B @ x | exp(C) | sqrt(C) | sin(C)*cos(C) + tanh(C) | log(exp(C) + 1)
squeeze(x[:, None], axis=1) | expand_dims(A, axis=(0, 2)) | moveaxis(T, 0, 2) | entropy(p, base=2) | cross_entropy(p, q)
cdf(X, s) | density(X, s) | P(X > s) | std(X) | sum(softmax(A @ x)) | log_softmax(A, axis=0) | (A @ x)[1:]
"""
FORMULAS = [t.strip() for line in TEXTS.split("\n") for t in line.split("|") if t.strip()]


def jacobians(expr):
    """The derivatives by all the numbers in it; of what has none, none."""
    for s in symbols(expr):
        if s.sort == "real" and expr.sort == "real":
            try:
                yield derivative(expr, s)
            except NoDerivative:
                continue


@pytest.mark.parametrize("call", [c for c in calls() if c.name not in STATEMENTS], ids=str)
def test_a_typical_call_and_its_derivatives_read_back(call: TypicalCall) -> None:
    assert_reads_back(call.node)
    for found in jacobians(call.node):
        assert_reads_back(found)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_and_its_derivatives_read_back(text: str) -> None:
    expr = lm.parse(text, VARS).expr
    assert_reads_back(expr)
    for found in jacobians(expr):
        assert_reads_back(found)


def test_parts_under_names_of_their_own_read_back() -> None:
    x, t = symbol("x", ["n"]), symbol("t_1")
    part = apply("sum", apply("exp", x)) * t
    for _ in range(8):
        part = apply("sin", part) * part
    text = to_latex(part * 3 * part)
    assert r"\text{where }" in text and text.count("t_{1}") == 1  # the symbol, and no part beside it
    assert_reads_back(part * 3 * part)


@pytest.mark.parametrize("text", [r"x \quad\text{where } y > 2", r"x \text{ where } x + 1 = y"])
def test_what_names_no_part_is_unreadable(text: str) -> None:
    with pytest.raises(lm.ReadError):
        lm.latex(text, "x: real")


def claimed(expr):
    """What the LaTeX of a statement is read as."""
    scope = Scope()
    for s in symbols(expr):
        scope = scope.declare(s.name, Role(s.shape, s.domain, s.params))
    (claim,) = read_latex(to_latex(expr), scope)[0].claims
    return claim


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_distribution_reads_back(family: str) -> None:
    declared = parse_declarations(", ".join(f"{name}: {domain}" for name, domain in FAMILIES[family].params))
    law = apply(family, *declared.values())
    assert_reads_back(law)
    assert as_read(claimed(apply("distributed", symbol("X_0", law.shape, "variable"), law)).relations[0].args[1]) is law


def test_an_implication_reads_back() -> None:
    x, y = symbol("x"), symbol("y")
    positive, bounded = apply("gt", x, 0), apply("lt", y, x)
    claim = claimed(apply("implies", positive, bounded))
    assert claim.premises == (positive,) and claim.relations == (bounded,)
    assert claimed(apply("iff", positive, bounded)).relations == (apply("iff", positive, bounded),)
