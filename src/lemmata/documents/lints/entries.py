"""Terms of several: what is one of several by a condition, entries of what is gone through, means."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from lemmata.documents.lints.terms import Term, mul, num


def either(ways: Sequence[Term], node: ast.expr) -> Term:
    """What is one of several, by a condition."""
    if not ways:
        return Term("text", (), ("NoneType", "None"), node)
    return ways[0] if len(set(ways)) == 1 else Term("either", tuple(ways), None, node)


def transposed(term: Term, node: ast.expr) -> Term:
    """The transpose; of an inverse as the inverse of the transpose."""
    if term.head == "inv":
        return Term("inv", (transposed(term.args[0], node),), None, node)
    return term.args[0] if term.head == "transpose" else Term("transpose", (term,), None, node)


def averaged(term: Term) -> Term:
    """sum(a) / len(a) as mean(a)."""
    if term.head != "mul":
        return term
    for total in term.args:
        for count in term.args:
            if total.head == "sum" and count.head == "pow" and count.args[1].number == -1 and (
                    counted := _counted(count.args[0])) is not None and counted in total.args[0].walk():
                rest = [part for part in term.args if part is not total and part is not count]
                return mul([Term("mean", total.args, None, term.node), *rest], term.node)
    return term


def _counted(term: Term) -> Term | None:
    """Of what a term is the number of entries."""
    if term.head == "index" and term.args[0].head in ("shape", "attribute"):
        term = term.args[0]
    if term.head in ("len", "size", "shape") or (term.head == "attribute" and term.value in ("size", "shape")) or (
            term.head == "call" and term.value in (".numel", ".size")):
        return term.args[0]
    return None


def item(term: Term, path: tuple[int, ...], node: ast.expr, whole: bool = False) -> Term:
    """An entry of what a loop goes through (whole: all of them), of `zip` and `enumerate` too."""
    path = tuple(path)
    if term.head == "zip" and path and path[0] < len(term.args):
        return item(term.args[path[0]], path[1:], node, whole)
    if term.head == "enumerate" and path and term.args:
        if path[0] == 0:
            return Term("counter", (term.args[0],), None, node)
        return item(term.args[0], path[1:], node, whole)
    if term.head == "range":
        return Term("counter", term.args, id(node), node)
    for place in path:
        term = Term("index", (term, num(place)), None, node)
    return term if whole and not path else Term("index", (term, Term("counter", (), None)), None, node)


def takes_all(part: ast.expr) -> bool:
    """A part of an index that takes everything: `:`, `...`, `None`."""
    return (isinstance(part, ast.Slice) and not (part.lower or part.upper or part.step)) or (
        isinstance(part, ast.Constant) and part.value in (None, ...)) or (
        isinstance(part, ast.Attribute) and part.attr == "newaxis")
