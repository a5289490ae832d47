"""Numbers that were worked out for other values: "with $k = 5$ we get $B = 2.7$, with $k = 9$ instead $B = 0.1$"."""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Expr, dims, symbols
from lemmata.engine.verdicts import Verdict
from lemmata.engine.verdicts.verdict import FAILS


def numbers_told(here: Section) -> dict[str, Expr]:
    """The numbers that names have, by their values or by definitions."""
    meanings = {name: role.definition for name, role in here.scope.roles.items() if role.definition is not None}
    return {**{name: one for name, one in meanings.items() if one.sort in ("real", "integer") and not (
        one.shape or symbols(one) or dims(one))}, **{name: one.number for name, one in here.values.items()}}


def with_numbers(here: Section, before: Mapping[str, Expr], claimed: bool) -> None:
    """Note what a formula has changed of the numbers before: what is `claimed` is a result of those given."""
    now = numbers_told(here)
    new = {name for name, one in now.items() if before.get(name) is not one}
    if new & before.keys():  # another value than before
        here.dated |= here.results
    here.dated -= new
    here.results |= new if claimed else set()


def of_other_values(verdict: Verdict, source: str, here: Section) -> Verdict:
    """A failure is none where a number in it was worked out for other values than those that count now."""
    if verdict.kind not in FAILS or not here.dated:
        return verdict
    found, left = set[str](), set(names_in(source))
    while left:  # those of $z = 1/s$ too
        found |= left
        roles = (here.scope.lookup(name) for name in left)
        left = {s.name for role in roles if role is not None and role.definition is not None
                for s in symbols(role.definition)} - found
    names = " and ".join(sorted(here.dated & found))
    return Verdict("undecided", "", f"{names} was worked out for other values") if names else verdict
