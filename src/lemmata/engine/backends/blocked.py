"""A program that is run on some rows at a time: its temporary arrays stay in the caches, and are never there whole.

Each instruction over a large array reads it from memory, and writes to pages that the system first has to clear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lemmata.engine.programs import Blocks, Program, blocks, matrix_work, passes
from lemmata.engine.programs.costs import VIEWS, entries_of
from lemmata.engine.writers.code import write_program

Function = Callable[..., Any]
JOINED: dict[str, Function] = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}
CACHED = 24 << 20  # bytes of temporary arrays that are not worth blocks
WRITING = 2  # instructions that the copy of a block of an output takes as long as
BLOCK = 512 << 10  # bytes of the largest array of a block


def in_blocks(program: Program, sizes: Mapping[str, int], dtype: np.dtype[Any], target: str) -> Function | None:
    """The program in blocks of rows, where that is faster than all rows at once; None where it is not.

    Where it mostly multiplies matrices it is not, as BLAS cuts these by itself, on all cores.
    By `python -m benchmarks first_order`.
    """
    known = {**dict.fromkeys(program.dims, 1), **sizes}
    work, itemsize = passes(program, known), dtype.itemsize
    if work * itemsize < CACHED or work < matrix_work(program, known):
        return None
    parts = blocks(program, known)
    if parts is None:
        return None
    count = parts.count.value(known)
    every = {**known, parts.rows: count}
    outputs = parts.block.outputs
    temporary = sum(entries_of(v, every) * (-WRITING if v in outputs else 1) for v in _arrays(parts))
    rows = block_rows(parts, known, itemsize)
    if temporary * itemsize < CACHED or 4 * rows > count or (target == "jax" and count % rows):
        return None
    return blocked(parts, known, rows, dtype, target)


def block_rows(parts: Blocks, sizes: Mapping[str, int], itemsize: int) -> int:
    """How many rows fit in the cache; in blocks of one size where that is near."""
    count = parts.count.value(sizes)
    one = {**sizes, parts.rows: 1}
    widest = max([1, *(entries_of(v, one) for v in _arrays(parts))])
    least = max(1, round(count * widest * itemsize / BLOCK))
    even = next((b for b in range(least, 2 * least + 1) if count % b == 0), least)
    return max(1, -(-count // even))


def _arrays(parts: Blocks) -> list[Any]:
    """What the block computes for each of its rows."""
    return [v for v in parts.block.values() if v.op not in VIEWS and any(parts.rows in s.atoms for s in v.shape)]


def blocked(parts: Blocks, sizes: Mapping[str, int], rows: int, dtype: np.dtype[Any], target: str) -> Function:
    """The function of a program in blocks of so many rows, of its inputs in order; sizes that it is given are known.

    sizes     of the arrays that it will be given
    dtype     of its real numbers: in a part that has no array, a number of Python would widen it
    target    numpy or jax; for jax all blocks have as many rows
    """
    inputs, count = parts.before.inputs, parts.count.value(sizes)
    before, after = (_function(p, target, sizes) for p in (parts.before, parts.after))
    block = _function(parts.block, target, sizes, parts.rows)
    through = _mapped if target == "jax" else _in_turn

    def call(*args: Any) -> Any:
        numbers = [dtype.type(a) if isinstance(a, float) else a for a in args[: len(inputs)]]
        known: dict[str, Sequence[Any]] = {"inputs": numbers, "before": before(numbers)}
        known["block"] = through(parts, block, [known[o.part][o.k] for o in parts.given[0]], count, rows)
        known["after"] = after([known[o.part][o.k] for o in parts.given[1]])
        found = tuple(numbers[o.k].copy() if o.part == "inputs" and inputs[o.k].shape else known[o.part][o.k]
                      for o in parts.outputs)
        return found if len(found) > 1 else found[0]

    if target == "jax":
        import jax

        return jax.jit(call)
    return call


def _in_turn(parts: Blocks, block: Function, given: Sequence[Any], count: int, rows: int) -> list[Any]:
    """Rows go to their place, shares to what all have."""
    cut, ends = parts.cut, len(parts.block.outputs) - len(parts.joined)
    arrays: list[Any] = []
    shares: list[Any] = []
    for start in range(0, count, rows):
        part = slice(start, min(start + rows, count))
        found = [np.asarray(x)[()] for x in block(
            [a[part] if rowwise else a for a, rowwise in zip(given, cut)], part.stop - start)]
        if not start:
            arrays, shares = [np.empty((count, *x.shape[1:]), x.dtype) for x in found[:ends]], found[ends:]
        else:
            shares = [JOINED[how](a, b) for how, a, b in zip(parts.joined, shares, found[ends:])]
        for whole, some in zip(arrays, found):
            whole[part] = some
    return [*arrays, *shares]


def _mapped(parts: Blocks, block: Function, given: Sequence[Any], count: int, rows: int) -> list[Any]:
    """The same as one loop of XLA."""
    import jax
    import jax.numpy as jnp

    cut, ends = parts.cut, len(parts.block.outputs) - len(parts.joined)

    def step(some: Sequence[Any]) -> Any:
        left = iter(some)
        return block([next(left) if rowwise else a for a, rowwise in zip(given, cut)], rows)

    found = jax.lax.map(step, [a.reshape(count // rows, rows, *a.shape[1:])
                               for a, rowwise in zip(given, cut) if rowwise])
    return [*(x.reshape(count, *x.shape[2:]) for x in found[:ends]),
            *(getattr(jnp, how)(x, axis=0) for how, x in zip(parts.joined, found[ends:]))]


def _function(program: Program, target: str, sizes: Mapping[str, int], rows: str = "") -> Function:
    """The function of a program, of its inputs and the size of that name; gives a tuple."""
    if not program.outputs:
        return lambda args: ()
    source = write_program(program, target)
    space: dict[str, Any] = {}
    exec(compile(str(source), f"<{target} code of a part of a formula>", "exec"), space)
    function = space[source.name]

    def call(args: Sequence[Any], size: int = 0) -> tuple[Any, ...]:
        found = function(*args, *(size if n == rows else sizes[n] for n in source.sizes))
        return found if len(program.outputs) > 1 else (found,)
    return call
