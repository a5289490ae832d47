"""One formula on the processors of this machine, measured where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import has
from lemmata.formulas import Formula

NOT_MEASURED = "not measured here"


@dataclass(frozen=True)
class Run:
    """A formula on one device.

    library     numpy, jax or torch
    device      cpu, or the kind of accelerator: gpu, tpu, cuda
    seconds     the best of several runs after the first; None where it was not measured
    difference  the largest deviation from NumPy's value, relative to its largest entry; None where not measured
    remark      "measured", or why not: "not measured here: ..."
    """

    library: str
    device: str
    seconds: float | None
    difference: float | None
    remark: str


def compare_devices(f: Formula, arrays: Mapping[str, Any], repeats: int = 5) -> tuple[Run, ...]:
    """The time of a formula on NumPy, and on JAX and PyTorch on the processor and on an accelerator.

    f        a formula, or a definition
    arrays   its arguments, under their names; NumPy, in the type that is to be computed with (float32 is what
             accelerators are made for)
    repeats  runs of each after a first one, which compiles; the best counts, and waits until the device is done

    What this machine has no library or device for is said in the remark, with seconds None.

    >>> from lemmata.formulas import parse
    >>> runs = compare_devices(parse("A @ x", "A: real[m n], x: real[n]"), {"A": np.eye(3), "x": np.ones(3)})
    >>> [(run.library, run.device) for run in runs]
    [('numpy', 'cpu'), ('jax', 'cpu'), ('jax', 'accelerator'), ('torch', 'cpu'), ('torch', 'accelerator')]
    >>> all((run.seconds is None) == run.remark.startswith("not measured here") for run in runs)
    True

    Source: JAX, Asynchronous dispatch; PyTorch, CUDA semantics (both return before the device is done).
    """
    given = {name: np.asarray(a) for name, a in arrays.items()}
    plain = f.compile("numpy")
    seconds, truth = _timed(lambda: plain(**given), lambda value: value, repeats)
    runs = [Run("numpy", "cpu", seconds, 0.0, "measured")]
    for library, places in (("jax", _jax), ("torch", _torch)):
        for device in ("cpu", "accelerator"):
            if not has(library):
                runs.append(Run(library, device, None, None, f"{NOT_MEASURED}: {library} is not installed"))
                continue
            found = places(device)
            if found is None:
                runs.append(Run(library, device, None, None, f"{NOT_MEASURED}: {library} sees no {device}"))
                continue
            put, wait, back = found
            there = {name: put(a) for name, a in given.items()}
            seconds, value = _timed(partial(f, **there), wait, repeats)
            runs.append(Run(library, device, seconds, _difference(truth, back(value)), "measured"))
    return tuple(runs)


Place = tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[Any], Any]]


def _jax(device: str) -> Place | None:
    """How arrays get to a device of JAX, how to wait for them, and the way back."""
    import jax

    found = [d for d in jax.devices() if d.platform != "cpu"] if device == "accelerator" else jax.devices("cpu")
    if not found:
        return None
    return (lambda a: jax.device_put(a, found[0])), jax.block_until_ready, np.asarray


def _torch(device: str) -> Place | None:
    import torch

    name = "cpu"
    if device == "accelerator":
        if torch.cuda.is_available():
            name = "cuda"
        elif torch.backends.mps.is_available():
            name = "mps"
        else:
            return None

    def wait(value: Any) -> Any:
        if name == "cuda":
            torch.cuda.synchronize()
        elif name == "mps":
            torch.mps.synchronize()
        return value

    return (lambda a: torch.as_tensor(a, device=name)), wait, lambda value: value.cpu().numpy()


def _timed(call: Callable[[], Any], wait: Callable[[Any], Any], repeats: int) -> tuple[float, Any]:
    value = wait(call())
    best = float("inf")
    for _ in range(max(repeats, 1)):
        start = perf_counter()
        value = wait(call())
        best = min(best, perf_counter() - start)
    return best, value


def _difference(a: Any, b: Any) -> float:
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    scale = float(np.max(np.abs(a), initial=0.0)) or 1.0
    return float(np.max(np.abs(a - b), initial=0.0)) / scale
