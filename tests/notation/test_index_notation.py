"""Arrays of three and more axes: one product over indices, with deltas, which both readers read."""

from __future__ import annotations

import pytest

import lemmata as lm

VARS = ("R: real[m n], U: real[m k], V: real[n k], X: real[m d], W: real[d c], Y: real[m c], A: real[n n], "
        "B: real[n n], x: real[n], T: real[n n n]")

ROWS = [
    ("factorisation", "sum((R - U @ V.T)**2)", ("U", "U"),
     "fromfunction(lambda i, j, l, p: 2*delta(i, l)*(V.T @ V)[j, p], (m, k, m, k))",
     r"(2 \delta_{il} \cdot (V^{\top} V)_{jp})_{i,j,l,p=1}^{m,k,m,k}"),
    ("both factors", "sum((R - U @ V.T)**2)", ("U", "V"),
     "fromfunction(lambda i, j, l, p: 2*U[i, p]*V[l, j] - 2*delta(j, p)*(R - U @ V.T)[i, l], (m, k, n, k))",
     r"(2 U_{ip} V_{lj} - 2 \delta_{jp} \cdot (R - U V^{\top})_{il})_{i,j,l,p=1}^{m,k,n,k}"),
    ("an inverse", "inv(A)", ("A",),
     "fromfunction(lambda i, j, k, l: -(inv(A)[i, k]*inv(A)[l, j]), (n, n, n, n))",
     r"(-(A^{-1})_{ik} (A^{-1})_{lj})_{i,j,k,l=1}^{n}"),
    ("log det", "logdet(A)", ("A", "A"),
     "fromfunction(lambda i, j, k, l: -(inv(A)[l, i]*inv(A)[j, k]), (n, n, n, n))",
     r"(-(A^{-1})_{li} (A^{-1})_{jk})_{i,j,k,l=1}^{n}"),
    ("a product of matrices", "A @ A", ("A",),
     "fromfunction(lambda i, j, k, l: delta(i, k)*A[l, j] + delta(j, l)*A[i, k], (n, n, n, n))",
     r"(\delta_{ik} A_{lj} + \delta_{jl} A_{ik})_{i,j,k,l=1}^{n}"),
    ("a quadratic form", "x @ A @ x", ("A", "x"),
     "fromfunction(lambda i, j, k: delta(j, k)*x[i] + delta(i, k)*x[j], (n, n, n))",
     r"(\delta_{jk} x_{i} + \delta_{ik} x_{j})_{i,j,k=1}^{n}"),
    ("entry by entry", "x**3", ("x", "x"),
     "fromfunction(lambda i, j, k: 6*delta(i, k)*delta(j, k)*x[k], (n, n, n))",
     r"(6 \delta_{ik} \delta_{jk} x_{k})_{i,j,k=1}^{n}"),
    ("the third of a logistic loss", "sum(log(1 + exp(A @ x)))", ("x", "x", "x"),
     "fromfunction(lambda i, j, k: sum(A[l, i]*A[l, j]*A[l, k]*(sigmoid(A @ x) + 2*sigmoid(A @ x)**3 - "
     "3*sigmoid(A @ x)**2)[l] for l in range(n)), (n, n, n))", None),
    ("a form of three", "einsum('abc,a,b,c->', T, x, x, x)", ("x", "x"),
     "einsum('abc,b->ca', T, x) + einsum('abc,a->cb', T, x) + einsum('abc,c->ba', T, x) + einsum('abc,a->bc', T, x) + "
     "einsum('abc,c->ab', T, x) + einsum('abc,b->ac', T, x)", None),
    ("softmax regression", "sum(logsumexp(X @ W, axis=1)) - sum(Y*(X @ W))", ("W", "W"),
     "fromfunction(lambda i, j, k, l: delta(j, l)*sum(X[p, i]*X[p, k]*softmax(X @ W)[p, l] for p in range(m)) - "
     "sum(X[p, i]*softmax(X @ W)[p, j]*X[p, k]*softmax(X @ W)[p, l] for p in range(m)), (d, c, d, c))",
     r"\left(\delta_{jl} \sum_{p=1}^{m} X_{pi} X_{pk} \operatorname{softmax}(X W)_{pl} - "
     r"\sum_{p=1}^{m} X_{pi} \operatorname{softmax}(X W)_{pj} X_{pk} \operatorname{softmax}(X W)_{pl}"
     r"\right)_{i,j,k,l=1}^{d,c,d,c}"),
]


@pytest.mark.parametrize(("text", "wrt", "expected", "latex"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_products_over_indices(text, wrt, expected, latex):
    found = lm.parse(text, VARS)
    for name in wrt:
        found = found.derivative(name)
    assert found.text == expected
    assert lm.parse(expected, VARS).expr is found.expr
    if latex is not None:
        assert found.latex() == latex
        assert lm.latex(latex, VARS).equals(found).kind == "proved"


def test_a_function_of_indices_has_one_for_each_axis():
    with pytest.raises(lm.ReadError, match="1 index for 2 axes"):
        lm.parse("fromfunction(lambda i: x[i], (n, n))", VARS)
    with pytest.raises(lm.ReadError, match="fromfunction"):
        lm.parse("fromfunction(sin, (n, n))", VARS)
    assert lm.parse("fromfunction(lambda i, j: x[i]*x[j], (n, n))", VARS).equals("outer(x, x)")


def test_several_indices_in_latex():
    f = lm.latex(r"(A_{ij} x_j)_{i,j=1}^{n}", VARS)
    assert f.equals("A @ diag(x)")
    assert lm.latex(r"(R_{ij})_{i,j=1}^{m,n}", VARS).equals("R")
    with pytest.raises(lm.ReadError):
        lm.latex(r"(R_{ij})_{i,j=1}^{m,n,k}", VARS)
