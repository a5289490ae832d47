"""Formulas as elements of a page: LaTeX that the page's script shows, and a number by which a panel is opened."""

from __future__ import annotations

import re
from html import escape

_PLAIN = re.compile(r"\s*(?:\\?[A-Za-z]+|-?[\d.]+)(?:[_^](?:\w|\{\w+\}))*\s*")


def element(source: str, display: bool = False, number: int | None = None, marks: str = "") -> str:
    """The element of a formula; without a number it is only to be read.

    Who goes from one element to the next by the keyboard comes to all formulas but single names and numbers.

    >>> element("x > 0")
    '<span class="formula tex">x &gt; 0</span>'
    >>> 'data-formula="3" role="button" tabindex="0"' in element("2x", number=3)
    True
    """
    kind = "formula display" if display else "formula"
    shown = f'<span class="tex" data-display>{escape(source)}</span>' if display else escape(source)
    classes = " ".join(filter(None, (kind, "" if display else "tex", marks)))
    if number is None:
        return f'<span class="{classes}">{shown}</span>'
    opened = f'id="formula-{number}" data-formula="{number}"'
    if display:
        return (f'<span class="{classes}" {opened}>{shown}'
                f'<button type="button" class="open" aria-label="Open this formula">⋯</button></span>')
    # A button has no other name: what is inside of it are signs, not words.
    button = f' role="button" tabindex="0" aria-label="Open {escape(source.strip())}"'
    return f'<span class="{classes}" {opened}{"" if _PLAIN.fullmatch(source) else button}>{shown}</span>'
