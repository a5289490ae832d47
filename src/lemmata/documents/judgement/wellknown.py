"""Definitions of functions that have a name in the field: "the error function is defined by ..." is a claim about it.

Only what is one slip away from the function is refuted: authors may give a name to variants of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.judgement.section import Section
from lemmata.documents.language.fieldnames import FIELD_FUNCTIONS, VARIANT
from lemmata.engine.expr import Apply, Expr, Symbol, integer, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

METHOD = "field"
# Between the name and the formula.
_START = r"(?:^\W*|[.;:]\s+|\b(?:recall|define|consider|where|use|uses|introduce|then|here)\s+)"
_LINK = (r"(?:[\s,:]|⟦\d*⟧|\b(?:is|as|by|the|usually|often|commonly|defined|given|denoted|written|function|formula|"
         r"integral|to|be|reads|activation|has|form)\b)*$")

_UNBIASED = re.compile(
    r"(?<!not )(?<!no )(?:\bunbiased (?:sample )?variance|\bunbiased (?:estimat(?:or|e)|version) (?:of|for) the "
    r"(?:population )?variance)(?: of ⟦\d*⟧)?" + _LINK, re.IGNORECASE)


def is_name_of_field(name: str, words: str) -> bool:
    """Whether a name alone says which function it is, and the words speak of no variant: erf is no other function."""
    return any(one.letter == name for one in FIELD_FUNCTIONS if one.letter) and VARIANT.search(words) is None


def well_known(
    verdict: Verdict, reading: Reading, here: Section, words: str, lead: str, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a definition, where the words before it say which function of the field is defined."""
    claim = reading.claims[0]
    if len(reading.claims) != 1 or len(claim.relations) != 1:
        return verdict, reading
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op != "eq":
        return verdict, reading
    left, body = relation.args
    if (value := _statistic(left, body, lead)) is not None:
        return _compared(verdict, reading, value, body, here, seed)
    if not isinstance(left, Apply) or left.op != "call" or not isinstance(left.args[0], Symbol):
        return verdict, reading
    args = left.args[1:]
    plain = all(isinstance(a, Symbol) and not a.shape for a in args) and len(set(args)) == len(args)
    if not plain or not set(symbols(body)) <= set(args) or VARIANT.search(words):
        return verdict, reading
    for one in FIELD_FUNCTIONS:
        named = re.compile(rf"{_START}(?:the|a) (?:{one.words}){_LINK}", re.IGNORECASE)
        said = one.letter == left.args[0].name or named.search(lead) or named.search(words.rstrip(" .,;"))
        if said and one.arity == len(args):
            found, reading = _compared(verdict, reading, one.value(args), body, here, seed)
            if found is not verdict:
                return found, reading
    return verdict, reading


def _statistic(left: Expr, body: Expr, lead: str) -> Expr | None:
    """The value that a name of statistics has, of the data in a formula: an unbiased variance divides by n - 1."""
    arrays = [s for s in symbols(body) if s.rank == 1 and s.sort in ("real", "variable")]
    if not isinstance(left, Symbol) or len(arrays) != 1 or _UNBIASED.search(lead) is None:
        return None
    x = arrays[0]
    value = apply("sum", (x - apply("mean", x)) ** 2) / integer(x.shape[0] - 1)
    return apply("sqrt", value) if isinstance(body, Apply) and body.op == "sqrt" else value


def _compared(
    verdict: Verdict, reading: Reading, value: Expr, body: Expr, here: Section, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a definition by what the field calls so; as it was where another thing may be meant."""
    claim = reading.claims[0]
    asked = replace(claim, kind="claim", relations=(apply("eq", value, body),), defines=None)
    found = decide(here.premised(asked), seed)
    if found.kind in HOLDS or (found.kind == "refuted" and found.near is not None):
        return replace(found, method=METHOD), reading
    return verdict, reading
