"""Definitions read again: `x^+ = x - \\eta g` was taken for numbers, and a later formula shows that x is a vector."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lemmata.documents.judgement.doubts import ambiguous
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Expr, Shape, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.scope import Role, Scope


def taken_for_numbers(reading: Reading, source: str, here: Section) -> str:
    """A name that stands for a number and an array in a formula, or for an array where the text defined a number.

    Or for a number in what was defined before the array was: "$\\delta = \\partial L / \\partial z$ and $z = W x$".
    """
    shown = symbols(*(r for c in reading.claims for r in c.relations))
    defined = _definitions(here)
    return ambiguous(reading, source) or next((s.name for s in shown if s.name in defined and (
        s.rank and not defined[s.name].rank)), "") or outdated(here, [s.name for s in shown if not s.rank])


def outdated(here: Section, names: Collection[str] = ()) -> str:
    """An array that stands for a number in what was defined before it; of these names, where any are given."""
    defined = _definitions(here)
    inside = {s.name for one in defined.values() for s in symbols(one) if not s.rank and s.sort == "real"}
    return next((name for name, one in defined.items() if one.rank and name in inside and (
        not names or name in names)), "")


def _definitions(here: Section) -> dict[str, Expr]:
    """What names of real values stand for by formulas of the text."""
    return {n: role.definition for n in here.sources if (role := here.scope.lookup(n)) is not None
            and role.definition is not None and role.definition.sort == "real"}


def with_arrays(name: str, reading: Reading | None, source: str, here: Section) -> Scope | None:
    """The scope in which what was defined by numbers is defined by the arrays of a formula; None where nothing was.

    Only numbers that no words and no declaration made such are read as something else: those that are numbers in the
    formula too only where it does not fit else.
    """
    shapes: dict[str, set[Shape]] = {}
    for s in symbols(*(e for c in (reading.claims if reading else ()) for e in (*c.relations, *c.premises))):
        shapes.setdefault(s.name, set()).add(s.shape)
    inside = {n: symbols(role.definition) for n in here.sources
              if (role := here.scope.lookup(n)) is not None and role.definition is not None}
    named = [n for n, used in inside.items() if any(s.name == name and not s.rank for s in used) or (
        n == name and shapes.get(n, {()}) != {()})]
    loose = {s.name for n in named for s in inside[n] if not s.rank} - set(named)
    shown = {n: max(shapes[n], key=len) for n in loose & shapes.keys() if n in names_in(source)}
    arrays = {n: shape for n, shape in shown.items() if shape}
    return _again(named, loose, shown, here) or _again(named, loose, arrays, here) if named else None


def _again(named: Sequence[str], loose: set[str], shapes: Mapping[str, Shape], here: Section) -> Scope | None:
    """The scope with these names defined again, where some names have these shapes and others any."""
    scope = here.scope
    for other in named:
        scope = scope.forget(other)
    for other in loose:
        known = here.scope.lookup(other)
        if known is not None and known.source in ("formula", "habit") and known.definition is None and (
                known.domain in ("", "real") or (known.domain == "function" and set(known.params) == {()})):
            scope = scope.forget(other)
            scope = scope.declare(other, Role(shapes[other], "real", source="formula")) if other in shapes else scope
    for defined in named:
        try:
            again = read_latex(here.sources[defined], scope)[0]
        except ReadError:
            return None
        scope = scope_after(scope, again)
        role = scope.lookup(defined)
        if ambiguous(again) or role is None or role.definition is None or not role.definition.rank:
            return None
    return scope
