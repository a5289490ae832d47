"""Hessians beside JAX, PyTorch, PyTensor and tensorgrad, with their peak memory, and Newton steps, in one run.

Ours twice: `lemmata` is as it is by itself, `best` where it has measured which engine is the fastest.
"""

from __future__ import annotations

import numpy as np

import lemmata as lm
from benchmarks.contenders import CONTENDERS, differs
from benchmarks.goals import Goal
from benchmarks.hessian_cases import CASES, Case
from benchmarks.memory import alone
from benchmarks.timing import Work, geometric_mean, medians, seconds

SLOW = 5.0  # seconds a call from which on it is measured once
OWN = ("lemmata", "best")
CLOSED = "tensorgrad"  # a closed form, too; the others differentiate programs


def compared(number: int, case: Case) -> tuple[dict[str, float], dict[str, int], dict[str, str]]:
    """The times and the peaks of all who agree, and why the others are left out."""
    arrays, wanted = case.arrays(), None
    works: dict[str, Work] = {}
    peaks: dict[str, int] = {}
    reasons: dict[str, str] = {}
    for name in ("jax", *(n for n in CONTENDERS if n != "jax")):
        found = alone(number, name)
        if not found.reason:
            wanted = found.result if wanted is None else wanted
        reason = found.reason or differs(found.result, wanted)
        if reason:
            reasons[name] = reason
        else:
            peaks[name] = found.peak
            works[name] = CONTENDERS[name](case, arrays)
    slow = {name: took for name, work in works.items() if work() is not None and (took := seconds(work)) > SLOW}
    times = medians({name: work for name, work in works.items() if name not in slow}, rounds=7, budget=12)
    return {**times, **slow}, peaks, reasons


def newton() -> float:
    """How many times faster a Newton step of the factorisation is through its structure than with a dense Hessian."""
    import jax

    case = CASES[1]
    arrays = case.arrays()
    f = lm.parse(case.text, case.vars)
    hessian, slope = f.hessian("U"), f.grad("U").compile()
    size = arrays["U"].size
    by_jax = jax.jit(lambda R, U, V: jax.numpy.linalg.solve(
        jax.hessian(lambda U: case.loss(jax.numpy, jax.nn, R, U, V))(U).reshape(size, size),
        jax.grad(lambda U: case.loss(jax.numpy, jax.nn, R, U, V))(U).ravel()))
    device = [jax.numpy.asarray(a) for a in arrays.values()]
    works: dict[str, Work] = {"operator": lambda: hessian.operator(**arrays).solve(slope(**arrays)),
                              "dense with jax": lambda: by_jax(*device).block_until_ready()}
    step, dense = works["operator"](), np.asarray(works["dense with jax"]())
    assert np.allclose(np.ravel(step), dense, atol=1e-8 * np.abs(dense).max())  # type: ignore[call-overload]
    times = medians(works, rounds=7)
    ratio = times["dense with jax"] / times["operator"]
    print(f"\nNewton step of the factorisation (slope, Hessian, solution): operator {1e3 * times['operator']:.2f} ms, "
          f"dense with JAX {1e3 * times['dense with jax']:.1f} ms: {ratio:,.0f} times")
    return ratio


def main() -> list[Goal]:
    import jax

    jax.config.update("jax_enable_x64", True)
    print("\nHessians, float64: milliseconds, peak memory of a call in a process of its own, multiple of our time")
    ratios: dict[str, dict[str, float]] = {engine: {} for engine in OWN}
    autodiff: dict[str, dict[str, float]] = {engine: {} for engine in OWN}
    for number, case in enumerate(CASES):
        times, peaks, reasons = compared(number, case)
        for engine in OWN:
            if engine in reasons:
                raise AssertionError(f"{case.name}, {engine}: {reasons[engine]}")
        own = {engine: times.pop(engine) for engine in OWN}
        for engine, took in own.items():
            ratios[engine][case.name] = min(times.values()) / took
            autodiff[engine][case.name] = min(t for name, t in times.items() if name != CLOSED) / took
            print(f"  {case.name if engine == OWN[0] else '':28} {engine:10} {1e3 * took:11,.3f} "
                  f"{peaks[engine] / 1e6:9,.0f} MB")
        for name, time in times.items():
            print(f"  {'':28} {name:10} {1e3 * time:11,.3f} {peaks[name] / 1e6:9,.0f} MB "
                  f"{time / own['lemmata']:9,.2f} x, {time / own['best']:9,.2f} x best")
        for name, reason in reasons.items():
            print(f"  {'':28} {name:10} {reason}")
    for engine in OWN:
        for name, found in {"all": ratios[engine], "automatic differentiation": autodiff[engine]}.items():
            print(f"{engine}: geometric mean against the best of {name}: {geometric_mean(list(found.values())):.2f}, "
                  f"least {min(found.values()):.2f}")
    return [*(Goal(f"Hessians, {engine}: the least ratio to the best of all", min(ratios[engine].values()), " x",
                   least=1.0) for engine in OWN),
            Goal("Hessian of the factorisation, to the best automatic differentiation",
                 autodiff["lemmata"]["matrix factorisation"], " x", least=50),
            Goal("Hessians of the net: the least ratio to the best automatic differentiation",
                 min(r for name, r in autodiff["lemmata"].items() if "net" in name), " x", least=3),
            Goal("Newton step of the factorisation, to the dense one of JAX", newton(), " x", least=100)]


if __name__ == "__main__":
    main()
