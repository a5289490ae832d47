# ruff: noqa: F722, F821
"""@formula: declarations in annotations, calls by place and by name, definitions in terms of others."""

import subprocess
import sys

import numpy as np
import pytest

import lemmata as lm
from lemmata import Labels, PosDef, Positive, Real, Simplex
from lemmata.engine.expr import DOMAINS
from lemmata.engine.readers.annotations import NAMES


@lm.formula
def ridge(X: Real["m n"], w: Real["n"], y: Real["m"], lam: Positive = 2):
    """Least squares with a penalty."""
    return ((X @ w - y) ** 2).mean() + lam * (w @ w)


@lm.formula
def negative_entropy(p: Simplex["k"]):
    return np.sum(p * np.log(p))


X, w, y = np.arange(6.0).reshape(3, 2), np.array([1.0, -1.0]), np.array([0.5, 1.0, 2.0])
VALUE = np.mean((X @ w - y) ** 2) + 4.0


def test_it_is_a_formula_with_the_functions_name():
    assert isinstance(ridge, lm.Formula) and ridge.__name__ == "ridge" and ridge.__doc__.startswith("Least")
    assert ridge.vars == {"X": "real[m n]", "w": "real[n]", "y": "real[m]", "lam": "positive"}
    assert ridge.grad("w").equals("2*X.T @ (X @ w - y)/m + 2*lam*w").kind == "proved"


@pytest.mark.parametrize("value", [ridge(X, w, y), ridge(X, w=w, y=y), ridge(X=X, w=w, y=y, lam=2),
                                   ridge.__wrapped__(X, w, y)])
def test_calls(value):
    np.testing.assert_allclose(value, VALUE)


def test_calls_that_do_not_fit():
    for args, keywords, message in [((X, w, y, 1, 2), {}, "5 arguments"), ((X, w, y), {"X": X}, "by place and by name"),
                                    ((X,), {"w": w}, "no value for y")]:
        with pytest.raises((TypeError, ValueError), match=message):
            ridge(*args, **keywords)


def test_definitions_of_definitions():
    @lm.formula
    def total(X: Real["m n"], w: Real["n"], y: Real["m"], p: Simplex["m"], n):
        return ridge(X, w, y) + negative_entropy(p) / n
    assert total.equals("mean((X @ w - y)**2) + 2*(w @ w) + sum(p*log(p))/n").kind in ("proved", "agrees")


def test_labels_and_matrices():
    @lm.formula
    def f(S: PosDef["k k"], c: Labels["m k"]):
        return np.linalg.slogdet(S)[1] + S[c, c].sum()
    assert f.vars == {"S": "posdef[k k]", "c": "labels[m k]"}
    np.testing.assert_allclose(f(2 * np.eye(3), np.array([0, 2])), 3 * np.log(2) + 4)


def test_a_parameter_without_declaration():
    with pytest.raises(TypeError, match="parameter 'a' has no declaration"):
        lm.formula(lambda a, b=1: a)


def test_every_domain_of_arrays_has_its_annotation():
    assert set(NAMES.values()) == set(DOMAINS) - {"event", "variable", "complex"}
    assert all(getattr(lm, name).name == name for name in NAMES)


def test_annotations_import_without_the_engines_libraries():
    code = "import sys; from lemmata import Real; Real['m n']; assert 'numpy' not in sys.modules, 'numpy'"
    subprocess.run([sys.executable, "-c", code], check=True)
