"""The lines of a user's function that lose digits, and the diff that keeps them: values by mpmath."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
from tests.stability.diagnosing import code

from lemmata.engine.readers.tracing.examples import like
from lemmata.engine.stability.diagnosing import diagnose
from lemmata.engine.stability.diagnosing.edits import edited


def exact(function: Callable[..., Any]) -> Callable[..., float]:
    def value(**arrays: Any) -> float:
        with mpmath.workdps(700):
            return float(function(**{n: [mpmath.mpf(float(v)) for v in np.ravel(a)] for n, a in arrays.items()}))
    return value


@dataclass(frozen=True)
class Case:
    """marked: source of a line that is named, and what is lost there; bits: left at most by the diff, None without."""

    function: Callable[..., Any]
    arrays: dict[str, Any]
    truth: Callable[..., float]
    marked: dict[str, str]
    bits: float | None = 2.0


def _entropy_of_shares(z: Any, y: Any) -> Any:
    total = mpmath.log(sum(map(mpmath.exp, z)))
    return sum(b * (total - a) for a, b in zip(z, y))


CASES = {
    "cross-entropy of a helper's softmax": Case(
        code.cross_entropy, {"z": np.array([1000.0, 0.0, 3.0]), "y": np.array([0.5, 0.5, 0.0])},
        exact(_entropy_of_shares), {"np.exp(z)": "overflow"}),
    "log(1 + exp)": Case(
        code.penalty, {"x": np.array([-20.0, -10.0, 300.0])},
        exact(lambda x: sum(mpmath.log(1 + mpmath.exp(3 * v)) for v in x) / 3),
        {"np.exp(a)": "overflow"}),
    "variance by squares": Case(
        code.spread, {"x": 1e8 + np.array([1.0, 2.0, 3.0])},
        exact(lambda x: sum(v**2 for v in x) / 3 - (sum(x) / 3) ** 2),
        {"np.mean(x**2) - np.mean(x) ** 2": "cancellation"}),
    "a line that runs several times": Case(
        code.loop, {"x": np.array([1e-20, 1.0, 2.0])}, exact(lambda x: sum(mpmath.log(1 - mpmath.exp(-v)) for v in x)),
        {"1 - np.exp(-x[i])": "cancellation"}),
    "entries in two loops": Case(
        code.growths, {"A": np.array([[1e-12, 2e-9], [3e-13, 1e-10]]), "b": np.array([1.0, 2.0])},
        exact(lambda A, b: sum(mpmath.expm1(A[2 * i + j] * b[j]) / b[j] for i in range(2) for j in range(2))),
        {"np.exp(A[i, j] * b[j]) - 1": "cancellation"}),
    "neighbours in a loop": Case(
        code.steps, {"x": np.array([800.0, 3.0, 801.0])},
        exact(lambda x: sum(mpmath.log(1 + mpmath.exp(x[i] - x[i - 1])) for i in (1, 2))),
        {"np.exp(x[i] - x[i - 1])": "overflow"}),
    "two calls of one helper": Case(
        code.twice, {"a": np.array([800.0, 0.0]), "b": np.array([0.0, 900.0, 1.0])},
        exact(lambda a, b: sum(mpmath.exp(v[0]) / sum(map(mpmath.exp, v)) for v in (a, b))),
        {"np.exp(z)": "overflow"}),
    "labels": Case(
        code.of_labels, {"Z": np.array([[800.0, 0.0], [0.0, 2.0], [-900.0, 1.0]]), "y": np.array([1, 1, 0])},
        exact(lambda Z, y: (800 + mpmath.log1p(mpmath.exp(-2)) + 901) / 3), {"np.exp(Z)": "overflow"}),
    "0 log 0": Case(code.entropy, {"p": np.array([0.0, 0.5, 0.5])}, lambda p: float(np.log(2)),
                    {"p * np.log(p)": "invalid"}),
    "a norm": Case(code.norm, {"x": np.array([3e200, 4e200])}, lambda x: 5e200, {"x * x": "overflow"}),
    "nothing": Case(
        code.fine, {"X": np.ones((3, 2)), "w": np.array([0.1, 0.2]), "y": np.zeros(3)},
        lambda X, w, y: 0.09, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_lines_and_diff(name):
    case = CASES[name]
    found = diagnose(case.function, case.arrays)
    true = case.truth(**case.arrays)
    assert found.true == pytest.approx(true, rel=1e-15)
    assert {line.place.text: line.loss.kind for line in reversed(found.lines)} == case.marked
    assert found.clean == (not case.marked)
    assert bool(found.patch) == (bool(case.marked) and case.bits is not None)
    if found.patch:
        assert found.after <= case.bits < found.bits
        path = Path(code.__file__)
        space: dict[str, Any] = {}
        exec(compile(edited(path.read_text(), [(p.place, p.source) for p in found.patches]), path.name, "exec"), space)
        with np.errstate(all="ignore"):  # the part that is no longer used still overflows
            assert float(space[case.function.__name__](**case.arrays)) == pytest.approx(true, rel=1e-14)
    text = str(found)
    assert all(line.place.text.splitlines()[0] in text and line.loss.why in text for line in found.lines)


def test_tensors_keep_their_dtype_and_get_their_own_code():
    torch = pytest.importorskip("torch")
    from tests.stability.diagnosing import code_torch

    found = diagnose(code_torch.binary_cross_entropy, {
        "logits": torch.tensor([200.0, -3.0, 50.0]), "y": torch.tensor([0.0, 1.0, 0.0])})
    assert (found.data.format.name, found.found) == ("float32", np.inf)
    assert found.true == pytest.approx((200 + np.log1p(np.exp(3.0)) + 50) / 3, rel=1e-6)
    line = "+    return -(y * torch.log(p) + (1 - y) * torch.nn.functional.logsigmoid(-logits)).mean()"
    assert found.after < 2 and line in found.patch
    again = diagnose(code_torch.Head(0.01), {"z": torch.tensor([[1.0, 3.0, 3.0]])})
    assert "+        return torch.log_softmax(z, dim=-1)" in again.patch and again.after < 3 < again.bits


def test_values_at_arrays_like_the_callers_only():
    """Roots, logarithms and Cholesky factors have no value at random arrays; options are no arrays."""
    found = diagnose(code.likelihood, {"x": np.arange(40.0), "S": 1e-9 * np.eye(40)})
    assert [(line.place.text, line.loss.kind) for line in found.lines] == [("np.linalg.det(S)", "underflow")]
    assert "+    return (z @ z + np.linalg.slogdet(S)[1]) / 2" in found.patch and found.after < 2
    arrays = {"a": np.array([1e8, 3.0]), "b": np.array([1.0, 2.0])}
    for reduction, count in (("mean", 2), ("sum", 1)):
        found = diagnose(code.gap, {**arrays, "reduction": reduction})
        true = exact(lambda a, b: sum(mpmath.sqrt(u**2 - v**2) - u for u, v in zip(a, b)))(**arrays)
        assert (found.name, found.true) == ("gap", pytest.approx(true / count, rel=1e-14))
    assert diagnose(code.largest, {"p": np.array([0.1, 800.0, 0.3]), "k": 2}).lines[0].loss.kind == "overflow"


def test_a_function_without_a_value_is_refused():
    with pytest.raises(ValueError, match="no finite value at arrays like these"):
        diagnose(code.gap, {"a": np.array([1.0, 2.0]), "b": np.array([3.0, 4.0])})


@pytest.mark.parametrize(("array", "holds"), [
    (np.array([[2.0, 0.5], [0.5, 1.0]]), lambda a: np.linalg.eigvalsh(a).min() > 0 and (a == a.T).all()),
    (np.array([[0.0, -2.0], [-2.0, 1.0]]), lambda a: (a == a.T).all()),
    (np.array([0.2, 0.3, 0.5]), lambda a: (a > 0).all() and abs(a.sum() - 1) < 1e-12),
    (np.array([1e-300, 1e300]), lambda a: (a > 0).all() and a.max() < 3),
    (np.array([-1e-9, -4.0]), lambda a: (a < 0).all()),
    (np.array([1.0, 0.0, 1.0]), lambda a: set(a.tolist()) == {0.0, 1.0}),
    (np.array([4, 0]), lambda a: a.tolist() == [4, 0]),
])
def test_arrays_that_look_alike(array, holds):
    for seed in range(4):
        for ends in (True, False):
            found = like(array, np.random.default_rng(seed), ends)
            assert found.shape == array.shape and holds(found)


def test_long_arrays_are_looked_at_in_part():
    x = np.random.default_rng(0).normal(1e6, 1, 100_000)
    found = diagnose(code.spread, {"x": x})
    assert found.data.parts and found.lines[0].loss.kind == "cancellation" and "of 100000 along" in str(found)
