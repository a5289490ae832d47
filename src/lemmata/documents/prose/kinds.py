"""What a sentence says of all arrays of a rank, without a symbol: "for invertible matrices", "of positive numbers"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lemmata.documents.language.vocabulary import ADJECTIVE, MATRIX_ONLY, NOUN, adjective_domain, noun_row, strength
from lemmata.engine.expr import Expr, Size, Symbol, implied, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.scope import Scope

_DOMAINS = (*MATRIX_ONLY, "positive", "nonnegative", "negative", "nonzero")


_NUMBER = re.compile(r"(?:parameter|coefficient)s?", re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """The rank, the domain and the sizes of "invertible $2 \\times 2$ matrices", and the words; "" and () of any."""

    rank: int
    domain: str
    words: str = ""
    sizes: tuple[int, ...] = ()


def kind_of(adjectives: str, noun: str, sizes: Sequence[tuple[str, ...]] = ()) -> Kind | None:
    """What an adjective and a noun say together, with sizes in numbers; None where that is no domain.

    >>> kind_of("any symmetric positive definite", "matrix").domain, kind_of("smooth", "functions")
    ('posdef', None)
    """
    domain = max((adjective_domain(m) for m in ADJECTIVE.finditer(adjectives)), key=strength, default="")
    row = NOUN.fullmatch(noun)
    rank = 0 if _NUMBER.fullmatch(noun) else noun_row(row)[0] if row else None
    listed = sizes[0] if len(sizes) == 1 else ()
    numbers = tuple(int(size) for size in listed) if len(listed) == rank and all(map(str.isdecimal, listed)) else ()
    if rank is None or (domain and domain not in _DOMAINS) or not (domain or numbers):
        return None
    return Kind(rank, domain, sizes=numbers)


def of_kinds(reading: Reading, kinds: Iterable[Kind]) -> tuple[Reading, list[str]]:
    """The reading with every array of a kind in its domain, and the words of kinds that could not be used."""
    unused = []
    for kind in kinds:
        if kind.domain in MATRIX_ONLY:
            reading = _squared(reading)
        if kind.sizes:
            reading = _sized(reading, kind)
        relations = [r for c in reading.claims for r in c.relations]
        there = [s for s in symbols(*relations) if s.rank == kind.rank and s.sort == "real"]
        narrowed: dict[Expr, Expr] = {s: symbol(s.name, s.shape, kind.domain) for s in there if _narrows(s, kind)}
        reading = replace(reading, claims=tuple(
            replace(c, relations=_with(c.relations, narrowed), premises=_with(c.premises, narrowed))
            for c in reading.claims),
            roles={**reading.roles, **{s.name: reading.roles[s.name].replace(s.domain, kind.domain, 1)
                                       for s in there if s in narrowed and s.name in reading.roles}})
        told = all(s in narrowed or not kind.domain or implied(s.domain, kind.domain) for s in there) and all(
            s.shape == tuple(map(Size.of, kind.sizes)) for s in there if kind.sizes)
        if not told or not (there or any(n.rank == kind.rank for r in relations for n in postorder(r))):
            unused.append(kind.words)
    return reading, unused


def without_kinds(before: Scope, after: Scope, kinds: Iterable[Kind]) -> Scope:
    """The scope behind a formula without what its sentence says of all arrays of a kind: "for diagonal matrices"."""
    domains = {kind.domain for kind in kinds}
    for name, role in after.roles.items():
        old = before.lookup(name)
        if role.source == "formula" and role.domain in domains and (old is None or old.domain != role.domain):
            after = after.forget(name).declare(name, replace(role, domain=""))
    return after


def _sized(reading: Reading, kind: Kind) -> Reading:
    """The reading in which the arrays of a kind have its sizes, where nothing but the formula itself gave them some."""
    sizes: dict[str, int] = {}
    for s in symbols(*(r for c in reading.claims for r in c.relations)):
        if s.rank == kind.rank and reading.roles.get(s.name, "").endswith(("(habit)", "(formula)")):
            for size, number in zip(s.shape, kind.sizes):
                if size.atom is not None and sizes.setdefault(size.atom, number) != number:
                    return reading
    return _with_sizes(reading, sizes)


def _squared(reading: Reading) -> Reading:
    """The reading with square matrices where nothing but the formula itself gave them sizes."""
    sizes: dict[str, Size] = {}
    for s in symbols(*(r for c in reading.claims for r in c.relations)):
        if s.rank == 2 and reading.roles.get(s.name, "").endswith(("(habit)", "(formula)")):
            row, column = (size.substitute(sizes) for size in s.shape)
            if row != column and len(column.atoms) == 1 and column == Size.of(next(iter(column.atoms))):
                sizes = {name: size.substitute({str(column): row}) for name, size in sizes.items()} | {str(column): row}
    return _with_sizes(reading, sizes)


def _with_sizes(reading: Reading, sizes: Mapping[str, Size | int]) -> Reading:
    if not sizes:
        return reading
    return replace(reading, claims=tuple(replace(
        c, relations=tuple(substitute(r, sizes=sizes) for r in c.relations),
        premises=tuple(substitute(p, sizes=sizes) for p in c.premises)) for c in reading.claims))


def _narrows(s: Symbol, kind: Kind) -> bool:
    if not kind.domain:
        return False
    square = s.rank == 2 and s.shape[0] == s.shape[1]
    return implied(kind.domain, s.domain) and s.domain != kind.domain and (square or kind.domain not in MATRIX_ONLY)


def _with(exprs: Sequence[Expr], narrowed: dict[Expr, Expr]) -> tuple[Expr, ...]:
    return tuple(substitute(e, narrowed) for e in exprs) if narrowed else tuple(exprs)
