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
MOST_WORK = 40_000  # nodes of the tree that are read in search of other readings, once there is one
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
        self.found: dict[str, Size] = {}  # sizes that this run found; the next one builds with them

    def choose(self, key: str, options: Sequence[tuple[int, T]]) -> T:
        """The option taken for this key; options are (cost, value), the usual first."""
        index = min(self.fixed.get(key, 0), len(options) - 1)
        self.asked[key] = tuple(cost for cost, _ in options)
        return options[index][1]

    def learn(self, left: Size | None, right: Size | None) -> bool:
        """Whether two sizes that ought to be equal say what an open size is; the run may go on with it."""
        solved = solve(left, right)
        if solved is None or solved[0] in self.sizes or solved[0] in self.found:
            return False
        _settle(self.found, *solved)
        return solved[0] in self.found

    @property
    def cost(self) -> int:
        return sum(costs[min(self.fixed.get(key, 0), len(costs) - 1)] for key, costs in self.asked.items())

    def size(self, value: Size | str) -> Size:
        """A size with everything put in that is known of its flexible parts."""
        return Size.of(value).substitute(self.sizes)


def search(
    build: Callable[[Choices], T], slack: int = 1, limit: int = 4, work: int = 1
) -> list[tuple[int, T, Choices]]:
    """What `build` returns under the cheapest choices that fit, with costs; at most `limit`, none dearer
    than the best by more than `slack`. `work` is what one build costs: a long formula has as many
    choices as names, and to try each of them would take a time that grows with its square.

    Raises what the cheapest run raised, where none fits; its `mismatch` is the first failure about two sizes.
    """
    heap: list[tuple[int, int, tuple[tuple[str, int], ...]]] = [(0, 0, ())]
    seen: set[tuple[tuple[str, int], ...]] = {()}
    found: list[tuple[int, T, Choices]] = []
    first: Exception | None = None
    sizes: ShapeError | None = None
    furthest = spent = 0
    for count in range(MAX_BUILDS):
        spent += work if found else 0
        if not heap or spent > MOST_WORK:
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
        first.mismatch = sizes
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
            built, wrong = build(choices), None
        except (ValueError, TypeError, KeyError, Resize) as raised:
            built, wrong = None, raised
        if choices.found:  # the run went on with sizes that its names did not have yet
            for atom, size in choices.found.items():
                _settle(sizes, atom, size)
        elif isinstance(wrong, Resize):
            _settle(sizes, wrong.atom, wrong.size)
        elif isinstance(wrong, ShapeError):
            solved = solve(wrong.left, wrong.right)
            if solved is None or solved[0] in sizes:
                return choices, None, wrong
            _settle(sizes, *solved)
        else:
            return choices, built, wrong
    return choices, None, error


def _settle(sizes: dict[str, Size], atom: str, size: Size) -> None:
    size = size.substitute(sizes)
    if atom in size.atoms:
        return
    sizes[atom] = size
    stale = [name for name, known in sizes.items() for monomial, _ in known.terms for a, _ in monomial if a == atom]
    for name in stale:
        sizes[name] = sizes[name].substitute({atom: size})
