"""Which relations of a text are conditions: of premises, what stays a claim; of what restricts, what is claimed."""

from __future__ import annotations

from dataclasses import replace

from lemmata.documents.equations import ALONE, ASSERTED, restricts
from lemmata.documents.section import Section, functions_of
from lemmata.engine.expr import Apply, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.verdicts import Verdict, decide_readings, proved_quickly
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_ORDERS = ("le", "ge", "lt", "gt")
_TRIED = ("eq", *_ORDERS)


def as_condition(reading: Reading) -> Reading:
    """The claims of a condition are premises.

    One without symbols states a fact and stays a claim, as does an equation that goes on after `s = ...` in a chain,
    or an order that does where it is proved: `D = b^2 - 4ac >= 0` restricts what D is made of.
    """
    meanings = {r.children[-1] for c in reading.claims if c.kind == "definition" for r in c.relations}

    def goes_on(claim: Claim) -> bool:
        told = [r for r in claim.relations if r.children[0] in meanings]
        return any(isinstance(r, Apply) and r.op == "eq" for r in told) or (bool(told) and proved_quickly(claim))

    return replace(reading, claims=tuple(
        replace(c, kind="condition") if c.kind == "claim" and symbols(*c.relations) and not goes_on(c) and all(
            restricts(r, c.premises) for r in c.relations) else c for c in reading.claims))


def tried(verdict: Verdict, reading: Reading, here: Section, how: str, seed: int) -> tuple[Verdict, Reading]:
    """What looks like a condition, decided as a claim: what holds for all is a fact, which restricts nothing.

    Where it fails it is a condition, unless the text asserts it of the same functions on both sides, or of a name
    that has a meaning; an asserted order between values of functions of which nothing is known stays open.
    """
    relations = [r for c in reading.claims for r in c.relations]
    parts = [p for r in relations for p in (r.children if isinstance(r, Apply) and r.op == "and" else (r,))]
    abstract = any(s.domain == "function" for s in symbols(*relations))
    compared = all(set(symbols(p.children[0])) & set(symbols(p.children[-1])) for p in parts if p.children)
    meant = bool(here.defined & set(reading.roles))
    if not all(isinstance(p, Apply) and p.op in _TRIED for p in parts) or not (abstract or compared or meant):
        return verdict, reading
    claims = replace(reading, claims=tuple(here.premised(replace(c, kind="claim")) for c in reading.claims))
    found, chosen = decide_readings([claims], seed=seed)
    if found.kind in HOLDS:
        return found, chosen
    alike = all(functions_of(p.children[0]) == functions_of(p.children[1]) for p in parts if p.children)
    orders = all(isinstance(p, Apply) and p.op in _ORDERS for p in parts)
    equations = all(isinstance(p, Apply) and p.op == "eq" for p in parts)
    claimed = how == ASSERTED and ((equations and alike and found.kind in FAILS) or (orders and abstract))
    stated = how in (ASSERTED, ALONE) and meant and not abstract and found.kind in FAILS
    return (found, chosen) if claimed or stated else (verdict, reading)
