"""The functions that emitted code brings with it, against SciPy and NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import linalg, special
from tests.optional import need_target
from tests.writers.code.running import run_js

from lemmata.engine.writers.code.loops import JavaScript, Python
from lemmata.engine.writers.code.loops.helpers import read_helpers

LINE = [-1e3, -40.0, -7.3, -2.5, -1.0, -0.3, -1e-8, 0.0, 1e-9, 0.2, 0.5, 0.9, 1.0, 1.7, 2.1, 3.0, 5.5, 9.9, 26.0, 800.0]
POSITIVE = [1e-6, 0.01, 0.3, 0.99, 1.0, 1.4616, 2.0, 2.5, 6.0, 9.99, 10.0, 33.3, 170.2, 1e5]
NEGATIVE = [-0.1, -0.5, -1.7, -3.2, -20.6]
UNIT = [1e-9, 0.01, 0.3, 0.5, 0.51, 0.9, 0.999, 1 - 1e-12]
SHAPED = [(a, x) for a in (0.1, 0.5, 1.0, 2.5, 30.0, 400.0) for x in (0.0, 1e-3, 0.4, 1.0, 3.7, 29.0, 405.0, 600.0)]
# name in the language's table, arguments, the same in SciPy, relative error that is allowed
NUMBERS: list[tuple[str, list[Any], Callable[..., Any], float]] = [
    ("softplus", LINE, lambda x: np.logaddexp(0, x), 1e-14),
    ("sigmoid", LINE, special.expit, 1e-14),
    ("log_sigmoid", LINE, special.log_expit, 1e-14),
    ("logaddexp", [(x, y) for x in LINE for y in (-1e3, 0.0, 2.0, 801.0)], np.logaddexp, 1e-13),
    ("logit", UNIT, special.logit, 1e-13),
    ("xlogy", [(0.0, 0.0), (0.0, 2.0), (3.0, 0.5)], special.xlogy, 1e-14),
    ("norm_cdf", [x for x in LINE if -38 < x < 38], special.ndtr, 1e-13),
    ("erf", LINE, special.erf, 1e-14),
    ("erfc", [x for x in LINE if x < 27], special.erfc, 1e-13),
    ("erfinv", [*UNIT, *(-u for u in UNIT), 0.0], special.erfinv, 1e-12),
    ("gamma", [x for x in POSITIVE if x < 171] + NEGATIVE, special.gamma, 1e-13),
    ("lgamma", POSITIVE + NEGATIVE, special.gammaln, 1e-12),
    ("digamma", POSITIVE + NEGATIVE, special.digamma, 1e-11),
    ("polygamma", [(k, x) for k in (0, 1, 2, 3, 5) for x in POSITIVE], special.polygamma, 1e-11),
    ("binomial", [(5.0, 2.0), (7.0, 0.0), (4.0, 6.0), (30.0, 15.0), (2.5, 1.2), (0.5, 3.0)], special.binom, 1e-13),
    ("gammainc", SHAPED, special.gammainc, 1e-11),
    ("gammaincc", [(a, x) for a, x in SHAPED if special.gammaincc(a, x) > 1e-250], special.gammaincc, 1e-11),
    *((name, [(1e6, 9.99e5), (1e6, 1e6), (1e6, 1.0001e6), (1e8, 1.00002e8)], truth, 1e-8) for name, truth in (
        ("gammainc", special.gammainc), ("gammaincc", special.gammaincc))),
    ("betainc", [(a, b, x) for a in (0.1, 1.0, 2.5, 40.0) for b in (0.3, 1.0, 7.0, 300.0) for x in (0.0, *UNIT, 1.0)],
     special.betainc, 1e-11),
    ("round", [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999, 7.0], np.rint, 0),
]
INF = float("inf")
# At the ends of their domains and beyond, where Python's functions raise errors: none of these may run without end.
ENDS: list[tuple[str, list[Any], Callable[..., Any]]] = [
    ("softplus", [-INF, INF], lambda x: np.logaddexp(0, x)), ("sigmoid", [-INF, INF], special.expit),
    ("log_sigmoid", [-INF, INF], special.log_expit), ("erf", [-INF, INF], special.erf),
    ("logaddexp", [(-INF, -INF), (INF, -INF), (-INF, 1.0)], np.logaddexp), ("erfc", [-INF, 28.0, INF], special.erfc),
    ("erfinv", [-1.0, 1.0, 2.0], special.erfinv), ("norm_cdf", [-INF, -40.0, 40.0, INF], special.ndtr),
    ("logit", [0.0, 1.0, -0.5], special.logit), ("gamma", [0.0, 171.5, 1e308, INF, -2.0], special.gamma),
    ("lgamma", [0.0, -3.0, 1e305, INF], special.gammaln), ("digamma", [0.0, 1e308, INF, -2.0], special.digamma),
    ("binomial", [(1e308, 1e308), (5000.0, 2500.0), (3.0, -1.0)], special.binom),
    ("gammainc", [(1e300, 2e300), (1e300, 1.0), (INF, 1.0), (2.0, INF), (-1.0, 2.0), (2.0, -1.0)], special.gammainc),
    ("gammaincc", [(1e300, 2e300), (1e300, 1.0), (INF, 1.0), (2.0, INF), (-1.0, 2.0)], special.gammaincc),
    ("betainc", [(INF, INF, 0.5), (2.0, 3.0, -0.1), (2.0, 3.0, 1.1)], special.betainc),
]
ROWS = [[0.3, -1.2, 0.3, 2.0], [1000.0, -1000.0, 999.0], [-5e3, -5.001e3], [7.0], [3.0, -np.inf, 1.0]]
VECTORS: list[tuple[str, Callable[..., Any]]] = [
    ("logsumexp", special.logsumexp), ("softmax", special.softmax), ("log_softmax", special.log_softmax),
    ("cumsum", np.cumsum), ("argmax", np.argmax), ("argmin", np.argmin), ("sort", np.sort),
    ("argsort", lambda x: np.argsort(x, stable=True)),
]


def _matrices() -> list[list[list[float]]]:
    rng = np.random.default_rng(3)
    whole = [rng.normal(size=(n, n)) for n in (1, 2, 5, 8)]
    low = rng.normal(size=(4, 2)) @ rng.normal(size=(2, 4))
    return [a.tolist() for a in [*whole, 1e3 * whole[2], low, np.diag([3.0, 1.0, 2.0]), np.zeros((2, 2))]]


def _upright(vectors: Any, by: Any) -> Any:
    return vectors * np.sign(np.take_along_axis(by, np.abs(by).argmax(axis=0)[None, :], axis=0))


def _eigenvectors(a: Any) -> Any:
    vectors = np.linalg.eigh((a + a.T) / 2)[1]
    return _upright(vectors, vectors)


def _pseudoinverse(a: Any) -> Any:
    return np.linalg.pinv(a, rtol=1e-13)


SQUARE = _matrices()
REGULAR = SQUARE[:5]
TALL = [np.random.default_rng(5).normal(size=shape).tolist() for shape in ((5, 3), (3, 5), (6, 1), (1, 4))]
MATRICES: list[tuple[str, list[Any], Callable[..., Any]]] = [
    ("inv", [(a,) for a in REGULAR], np.linalg.inv),
    ("det", [(a,) for a in SQUARE], np.linalg.det),
    ("logdet", [(a,) for a in REGULAR], lambda a: np.linalg.slogdet(a)[1]),
    ("solve", [(a, a[0]) for a in REGULAR], np.linalg.solve),
    ("solve_columns", [(a, a) for a in REGULAR], np.linalg.solve),
    ("cholesky", [((np.array(a) @ np.array(a).T + np.eye(len(a))).tolist(),) for a in SQUARE], np.linalg.cholesky),
    ("matrix_power", [(a, k) for a in REGULAR for k in (0, 1, 2, 5, -3)], np.linalg.matrix_power),
    ("expm", [(a,) for a in SQUARE if np.abs(a).max() < 100], linalg.expm),
    ("eigvalsh", [(a,) for a in SQUARE], lambda a: np.linalg.eigvalsh((a + a.T) / 2)),
    ("eigh_vectors", [(a,) for a in [*REGULAR, SQUARE[6]]], _eigenvectors),
    ("svdvals", [(a, min(np.shape(a))) for a in SQUARE + TALL], lambda a, k: np.linalg.svd(a)[1]),
    ("svd_left", [(a, min(np.shape(a))) for a in REGULAR + TALL],
     lambda a, k: _upright(np.linalg.svd(a, full_matrices=False)[0], np.linalg.svd(a, full_matrices=False)[2].T)),
    ("svd_right", [(a, min(np.shape(a))) for a in REGULAR + TALL],
     lambda a, k: _upright(*[np.linalg.svd(a, full_matrices=False)[2].T] * 2)),
    ("pinv", [(a,) for a in SQUARE + TALL], _pseudoinverse),
    ("rank", [(a,) for a in SQUARE + TALL], np.linalg.matrix_rank),
    ("cond", [(a,) for a in REGULAR], np.linalg.cond),
]
CASES = [(name, args if isinstance(args, tuple) else (args,), truth, error) for name, rows, truth, error in NUMBERS
         for args in rows]
CASES += [(name, (row,), truth, 1e-13) for name, truth in VECTORS for row in ROWS]
CASES += [(name, args, truth, 1e-10) for name, rows, truth in MATRICES for args in rows]


def _python(name: str, args: tuple[Any, ...]) -> Any:
    import math

    space: dict[str, Any] = {"math": math}
    exec("\n\n".join(read_helpers("py").values()), space)
    return eval(Python.function(name), space)(*args)


@pytest.fixture(scope="module")
def in_node() -> list[Any]:
    need_target("js")
    helpers = "\n\n".join(read_helpers("js").values())
    return run_js([(helpers, JavaScript.function(name), dict(enumerate(args)))  # type: ignore[misc]
                   for name, args, _, _ in CASES])


def test_the_ends_of_the_domains() -> None:
    need_target("js")
    cases = [(name, args if isinstance(args, tuple) else (args,), truth) for name, rows, truth in ENDS for args in rows]
    helpers = "\n\n".join(read_helpers("js").values())
    found = run_js([(helpers, JavaScript.function(name), dict(enumerate(args)))  # type: ignore[misc]
                    for name, args, _ in cases])
    for (name, args, truth), (value,) in zip(cases, found):
        with np.errstate(all="ignore"):
            np.testing.assert_allclose(float(value), truth(*args), rtol=1e-12, err_msg=f"{name}{args}")


@pytest.mark.parametrize("target", ["python", "js"])
@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_ in CASES))
def test_helper(name: str, target: str, request: pytest.FixtureRequest) -> None:
    ran = request.getfixturevalue("in_node") if target == "js" else None
    for place, (one, args, truth, error) in enumerate(CASES):
        if one != name:
            continue
        found = _python(name, args) if ran is None else ran[place]
        assert not isinstance(found, str), (args, found)
        found = np.asarray(found if ran is None else found[0], float)
        with np.errstate(all="ignore"):
            want = np.asarray(truth(*(np.array(a) if isinstance(a, list) else a for a in args)), float)
        size = np.abs(want[np.isfinite(want)]).max(initial=0)
        np.testing.assert_allclose(found, want, rtol=error, atol=1e-14 if not found.ndim else error * size,
                                   err_msg=f"{name}{args}")


def test_both_languages_have_the_same_operations() -> None:
    from lemmata.engine.ops import OPS

    def known(target: type[Python] | type[JavaScript]) -> set[str]:
        return {name for name, op in OPS.items() if op.elementwise and target.knows(name)}

    assert known(Python) == known(JavaScript)
