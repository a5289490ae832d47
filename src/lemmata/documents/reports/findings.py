"""A finding from a verdict: its parts, the place to mark, the lines to show, how the formula was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lemmata.documents.code.run import Outcome
from lemmata.documents.codes import VERDICTS
from lemmata.documents.formats.blocks import Broken, CodeBlock, Comment, Document, Formula
from lemmata.documents.lints.catalogue import BY_CODE
from lemmata.documents.lints.record import Remark
from lemmata.documents.reports.report import Excerpt, Finding
from lemmata.documents.reports.terms import terms
from lemmata.engine.expr.claims import Reading
from lemmata.engine.verdicts import Verdict
from lemmata.engine.writers import to_text

Span = tuple[int, int]
_NAMED = {**{code.code: code for code in VERDICTS.values()}, **BY_CODE}
_SAID = {"condition": "taken as given, so it is not checked", "definition": "says what a symbol stands for",
         "notation": "claims nothing"}


def formula_finding(
    document: Document, formula: Formula, verdict: Verdict, reading: Reading | None = None, mark: Span | None = None,
    symbols: tuple[str, ...] = ()
) -> Finding:
    """The finding of a formula; `mark`: the characters of its source that matter; `symbols`: what is known of them."""
    parts = _parts(formula, verdict, reading)
    if mark is None and verdict.kind in ("refuted", "conditional"):
        mark = relation_mark(formula.source, parts, verdict.kind)
    message = verdict.message or _SAID.get(verdict.kind, "")
    place = document.place(formula.line)
    return Finding(
        place.file, place.line, formula.column, "formula", formula.source, verdict.kind, verdict.method,
        verdict.certified, message, _values(verdict.counterexample), shown_reading(reading, verdict),
        tuple({k: v for k, v in p.items() if k != "span"} for p in parts), verdict.hint,
        _excerpts(document, formula, mark), place.cell, (formula.line, formula.column), _end(document, formula),
        symbols, terms(formula.source, reading))


def misunderstood(document: Document, comment: Comment, why: str, position: int) -> Finding:
    """The finding of a comment for the checker that it does not understand."""
    found = broken_part(document, Broken(f"<!-- lemmata: {comment.text} -->", why, comment.line, comment.column))
    return replace(found, excerpt=(Excerpt(found.line, comment.text, position, 1),))


def broken_part(document: Document, part: Broken) -> Finding:
    """The finding of a part of a document that can't be read."""
    place = document.place(part.line)
    return Finding(place.file, place.line, part.column, "document", part.source, "unreadable", message=part.why,
                   excerpt=(Excerpt(place.line, part.source),), cell=place.cell, at=(part.line, part.column))


def _end(document: Document, formula: Formula) -> tuple[int, int]:
    """Line and column behind the last character of a formula, in its file or cell."""
    if not formula.source:
        return 0, 0
    line, column = document.lines.place(formula.content.offset(len(formula.source) - 1))
    return document.place(line).line, column + 1


def code_finding(
    document: Document, block: CodeBlock, outcome: Outcome, remarks: Sequence[Remark] = (), notes: Sequence[str] = ()
) -> Finding:
    """The finding of a code block from what became of it, and from what is remarked of it; `notes` explain it.

    A block that has remarks and did not fail is flagged, whether it was run or not.
    """
    excerpt: tuple[Excerpt, ...] = ()
    if outcome.line and outcome.excerpt:
        line = document.place(outcome.line).line
        excerpt = (Excerpt(line, outcome.excerpt, max(outcome.column - 1, 0), outcome.width),)
    method = "run" if outcome.verdict != "skipped" else ""
    place = document.place(block.line)
    verdict, message, hint = outcome.verdict, outcome.message, outcome.hint
    parts = tuple(_remark_part(document, block, remark) for remark in remarks)
    if parts and verdict in ("ran", "skipped"):
        verdict = "flagged"
        message = "; ".join(dict.fromkeys(part["message"] for part in parts))
        hint = parts[0]["hint"] if len(parts) == 1 else ""
    return Finding(place.file, place.line, block.column, "code", block.source, verdict, method,
                   verdict == "ran", message, None, "; ".join(notes), parts, hint, excerpt, place.cell,
                   (block.line, block.column))


def _remark_part(document: Document, block: CodeBlock, remark: Remark) -> dict[str, Any]:
    """A remark as a part of its finding: the line of code, its line in the file, column and width in the code."""
    return {"source": block.source.split("\n")[remark.line - 1], "verdict": "flagged", "code": remark.code,
            "name": _NAMED[remark.code].name, "line": document.place(block.first + remark.line - 1).line,
            "column": remark.column, "width": remark.width,
            "message": "; ".join(said for said in (remark.message, remark.seen) if said), "hint": remark.hint}


def _parts(formula: Formula, verdict: Verdict, reading: Reading | None) -> list[dict[str, Any]]:
    """The links of a chain, or the claims of one formula, each with its verdict."""
    if not verdict.parts or reading is None:
        return []
    links: list[tuple[Verdict, Span | None]] = []
    if len(reading.claims) > 1 and len(verdict.parts) == len(reading.claims):
        for claim, part in zip(reading.claims, verdict.parts):
            inner = part.parts or (part,)
            spans = claim.spans if len(claim.spans) == len(inner) else (None,) * len(inner)
            links.extend(zip(inner, spans))
    elif reading.claims:
        spans = reading.claims[0].spans if len(reading.claims[0].spans) == len(verdict.parts) else ()
        links.extend(zip(verdict.parts, spans or (None,) * len(verdict.parts)))
    return [{"source": formula.source[slice(*span)].strip() if span else formula.source, "verdict": part.kind,
             "method": part.method, "certified": part.certified, "message": part.message,
             "counterexample": _values(part.counterexample), "span": span} for part, span in links]


def _values(counterexample: Mapping[str, str]) -> dict[str, str] | None:
    """The values by the names that the document uses: `lambda_` is Python's spelling."""
    return {name.removesuffix("_"): value for name, value in counterexample.items()} or None


def relation_mark(source: str, parts: Sequence[Mapping[str, Any]], kind: str) -> Span:
    """Which characters a false formula is marked under: the failing link, or the relation sign.

    >>> relation_mark(r"\\sum_{i=1} x_i = y", [], "refuted")
    (15, 16)
    """
    wrong = [p["span"] for p in parts if p["verdict"] == kind and p["span"]]
    if wrong and len(parts) > 1:
        return wrong[0]
    depth = 0
    position = 0
    while position < len(source):
        if source.startswith("\\", position):
            word = position + 1
            while word < len(source) and source[word].isalpha():
                word += 1
            command = source[position:word]
            if command in ("\\left", "\\begin"):
                depth += 1
            elif command in ("\\right", "\\end"):
                depth -= 1
            elif depth <= 0 and command in ("\\le", "\\leq", "\\ge", "\\geq", "\\approx", "\\ne", "\\neq"):
                return position, word
            position = max(word, position + 2)
            continue
        if source[position] in "{[(":
            depth += 1
        elif source[position] in "}])":
            depth -= 1
        elif depth <= 0 and source[position] in "=<>":
            return position, position + 1
        position += 1
    return 0, 1


def shown_reading(reading: Reading | None, verdict: Verdict) -> str:
    """How a formula was understood, in the language of expressions and declarations."""
    if reading is None:
        return ""
    statements = []
    for claim in reading.claims:
        text = " and ".join(to_text(r) for r in claim.relations)
        if claim.premises:
            text += " given " + ", ".join(to_text(p) for p in claim.premises)
        if text:
            statements.append(text)
    roles = ", ".join(f"{name}: {role}" for name, role in reading.roles.items())
    notes = "; ".join(verdict.notes)
    return "; ".join(part for part in ("; ".join(statements), f"where {roles}" if roles else "", notes) if part)


def _excerpts(document: Document, formula: Formula, mark: Span | None) -> tuple[Excerpt, ...]:
    """The formula line by line, with the marked part."""
    rows = formula.source.split("\n")
    found, start = [], 0
    for row in rows:
        line, _ = document.lines.place(formula.content.offset(start))
        low, high = (max(mark[0] - start, 0), min(mark[1] - start, len(row))) if mark else (0, 0)
        if mark and mark[0] >= len(formula.source) and row is rows[-1]:
            low, high = len(row), len(row) + 1
        found.append(Excerpt(document.place(line).line, row, low, max(0, high - low)))
        start += len(row) + 1
    return tuple(found)
