r"""Values by their place, $\eta_t = \eta_0 e^{-\lambda t}$, as functions of that place: schedules of learning rates."""

from __future__ import annotations

import re

from lemmata.engine.expr import Expr, Symbol, symbol, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.expressions import read_expression
from lemmata.engine.readers.scope import Role, Scope

_PLACE = re.compile(
    r"\s*(?P<base>\\[A-Za-z]+|[A-Za-z])\s*(?:_\s*\{?\s*(?P<below>[tkn])\s*\}?|(?:\\left)?\(\s*(?P<inside>[tkn])\s*"
    r"(?:\\right)?\))\s*\Z")
_RATES = re.compile(r"\b(?:learning rate|step ?size|schedule|anneal\w*|temperature)\b")
_SCRIPT = r"\s*_\s*(?:\{\s*(?:\\\w+\s*\{)?\s*\\?(?P<words>[A-Za-z0-9]+)\s*\}*|(?P<one>[A-Za-z0-9]))"


def by_place(left: str, right: str, scope: Scope) -> tuple[Symbol, Expr] | None:
    r"""The place, and the value there; None where it is none: \eta_{t-1} on the right side makes it a recursion.

    >>> from lemmata.engine.writers import to_text
    >>> place, value = by_place(r"\eta_t", r"\eta_0 (1 + \beta t)^{-1}", Scope())
    >>> place.name, to_text(value)
    ('t', 'eta_0*(1 + beta*t)**-1')
    """
    match = _PLACE.match(left)
    if match is None:
        return None
    place = match["below"] or match["inside"]
    base = match["base"]
    known = scope.declare(place, Role((), "nonnegative", source="prose"))
    for own in re.finditer(rf"{re.escape(base)}(?![A-Za-z])(?:{_SCRIPT})?", right):
        under = own["words"] or own["one"]
        if under is None or under == place or (own["words"] and place in under and len(under) == 2):
            return None
        known = known.declare(f"{base.lstrip(chr(92))}_{under}", Role((), "real", source="prose"))
    if re.search(rf"_\s*\{{?\s*{place}\b", right):  # other sequences, of which nothing is known here
        return None
    try:
        value = read_expression(right, known)
    except ReadError:
        return None
    at = symbol(place, (), "nonnegative")
    return (at, value) if at in symbols(value) and not value.shape else None


def is_schedule(left: str, words: str) -> bool:
    """Whether a value by its place is a rate that changes: by its letter, or by the words before it."""
    return left.lstrip().startswith("\\eta") or _RATES.search(words) is not None
