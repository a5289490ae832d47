"""Formulas as elements of a page: LaTeX that the page's script shows, and a number by which a panel is opened."""

from __future__ import annotations

import re
from html import escape

_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")  # it says where a reference leads, and is not seen
_PLAIN = re.compile(r"\s*(?:\\?[A-Za-z]+|-?[\d.]+)(?:[_^](?:\w|\{\w+\}))*\s*")


def element(source: str, display: bool = False, number: int | None = None, marks: str = "") -> str:
    """The element of a formula; without a number it is only to be read.

    Who goes from one element to the next by the keyboard comes to all formulas but single names and numbers.

    >>> element("x > 0")
    '<span class="formula tex">x &gt; 0</span>'
    >>> element("x", number=3)
    '<span class="formula" id="formula-3" data-formula="3"><span class="tex">x</span></span>'
    """
    classes = " ".join(filter(None, ("formula", "display" if display else "", marks)))
    source = _LABEL.sub("", source)
    if number is None and not display:
        return f'<span class="{classes} tex">{escape(source)}</span>'
    shown = f'<span class="tex"{" data-display" if display else ""}>{escape(source)}</span>'
    if number is None:
        return f'<span class="{classes}">{shown}</span>'
    # A button beside it, not around it: a screen reader then reads the formula as one.
    button = f'<button type="button" class="open" aria-label="Open this formula">{"⋯" if display else ""}</button>'
    return (f'<span class="{classes}" id="formula-{number}" data-formula="{number}">{shown}'
            f'{button if display or not _PLAIN.fullmatch(source) else ""}</span>')
