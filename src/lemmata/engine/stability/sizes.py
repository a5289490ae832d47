"""Sizes at which reductions are measured: 1, 2, 10 and 1000 where that is no matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, as_size, dims, is_size, postorder
from lemmata.engine.ops import OPS

LADDER = (1, 2, 10, 1000)
MOST, MOST_DENSE = 4000, 200  # entries of one array at one point; where matrices are inverted
SLOW = ("gammainc", "gammaincc", "betainc", "betaincc", "polygamma")
DENSE = ("linear_algebra", "spectra")  # groups of operations
ENTRIES = 200_000  # entries of the inputs of all points of the same sizes


def sizes_for(exprs: Sequence[Expr], symbols: Sequence[Symbol],
              given: Mapping[str, Sequence[int]]) -> list[dict[str, int]]:
    """The sizes to measure at; dims differ from one another where they may, and matrices stay small.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> sizes_for([x], [x], {}), sizes_for([x], [x], {"n": [5]})
    ([{'n': 1}, {'n': 2}, {'n': 10}, {'n': 1000}], [{'n': 5}])
    """
    names = dims(*exprs, *symbols)
    found: list[dict[str, int]] = []
    for rung in range(max([1, len(LADDER) if names else 1, *(len(v) for v in given.values())])):
        chosen = {}
        for place, name in enumerate(names):
            if name in given:
                chosen[name] = given[name][rung % len(given[name])]
                continue
            wanted = LADDER[min(rung, len(LADDER) - 1)]
            chosen[name] = wanted if wanted == 1 else wanted + place % 3
        if chosen not in found and _possible(chosen, exprs, symbols, dense(exprs) and not set(given) >= set(names)):
            found.append(chosen)
    return found or [{name: given.get(name, [2 + place])[0] for place, name in enumerate(names)}]


def dense(exprs: Sequence[Expr]) -> bool:
    """Whether matrices are inverted, decomposed, and the like."""
    return any(isinstance(node, Apply) and OPS[node.op].group in DENSE for node in postorder(*exprs))


def slow(exprs: Sequence[Expr]) -> bool:
    """Whether a function is one that balls sum up as a series: at some large arguments a value takes minutes."""
    return any(isinstance(node, Apply) and node.op in SLOW for node in postorder(*exprs))


def _possible(sizes: Mapping[str, int], exprs: Sequence[Expr], symbols: Sequence[Symbol], small: bool) -> bool:
    """Whether no axis is empty and no array large."""
    entries: dict[Expr, int] = {}
    largest = max(sizes.values(), default=1)
    for node in [*postorder(*exprs), *symbols]:
        lengths = [size.value(sizes) for size in node.shape if size.atoms <= set(sizes)]
        if min(lengths, default=1) < 1:
            return False
        inside = max((entries[child] for child in node.children), default=1)
        if isinstance(node, Bind) and all(is_size(end) for end in node.range):  # its body once for each index
            low, high = (as_size(end) for end in node.range)
            known = {**dict.fromkeys((high - low).atoms, largest), **sizes}
            inside *= max(1, (high - low).value(known))
        entries[node] = max(inside, int(np.prod(lengths)))
    return max(entries.values(), default=1) <= (MOST_DENSE if small else MOST)
