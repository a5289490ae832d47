"""Slopes that a text gives, put together by the chain rule: from "$\\partial L / \\partial z = a - y$" and
"$\\partial z / \\partial w = x$" it follows that "$\\partial L / \\partial w = (a - y) x$"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lemmata.documents.judgement.section import Section
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.syntax import Node, Relation, Slope, show, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

CHAIN_RULE = "chain rule"  # the method
Told = Mapping[tuple[str, str], str]  # the slope of what by what, and what it is said to be


def slopes_in(source: str, scope: Scope) -> dict[tuple[str, str], str]:
    """The slope that an equation gives.

    >>> slopes_in(r"\\frac{\\partial L}{\\partial z} = a - y", Scope())
    {('L', 'z'): 'a - y'}
    """
    tree = _equation(source, scope)
    if tree is None or (place := _place(tree.operands[0])) is None:
        return {}
    value = tree.operands[-1]
    return {} if any(isinstance(n, Slope) for n in walk(value)) else {place: source[slice(*value.span)]}


def by_chain_rule(
    verdict: Verdict, reading: Reading, source: str, here: Section, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on an equation of numbers with slopes in it, where the text gives what they are made of."""
    tree = _equation(source, here.scope) if here.slopes else None
    if tree is None or verdict.kind not in ("condition", "undecided", *FAILS):
        return verdict, reading
    written = source
    for node in sorted((n for n in walk(tree) if isinstance(n, Slope)), key=lambda n: -n.span[0]):
        value = _value(node, here.slopes)
        if not value:
            return verdict, reading
        written = written[:node.span[0]] + rf"\left({value}\right)" + written[node.span[1]:]
    if written == source:
        return verdict, reading
    scope = here.scope
    for name, role in here.scope.roles.items():
        if role.domain == "function" and role.definition is None and role.source in ("habit", "formula"):
            scope = scope.forget(name)  # it was one only below a slope
    try:
        found = read_latex(written, scope)[0]
    except ReadError:
        return verdict, reading
    if any(s.rank for s in symbols(*(r for c in found.claims for r in c.relations))):
        return verdict, reading
    claims = tuple(_claimed(c, here) for c in found.claims)
    decided, _ = decide_readings([replace(found, claims=claims)], seed=seed)
    if decided.kind not in (*HOLDS, *FAILS):
        return verdict, reading
    message = f"with the slopes that the text gives, {decided.message}"
    return replace(decided, method=CHAIN_RULE, message=message, near=None), replace(found, claims=claims)


def _claimed(claim: Claim, here: Section) -> Claim:
    return here.premised(replace(claim, kind="claim", defines=None, spans=()))


def _equation(source: str, scope: Scope) -> Relation | None:
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return None
    return tree if isinstance(tree, Relation) and set(tree.relations) == {"="} and any(
        isinstance(n, Slope) for n in walk(tree)) else None


def _place(node: Node) -> tuple[str, str] | None:
    """What a slope is of, and by what."""
    if not isinstance(node, Slope) or node.arg is None or node.order != 1 or len(node.over) != 1:
        return None
    return show(node.arg), show(node.over[0][0])


def _value(node: Slope, told: Told) -> str:
    """What a slope is by what the text gives: itself, or the product along the only way; "" where there is none."""
    place = _place(node)
    if place is None:
        return ""
    ways = _ways(*place, told, ())
    return r"\right)\left(".join(ways[0]) if len(ways) == 1 else ""


def _ways(f: str, x: str, told: Told, seen: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The slopes along each way from f to x."""
    if (f, x) in told:
        return [(told[f, x],)]
    return [(value, *rest) for (of, by), value in told.items() if of == f and by not in seen
            for rest in _ways(by, x, told, (*seen, f))]
