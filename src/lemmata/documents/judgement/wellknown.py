"""Definitions of functions that have a name in the field: "the error function is defined by ..." is a claim about it.

Only what is one slip away from the function is refuted: authors may give a name to variants of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lemmata.documents.judgement.section import Section
from lemmata.engine.expr import Apply, Expr, Symbol, number, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

METHOD = "field"


def _op(name: str) -> Callable[[Sequence[Expr]], Expr]:
    return lambda args: apply(name, *args)


def _normal(args: Sequence[Expr]) -> Expr:
    return (1 + apply("erf", args[0] / apply("sqrt", number(2)))) / 2


@dataclass(frozen=True)
class _Known:
    """A function: what words call it, the name that says it alone, how many numbers it takes, its value."""

    words: str
    letter: str
    arity: int
    value: Callable[[Sequence[Expr]], Expr]


_STANDARD = r"(?:standard|unit) (?:normal|Gaussian)"
_CDF = r"(?:(?:cumulative )?distribution function|cdf)"
_KNOWN = (
    _Known("(?:Gauss(?:ian)? )?error function", "erf", 1, _op("erf")),
    _Known("complementary error function", "erfc", 1, _op("erfc")),
    _Known(rf"{_STANDARD} {_CDF}|{_CDF}(?: ⟦\d*⟧)? of (?:the|a) {_STANDARD}(?: (?:distribution|variable|law))?", "", 1,
           _normal),
    _Known("gamma function", "", 1, _op("gamma")),
    _Known("beta function", "", 2, _op("beta")),
    _Known("(?:logistic )?sigmoid(?: function)?|logistic function", "", 1, _op("sigmoid")),
    _Known("softplus(?: function)?", "", 1, _op("softplus")),
)
# Between the name and the formula; and where another function may be meant.
_START = r"(?:^\W*|[.;:]\s+|\b(?:recall|define|consider|where|use|uses|introduce|then|here)\s+)"
_LINK = (r"(?:[\s,:]|⟦\d*⟧|\b(?:is|as|by|the|usually|often|commonly|defined|given|denoted|written|function|formula|"
         r"integral|to|be|reads|activation|has|form)\b)*$")
_VARIANT = re.compile(
    r"\b(?:(?:re|un)?scaled|modified|variants?|versions?|shifted|generali[sz]ed|approximat\w*|alternative\w*|other|another|"
    r"instead|our|own|(?:un)?normali[sz]ed|incomplete|sometimes|authors?|inverse|derivative|reflected|mirrored|flipped|hard|"
    r"piecewise|conventions?|not|steepness|wrong\w*|incorrect\w*)\b", re.IGNORECASE)


def is_name_of_field(name: str, words: str) -> bool:
    """Whether a name alone says which function it is, and the words speak of no variant: erf is no other function."""
    return any(one.letter == name for one in _KNOWN if one.letter) and _VARIANT.search(words) is None


def well_known(
    verdict: Verdict, reading: Reading, here: Section, words: str, lead: str, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a definition, where the words before it say which function of the field is defined."""
    relations = reading.claims[0].relations if len(reading.claims) == 1 else ()
    relation = relations[0] if len(relations) == 1 else None
    if not isinstance(relation, Apply) or relation.op != "eq":
        return verdict, reading
    left, body = relation.args
    if not isinstance(left, Apply) or left.op != "call" or not isinstance(left.args[0], Symbol):
        return verdict, reading
    args = left.args[1:]
    plain = all(isinstance(a, Symbol) and not a.shape for a in args) and len(set(args)) == len(args)
    if not plain or not set(symbols(body)) <= set(args) or _VARIANT.search(words):
        return verdict, reading
    for one in _KNOWN:
        named = re.compile(rf"{_START}(?:the|a) (?:{one.words}){_LINK}", re.IGNORECASE)
        said = one.letter == left.args[0].name or named.search(lead) or named.search(words.rstrip(" .,;"))
        if said and one.arity == len(args):
            told = (apply("eq", one.value(args), body),)
            asked = replace(reading.claims[0], kind="claim", relations=told, defines=None)
            found = decide(here.premised(asked), seed)
            if found.kind in HOLDS or (found.kind == "refuted" and found.near is not None):
                return replace(found, method=METHOD), reading
    return verdict, reading
