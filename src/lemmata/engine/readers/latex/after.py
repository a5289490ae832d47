"""What a formula leaves behind for those after it: definitions, shapes, laws, sets."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import At, Symbol, postorder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.latex.arguments import with_arguments
from lemmata.engine.readers.latex.definitions import after_definition, is_argument
from lemmata.engine.readers.latex.dependents import unused_arguments, with_dependents
from lemmata.engine.readers.latex.members import after_sets
from lemmata.engine.readers.latex.moments import with_laws
from lemmata.engine.readers.latex.premised import is_comparison, with_meanings
from lemmata.engine.readers.latex.sequences import after_step
from lemmata.engine.readers.latex.values import ROW
from lemmata.engine.readers.scope import Role, Scope


def scope_after(scope: Scope, reading: Reading) -> Scope:
    """The scope after a formula: what it defines, and the shapes of its symbols."""
    before = scope
    for claim in reading.claims:
        unused = {s for r in claim.relations if claim.kind == "definition" for s in unused_arguments(r)}
        for s in symbols(*claim.relations, *claim.premises):
            old = scope.lookup(s.name)
            if (
                s is not claim.defines
                and not (s in unused and old is None and "habit" in reading.roles.get(s.name, ""))
                and not (claim.missing and old is not None)
                and not s.name.endswith("_point")
                and not (old is not None and len(old.shape or ()) == 2 and s.rank == 1 and is_argument(s, claim))
                and not (old is not None and old.source == "prose" and (
                    old.shape is not None or compared_only(s, claim)))
                and not (old is not None and old.definition is not None)
            ):
                guessed = old is None and "habit" in reading.roles.get(s.name, "") and (
                    compared_only(s, claim) or is_argument(s, claim))
                source = "habit" if guessed else "formula"
                scope = scope.declare(s.name, Role(s.shape, s.domain, s.params, source=source))
            elif old is not None and old.definition is None and s is not claim.defines and _open_count(old, s):
                scope = scope.forget(s.name).declare(s.name, replace(old, shape=s.shape))
        if claim.defines is not None:
            found = after_definition(claim)
            name = claim.defines.name
            if found is None:
                scope = _with_known(after_step(scope, claim))
                continue
            old = scope.lookup(name)
            if old is not None and old.source in ("formula", "habit"):
                scope = scope.forget(name)
            scope = scope.define(name, found[1], "" if found[2] else claim.defines.domain)
            scope = _with_rows(_with_known(scope), claim, name)
            if found[2]:
                known = dict(scope.options.get("parameters", {}))
                scope = scope.with_options(parameters={**known, name: found[2]})
        elif any(note.startswith("for some") for note in claim.notes):
            scope = scope.assume(*claim.relations)  # of the factors W = Q D Q^{-1}, which the text goes on to use
        scope = after_sets(with_arguments(scope, claim), claim)
    if any(claim.defines is not None for claim in reading.claims):
        scope = with_dependents(scope)
    for claim in reading.claims:
        scope = with_laws(scope, claim, before)
    for relation in (r for c in reading.claims if c.kind == "condition" for r in c.relations):
        if getattr(relation, "op", "") == "distributed":
            target, law = relation.children
            if isinstance(target, Symbol):
                scope = scope.declare(target.name, Role(target.shape, "variable", family=law, source="formula"))
    return _with_places(scope, reading)


def _with_places(scope: Scope, reading: Reading) -> Scope:
    """The scope that knows which arrays have an entry 0: `a_1` behind `a_0 + a_1 x + ...` is the second one."""
    if reading.first != 0:
        return scope
    told: frozenset[str] = scope.options.get("from_zero", frozenset())
    counted = {n.array.name for c in reading.claims for n in postorder(*c.relations) if isinstance(n, At)
               and isinstance(n.array, Symbol) and n.array.sort == "real"}
    return scope if counted <= told else scope.with_options(from_zero=told | counted)


def _with_rows(scope: Scope, claim: Claim, name: str) -> Scope:
    """The scope that knows which vectors were written out as rows."""
    rows: frozenset[str] = scope.options.get("rows", frozenset())
    now = rows | {name} if f"{name} {ROW}" in claim.notes else rows - {name}
    return scope if now == rows else scope.with_options(rows=now)


def _open_count(role: Role, s: Symbol) -> bool:
    """Whether a formula tells how many vectors there are whose size words have said: `w_k \\in \\mathbb{R}^d`."""
    shape = role.shape or ()
    opened = [size.atom is not None and size.atom[0] == "?" for size in shape]
    return len(shape) == s.rank and any(opened) and not all(opened)


def _with_known(scope: Scope) -> Scope:
    """The scope whose recurrences use what its names mean."""
    return replace(scope, premises=tuple(with_meanings(p, scope)[0] for p in scope.premises))


def compared_only(s: Symbol, claim: Claim) -> bool:
    """Whether a claim only compares a small letter with a number: x >= 0, b != 0, which may be said of an array."""
    return s.name.islower() and not s.rank and s.domain in ("real", "nonzero") and all(
        is_comparison(r, s) or s not in symbols(r) for r in (*claim.relations, *claim.premises))
