"""The Hessian of a case by each library, as work without arguments whose result is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.hessian_cases import Case
from benchmarks.losses import Arrays
from benchmarks.networks import function_of, variables
from benchmarks.timing import Work


def _places(case: Case, arrays: Arrays) -> tuple[int, int]:
    first, second = (list(arrays).index(name) for name in case.wrt)
    return first, second


def by_lemmata(case: Case, arrays: Arrays, engine: str = "auto") -> Work:
    import lemmata as lm

    hessian = lm.parse(case.text, case.vars).hessian(*case.wrt).compile(engine, sizes=case.sizes)
    given = list(arrays.values())
    hessian(*given)  # `best` makes its choice
    return lambda: hessian(*given)


def by_best(case: Case, arrays: Arrays) -> Work:
    return by_lemmata(case, arrays, "best")


def by_jax(case: Case, arrays: Arrays) -> Work:
    import jax

    jax.config.update("jax_enable_x64", True)
    first, second = _places(case, arrays)
    device = [jax.numpy.asarray(a) for a in arrays.values()]
    hessian = jax.jit(jax.jacfwd(jax.grad(lambda *args: case.loss(jax.numpy, jax.nn, *args), first), second))
    return lambda: hessian(*device).block_until_ready()


def by_torch(case: Case, arrays: Arrays) -> Work:
    import torch

    first, second = _places(case, arrays)
    tensors = [torch.from_numpy(a) for a in arrays.values()]
    hessian = torch.func.jacfwd(torch.func.grad(
        lambda *args: case.loss(torch, torch.nn.functional, *args), first), second)
    return lambda: hessian(*tensors)


def by_pytensor(case: Case, arrays: Arrays) -> Work:
    import pytensor
    import pytensor.tensor as pt

    inputs = {name: pt.tensor(name, dtype="float64", shape=a.shape) for name, a in arrays.items()}
    first, second = (inputs[name] for name in case.wrt)
    slope = pt.grad(case.loss(pt, pt, *inputs.values()), first)
    rows = pytensor.gradient.jacobian(slope.flatten(), second, vectorize=not case.by_rows)
    shape = [arrays[name].shape for name in case.wrt]
    hessian = pytensor.function(list(inputs.values()), rows.reshape((*shape[0], *shape[1])), on_unused_input="ignore")
    given = list(arrays.values())
    return lambda: hessian(*given)


def by_tensorgrad(case: Case, arrays: Arrays) -> Work:
    import tensorgrad as tg
    import torch
    from tensorgrad import functions

    named, _ = variables(case.vars)
    rows, columns = (getattr(named, name) for name in case.wrt)
    loss = case.network(functions, named, case.sizes)
    renamed = [{e: f"{e}{k}" for e in v.edges} for k, v in ((1, rows), (2, columns))]
    hessian = tg.Derivative(tg.Derivative(loss, rows, renamed[0]), columns, renamed[1]).full_simplify()
    names, edges, function = function_of(hessian, case.sizes)
    given = [torch.from_numpy(arrays[name]) for name in names]
    order = [edges.index(e) for e in (*renamed[0].values(), *renamed[1].values())]

    def work() -> Any:
        with torch.no_grad():
            return function(*given).permute(order)
    return work


CONTENDERS: dict[str, Callable[[Case, Arrays], Work]] = {
    "lemmata": by_lemmata, "best": by_best, "jax": by_jax, "torch": by_torch, "pytensor": by_pytensor,
    "tensorgrad": by_tensorgrad}


def differs(found: Any, wanted: Any) -> str:
    """Why two results are not the same; "" where they are."""
    a, b = np.asarray(found), np.asarray(wanted)
    if a.shape != b.shape:
        return f"its result has shape {a.shape} instead of {b.shape}"
    off = np.abs(a - b).max() / (np.abs(b).max() + 1e-300)
    return "" if off <= 1e-6 else f"its result is wrong by {off:.1g} of the largest entry"
