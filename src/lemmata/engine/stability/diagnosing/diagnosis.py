"""`diagnose`: the lines of a function that lose digits on such data, and the stable form as a diff of its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.readers.tracing import Place, Places, TraceError, library_of, trace_function
from lemmata.engine.stability.diagnosing.data import Data, as_computed, data_of
from lemmata.engine.stability.diagnosing.edits import diff
from lemmata.engine.stability.diagnosing.forms import FORMS
from lemmata.engine.stability.diagnosing.losses import LOST, Loss, losses_of
from lemmata.engine.stability.diagnosing.patches import Patch, Repairing
from lemmata.engine.stability.diagnosing.values import parts_of, worst
from lemmata.engine.stability.epsilons import Epsilon, epsilons
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.points import Points


@dataclass(frozen=True)
class Line:
    """A line of the user's code and what is lost there."""

    place: Place
    loss: Loss


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """What a function loses on its data.

    found, true   its value, and the certified one, rounded to the dtype; of arrays at the entry that is lost most
    bits          lost there, of all that the dtype has
    lines         the places that lose them, in the order of the code
    after         bits lost with the patches
    epsilons      small constants that change the value at these data
    patch         the stable form as a unified diff of the function's source; "" where none helps
    """

    name: str
    expr: Expr
    symbols: Mapping[str, Symbol]
    data: Data
    found: float
    true: float
    bits: float
    lines: tuple[Line, ...]
    after: float
    patches: tuple[Patch, ...] = field(default=())
    epsilons: tuple[Epsilon, ...] = field(default=())

    @property
    def patch(self) -> str:
        return diff([(p.place, p.source) for p in self.patches])

    @property
    def clean(self) -> bool:
        """Whether nothing but rounding is lost."""
        return not self.lines

    def __str__(self) -> str:
        from lemmata.engine.stability.diagnosing.printing import text

        return text(self)

    __repr__ = __str__

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"function": self.name, "dtype": self.data.format.name, "found": _plain(self.found),
                "true": _plain(self.true), "bits": self.bits, "after": self.after, "patch": self.patch,
                "epsilons": [{k: _plain(v) if isinstance(v, float) else v for k, v in e.as_dict().items()}
                             for e in self.epsilons], "lines": [
                    {"file": line.place.file, "line": line.place.line, "column": line.place.column + 1,
                     "source": line.place.text, "kind": line.loss.kind, "bits": line.loss.bits, "why": line.loss.why}
                    for line in self.lines]}


def diagnose(function: Callable[..., Any], arrays: Mapping[str, Any]) -> Diagnosis:
    """What a function written with NumPy, PyTorch or JAX loses on data like these.

    arrays    the function's arguments by name; truth values, text and None are options that it is given as they are,
              whole numbers too where it can't be read otherwise

    Raises TraceError, with the line, for a function that has no formula; ValueError where its value is not known.
    """
    options = {name: v for name, v in arrays.items() if v is None or isinstance(v, (bool, str)) or callable(v)}
    whole = {name: v for name, v in arrays.items() if type(v) is int}
    if options:
        return diagnose(partial(function, **options), {n: v for n, v in arrays.items() if n not in options})
    try:
        return _diagnosed(function, arrays)
    except TraceError:
        if not whole:
            raise
        return _diagnosed(partial(function, **whole), {n: v for n, v in arrays.items() if n not in whole})


def _diagnosed(function: Callable[..., Any], arrays: Mapping[str, Any]) -> Diagnosis:
    library = library_of(function) or "numpy"
    arrays = as_computed(arrays, library)
    data = data_of(arrays)
    places: Places = {}
    try:
        expr, symbols = trace_function(function, data.declarations, places=places, examples=data.arrays)
    except TraceError:  # loops over an axis ask for its length
        places = {}
        literal, data = data.literal, data_of(arrays, whole=True)
        expr, symbols = trace_function(function, literal, places=places, examples=data.arrays)
    point, format = data.point, data.format
    parts = parts_of(expr, point, format)
    own_function = function.func if isinstance(function, partial) else function
    name = getattr(own_function, "__qualname__", type(own_function).__name__)
    if expr not in parts:
        raise ValueError(f"{name} has no value at these arrays, or none that balls of {format.name} arguments tell; "
                         "give data of its domain")
    part = parts[expr]
    own = part.found if data.parts else _own_value(function, arrays, part.found)
    losses = losses_of(expr, parts, point, format)
    lines = [Line(place, loss) for loss in losses for place in _places(loss, parts, places)]
    mended = None
    for form in FORMS if losses else ():
        if mended is None or mended.lost >= LOST:
            tried = Repairing(expr, parts, places, point, format, library, form).repair(losses)
            mended = tried if mended is None or tried.lost < mended.lost else mended
    at = np.argmax(format.lost(own, part.true)) if part.true.size else 0
    return Diagnosis(name, expr, symbols, data, float(own.flat[at]), float(part.true.flat[at]),
                     worst(own, part.true, format), tuple(dict.fromkeys(lines)),
                     part.lost if mended is None else mended.lost, () if mended is None else mended.patches,
                     tuple(e for e in epsilons(expr, Points(format, (point,))) if e.worst >= LOST))


def _places(loss: Loss, parts: Mapping[Expr, Any], places: Places) -> list[Place]:
    """Where a loss is made: at its own step, or the next one above that stands in the source."""
    waiting = [loss.expr]
    for node in waiting:
        if node in places:
            return places[node]
        waiting += [parent for parent in parts if node in parent.children and parent not in waiting]
    return []


def _own_value(function: Callable[..., Any], arrays: Mapping[str, Any], traced: Array) -> Array:
    """What the function itself gives; its formula, step by step, where that is no array of this shape."""
    with np.errstate(all="ignore"):
        value = function(**arrays)
    value = value.detach() if hasattr(value, "detach") else value
    value = np.asarray(value.float() if "bfloat16" in str(getattr(value, "dtype", "")) else value)
    return value.astype(np.float64) if value.shape == traced.shape else traced


def _plain(value: float) -> float | str:
    return value if np.isfinite(value) else str(value)
