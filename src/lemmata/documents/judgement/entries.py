"""Arrays whose entries have values of their own: `R_1 = R_2 = 0`, `R_3 = 1`, and behind them `\\sum_k R_k`.

An entry that stands alone is a number with a label, and only a formula that runs through all of them shows that it
belongs to a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lemmata.documents.judgement.links import Link, listed
from lemmata.documents.judgement.section import Value
from lemmata.engine.expr import Apply, Expr, Symbol, at, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import with_label
from lemmata.engine.verdicts.verdict import FAILS, Verdict

_MOST = 100  # entries of an array that is written out


def known_entries(scope: Scope) -> dict[str, Value]:
    """What the text says that single entries are, under their names: those of numbers with a number behind them.

    >>> from lemmata.engine.expr import number
    >>> {name: value.number for name, value in known_entries(Scope().define("R_3", number(1))).items()} == {
    ...     "R_3": number(1)}
    True
    """
    given = {left.name: right for p in scope.premises if isinstance(p, Apply) and p.op == "eq"
             for left, right in (p.args,) if isinstance(left, Symbol) and left not in symbols(right)}
    meant = {name: role.definition for name, role in scope.roles.items() if role.definition is not None}
    return {name: Value(expr) for name, expr in {**given, **meant}.items()
            if _place(name) is not None and not expr.shape and expr.sort in ("real", "integer")}


def of_own_entries(reading: Reading, scope: Scope) -> Scope | None:
    """The scope in which `x_1` and `x_2` are the entries of x, behind `x = (x_1, x_2)^T` with letters that are new."""
    if len(reading.claims) != 1 or reading.claims[0].kind not in ("claim", "condition"):
        return None
    first = reading.claims[0].relations[0]
    array = _named_entries(first)
    new = array is not None and all(scope.lookup(s.name) is None for s in symbols(first))
    return scope.declare(array.name, Role(array.shape, "real", source="formula")) if array is not None and new else None


def _named_entries(relation: Expr) -> Symbol | None:
    """The array of which a relation says only what its entries are called: `x = (x_1, x_2)^T`."""
    if not isinstance(relation, Apply) or relation.op != "eq" or not isinstance(relation.args[0], Symbol):
        return None
    array, entries = relation.args[0], relation.args[1]
    plain = isinstance(entries, Apply) and entries.op == "stack" and array.rank == 1 and [
        s.name if isinstance(s, Symbol) and not s.shape else "" for s in entries.children] == [
        with_label(array.name, str(k + 1)) for k in range(len(entries.children))]
    return array if plain else None


def with_entries(claim: Claim, first: int, values: Mapping[str, Value]) -> Claim:
    """The claim with what the text says of the entries of its lists in their places; `first`: their first subscript."""
    meant: dict[Expr, Expr] = {s: found for s in symbols(*claim.relations)
                               if (found := _written_out(s, first, values)) is not None}
    if not meant:
        return claim
    return replace(claim, relations=tuple(substitute(r, meant) for r in claim.relations),
                   premises=tuple(substitute(p, meant) for p in claim.premises))


def unplaced(link: Link) -> Verdict | None:
    """`a_1 > 0` beside `\\sum_{i=1}^n a_i`: the text says more of the entries than the list in a claim knows."""
    if link.verdict.kind not in FAILS:
        return None
    arrays = {s.name for s in symbols(link.relation) if s.rank == 1 and s.sort == "real"}
    scope = link.known.scope
    entries = known_entries(scope)
    told = {s.name for p in scope.premises if _named_entries(p) is None for s in symbols(p)} | set(entries)
    found = sorted(name for name in told if _place(name) is not None and (base := name.rpartition("_")[0]) in arrays
                   and not (name in entries and base in {s.name for s in symbols(entries[name].number)}))  # a_0
    return Verdict("undecided", "", f"what the text says of {listed(found)} was not used") if found else None


def _place(name: str) -> int | None:
    """The number behind a letter: 3 of `R_3`."""
    number = name.rpartition("_")[2] if "_" in name else ""
    return int(number) if number.isdecimal() else None


def _written_out(s: Symbol, first: int, values: Mapping[str, Value]) -> Expr | None:
    size = (s.shape[0].constant or 0) if s.rank == 1 else 0
    if s.sort != "real" or s.domain == "function" or not 0 < size <= _MOST:
        return None
    known = {k: values[name].number for k in range(size) if (name := with_label(s.name, str(k + first))) in values}
    if not known or any(s in symbols(value) for value in known.values()):
        return None
    return apply("stack", *(known[k] if k in known else at(s, k) for k in range(size)))
