"""Probabilities that a model gives to single values: `p(y = 1 \\mid x) = \\sigma(w^\\top x + b)`.

What they are is said, and not compared with anything; definitions beside them are read like any others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.expressions import read_expression
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict

_HEAD = (r"\s*[pPq](?:_\{?\\?\w+\}?)?\s*(?:\\left)?\(\s*\\?[A-Za-z]+(?:_\{?\w+\}?)?\s*=\s*\w+\s*"
         r"(?:\\mid|\\vert|\||[;,])\s*[^()=]+(?:\\right)?\)\s*:?=\s*")
_MODEL = re.compile(rf"{_HEAD}(?P<value>[^=]+)")
_CHAIN = re.compile(rf"{_HEAD}(?P<rest>[^=<>]+=[^=].*)", re.DOTALL)
_APART = re.compile(r"\s*[,;]?\s*\\q?quad(?![A-Za-z])(?:\s*\\q?quad(?![A-Za-z]))*\s*")


def behind_model(source: str) -> str:
    """What a chain says behind the probability of a model, "" where it ends with that.

    >>> behind_model(r"p(y = 1 \\mid x) = \\sigma(a) = 1 - \\sigma(-a)")
    '\\\\sigma(a) = 1 - \\\\sigma(-a)'
    """
    found = _CHAIN.fullmatch(source)
    return found["rest"] if found and "quad" not in source else ""


def modelled(source: str, scope: Scope) -> tuple[Verdict, Sequence[Reading]] | None:
    """The verdict on a formula that says what a model's probability is, and the definitions beside it.

    None where it is something else.
    """
    readings: list[Reading] = []
    found = False
    for part in (p.rstrip(" .,;") for p in _APART.split(source) if p.strip(" .,;")):
        model = _MODEL.fullmatch(part)
        try:
            if model is not None:
                value = read_expression(model["value"], scope)
                found |= not value.shape and value.sort in ("real", "integer")
                continue
            reading = read_latex(part, scope)[0]
        except (ReadError, ValueError):
            return None
        if not reading.claims or any(c.kind != "definition" for c in reading.claims):
            return None
        readings.append(reading)
    verdict = Verdict("definition", "reading", "says what a probability of the model is; it is compared with nothing")
    return (verdict, readings) if found else None
