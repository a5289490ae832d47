"""The report on a terminal: place, formula with a mark under what matters, reason, counterexample, hint."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from lemmata.documents.report import WRONG, Excerpt, Finding, Report, counted, shown

STYLES = {
    "refuted": "bold red", "failed": "bold red", "flagged": "bold red", "conditional": "bold yellow",
    "cascade": "yellow", "unreadable": "yellow", "undecided": "cyan", "proved": "green", "agrees": "green",
    "ran": "green",
}
_PLAIN = {"│": "|", "…": "...", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "·": "*", "×": "x",
          "λ": "lambda", "’": "'"}
_SIDES = ("left side", "right side")
_FIXED = "\u00a0"  # a space at which no line is broken
_LINES = 8  # of a formula at most


def print_report(report: Report, console: Console, explain: bool = False) -> None:
    """Print what is wrong or needs a word (with `explain`: everything), then one line of counts."""
    findings = shown(report.findings, explain)
    for finding in findings:
        _finding(finding, console, explain)
    for error in report.errors:
        _print(console, Text("not read  ", style="bold red").append(Text(error, style="default")))
    if report.files or not report.errors:
        _summary(report, console, explain)


def _finding(finding: Finding, console: Console, explain: bool) -> None:
    head = Text(f"{finding.file}:{finding.line}:{finding.column}  ", style="bold")
    head.append(finding.verdict, style=STYLES.get(finding.verdict, "dim"))
    if finding.method and finding.verdict in ("proved", "agrees"):
        head.append(f" ({finding.method})", style="dim")
    _print(console, head)
    gutter = max((len(str(e.line)) for e in finding.excerpt), default=1)
    previous = None
    for excerpt in finding.excerpt[:_LINES]:
        number = str(excerpt.line) if excerpt.line != previous else ""
        previous = excerpt.line
        _excerpt(excerpt, number.rjust(gutter), console, STYLES.get(finding.verdict, "dim"))
    if len(finding.excerpt) > _LINES:
        _print(console, Text(f"  {' ' * gutter} │ …", style="dim"))
    _paragraph(finding.message, console)
    if finding.counterexample:
        certified = " (certified)" if finding.certified else ""
        _paragraph(f"counterexample{certified}: {_counterexample(finding.counterexample, console.width)}", console)
    if finding.hint:
        _paragraph(f"hint: {finding.hint}", console, "italic")
    if explain and finding.reading:
        _paragraph(f"read as: {finding.reading}", console, "dim")
    for part in finding.parts if explain or finding.verdict in WRONG else ():
        _paragraph(f"- {part['source']}: {part['verdict']}", console, "dim")
    _print(console, Text(""))


def _counterexample(values: Mapping[str, str], width: int) -> str:
    """A counterexample as a sentence; what fits on a line is kept on one."""
    said = [_whole(f"{name} has {value}" if value.startswith("shape ") else f"{name} = {value}", width)
            for name, value in values.items() if name not in (*_SIDES, "why")]
    sides = " and ".join(_whole(f"the {name} is {values[name]}", width) for name in _SIDES if name in values)
    text = ", ".join(said)
    if said and sides:
        text = f"at {text}, {sides}"
    return "; ".join(part for part in (text or sides, values.get("why", "")) if part)


def _whole(text: str, width: int) -> str:
    """Text that is not broken, where it fits on a line."""
    return text.replace(" ", _FIXED) if len(text) <= width - 8 else text


def _excerpt(excerpt: Excerpt, number: str, console: Console, style: str) -> None:
    """One line and the carets under it, cut to the width of the terminal around them."""
    room = max(16, console.width - len(number) - 5)
    text, column = excerpt.text.replace("\t", " "), excerpt.column
    width = min(excerpt.width, max(1, len(text) - column)) if excerpt.width else 0
    if len(text) > room:
        low = max(0, min(column - room // 3, len(text) - room))
        piece = text[low:low + room]
        column -= low
        if low:
            piece = "…" + piece[1:]
        if low + room < len(text):
            piece = piece[:-1] + "…"
        text, width = piece, min(width, max(0, room - column))
    _print(console, Text(f"  {number} │ ", style="dim").append(Text(text, style="default")))
    if width:
        line = Text(f"  {' ' * len(number)} │ ", style="dim")
        _print(console, line.append(" " * column + "^" * width, style=style))


def _paragraph(text: str, console: Console, style: str = "") -> None:
    if text:
        rows = textwrap.wrap(text, max(24, console.width - 1), initial_indent="  ", subsequent_indent="    ",
                             break_on_hyphens=False)
        for row in rows:
            _print(console, Text(row.replace(_FIXED, " "), style=style))


def _print(console: Console, text: Text) -> None:
    if console.options.ascii_only or console.encoding.lower().replace("-", "") not in ("utf8", "utf16", "utf32"):
        plain = text.plain
        for char, instead in _PLAIN.items():
            plain = plain.replace(char, instead)
        plain = plain.encode("ascii", "backslashreplace").decode()
        text = Text(plain, style=text.style) if not text.spans or len(plain) != len(text.plain) else _with(text, plain)
    console.print(text, soft_wrap=True, highlight=False, markup=False)


def _with(text: Text, plain: str) -> Text:
    """The same styles over another text of the same length."""
    copy = Text(plain, style=text.style)
    copy.spans = list(text.spans)
    return copy


def _summary(report: Report, console: Console, explain: bool) -> None:
    counts = report.summary
    what = [counted(counts["formulas"], "formula")]
    if counts["code"]:
        what.append(counted(counts["code"], "code block"))
    where = f" in {counted(report.files, 'file')}" if report.files != 1 else ""
    line = Text(f"{' and '.join(what)}{where}", style="bold")
    seen = [v for v in _ORDER if counts[v]]
    for place, verdict in enumerate(seen):
        line.append(": " if place == 0 else ", ", style="default")
        line.append(f"{counts[verdict]} {_WORDS.get(verdict, verdict)}", style=STYLES.get(verdict, "default"))
    for row in line.wrap(console, max(24, console.width - 1)):
        row.rstrip()
        _print(console, row)
    hidden = counts["undecided"] + counts["unreadable"]
    if hidden and not explain:
        _paragraph(f"{hidden} not decided; --explain shows them, and how every formula was read", console, "dim")


_ORDER = ("refuted", "failed", "flagged", "conditional", "cascade", "proved", "agrees", "definition", "condition",
          "notation", "undecided", "unreadable", "ran", "skipped")
_WORDS = {"definition": "definitions", "condition": "conditions", "agrees": "agree", "unreadable": "not understood"}
