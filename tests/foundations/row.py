"""One row of the table of the foundations: a public function, an independent truth, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import sample
from lemmata.engine.evaluation.points import size_choices
from lemmata.formulas.definition import Definition

LIBRARIES = ("numpy", "jax", "torch")
ROOMS = ("linear_algebra", "calculus", "optimization", "probability", "statistics", "information_theory", "networks",
         "numerics")
Arrays = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A public function and what is known of it.

    name       room.function, or room.object.method
    truth      the same value by another hand (SciPy, scikit-learn, torch, a closed form), of the same arguments by name
    at         arguments from a generator of random numbers; None: drawn from the declared domains of a definition
    options    keyword arguments that both are given
    ends       (arguments, value) at the ends of the domain; they need no truth
    slopes     (arguments, derivatives by name) at the ends of the domain
    gradient   whether derivatives along random directions are compared with differences of the truth
    libraries  whose arrays it takes
    batch      whether leading axes are a batch (definitions)
    pick       what is compared of a result that has parts
    rtol       of values
    why        the reason where something is left out
    """

    name: str
    truth: Callable[..., Any]
    at: Callable[[np.random.Generator], Arrays] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    ends: Sequence[tuple[Mapping[str, Any], Any]] = ()
    slopes: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = ()
    gradient: bool | None = None
    libraries: Sequence[str] = LIBRARIES
    batch: bool | None = None
    pick: Callable[[Any], Any] = lambda value: value
    rtol: float = 1e-9
    why: str = ""

    @property
    def id(self) -> str:
        said = (f"{k}={getattr(v, '__name__', v)}" for k, v in self.options.items())  # the same in each process
        return "-".join([self.name, *said])

    @property
    def function(self) -> Any:
        room, *names = self.name.split(".")
        found: Any = import_module(f"lemmata.{room}")
        for name in names:
            found = getattr(found, name)
        return found

    @property
    def definition(self) -> Definition | None:
        found = self.function
        return found.given(**self.options) if isinstance(found, Definition) else None

    def arguments(self, seed: int) -> Arrays:
        """Random arguments, as NumPy's arrays of floats and integers."""
        if self.at is not None:
            return self.at(np.random.default_rng(seed))
        found = self.definition
        assert found is not None, f"{self.name} is no @formula: say with at= what it is called with"
        sizes = size_choices(found.expr, *found.declarations.values(), limit=4) or [{}]
        point = sample(tuple(found.declarations.values()), sizes[seed % len(sizes)], Random(seed))
        missing = {name: n for name, n in point.sizes.items() if name in found.__dict__["_parameters"]}
        return {**{s.name: plain(point.values[s.name], s.sort) for s in found.declarations.values()}, **missing}


def plain(value: Any, sort: str) -> Any:
    """An array of exact numbers as one of floats or integers."""
    array = np.asarray(value, dtype=object)
    return array.astype(np.int64 if sort == "integer" else float)[()]


def moved(value: Any) -> bool:
    """Whether an argument is one of real numbers, which a derivative may be taken by."""
    return isinstance(value, (float, np.floating, np.ndarray)) and np.asarray(value).dtype.kind == "f"
