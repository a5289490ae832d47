"""What the panel of a formula shows, as plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from lemmata.documents import Finding
from lemmata.engine.expr import Symbol
from lemmata.engine.programs import NoProgram
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.writers import to_latex
from lemmata.engine.writers.declarations import meaning
from lemmata.formulas import Formula, parse

_DECLARED = re.compile(r"(\w+(?:\[[^\]]*\])?)(.*)", re.DOTALL)
TARGETS = ("numpy", "jax", "torch", "python", "js", "latex")
SAID = {
    "proved": "holds for all sizes and values of its domain",
    "agrees": "held at every point that was tried",
    "conditional": "fails in general; holds under a condition that the text does not state",
    "refuted": "is false: there is a counterexample",
    "undecided": "was read, but neither proved nor refuted",
    "unreadable": "could not be read",
    "definition": "introduces what it defines",
    "condition": "is supposed here, for what stands beside it",
    "notation": "names something, and claims nothing",
}


def row(finding: Finding) -> dict[str, Any]:
    """Meaning and verdict of a formula."""
    return {
        "source": finding.source, "verdict": finding.verdict, "said": SAID.get(finding.verdict, ""),
        "method": finding.method, "certified": finding.certified, "message": finding.message, "hint": finding.hint,
        "counterexample": dict(finding.counterexample) if finding.counterexample else None,
        "reading": finding.reading, "symbols": [_symbol(text) for text in finding.symbols],
        "terms": [{"text": text, "variables": variables, "query": query(text, variables)}
                  for text, variables in finding.terms],
        "parts": [{key: part[key] for key in ("source", "verdict", "method", "message") if key in part}
                  for part in finding.parts]}


def _symbol(text: str) -> dict[str, str]:
    """What a symbol is, in words, and who says so.

    >>> _symbol("p: simplex[n], as is usual for this letter")["origin"]
    'as is usual for this letter'
    """
    name, _, rest = text.partition(": ")
    found = _DECLARED.match(rest)
    try:
        (symbol,) = parse_declarations(f"{name}: {found[1]}" if found else text).values()
    except ValueError:  # a premise in words
        return {"latex": "", "meaning": text, "declaration": "", "origin": ""}
    assert found is not None
    origin = found[2].strip(" ,").removeprefix("(").removesuffix(")")
    return {"latex": to_latex(symbol), "meaning": spelled(meaning(symbol)), "declaration": found[1],
            "origin": _whole_formulas(re.sub(r"[*`]", "", origin))}


def _whole_formulas(text: str) -> str:
    """A text that was cut off, without the beginning of a formula at its end.

    >>> _whole_formulas('line 3: "Let $x$ be in $R^…"')
    'line 3: "Let $x$ be in …"'
    """
    return f'{text.rpartition("$")[0].rstrip()} …"' if text.count("$") % 2 else text


def spelled(words: str) -> str:
    """Relations with the signs that are printed.

    >>> spelled("0 <= p <= 1")
    '0 ≤ p ≤ 1'
    """
    return words.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")


def query(formula: str, variables: str, **more: str) -> str:
    """The state of the workbench with this formula, as it stands in its address."""
    return urlencode({"formula": formula, **({"variables": variables} if variables else {}), **more})


def opened(terms: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Derivatives and code of each expression of a formula that is more than a name."""
    found = []
    for text, variables in terms:
        try:
            formula = parse(text, variables or None)
        except ValueError:  # a name of the text that is none in Python
            continue
        if formula.expr.children and not _names_only(formula):
            found.append({"text": text, "latex": formula.shown(), "variables": variables,
                          "derivatives": _derivatives(formula), "code": _codes(formula)})
    return found


def _names_only(formula: Formula) -> bool:
    """Whether it is only what a definition calls something: H(p)."""
    expr = formula.expr
    return getattr(expr, "op", "") == "call" and all(isinstance(part, Symbol) for part in expr.children)


def _derivatives(formula: Formula) -> list[dict[str, Any]]:
    """By each variable that it is differentiable in, with the steps."""
    found = []
    for name in formula.vars:
        try:
            derivation = formula.derivation(name)
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            continue
        found.append({"wrt": name, "steps": derivation.lines(), "result": derivation.result_latex(),
                      "singular": list(derivation.singular)})
    return found


def _codes(formula: Formula) -> dict[str, str]:
    codes = {}
    for target in TARGETS:
        try:
            codes[target] = formula.code(target)
        except (NoProgram, ValueError, TypeError) as reason:
            codes[target] = f"no code: {reason}"
    return codes
