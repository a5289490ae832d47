"""LaTeX: what it looks like, and that it is whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writers.expressions import expressions

from lemmata.engine.expr import symbols
from lemmata.engine.ops import OPS
from lemmata.engine.readers.text import read_text
from lemmata.engine.writers import to_latex
from lemmata.engine.writers.latex.names import function_latex, symbol_latex

VARS = ("x: real, y: real, z: real, mu_X: real, theta_hat: real, lambda_: real, v: real[n], w: real[n], A: real[m n], "
        "B: invertible[n n], f: function, h: function[n], k: integer, X: variable, Y: variable, E1: event, E2: event, "
        "p: simplex[n], q: simplex[n], x1: real[n], sigma2: positive")
CASES = [
    ("x + y - z", "x + y - z"),
    ("x - (y - z)", "x - (y - z)"),
    ("x + -2", "x - 2"),
    ("2*x*y", "2 x y"),
    ("2*(3*x)", r"2 (3 x)"),
    ("2*(x*y)", "2 x y"),
    ("-2*x*y", "-2 x y"),
    ("z + -2*(x*y)", "z - 2 x y"),
    ("x*(-2*y)", "x (-2 y)"),
    ("x*(y*2)", r"x (y \cdot 2)"),
    ("x*2", r"x \cdot 2"),
    ("(x + y)*z", "(x + y) z"),
    ("-(x*y)", "-x y"),
    ("x*-y", "x (-y)"),
    ("x/y", r"\frac{x}{y}"),
    ("(x/y)**2", r"\left(\frac{x}{y}\right)^{2}"),
    ("(x**2)**y", "(x^{2})^{y}"),
    ("1/3", r"\frac{1}{3}"),
    ("sqrt(x)", r"\sqrt{x}"),
    ("abs(x)", r"\lvert x \rvert"),
    ("exp(-x**2)", r"\exp(-x^{2})"),
    ("log2(x)", r"\log_{2}(x)"),
    ("sigmoid(x)", r"\operatorname{sigmoid}(x)"),
    ("factorial(k)", "k!"),
    ("binomial(k, 2)", r"\binom{k}{2}"),
    ("floor(x)", r"\lfloor x \rfloor"),
    ("max(x, y)", r"\max(x, y)"),
    ("mu_X*theta_hat*lambda_", r"\mu_{X} \hat{\theta} \lambda"),
    ("A @ v", "A v"),
    ("v @ w", r"v^{\top} w"),
    ("v @ B @ w", r"v^{\top} B w"),
    ("A.T @ A", r"A^{\top} A"),
    ("2*(A.T @ (A @ v))", r"2 A^{\top} A v"),
    ("B.T @ (B @ v - x1)", r"B^{\top} (B v - x_{1})"),
    ("-2*(B.T @ (B @ v - x1))", r"-2 B^{\top} (B v - x_{1})"),
    ("A.T @ (2*(A @ v))", r"A^{\top} (2 A v)"),
    ("x*outer(v, w)", r"x v w^{\top}"),
    ("A @ outer(v, w)", r"A v w^{\top}"),
    ("v @ (B @ w)", r"v^{\top} B w"),
    ("v*(B @ w)", r"v \odot (B w)"),
    ("v*(w*p)", r"v \odot w \odot p"),
    ("x*(v*w)", r"x (v \odot w)"),
    ("x*kron(B, A)", r"x (B \otimes A)"),
    ("(A @ v).T @ A", r"(A v)^{\top} A"),
    ("inv(B) @ v", "B^{-1} v"),
    ("inv(B.T)", r"(B^{\top})^{-1}"),
    ("outer(v, w)", r"v w^{\top}"),
    ("v*w", r"v \odot w"),
    ("x*v", "x v"),
    ("v**2", "v^{2}"),
    ("A**2", r"A^{\circ 2}"),
    ("det(B)", r"\det(B)"),
    ("trace(B)", r"\operatorname{tr}(B)"),
    ("eye(n) + B", "I_{n} + B"),
    ("norm(v)", r"\lVert v \rVert_{2}"),
    ("norm(A)", r"\lVert A \rVert_{F}"),
    ("norm(v, 1)", r"\lVert v \rVert_{1}"),
    ("[[1, x], [y, 2]]", r"\begin{bmatrix} 1 & x \\ y & 2 \end{bmatrix}"),
    ("[x, y]", r"\begin{bmatrix} x \\ y \end{bmatrix}"),
    ("v[0]", "v_{1}"),
    ("v[n - 1]", "v_{n}"),
    ("A[0, 1]", "A_{12}"),
    ("A[0]", "A_{1, :}"),
    ("x1[0]", "(x_{1})_{1}"),
    ("v[1:]", "v_{2:n}"),
    ("A[:, 1:]", "A_{:, 2:n}"),
    ("(A @ v)[0]", "(A v)_{1}"),
    ("sum(v[i] for i in range(n))", r"\sum_{i=1}^{n} v_{i}"),
    ("sum(v[i + 1] - v[i] for i in range(n - 1))", r"\sum_{i=1}^{n - 1} (v_{i + 1} - v_{i})"),
    ("sum(v[i]*i for i in range(n))", r"\sum_{i=1}^{n} v_{i} (i - 1)"),
    ("sum(x**j/factorial(j) for j in range(inf))", r"\sum_{i=0}^{\infty} \frac{x^{i}}{i!}"),
    ("sum(v[i] for i in range(n))*x", r"\left(\sum_{i=1}^{n} v_{i}\right) x"),
    ("x*sum(v[i] for i in range(n))", r"x \sum_{i=1}^{n} v_{i}"),
    ("prod(v[i] for i in range(1, n))", r"\prod_{i=2}^{n} v_{i}"),
    ("max(v[i] for i in range(n))", r"\max_{i} v_{i}"),
    ("max(v[i] for i in range(1, n))", r"\max_{2 \le i \le n} v_{i}"),
    ("max(2*t - t**2 for t in real)", r"\max_{x} (2 x - x^{2})"),
    ("[v[i]**2 for i in range(n)]", "(v_{i}^{2})_{i=1}^{n}"),
    ("integral(exp(-t), t, 0, inf)", r"\int_{0}^{\infty} \exp(-x) \, dx"),
    ("limit(sin(t)/t, t, 0)", r"\lim_{x \to 0} \frac{\sin(x)}{x}"),
    ("limit(1/t, t, 0, side=1)", r"\lim_{x \to 0^{+}} \frac{1}{x}"),
    ("lambda t: t**2", r"x \mapsto x^{2}"),
    ("f(x)", "f(x)"),
    ("derivative(f)(x)", "f'(x)"),
    ("derivative(h)(v)", r"\nabla h(v)"),
    ("derivative(x**3, x)", r"\frac{d}{d x} x^{3}"),
    ("where(x > 0, x, 0)", r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}"),
    ("x <= y", r"x \le y"),
    ("x < y and y < z", "x < y < z"),
    ("x < y or y < z", r"x < y \lor y < z"),
    ("P(E1 or E2)", r"P(E_{1} \cup E_{2})"),
    ("P(E1 | E2)", r"P(E_{1} \mid E_{2})"),
    ("P(~E1)", r"P(E_{1}^{c})"),
    ("E(X*Y | Y)", r"\mathbb{E}[X Y \mid Y]"),
    ("Var(X)", r"\operatorname{Var}(X)"),
    ("H(X, Y)", "H(X, Y)"),
    ("mutual_information(X, Y)", "I(X; Y)"),
    ("KL(p, q)", r"D_{\mathrm{KL}}(p \,\|\, q)"),
    ("softmax(A, axis=0)", r"\operatorname{softmax}(A, \mathrm{axis} = 0)"),
    ("normal(mu_X, sigma2)", r"\mathcal{N}(\mu_{X}, \sigma_{2})"),
]


@pytest.mark.parametrize("text, expected", CASES, ids=[case[0] for case in CASES])
def test_notation(text, expected):
    assert to_latex(read_text(text, VARS)) == expected


def assert_whole(latex: str) -> None:
    """Braces, \\left and \\right, environments are balanced; no two indices or exponents follow each other."""
    depth = 0
    for mark in re.findall(r"\\.|[{}]", latex):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0, latex
    assert depth == 0, latex
    assert latex.count(r"\left(") == latex.count(r"\right)"), latex
    assert sorted(re.findall(r"\\begin{(\w+)}", latex)) == sorted(re.findall(r"\\end{(\w+)}", latex))
    bare = latex
    while True:  # take groups away from inside
        less = re.sub(r"(?<!\\)\{[^{}]*\}", "@", bare)
        if less == bare:
            break
        assert not re.search(r"_@_|\^@\^|\^@'", less), latex
        bare = less


@settings(max_examples=300)
@given(st.sampled_from([0, 1, 2]).flatmap(expressions))
def test_random_expressions_are_written_whole(expr):
    latex = to_latex(expr)
    assert_whole(latex)
    assert "#" not in latex and "%" not in latex
    for found in symbols(expr):
        assert symbol_latex(found.name) in latex


@pytest.mark.parametrize("name", sorted(OPS))
def test_every_operation_has_a_spelling(name):
    assert_whole(function_latex(name))


def test_sharing_and_depth():
    text = "sin(x)*x"
    for _ in range(30):
        text = f"({text})**2 + x"
    expr = read_text(text, "x: real")
    assert_whole(to_latex(expr))
    shared = read_text("a30*a30 where a0 = x; " + "; ".join(f"a{k + 1} = sin(a{k})*a{k}" for k in range(30)), "x: real")
    latex = to_latex(shared)
    assert len(latex) < 2000 and r"\text{where }" in latex
    long = read_text(" + ".join(["x"] * 5000), "x: real")
    assert to_latex(long) == " + ".join(["x"] * 5000)
