"""`lemmata explain`: a code in words, with an example and its clean twin; and the table of all codes."""

from __future__ import annotations

import textwrap

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lemmata.documents.catalogue import catalogue, codes_named
from lemmata.documents.codes import Code
from lemmata.documents.conventions import SettingError
from lemmata.documents.reports.terminal import paragraph, written

_GROUPS = {"D": "documents", "F": "formulas", "C": "code blocks", "M": "the mathematics in code"}


def print_code(name: str, console: Console) -> None:
    """What a code or name means; of the beginning of several codes, each. Raises SettingError."""
    found = sorted(codes_named(name))
    if name.upper() == "ALL":
        raise SettingError("explain one code, or leave it out for the table of all")
    known = catalogue()
    for place, code in enumerate(found):
        if place:
            console.print()
        _one(known[code], console)


def _one(code: Code, console: Console) -> None:
    console.print(Text(code.code, style="bold red").append(f"  {code.name}", style="bold"))
    paragraph(code.says, console)
    for head, text in (("why", code.why), ("fix", code.fix)):
        console.print()
        console.print(Text(f"  {head}", style="bold"))
        paragraph(text, console)
    for head, text in (("found in", code.example), ("not in", code.clean)):
        console.print()
        suffix = "" if code.suffix == ".md" else f" (a {code.suffix} file)"
        console.print(Text(f"  {head}{suffix}", style="bold"))
        for row in text.rstrip("\n").split("\n"):
            for piece in _folded(row, console.width - 5):
                console.print(Text(written(f"  │ {piece}".rstrip(), console), style="cyan"))


def _folded(row: str, width: int) -> list[str]:
    """A row of an example in pieces that fit, broken at blanks where there are any."""
    return textwrap.wrap(row, max(20, width), subsequent_indent="    ", break_on_hyphens=False) or [""]


def print_codes(console: Console) -> None:
    """All codes, group by group, one a line where there is room."""
    known = list(catalogue().values())
    wide = max(cell_len(code.name) for code in known)
    group = ""
    for code in known:
        if code.code[0] != group:
            if group:
                console.print()
            group = code.code[0]
            console.print(Text(_GROUPS.get(group, group), style="bold"))
        row = Text(f"  {code.code}", style="red").append(f"  {code.name:<{wide}}", style="bold")
        if console.width >= wide + 50:
            indent = wide + 10
            for place, part in enumerate(Text(code.says).wrap(console, console.width - indent - 1)):
                part.rstrip()
                line = row.append("  ") if not place else Text(" " * indent)
                console.print(line.append(part.plain, style="default"))
        else:
            console.print(row)
            paragraph(code.says, console)
    console.print()
    paragraph("lemmata explain CODE says why, how it is mended, and shows an example", console, "dim")
