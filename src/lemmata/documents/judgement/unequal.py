"""`a \\ne b` as a remark: that two sides are not equal in general, though they may be so at some points."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.engine.expr import Apply, Symbol, dims, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_ALWAYS = re.compile(r"\b(?:for (?:all|any|every|each)|always|never|whenever|whatever)\b", re.IGNORECASE)


def unequal(verdict: Verdict, reading: Reading, words: str, seed: int) -> Verdict:
    """The verdict on `(AB)^T \\ne A^T B^T`: right where one certified point tells the sides apart.

    A condition such as `x \\ne 0` or `i \\ne j` is none, and what is said of all values is to hold at all.
    """
    if verdict.kind in HOLDS or len(reading.claims) != 1 or _ALWAYS.search(words):
        return verdict
    claim = reading.claims[0]
    relation = claim.relations[0] if len(claim.relations) == 1 else None
    if not isinstance(relation, Apply) or relation.op != "ne" or any(
            isinstance(side, Symbol) or not (symbols(side) or dims(side)) for side in relation.args):
        return verdict
    equal = decide(replace(claim, kind="claim", relations=(apply("eq", *relation.args),)), seed)
    if equal.kind in FAILS and equal.certified:
        return Verdict("agrees", "counterexample",
                       "the two sides differ at the point shown: they are not equal in general", True,
                       counterexample=equal.counterexample)
    if equal.kind == "proved":
        return Verdict("refuted", equal.method, f"the two sides are always equal: {equal.message}", equal.certified)
    return Verdict("undecided", "", "whether the two sides differ at some point is not decided")
