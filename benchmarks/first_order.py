"""Value and gradient of twelve losses: Lemmata beside JAX, PyTorch and NumPy by hand, in one run.

Lemmata twice: as it is by itself (`auto`), and as it is where it measures which engine is the fastest (`best`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import numpy as np

import lemmata as lm
from benchmarks.goals import Goal
from benchmarks.losses import LOSSES, Arrays, Loss
from benchmarks.timing import Work, geometric_mean, medians

OWN = ("auto", "best")
CHOSEN: dict[tuple[str, str, str], str] = {}  # what `best` took for a loss, a size and a dtype


def jax_work(loss: Loss, arrays: Arrays) -> Work:
    """jax.jit(jax.value_and_grad(...)) on arrays of JAX, waited for."""
    import jax

    nn: Any = jax.nn
    names = list(arrays)
    step = jax.jit(jax.value_and_grad(lambda *args: loss.jax(jax.numpy, nn, *args),
                                      argnums=tuple(names.index(n) for n in loss.wrt)))
    given = [jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a for a in arrays.values()]
    return lambda: jax.block_until_ready(step(*given))


def torch_works(loss: Loss, arrays: Arrays) -> dict[str, Work]:
    """PyTorch's autograd, as it is and compiled."""
    import torch

    given = {name: torch.from_numpy(a) if isinstance(a, np.ndarray) else a for name, a in arrays.items()}
    for name in loss.wrt:
        given[name].requires_grad_()
    wanted = [given[name] for name in loss.wrt]
    functions: Any = torch.nn.functional

    def value(*args: Any) -> Any:
        return loss.torch(torch, functions, *args)

    def work(function: Callable[..., Any]) -> Work:
        def run() -> Any:
            found = function(*given.values())
            return found, torch.autograd.grad(found, wanted)
        return run

    works = {"torch": work(value)}
    if shutil.which("g++"):
        torch._dynamo.reset()
        try:
            compiled = work(torch.compile(value))
            compiled()
            works["torch.compile"] = compiled
        except Exception as reason:  # what it cannot compile is compared as it is
            print(f"  {loss.name}: torch.compile: {type(reason).__name__}")
    return works


def lemmata_work(loss: Loss, size: str, arrays: Arrays, engine: str) -> Work:
    """Our function by an engine, on NumPy's arrays; `best` has made its choice when it comes."""
    compiled = lm.parse(loss.text, loss.vars).compile(engine, grad=loss.wrt, sizes=getattr(loss, size))
    given = list(arrays.values())
    compiled(*given)
    for choice in compiled.choices:
        CHOSEN[loss.name, size, arrays[loss.wrt[0]].dtype.name] = choice.chosen
    return lambda: compiled(*given)


def works_of(loss: Loss, size: str, dtype: Any) -> dict[str, Work]:
    """Everything that is compared, as functions without arguments; they agree on the values."""
    arrays = loss.arrays(getattr(loss, size), dtype)
    works: dict[str, Work] = {engine: lemmata_work(loss, size, arrays, engine) for engine in OWN}
    works["numpy"] = lambda: loss.numpy(**arrays)
    works["jax"] = jax_work(loss, arrays)
    works.update(torch_works(loss, arrays))
    check(loss, works, dtype)
    return works


def check(loss: Loss, works: dict[str, Work], dtype: Any) -> None:
    """All agree, or the comparison is worth nothing."""
    tolerance = 1e-6 if dtype == np.float64 else 2e-2
    want = _flat(works["numpy"]())
    for name, work in works.items():
        found = _flat(work())
        for a, b in zip(found, want, strict=True):
            scale = np.abs(b).max() + 1e-9
            assert np.abs(a - b).max() <= tolerance * scale, (loss.name, name, np.abs(a - b).max() / scale)


def _flat(result: Any) -> list[Any]:
    found: list[Any] = []
    for part in result if isinstance(result, (tuple, list)) else [result]:
        found += _flat(part) if isinstance(part, (tuple, list)) else [
            np.asarray(part.detach() if hasattr(part, "detach") else part)]
    return found


def main() -> list[Goal]:
    import jax

    ratios: dict[tuple[str, str], list[float]] = {(own, other): [] for own in OWN for other in ("autodiff", "all")}
    for dtype in (np.float32, np.float64):
        jax.config.update("jax_enable_x64", dtype is np.float64)
        for size in ("small", "large"):
            print(f"\nvalue and gradient, {np.dtype(dtype).name}, {size} (microseconds)")
            for loss in LOSSES:
                times = medians(works_of(loss, size, dtype))
                own = {engine: times.pop(engine) for engine in OWN}
                least = {"all": min(times.values()), "autodiff": min(v for k, v in times.items() if k != "numpy")}
                shown = ", ".join(f"{name} {1e6 * t:,.0f}" for name, t in times.items())
                print(f"  {loss.name:26} {shown}")
                for engine, time in own.items():
                    for other, best in least.items():
                        ratios[engine, other].append(best / time)
                    name = f"best: {CHOSEN[loss.name, size, np.dtype(dtype).name]}" if engine == "best" else engine
                    print(f"  {'':26} {name:20} {1e6 * time:>8,.0f} {least['autodiff'] / time:7.2f} x autodiff, "
                          f"{least['all'] / time:5.2f} x best of all")
    for (engine, other), found in ratios.items():
        print(f"{engine}: geometric mean against the best of {other}: {geometric_mean(found):.2f}, "
              f"least {min(found):.2f}")
    return [goal for engine in OWN for goal in (
        Goal(f"first order, {engine}: geometric mean to the best automatic differentiation",
             geometric_mean(ratios[engine, "autodiff"]), " x", least=1),
        Goal(f"first order, {engine}: geometric mean to the best of all", geometric_mean(ratios[engine, "all"]), " x",
             least=0.9),
        Goal(f"first order, {engine}: the least ratio to the best automatic differentiation",
             min(ratios[engine, "autodiff"]), " x", least=0.7),
        Goal(f"first order, {engine}: the least ratio to the best of all", min(ratios[engine, "all"]), " x",
             least=0.7))]


if __name__ == "__main__":
    main()
