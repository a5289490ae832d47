"""What a picture of any formula goes along where nobody said: axes, sliders and values, from the types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from lemmata.engine.expr import DOMAINS, Expr, Size, Symbol, dims, symbols
from lemmata.engine.ops.shapes import show
from lemmata.engine.pictures.compiled import has_code
from lemmata.engine.pictures.coordinates import RANGES, along_number
from lemmata.engine.pictures.densities import is_density, seen
from lemmata.engine.pictures.entries import Entry, shares
from lemmata.engine.pictures.picture import PictureError
from lemmata.engine.pictures.plain import FREE, LIKE, NUMBERS, plain_array, small_sizes
from lemmata.engine.pictures.values import Family

MOST = 4  # sliders


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
    elif not chosen.coded:
        chosen.given |= {d: 3 for d in chosen.free_sizes} | chosen.starts
    elif any(s.rank for s in needed) or expr.rank == 2:
        chosen.given |= {d: 3 for d in chosen.free_sizes}
        chosen.move(chosen.scalars)
        chosen.move_entries(sorted(chosen.arrays, key=lambda s: np.size(chosen.given[s.name])))
    else:
        chosen.along_numbers(2 if expr.rank == 1 and expr.shape[0] == Size.of(2) and len(chosen.scalars) == 2 else 1)
    if expr.rank == 0 and all(s.name in chosen.given for s in needed) and not any(
            value is None or isinstance(value, tuple) for value in chosen.given.values()):
        names = ", ".join(s.name for s in needed)
        raise PictureError(f"no entry of {names} can move while the others stay; give ranges to what tells them")
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
        self.sizes = small_sizes(expr, needed)
        self.coded = has_code(expr, needed)  # else each point takes its time: one curve
        self.scalars = [s for s in needed if not s.rank]
        self.arrays = [s for s in needed if s.rank]
        told = {d for s in needed for d in dims(s)}
        self.free_sizes = [d for d in dims(expr) if d not in told]
        self.given: dict[str, Any] = {}
        for k, s in enumerate(self.arrays):
            self.given[s.name] = plain_array(s, tuple(size.value(self.sizes) for size in s.shape), k).tolist()
        seen_of: dict[str, int] = {}
        self.starts: dict[str, float] = {}
        for k, s in enumerate(self.scalars):
            domain = LIKE.get(s.domain, s.domain)
            values = NUMBERS.get(domain, NUMBERS["real"])
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
            self.along_numbers(1 if len(self.scalars) != 2 or not self.coded else 2)
            return
        self.given |= {entry.key: None for entry in axes[:2 if self.coded else 1]}
        self.move(self.scalars)
        if self.coded:
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
        if self.free_sizes or self.arrays or not self.coded:
            return False
        return all(is_density(along_number(s), self.family(s, factor)) for factor in (1.0, 1.2))

    def family(self, s: Symbol, factor: float = 1.0) -> Family:
        starts = {t.name: self.starts[t.name] * (1.0 if DOMAINS[t.domain].sort == "integer" else factor)
                  for t in self.scalars if t is not s}
        return Family(self.expr, {t.name: t for t in self.needed}, starts)

    def move(self, scalars: list[Symbol]) -> None:
        """Sliders for numbers; those that are too many get a value."""
        for s in scalars:
            if len(self.sliders) < MOST and self.coded:
                self.sliders[s.name] = (*RANGES.get(s.domain, RANGES["real"]), self.starts[s.name])
            else:
                self.given[s.name] = self.starts[s.name]

    def move_entries(self, arrays: list[Symbol]) -> None:
        """Sliders for entries, as many as there is room for."""
        for s in arrays:
            for entry in self.entries(s) if s.name in self.given else ():
                if len(self.sliders) < MOST and self.coded and entry.key not in self.given:
                    self.sliders.setdefault(entry.key, None)

    def entries(self, s: Symbol) -> Iterator[Entry]:
        """The entries that can move by themselves."""
        shape = np.shape(self.given.get(s.name, ()))
        if s.domain in ("symmetric", "semidefinite", "posdef", "diagonal", "lower", "upper", "cholesky"):
            yield from (Entry(s.name, (k, k)) for k in range(shape[0]))
        elif _moves(s):
            last = shape[-1] - 1 if shares(s) and shape else None
            yield from (Entry(s.name, places) for places in product(*map(range, shape)) if places[-1] != last)


def _moves(s: Symbol) -> bool:
    return s.rank <= 2 and s.sort == "real" and (DOMAINS[s.domain].rank is None or s.domain in (*FREE, "simplex"))
