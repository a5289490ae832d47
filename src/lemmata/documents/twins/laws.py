r"""Letters that words make the functions of a law: $\Phi$, "the standard normal distribution function"."""

from __future__ import annotations

import re

from lemmata.engine.expr import Apply, Expr, Symbol, constant, number, postorder, transform
from lemmata.engine.ops import apply

_NORMAL = r"standard\s+(?:normal|gaussian)|(?:unit|standard)\s+gaussian|\\mathcal\s*\{?N\}?\s*\(0\s*,\s*1\)"
_CUMULATIVE = r"(?:cumulative\s+)?distribution\s+function|cumulative|\bcdf\b"
_DENSITY = r"density|\bpdf\b"
_NEAR = r"[^.]{0,80}?"
_LETTERS = {"Phi": _CUMULATIVE, "phi": _DENSITY}


def laws_in(text: str) -> frozenset[str]:
    r"""The letters that a text explains so.

    >>> sorted(laws_in(r"where $\Phi$ is the CDF of the standard normal law")), sorted(laws_in(r"features $\Phi(x)$"))
    (['Phi'], [])
    """
    found = set()
    for letter, kind in _LETTERS.items():
        sign = rf"\\{letter}(?![A-Za-z])"
        for one, other in ((_NORMAL, kind), (kind, _NORMAL)):
            words = rf"(?i:(?:{one}){_NEAR}(?:{other}))"
            if re.search(rf"{sign}{_NEAR}{words}|{words}{_NEAR}{sign}", text):
                found.add(letter)
    return frozenset(found)


def with_laws(expr: Expr, letters: frozenset[str], source: str) -> Expr | None:
    """The expression with calls of these letters as what they are; None where one is unexplained and taken for it."""
    if "Phi" not in letters and r"\Phi" in source and any(
            isinstance(n, Apply) and n.op == "norm_cdf" for n in postorder(expr)):
        return None

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or node.op != "call" or len(node.args) != 2:
            return None
        function, x = node.args
        if not isinstance(function, Symbol) or function.name not in letters:
            return None
        return apply("norm_cdf", x) if function.name == "Phi" else apply("exp", -(x**2) / 2) / apply(
            "sqrt", number(2) * constant("pi"))

    return transform(expr, change) if letters else expr
