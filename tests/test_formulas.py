"""The public object: values in NumPy, derivatives against JAX, comparison, writing."""

from __future__ import annotations

import copy
import pickle

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.expr import symbol

jax.config.update("jax_enable_x64", True)
RNG = np.random.default_rng(3)
X, w, y, A = RNG.normal(size=(5, 3)), RNG.normal(size=3), RNG.normal(size=5), RNG.normal(size=(3, 3))
P = A @ A.T + np.eye(3)
CASES = [  # text, declarations, the same in JAX, arrays, by which variable
    ("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]",
     lambda X, w, y: jnp.sum((X @ w - y) ** 2) / X.shape[0], {"X": X, "w": w, "y": y}, ("w", "X")),
    ("logsumexp(X @ w)", "X: real[m n], w: real[n]",
     lambda X, w: jax.nn.logsumexp(X @ w), {"X": X, "w": w}, ("w", "X")),
    ("mean(log(1 + exp(-y * (X @ w))))", "X: real[m n], w: real[n], y: real[m]",
     lambda X, w, y: jnp.mean(jnp.log(1 + jnp.exp(-y * (X @ w)))), {"X": X, "w": w, "y": y}, ("w",)),
    ("w @ A @ w / (w @ w)", "A: real[n n], w: real[n]",
     lambda A, w: w @ A @ w / (w @ w), {"A": A, "w": w}, ("w", "A")),
    ("logdet(P) + trace(inv(P) @ A)", "P: posdef[n n], A: real[n n]",
     lambda P, A: jnp.linalg.slogdet(P)[1] + jnp.trace(jnp.linalg.inv(P) @ A), {"P": P, "A": A}, ("P", "A")),
    ("softmax(A @ w)", "A: real[n n], w: real[n]",
     lambda A, w: jax.nn.softmax(A @ w), {"A": A, "w": w}, ("w", "A")),
    ("sum(w[i]**2*w[i + 1] for i in range(n - 1))", "w: real[n]",
     lambda w: jnp.sum(w[:-1] ** 2 * w[1:]), {"w": w}, ("w",)),
]
IDS = [case[0] for case in CASES]


@pytest.mark.parametrize("text, vars, truth, arrays, wrt", CASES, ids=IDS)
def test_value(text, vars, truth, arrays, wrt):
    f = lm.parse(text, vars)
    np.testing.assert_allclose(f(**arrays), truth(**arrays), rtol=1e-12)


@pytest.mark.parametrize("text, vars, truth, arrays, wrt", CASES, ids=IDS)
def test_first_derivative(text, vars, truth, arrays, wrt):
    f = lm.parse(text, vars)
    for name in wrt:
        want = jax.jacobian(lambda v, name=name: truth(**{**arrays, name: v}))(arrays[name])
        got = f.jacobian(name)(**arrays)
        assert np.shape(got) == want.shape
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-12)
        if not f.shape:
            assert f.grad(name).expr is f.jacobian(name).expr


@pytest.mark.parametrize("text, vars, truth, arrays, wrt", CASES, ids=IDS)
def test_second_derivative(text, vars, truth, arrays, wrt):
    f, name = lm.parse(text, vars), wrt[0]
    want = jax.hessian(lambda v: truth(**{**arrays, name: v}))(arrays[name])
    np.testing.assert_allclose(f.hessian(name)(**arrays), want, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(f.derivative(name, order=2)(**arrays), want, rtol=1e-8, atol=1e-10)


def test_mixed_second_derivative():
    f = lm.parse("u @ A @ v", "u: real[m], A: real[m n], v: real[n]")
    B = RNG.normal(size=(4, 3))
    np.testing.assert_allclose(f.hessian("u", "v")(u=np.ones(4), A=B, v=np.ones(3)), B)
    np.testing.assert_allclose(f.hessian("v", "u")(u=np.ones(4), A=B, v=np.ones(3)), B.T)


def test_derivative_by_an_entry():
    f = lm.parse("sum(w**3)", "w: real[n]")
    np.testing.assert_allclose(f.derivative("w[1]")(w=w), 3 * w[1] ** 2)


def test_a_formula_serves_every_size_and_keeps_the_dtype():
    f = lm.parse("softmax(z)")
    for size in (1, 2, 7):
        for dtype in (np.float32, np.float64):
            z = RNG.normal(size=size).astype(dtype)
            assert f(z=z).dtype == dtype
            assert f(z=z).shape == (size,)
    assert lm.parse("sum(i**2 for i in range(n))")(n=4) == 14
    assert lm.parse("sum(x)/n", "x: real[n]").grad("x")(x=[1.0, 2.0]).tolist() == [0.5, 0.5]


def test_what_it_shows():
    f = lm.parse("sum((X @ w - y)**2)")
    assert f.vars == {"X": "real[m n]", "w": "real[n]", "y": "real[m]"}
    assert f.dims == ("m", "n") and f.shape == ()
    assert f.text == str(f) == "sum((X @ w - y)**2)"
    assert repr(f) == "Formula('sum((X @ w - y)**2)', 'X: real[m n], w: real[n], y: real[m]')"
    assert f._repr_latex_() == r"$\displaystyle \operatorname{sum}((X w - y)^{2})$"
    assert lm.parse(f.text, f.vars).expr is f.expr
    assert lm.parse("x", {"x": symbol("x", ["n"])}).shape == f.grad("w").shape


@pytest.mark.parametrize("left, right, vars, kinds", [
    ("(x + y)**2", "x**2 + 2*x*y + y**2", None, ["proved"]),
    ("x @ y", "sum(x*y)", "x: real[n], y: real[n]", ["proved"]),
    ("sum(x[i]*y[i] for i in range(n))", "y @ x", None, ["proved"]),
    ("(A @ B).T", "B.T @ A.T", None, ["proved"]),
    ("(A @ B).T", "A.T @ B.T", "A: real[n n], B: real[n n]", ["refuted"]),
    ("sqrt(x**2)", "x", None, ["conditional"]),
    ("sin(x)", "x", None, ["refuted"]),
    ("exp(x)*exp(y)", "exp(x + y)", None, ["proved", "agrees"]),
    ("x > y", "y < x", None, ["proved", "agrees"]),
])
def test_equals(left, right, vars, kinds):
    assert lm.parse(left, vars).equals(right).kind in kinds


def test_equals_takes_numbers_and_formulas():
    f = lm.parse("x - x")
    assert f.equals(0)
    assert f.equals(lm.parse("0*x"))
    assert not f.equals(1)


def test_a_number_named_like_a_size_is_that_size():
    f = lm.parse("sum(i for i in range(n))")
    assert f.equals("n*(n - 1)/2")
    assert f.equals(lm.parse("n*(n - 1)/2"))
    assert lm.parse("n*(n - 1)/2").equals(f)
    with pytest.raises(ValueError, match="'n' is the size of an axis"):
        lm.Formula(symbol("n") * symbol("x", ["n"]))


def test_latex():
    f = lm.latex(r"\sum_{i=1}^{n} \frac{1}{2} (x_i - \lambda)^2", "x: real[n], lambda: real")
    assert f.equals("sum((x - lambda_)**2)/2")
    assert f.vars == {"x": "real[n]", "lambda_": "real"}
    np.testing.assert_allclose(f(x=[1.0, 3.0], lambda_=1.0), 2.0)
    assert lm.latex(r"a < b < c").text == "a < b and b < c"
    assert lm.parse("sin(x)/2").equals(lm.latex(lm.parse("sin(x)/2").latex()))
    with pytest.raises(lm.ReadError):
        lm.latex(r"\frac{a}{")


@pytest.mark.parametrize("text, vars, simple", [
    ("inv(inv(B))", "B: invertible[n n]", "B"),
    ("A.T.T @ x", "A: real[m n], x: real[n]", "A @ x"),
    ("x + 0*y", "x: real, y: real", "x"),
    ("1*x", "x: real", "x"),
    ("x", "x: real", "x"),
])
def test_simplify(text, vars, simple):
    assert lm.parse(text, vars).simplify().text == simple


def test_expanded_form_is_the_same_formula():
    f = lm.parse("(x + 1)*(x - 1)*sum(v)", "x: real, v: real[n]")
    g = f.expand()
    assert g.expr is lm.parse("sum(v)*(x**2 - 1)", "x: real, v: real[n]").expand().expr
    np.testing.assert_allclose(g(x=0.3, v=w), f(x=0.3, v=w))


@pytest.mark.parametrize("act, words", [
    (lambda f: f.grad("q"), "no variable 'q'"),
    (lambda f: f.jacobian("x").grad("x"), "use jacobian"),
    (lambda f: f(x=w), "no value for y"),
    (lambda f: f(x=w, y=w, q=1), "has no 'q'"),
    (lambda f: f(x=w, y=np.ones(4)), "size 4"),
    (lambda f: f(x=A, y=w), "axes"),
    (lambda f: f.equals(lm.parse("y", "y: real")), "'y' is y: real"),
    (lambda f: f.derivative("x", order=-1), "order -1"),
])
def test_errors_state_fact_and_remedy(act, words):
    with pytest.raises(ValueError, match=words):
        act(lm.parse("x @ y", "x: real[n], y: real[n]"))


def test_public_names():
    for name in lm.__all__:
        assert hasattr(lm, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        lm.nothing  # noqa: B018
    assert set(lm.__all__) <= set(dir(lm))


# one object


def test_formulas_pickle_copy_and_hash():
    f = lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m], s: positive")
    for twin in (pickle.loads(pickle.dumps(f)), copy.deepcopy(f)):
        assert twin == f and twin.vars == f.vars and {twin: 1}[f] == 1
    assert f != lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")


WORKED_OUT = [
    ("derivative(sin(x)*x, x)", lambda x: np.sin(x) + x * np.cos(x)), ("derivative(x**3, x, 2)", lambda x: 6 * x),
    ("grad(v @ v * x, v)", lambda x: 2 * x * w), ("hessian(v @ v * x, v)", lambda x: 2 * x * np.eye(3)),
    ("jacobian(x * v, v)", lambda x: x * np.eye(3)), ("derivative(lambda t: t**3)(x)", lambda x: 3 * x**2),
    ("derivative(x**2, x) + v @ grad(sum(v**3), v)", lambda x: 2 * x + 3 * np.sum(w**3)),
]


@pytest.mark.parametrize("text, truth", WORKED_OUT, ids=[text for text, _ in WORKED_OUT])
def test_derivatives_in_text_have_values(text, truth):
    f = lm.parse(text, "x: real, v: real[n]")
    arrays = {"x": 0.8} | ({"v": w} if "v" in text.replace("derivative", "") else {})
    np.testing.assert_allclose(f(**arrays), truth(0.8), rtol=1e-12)


@pytest.mark.parametrize("value, message", [
    (1j * np.ones(3), "complex"), (None, "None"), ("a", "'a'"), (["a", "b"], "an array of")])
def test_what_is_no_real_array_is_refused(value, message):
    with pytest.raises(ValueError, match=message):
        lm.parse("sum(x)", "x: real[n]")(x=value)


@pytest.mark.parametrize("text, truth", [
    ("svdvals(A)", lambda s: s), ("mean(svdvals(A))", np.mean), ("prod(svdvals(A))", np.prod),
    ("min(svdvals(A))", np.min), ("log(svdvals(A)).sum()", lambda s: np.log(s).sum()),
    ("svdvals(A)[0]", lambda s: s[0])])
@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_singular_values_are_as_many_as_numpys(text, truth, shape):
    matrix = RNG.normal(size=shape)
    value = lm.parse(text, "A: real[m n]")(A=matrix)
    want = truth(np.linalg.svd(matrix, compute_uv=False))
    assert np.shape(value) == np.shape(want)
    np.testing.assert_allclose(value, want, rtol=1e-9)


@pytest.mark.parametrize("text", ["cov_(x)", "sigmod(x)", "soft_plus(x)", "slogdot(x)"])
def test_an_unknown_function_is_never_an_arbitrary_one(text):
    with pytest.raises(lm.ReadError, match="no function"):
        lm.parse("sigmoid(x)", "x: real").equals(text)
    with pytest.raises(lm.ReadError, match="no function"):
        lm.parse(text)


@pytest.mark.parametrize("text, value", [
    ("sum(k for k in range(1, n + 1))", 55), ("sum(binomial(n, k) for k in range(n + 1))", 1024),
    ("trace(eye(n)) + n", 20), ("prod(k for k in range(1, n + 1))/factorial(n)", 1)])
def test_a_declared_natural_may_be_a_length(text, value):
    f = lm.parse(text, "n: natural")
    assert f(n=10) == value
    assert f.equals(lm.parse(text)).kind == "proved"


def test_a_float_is_no_exact_formula():
    with pytest.raises(TypeError, match="decimals in text are exact"):
        lm.parse("x", "x: real").equals(1.5)
