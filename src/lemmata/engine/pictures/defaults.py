"""What a picture of any formula goes along where nobody said: axes, sliders and values, from the types."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from lemmata.engine.evaluation import sample
from lemmata.engine.expr import DOMAINS, Expr, Size, Symbol, dims, postorder, symbols
from lemmata.engine.ops.shapes import show
from lemmata.engine.pictures.compiled import has_code
from lemmata.engine.pictures.coordinates import RANGES, along_number
from lemmata.engine.pictures.densities import is_density, seen
from lemmata.engine.pictures.entries import Entry, shares
from lemmata.engine.pictures.picture import Array, PictureError
from lemmata.engine.pictures.values import Family

MOST = 4  # sliders
LARGEST = 8  # of a size
_NUMBERS = {  # values of the first, second, ... variable of a domain: they differ, so that differences are not 0
    "real": (1.0, 2.0, -1.0, 0.5), "positive": (1.5, 2.5, 1.0, 2.0), "unit": (0.5, 0.3, 0.7, 0.2),
    "natural": (10.0, 3.0, 5.0, 4.0), "integer": (2.0, 1.0, 3.0, -1.0), "binary": (1.0, 0.0, 1.0, 1.0),
    "negative": (-1.0, -2.0, -0.5, -1.5),
}
_LIKE = {"nonzero": "real", "nonnegative": "positive"}
_ENTRIES = {
    "real": (1.0, 0.5, -1.0, 2.0, 1.5, -0.5, 0.0), "positive": (1.0, 2.0, 0.5, 1.5, 3.0),
    "unit": (0.3, 0.7, 0.5, 0.9, 0.2), "natural": (1.0, 3.0, 2.0, 0.0, 4.0), "integer": (1.0, -1.0, 2.0, 0.0),
    "binary": (1.0, 0.0, 1.0), "negative": (-1.0, -2.0, -0.5),
}
_FREE = ("invertible", "fullrank", "diagonalizable")  # of matrices, where each entry can move by itself


class Defaults(NamedTuple):
    """What `picture_of` and `script` take."""

    given: dict[str, Any]
    sliders: dict[str, Any]


def default_given(expr: Expr, declarations: Mapping[str, Symbol]) -> Defaults:
    """Small sizes, plain values, one or two numbers to go along, up to four sliders.

    A number over numbers goes along the first one (a number over two: along both, but for a density), over vectors
    along the first two entries of the first of them, over probabilities along all of them; a vector or a matrix is
    drawn as it is, moved by sliders.

    Raises PictureError where there is no picture: nothing varies, or a variable is no number.

    >>> from lemmata.engine.readers.declarations import parse_declarations
    >>> a, b = parse_declarations("a: real[n], b: real[n]").values()
    >>> default_given(a @ b, {"a": a, "b": b})
    Defaults(given={'a': [1.0, 0.5], 'b': [-1.0, 2.0], 'a[0]': None, 'a[1]': None}, \
sliders={'b[0]': None, 'b[1]': None})
    """
    occurring = {s.name for s in symbols(expr)}
    needed = [s for name, s in declarations.items() if name in occurring]
    _refuse(expr, needed)
    chosen = _Chosen(expr, needed)
    if expr.rank == 0:
        chosen.number()
    elif any(s.rank for s in needed) or expr.rank == 2:
        chosen.move(chosen.scalars)
        chosen.move_entries(sorted(chosen.arrays, key=lambda s: np.size(chosen.given[s.name])))
    else:
        chosen.along_numbers(2 if expr.rank == 1 and expr.shape[0] == Size.of(2) and len(chosen.scalars) == 2 else 1)
    return Defaults(chosen.given, chosen.sliders)


def _refuse(expr: Expr, needed: list[Symbol]) -> None:
    for s in needed:
        if s.sort not in ("real", "integer"):
            raise PictureError(f"{s.name} ({s.sort}) is no number, and pictures go along numbers; give it a value")
    if expr.rank > 2:
        raise PictureError(f"the formula has shape {show(expr.shape)}, a picture shows numbers, vectors and matrices; "
                           "take a part of it")
    if not needed and not dims(expr) and not expr.rank:
        raise PictureError("the formula is a number without variables: nothing in it moves")


class _Chosen:
    """Values, axes and sliders, while they are chosen."""

    def __init__(self, expr: Expr, needed: list[Symbol]):
        self.expr, self.needed = expr, needed
        self.sizes = _sizes(expr, needed)
        self.scalars = [s for s in needed if not s.rank]
        self.arrays = [s for s in needed if s.rank]
        told = {d for s in needed for d in dims(s)}
        self.free_sizes = [d for d in dims(expr) if d not in told]
        self.given: dict[str, Any] = {}
        for k, s in enumerate(self.arrays):
            self.given[s.name] = _array(s, tuple(size.value(self.sizes) for size in s.shape), k).tolist()
        seen_of: dict[str, int] = {}
        self.starts: dict[str, float] = {}
        for k, s in enumerate(self.scalars):
            domain = _LIKE.get(s.domain, s.domain)
            values = _NUMBERS.get(domain, _NUMBERS["real"])
            self.starts[s.name] = values[seen_of.setdefault(domain, 0) % len(values)]
            seen_of[domain] += int(k > 0 or bool(self.arrays))  # along the first one the picture goes
        self.sliders: dict[str, Any] = {}

    def number(self) -> None:
        """A number over all that it depends on."""
        vectors = [s for s in self.arrays if s.rank == 1 and _moves(s)]
        simplexes = [s for s in self.arrays if shares(s) and s.domain == "simplex"]
        if len(simplexes) == 1 and simplexes[0].rank == 1:
            (s,) = simplexes
            del self.given[s.name]
            self.given |= {d: self.sizes[d] for d in s.shape[0].atoms}
            axes: list[Entry] = []
        elif simplexes:
            axes = [Entry(s.name, (*row, 0)) for s in simplexes
                    for row in np.ndindex(*np.shape(self.given[s.name])[:-1])]
        elif vectors:
            columns = {s.shape[1] for s in self.arrays if s.rank == 2}
            s = min(vectors, key=lambda v: columns != set() and v.shape[0] not in columns)  # parameters before data
            axes = [Entry(s.name, (k,)) for k in range(len(self.given[s.name]))]
        else:
            axes = [entry for s in self.arrays for entry in self.entries(s)]
        if not axes and not simplexes:
            self.along_numbers(1 if len(self.scalars) != 2 else 2)
            return
        self.given |= {entry.key: None for entry in axes[:2]}
        self.move(self.scalars)
        self.sliders |= {entry.key: None for entry in axes[2:2 + MOST - len(self.sliders)]}
        self.move_entries(sorted(self.arrays, key=lambda s: s.rank))

    def along_numbers(self, count: int) -> None:
        """Along the first number or two, with sliders for the others."""
        axes = self.scalars[:count]
        if axes and (count == 1 or any(DOMAINS[s.domain].sort == "integer" for s in axes) or self.density(axes[0])):
            axes = axes[:1]
            if self.density(axes[0]) and DOMAINS[axes[0].domain].sort != "integer":
                self.given[axes[0].name] = seen(along_number(axes[0]), self.family(axes[0]), axes[0].domain)
        for s in axes:
            self.given.setdefault(s.name, RANGES.get(s.domain, RANGES["real"]))
        self.move([s for s in self.scalars if s not in axes])
        if axes and self.free_sizes:
            self.given |= {d: 5 for d in self.free_sizes}
        elif self.free_sizes:
            self.given |= {self.free_sizes[0]: (1, 20)} | {d: 5 for d in self.free_sizes[1:]}

    def density(self, s: Symbol) -> bool:
        """Whether the formula is a density of this number, for two choices of the others."""
        if self.free_sizes or self.arrays or not has_code(self.expr, self.needed):
            return False
        return all(is_density(along_number(s), self.family(s, factor)) for factor in (1.0, 1.2))

    def family(self, s: Symbol, factor: float = 1.0) -> Family:
        starts = {t.name: self.starts[t.name] * (1.0 if DOMAINS[t.domain].sort == "integer" else factor)
                  for t in self.scalars if t is not s}
        return Family(self.expr, {t.name: t for t in self.needed}, starts)

    def move(self, scalars: list[Symbol]) -> None:
        """Sliders for numbers; those that are too many get a value."""
        for s in scalars:
            if len(self.sliders) < MOST:
                self.sliders[s.name] = (*RANGES.get(s.domain, RANGES["real"]), self.starts[s.name])
            else:
                self.given[s.name] = self.starts[s.name]

    def move_entries(self, arrays: list[Symbol]) -> None:
        """Sliders for entries, as many as there is room for."""
        for s in arrays:
            for entry in self.entries(s) if s.name in self.given else ():
                if len(self.sliders) < MOST and entry.key not in self.given:
                    self.sliders.setdefault(entry.key, None)

    def entries(self, s: Symbol) -> Iterator[Entry]:
        """The entries that can move by themselves."""
        shape = np.shape(self.given.get(s.name, ()))
        if s.domain in ("symmetric", "semidefinite", "posdef", "diagonal"):
            yield from (Entry(s.name, (k, k)) for k in range(shape[0]))
        elif _moves(s):
            last = shape[-1] - 1 if shares(s) and shape else None
            yield from (Entry(s.name, places) for places in product(*map(range, shape)) if places[-1] != last)


def _moves(s: Symbol) -> bool:
    return s.rank <= 2 and s.sort == "real" and (DOMAINS[s.domain].rank is None or s.domain in (*_FREE, "simplex"))


def _sizes(expr: Expr, needed: list[Symbol]) -> dict[str, int]:
    """Small sizes: two of most things, three where a picture has room for them."""
    arrays = [s for s in needed if s.rank]
    names = list(dict.fromkeys(d for s in (*needed, expr) for d in dims(s)))
    found = dict.fromkeys(names, 2)
    for s in arrays:
        first = s.shape[0].atom if s.rank == 2 else None
        if first is not None and s.shape[1] != s.shape[0] and expr.rank != 2 and any(v.rank == 1 for v in arrays):
            found[first] = 3  # more rows than columns: more equations than unknowns
    simplexes = [s for s in arrays if s.domain == "simplex"]
    alone = arrays[0] if len(arrays) == 1 and arrays[0].rank == 1 and not any(not s.rank for s in needed) else None
    wide = simplexes[0] if len(simplexes) == 1 and not expr.rank and simplexes[0].rank == 1 else alone
    if wide is not None and wide.shape[0].atom:
        found[wide.shape[0].atom] = 3
    if expr.rank == 1 and expr.shape[0].atom:
        found[expr.shape[0].atom] = max(found[expr.shape[0].atom], 3 if len(arrays) < 3 else 2)
    if expr.rank == 2 and expr.shape[0] != expr.shape[1] and expr.shape[1].atom:
        found[expr.shape[1].atom] = 3
    for size in (size for node in postorder(expr) for size in node.shape):
        while size.value(found) < 1:  # n - k + 1
            grown = [name for name in size.atoms if (size.coefficient(name) or 0) > 0 and found[name] < LARGEST]
            if not grown:
                break
            found[grown[0]] += 1
    return found


def _array(s: Symbol, shape: tuple[int, ...], number: int) -> Array:
    """Plain values for the array with this number in the formula."""
    count = int(np.prod(shape))
    if s.domain == "simplex":
        row = np.arange(2, shape[-1] + 2) / np.arange(2, shape[-1] + 2).sum()
        rows = [np.roll(row, k + number) for k in range(count // shape[-1])]
        return np.array(rows).round(2).reshape(shape) if shape[-1] in (2, 3) else np.array(rows).reshape(shape)
    if s.domain in ("symmetric", "semidefinite", "posdef"):
        return np.where(np.eye(shape[0], dtype=bool), np.diag(2.0 - 0.5 * np.arange(shape[0]) % 2), 0.5)
    if s.domain == "labels":
        return np.arange(count) % max(s.params[0].value({d: 2 for d in s.params[0].atoms}), 1)
    domain = "real" if s.domain in _FREE else _LIKE.get(s.domain, s.domain)
    if domain in _ENTRIES:
        cycle = _ENTRIES[domain]
        values = np.array([cycle[(k + 2 * number) % len(cycle)] for k in range(count)]).reshape(shape)
        if s.rank == 2 and s.domain == "nonnegative":
            values = (values / values.sum()).round(2)  # as a table of probabilities
        return np.array(values)
    sizes = dict(zip((d for size in s.shape for d in size.atoms), shape))
    point = sample([s], sizes, random.Random(number), "small")
    return np.array(point.values[s.name].tolist(), float)
