"""What people type without a keyboard for mathematics, as LaTeX, as Python, as a number."""

from __future__ import annotations

import re
from decimal import Decimal

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵀ"
_PLAIN = str.maketrans(_RAISED, "0123456789-+nT")
_SIGNS = str.maketrans("–‐‑−•∙⋅", "----···")
_SUPERSCRIPT = re.compile(f"[{_RAISED}]+")
_POWER = re.compile(r"\^\s*([-+]?(?:\d+(?:\.\d+)?|[^\W\d_]))")  # of a number in all its digits, or of one letter
_LN = re.compile(r"(?<![^\W\d_])ln(?![^\W\d_])")
_PER_CENT = re.compile(r"\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*\\?%\s*")
_GROUPED = re.compile(r"\s*(-?[1-9]\d{0,2}(?:([, ])\d{3})(?:\2\d{3})*(?:\.\d+)?)\s*")
_COMMA = re.compile(r"\s*(-?\d+),(\d+)\s*")


def plain_signs(text: str) -> str:
    """Dashes as minus, dots as products, each letter in its place.

    >>> plain_signs("–3 • x")
    '-3 · x'
    """
    return text.translate(_SIGNS)


def plain_number(text: str, single: bool = True) -> str:
    """A decimal for a number in per cent, in groups of thousands, with a comma (one number); other texts as they are.

    >>> plain_number("33%"), plain_number("1,000,000"), plain_number("0,69"), plain_number("2*x")
    ('0.33', '1000000', '0.69', '2*x')
    """
    if found := _PER_CENT.fullmatch(text):
        return str(Decimal(found[1]) / 100)
    if single and (found := _GROUPED.fullmatch(text)):
        return found[1].replace(found[2], "")
    if single and (found := _COMMA.fullmatch(text)):
        return f"{found[1]}.{found[2]}"
    return text


def as_latex(text: str) -> str:
    r"""Powers in braces, the natural logarithm as a command; what has commands is LaTeX already.

    >>> as_latex("x^12 + e^-x + y² + ln z"), as_latex("x^(n+1)"), as_latex(r"\\frac{1}{x^12}")
    ('x^{12} + e^{-x} + y^{2} + \\ln z', 'x^{(n+1)}', '\\\\frac{1}{x^12}')
    """
    if "\\" in text:
        return text
    text = _SUPERSCRIPT.sub(lambda found: f"^{{{found[0].translate(_PLAIN)}}}", text)
    text = _LN.sub(r"\\ln ", _POWER.sub(r"^{\1}", text)).replace("\\ln  ", "\\ln ")
    start = 0
    while (start := text.find("^(", start)) >= 0:
        end = _closing(text, start + 1)
        text = f"{text[:start]}^{{{text[start + 1:end]}}}{text[end:]}"
        start += 2
    return text


def as_python(text: str) -> str:
    """Powers as Python writes them.

    >>> as_python("sqrt(sum(x^2)) + y²")
    'sqrt(sum(x**2)) + y**(2)'
    """
    return _SUPERSCRIPT.sub(lambda found: f"**({found[0].translate(_PLAIN)})", text).replace("^", "**")


def _closing(text: str, start: int) -> int:
    """Behind the bracket that closes the one at a place; the end where none does."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place + 1
    return len(text)
