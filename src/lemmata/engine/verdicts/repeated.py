"""The same slip in several places: in terms of a sum, in entries of a written array; two letters that changed places.

`a S + b T` for `a^2 S + b^2 T`: where one square is missing the other one is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from lemmata.engine.expr import Bind, Expr, Number, Symbol, number, substitute, symbols, transform
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.verdicts.terms import Put, is_op, places, plus, times

Rows = Sequence[tuple[str, float, Callable[[Expr], Expr | None]]]
Path = tuple[int, ...]
MOST_TERMS, MOST_DEPTH = 6, 5
# A slip that is made in each term alike: not one of a single number or sign.
_ALIKE = frozenset(["a square", "a factor", "a factor 2", "a factor 1/2", "a transpose", "an inverse", "the exponent",
                    "the indices", "a logarithm", "an exponential", "the sign of the argument", "the argument",
                    "the order of the factors", "a square root", "off by one", "a sign"])
MORE = 0.3  # what it costs more than at one place


def repeated(side: Expr, rows: Rows) -> Iterator[tuple[str, float, Expr]]:
    """The sides with one change made in several terms or entries at the same place of each; how to say it, its cost."""
    rows = [row for row in rows if row[0] in _ALIKE]
    for node, put in _gathered(side):
        parts = _parts(node)
        if not 2 <= len(parts) <= MOST_TERMS:
            continue
        where = "terms" if is_op(node, "add") else "entries"
        found = [dict(_nodes(part)) for part in parts]
        same = dict.fromkeys((path, _kind(e)) for part in found for path, e in part.items())
        for (path, kind), (words, cost, change) in itertools.product(same, rows):
            there = [part[path] if path in part and _kind(part[path]) == kind else None for part in found]
            new = [None if e is None else _changed(change, e) for e in there]
            changed = sum(e is not None for e in new)
            if changed > 1:
                made = [p if e is None else _replaced(p, path, e) for p, e in zip(parts, new)]
                yield f"{words}, in {changed} {where}", cost + MORE, put(_composed(node, made))
        if is_op(node, "add"):
            for one, other in itertools.combinations(range(1, len(parts)), 2):
                made = [times(p, Fraction(-1)) if k in (one, other) else p for k, p in enumerate(parts)]
                yield "two signs", 1 + MORE, put(_composed(node, made))


def _gathered(side: Expr) -> Iterator[tuple[Expr, Put]]:
    """The sums and the written arrays of a side, each as a whole."""
    spines: set[Expr] = set()
    for node, put, _, _ in places(side):
        if node in spines:
            if is_op(node, "add"):
                spines.add(node.children[0])
            elif is_op(node, "stack"):
                spines.update(node.children)
        elif is_op(node, "add"):
            spines.add(node.children[0])
            yield node, put
        elif is_op(node, "stack"):
            spines.update(node.children)
            yield node, put


def _parts(node: Expr) -> list[Expr]:
    """The terms of a sum, the entries of an array by rows."""
    if is_op(node, "add"):
        return [*_parts(node.children[0]), node.children[1]] if is_op(node.children[0], "add") else [*node.children]
    return [entry for child in node.children for entry in (_parts(child) if is_op(child, "stack") else (child,))]


def _composed(node: Expr, parts: list[Expr]) -> Expr:
    if is_op(node, "add"):
        total = parts[0]
        for part in parts[1:]:
            total = plus(total, part)
        return total
    return written(node, parts)


def written(node: Expr, entries: Sequence[Expr]) -> Expr:
    """A written array with other entries, by rows."""
    left = list(entries)

    def made(array: Expr) -> Expr:
        return with_args(array, tuple(made(c) if is_op(c, "stack") else left.pop(0) for c in array.children))

    return made(node)


def entries_of(node: Expr) -> list[Expr]:
    """The entries of a written array by rows."""
    return _parts(node)


def _nodes(part: Expr) -> Iterator[tuple[Path, Expr]]:
    """What stands where in a term, but for its sign."""
    stack: list[tuple[Path, Expr]] = [((), part.children[0] if is_op(part, "neg") else part)]
    while stack:
        path, node = stack.pop()
        yield path, node
        if len(path) < MOST_DEPTH and not isinstance(node, Bind):
            stack += [((*path, k), child) for k, child in enumerate(node.children)]


def _kind(node: Expr) -> str:
    return getattr(node, "op", node.kind)


def _changed(change: Callable[[Expr], Expr | None], node: Expr) -> Expr | None:
    try:
        new = change(node)
    except (ValueError, TypeError, KeyError):
        return None
    return None if new is node else new


def _replaced(part: Expr, path: Path, new: Expr) -> Expr:
    if is_op(part, "neg"):
        return -_replaced(part.children[0], path, new)
    return _at(part, path, new)


def _at(node: Expr, path: Path, new: Expr) -> Expr:
    if not path:
        return new
    k, *rest = path
    return with_args(node, tuple(_at(c, tuple(rest), new) if j == k else c for j, c in enumerate(node.children)))


def swapped(node: Expr) -> Iterator[tuple[str, Expr]]:
    """The same with two of its letters in each other's place, within a term or a function."""
    if not isinstance(node, Bind) and not is_op(node, "add", "neg") and node.children:
        for one, other in itertools.combinations(symbols(node), 2):
            if alike(one, other):
                swap: dict[Expr, Expr] = {one: other, other: one}
                yield f"{one.name} and {other.name} swapped", substitute(node, swap)


def complemented(node: Expr) -> Expr | None:
    """p for 1 - p wherever it stands in a term: the other outcome."""
    if not is_op(node, "mul", "pow", "div", "log"):
        return None
    new = transform(node, lambda e: e.children[1].children[0] if is_op(e, "add") and e.children[0] is number(1) and (
        is_op(e.children[1], "neg") and isinstance(e.children[1].children[0], Symbol)) else None)
    return None if new is node else new


def alike(one: Symbol, other: Symbol) -> bool:
    """Whether two letters stand for things of one kind."""
    return one.shape == other.shape and one.domain == other.domain and one.params == other.params


def other_entries(node: Expr) -> Iterator[tuple[str, Expr]]:
    """A row of numbers with one of them 0, 1 or of the other sign; two entries in each other's place."""
    if not is_op(node, "stack"):
        return
    if node.rank == 1:
        for k, entry in enumerate(node.children):
            if is_number(entry):
                others = [number(0), number(1), entry.children[0] if is_op(entry, "neg") else -entry]
                for other in others:
                    if other is not entry:
                        yield "an entry", with_args(node, (*node.children[:k], other, *node.children[k + 1:]))
    entries = entries_of(node)
    diagonal = range(0, len(entries), len(node.children) + 1) if node.rank > 1 else range(len(entries))
    for one, second in itertools.combinations(diagonal, 2):
        if entries[one] is not entries[second]:
            turned = list(entries)
            turned[one], turned[second] = entries[second], entries[one]
            yield "the order of the entries", written(node, turned)


def is_number(entry: Expr) -> bool:
    """Whether it is a number, with a sign or without."""
    return isinstance(entry.children[0] if is_op(entry, "neg") else entry, Number)
