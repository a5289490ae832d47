"""Products with directions and cotangents, and both layouts, as the public object has them; the values are JAX's."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import lemmata as lm

jax.config.update("jax_enable_x64", True)

VARS = "W: real[n k], x: real[k], b: real[n], t: real"
RNG = np.random.default_rng(3)
W, X, B, V, G, T = (RNG.normal(size=s) for s in ((3, 2), 2, 3, (3, 2), 3, ()))


def layer(w, x, b):
    return jnp.tanh(w @ x + b)


F = lm.parse("tanh(W @ x + b)", VARS)
GIVEN = {"W": W, "x": X, "b": B}


def agree(ours, theirs):
    assert np.shape(ours) == np.shape(theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_a_directional_derivative():
    found = F.directional("W", "V")
    assert found.vars["V"] == "real[n k]"
    agree(found(**GIVEN, V=V), jax.jvp(lambda w: layer(w, X, B), (W,), (V,))[1])
    agree(F.directional("x", "W.T @ b")(**GIVEN), jax.jvp(lambda x: layer(W, x, B), (X,), (W.T @ B,))[1])


def test_a_product_with_several_tangents():
    found = F.jvp(W="V", b="g")
    agree(found(**GIVEN, V=V, g=G), jax.jvp(lambda w, b: layer(w, X, b), (W, B), (V, G))[1])


def test_a_product_with_a_cotangent():
    found = F.vjp("W", "g")
    assert found.vars["g"] == "real[n]"
    agree(found(**GIVEN, g=G), jax.vjp(lambda w: layer(w, X, B), W)[1](jnp.asarray(G))[0])


def test_each_is_a_formula_with_derivatives_of_its_own():
    change = F.jvp(W="V")
    slope = jax.jacobian(lambda w: jax.jvp(lambda u: layer(u, X, B), (w,), (jnp.asarray(V),))[1])(W)
    agree(change.derivative("W")(**GIVEN, V=V), slope)
    back = jax.jacobian(lambda w: jax.vjp(lambda u: layer(u, X, B), w)[1](jnp.asarray(G))[0])(W)
    agree(F.vjp("W", "g").derivative("W")(**GIVEN, g=G), back)
    second = F.vjp("x", "b").directional("x", "x")
    agree(second(**GIVEN), jax.jvp(lambda x: jax.vjp(lambda u: layer(W, u, B), x)[1](jnp.asarray(B))[0], (X,), (X,))[1])


def test_a_jvp_after_a_derivative_uses_no_fact_beside_the_variable():
    found = lm.parse("sum(p)**2", "p: simplex[n]").grad("p").directional("p", "v")
    agree(found(p=[0.25, 0.75], v=[1.0, 2.0]), [6.0, 6.0])


@pytest.mark.parametrize(("call", "message"), [
    (lambda: F.directional("y", "v"), "no variable 'y'"),
    (lambda: F.directional("x", "b"), r"direction has shape \[n\], the variable \[k\]"),
    (lambda: F.vjp("x", "x"), r"cotangent has shape \[k\], the expression \[n\]"),
    (lambda: F.jvp(), "no direction"),
    (lambda: F.jacobian("x", layout="row"), "layout 'row'; give 'numerator'"),
    (lambda: F.jacobian("W", layout="denominator"), r"this derivative has shape \[n n k\]"),
])
def test_what_does_not_fit_is_said(call, message):
    with pytest.raises(ValueError, match=message):
        call()


LAYOUTS = [
    ("W @ x", "x", "W", "W.T"),  # a vector by a vector
    ("b @ W @ x", "W", "outer(x, b)", "outer(b, x)"),  # a number by a matrix
    ("t*W", "t", "W", "W.T"),  # a matrix by a number
    ("b @ b", "b", "2*b", "2*b"),  # a number by a vector: one axis
]


@pytest.mark.parametrize(("text", "wrt", "numerator", "denominator"), LAYOUTS)
def test_both_layouts(text, wrt, numerator, denominator):
    f = lm.parse(text, VARS)
    for layout, wanted in (("numerator", numerator), ("denominator", denominator)):
        found = f.derivative(wrt, layout=layout)
        assert found.text == wanted
        assert f"layout='{layout}'" in repr(found)
        assert f"({layout} layout)" in found._repr_latex_()
    assert "layout" not in repr(f.derivative(wrt))


def test_a_mixed_hessian_in_both_layouts():
    f = lm.parse("tanh(W @ x) @ b", VARS)
    default = f.hessian("x", "b")(**GIVEN)
    agree(f.hessian("x", "b", layout="numerator")(**GIVEN), default)
    agree(f.hessian("x", "b", layout="denominator")(**GIVEN), default.T)


def test_a_further_derivative_is_of_what_is_printed():
    turned = lm.parse("W @ x", VARS).jacobian("x", layout="denominator")
    found = turned.derivative("W")
    assert found.shape == (*turned.shape, *turned.shape[::-1])
    assert lm.parse("W.T", VARS).derivative("W").equals(found)
