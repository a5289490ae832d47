"""Shapes from use: build with assumed shapes, repair what doesn't fit, build again.

Two kinds of freedom: the size of an axis (a *flexible* dim, written `?x0`, is unified with whatever it
meets) and the rank or domain of a name (a list of candidate symbols in order of habit).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from lemmata.engine.expr import DOMAINS, Shape, Size, Symbol, dims, substitute, symbol
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.errors import ReadError

T = TypeVar("T")
MAX_BUILDS = 2000
DIM_NAMES = (*"nmkdpqrst", *(f"n{i}" for i in range(1, 200)))


def assumed(name: str, rank: int, domain: str = "real", params: tuple[object, ...] = ()) -> Symbol:
    """A symbol whose sizes are free to be unified.

    >>> assumed("x", 2).shape
    (?x0, ?x1)
    """
    square = "square" in DOMAINS[domain].implies
    return symbol(name, [f"?{name}{0 if square else axis}" for axis in range(rank)], domain, params)


def infer_shapes(
    build: Callable[[Mapping[str, Symbol]], T], candidates: Mapping[str, Sequence[Symbol]], taken: Sequence[str] = ()
) -> tuple[T, dict[str, Symbol]]:
    """`build(symbols)` with the first candidates, in order of habit, under which every shape fits.

    candidates: for each name what it may be, the usual first (see `assumed`; one candidate: it is
    declared). Sizes that start with `?` are flexible: where `build` raises ShapeError(left, right) and one
    of the two contains a flexible size, they are unified and it is built again. Where that can't help, the
    next candidate is tried of a name that `build` had looked up before it failed (or of `error.names`, if
    the error carries the names that took part in it): cheapest choice first, in all at most 2,000 builds.
    Flexible sizes that stay free get readable names (n, m, k, ...) outside of `taken`. Returns what
    `build` returned and the symbols it was given, in the order of `candidates`.

    Raises the error of the most usual choice where none fits; a ReadError of `build` at once, since no
    choice of shapes can repair a text.

    >>> result, found = infer_shapes(lambda s: s["X"] + s["Y"],
    ...                              {"X": [symbol("X", ["m", 3])], "Y": [assumed("Y", 2)]})
    >>> found["Y"].shape
    (m, 3)
    """
    names = list(candidates)
    start = (0,) * len(names)
    heap, seen, first = [(0, start)], {start}, None  # at equal cost the earlier name changes first
    for _ in range(MAX_BUILDS):
        if not heap:
            break
        cost, steps = heapq.heappop(heap)
        choice = tuple(-step for step in steps)
        chosen = {name: candidates[name][index] for name, index in zip(names, choice)}
        try:
            return _fit(build, chosen, taken)
        except ReadError:
            raise
        except (ValueError, TypeError) as error:
            first = first or error
            guilty = getattr(error, "names", None) or names
        for place, name in enumerate(names):
            bumped = (*choice[:place], choice[place] + 1, *choice[place + 1 :])
            if name in guilty and bumped[place] < len(candidates[name]) and bumped not in seen:
                seen.add(bumped)
                heapq.heappush(heap, (cost + 1, tuple(-step for step in bumped)))
    assert first is not None
    raise first


class _Watched(Mapping[str, Symbol]):
    """Symbols by name; remembers which ones were asked for."""

    def __init__(self, symbols: Mapping[str, Symbol]):
        self.symbols = symbols
        self.used: dict[str, None] = {}

    def __getitem__(self, name: str) -> Symbol:
        found = self.symbols[name]
        self.used[name] = None
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.symbols)

    def __len__(self) -> int:
        return len(self.symbols)


def _fit(
    build: Callable[[Mapping[str, Symbol]], T], chosen: dict[str, Symbol], taken: Sequence[str]
) -> tuple[T, dict[str, Symbol]]:
    """Build, unify and build again until every size fits."""
    while True:
        watched = _Watched(chosen)
        try:
            result = build(watched)
        except ShapeError as error:
            solved = solve(error.left, error.right)
            if solved is None:
                raise _with_names(error, watched.used) from None
            chosen = _resized(chosen, dict([solved]))
            continue
        except (ValueError, TypeError) as error:
            raise _with_names(error, watched.used) from None
        names = _readable(chosen, taken)
        if not names:
            return result, chosen
        chosen = _resized(chosen, names)
        return build(chosen), chosen


def _with_names(error: Exception, used: Mapping[str, None]) -> Exception:
    if getattr(error, "names", None) is None:
        error.names = tuple(used)
    return error


def solve(left: Size | None, right: Size | None) -> tuple[str, Size] | None:
    """A flexible size and what it must be so that left = right; None where nothing is flexible.

    >>> solve(Size.of("?x0") + 1, Size.of("n"))
    ('?x0', n - 1)
    """
    if left is None or right is None:
        return None
    rest = left - right
    for atom in sorted((a for a in rest.atoms if a[0] == "?"), reverse=True):
        factor = rest.coefficient(atom)
        if factor in (1, -1):
            value = Size.of(atom) - rest if factor == 1 else Size.of(atom) + rest
            if not any(a[0] in "#%" for a in value.atoms) and (value.constant is None or value.constant > 0):
                return atom, value
    return _by_factors(left, right)


def _by_factors(left: Size, right: Size) -> tuple[str, Size] | None:
    """Equal products have equal factors, in order: ?A1 ?B1 = ?C0 ?D0 of Kronecker products makes ?A1 = ?C0.

    >>> solve(Size.of("?a") * "?b", Size.of("?c") * "?d")
    ('?c', ?a)
    """
    if len(left.terms) != 1 or len(right.terms) != 1 or left.terms[0][1] != 1 or right.terms[0][1] != 1:
        return None
    first, second = ([a for a, power in s.terms[0][0] for _ in range(power)] for s in (left, right))
    if len(first) < 2:  # no product
        return None
    for atom in list(first):
        if atom in second:
            first.remove(atom)
            second.remove(atom)
    if not first or len(first) != len(second):
        return None
    return next((found for a, b in zip(first, second) if (found := solve(Size.of(a), Size.of(b)))), None)


def _resized(chosen: Mapping[str, Symbol], sizes: Mapping[str, Size | str]) -> dict[str, Symbol]:
    return {name: substitute(found, sizes=sizes) for name, found in chosen.items()}  # type: ignore[misc]


def _readable(chosen: Mapping[str, Symbol], taken: Sequence[str]) -> dict[str, str]:
    """Names for the flexible sizes: m by n for a matrix that comes first, else n, m, k, ..."""
    free: list[str] = []
    used = {*taken, *chosen}
    for found in chosen.values():
        used.update(dims(found))
        for size in _sizes(found):
            free.extend(a for a in sorted(size.atoms) if a[0] == "?" and a not in free)
    pool = [name for name in DIM_NAMES if name not in used]
    shape = next((s.shape for s in chosen.values() if s.shape), ())
    if len(shape) > 1 and len({*free} & {a for size in shape for a in size.atoms}) > 1 and pool[:2] == ["n", "m"]:
        pool[:2] = ["m", "n"]
    return dict(zip(free, pool))


def _sizes(found: Symbol) -> Shape:
    sizes = found.shape
    for param in found.params:
        sizes = (*sizes, *((param,) if isinstance(param, Size) else param if isinstance(param, tuple) else ()))
    return sizes
