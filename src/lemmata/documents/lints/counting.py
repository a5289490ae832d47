"""Terms that count things: whole numbers by their kind, by their name, or by how a program tallies them."""

from __future__ import annotations

import ast
import re

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Binding
from lemmata.documents.lints.terms import Term

_COUNT = re.compile(r"(?i)[nkmij]|n_\w+|num_?\w*|\w+_n|\w*(count|freq|degree|rank|visit|step|epoch|iter|"
                    r"views|clicks|index|idx|tally|occurrence)\w*|tf|df\w*|nobs|len\w*|dim\w*|cnt|hits|votes")
_HEADS = ("len", "counter", "shape", "range", "arange", "size", "argmax", "argmin", "floordiv", "compare", "int")
_CALLS = ("bincount", "count_nonzero", "count", "numel", "nunique", "value_counts", "Counter", "poisson", "integers",
          "randint", "randrange", "binomial", "histogram", "unique", "get", "floor", "ceil", "comb", "perm",
          "factorial", "isqrt", "ord")
_OF_TABLES = (".items", ".values", ".most_common", ".get", ".total", ".copy")  # hand on what a table holds
_EMPTY = ("{}", "dict()", "defaultdict(int)", "collections.defaultdict(int)", "Counter()", "collections.Counter()")


def entries(term: Term) -> Term:
    """All entries of what a loop goes through, for one of them; any other term as it is."""
    while term.head == "index" and [t.head for t in term.args[1:]] == ["counter"]:
        term = term.args[0]
    return term


def called_a_count(program: Program, node: ast.expr, term: Term) -> bool:
    """Whether an expression names a term as a count: `n_users`, whatever gave it its value."""
    return any(isinstance(part, ast.Name) and _COUNT.fullmatch(part.id) and program.term(part) == term
               for part in ast.walk(node))


def counts(term: Term) -> bool:
    """Whether a term is a number of things, or an array of such numbers, or made of nothing else.

    >>> from lemmata.documents.lints.patterns import pattern
    >>> [counts(pattern(text)) for text in ("len(_x)", "sum(_x > 0) / len(_x)", "exp(_x)")]
    [True, True, False]
    """
    if _counts(term):
        return True
    parts = _leaves(term)
    return bool(parts) and all(map(_counts, parts))


def _leaves(term: Term) -> list[Term]:
    """What a term is made of but for numbers: names, and what counts; of a part of an array the array."""
    term = term.whole
    if term.number is not None:
        return []
    if _counts(term) or not term.args:
        return [term]
    return [leaf for part in term.args for leaf in _leaves(part)]


def _counts(term: Term) -> bool:
    term = term.whole
    if term.head in _HEADS:
        return True
    if term.head == "attribute":
        return term.value in ("size", "shape", "ndim") or bool(_COUNT.fullmatch(str(term.value)))
    if term.head in ("call", "library"):
        if term.value in _OF_TABLES and _counts(term.args[0]):
            return True
        name = str(term.value[0] if isinstance(term.value, tuple) else term.value).rpartition(".")[2]
        return name in _CALLS
    if term.head == "sum":
        inner = term.args[0].whole
        return _counts(inner) or (inner.number is not None and inner.number % 1 == 0)  # sum(1 for ...)
    if term.head == "name":
        name = getattr(term.value, "name", term.value)
        annotation = getattr(getattr(term.value, "node", None), "annotation", None)
        return (isinstance(name, str) and bool(_COUNT.fullmatch(name))) or (
            isinstance(annotation, ast.Name) and annotation.id == "int") or (
            isinstance(term.value, Binding) and _tallied(term.value))
    return False


def _tallied(binding: Binding) -> bool:
    """Whether a table began empty, and nothing but whole numbers was ever added to it or put into it."""
    work, steps = [binding], [binding]
    while work:
        more = [before for before in work.pop().before if before not in steps]
        work += more
        steps += more
    made = [ast.unparse(one.value) for one in steps if one.kind == "value" and one.value is not None]
    changes = [one.node for one in steps if one.kind == "changed"]
    return bool(changes) and all(one.kind in ("value", "changed", "merged") for one in steps) and all(
        text in _EMPTY for text in made) and all(
        _adds_whole(change, binding.name, all("Counter" in text for text in made)) for change in changes)


def _adds_whole(node: ast.AST, table: str, counter: bool) -> bool:
    """`t[w] += 1`, `t[w] = t.get(w, 0) + 1`, `t[w] = 0`, `t.setdefault(w, 0)`, `Counter.update`"""
    if isinstance(node, ast.Expr) and isinstance(call := node.value, ast.Call):
        name = getattr(call.func, "attr", "")
        return (counter and name == "update") or (
            name == "setdefault" and all(_is_whole(a, table) for a in call.args[1:]))
    if isinstance(node, ast.AugAssign):
        return isinstance(node.op, ast.Add | ast.Sub) and _is_whole(node.value, table)
    return isinstance(node, ast.Assign) and _is_whole(node.value, table)


def _is_whole(node: ast.expr, table: str) -> bool:
    """A whole number, a length, an entry of the table itself, or a sum of those."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return _is_whole(node.left, table) and _is_whole(node.right, table)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        return name == "len" or (name == f"{table}.get" and all(_is_whole(a, table) for a in node.args[1:]))
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == table
    return isinstance(node, ast.Constant) and type(node.value) is int
