"""Formulas run by NumPy, JAX and PyTorch: what goes in comes out, and what is wrong is named."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import torch

import lemmata as lm

LOSS = lm.parse("sum((X @ w - y)**2)/m + lam*(w @ w)", "X: real[m n], w: real[n], y: real[m], lam: real")
RNG = np.random.default_rng(3)
ARRAYS = {"X": RNG.normal(size=(5, 3)), "w": RNG.normal(size=3), "y": RNG.normal(size=5), "lam": 0.5}
TRUTH = np.sum((ARRAYS["X"] @ ARRAYS["w"] - ARRAYS["y"]) ** 2) / 5 + 0.5 * ARRAYS["w"] @ ARRAYS["w"]
SLOPE = 2 * ARRAYS["X"].T @ (ARRAYS["X"] @ ARRAYS["w"] - ARRAYS["y"]) / 5 + ARRAYS["w"]


@pytest.mark.parametrize("engine", ["auto", "numpy", "jax", "torch"])
def test_numpy_in_numpy_out(engine: str) -> None:
    if engine == "torch":
        pytest.importorskip("torch")
    both = LOSS.compile(engine, grad="w")
    for given in (ARRAYS, {k: np.asarray(v).tolist() for k, v in ARRAYS.items()}):
        value, slope = both(**given)
        assert isinstance(slope, np.ndarray) and slope.dtype == np.float64
        assert float(value) == pytest.approx(TRUTH, rel=1e-12)
        np.testing.assert_allclose(slope, SLOPE, rtol=1e-12)
    value, slope = both(*ARRAYS.values())
    assert float(value) == pytest.approx(TRUTH, rel=1e-12)


@pytest.mark.parametrize("text", [
    "exp(s)*x", "x**tanh(s)", "exp(-s)*sum(x**2)", "sqrt(1 + s**2)*x", "maximum(s, 0)*x", "where(s > 0, x, s)",
    "softplus(s) + x", "lgamma(1 + s)*x",
])
def test_a_number_does_not_widen_arrays(text: str) -> None:
    """np.exp(0.5) is a float64, whatever stands beside it."""
    f = lm.parse(text, "s: real, x: real[n]")
    x = np.linspace(1, 2, 3, dtype=np.float32)
    for found in (f.compile("numpy")(s=0.5, x=x), *f.compile("numpy", grad=("s", "x"))(s=0.5, x=x)):
        assert np.asarray(found).dtype == np.float32
    for number in (np.float64(0.5), np.array(0.5), np.int64(1)):
        assert f(s=number, x=x).dtype == np.float32


@pytest.mark.parametrize("engine", ["auto", "numpy", "jax", "torch"])
def test_the_dtype_is_kept(engine: str) -> None:
    if engine == "torch":
        pytest.importorskip("torch")
    given = {k: np.asarray(v, np.float32) if np.ndim(v) else v for k, v in ARRAYS.items()}
    value, slope = LOSS.compile(engine, grad="w")(**given)
    assert (np.asarray(value).dtype, slope.dtype) == (np.float32, np.float32)


def test_arrays_of_jax_are_traced() -> None:
    with jax.enable_x64(True):
        given = {k: jnp.asarray(v) for k, v in ARRAYS.items()}
        assert isinstance(LOSS(**given), jax.Array)
        np.testing.assert_allclose(jax.grad(lambda w: LOSS(**{**given, "w": w}))(given["w"]), SLOPE, rtol=1e-10)
        np.testing.assert_allclose(jax.jit(lambda w: LOSS(**{**given, "w": w}))(given["w"]), TRUTH, rtol=1e-12)
        stack = jnp.stack([given["w"], 2 * given["w"]])
        values = jax.vmap(lambda w: LOSS(**{**given, "w": w}))(stack)
        np.testing.assert_allclose(values[0], TRUTH, rtol=1e-12)


def test_tensors_stay_in_autograd() -> None:
    torch = pytest.importorskip("torch")
    given = {k: torch.as_tensor(v) for k, v in ARRAYS.items()}
    given["w"].requires_grad_()
    value = LOSS(**given)
    value.backward()
    assert float(value.detach()) == pytest.approx(TRUTH)
    np.testing.assert_allclose(given["w"].grad, SLOPE, rtol=1e-12)
    half = LOSS(**{k: v.to(torch.float32) if v.ndim else v for k, v in given.items()})
    assert half.dtype == torch.float32


def test_two_libraries_at_once_are_refused() -> None:
    torch = pytest.importorskip("torch")
    with pytest.raises(TypeError, match="convert them to one library"):
        LOSS(**{**ARRAYS, "X": jnp.asarray(ARRAYS["X"]), "w": torch.as_tensor(ARRAYS["w"])})


@pytest.mark.parametrize("change, words", [
    ({"y": np.zeros(4)}, "axis 0 of y has size 4, declared m = 5"),
    ({"X": np.zeros(5)}, "X has 1 axis"),
    ({"w": None}, "w is None"),
    ({"w": np.array([1j, 0, 0])}, "w is complex"),
    ({"w": ["a", "b", "c"]}, "w is an array of"),
    ({"z": 1.0}, "the formula has no 'z'"),
])
def test_what_is_wrong_is_named(change: dict[str, object], words: str) -> None:
    for function in (LOSS, LOSS.compile("numpy"), LOSS.compile("jax")):
        with pytest.raises(ValueError, match=words.replace("(", r"\(")):
            function(**{**ARRAYS, **change})
    with pytest.raises(ValueError, match="no value for y"):
        LOSS.compile("numpy")(**{k: v for k, v in ARRAYS.items() if k != "y"})


def test_an_engine_that_is_none() -> None:
    with pytest.raises(ValueError, match="no engine 'tpu'"):
        LOSS.compile("tpu")


def test_sizes_that_stand_in_no_shape_are_given_by_name() -> None:
    f = lm.parse("sum(x**k for k in range(n))", "x: real")
    for function in (f, f.compile("numpy"), f.compile("jax")):
        assert float(function(x=2.0, n=4)) == 15
        assert float(function(x=2.0, n=5)) == 31
    with pytest.raises(ValueError, match="no value for n"):
        f.compile("numpy")(x=2.0)


def test_the_result_is_an_array_of_its_own() -> None:
    A = np.eye(3)
    transposed = lm.parse("A.T", "A: real[n n]")(A=A)
    transposed[0, 1] = 7
    assert A[1, 0] == 0
    ones = lm.parse("sum(x)", "x: real[n]").grad("x")(x=[1.0, 2.0])
    ones[0] = 5
    assert ones.tolist() == [5, 1]


@pytest.mark.parametrize("labels", [[0, 2, 1, 3], [0, 2, 1, -1]])
def test_labels_outside_of_their_classes_are_refused(labels: list[int]) -> None:
    """NumPy would count a negative label from the end."""
    f = lm.parse("sum(log_softmax(z, axis=1)[arange(m), y])", "z: real[m k], y: labels[m k]")
    with pytest.raises(ValueError, match="label"):
        f(z=RNG.normal(size=(4, 3)), y=np.array(labels))


def test_float_labels_that_are_whole_are_integers() -> None:
    f = lm.parse("sum(x[y])", "x: real[n], y: labels[m n]")
    assert float(f(x=[1.0, 2.0, 4.0], y=[2.0, 0.0])) == 5


def test_what_no_code_computes_is_evaluated() -> None:
    assert float(lm.parse("integral(t**2, t, 0, x)", "x: real")(x=3.0)) == pytest.approx(9)
    assert np.isnan(lm.parse("inv(A)", "A: real[n n]")(A=np.zeros((2, 2)))).all()


LIBRARIES = {"numpy": np.array, "jax": jnp.array, "torch": torch.tensor}


@pytest.mark.parametrize("text, arrays, expected", [
    ("x**10", {"x": [1, 2000, 3]}, [1.0, 1.024e33, 59049.0]),  # more than integers of the machine hold
    ("x**(-2)", {"x": [1, 2, 4]}, [1.0, 0.25, 0.0625]),
    ("x - mean(x)", {"x": [True, False, False]}, [2 / 3, -1 / 3, -1 / 3]),
], ids=str)
@pytest.mark.parametrize("library", LIBRARIES)
def test_whole_numbers_are_real_numbers_in_every_library(text, arrays, expected, library) -> None:
    make = LIBRARIES[library]
    found = lm.parse(text, "x: real[n]")(**{name: make(value) for name, value in arrays.items()})
    assert found.dtype == make([0.5]).dtype
    np.testing.assert_allclose(np.asarray(found), expected, rtol=1e-6)


def test_numbers_beside_tensors_keep_their_digits() -> None:
    f = lm.parse("x*y", "x: real[n], y: real")
    assert f(x=torch.tensor([0.3], dtype=torch.float64), y=0.1).item() == 0.3 * 0.1
    assert f(x=torch.ones(1), y=2**40).item() == 2.0**40 == f(x=jnp.ones(1), y=2**40).item()


@pytest.mark.parametrize("library", LIBRARIES)
def test_complex_arrays_are_refused(library) -> None:
    with pytest.raises(ValueError, match="x is complex"):
        lm.parse("x**2", "x: real[n]")(x=LIBRARIES[library]([1j, 2]))


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_array_for_a_number_is_refused_after_a_number_too(library) -> None:
    f, make = lm.parse("x**2", "x: real"), LIBRARIES[library]
    assert f(x=make(3.0)) == 9
    with pytest.raises(ValueError, match="x has 1 axis"):
        f(x=make([1.0, 2.0]))


def test_a_minus_before_truth_values() -> None:
    X, y = np.ones((3, 2)), np.array([0, 1, 1])
    _, slope = lm.parse("sum(a - X[arange(m), y])", "X: real[m n], a: real[m], y: labels[m n]").compile(
        "numpy", grad="X")(X, np.ones(3), y)
    np.testing.assert_array_equal(slope, -np.eye(2)[y])


def test_a_vector_times_a_row_of_a_product() -> None:
    """x @ (v @ A): without brackets, x @ v is a number."""
    A, x, v = np.arange(12.0).reshape(4, 3), np.arange(4.0), np.ones(3)
    f = lm.parse("trace(outer(x, v) @ A.T)", "A: real[m n], x: real[m], v: real[n]")
    np.testing.assert_allclose(f.compile("numpy")(A, x, v), x @ (A @ v))
    f = lm.parse("trace(outer(x, v) @ exp(-A).T)", "A: real[m n], x: real[m], v: real[n]")
    np.testing.assert_allclose(f.compile("numpy")(A, x, v), x @ (np.exp(-A) @ v))
