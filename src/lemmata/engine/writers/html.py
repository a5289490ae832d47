"""Plain HTML for notebooks: self-contained and escaped, formulas between dollar signs, which notebooks set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_LEFT = ' style="text-align: left"'


def math(latex: str) -> str:
    r"""A formula in a text.

    >>> math("a < b")
    '$\\displaystyle a &lt; b$'
    """
    return f"$\\displaystyle {escape(latex, quote=False)}$"


def block(*parts: str) -> str:
    """One object of ours; the parts are HTML."""
    return f'<div class="lemmata">{"".join(parts)}</div>'


def line(html: str, style: str = "") -> str:
    """A line by itself."""
    return f'<div style="{escape(style)}">{html}</div>' if style else f"<div>{html}</div>"


def heading(text: str, columns: int) -> str:
    """A row that is a heading."""
    return f'<tr><th colspan="{columns}"{_LEFT}>{escape(text)}</th></tr>'


def row(cells: Iterable[str], kind: str = "td") -> str:
    """A row of a table; its cells are HTML."""
    return "<tr>" + "".join(f"<{kind}{_LEFT}>{cell}</{kind}>" for cell in cells) + "</tr>"


def table(rows: Iterable[str], header: Sequence[str] = ()) -> str:
    """A table of rows under a header, which is text."""
    head = row(map(escape, header), "th") if header else ""
    return f"<table>{head}{''.join(rows)}</table>"
