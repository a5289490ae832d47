"""The nearest true formula where there are only numbers, each of which is some multiple of each other.

A factor or a term that makes such a side right tells nothing; what an author has got wrong is the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lemmata.engine.expr import Apply, Expr, Number, number, postorder
from lemmata.engine.verdicts.changes import Changed, changes
from lemmata.engine.verdicts.missing import LARGEST_NUMBER, constant_of
from lemmata.engine.verdicts.terms import is_op


def is_arithmetic(*sides: Expr) -> bool:
    """Whether there are only numbers.

    >>> is_arithmetic(number(2) ** 2, number(5))
    True
    """
    return all(isinstance(node, (Number, Apply)) for node in postorder(*sides))


def changed_numbers(side: Expr, stated: Expr, lefts: Sequence[Sequence[Any]]) -> Iterator[Changed]:
    """A number as the other side works out ("2 + 2 = 5"); slips, where both are worked out; none for "1 = 2"."""
    if not _is_written(side):
        yield from () if _is_written(stated) else changes(side, stated, (), [])
    elif not _is_written(stated) and not is_op(side, "decimal"):
        value = constant_of([list(row) for row in lefts], LARGEST_NUMBER)
        yield from () if value is None else (Changed("a number", 1.2, number(value)),)


def _is_written(side: Expr) -> bool:
    """Whether a side is one number as it is written."""
    plain = side.children[0] if is_op(side, "neg") else side
    return isinstance(plain, Number) or is_op(plain, "decimal")
