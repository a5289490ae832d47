"""Sums over entries as sums of whole arrays: the same values, and no binder where there is a way."""

from __future__ import annotations

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.notation import whole
from lemmata.formulas import Formula

X = "X: real[m n], x: real[m], y: real[n], z: real[n], k: labels[m n]"


@pytest.mark.parametrize(("text", "expected"), [
    ("sum(y[j]*log(z[j]**2) for j in range(n))", "sum(y*log(z**2))"),
    ("log(sum(exp(y[j]) for j in range(n)))", "log(sum(exp(y)))"),
    ("sum((y[i] - sum(y[j] for j in range(n))/n)**2 for i in range(n))/n", "sum((y - sum(y)/n)**2)/n"),
    ("sum(sum(X[i, j]*x[i] for i in range(m)) for j in range(n))", "sum(X.T*x)"),
    ("sum(x[i]*sum(X[i, j]*y[j] for j in range(n)) for i in range(m))", "sum(x*sum(X*y, axis=1))"),
    ("sum(log(sum(exp(X[i, j]) for j in range(n))) for i in range(m))", "sum(log(sum(exp(X), axis=1)))"),
    ("prod(y[j] + 1 for j in range(n))", "prod(y + 1)"),
    ("sum(j*y[j] for j in range(n))", None), ("sum((y[j + 1] - y[j])**2 for j in range(n - 1))", None),
    ("sum(y[j] for j in range(1, n))", None), ("sum(X[i, k[i]] for i in range(m))", None),
])
def test_over_whole_arrays(text: str, expected: str | None) -> None:
    f = lm.parse(text, X)
    found = Formula(whole(f.expr), f.declarations)
    assert found.text == (f.text if expected is None else expected)
    rng = np.random.default_rng(1)
    values = {name: rng.normal(size=[{"m": 2, "n": 3}[str(s)] for s in symbol.shape]) for name, symbol in
              f.declarations.items()} | {"k": np.array([2, 0])}
    assert found(**values) == pytest.approx(f(**values), rel=1e-12)
