"""Search over the ways to understand a formula: the cheapest first, sizes unified on the way.

A builder asks `choices.choose(key, options)` wherever the text leaves something open. A run that fails
is tried again with another option of something that it had asked.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from lemmata.engine.expr import Size
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.inference import solve
from lemmata.engine.readers.latex.tokens import Unreadable

T = TypeVar("T")
MAX_BUILDS = 300
MAX_REPAIRS = 80


class Resize(Exception):
    """A flexible size is now known: build again."""

    def __init__(self, atom: str, size: Size):
        self.atom, self.size = atom, size


class Choices:
    """One run: which option is taken for each key, and which keys were asked."""

    def __init__(self, fixed: Mapping[str, int], sizes: dict[str, Size]):
        self.fixed, self.sizes = fixed, sizes
        self.asked: dict[str, tuple[int, ...]] = {}

    def choose(self, key: str, options: Sequence[tuple[int, T]]) -> T:
        """The option taken for this key; options are (cost, value), the usual first."""
        index = min(self.fixed.get(key, 0), len(options) - 1)
        self.asked[key] = tuple(cost for cost, _ in options)
        return options[index][1]

    @property
    def cost(self) -> int:
        return sum(costs[min(self.fixed.get(key, 0), len(costs) - 1)] for key, costs in self.asked.items())

    def size(self, value: Size | str) -> Size:
        """A size with everything put in that is known of its flexible parts."""
        return Size.of(value).substitute(self.sizes)


def search(build: Callable[[Choices], T], slack: int = 1, limit: int = 4) -> list[tuple[int, T, Choices]]:
    """What `build` returns under the cheapest choices that fit, with costs; at most `limit`, none dearer
    than the best by more than `slack`.

    Raises what the cheapest run raised, where none fits; its `mismatch` is the first failure about two sizes.
    """
    heap: list[tuple[int, int, tuple[tuple[str, int], ...]]] = [(0, 0, ())]
    seen: set[tuple[tuple[str, int], ...]] = {()}
    found: list[tuple[int, T, Choices]] = []
    first: Exception | None = None
    sizes: ShapeError | None = None
    furthest = 0
    for count in range(MAX_BUILDS):
        if not heap:
            break
        cost, _, fixed = heapq.heappop(heap)
        if found and cost > found[0][0] + slack:
            break
        choices, result, error = _run(build, dict(fixed))
        if error is None:
            if choices.cost <= cost:
                found.append((choices.cost, result, choices))
            else:
                heapq.heappush(heap, (choices.cost, count, fixed))
            if len(found) >= limit:
                break
        elif first is None or (len(choices.asked) > furthest and not isinstance(first, Unreadable)):
            first, furthest = error, len(choices.asked)
        if sizes is None and isinstance(error, ShapeError) and error.left is not None:
            sizes = error
        guilty = getattr(error, "names", None)
        for key, costs in choices.asked.items():
            kind, _, name = key.partition(":")
            if guilty is not None and kind in ("role", "range") and name not in guilty:
                continue  # another role of this name repairs nothing
            index = min(choices.fixed.get(key, 0), len(costs) - 1)
            if index + 1 < len(costs):
                following = tuple(sorted({**choices.fixed, key: index + 1}.items()))
                if following not in seen:
                    seen.add(following)
                    heapq.heappush(heap, (choices.cost - costs[index] + costs[index + 1], count + 1, following))
    if not found:
        assert first is not None
        first.mismatch = sizes  # type: ignore[attr-defined]
        raise first
    found.sort(key=lambda row: row[0])
    return found


def _run(build: Callable[[Choices], T], fixed: dict[str, int]) -> tuple[Choices, Any, Exception | None]:
    """One run, repeated until every size fits."""
    sizes: dict[str, Size] = {}
    error: Exception = ValueError("the sizes don't settle")
    for _ in range(MAX_REPAIRS):
        choices = Choices(fixed, sizes)
        try:
            return choices, build(choices), None
        except Resize as step:
            _settle(sizes, step.atom, step.size)
        except ShapeError as mismatch:
            solved = solve(mismatch.left, mismatch.right)
            if solved is None or solved[0] in sizes:
                return choices, None, mismatch
            _settle(sizes, *solved)
        except (ValueError, TypeError, KeyError) as wrong:
            return choices, None, wrong
    return choices, None, error


def _settle(sizes: dict[str, Size], atom: str, size: Size) -> None:
    size = size.substitute(sizes)
    if atom in size.atoms:
        return
    sizes[atom] = size
    for name in list(sizes):
        sizes[name] = sizes[name].substitute({atom: size})
