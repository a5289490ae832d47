"""Python text: what it means, what is inferred, what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Number, Size, at, bind, constant, fresh_index, fresh_local, integer, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import read, read_text
from lemmata.engine.writers import to_declarations

VARS = "X: real[m n], Y: real[m n], A: real[n n], w: real[n], v: real[n], y: real[m], x: real, z: real, c: labels[m n]"
RNG = np.random.default_rng(7)
ARRAYS = {
    "X": RNG.normal(size=(3, 4)), "Y": RNG.normal(size=(3, 4)), "A": RNG.normal(size=(4, 4)), "w": RNG.normal(size=4),
    "v": RNG.normal(size=4), "y": RNG.normal(size=3), "x": np.float64(0.7), "z": np.float64(-1.3),
    "c": np.array([2, 0, 3]),
}


def softmax(a, axis=-1):
    e = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


# Text that NumPy itself understands: NumPy is the truth (the names n, m, range and softmax are lent).
AS_NUMPY = """
sum((X @ w - y)**2) / m
np.mean((X @ w - y)**2)
np.sum(X, axis=0)
np.sum(X, axis=1, keepdims=True)
X.sum(axis=-1)
X.mean(axis=0)
np.mean(X, 1)
X.T @ y
X.T
w.T @ A @ v
w @ v
np.dot(w, v)
A.dot(w)
np.outer(w, v)
np.linalg.norm(w)
np.linalg.norm(X)
np.linalg.norm(X, 2)
np.linalg.norm(w, np.inf)
np.linalg.norm(X, axis=1)
np.linalg.det(A)
np.linalg.inv(A) @ w
np.linalg.solve(A, w)
np.trace(A)
np.diag(w)
np.eye(n) @ w
np.eye(3)
np.zeros((m, n)) + X
np.ones(n) * w
np.exp(-x**2 / 2) / np.sqrt(2 * np.pi)
np.log1p(np.exp(-abs(x)))
np.maximum(X, 0)
np.where(X > 0, X, 0)
np.var(w)
np.var(w, ddof=1)
np.std(X, axis=0)
np.cumsum(w)
np.prod(w)
np.max(X, 1)
X.max(axis=0)
np.argmax(w)
np.concatenate([w, v])
np.concatenate([X, Y], axis=1)
np.stack([w, v])
np.stack([w, v], axis=1)
X[0]
X[1, 2]
X[-1]
X[:, 1]
X[1:, :-1]
X[::-1]
w[1:] - w[:-1]
w[None, :] * X
w[:, None] * A
X[..., 0]
X[:, [2, 0]]
X[np.arange(m), c]
w[c]
X[1][2]
X.shape[0] * x + len(w)
X.reshape(n, m)
X.reshape(-1)
X.ravel()
np.einsum('ij,j->i', X, w)
np.einsum('ij,ij->', X, Y)
np.tril(A)
np.kron(w, v)
sum(w[i] * v[i] for i in range(n))
sum(X[i, j] * w[j] for i in range(m) for j in range(n))
sum(w[i + 1] - w[i] for i in range(n - 1))
max(w[i] for i in range(n))
[sum(A[i, j] * w[j] for j in range(n)) for i in range(n)]
[[A[j, i] for j in range(n)] for i in range(n)]
[[1, 2], [3, 4]]
-x**2
-2**2
2**-x
2**3**2
x - (z - 1)
x / z / 2
x / (z / 2)
x - -2
1 / 3
2 / 4
0.1 + 1e-3
x if x > z else z
max(x, z, 0)
min(x, 1)
(lambda t: t**2 + 1)(x)
(lambda s, t: s - t)(x, z)
softmax(w)
softmax(X, axis=0)
np.clip(X, -1, 1)
x < 1 < 2
x < 1 and z < 0 or x > 5
not x < 0
""".strip().splitlines()


@pytest.mark.parametrize("text", AS_NUMPY)
def test_means_what_numpy_means(text):
    expr = read_text(text, VARS)
    value = evaluate(expr, {k: v for k, v in ARRAYS.items() if k in {s.name for s in _symbols(expr)}},
                     sizes={"m": 3, "n": 4})
    names = {**ARRAYS, "np": np, "m": 3, "n": 4, "softmax": softmax}
    truth = np.asarray(eval(text, names, names))  # the table above is ours, no formula from outside
    assert np.shape(value) == truth.shape
    np.testing.assert_allclose(np.asarray(value, dtype=float), truth.astype(float), rtol=1e-12, atol=1e-12)


def _symbols(expr):
    from lemmata.engine.expr import symbols

    return symbols(expr)


def test_torch_names():
    torch = pytest.importorskip("torch", reason="torch not installed")
    cases = ["torch.var(X)", "torch.std(w)", "torch.nn.functional.softmax(X, dim=-1)", "torch.log_softmax(X, dim=0)",
             "torch.logsumexp(X, dim=1)", "X.mean(dim=1, keepdim=True)", "torch.sigmoid(w)", "w.exp().sum()",
             "torch.norm(w, p=1)", "torch.cat([w, v])", "X.unsqueeze(0)", "X.view(-1)", "X.permute(1, 0)",
             "torch.relu(X)", "torch.nn.functional.softplus(w)", "torch.nn.functional.gelu(w)", "X.t()",
             "X.abs().max()", "torch.linalg.norm(X)", "torch.matmul(X, w)", "X.mm(A)", "X.size(0) * w",
             "torch.clamp(w, 0, 1)", "torch.nn.functional.linear(X, Y)"]
    for text in cases:
        expr = read_text(text, VARS)
        value = evaluate(expr, {s.name: ARRAYS[s.name] for s in _symbols(expr)}, sizes={"m": 3, "n": 4})
        names = {**{k: torch.as_tensor(v) for k, v in ARRAYS.items()}, "torch": torch}
        truth = eval(text, names).numpy()
        assert np.shape(value) == truth.shape, text
        np.testing.assert_allclose(value, truth, rtol=1e-10, err_msg=text)


i, t, X_, V = fresh_index(), fresh_local(), symbol("X", (), "variable"), symbol("V", ["n"])
x_, f_ = symbol("x"), symbol("f", (), "function", ((),))
Ev, Fv = symbol("A", (), "event"), symbol("B", (), "event")
EXACT = [
    ("0.1", "", number("1/10")),
    ("1e-3", "", number("1/1000")),
    ("1_000", "", number(1000)),
    ("-2", "", number(-2)),
    ("1/3", "", number("1/3")),
    ("2/4", "", apply("div", 2, 4)),
    ("Fraction(1, 3)", "", number("1/3")),
    ("np.pi + e", "", constant("pi") + constant("e")),
    ("n + 1", "V: real[n]", integer(integer("n").size + 1)),
    ("x - 2", "x: real", x_ - 2),
    ("sum(V[i]**2 for i in range(n))", "V: real[n]", bind("sum", i, at(V, i) ** 2, 0, "n")),
    ("sum(1/(k + 1)**2 for k in range(inf))", "",
     bind("sum", i, 1 / integer(i + 1) ** 2, 0, constant("inf"))),
    ("n*(n + 1)/2", "V: real[n]", integer("n") * integer(integer("n").size + 1) / 2),
    ("W[i*n + j]", "W: real[m*n], V: real[n], i: integer, j: integer",
     at(symbol("W", [Size.of("m") * "n"]), symbol("i", (), "integer") * integer("n") + symbol("j", (), "integer"))),
    ("sum(W[m*i] for i in range(n))", "W: real[m*n]",
     bind("sum", i, at(symbol("W", [Size.of("m") * "n"]), i * "m"), 0, "n")),
    ("size(m*n)*x", "x: real, M: real[m n]", integer(Size.of("m") * "n") * x_),
    ("integral(exp(-t**2), t, -inf, inf)", "",
     bind("integral", t, apply("exp", -(t**2)), -constant("inf"), constant("inf"))),
    ("limit(sin(t)/t, t, 0)", "", bind("limit", t, apply("sin", t) / t, number(0), number(0))),
    ("limit(1/t, t, 0, side=1)", "", bind("limit", t, 1 / t, number(0), number(1))),
    ("max(2*t - t**2 for t in real)", "", bind("max", t, 2 * t - t**2)),
    ("sum(t**2*P(X == t) for t in X)", "X: variable",
     bind("sum", t, t**2 * apply("probability", apply("eq", X_, t)), X_)),
    ("lambda t: t + x", "x: real", bind("function", t, t + x_)),
    ("f(x)", "f: function, x: real", apply("call", f_, x_)),
    ("derivative(f)(x)", "f: function, x: real", apply("call", apply("derivative", f_, arg=0), x_)),
    ("derivative(x**3, x)", "x: real", apply("call", apply("derivative", bind("function", t, t**3), arg=0), x_)),
    ("E(X**2) - E[X]**2", "X: variable", apply("expectation", X_**2) - apply("expectation", X_) ** 2),
    ("P(A | B)", "A: event, B: event", apply("probability", Ev, Fv)),
    ("P(A, given=B)", "A: event, B: event", apply("probability", Ev, Fv)),
    ("P(A, B)", "A: event, B: event", apply("probability", apply("and", Ev, Fv))),
    ("P(A or B)", "A: event, B: event", apply("probability", apply("or", Ev, Fv))),
    ("P(X > 1 | A)", "X: variable, A: event", apply("probability", apply("gt", X_, 1), Ev)),
    ("P(X == 1 | X > 0)", "X: variable", apply("probability", apply("eq", X_, 1), apply("gt", X_, 0))),
    ("A & ~B", "A: event, B: event", apply("and", Ev, apply("not", Fv))),
    ("H(X, X | A)", "X: variable, A: event", apply("entropy", apply("joint", X_, X_), Ev)),
    ("E(t**2 for t in normal(0, 1))", "", bind("expectation", t, t**2, apply("normal", 0, 1))),
    ("a*b where a = exp(x); b = a + 1", "x: real", apply("exp", x_) * (apply("exp", x_) + 1)),
    ("(x\n + 1)", "x: real", x_ + 1),
]


@pytest.mark.parametrize("text, vars, expected", EXACT, ids=[case[0] for case in EXACT])
def test_is_this_expression(text, vars, expected):
    assert read_text(text, vars) is expected


@pytest.mark.parametrize("text, expected", [
    ("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]"),
    ("x @ A @ x", "x: real[n], A: real[n n]"),
    ("trace(A @ B) - trace(B @ A)", "A: real[m n], B: real[n m]"),
    ("(A @ B).T - B.T @ A.T", "A: real[m n], B: real[n k]"),
    ("inv(A @ B)", "A: real[m n], B: real[n m]"),
    ("x**2 + y", "x: real, y: real"),
    ("softmax(z)", "z: real[n]"),
    ("sum(x[i]*y[i] for i in range(n))", "x: real[n], y: real[n]"),
    ("sum(x[i + 1] - x[i] for i in range(n - 1))", "x: real[n]"),
    ("[sum(A[i, j]*x[j] for j in range(n)) for i in range(m)]", "A: real[m n], x: real[n]"),
    ("x[1:] - x[:-1]", "x: real[n]"),
    ("f(x) + g(x, y)", "f: function, x: real, g: function[(), ()], y: real"),
    ("f(A @ x)", "f: function[m], A: real[m n], x: real[n]"),
    ("derivative(f)(x)", "f: function, x: real"),
    ("P(A | B)*P(B)", "A: event, B: event"),
    ("E(X*Y) - E(X)*E(Y)", "X: variable, Y: variable"),
    ("P(X > a)", "X: variable, a: real"),
    ("KL(p, q)", "p: simplex[n], q: simplex[n]"),
    ("norm(A @ x - b)**2 + lambda_*norm(x)**2", "A: real[m n], x: real[n], b: real[m], lambda_: real"),
    ("mean((X @ w + b - y)**2)", "X: real[m n], w: real[n], b: real, y: real[m]"),
    ("log_softmax(Z)[arange(m), c]", "Z: real[m n], c: integer[m]"),
    ("eye(n) + A", "A: real[n n]"),
    ("t*2 where t = x + 1", "x: real"),
    ("integral(x*t, x, 0, 1)", "t: real"),
    ("1 + 1", ""),
])
def test_inferred(text, expected):
    assert to_declarations(read(text, strict=False)[1].values()) == expected


@pytest.mark.parametrize("text, vars, place, words", [
    ("x +", None, 3, "not a Python expression"),
    ("x = 3", None, 2, "write =="),
    ("2x", None, 0, "product with *"),
    ("|x|", None, 0, "abs(x)"),
    ("f'(x)", None, 0, "derivative(f)"),
    (r"\frac{a}{b}", None, 1, "lemmata.latex"),
    ("x ^ 2", None, 0, "write **"),
    ("x + q", "x: real", 4, "no name 'q'"),
    ("xx + 1", "xxx: real", 0, "did you mean 'xxx'"),
    ("sofmax(x)", "x: real[n]", 0, "did you mean 'softmax'"),
    ("foo(x)", "x: real", 0, "no function 'foo'"),
    ("x.foo", "x: real", 0, "no attribute 'foo'"),
    ("x(2)", "x: real", 0, "only a function"),
    ("X @ w", "X: real[m n], w: real[m]", 0, "matmul"),
    ("1 + X @ w", "X: real[m n], w: real[m]", 4, "matmul"),
    ("softmax(x, axis=5)", "x: real[n]", 0, "axis 5"),
    ("x[0, 1]", "x: real[n]", 0, "indices"),
    ("x[w]", "x: real[n], w: real", 0, "integer"),
    ("sum(i for j in x)", "x: real[n]", 15, "range"),
    ("x in y", "x: real, y: real", 0, "`in`"),
    ("True + 1", "", 0, "True"),
    ("1j", "", 0, "complex"),
    ("1e999999", "", 0, "exponent"),
    ("exp(*x)", "x: real", 4, "*"),
    ("[]", "", 0, "empty array"),
    ("(1, 2) + 1", "", 0, "square brackets"),
    ("derivative(x**2)", "x: real", 0, "needs a variable"),
    ("X.transpose(0, 1)", "X: real[m n]", 0, "write .T"),
    ("", None, None, "empty"),
    ("x # y", None, 2, "#"),
    ("a where b", None, 2, "not a Python expression"),
])
def test_mistakes_are_placed(text, vars, place, words):
    with pytest.raises(ReadError) as caught:
        read_text(text, vars)
    assert words in str(caught.value)
    assert caught.value.position == place


@pytest.mark.parametrize("text", [
    "__import__('os').system('true')", "().__class__.__bases__", "open('x')", "exec('1')", "f'{x}'", "{x: 1}", "{1}",
    "(y := 3)", "x.__class__", "print(x)", "eval('1')", "b'1'", "[*x]", "await x", "x[lambda: 1]", "getattr(x, 'T')",
    "lambda *a: 1", "exp(**x)", "sum(i async for i in range(3))",
])
def test_nothing_else_of_python_is_accepted(text):
    with pytest.raises(ReadError):
        read_text(text, "x: real, y: real")


def test_size_does_not_matter():
    terms = " + ".join(f"x**{k}" for k in range(20_000))
    expr = read_text(f"exp(({terms}) / 2)", "x: real")
    chain, count = expr.children[0].children[0], 0
    while getattr(chain, "op", "") == "add":
        chain, count = chain.children[0], count + 1
    assert count == 19_999


def test_long_chains_keep_their_signs():
    text = "-x" + " - x + x*(1 - x)" * 150
    plain = read_text("-x", "x: real")
    x = symbol("x")
    for _ in range(150):
        plain = plain - x + x * (1 - x)
    assert read_text(text, "x: real") is plain


def test_deep_nesting_reads_or_says_so():
    read_text("exp(" * 90 + "x" + ")" * 90, "x: real")
    with pytest.raises(ReadError, match=r"too many nested parentheses|nested too deeply"):
        read_text("(" * 5000 + "x" + ")" * 5000, "x: real")
    with pytest.raises(ReadError):
        read_text("x" * 2_000_000)


def test_decimals_are_exact():
    expr = read_text("0.1 + 0.2")
    assert [a.value for a in expr.children if isinstance(a, Number)] == [Fraction(1, 10), Fraction(1, 5)]


def test_places_count_characters_not_bytes():
    with pytest.raises(ReadError) as caught:
        read_text("é + λ + q", "é: real, λ: real")
    assert caught.value.position == 8
