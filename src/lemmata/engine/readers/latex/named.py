"""Operations under their own names with their parameters: \\operatorname{expand\\_dims}(x, \\mathrm{axis} = 1)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lemmata.engine.expr import Expr
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import OPS, ShapeError, apply
from lemmata.engine.ops.record import LATEX_NAMES
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import items_of
from lemmata.engine.readers.latex.syntax import Blank, Group, Name, Node, Num, Product, Relation
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.sizes import size_of

WORDS = {"true": True, "false": False, "none": None, "infty": "inf"}
KINDS = ("fro", "nuc", "spectral")  # of norms
RANDOM = ("variable", "event", "distribution", "boolean")


def parameter_of(node: Node, names: Mapping[str, object]) -> Relation | None:
    """axis = 0 among the arguments of an operation that has such a parameter."""
    if isinstance(node, Relation) and node.relations == ("=",):
        left = node.operands[0]
        if isinstance(left, Name) and left.style == "upright" and left.text in names:
            return node
    return None


def has_parameter(name: str, nodes: list[Node]) -> bool:
    """Whether one of the nodes is a parameter of the operation of that name."""
    record = OPS.get(LATEX_NAMES.get(name, name))
    return record is not None and any(parameter_of(n, record.params) is not None for n in nodes)


def named(e: State, item: Name, group: Group) -> Value | None:
    """An operation that is spelled by its own name; None where its arguments are none that it takes."""
    record = OPS.get(item.text)
    if record is None or item.style != "upright" or item.text in LATEX_NAMES or e.scope.lookup(item.text) is not None:
        return None
    if group.open != "(" or set(group.separators) > {","} or any(isinstance(i, Blank) for i in group.items):
        return None
    given, params = settings(e, record.params, list(group.items))
    if (record.arity is None and not given) or (record.elementwise and len(given) == 1 and record.group != "logic") or (
            record.arity is not None and record.arity != len(given)):
        return None
    args = [argument(e, node).expr for node in given]
    law = record.group in ("probability", "random") and not params
    if law and not all(a.rank for a in args) and not any(a.sort in RANDOM for a in args):
        return None
    try:
        return value(apply(item.text, *args, **params))
    except ShapeError:
        raise
    except (ValueError, TypeError):
        return None


def settings(e: State, names: Mapping[str, object], nodes: list[Node]) -> tuple[list[Node], dict[str, object]]:
    """What stands between the parentheses: arguments, and the values of parameters."""
    found = [(node, parameter_of(node, names)) for node in nodes]
    params = {p.operands[0].text: setting(e, p.operands[1]) for _, p in found if p is not None}
    return [node for node, p in found if p is None], params


def argument(e: State, node: Node) -> Value:
    """An argument; a relation stands for its truth value, entry by entry: \\operatorname{mean}(x > 0)."""
    return Value(truth(e, node)) if isinstance(node, Relation) and node.relations != ("|->",) else e.value(node)


def setting(e: State, node: Node) -> object:
    """The value of a parameter: axis = 0, axis = (0, 1), slope = 1/5, shape = [2 n], keepdims = True."""
    if isinstance(node, Group) and node.open in ("(", "["):
        if any(isinstance(i, Relation) for i in node.items):
            return _subscripts(e, node)
        if node.open == "[" or len(node.items) != 1:
            return tuple(setting(e, i) for i in node.items)
    if isinstance(node, Group) and len(node.items) == 1:
        return setting(e, node.items[0])
    if isinstance(node, Name) and (node.text in WORDS or node.text in KINDS) and node.text not in e.dims:
        return WORDS.get(node.text, node.text)
    found = e.expr(node)
    if isinstance(found, Number):
        return _plain(found)
    try:
        return size_of(found)
    except TypeError:
        raise e.error(node, "this is no value of a parameter", "a number or a size") from None


def _plain(found: Expr) -> int | Fraction:
    assert isinstance(found, Number)
    return int(found.value) if found.value.denominator == 1 else found.value


def _subscripts(e: State, node: Group) -> str:
    """(ij, jk \\to ik) as the subscripts of einsum; the empty set stands for none."""
    *first, last = node.items
    if not isinstance(last, Relation) or last.relations != ("->",):
        raise e.error(node, "these are no subscripts of a contraction", "(ij, jk \\to ik)")
    words = [_letters(e, part) for part in (*first, *last.operands)]
    return ",".join(words[:-1]) + "->" + words[-1]


def _letters(e: State, node: Node) -> str:
    if isinstance(node, Name) and node.text == "emptyset":
        return ""
    parts = items_of(node) if isinstance(node, (Product, Name)) else []
    if not parts or not all(isinstance(p, (Name, Num)) and len(p.text) == 1 for p in parts):
        raise e.error(node, "these are no subscripts of a contraction", "letters")
    return "".join(p.text for p in parts)
