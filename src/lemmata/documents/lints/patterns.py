"""Patterns: what a lint looks for, written as Python text with `_x` for anything, and found up to order.

Both sides are in the same normal form, so one pattern finds every spelling of it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from lemmata.documents.lints.reading import Reader
from lemmata.documents.lints.scopes import Scopes
from lemmata.documents.lints.terms import Term, add, mul, num

Found = Mapping[str, Term]
_Join = Callable[[Iterable[Term]], Term]  # add or mul
_LIMIT = 8  # summands and factors of which all orders are tried


class _Patterns(Reader):
    """Reads a pattern: every function is a library's, whatever it is called."""

    def qualified(self, node: ast.AST) -> str:
        if isinstance(node, ast.Name):
            return "" if node.id.startswith("_") else f"numpy.{node.id}"
        return super().qualified(node)

    def _name(self, node: ast.Name, given: object) -> Term:
        return Term("any", (), node.id, node)


@cache
def pattern(text: str) -> Term:
    """A pattern from Python text.

    >>> pattern("log(1 + _x)").head
    'log'
    """
    return _Patterns(Scopes()).term(ast.parse(text, mode="eval").body)


def matches(wanted: Term | str, term: Term) -> Iterator[Found]:
    """The ways in which a term is an instance of a pattern: what each `_x` stands for.

    A pattern that is a product is also found as a part of a product. Parts of an array (`p[i]`) are looked through.
    """
    if isinstance(wanted, str):
        wanted = pattern(wanted)
    yield from _match(wanted, term, {}, loose=True)


def first_match(wanted: Sequence[str], term: Term) -> Found | None:
    """What the first pattern that fits says."""
    for text in wanted:
        for found in matches(text, term):
            return found
    return None


def _match(wanted: Term, term: Term, found: Found, loose: bool = False) -> Iterator[Found]:
    if wanted.head == "any":
        known = found.get(wanted.value)
        if known is None:
            yield {**found, wanted.value: term}
        elif known == term:
            yield found
        return
    if wanted.head == "number":
        if term.number is not None and abs(term.number - wanted.value) <= 1e-12 * abs(wanted.value):
            yield found
        return
    if term.head == "index" and wanted.head != "index":
        yield from _match(wanted, term.args[0], found, loose)
        return
    if wanted.head == "mul":
        yield from _product(wanted, term, found, loose)
    elif wanted.head == "add":
        if term.head == "add":
            yield from _unordered(wanted.args, term.args, found, False, add)
    elif wanted.head == term.head and wanted.value == term.value and len(wanted.args) == len(term.args):
        yield from _ordered(wanted.args, term.args, found)


def _product(wanted: Term, term: Term, found: Found, loose: bool) -> Iterator[Found]:
    factors = wanted.args
    if len(factors) == 2 and factors[0].number is not None and factors[1].head == "any":
        yield from _match(factors[1], mul([num(1 / factors[0].number), term]), found)  # -_x is anything
        return
    if term.head == "mul":
        yield from _unordered(factors, term.args, found, loose, mul)


def _ordered(wanted: Sequence[Term], terms: Sequence[Term], found: Found) -> Iterator[Found]:
    if not wanted:
        yield found
        return
    for more in _match(wanted[0], terms[0], found):
        yield from _ordered(wanted[1:], terms[1:], more)


def _unordered(wanted: Sequence[Term], terms: Sequence[Term], found: Found, rest: bool, join: _Join) -> Iterator[Found]:
    """Each of what is wanted is another term; a last `_x` takes all that is left; `rest`: some may be left over."""
    if len(wanted) > len(terms) or len(wanted) > _LIMIT:
        return
    ordered = sorted(wanted, key=lambda w: (w.head == "any" and w.value not in found, w.head == "any"))
    yield from _assign(ordered, list(terms), found, rest, join)


def _assign(wanted: list[Term], terms: list[Term], found: Found, rest: bool, join: _Join) -> Iterator[Found]:
    if not wanted:
        if not terms or rest:
            yield found
        return
    first = wanted[0]
    if len(wanted) == 1 and first.head == "any" and not rest:
        whole = terms[0] if len(terms) == 1 else join(terms)
        yield from _match(first, whole, found)
        return
    known = found.get(first.value) if first.head == "any" and join is mul else None
    if known is not None and known.head == "mul" and (left := _without(terms, known.args)) is not None:
        yield from _assign(wanted[1:], left, found, rest, join)  # p of p * log(p), where p = a / b
    for place, term in enumerate(terms):
        for more in _match(first, term, found):
            yield from _assign(wanted[1:], terms[:place] + terms[place + 1:], more, rest, join)



def _without(terms: Sequence[Term], taken: Sequence[Term]) -> list[Term] | None:
    """The factors that are left when some are taken; None where one of those is missing."""
    left = list(terms)
    for one in taken:
        if one not in left:
            return None
        left.remove(one)
    return left
