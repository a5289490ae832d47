"""A program that NumPy runs on some rows at a time, on all cores: temporary arrays stay in the caches."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce
from typing import Any

import numpy as np

from lemmata.engine.programs import Blocks, Origin, Program
from lemmata.engine.writers.code import write_program

Function = Callable[..., Any]
JOINED: dict[str, Function] = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}


def blocked(parts: Blocks, sizes: Mapping[str, int], rows: int, workers: int) -> Function:
    """The function of a program in blocks of so many rows, of its inputs in order.

    sizes     of the arrays that it will be given
    workers   threads that each go through a part of the blocks
    """
    count = parts.count.value(sizes)
    before, after = _function(parts.before, sizes), _function(parts.after, sizes)
    block, own = compiled(parts.block)
    given, rest = parts.given
    joined = [JOINED[how] for how in parts.joined]
    ends = sorted({o.k: o.axis for o in parts.outputs if o.part == "block"}.items())
    copied = [(k, o) for k, o in enumerate(parts.outputs) if o.part == "inputs"]
    inputs = len(parts.before.inputs)
    spans = _spans(count, rows, workers)

    def call(*args: Any) -> Any:
        known = {"inputs": args[:inputs], "before": before(*args[:inputs])}
        taken = [(known[o.part][o.k], o.axis is not None) for o in given]
        arrays: list[Any] = [None] * len(ends)
        copies = {k: np.empty_like(known["inputs"][o.k], order="C") for k, o in copied}

        def run(first: int, last: int) -> list[Any]:
            """Rows of the outputs are written; gives the shares of these rows."""
            shares: list[Any] = []
            for start in range(first, last, rows):
                end = min(start + rows, last)
                part = slice(start, end)
                found = block(*(a[part] if cut else a for a, cut in taken),
                              *(end - start if n == parts.rows else sizes[n] for n in own))
                for k, _ in ends:
                    if arrays[k] is None:
                        arrays[k] = np.empty((count, *found[k].shape[1:]), found[k].dtype)
                    arrays[k][part] = found[k]
                for k, o in copied:
                    copies[k][part] = known["inputs"][o.k][part]
                new = found[len(ends) :]
                shares = [f(a, b) for f, a, b in zip(joined, shares, new)] if shares else list(new)
            return shares

        head = run(0, min(rows, count))
        tasks = [pool().submit(run, *span) for span in spans[1:]]
        shares = [head, run(*spans[0]), *(t.result() for t in tasks)]
        total = [reduce(f, found) for f, *found in zip(joined, *(s for s in shares if s))]
        known["block"] = (*arrays, *total)
        known["after"] = after(*(known[o.part][o.k] for o in rest))
        found = tuple(copies[k] if k in copies else known[o.part][o.k] for k, o in enumerate(parts.outputs))
        return found if len(found) > 1 else found[0]

    return call


def _spans(count: int, rows: int, workers: int) -> list[tuple[int, int]]:
    """The rows behind the first block, one span for each worker, of whole blocks."""
    blocks = -(-(count - rows) // rows)
    ends = [min(count, rows + rows * (blocks * k // workers)) for k in range(workers + 1)]
    return [(a, b) for a, b in zip(ends, ends[1:]) if a < b] or [(count, count)]


def _function(program: Program, sizes: Mapping[str, int]) -> Function:
    if not program.outputs:
        return lambda *args: ()
    function, own = compiled(program)
    free = [sizes[n] for n in own]
    return lambda *args: function(*args, *free)


def compiled(program: Program, target: str = "numpy") -> tuple[Function, Sequence[str]]:
    """The function of a program, that always gives a tuple, and which sizes it takes behind its inputs."""
    source = write_program(program, target)
    space: dict[str, Any] = {}
    exec(compile(str(source), "<a part of a formula>", "exec"), space)
    function = space[source.name]
    return function if len(program.outputs) > 1 else (lambda *args: (function(*args),)), source.sizes


@cache
def pool() -> ThreadPoolExecutor:
    """The threads of this process."""
    os.register_at_fork(after_in_child=pool.cache_clear)
    return ThreadPoolExecutor(cores(), thread_name_prefix="lemmata")


def cores() -> int:
    """How many cores the process may use; OMP_NUM_THREADS says fewer."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    said = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(here, int(said)) if said.isdigit() else here)
