"""The report on a terminal: place, formula with a mark under what matters, reason, counterexample, hint."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lemmata.documents.codes import code_of
from lemmata.documents.reports.report import WRONG, Excerpt, Finding, Report, shown
from lemmata.documents.reports.values import shortened
from lemmata.documents.reports.visible import visible
from lemmata.wording import counted

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
_ARGUMENT = r"lambda (\w+):"
_WIDEST = 8  # characters in a column, at most: marks of no width stand on others
_FEW = 12  # places in a row


def print_report(report: Report, console: Console, explain: bool = False) -> None:
    """Print what is wrong or needs a word (with `explain`: everything), then one line of counts."""
    findings = shown(report.findings, explain, report.strict)
    for finding in findings:
        _finding(finding, console, explain)
    for error in report.errors:
        _print(console, Text("not read  ", style="bold red").append(Text(error, style="default")))
    if report.files or not report.errors:
        _summary(report, console, explain)


def _finding(finding: Finding, console: Console, explain: bool) -> None:
    head = Text(f"{finding.where}  ", style="bold")
    head.append(finding.verdict, style=STYLES.get(finding.verdict, "dim"))
    if code := code_of(finding.kind, finding.verdict):
        head.append(f"  {code}", style="dim")
    if finding.method and finding.verdict in ("proved", "agrees"):
        head.append(f" ({finding.method})", style="dim")
    _print(console, head)
    remarks = [part for part in finding.parts if "code" in part]
    gutter = max((len(str(line)) for line in (*(e.line for e in finding.excerpt), *(r["line"] for r in remarks))),
                 default=1)
    previous = None
    for excerpt in finding.excerpt[:_LINES]:
        number = str(excerpt.line) if excerpt.line != previous else ""
        previous = excerpt.line
        _excerpt(excerpt, number.rjust(gutter), console, STYLES.get(finding.verdict, "dim"))
    if len(finding.excerpt) > _LINES:
        _print(console, Text(f"  {' ' * gutter} │ …", style="dim"))
    if finding.verdict != "flagged":
        paragraph(finding.message, console)
    if finding.counterexample:
        certified = " (certified)" if finding.certified else ""
        shows = "where they differ" if finding.verdict in ("proved", "agrees") else "counterexample"
        paragraph(f"{shows}{certified}: {_counterexample(finding.counterexample, console.width)}", console)
    if finding.hint and finding.verdict != "flagged":
        paragraph(f"hint: {finding.hint}", console, "italic")
    if explain and (reading := _read(finding)):
        paragraph(reading, console, "dim")
    for row in finding.symbols if explain else ():
        paragraph(f"- {row}", console, "dim")
    for remark in remarks:
        shown = Excerpt(remark["line"], remark["source"], remark["column"] - 1, remark["width"])
        _excerpt(shown, str(shown.line).rjust(gutter), console, STYLES["flagged"])
        paragraph(f"{remark['code']} {remark['name']}: {remark['message']}", console)
        paragraph(f"hint: {remark['hint']}" if remark["hint"] else "", console, "italic")
    links = [f"- {part['source']}: {part['verdict']}" for part in finding.parts if part not in remarks]
    for link in dict.fromkeys(links) if explain or finding.verdict in WRONG else ():
        paragraph(link, console, "dim")
    _print(console, Text(""))


def _read(finding: Finding) -> str:
    """How it was read; what its symbols are stands below, where it is known."""
    if finding.kind == "code":
        return finding.reading
    parts = [part for part in finding.reading.split("; ") if not (finding.symbols and part.startswith("where "))]
    return f"read as: {'; '.join(parts)}" if any(parts) else ""


def _counterexample(values: Mapping[str, str], width: int) -> str:
    """A counterexample as a sentence; what fits on a line is kept on one."""
    said = [_whole(_given(name, value), width) for name, value in values.items() if name not in (*_SIDES, "why")]
    sides = " and ".join(_whole(f"the {name} is {shortened(values[name])}", width) for name in _SIDES if name in values)
    text = ", ".join(said)
    if said and sides:
        text = f"at {text}, {sides}"
    return "; ".join(part for part in (text or sides, values.get("why", "")) if part)


def _given(name: str, value: str) -> str:
    """What a name is at the counterexample: a function by its values, a random variable by its law.

    >>> _given("f", "lambda x: x**2"), _given("Z", "normal(mu, sigma**2)")
    ('f(x) = x**2', 'Z ~ normal(mu, sigma**2)')
    """
    value = shortened(re.sub(r"\blambda_\b", "lambda", value))
    if value.startswith("shape "):
        return f"{name} has {value}"
    if function := re.fullmatch(r"((?:lambda \w+: )+)(.*)", value, re.DOTALL):
        return f"{name}({', '.join(re.findall(_ARGUMENT, function[1]))}) = {function[2]}"
    return f"{name} ~ {value}" if re.fullmatch(r"[a-z]\w*\(.*\)", value, re.DOTALL) else f"{name} = {value}"


def _whole(text: str, width: int) -> str:
    """Text that is not broken, where it fits on a line."""
    return text.replace(" ", _FIXED) if len(text) <= width - 8 else text


def _excerpt(excerpt: Excerpt, number: str, console: Console, style: str) -> None:
    """One line and the carets under it, cut to the width of the terminal around them."""
    room = max(16, console.width - len(number) - 5)
    text = excerpt.text.replace("\t", " ")
    width = min(excerpt.width, max(1, len(text) - excerpt.column)) if excerpt.width else 0
    column = excerpt.column if width else 0
    before, marked, after = (written(part, console) for part in (
        text[:column], text[column:column + width], text[column + width:]))
    if cell_len(before + marked + after) > room:
        before, marked, after = _cut(before, marked, after, room, written("…", console))
    _print(console, Text(f"  {number} │ ", style="dim").append(Text(before + marked + after, style="default")))
    if width:
        line = Text(f"  {' ' * len(number)} │ ", style="dim")
        _print(console, line.append(" " * cell_len(before) + "^" * max(1, cell_len(marked)), style=style))


def _cut(before: str, marked: str, after: str, room: int, dots: str) -> tuple[str, str, str]:
    """As much as there is room for, with a third of it before the mark where the text goes on after it."""
    if cell_len(before) > (left := max(room // 3, room - cell_len(marked + after))):
        before = before[-_WIDEST * room:]
        while cell_len(before) > left - len(dots):
            before = before[1:]
        before = dots + before
    if cell_len(before + marked + after) > room:
        marked, after = marked[:_WIDEST * room], after[:_WIDEST * room]
        while cell_len(before + marked + after) > room - len(dots):
            marked, after = (marked, after[:-1]) if after else (marked[:-1], after)
        after += dots
    return before, marked, after


def paragraph(text: str, console: Console, style: str = "") -> None:
    """Text in rows as wide as the terminal, with an indent."""
    if text:
        rows = textwrap.wrap(text, max(24, console.width - 1), initial_indent="  ", subsequent_indent="    ",
                             break_on_hyphens=False)
        for row in rows:
            _print(console, Text(row.replace(_FIXED, " "), style=style))


def written(text: str, console: Console) -> str:
    """Text in the characters that the terminal has; none of them controls it."""
    text = visible(text)
    if not console.options.ascii_only and console.encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32"):
        return text.encode("utf-8", "backslashreplace").decode()  # a name of a file may be no text
    for char, instead in _PLAIN.items():
        text = text.replace(char, instead)
    return text.encode("ascii", "backslashreplace").decode()


def _print(console: Console, text: Text) -> None:
    plain = written(text.plain, console)
    if plain != text.plain:
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
        line.append(f"{counts[verdict]} {_words(verdict, counts[verdict])}", style=STYLES.get(verdict, "default"))
    silenced = [f"{counts[name]} {words}" for name, words in (("ignored", "ignored"), ("baseline", "in the baseline"))
                if counts[name]]
    line.append("".join(
        f"{', ' if seen or place else ': '}{words}" for place, words in enumerate(silenced)), style="dim")
    for row in line.wrap(console, max(24, console.width - 1)):
        row.rstrip()
        _print(console, row)
    for verdict in () if explain or report.strict else ("unreadable", "undecided"):
        if counts[verdict]:
            paragraph(f"{_words(verdict, 1)}: {_places(report, verdict)}", console, STYLES[verdict])
    if not explain and counts["undecided"] + counts["unreadable"]:
        paragraph("--explain says why, and how every formula was read", console, "dim")
    if report.conventions:
        paragraph(f"judged under: {report.conventions}", console, "dim")
    for entry in report.gone[:_FEW]:
        paragraph(f"in the baseline, but no longer found: {entry}", console, "dim")
    if report.gone:
        more = f"and {len(report.gone) - _FEW} more; " if len(report.gone) > _FEW else ""
        paragraph(f"{more}--write-baseline leaves {'them' if len(report.gone) > 1 else 'it'} out", console, "dim")


def _places(report: Report, verdict: str) -> str:
    """Where the findings of a kind stand: the lines, after the file where there are several."""
    lines: dict[tuple[str, int], list[int]] = {}
    for finding in report.findings:
        if finding.verdict == verdict:
            lines.setdefault((finding.file, finding.cell), []).append(finding.line)
    shown = []
    for (file, cell), numbers in lines.items():
        found = list(dict.fromkeys(numbers))
        more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
        name = (f"{file} " if report.files != 1 else "") + (f"cell {cell} " if cell else "")
        shown.append(f"{name}{'line' if len(found) == 1 else 'lines'} {', '.join(map(str, found[:_FEW]))}{more}")
    return "; ".join(shown)


_ORDER = ("refuted", "failed", "flagged", "conditional", "cascade", "proved", "agrees", "definition", "condition",
          "notation", "undecided", "unreadable", "ran", "skipped")
_WORDS = {"definition": ("definition", "definitions"), "condition": ("condition", "conditions"),
          "agrees": ("agrees", "agree"), "unreadable": ("not understood", "not understood")}


def _words(verdict: str, number: int) -> str:
    """A verdict as it is counted: `1 agrees`, `2 agree`."""
    return _WORDS.get(verdict, (verdict, verdict))[number != 1]
