"""Variables with a density of their own: "$X$ has the density $f(x) = 3x^2$ for $0 \\le x \\le 1$".

They lie where it is given; what their means are, `judgement/bydensity.py` works out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lemmata.documents.language.givendensities import DENSITIES, Density
from lemmata.documents.language.intervals import bounds_in
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.engine.expr import Apply, Expr, Symbol, operands, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role, Scope

_ON = re.compile(
    rf"(?P<variable>{MARK})\s*(?:(?:be|is|an?|the|real-valued|continuous|real|scalar|random|variable|that)\s+)*"
    rf"(?:with|have|has|having)\s+(?:an?|the)?\s*(?:probability\s+)?(?:density(?:\s+function)?|pdf)\s+(?P<density>{MARK})"
    rf"(?:\s*,?\s*(?:(?:for|on|where|if|over|with)\s+)(?:(?:all|every|the|unit|interval|half-line)\s+)*(?P<where>{MARK}))?",
    re.IGNORECASE)
_NAMED = re.compile(r"\b(?:let|suppose|assume|if|that|where|when|variable)\s*$", re.IGNORECASE)  # "with scale $b$ has"
_OF = re.compile(r"(?P<head>[^=()]*?)\s*(?:\(\s*(?P<letter>[a-z])\s*\)\s*(?:=.*)?)?", re.DOTALL)


def with_supports(sentence: Marked, scope: Scope, anew: Iterable[str] = ()) -> Scope:
    """The scope in which a variable lies where its density is given: "with density $f(x) = 3x^2$ on $[0, 1]$".

    Of the names of which a sentence says something else, `anew`, it is open whether they still have their density.
    """
    old: dict[str, Density] = scope.options.get(DENSITIES, {})
    if renewed := {name: replace(old[name], name="", source="") for name in anew if name in old}:
        scope = scope.with_options(**{DENSITIES: {**old, **renewed}})
    for match in _ON.finditer(sentence.text):
        names, whole = sentence.written(match["variable"]), sentence.source(match["density"])
        role = scope.lookup(names[0]) if len(names) == 1 else None
        random = role.domain == "variable" and not role.shape if role is not None else _NAMED.search(
            sentence.text, 0, match.start())
        if len(names) != 1 or not names[0].isalpha() or not random:
            continue
        [variable], call = names, _OF.fullmatch(whole)
        head = symbol_list(call["head"]) if call is not None else []
        letter = (call["letter"] if call is not None and head else None) or variable.lower()
        known = scope.options.get(DENSITIES, {})
        if variable in known:  # where it lay before
            others = (p for p in scope.premises if {s.name for s in symbols(p)} != {variable})
            scope = replace(scope, premises=tuple(others))
        told = scope if role is not None else scope.declare(variable, Role((), "variable", source="prose"))
        bounds = _bounds(variable, letter, sentence.source(match["where"]), told) if match["where"] else []
        ends = [_end(variable, bound) for bound in bounds or ()]
        if bounds is None or not all(end is not None for end in ends):
            continue
        low, high = (next((end[1] for end in ends if end is not None and end[0] == side), None) for side in (0, 1))
        function = scope.lookup(head[0].name) if head else None
        spelled = not head or "=" in whole or (function is not None and function.definition is not None)
        density = Density(head[0].name if head else "", letter, whole, low, high, spelled)
        scope = told.assume(*bounds).with_options(**{DENSITIES: {**known, variable: density}})
    return scope


def _bounds(variable: str, letter: str, where: str, scope: Scope) -> list[Expr] | None:
    """What a variable has to be where its density is given, at a letter; None if this was not understood."""
    told = bounds_in(variable, re.sub(rf"^\s*{re.escape(letter)}\s*\\in(?![A-Za-z])", "", where))
    if not told and "=" not in where:
        told = [re.sub(rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z])", variable, where)]
    try:
        read = [read_latex(one, scope)[0] for one in told]
    except ReadError:
        return None
    return [part for one in read for c in one.claims for r in c.relations for part in operands(r, "and")] or None


def _end(name: str, bound: Expr) -> tuple[int, Expr] | None:
    """The lower (0) or upper (1) end that a bound gives the variable of a name."""
    if not isinstance(bound, Apply) or bound.op not in ("le", "ge", "lt", "gt"):
        return None
    for k, side in enumerate(bound.args):
        if isinstance(side, Symbol) and side.name == name and name not in {s.name for s in symbols(bound.args[1 - k])}:
            return int((bound.op in ("le", "lt")) == (k == 0)), bound.args[1 - k]
    return None
