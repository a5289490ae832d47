"""The chain rule as a table: names, formulas, shapes, and numbers that JAX computes."""

from __future__ import annotations

import numpy as np
import pytest

import lemmata as lm

jax = pytest.importorskip("jax", reason="JAX is the reference; install lemmata[jax]")
jax.config.update("jax_enable_x64", True)
jnp = jax.numpy
NET = "X: real[m n], W1: real[n h], b: real[h], W2: real[h k], Y: real[m k]"


def net(**given):
    return lm.parse("sum((tanh(X @ W1 + b) @ W2 - Y)**2)", NET).chain("W1", **given)


def test_the_formulas_of_a_net():
    assert str(net()) == """\
forward
  Z       = X @ W1 + b        [m h]
  H       = tanh(Z)           [m h]
  R       = H @ W2 - Y        [m k]
  f       = sum(R**2)         a scalar
backward
  df/dR   = 2*R               [m k]
  df/dH   = df/dR @ W2.T      [m h]
  df/dZ   = df/dH*(1 - H**2)  [m h]
  df/dW1  = X.T @ df/dZ       [n h]"""


def test_the_numbers_of_a_net():
    rng = np.random.default_rng(5)
    X, W1, b, W2, Y = (rng.normal(size=s) for s in ((4, 3), (3, 2), (2,), (2, 5), (4, 5)))
    found = net(X=X, W1=W1, b=b, W2=W2, Y=Y)
    Z = X @ W1 + b
    H = jnp.tanh(Z)
    R = H @ W2 - Y
    truth = {
        "Z": Z, "H": H, "R": R, "f": (R**2).sum(),
        "df/dR": jax.grad(lambda r: (r**2).sum())(R),
        "df/dH": jax.grad(lambda h: ((h @ W2 - Y)**2).sum())(H),
        "df/dZ": jax.grad(lambda z: ((jnp.tanh(z) @ W2 - Y)**2).sum())(Z),
        "df/dW1": jax.grad(lambda w: ((jnp.tanh(X @ w + b) @ W2 - Y)**2).sum())(W1),
    }
    assert len(found.forward) + len(found.backward) == len(truth)
    for name, wanted in truth.items():
        np.testing.assert_allclose(found[name].value, wanted, rtol=1e-10)


def test_one_part_is_what_a_sum_runs_over():
    found = lm.parse("sum(exp(x[i])*sin(exp(x[i])) for i in range(n))", "x: real[n]").chain("x", x=[0.5, -1.0])
    np.testing.assert_allclose(found["u"].value, np.exp([0.5, -1.0]))
    truth = jax.grad(lambda u: (u * jnp.sin(u)).sum())(jnp.exp(jnp.array([0.5, -1.0])))
    np.testing.assert_allclose(found["df/du"].value, truth)


def test_rows_as_plain_values():
    found = lm.parse("sin(x**2)", "x: real").chain("x", x=2.0).data()
    assert [row["name"] for row in found["forward"]] == ["u", "f"]
    assert found["forward"][0] == {"name": "u", "text": "x**2", "latex": "x^{2}", "shape": [], "value": 4.0}
    assert found["backward"][-1]["text"] == "2*(df_du*x)"
    assert "value" not in lm.parse("sin(x**2)", "x: real").chain("x").data()["forward"][0]


def test_what_does_not_fit_is_an_error():
    f = lm.parse("sin(x**2)", "x: real")
    with pytest.raises(ValueError, match="no variable 'z'"):
        f.chain("z")
    with pytest.raises(ValueError, match="the formula has no 'q'"):
        f.chain("x", q=1.0)
    with pytest.raises(ValueError, match=r"'w\[0\]' is an entry"):
        lm.parse("sum(w)", "w: real[n]").chain("w[0]")
    with pytest.raises(KeyError, match="there are u, f, df/du, df/dx"):
        f.chain("x")["h"]


# names that people give


def test_given_names_are_used():
    f = lm.parse("sum((tanh(X @ W1 + b) @ W2 - Y)**2)", NET).named(act="tanh(X @ W1 + b)", pre="X @ W1 + b")
    assert [row.name for row in f.chain("W1").forward] == ["pre", "act", "R", "f"]
    assert [row.name for row in f.chain("W2").forward] == ["pre", "act", "R", "f"]
    assert f.derivation("W1").result is lm.parse(f.text, NET).grad("W1").expr


def test_names_behind_where_are_kept():
    f = lm.parse("sum(res**2) where res = X @ w - y", "X: real[m n], w: real[n], y: real[m]")
    assert f.text == "sum(res**2) where res = X @ w - y"
    assert f.expr is lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").expr
    assert f.grad("w").text == "2*(X.T @ res) where res = X @ w - y"
    assert f.grad("w").latex() == r"2 X^{\top} \mathrm{res} \quad\text{where } \mathrm{res} = X w - y"
    assert [row.name for row in f.chain("w").forward] == ["res", "f"]


def test_inferred_symbols_have_names_too():
    f = lm.parse("norm(r)**2 where r = A @ x - b")
    assert list(f.parts) == ["r"] and lm.parse(f.text).expr is f.expr


def test_a_part_is_named_as_it_is_written():
    f = lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    with pytest.raises(ValueError, match=r"w @ X\.T is no part of sum"):
        f.named(z="w @ X.T")
    with pytest.raises(ValueError, match="'w' stands for something else already"):
        f.named(w="X @ w")
    with pytest.raises(ValueError, match="'m' stands for something else already"):
        f.named(m="X @ w")


def test_a_name_of_the_whole_changes_nothing():
    f = lm.parse("sin(x)**2", "x: real")
    assert str(f.named(q="sin(x)**2").derivation("x")) == str(f.derivation("x"))


def test_the_name_of_a_whole_that_stands_for_other_operations():
    f = lm.parse("entropy(softmax(z))", "z: real[n]")
    assert [row.name for row in f.named(q="entropy(softmax(z))").chain("z").forward] == ["p", "f"]


def test_names_stay_with_a_formula_that_is_stored():
    import pickle

    f = lm.parse("sum(r**2) where r = X @ w - y", "X: real[m n], w: real[n], y: real[m]")
    assert pickle.loads(pickle.dumps(f)).text == f.text


def test_parts_that_count_entries_stay_whole_numbers():
    nearest = lm.parse("sum(sum((X[i] - C[z[i]])**2) for i in range(m)) "
                       "where z = argmin(sum((X[:, None] - C)**2, axis=2), axis=1)", "X: real[m n], C: real[k n]")
    X, C = np.array([[0.0, 1.0], [4.0, 4.0], [1.0, 0.0]]), np.array([[5.0, 5.0], [0.0, 0.0]])
    found = {part["name"]: part["value"] for part in nearest.chain("C", X=X, C=C).data()["forward"]}
    assert found["z"] == [1, 0, 1]
