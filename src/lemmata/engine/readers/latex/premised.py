"""What the scope knows of the symbols of a claim, as its premises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lemmata.engine.expr import Apply, Bind, Expr, Size, Symbol, dims, integer, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.dependents import in_sizes
from lemmata.engine.readers.latex.thresholds import within_supports
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.sizes import folded


def with_premises(claim: Claim, scope: Scope, names: Iterable[str] = ()) -> Claim:
    """The premises of the scope that share a symbol with the claim, and the laws of its variables."""
    if claim.kind in ("notation", "condition") or not claim.relations:
        return claim
    sized = {n: integer(n) for n in names}
    pool: list[Expr] = []
    for premise in scope.premises:
        values: dict[Expr, Expr] = {s: sized[s.name] for s in symbols(premise) if s.name in sized and not s.rank}
        pool.append(folded(substitute(premise, values)) if values else premise)
    chosen = list(claim.premises)
    here = {s.name: s for s in symbols(*claim.relations, *claim.premises)}
    atoms = set(dims(*claim.relations, *claim.premises))
    changed = True
    while changed:
        changed = False
        for premise in (fitted(p, here) for p in pool):
            own = symbols(premise)
            if premise in chosen or any(s.name in here and here[s.name] is not s for s in own):
                continue
            if any(s.name in here for s in own) or (not own and set(dims(premise)) & atoms):
                chosen.append(premise)
                here.update({s.name: s for s in own})
                changed = True
        for name in sorted(here):
            role = scope.lookup(name)
            if role is not None and role.family is not None and here[name].domain == "variable":
                law = apply("distributed", here[name], role.family)
                if law not in chosen and here[name].shape == role.family.shape:
                    chosen.append(law)
                    here.update({s.name: s for s in symbols(law) if s.name not in here})
                    changed = True
    chosen = [part for p in chosen for part in with_meanings(p, scope)]
    within = within_supports(claim.relations, chosen, scope)
    notes = ("what is compared with a random number lies where it has values",) if within else ()
    return replace(claim, premises=(*chosen, *within), notes=(*claim.notes, *notes))


def with_sizes(claim: Claim, names: Iterable[str]) -> Claim:
    """The claim with what its definitions say of its sizes: f(x) = 1 / K, where the formula sums up to K."""
    found: dict[Expr, Expr] = {s: integer(s.name) for s in symbols(*claim.relations)
                               if s.name in names and not s.rank and s.sort in ("real", "integer")}
    return replace(claim, relations=tuple(folded(substitute(r, found)) for r in claim.relations)) if found else claim


def with_meanings(premise: Expr, scope: Scope) -> list[Expr]:
    """A recurrence with the meanings that names in it got behind it: x_{k+1} = a x_k, with a = 1 - c.

    A meaning of another shape stands beside it: then the name stands for two things, and nothing is decided.
    """
    if not (isinstance(premise, Apply) and premise.op == "eq" and all(
            isinstance(side, Bind) and side.binder == "function" for side in premise.args)):
        return [premise]
    values: dict[Expr, Expr] = {}
    clashing: list[Expr] = []
    for s in symbols(premise):
        role = scope.lookup(s.name)
        meaning = role.definition if role is not None and not s.params else None
        if meaning is None or s in symbols(meaning):
            continue
        if len(meaning.shape) == len(s.shape):
            values[s] = in_sizes(meaning, s)
        else:
            clashing.append(apply("eq", symbol(s.name, meaning.shape), meaning))
    return [substitute(premise, values) if values else premise, *clashing]


def fitted(premise: Expr, here: Mapping[str, Symbol]) -> Expr:
    """x >= 0 said of the array that x is in a later formula; |v| = 1 of a vector that has other sizes there."""
    if isinstance(premise, Apply) and isinstance(s := premise.args[0], Symbol) and is_comparison(premise, s):
        array = here.get(s.name)
        if array is not None and array.rank and not s.rank and array.domain == "real":
            return apply(premise.op, array, premise.args[1])
    return _of_one_size(premise, here)


def is_comparison(relation: Expr, s: Expr) -> bool:
    return isinstance(relation, Apply) and relation.op in ("ge", "le", "gt", "lt", "ne") and relation.args[0] is s and (
        isinstance(relation.args[1], Number))


def _of_one_size(premise: Expr, here: Mapping[str, Symbol]) -> Expr:
    """A premise about arrays whose sizes it left open, in the sizes that they have here."""
    sizes: dict[str, Size] = {}
    for s in symbols(premise):
        other = here.get(s.name, s)
        if other is s or other.rank != s.rank or (other.domain, other.params) != (s.domain, s.params):
            continue
        for size, now in zip(s.shape, other.shape):
            if size != now and size.atom:
                sizes[size.atom] = now
    return substitute(premise, sizes=sizes) if sizes else premise
