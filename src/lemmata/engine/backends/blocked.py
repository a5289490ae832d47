"""A program that is run on some rows at a time: its temporary arrays stay in the caches.

What NumPy writes of outputs is copied to its place, so blocks pay where there are many temporary arrays beside them.
XLA goes through several instructions at once, and is slow where arrays that several of these use go to memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lemmata.engine.programs import Blocks, Program
from lemmata.engine.programs.costs import VIEWS, entries_of
from lemmata.engine.writers.code import write_program

Function = Callable[..., Any]
JOINED: dict[str, Function] = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}
CACHED = 16 << 20  # bytes of temporary arrays that are not worth blocks
WRITING = 3  # instructions that the copy of a block of an output takes as long as
SHARED = 8 << 20  # bytes of temporary arrays that XLA uses several times, and that are not worth blocks
BLOCK = 768 << 10  # bytes of the largest array of a block
AHEAD = 2  # blocks that XLA works on while the one before is read


def worthwhile(parts: Blocks, sizes: Mapping[str, int], itemsize: int, target: str) -> bool:
    """Whether blocks are faster than all rows at once; by `python -m benchmarks first_order`."""
    known = {**sizes, parts.rows: parts.count.value(sizes)}
    if block_rows(parts, sizes, itemsize) * 4 > known[parts.rows]:
        return False
    uses, outputs = parts.block.uses(), parts.block.outputs
    temporary = [v for v in _arrays(parts) if v not in outputs]
    if target == "jax":
        return sum(entries_of(v, known) for v in temporary if uses[v] > 1) * itemsize > SHARED
    written = sum(entries_of(v, known) for v in _arrays(parts) if v in outputs)
    return (sum(entries_of(v, known) for v in temporary) - WRITING * written) * itemsize > CACHED


def block_rows(parts: Blocks, sizes: Mapping[str, int], itemsize: int) -> int:
    """How many rows fit in the cache; in blocks of one size where that is near."""
    count = parts.count.value(sizes)
    one = {**sizes, parts.rows: 1}
    widest = max([1, *(entries_of(v, one) for v in _arrays(parts))])
    blocks = max(1, round(count * widest * itemsize / BLOCK))
    even = next((b for b in range(blocks, blocks * 3 // 2 + 1) if count % b == 0), blocks)
    return max(1, -(-count // even))


def _arrays(parts: Blocks) -> list[Any]:
    """What the block computes for each of its rows."""
    return [v for v in parts.block.values() if v.op not in VIEWS and any(parts.rows in s.atoms for s in v.shape)]


def blocked(parts: Blocks, sizes: Mapping[str, int], rows: int, target: str = "numpy") -> Function:
    """The function of a program in blocks of so many rows, of NumPy's arrays as its inputs in order.

    sizes     of the arrays that it will be given
    target    what computes the blocks, numpy or jax
    """
    count = parts.count.value(sizes)
    before, after = (_function(p, sizes) for p in (parts.before, parts.after))
    block = _jitted(parts, sizes) if target == "jax" else _function(parts.block, sizes, parts.rows)
    joined = [JOINED[how] for how in parts.joined]
    ends = len(parts.block.outputs) - len(joined)
    copied = {k: o for k, o in enumerate(parts.outputs) if o.part == "inputs"}

    def call(*args: Any) -> Any:
        args = args[: len(parts.before.inputs)]  # sizes are known
        known: dict[str, Sequence[Any]] = {"inputs": args, "before": before(*args)}
        given = [(known[o.part][o.k], o.axis is not None) for o in parts.given[0]]
        arrays: list[Any] = []
        shares: list[Any] = []

        def read(part: slice, found: Sequence[Any]) -> None:
            """Rows go to their place, shares to what all have."""
            found = [np.asarray(x)[()] for x in found]
            if not arrays:
                arrays.extend(np.empty((count, *x.shape[1:]), x.dtype) for x in found[:ends])
            for whole, some in zip(arrays, found):
                whole[part] = some
            new = found[ends:]
            shares[:] = [f(a, b) for f, a, b in zip(joined, shares, new)] if shares else new

        waiting: list[tuple[slice, Sequence[Any]]] = []
        for start in range(0, count, rows):
            part = slice(start, min(start + rows, count))
            waiting.append((part, block(*(a[part] if cut else a for a, cut in given), part.stop - start)))
            if target == "numpy" or len(waiting) > AHEAD:
                read(*waiting.pop(0))
        for one in waiting:
            read(*one)
        known["block"] = [*arrays, *shares]
        known["after"] = after(*(known[o.part][o.k] for o in parts.given[1]))
        found = tuple(args[o.k].copy() if k in copied and np.ndim(args[o.k]) else known[o.part][o.k]
                      for k, o in enumerate(parts.outputs))
        return found if len(found) > 1 else found[0]

    return call


def _function(program: Program, sizes: Mapping[str, int], rows: str = "") -> Function:
    """The function of a program, which gives a tuple; behind its inputs, it takes the size of a block."""
    if not program.outputs:
        return lambda *args: ()
    function, free = _compiled(program, "numpy")
    if rows in free:
        place = free.index(rows)
        around = [sizes.get(n) for n in free]
        return lambda *args: function(*args[:-1], *around[:place], args[-1], *around[place + 1 :])
    known = [sizes[n] for n in free]
    return (lambda *args: function(*args[:-1], *known)) if rows else lambda *args: function(*args, *known)


def _jitted(parts: Blocks, sizes: Mapping[str, int]) -> Function:
    import jax

    function, free = _compiled(parts.block, "jax")
    given = len(parts.block.inputs)
    compiled = jax.jit(function, static_argnums=tuple(range(given, given + len(free))))

    def call(*args: Any) -> Any:
        return compiled(*args[:-1], *(args[-1] if n == parts.rows else sizes[n] for n in free))
    return call


def _compiled(program: Program, target: str) -> tuple[Function, tuple[str, ...]]:
    source = write_program(program, target)
    space: dict[str, Any] = {}
    exec(compile(str(source), f"<{target} code of a part of a formula>", "exec"), space)
    function = space[source.name]
    return function if len(program.outputs) > 1 else lambda *args: (function(*args),), source.sizes
