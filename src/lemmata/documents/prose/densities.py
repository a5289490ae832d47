"""Densities that words give variables, "$X$ and $Y$ with joint density $p(x, y)$", and those of families.

The first are known where a formula integrates over them; elsewhere p(x) may be any function. Of the others the words
say which law they are of, so that their formula claims something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.families import densities_of_subject, law_of_subject, lawful_functions
from lemmata.documents.prose.supports import with_supports
from lemmata.engine.expr import Apply, Expr, bind, fresh_local
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role, Scope

_WITH_DENSITY = re.compile(
    rf"(?P<list>{LIST})\s*(?:(?:be|is|are|an?|two|the|real-valued|continuous|real|scalar|jointly|random|variables?|"
    rf"vectors?|that)\s+)*(?:with|have|has|having)\s+(?:an?|the)?\s*(?:(?:joint|common|probability)\s+)*"
    rf"density(?:\s+function)?\s+(?P<density>{MARK})", re.IGNORECASE)
_CALL = re.compile(r"\s*(?P<head>[A-Za-z](?:_\{?[A-Z,]+\}?)?)\s*(?:\((?P<arguments>[^()|]*)\))?\s*")
_KEY = "densities"
_SUBJECT = "law of the sentence before"
LAWS = "laws of densities"  # the option with the law of each density that words name, by its letter and its argument


def spoken_densities(sentence: Marked, scope: Scope, anew: Iterable[str] = ()) -> Scope:
    """The scope with the densities that a sentence names: for each name its variables in order, and where these lie.

    anew: names of which the sentence says something else
    """
    scope = with_supports(sentence, scope, anew)
    found = dict(scope.options.get(_KEY, {}))
    for match in _WITH_DENSITY.finditer(sentence.text):
        call = _CALL.fullmatch(sentence.source(match["density"]))
        variables = sentence.written(match["list"])
        if call is None or any((role := scope.lookup(v)) is None or role.domain != "variable" or role.shape
                               for v in variables):
            continue
        letters = [a.strip() for a in call["arguments"].split(",")] if call["arguments"] else variables
        order = [v for letter in letters for v in variables if v.lower() == letter.lower()]
        if sorted(order) != sorted(variables):
            order = variables  # $U$ with density $f(t)$
        named = symbol_list(call["head"])
        if len(letters) == len(variables) and len(named) == 1:
            found[named[0].name] = (call["head"], tuple(order))
    return scope.with_options(**{_KEY: found}) if found else scope


def densities_of_families(sentence: Marked, scope: Scope) -> Scope:
    """The scope with the laws of the densities that a sentence names: "the density of the Beta distribution".

    "Its density" is that of the law of which the sentence before spoke.
    """
    found = dict(scope.options.get(LAWS, {}))
    before = scope.options.get(_SUBJECT, "")
    named = [*lawful_functions(sentence), *((call, before) for call in densities_of_subject(sentence) if before)]
    for call, law in named:
        try:
            read = read_latex(rf"\Xi \sim {law}", scope)
        except ReadError:
            continue
        laws = {r for one in read for c in one.claims for r in c.relations}
        relation = read[0].claims[0].relations[0] if read[0].claims else None
        if isinstance(relation, Apply) and relation.op == "distributed" and (law != before or len(laws) == 1):
            found[call] = relation.args[1]
    scope = scope.with_options(**{LAWS: found}) if found else scope
    now = law_of_subject(sentence)
    return scope if now == before else scope.with_options(**{_SUBJECT: now})


def with_densities(source: str, scope: Scope) -> Scope:
    """The scope in which the densities that a formula integrates over are those of their variables."""
    known = scope.options.get(_KEY, {})
    if not known or ("\\int" not in source and "\\iint" not in source):
        return scope
    for name, (head, variables) in known.items():
        calls = re.findall(rf"{re.escape(head)}\s*\(([^()]*)\)", re.sub(r"\\(?!mid)[A-Za-z]+", " ", source))
        role = scope.lookup(name)
        if not calls or any("|" in c or "mid" in c or c.count(",") != len(variables) - 1 for c in calls) or (
                role is not None and role.definition is not None):
            continue
        random = [scope.roles[v].symbol(v) for v in variables]
        points = [fresh_local() for _ in variables]
        body: Expr = apply("density", random[0], points[0]) if len(points) == 1 else apply(
            "density", apply("joint", *random), apply("joint", *points))
        for point in reversed(points):
            body = bind("function", point, body)
        scope = scope.forget(name).declare(
            name, Role((), "function", ((),) * len(points), definition=body, source="formula"))
    return scope
