"""Losses in SymPy's matrix expressions, at one size, and their gradients. What has no form in them is not here."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from benchmarks.losses import Loss
from benchmarks.networks import axes_of

LIMIT = 20  # seconds


@contextmanager
def within(limit: int) -> Iterator[None]:
    """Raises TimeoutError when the time is over."""
    def over(*_: Any) -> None:
        raise TimeoutError(f"not done within {limit} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(limit)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _each(sp: Any, function: Callable[[Any], Any]) -> Any:
    t = sp.Symbol("t")
    return sp.Lambda(t, function(t))


def _total(sp: Any, a: Any) -> Any:
    return sp.OneMatrix(1, a.shape[0]) * a * sp.OneMatrix(a.shape[1], 1)


def _square(sp: Any, a: Any) -> Any:
    return sp.Trace(a.T * a)


def _centred(sp: Any, v: Any, s: dict[str, int]) -> Any:
    return v["X"] - sp.OneMatrix(s["m"], 1) * v["mu"].T


def _net(sp: Any, v: Any, s: dict[str, int]) -> Any:
    hidden = (v["X"] * v["W1"] + sp.OneMatrix(s["n"], 1) * v["b1"].T).applyfunc(_each(sp, sp.tanh))
    return _square(sp, hidden * v["W2"] + sp.OneMatrix(s["n"], 1) * v["b2"].T - v["Y"]) / s["n"]


FORMS: dict[str, Callable[[Any, Any, dict[str, int]], Any]] = {
    "least squares": lambda sp, v, s: (v["X"] * v["w"] - v["y"]).T * (v["X"] * v["w"] - v["y"]) / s["m"],
    "logistic": lambda sp, v, s: (_total(sp, (v["X"] * v["w"]).applyfunc(_each(sp, lambda t: sp.log(1 + sp.exp(t)))))
                                  - v["y"].T * v["X"] * v["w"]) / s["m"],
    "Gaussian likelihood": lambda sp, v, s: sp.Trace(_centred(sp, v, s) * v["S"].I * _centred(sp, v, s).T) / 2,
    "two-layer net": _net,
    "VAE divergence": lambda sp, v, s: _total(sp, v["v"].applyfunc(_each(sp, sp.exp)) - v["v"] + sp.HadamardPower(
        v["mu"], 2)) / 2,
    "matrix factorisation": lambda sp, v, s: _square(sp, v["R"] - v["U"] * v["V"].T) + v["lam"] * (
        _square(sp, v["U"]) + _square(sp, v["V"])),
    "Poisson regression": lambda sp, v, s: _total(sp, (v["X"] * v["w"]).applyfunc(_each(sp, sp.exp)))
    - v["y"].T * v["X"] * v["w"],
}


def gradient(loss: Loss, formula: Callable[..., Any]) -> tuple[float, str]:
    """The seconds that SymPy takes for the gradient by the first variable, or why it has none that is right.

    formula     the right gradient of arrays by name
    """
    import sympy as sp

    if loss.name not in FORMS:
        return 0.0, "no form"
    declared = axes_of(loss.vars)
    names = list(dict.fromkeys(axis for axes in declared.values() for axis in axes))
    sizes = {name: 2 + k for k, name in enumerate(names)}
    symbols: dict[str, Any] = {}
    for name, axes in declared.items():
        shape = [sizes[axis] for axis in axes]
        symbols[name] = sp.MatrixSymbol(name, *shape, *[1] * (2 - len(shape))) if shape else sp.Symbol(name)
    try:
        with within(LIMIT):
            start = time.perf_counter()
            found = FORMS[loss.name](sp, symbols, sizes).diff(symbols[loss.wrt[0]])
            took = time.perf_counter() - start
            arrays = loss.arrays(sizes, np.float64)
            given = [np.reshape(a, symbols[name].shape) if np.ndim(a) else a for name, a in arrays.items()]
            value = np.array(sp.lambdify(list(symbols.values()), found.as_explicit(), "numpy")(*given), dtype=float)
    except Exception as reason:
        first = str(reason).splitlines()[:1]
        return 0.0, f"{type(reason).__name__}: {first[0][:50]}" if first else type(reason).__name__
    wanted = np.asarray(formula(**arrays))
    right = value.size == wanted.size and np.allclose(value.reshape(wanted.shape), wanted, rtol=1e-8)
    return (took, "") if right else (0.0, "wrong")
