"""Values that the text of a program fixes: numbers, lists of numbers, ranges; nothing is run."""

from __future__ import annotations

import math
from collections.abc import Callable

from lemmata.documents.lints.terms import Term

MOST = 1000
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp, "log": math.log, "abs": abs, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "tanh": math.tanh, "log1p": math.log1p, "expm1": math.expm1,
}
_CONSTANTS = {"pi": math.pi, "e": math.e}


def values(term: Term) -> list[float] | None:
    """The numbers that a term consists of, in order; None where the text does not fix them.

    >>> from lemmata.documents.lints.patterns import pattern
    >>> values(pattern("-2 * linspace(0, 1, 3)"))
    [-0.0, -1.0, -2.0]
    """
    try:
        return _values(term)
    except (ArithmeticError, ValueError):
        return None


def _values(term: Term) -> list[float] | None:
    if term.number is not None:
        return [term.number]
    if term.head == "constant" and term.value in _CONSTANTS:
        return [_CONSTANTS[term.value]]
    inner = [_values(arg) for arg in term.args]
    if any(one is None for one in inner):
        return None
    known = [one for one in inner if one is not None]
    if term.head == "list":
        return [value for one in known for value in one][:MOST]
    if term.head in FUNCTIONS and len(known) == 1:
        return [FUNCTIONS[term.head](value) for value in known[0]]
    if term.head in ("linspace", "arange", "range", "full", "ones", "zeros"):
        return _range(term.head, known)
    size = max((len(one) for one in known), default=0)
    if not size or any(len(one) not in (1, size) for one in known):
        return None
    columns = [one * size if len(one) == 1 else one for one in known]
    if term.head == "add":
        return [math.fsum(row) for row in zip(*columns)]
    if term.head == "mul":
        return [math.prod(row) for row in zip(*columns)]
    if term.head == "pow" and len(columns) == 2:
        powers = [base ** exponent for base, exponent in zip(*columns)]
        return None if any(isinstance(p, complex) for p in powers) else powers
    return None


def _range(head: str, known: list[list[float]]) -> list[float] | None:
    if any(len(one) != 1 for one in known) or not known:
        return None
    numbers = [one[0] for one in known]
    if head == "linspace" and len(numbers) in (2, 3):
        count = int(numbers[2]) if len(numbers) == 3 else 50
        if not 1 < count <= MOST:
            return numbers[:2] if count > MOST else None
        step = (numbers[1] - numbers[0]) / (count - 1)
        return [numbers[0] + i * step for i in range(count)]
    if head in ("arange", "range") and len(numbers) <= 3:
        start, stop, step = (0.0, numbers[0], 1.0) if len(numbers) == 1 else (*numbers, 1.0)[:3]
        count = math.ceil((stop - start) / step) if step else 0
        return [start + i * step for i in range(min(count, MOST))] or None
    return None
