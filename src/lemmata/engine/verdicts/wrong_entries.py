"""The wrong entries of a written matrix or vector: one number, or the same slip in two of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flint import arb

from lemmata.engine.expr import Expr, Symbol, number
from lemmata.engine.verdicts.changes import Changed, changes
from lemmata.engine.verdicts.missing import LARGEST_NUMBER, Values, constant_of
from lemmata.engine.verdicts.repeated import entries_of, is_number, written
from lemmata.engine.verdicts.terms import is_op

MOST_TRIED, MOST_WRONG = 400, 2
# Of so many numbers one may be wrong; of fewer each tells too little of the others.
RIGHT_FOR_EACH = 3
Gives = Callable[[Expr, Sequence[Any]], bool]


def wrong_entries(side: Expr, stated: Expr, rights: Values, lefts: Values, gives: Gives,
                  names: tuple[Symbol, ...], sizes: list[str]) -> Iterator[Changed]:
    """The arrays with their wrong entries put right; `gives`: whether an expression has these values at the points."""
    if not is_op(side, "stack"):
        return
    entries = entries_of(side)
    if any(len(row) != len(entries) for row in (*rights, *lefts)):
        return
    wrong = [k for k in range(len(entries)) if any(left[k] != right[k] for left, right in zip(lefts, rights))]
    if not 0 < len(wrong) <= MOST_WRONG or len(wrong) == len(entries):
        return
    if all(is_number(entries[k]) for k in wrong):
        values = [constant_of([[row[k]] for row in lefts], LARGEST_NUMBER) or _zero(lefts, k) for k in wrong]
        if None not in values and len(entries) >= (1 + RIGHT_FOR_EACH) * len(wrong):
            right: dict[int, Expr] = {k: number(value) for k, value in zip(wrong, values) if value is not None}
            yield Changed(_said(side, wrong), 1, written(side, [right.get(k, e) for k, e in enumerate(entries)]))
    elif len(wrong) == MOST_WRONG:
        found = [_put_right(entries[k], stated, [row[k] for row in lefts], gives, names, sizes) for k in wrong]
        for words in found[0]:
            if words in found[1]:
                right = {k: by[words].side for k, by in zip(wrong, found)}
                cost = sum(by[words].cost for by in found) / 2
                yield Changed(f"{words}, in two entries", cost, written(
                    side, [right.get(k, e) for k, e in enumerate(entries)]))


def _put_right(entry: Expr, stated: Expr, wanted: Sequence[Any], gives: Gives, names: tuple[Symbol, ...],
               sizes: list[str]) -> dict[str, Changed]:
    """What makes an entry right, the cheapest change of each kind."""
    found: dict[str, Changed] = {}
    for changed in itertools.islice(changes(entry, stated, names, sizes), MOST_TRIED):
        known = found.get(changed.words)
        if (known is None or changed.cost < known.cost) and gives(changed.side, wanted):
            found[changed.words] = changed
    return found


def _said(side: Expr, wrong: Sequence[int]) -> str:
    if len(wrong) > 1:
        return "two entries"
    place = wrong[0]
    if len(side.shape) == 1:
        return f"entry {place + 1}"
    row, column = divmod(place, len(side.children[0].children))
    return f"the entry in row {row + 1}, column {column + 1}"


def _zero(lefts: Values, k: int) -> int | None:
    return 0 if all(row[k].contains(0) and row[k].rad() < arb(1e-12) for row in lefts) else None
