"""Value and gradient of twelve losses: Lemmata beside JAX, PyTorch and NumPy by hand, in one run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import numpy as np

import lemmata as lm
from benchmarks.goals import Goal
from benchmarks.losses import LOSSES, Arrays, Loss
from benchmarks.timing import Work, geometric_mean, medians


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


def works_of(loss: Loss, size: str, dtype: Any, with_compile: bool = True) -> dict[str, Work]:
    """Everything that is compared, as functions without arguments; they agree on the values."""
    arrays = loss.arrays(getattr(loss, size), dtype)
    compiled = lm.parse(loss.text, loss.vars).compile(grad=loss.wrt, sizes=getattr(loss, size))
    given = list(arrays.values())
    works: dict[str, Work] = {"lemmata": lambda: compiled(*given), "numpy": lambda: loss.numpy(**arrays)}
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

    against: dict[str, list[float]] = {"autodiff": [], "all": []}
    for dtype in (np.float32, np.float64):
        jax.config.update("jax_enable_x64", dtype is np.float64)
        for size in ("small", "large"):
            print(f"\nvalue and gradient, {np.dtype(dtype).name}, {size} (microseconds)")
            for loss in LOSSES:
                times = medians(works_of(loss, size, dtype))
                own = times.pop("lemmata")
                best = min(times.values())
                autodiff = min(v for k, v in times.items() if k != "numpy")
                against["autodiff"].append(autodiff / own)
                against["all"].append(best / own)
                shown = ", ".join(f"{name} {1e6 * t:,.0f}" for name, t in times.items())
                print(f"  {loss.name:26} lemmata {1e6 * own:>8,.0f}   {shown:70} "
                      f"{autodiff / own:5.2f} x autodiff, {best / own:5.2f} x best")
    for name, ratios in against.items():
        print(f"geometric mean against the best of {name}: {geometric_mean(ratios):.2f}, least {min(ratios):.2f}")
    return [
        Goal("first order: geometric mean to the best automatic differentiation", geometric_mean(against["autodiff"]),
             " x", least=1),
        Goal("first order: geometric mean to the best of all", geometric_mean(against["all"]), " x", least=0.9),
        Goal("first order: the least ratio to the best automatic differentiation", min(against["autodiff"]), " x",
             least=0.7),
    ]


if __name__ == "__main__":
    main()
