"""What stands beside axes and above pictures: LaTeX where it can be set, else text with Greek letters and exponents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lemmata.engine.expr import Expr, symbols
from lemmata.engine.writers import Notation, displayed, to_latex, to_text

LONGEST = 70
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Label:
    """text   for every library; latex  without dollar signs, for those that set it."""

    text: str = ""
    latex: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def label(expr: Expr, name: str = "") -> Label:
    """The label of a formula; its name where it has one, and where it is too long to stand beside an axis.

    >>> from lemmata.engine.expr import symbol
    >>> label(symbol("theta_1")**2).text
    'θ₁²'
    >>> label(1/symbol("sigma2")).text
    '1/σ²'
    """
    expr = displayed(expr)
    text, latex = to_text(expr), to_latex(expr)
    names = {s.name for s in symbols(expr)}
    if "sigma2" in names and "sigma1" not in names and "sigma2**" not in text:  # a variance, no second sigma
        text = re.sub(r"\bsigma2\b", "sigma**2", text)
        latex = to_latex(expr, Notation(names={"sigma2": r"\sigma^{2}"}))
    text = readable_text(text)
    if len(text) > LONGEST:
        return named(name) if name else Label()
    return Label(text, latex)


def named(name: str) -> Label:
    """The label of a name."""
    return Label(readable_text(name), r"\mathrm{" + name.replace("_", r"\ ") + "}")


def readable_text(text: str) -> str:
    """Python text as it is written by hand: x² for x**2, θ for theta, · for *.

    >>> readable_text("2*theta**2 - x**(1/2)"), readable_text("maximum(0, x)")
    ('2·θ² - x^(1/2)', 'max(0, x)')
    """
    text = re.sub(r"\b([A-Za-z]+)_(\d+)\b", lambda m: m[1] + "".join(chr(0x2080 + int(d)) for d in m[2]), text)
    text = re.sub(r"\*\*(-?\d+)(?![\d.])", lambda m: m[1].translate(_RAISED), text)
    text = re.sub(r"\b(max|min)imum\(", r"\1(", text)
    text = text.replace("**", "^").replace(" @ ", " ").replace("*", "·").replace("sqrt(", "√(").replace(".T", "ᵀ")
    return _WORD.sub(lambda m: _letter(m[0]), text)


def _letter(word: str) -> str:
    """A Greek letter for its name."""
    if len(word) < 2 or (word != word.lower() and word != word.capitalize()):
        return word
    case = "SMALL" if word[0].islower() else "CAPITAL"
    spelled = {"lam": "LAMDA", "lambda": "LAMDA"}.get(word.lower(), word.upper())
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {spelled}")
    except KeyError:
        return word


def number_text(value: float) -> str:
    """A number to four digits.

    >>> number_text(0.30000000000000004), number_text(-2.0)
    ('0.3', '−2')
    """
    return f"{float(value) + 0.0:.4g}".replace("-", "−")  # 0 for -0
