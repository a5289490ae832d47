"""The rows of lemmata.numerics."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import scipy.special
from flint import arb, ctx
from tests.foundations.row import Row

from lemmata.formulas import Formula, parse

INF, LOG2 = math.inf, math.log(2)
Arrays = dict[str, Any]


def apart(rng: np.random.Generator) -> Arrays:
    """Two numbers that are neither 0 nor equal."""
    return {"x": 2 + float(rng.random()), "y": -1.5 * float(rng.random()) - 0.5}


def by_place(function: Any) -> Any:
    """A function whose parameters have other names, in the order of ours."""
    return lambda **arrays: function(*arrays.values())


def reals(*shape: int, **more: Any) -> Any:
    return lambda rng: {"x": rng.normal(size=shape), **more}


def wide(rng: np.random.Generator) -> Arrays:
    """Terms of very different sizes that nearly cancel."""
    x = rng.normal(size=60) * 10.0 ** rng.integers(-8, 9, size=60)
    return {"x": rng.permutation(np.concatenate([x, -x[:50] * (1 + 1e-12)]))}


def exact_dot(x: Any, y: Any) -> float:
    return float(sum((Fraction(float(a)) * Fraction(float(b)) for a, b in zip(x, y)), Fraction(0)))


def by_arb(name: str, bits: int = 400) -> Any:
    """A function of a number by Arb, rounded once."""
    def value(x: float) -> float:
        before, ctx.prec = ctx.prec, bits
        try:
            return float(getattr(arb(float(x)), name)().mid())
        finally:
            ctx.prec = before
    return value


def cancelling(rng: np.random.Generator) -> Arrays:
    return {"f": parse("(1 - cos(x))/x**2", "x: real"), "x": float(10.0 ** rng.uniform(-9, -5))}


def half_angle(f: Formula, x: float) -> float:
    """(1 - cos x)/x² = 2 sin(x/2)²/x², without a difference."""
    return 2 * math.sin(x / 2) ** 2 / x**2


def powers(rng: np.random.Generator) -> Arrays:
    return {"f": parse("x**3", "x: real"), "wrt": "x", "x": float(rng.normal())}


def attention(Q: Any, K: Any, V: Any, causal: bool = False, mask: Any = None, **_: Any) -> Any:
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    seen = np.tri(*scores.shape[-2:], dtype=bool) if causal else np.ones(scores.shape, dtype=bool)
    seen = seen if mask is None else seen & (mask != 0)
    return scipy.special.softmax(np.where(seen, scores, -INF), axis=-1) @ V


def tokens(rng: np.random.Generator) -> Arrays:
    return {"Q": rng.normal(size=(2, 7, 4)), "K": 30 * rng.normal(size=(2, 7, 4)), "V": rng.normal(size=(2, 7, 3))}


def masked_tokens(rng: np.random.Generator) -> Arrays:
    mask = rng.integers(0, 2, size=(7, 7))
    np.fill_diagonal(mask, 1)
    return {**tokens(rng), "mask": mask}


def random_matrices(rng: np.random.Generator) -> Arrays:
    return {"A": rng.normal(size=(4, 3)), "B": rng.normal(size=(3, 5))}


def skeel(A: Any) -> float:
    return np.linalg.norm(np.abs(np.linalg.inv(A)) @ np.abs(A), np.inf)


def parts(rng: np.random.Generator) -> Arrays:
    from lemmata.numerics import welford

    return {"a": welford(1e6 + rng.normal(size=20)), "b": welford(1e6 + 5 + rng.normal(size=30))}


HEAVY = "experiments with NumPy's arrays and the clock"
OF_FORMULAS = "takes a formula, and evaluates it with NumPy"
BY_ENTRIES = "NumPy's float64, whose rounding it speaks of"

ROWS: list[Row] = [
    # sums of exponentials
    Row(name="numerics.log_sum_exp", truth=by_place(scipy.special.logsumexp), ends=[
        ({"x": [1e4, 1e4]}, 1e4 + LOG2), ({"x": [-1e4, -1e4]}, -1e4 + LOG2), ({"x": [3.0]}, 3.0),
        ({"x": [-INF, 2.0]}, 2.0),
        ({"x": [1e308, -1e308]}, 1e308), ({"x": [-INF, -INF]}, -INF), ({"x": [INF, 0.0]}, INF),
        ({"x": [INF, -INF]}, INF), ({"x": [-INF]}, -INF)],
        slopes=[({"x": [700.0, 800.0]}, {"x": [3.720075976020836e-44, 1.0]})]),
    Row(name="numerics.log_mean_exp", truth=lambda x: np.log(np.mean(np.exp(x))), ends=[
        ({"x": [1e4, 1e4]}, 1e4), ({"x": [-1e4]}, -1e4), ({"x": [-INF, 0.0]}, -LOG2)]),
    Row(name="numerics.softmax", truth=scipy.special.softmax, ends=[
        ({"x": [1e4, 1e4]}, [0.5, 0.5]), ({"x": [7.0]}, [1.0]), ({"x": [-INF, 0.0]}, [0.0, 1.0]),
        ({"x": [-1e308, 1e308]}, [0.0, 1.0])],
        slopes=[({"x": [800.0, 800.0]}, {"x": [[0.25, -0.25], [-0.25, 0.25]]}), ({"x": [1e300]}, {"x": [[0.0]]})]),
    Row(name="numerics.softmax", truth=lambda x, temperature: scipy.special.softmax(x / temperature),
        options={"temperature": 0.25}),
    Row(name="numerics.log_softmax", truth=scipy.special.log_softmax, ends=[
        ({"x": [0.0, -1e4]}, [0.0, -1e4]), ({"x": [5.0]}, [0.0]), ({"x": [-INF, 0.0]}, [-INF, 0.0]),
        ({"x": [1e300, 1e300]}, [-LOG2, -LOG2]), ({"x": [1e8, 1e8]}, [-LOG2, -LOG2])]),
    Row(name="numerics.log_add_exp", truth=by_place(np.logaddexp), ends=[
        ({"x": 1e4, "y": 1e4}, 1e4 + LOG2), ({"x": -1e4, "y": -1e4}, -1e4 + LOG2), ({"x": -INF, "y": 1.0}, 1.0),
        ({"x": -INF, "y": -INF}, -INF)],
        slopes=[({"x": 1e8, "y": 0.0}, {"x": 1.0, "y": 0.0}), ({"x": 900.0, "y": 900.0}, {"x": 0.5, "y": 0.5})]),
    Row(name="numerics.log_sub_exp", truth=lambda x, gap: x + np.log(1 - np.exp(-gap)), ends=[
        ({"x": 0.0, "gap": 1e-20}, math.log(1e-20)), ({"x": 1e4, "gap": 1e4}, 1e4), ({"x": 1.0, "gap": INF}, 1.0)]),
    # near zero
    Row(name="numerics.log_one_plus", truth=by_place(np.log1p), ends=[({"x": 1e-20}, 1e-20), ({"x": 0.0}, 0.0)]),
    Row(name="numerics.exp_minus_one", truth=by_place(np.expm1), ends=[
        ({"x": 1e-20}, 1e-20), ({"x": 0.0}, 0.0), ({"x": -INF}, -1.0), ({"x": 1000.0}, INF)],
        slopes=[({"x": -30.0}, {"x": math.exp(-30)}), ({"x": -700.0}, {"x": math.exp(-700)})]),
    Row(name="numerics.log_one_minus_exp", truth=lambda x: np.log(-np.expm1(-x)), ends=[
        ({"x": 1e-300}, math.log(1e-300)), ({"x": 50.0}, -math.exp(-50.0)), ({"x": INF}, 0.0), ({"x": LOG2}, -LOG2)]),
    Row(name="numerics.softplus", truth=lambda x: np.logaddexp(0, x), ends=[
        ({"x": 1e4}, 1e4), ({"x": -100.0}, math.exp(-100.0)), ({"x": -1e4}, 0.0), ({"x": 0.0}, LOG2)]),
    Row(name="numerics.log_sigmoid", truth=by_place(scipy.special.log_expit), ends=[
        ({"x": -1e4}, -1e4), ({"x": 100.0}, -math.exp(-100.0)), ({"x": 0.0}, -LOG2)]),
    Row(name="numerics.xlogy", truth=by_place(scipy.special.xlogy), ends=[
        ({"x": 0.0, "y": 0.0}, 0.0), ({"x": 1.0, "y": 0.0}, -INF), ({"x": 0.0, "y": 3.0}, 0.0)]),
    Row(name="numerics.xlog1py", truth=by_place(scipy.special.xlog1py), ends=[
        ({"x": 0.0, "y": 0.0}, 0.0), ({"x": 2.0, "y": 1e-20}, 2e-20)]),
    Row(name="numerics.logistic_difference", truth=lambda x, y: scipy.special.expit(x) - scipy.special.expit(y),
        ends=[({"x": 1e-17, "y": 0.0}, 2.5e-18), ({"x": 3.0, "y": 3.0}, 0.0), ({"x": 1e3, "y": -1e3}, 1.0),
              ({"x": -1e3, "y": 1e3}, -1.0)]),
    # rounding
    Row(name="numerics.relative_error", truth=lambda computed, exact: abs(computed - exact) / abs(exact),
        ends=[({"computed": 1.0, "exact": 1.0}, 0.0)]),
    Row(name="numerics.floating_point", at=lambda rng: {"dtype": rng.choice(["float16", "float32", "float64"])},
        truth=lambda dtype: (np.finfo(dtype).bits, float(np.nextafter(np.ones((), dtype), np.full((), 2, dtype)) - 1)),
        pick=lambda found: (found.bits, found.epsilon), libraries=("numpy",), why="speaks of NumPy's types",
        ends=[({"dtype": "float64"}, (64, 2.0**-52))]),
    Row(name="numerics.ulps_between", at=lambda rng: {"exact": (x := rng.normal(size=5)),
                                                      "computed": np.nextafter(x, np.inf)},
        truth=lambda computed, exact: np.where(np.abs(np.frexp(exact)[0]) == 0.5, 0.5, 1.0), libraries=("numpy",),
        why=BY_ENTRIES, ends=[({"computed": INF, "exact": INF}, 0.0), ({"computed": math.nan, "exact": math.nan}, 0.0),
                              ({"computed": 1.0, "exact": 1.0}, 0.0)]),
    Row(name="numerics.rounded", at=reals(6), truth=lambda x: np.asarray(x, np.float32).astype(float),
        libraries=("numpy",), why=BY_ENTRIES, ends=[({"x": 1e39}, INF), ({"x": 1e6, "dtype": "float16"}, INF)]),
    # sums
    Row(name="numerics.two_sum", at=lambda rng: {"a": float(rng.normal()), "b": 1e-17 * float(rng.normal())},
        truth=lambda a, b: (a + b, float(Fraction(a) + Fraction(b) - Fraction(a + b))), libraries=("numpy",),
        why=BY_ENTRIES, ends=[({"a": 1e-20, "b": 1.0}, (1.0, 1e-20))]),
    Row(name="numerics.two_product", at=lambda rng: {"a": float(rng.normal()), "b": float(rng.normal())},
        truth=lambda a, b: (a * b, float(Fraction(a) * Fraction(b) - Fraction(a * b))),
        pick=lambda found: tuple(map(float, found)), libraries=("numpy",), why=BY_ENTRIES,
        ends=[({"a": 0.0, "b": 3.0}, (0.0, 0.0))]),
    Row(name="numerics.naive_sum", at=reals(40), truth=by_place(np.sum), ends=[({"x": []}, 0.0), ({"x": [0.5]}, 0.5)]),
    Row(name="numerics.pairwise_sum", at=reals(41), truth=by_place(np.sum),
        ends=[({"x": []}, 0.0), ({"x": [0.5]}, 0.5)]),
    Row(name="numerics.kahan_sum", at=lambda rng: {"x": rng.random(300)}, truth=by_place(math.fsum), rtol=1e-15,
        ends=[({"x": []}, 0.0), ({"x": [0.5]}, 0.5), ({"x": [0.1] * 10}, 1.0), ({"x": [np.inf, 1.0]}, np.inf)]),
    Row(name="numerics.neumaier_sum", at=wide, truth=by_place(math.fsum), rtol=1e-15,
        ends=[({"x": []}, 0.0), ({"x": [1.0, 1e100, 1.0, -1e100]}, 2.0), ({"x": [1.0, -np.inf]}, -np.inf),
              ({"x": [np.inf, -np.inf]}, np.nan)]),
    Row(name="numerics.compensated_dot", at=lambda rng: {"x": wide(rng)["x"], "y": rng.normal(size=110)},
        truth=exact_dot, rtol=1e-15, libraries=("numpy",), why=BY_ENTRIES,
        ends=[({"x": [1e16, 1.0, -1e16], "y": [1.0, 1.0, 1.0]}, 1.0), ({"x": [0.0], "y": [5.0]}, 0.0)]),
    # moments
    Row(name="numerics.welford", at=lambda rng: {"x": 1e8 + rng.normal(size=(50, 2))}, rtol=1e-7,
        truth=lambda x: np.var(x - 1e8, axis=0), pick=lambda found: found.variance(),
        ends=[({"x": [5.0]}, 0.0), ({"x": [1.0, 3.0]}, 1.0)]),
    Row(name="numerics.combined_moments", at=parts, rtol=1e-9, libraries=("numpy",), why="takes moments, not arrays",
        truth=lambda a, b: (a.squares + b.squares + 20 * (a.mean - (a.mean * 20 + b.mean * 30) / 50) ** 2
                            + 30 * (b.mean - (a.mean * 20 + b.mean * 30) / 50) ** 2) / 49,
        pick=lambda found: found.variance(ddof=1)),
    Row(name="numerics.two_pass_variance", truth=by_place(np.var),
        ends=[({"x": [5.0]}, 0.0), ({"x": [1e200, 1e200]}, 0.0)]),
    Row(name="numerics.textbook_variance", truth=by_place(np.var), ends=[({"x": [5.0]}, 0.0)]),
    # conditioning
    Row(name="numerics.condition_of", at=powers, truth=lambda f, wrt, x: 3.0, libraries=("numpy",), why=OF_FORMULAS,
        ends=[({"f": parse("x - 1", "x: real"), "wrt": "x", "x": 1.0}, INF),
              ({"f": parse("exp(x)", "x: real[n]"), "wrt": "x", "x": [1.0, -30.0]}, 30.0),
              ({"f": parse("x**2", "x: real"), "wrt": "x", "x": 0.0}, 0.0)]),
    Row(name="numerics.norm_condition_of", libraries=("numpy",), why=OF_FORMULAS,
        at=lambda rng: {"f": parse("A @ x", "A: real[n n], x: real[n]"), "wrt": "x", "A": rng.normal(size=(3, 3)),
                        "x": rng.normal(size=3)},
        truth=lambda f, wrt, A, x: np.linalg.norm(A, 2) * np.linalg.norm(x) / np.linalg.norm(A @ x)),
    Row(name="numerics.evaluation_condition", truth=lambda x, value, slope: abs(x * slope / value),
        at=lambda rng: dict(zip(("x", "value", "slope"), map(float, 1 + rng.random(3)))),
        ends=[({"x": 0.0, "value": 1.0, "slope": 5.0}, 0.0)]),
    Row(name="numerics.subtraction_condition", truth=lambda x, y: (abs(x) + abs(y)) / abs(x - y), at=apart,
        ends=[({"x": 1.0, "y": 0.0}, 1.0), ({"x": 1.0, "y": 1.0}, INF)]),
    Row(name="numerics.summation_condition", truth=lambda x: np.linalg.norm(x, 1) / abs(np.sum(x)), at=reals(5),
        ends=[({"x": [1.0, 2.0]}, 1.0), ({"x": [1.0, -1.0]}, INF)]),
    Row(name="numerics.skeel_condition", truth=skeel, at=lambda rng: {"A": rng.normal(size=(3, 3)) + 3 * np.eye(3)},
        ends=[({"A": [[4.0]]}, 1.0), ({"A": np.diag([1.0, 1e-12])}, 1.0)]),
    # cancellation
    Row(name="numerics.subtraction_bits_lost", truth=lambda x, y: np.log2(max(abs(x), abs(y)) / abs(x - y)),
        at=apart, ends=[({"x": 1.0, "y": 1 - 2.0**-40}, 40.0), ({"x": 1.0, "y": 1.0}, INF)]),
    Row(name="numerics.exact_value", at=cancelling, truth=half_angle, rtol=1e-15, libraries=("numpy",), why=OF_FORMULAS,
        ends=[({"f": parse("exp(x) - 1", "x: real"), "x": 1e-20}, 1e-20)]),
    Row(name="numerics.accuracy_at", at=lambda rng: {"f": parse("expm1(x)", "x: real"), "x": float(rng.normal())},
        truth=lambda f, x: by_arb("expm1")(x), pick=lambda found: found.exact, rtol=1e-15, libraries=("numpy",),
        why=OF_FORMULAS),
    Row(name="numerics.accuracy_at", at=cancelling, truth=lambda f, x, computed: 0.0,
        pick=lambda found: found.bits_lost, options={"computed": lambda x: 2 * math.sin(x / 2) ** 2 / x**2},
        rtol=1.6, libraries=("numpy",),
        why=OF_FORMULAS, ends=[({"f": parse("exp(x) - 1", "x: real"), "x": 1e-20}, 53.0)]),
    # block by block
    Row(name="numerics.blocked_log_sum_exp", at=lambda rng: {"x": 100 * rng.normal(size=(3, 23))},
        truth=lambda x, block: scipy.special.logsumexp(x, axis=-1), options={"block": 4},
        ends=[({"x": [1e4, 1e4, 1e4, 1e4]}, 1e4 + 2 * LOG2), ({"x": [-INF] * 9}, -INF), ({"x": [2.0]}, 2.0),
              ({"x": [-INF, -INF, -INF, -INF, 1.0]}, 1.0)]),
    Row(name="numerics.blocked_softmax", at=lambda rng: {"x": 100 * rng.normal(size=(3, 23))},
        truth=lambda x, block: scipy.special.softmax(x, axis=-1), options={"block": 5},
        ends=[({"x": [1e4] * 8}, [0.125] * 8), ({"x": [-INF] * 6 + [0.0]}, [0.0] * 6 + [1.0])]),
    Row(name="numerics.blocked_attention", at=tokens, truth=attention, options={"block": 3},
        ends=[({"Q": [[1.0]], "K": [[5.0]], "V": [[7.0]]}, [[7.0]])]),
    Row(name="numerics.blocked_attention", at=tokens, truth=attention, options={"block": 2, "causal": True}),
    Row(name="numerics.blocked_attention", at=masked_tokens, truth=attention, options={"block": 4}),
    # memory, speed
    Row(name="numerics.storage_of", at=lambda rng: {"x": rng.normal(size=(4, 6))[::2, 1:]},
        truth=lambda x: (x.base is not None, x.flags.c_contiguous, x.nbytes, x.strides),
        pick=lambda s: (s.view, s.contiguous, s.bytes, s.strides), libraries=("numpy",), why=HEAVY),
    Row(name="numerics.shares_memory", at=lambda rng: {"x": (x := rng.normal(size=8))[::2], "y": x[rng.integers(2)::2]},
        truth=lambda x, y: x.ctypes.data == y.ctypes.data, libraries=("numpy",), why=HEAVY),
    Row(name="numerics.peak_memory", at=lambda rng: {"function": np.zeros, "shape": int(rng.integers(10**4, 10**5))},
        truth=lambda function, shape: 8.0 * shape, pick=lambda found: found.bytes, rtol=0.05, libraries=("numpy",),
        why=HEAVY),
    Row(name="numerics.compare_vectorization", libraries=("numpy",), why=HEAVY, rtol=1e-12,
        at=lambda rng: {"loop": lambda: [v * v for v in range(9)], "vectorized": lambda: np.square(range(9))},
        truth=lambda **_: 0.0, pick=lambda found: found.difference),
    Row(name="numerics.compare_devices", libraries=("numpy",), why=HEAVY, rtol=1e-5,
        at=lambda rng: {"f": parse("tanh(A @ x)", "A: real[m n], x: real[n]"), "repeats": 1,
                        "arrays": {"A": rng.normal(size=(3, 4)), "x": rng.normal(size=4)}},
        truth=lambda **_: 0.0, pick=lambda runs: max(run.difference for run in runs if run.difference is not None)),
    Row(name="numerics.loop_dot", at=lambda rng: {"x": rng.normal(size=9), "y": rng.normal(size=9)},
        truth=by_place(np.dot), libraries=("numpy",), why=HEAVY, ends=[({"x": [], "y": []}, 0.0)]),
    Row(name="numerics.loop_matmul", at=random_matrices, truth=by_place(np.matmul), libraries=("numpy",), why=HEAVY),
]
