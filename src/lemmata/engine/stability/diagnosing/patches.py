"""A stable form in the place of an expression of the user's source: tried at the data, and kept where it helps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from lemmata.engine.backends import Compiled
from lemmata.engine.expr import Apply, Expr, Symbol, postorder, substitute, symbol, symbols
from lemmata.engine.ops import OPS
from lemmata.engine.programs import NoProgram
from lemmata.engine.readers.tracing import Place, Places
from lemmata.engine.stability.diagnosing.edits import importable, is_entry, is_expression
from lemmata.engine.stability.diagnosing.forms import Form, usual
from lemmata.engine.stability.diagnosing.losses import LOST, SIGNS, Loss
from lemmata.engine.stability.diagnosing.values import Part, worst
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group
from lemmata.engine.stability.written import HELD, written
from lemmata.engine.writers.code import Source, write_source

PLAIN = ("sum", "mean", "prod", *SIGNS)  # whose names say nothing
BETTER = 0.5  # the share of the bits lost that a patch may leave


@dataclass(frozen=True)
class Patch:
    """New source for one expression of the user's: a function of what has a name there."""

    expr: Expr
    place: Place
    source: Source


@dataclass(frozen=True)
class Repair:
    """The patches, the value of the whole with them, and the bits that it loses then at its worst entry."""

    patches: tuple[Patch, ...]
    value: Array
    lost: float


class Repairing:
    """Looks for the smallest parts around each loss whose stable form, of names that are there, keeps the digits.

    library   whose code is written: numpy, torch or jax
    form      gives a form of an expression that loses less; the same where none is known
    """

    def __init__(self, root: Expr, parts: Mapping[Expr, Part], places: Places, group: Group, format: Format,
                 library: str, form: Form = usual):
        self.root, self.parts, self.places = root, parts, places
        self.group, self.format, self.library, self.form = group, format, library, form
        self.kept: dict[Expr, tuple[list[Patch], Array]] = {}

    def repair(self, losses: Sequence[Loss]) -> Repair:
        """What mends most: losses near the value come first, as what they need may mend those before."""
        value, lost = self._whole(self.kept)
        for loss in reversed(losses):
            if lost < LOST or any(loss.expr in set(postorder(done)) for done in self.kept):
                continue
            for part, short in product(self._around(loss.expr), (True, False)):
                patched = self._patched(part, short)
                if patched is None:
                    continue
                inside = set(postorder(*patched))
                tried = {**{e: p for e, p in self.kept.items() if e not in inside}, **patched}
                found, left = self._whole(tried)
                if left < LOST or left <= BETTER * lost:
                    self.kept, value, lost = tried, found, left
                    break
        return Repair(tuple(patch for patches, _ in self.kept.values() for patch in patches), value, lost)

    def _around(self, inner: Expr) -> list[Expr]:
        """The parts that hold a step and stand in the source, from the smallest on."""
        sized = [(len(below), part) for part in self.parts if part in self.places
                 for below in [list(postorder(part))] if inner in below]
        return [part for _, part in sorted(sized, key=lambda pair: pair[0])]

    def _patched(self, part: Expr, short: bool) -> dict[Expr, tuple[list[Patch], Array]] | None:
        """Patches at all places that compute a part, and the values then of all that is computed there, in a loop one
        after the other; None where there is no better form."""
        patches, values = [], {part: self.parts[part].found}
        for place in self.places[part]:
            written = self._written(part, place, short)
            if written is None:
                return None
            source, found = written
            patches.append(Patch(part, place, source))
            values |= found
        before, after = self.parts[part].lost, worst(values[part], self.parts[part].true, self.format)
        if not (after < LOST or after <= BETTER * before):
            return None
        return {e: (patches if e is part else [], value) for e, value in values.items() if e in self.parts}

    def _written(self, part: Expr, place: Place, short: bool) -> tuple[Source, dict[Expr, Array]] | None:
        """Code of the stable form of what a place computes, and its values; None where there is none.

        A line that runs several times must be the same in its names each time.
        """
        if not is_expression(place):
            return None
        named = {e: self._in_names(e, own, short) for e, found in self.places.items() for own in found if own == place}
        forms = {e: form for e, form in named.items() if form is not None}
        if len(forms) < len(named) or len({form[0] for form in forms.values()}) != 1:
            return None
        expr, meanings = forms[part]
        try:
            better = self._stable(expr, [form[1] for form in forms.values()])
            inputs = [s for s in meanings if s in symbols(better)]
            source = write_source([better], inputs, self.library, name=_name(better, place))
        except (NoProgram, ValueError, NotImplementedError):
            return None
        if source.sizes or list(source.inputs) != [s.name for s in inputs] or not importable(place.file, source):
            return None  # a name that the language does not take, a size that is in no array
        texts = {_called(text): text for own in self.places[part] if own == place
                 for text in self._entries(part, own).values()}
        called = replace(source, inputs=tuple(texts.get(name, name) for name in source.inputs))
        return called, {e: self._run(better, {s: form[1][s] for s in inputs}) for e, form in forms.items()}

    def _stable(self, expr: Expr, meanings: Sequence[Mapping[Symbol, Expr]]) -> Expr:
        """The form that keeps most digits for all that its names stand for, one after the other."""
        values = {s: [self._found(each[s]) for each in meanings] for s in meanings[0]}
        group = Group(self.group.sizes, {s.name: np.stack(v) for s, v in values.items()}, len(meanings))
        return self.form(expr, group, self.format)

    def _entries(self, part: Expr, place: Place) -> dict[Expr, str]:
        """What a part takes out of arrays, as the source has it there: x[i]."""
        return {e: inner.text for inner, e in place.inner.items() if e is not part and not e.shape and is_entry(inner)}

    def _run(self, expr: Expr, meanings: Mapping[Symbol, Expr]) -> Array:
        """What the code that is written for an expression gives for the values that floats gave."""
        arrays = [self._found(e) for e in meanings.values()]
        held = np.dtype(HELD[self.format.name])
        given = [a.astype(held) if a.dtype.kind == "f" else a for a in arrays]
        with np.errstate(all="ignore"):
            found = Compiled([[expr]], list(meanings), "numpy")(*given)
        return self.format.rounded(np.asarray(found, dtype=np.float64))

    def _in_names(self, part: Expr, place: Place, short: bool) -> tuple[Expr, dict[Symbol, Expr]] | None:
        """A part in terms of what has a name there and is right; None where something has none.

        short   of all that has a name, else of the arguments as far as they have one
        """
        named = {**{e: _called(text) for e, text in self._entries(part, place).items()}, **place.names}
        usable = {e: name for e, name in named.items() if e is not part and (
            isinstance(e, Symbol) or e not in self.parts or self.parts[e].lost < LOST)}
        if not short:
            given = {s for s in usable if isinstance(s, Symbol)}
            usable = {e: name for e, name in usable.items() if not set(symbols(e)) <= given or e in given}
        meanings: dict[Symbol, Expr] = {}
        for expr in sorted(usable, key=lambda e: -len(list(postorder(e)))):
            own = (symbol(usable[expr], expr.shape, expr.domain, expr.params) if isinstance(expr, Symbol) else
                   symbol(usable[expr], expr.shape, "integer" if expr.sort == "integer" else "real"))
            if expr in set(postorder(part)):
                if own in meanings:
                    return None  # entries that are taken out one after the other under one name
                part = substitute(part, {expr: own})
                meanings[own] = expr
        return (part, meanings) if set(symbols(part)) <= set(meanings) else None

    def _found(self, expr: Expr) -> Array:
        if expr in self.parts:
            return self.parts[expr].found
        value = self.group.values[expr.name][0] if isinstance(expr, Symbol) else None
        return np.asarray(written([expr], self.group, self.format)[0][0] if value is None else value)

    def _whole(self, kept: Mapping[Expr, tuple[list[Patch], Array]]) -> tuple[Array, float]:
        """The value of the whole with some parts patched, and the bits that it loses."""
        names = {part: symbol(f"patched {k}", part.shape) for k, part in enumerate(kept)}
        values = {**self.group.values, **{s.name: kept[part][1][None] for part, s in names.items()}}
        group = Group(self.group.sizes, values, 1)
        expr = self.root
        for part in sorted(names, key=lambda e: -len(list(postorder(e)))):
            expr = substitute(expr, {part: names[part]})
        value = written([expr], group, self.format)[0][0]
        return value, worst(value, self.parts[self.root].true, self.format)


def _called(text: str) -> str:
    """A name for an entry: x_i for x[i]."""
    return re.sub(r"\W+", "_", text).strip("_")


def _name(expr: Expr, place: Place) -> str:
    """What a function of an expression is called: after its operation, where that has a name of its own."""
    named = isinstance(expr, Apply) and OPS[expr.op].group not in ("arithmetic", "structure") and expr.op not in PLAIN
    return expr.op if named and isinstance(expr, Apply) else place.function.strip("<>")
