"""Closed forms of optima: their gradient by JAX is zero, they are the textbook's, and what has none is refused."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from tests.structure.cases import drawn

from lemmata import parse
from lemmata.engine.calculus import NoClosedForm

jax.config.update("jax_enable_x64", True)

SIZES = {"m": 7, "n": 3, "k": 2}
VARS = ("X: real[m n], w: real[n], y: real[m], lam: positive, S: posdef[n n], x: positive[n], W: real[n k], "
        "Y: real[m k], C: posdef[n n], b: real, a: real, A: real[n n], U: real[m k], V: real[n k], R: real[m n], "
        "s: positive, z: real[m], mu: real, r: positive, q: unit, c: real[n], v: positive[m], B: invertible[n n], "
        "D: invertible[k k], P: real[n k], d: positive[n], F: posdef[k k]")

SOLVED: list[tuple[str, str, str, str, Any]] = [
    ("sum((X @ w - y)**2)", "w", "solve(X.T @ X, X.T @ y)", "minimum",
     lambda w, X, y, **_: jnp.sum((X @ w - y) ** 2)),
    ("sum((X @ w - y)**2) + lam*sum(w**2)", "w", "solve(X.T @ X + lam*eye(n), X.T @ y)", "minimum",
     lambda w, X, y, lam, **_: jnp.sum((X @ w - y) ** 2) + lam * jnp.sum(w**2)),
    ("sum(v*(X @ w - y)**2)", "w", "solve(X.T @ diag(v) @ X, X.T @ (v*y))", "minimum",
     lambda w, X, y, v, **_: jnp.sum(v * (X @ w - y) ** 2)),
    ("(X @ w - y) @ (X @ w - y) + w @ S @ w", "w", "solve(X.T @ X + S, X.T @ y)", "minimum",
     lambda w, X, y, S, **_: jnp.sum((X @ w - y) ** 2) + w @ S @ w),
    ("sum((X @ W - Y)**2) + lam*sum(W**2)", "W", "solve(X.T @ X + lam*eye(n), X.T @ Y)", "minimum",
     lambda W, X, Y, lam, **_: jnp.sum((X @ W - Y) ** 2) + lam * jnp.sum(W**2)),
    ("sum((R - U @ V.T)**2) + lam*sum(U**2)", "U", "R @ V @ inv(V.T @ V + lam*eye(k))", "minimum",
     lambda U, R, V, lam, **_: jnp.sum((R - U @ V.T) ** 2) + lam * jnp.sum(U**2)),
    ("sum((R - U @ V.T)**2) + lam*sum(V**2)", "V", "R.T @ U @ inv(U.T @ U + lam*eye(k))", "minimum",
     lambda V, R, U, lam, **_: jnp.sum((R - U @ V.T) ** 2) + lam * jnp.sum(V**2)),
    ("sum((B @ W @ D - P)**2)", "W", "solve(B.T @ B, B.T @ P @ D.T) @ inv(D @ D.T)", "minimum",
     lambda W, B, D, P, **_: jnp.sum((B @ W @ D - P) ** 2)),
    ("trace(W.T @ S @ W @ F)/2 - trace(P.T @ W)", "W", "solve(S, P) @ inv(F)", "minimum",
     lambda W, S, F, P, **_: jnp.trace(W.T @ S @ W @ F) / 2 - jnp.trace(P.T @ W)),
    ("c @ w - w @ S @ w/2", "w", "solve(S, c)", "maximum", lambda w, c, S, **_: c @ w - w @ S @ w / 2),
    ("sum(d*(w - c)**2)", "w", "c", "minimum", lambda w, d, c, **_: jnp.sum(d * (w - c) ** 2)),
    ("sum((z - mu)**2)", "mu", "mean(z)", "minimum", lambda mu, z, **_: jnp.sum((z - mu) ** 2)),
    ("m*log(s)/2 + sum((z - mu)**2)/(2*s)", "s", "(z - mu) @ (z - mu) / m", "local minimum",
     lambda s, z, mu, **_: 7 * jnp.log(s) / 2 + jnp.sum((z - mu) ** 2) / (2 * s)),
    ("m*r - sum(v)*log(r)", "r", "mean(v)", "minimum", lambda r, v, **_: 7 * r - jnp.sum(v) * jnp.log(r)),
    ("m*log(r) - r*sum(v)", "r", "m/sum(v)", "maximum", lambda r, v, **_: 7 * jnp.log(r) - r * jnp.sum(v)),
    ("sum(x*log(x)) + c @ x", "x", "exp(-(c + 1))", "minimum", lambda x, c, **_: jnp.sum(x * jnp.log(x)) + c @ x),
    ("sum(x - d*log(x))", "x", "d", "minimum", lambda x, d, **_: jnp.sum(x - d * jnp.log(x))),
    ("sum((z - a - b*y)**2)", "b", "y @ (z - a) / (y @ y)", "minimum",
     lambda b, z, a, y, **_: jnp.sum((z - a - b * y) ** 2)),
    ("logdet(S) + trace(inv(S) @ C)", "S", "C", "stationary point",
     lambda S, C, **_: jnp.linalg.slogdet(S)[1] + jnp.trace(jnp.linalg.inv(S) @ C)),
    ("trace(S @ C) - logdet(S)", "S", "inv(C)", "minimum",
     lambda S, C, **_: jnp.trace(S @ C) - jnp.linalg.slogdet(S)[1]),
    ("exp(b) - lam*b", "b", "log(lam)", "minimum", lambda b, lam, **_: jnp.exp(b) - lam * b),
]


@pytest.mark.parametrize("text, wrt, wanted, kind, function", SOLVED, ids=[row[0] for row in SOLVED])
def test_solved(text: str, wrt: str, wanted: str, kind: str, function: Any) -> None:
    f = parse(text, VARS)
    found = f.optimum(wrt)
    assert found.value.text == wanted
    assert found.kind == kind
    rng = np.random.default_rng(0)
    values = {name: drawn(rng, s.domain, tuple(size.value(SIZES) for size in s.shape))
              for name, s in f.declarations.items()}
    del values[wrt]
    needed = {name: v for name, v in values.items() if name in found.value.vars}
    point = np.asarray(found.value(**needed, **{wrt: 0.5 * np.ones(tuple(
        size.value(SIZES) for size in f.declarations[wrt].shape))}))
    gradient = jax.grad(lambda at: function(**{**values, wrt: at}))(jnp.asarray(point, dtype=float))
    np.testing.assert_allclose(gradient, 0, atol=1e-9)


def test_conditions_are_said() -> None:
    found = parse("sum((X @ w - y)**2)", VARS).optimum("w")
    assert found.conditions == ("X.T @ X is invertible",)
    assert str(found) == "minimum at solve(X.T @ X, X.T @ y), where X.T @ X is invertible"
    assert parse("sum((X @ w - y)**2) + w @ w", VARS).optimum("w").conditions == ()
    assert parse("sum((z - a - b*y)**2)", VARS).optimum("b").conditions == ("y @ y is not zero",)


@pytest.mark.parametrize("text, wrt, why", [
    ("sum(log(1 + exp(-y*(X @ w))))", "w", "neither linear nor one in each entry"),
    ("sum(w)", "w", "does not change with it"),
    ("sum(y)", "w", "does not depend on w"),
    ("X @ w", "w", "an optimum is of a number"),
    ("b**4 - 2*b**2", "b", "at several points: -1, 0, 1"),
    ("exp(b)", "b", "finds no solution"),
    ("trace(W.T @ S @ W) + trace(W @ F @ W.T) - trace(P.T @ W)", "W", "linear, but no product of matrices inverts it"),
    ("b + exp(b) + sin(b)", "b", "finds no solution"),
], ids=lambda value: value if " " in value else None)
def test_refused_with_the_reason(text: str, wrt: str, why: str) -> None:
    with pytest.raises(NoClosedForm, match=why):
        parse(text, VARS).optimum(wrt)
