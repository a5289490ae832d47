"""The records of probability: sorts, shapes, errors, and the values of those of vectors against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from lemmata.engine.evaluation import Unsupported, evaluate
from lemmata.engine.expr import symbol
from lemmata.engine.ops import OPS, ShapeError, apply

X, Y = symbol("X", (), "variable"), symbol("Y", (), "variable")
V, W = symbol("V", ["n"], "variable"), symbol("W", ["m"], "variable")
A, B = symbol("A", (), "event"), symbol("B", (), "event")
P, Q = symbol("p", ["n"], "simplex"), symbol("q", ["n"], "simplex")
N = apply("normal", 0, 1)


@pytest.mark.parametrize("op, args, sort", [
    ("expectation", (X,), "real"), ("expectation", (X, Y), "variable"), ("expectation", (X, A), "real"),
    ("expectation", (X, apply("joint", Y, V)), "variable"), ("expectation", (N,), "real"),
    ("variance", (X, Y), "variable"), ("covariance", (X, Y), "real"), ("covariance", (X, Y, X), "variable"),
    ("probability", (A,), "real"), ("probability", (A, B), "real"), ("probability", (A, Y), "variable"),
    ("probability", (apply("le", X, 1),), "real"), ("indicator", (A,), "variable"), ("density", (X, 1), "real"),
    ("density", (X, X), "variable"), ("density", (X, 1, Y), "variable"), ("density", (N, X), "variable"),
    ("joint", (X, V), "variable"), ("omega", (), "event"), ("independent", (X, A), "boolean"),
    ("entropy", (X, Y), "real"), ("entropy", (P,), "real"), ("mutual_information", (X, Y, V), "real"),
])
def test_sort(op, args, sort):
    assert apply(op, *args).sort == sort


@pytest.mark.parametrize("op, args, shape", [
    ("expectation", (V,), "[n]"), ("variance", (V,), "[n n]"), ("variance", (X,), "[]"),
    ("covariance", (V, W), "[n m]"), ("covariance", (X, Y), "[]"), ("joint", (X, V, W), "[m + n + 1]"),
    ("entropy", (symbol("R", ["b", "n"]),), "[b]"), ("kl_divergence", (P, Q), "[]"), ("entropy", (X,), "[]"),
])
def test_shape(op, args, shape):
    assert "[" + " ".join(map(str, apply(op, *args).shape)) + "]" == shape


@pytest.mark.parametrize("op, args, error", [
    ("expectation", (), TypeError), ("expectation", (X, Y, A), TypeError), ("probability", (X,), TypeError),
    ("density", (V, 1), ShapeError), ("entropy", (symbol("s"),), ShapeError), ("entropy", (P, Q), TypeError),
    ("cross_entropy", (X, Y), TypeError), ("cross_entropy", (P, N), TypeError),
    ("kl_divergence", (P, symbol("r", ["m"])), ShapeError), ("correlation", (V, V), ShapeError),
    ("js_divergence", (N, N), TypeError), ("variance", (symbol("M", ["n", "n"], "variable"),), ShapeError),
    ("mutual_information", (P,), ShapeError), ("joint", (), TypeError),
])
def test_errors(op, args, error):
    with pytest.raises(error):
        apply(op, *args)


def test_a_divergence_of_two_families_has_no_closed_form():
    with pytest.raises(Unsupported, match=r"normal.*laplace"):
        evaluate(apply("kl_divergence", N, apply("laplace", 0, 1)), {})


weights = st.lists(st.sampled_from([0.0, 0.25, 1.0, 3.0, 7.5]), min_size=4, max_size=4).filter(lambda w: sum(w) > 0)


@given(weights, weights)
def test_entropies_of_vectors(p, q):
    p, q = np.array(p) / sum(p), np.array(q) / sum(q)
    assert evaluate(apply("entropy", P), {"p": p}) == pytest.approx(stats.entropy(p))
    assert evaluate(apply("entropy", P, base=2), {"p": p}) == pytest.approx(stats.entropy(p, base=2))
    m = (p + q) / 2
    expected = (special.rel_entr(p, m).sum() + special.rel_entr(q, m).sum()) / 2
    assert evaluate(apply("js_divergence", P, Q), {"p": p, "q": q}) == pytest.approx(expected, abs=1e-12)
    if not any(p[q == 0]):
        assert evaluate(apply("kl_divergence", P, Q), {"p": p, "q": q}) == pytest.approx(
            special.rel_entr(p, q).sum(), abs=1e-12)
        assert evaluate(apply("cross_entropy", P, Q), {"p": p, "q": q}) == pytest.approx(
            -special.xlogy(p, q).sum(), abs=1e-12)


@given(st.floats(0, 1))
def test_binary_entropy(p):
    found = evaluate(apply("binary_entropy", symbol("s")), {"s": p})
    assert found == pytest.approx(stats.entropy([p, 1 - p]), abs=1e-9)


def test_information_of_a_joint_table():
    table = np.array([[0.1, 0.2], [0.4, 0.0], [0.1, 0.2]])
    product = np.outer(table.sum(1), table.sum(0))
    expected = special.rel_entr(table, product).sum()
    assert evaluate(apply("mutual_information", symbol("T", [3, 2])), {"T": table}) == pytest.approx(expected)


def test_every_record_says_what_it_is():
    for record in OPS.values():
        if record.group in ("probability", "distribution"):
            assert record.about and record.shape is not None, record.name
