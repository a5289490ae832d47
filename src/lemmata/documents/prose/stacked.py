"""Matrices made of vectors: with rows `x_i^\\top`, or columns `a_1, \\dots, a_n`, each x_i is a row of X."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import Named, front, symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.engine.expr import Size, Symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope

_TURNED = re.compile(r"\^\s*\{?\s*(?:\\top|\\intercal|\\mathsf\s*\{?\s*T\s*\}?|T)\s*\}?")
_BRACKET = r"(?:\\left|\\big|\\Big|\\bigl)?\s*(?:\[|\(|\\begin\{[bp]matrix\})"
_LISTED = re.compile(  # X = [x_1, \dots, x_n]^\top
    rf"(?P<matrix>[^=]+)=\s*{_BRACKET}(?P<list>[^\]\)=]+?)\s*(?:\\right|\\bigr|\\big|\\Big)?"
    rf"(?:\]|\)|\\end\{{[bp]matrix\}})\s*(?P<turned>{_TURNED.pattern})?[\s.,;]*")
_SEPARATORS = re.compile(r"\\mid\b|\\vert\b|\\\\|[&|,;]|\\[,;:! ]|\\quad\b")
_NTH = rf"(?:(?:[ijklmn]|{MARK})\s?-?\s?th\s+)?"
_KIND = r"(?P<kind>row|column)s?"
_VECTORS = (r"(?:(?:the|an?|each|individual|its|training|feature|data|column|row|unit|orthonormal|orthogonal)\s+)*"
            r"(?:(?:vectors?|samples?|points?|inputs?|examples?|observations?|feature vectors?)\s+)?"
            rf"(?P<vectors>{LIST})")
_MATRIX = (r"(?:(?:the|an?|design|data|feature|weight|input|square|real|orthogonal)\s+)*(?:matrix\s+)?"
           rf"(?P<matrix>{MARK})")
_ARE = r"(?:\s+(?:are|is|be|being|given by|consist(?:s|ing)? of|equals?|contains?|hold(?:s|ing)?|denoted(?: by)?|by))*"
_PATTERNS = tuple(re.compile(p, re.IGNORECASE) for p in (
    rf"{_MATRIX}(?:[\w\s,'-]|{MARK}){{0,60}}?\b(?:with|whose|ha(?:s|ve|ving)|(?:and )?its)\s+(?:the\s+)?{_NTH}{_KIND}"
    rf"(?:\s+vectors?)?{_ARE}\s*,?\s+{_VECTORS}",
    rf"\b{_NTH}{_KIND}(?:\s+vectors?)?\s+of\s+{_MATRIX}{_ARE}\s+{_VECTORS}",
    rf"{_VECTORS}\s*,?\s+(?:be|are|is|as|denotes?|for)\s+(?:the\s+)?{_NTH}{_KIND}(?:\s+vectors?)?\s+of\s+{_MATRIX}",
    rf"\bdenote\s+by\s+{_VECTORS}\s+(?:the\s+)?{_NTH}{_KIND}(?:\s+vectors?)?\s+of\s+{_MATRIX}",
    rf"\bstack(?:s|ed|ing)?\s+{_VECTORS}\s+(?:as|into|in)\s+(?:the\s+)?{_KIND}\s+(?:of|in|into)\s+{_MATRIX}",
))
_OF_VECTORS = re.compile(r"\b(?:rows?|columns?|matri(?:x|ces))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stacked:
    """The rows or columns of a matrix, as a vector with one index; the words that say it, where words do."""

    matrix: str
    vectors: Named
    rows: bool
    span: tuple[int, int] = (0, 0)


def stacked(sentence: Marked) -> list[Stacked]:
    """What a sentence says of the rows and columns of its matrices.

    >>> text = "Let ⟦0⟧ have rows ⟦1⟧."
    >>> found = stacked(Marked(text, text, {0: r"X \\in \\mathbb{R}^{n \\times d}", 1: r"x_i^\\top"}))
    >>> [(one.matrix, one.vectors.name, one.rows) for one in found]
    [('X', 'x', True)]
    """
    found = [one for pattern in _PATTERNS for match in pattern.finditer(sentence.text)
             for one in _said(match, sentence)]
    for source in sentence.sources.values():
        found += _written(source, worded=_OF_VECTORS.search(sentence.text) is not None)
    first = {one.vectors.name: one for one in reversed(found)}
    return list(first.values())


def _said(match: re.Match[str], sentence: Marked) -> Iterator[Stacked]:
    matrices = symbol_list(front(sentence.source(match["matrix"])))
    vectors = _vectors(sentence.source(mark) for mark in re.findall(MARK, match["vectors"]))
    if len(matrices) == 1 and vectors is not None and _is_matrix(matrices[0]):
        yield Stacked(matrices[0].name, vectors, match["kind"].lower() == "row", match.span())


def _written(source: str, worded: bool) -> Iterator[Stacked]:
    """`X = [x_1, \\dots, x_n]^\\top`: columns, turned rows; a list of numbers is no matrix, so words have to say so."""
    match = _LISTED.fullmatch(source.replace(r"\vdots", r"\dots"))
    if match is None:
        return
    matrices = symbol_list(match["matrix"])
    vectors = _vectors([_SEPARATORS.sub(",", match["list"])])
    if len(matrices) != 1 or vectors is None or not vectors.last or not _is_matrix(matrices[0]):
        return
    each = bool(_TURNED.search(match["list"]))
    if each or vectors.bold or worded:
        yield Stacked(matrices[0].name, vectors, each or bool(match["turned"]))


def _vectors(sources: Iterable[str]) -> Named | None:
    """The one name with one index in `x_1^\\top, \\dots, x_n^\\top`."""
    names = {one for source in sources for one in symbol_list(_TURNED.sub("", re.sub(r",(\s*,)+", ",", source)))}
    one = next(iter(names)) if len(names) == 1 else None
    return one if one is not None and (one.rank == 1 or one.last) else None


def _is_matrix(one: Named) -> bool:
    return not one.rank and not one.last and not one.called and one.name[:1].isupper()


def with_stacked(scope: Scope, found: Iterable[Stacked]) -> Scope:
    """The scope in which each of these vectors is a row or a column of its matrix."""
    for one in found:
        role = scope.lookup(one.matrix)
        if role is not None and role.definition is not None and role.definition.rank == 2:
            whole = role.definition
        else:
            shape = role.shape if role is not None and len(role.shape or ()) == 2 else None
            if shape is None or any(atom.startswith("?") for size in shape for atom in size.atoms):
                shape = _sizes(scope, one)
                scope = scope.forget(one.matrix)
                domain = role.domain if role is not None and role.domain in ("", "real") else ""
                scope = scope.declare(one.matrix, Role(shape, domain or "real", source="prose"))
            known = scope.lookup(one.matrix)
            assert known is not None
            whole = known.symbol(one.matrix)
        scope = scope.forget(one.vectors.name)
        scope = scope.define(one.vectors.name, whole if one.rows else apply("transpose", whole))
    return scope


def unsaid_stacks(shown: Iterable[Symbol], scope: Scope) -> list[Stacked]:
    """How x_i and X, as many vectors as it has rows or columns, belong together where the text does not say it.

    >>> from lemmata.engine.expr import symbol
    >>> both = [symbol("x", ["n", "d"]), symbol("X", ["n", "d"])]
    >>> [(one.matrix, one.rows) for one in unsaid_stacks(both, Scope())]
    [('X', True)]
    """
    matrices = {s.name: s for s in shown if s.rank == 2 and s.domain == "real"}
    for name, vectors in matrices.items():
        whole = matrices.get(name[:1].upper() + name[1:])
        role = scope.lookup(name)
        if whole is None or whole is vectors or (role is not None and role.definition is not None):
            continue
        ways = [rows for rows in (True, False) if vectors.shape[0] == whole.shape[0 if rows else 1]]
        return [Stacked(whole.name, Named(name, rank=1), rows) for rows in ways]
    return []


def _sizes(scope: Scope, one: Stacked) -> tuple[Size, ...]:
    """Sizes of a matrix of which the text gives none: as many vectors as it counts, each of a size of its own."""
    taken = {atom for role in scope.roles.values() for size in role.shape or () for atom in size.atoms}
    count = one.vectors.last if re.fullmatch(r"[A-Za-z]", one.vectors.last) else "n"
    each = next(letter for letter in ("d", "m", "p", "q", "k", "r", "s") if letter not in {*taken, count})
    sizes = Size.of(count), Size.of(each)
    return sizes if one.rows else sizes[::-1]
