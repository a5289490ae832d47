"""The tables of true and false claims, one line each, read as LaTeX and decided."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lemmata.engine.expr import Apply, Expr, Size, Symbol, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.expr.expression import intern
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings

DATA = Path(__file__).parent / "data"
FLIPPED = {"eq": "eq", "ne": "ne", "approx": "approx", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "iff": "iff"}


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    found = [re.split(r"(?<=\s);(?=\s|$)", line) for line in lines if line and line[0] != "#"]
    return [tuple(part.strip() for part in row) for row in found]


TRUE = [(declarations, formula) for _, declarations, formula in rows("true.txt")]
FALSE = [(declarations, formula, missing) for _, declarations, formula, missing in rows("false.txt")]


def readings(declarations: str, formula: str) -> list[Reading]:
    scope = Scope().with_options(document=True)
    for s in parse_declarations(declarations.replace("\\", "")).values():
        scope = scope.declare(s.name, Role(s.shape, s.domain, s.params))
    return list(read_latex(formula, scope))


def changed(reading: Reading) -> Reading:
    """The same claims with other names and the sides swapped."""
    return replace(reading, claims=tuple(_changed(c) for c in reading.claims))


def _changed(claim: Claim) -> Claim:
    relations = tuple(_renamed(_swapped(r)) for r in reversed(claim.relations))
    return replace(claim, relations=relations, premises=tuple(_renamed(p) for p in claim.premises))


def _swapped(relation: Expr) -> Expr:
    if isinstance(relation, Apply) and relation.op in FLIPPED:
        return apply(FLIPPED[relation.op], *reversed(relation.args))
    return relation


def _renamed(expr: Expr) -> Expr:
    names: dict[Expr, Expr] = {
        s: intern(Symbol, (f"z_{s.name}", s.shape, s.domain, s.params)) for s in symbols(expr)
    }
    return substitute(substitute(expr, names), sizes={d: Size.of(f"q{d}") for d in ("m", "n", "k")})


def told(verdict: Verdict) -> str:
    return f"{verdict.kind}: {verdict.message} {dict(verdict.counterexample)} {verdict.notes}"


@pytest.mark.parametrize(("declarations", "formula"), TRUE, ids=[f for _, f in TRUE])
def test_a_true_claim_is_never_refuted(declarations: str, formula: str) -> None:
    read = readings(declarations, formula)
    for variant in (read, [changed(r) for r in read]):
        verdict, _ = decide_readings(variant)
        assert verdict.kind in ("proved", "agrees"), told(verdict)


@pytest.mark.parametrize(("declarations", "formula", "missing"), FALSE, ids=[f for _, f, _ in FALSE])
def test_a_false_claim_is_refuted_or_lacks_an_assumption(declarations: str, formula: str, missing: str) -> None:
    read = readings(declarations, formula)
    for variant in (read, [changed(r) for r in read]):
        verdict, _ = decide_readings(variant)
        assert verdict.kind == ("conditional" if missing else "refuted"), told(verdict)
        if "\\approx" not in formula and "O(" not in formula:
            assert verdict.certified, told(verdict)
            assert verdict.counterexample, told(verdict)
        if missing and variant is read:
            assert missing in verdict.message, told(verdict)


def test_the_tables_are_long_enough() -> None:
    assert len(TRUE) >= 150
    assert len(FALSE) >= 100
    assert len({f for _, f in TRUE}) == len(TRUE)
