"""Plain HTML for notebooks: self-contained and escaped; formulas between dollar signs, which notebooks set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def math(latex: str) -> str:
    return f"$\\displaystyle {escape(latex, quote=False)}$"


def page(body: str) -> str:
    return f'<div class="lemmata">{body}</div>'


def rows(lines: Iterable[tuple[str, str, str, str]]) -> str:
    """A table: headings (text), left and right (LaTeX) and rule (HTML) of each line."""
    found = []
    for head, left, right, rule in lines:
        if head:
            found.append(f'<tr><th colspan="3" style="text-align: left">{escape(head)}</th></tr>')
        found.append(f'<tr><td style="text-align: right">{math(left) if left else ""}</td>'
                     f'<td style="text-align: left">{math("= " + right)}</td>'
                     f'<td style="text-align: left">{rule}</td></tr>')
    return f"<table>{''.join(found)}</table>"


def table(header: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table whose cells are HTML already; its header is text."""
    head = "".join(f'<th style="text-align: left">{escape(cell)}</th>' for cell in header)
    lines = "".join("<tr>" + "".join(f'<td style="text-align: left">{cell}</td>' for cell in row) + "</tr>"
                    for row in body)
    return f"<table><tr>{head}</tr>{lines}</table>"
