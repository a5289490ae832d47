"""A report as notebooks show it: HTML of its own, escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from lemmata.engine.writers import html
from lemmata.wording import counted

if TYPE_CHECKING:
    from lemmata.documents.reports.report import Finding, Report

COLOURS = {"proved": "#059669", "agrees": "#059669", "ran": "#059669", "refuted": "#dc2626", "failed": "#dc2626",
           "flagged": "#dc2626", "conditional": "#d97706", "unreadable": "#7c3aed", "undecided": "#0891b2"}
GREY = "#6b7280"
_CODE = "font-family: monospace; white-space: pre-wrap; margin: 0.2em 0"


def report_html(report: Report) -> str:
    """The counts, then every finding: its verdict, the formula, the reason, the counterexample."""
    counts = report.summary
    said = [f"{counts[name]} {name}" for name in COLOURS if counts.get(name)]
    quiet = [f"{counts[name]} {name}" for name in counts if isinstance(counts[name], int) and counts[name]
             and name not in (*COLOURS, "files", "formulas", "code", "ignored", "baseline")]
    head = ", ".join([counted(counts["formulas"], "formula"), *(
        [counted(counts["code"], "code block")] if counts["code"] else [])])
    mark = _badge("nothing wrong", "#059669") if report else _badge("something is wrong", "#dc2626")
    return html.block(
        html.line(f"{mark} {escape(head)}: {escape(', '.join([*said, *quiet]) or 'nothing to check')}"),
        *(html.line(_badge("error", "#dc2626") + " " + escape(error)) for error in report.errors),
        html.table(_row(f) for f in report.findings) if report.findings else "")


def _badge(text: str, colour: str) -> str:
    return f'<b style="color: {colour}">{escape(text)}</b>'


def _row(finding: Finding) -> str:
    colour = COLOURS.get(finding.verdict, GREY)
    place = f'<span style="color: {GREY}">line {finding.line}</span>'
    return html.row([place, _badge(finding.verdict, colour), _source(finding) + _why(finding)])


def _source(finding: Finding) -> str:
    if finding.kind == "formula" and finding.verdict != "unreadable":
        return html.line(html.math(finding.source))
    return html.line(escape(finding.source), _CODE)


def _why(finding: Finding) -> str:
    """What is said of it, the values, the hint, and what is remarked of parts of code."""
    lines = [html.line(escape(finding.message), f"color: {GREY}")] if finding.message else []
    if finding.counterexample:
        lines.append(html.table(html.row((escape(k), escape(v))) for k, v in finding.counterexample.items()))
    if finding.hint:
        lines.append(html.line(f"<i>{escape(finding.hint)}</i>"))
    if finding.kind == "code":
        lines += [html.line(f"{escape(str(p['code']))} {escape(str(p.get('message', '')))}") for p in _remarks(finding)]
    return "".join(lines)


def _remarks(finding: Finding) -> Sequence[Any]:
    return [part for part in finding.parts if part.get("code")]
