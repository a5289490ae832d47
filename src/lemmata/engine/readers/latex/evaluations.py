"""Values at points: f |_{x=3}, and differences between two, F(x) |_a^b and [F(x)]_a^b."""

from __future__ import annotations

from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.habits import VARIABLES
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Evaluated, Group, Name, Node, Relation, Script, walk
from lemmata.engine.readers.latex.values import Value


def evaluated(e: State, node: Evaluated) -> Value:
    """The expression with the point put in for the variable; between two points the difference."""
    target, low = _target(e, node.at, node.arg)
    if node.upper is not None:
        _, high = _target(e, node.upper, node.arg)
        return values.plus(_at(e, node.arg, target, high), values.negative(_at(e, node.arg, target, low)), False)
    if not isinstance(node.at, Relation):
        raise e.error(node.at, "where it is evaluated is not clear", "x = value")
    return _at(e, node.arg, target, low)


def between(e: State, base: Group, node: Script) -> Value | None:
    """[F(x)]_a^b: None where the brackets hold an array, of which that is an entry."""
    if base.open != "[" or len(base.items) != 1 or node.sub is None or node.sup is None or node.primes:
        return None
    if not isinstance(node.sub, Relation) and _variable(e, base.items[0]) is None:
        return None
    if e.value(base.items[0]).rank:
        return None
    return evaluated(e, Evaluated(base.items[0], node.sub, node.sup, span=node.span))


def _target(e: State, point: Node, body: Node) -> tuple[Name, Node]:
    """The variable and the value that a bound at a bar gives it."""
    if isinstance(point, Relation):
        if point.relations == ("=",) and isinstance(point.operands[0], Name):
            return point.operands[0], point.operands[1]
        raise e.error(point, "where it is evaluated is not clear", "x = value")
    name = _variable(e, body)
    if name is None:
        raise e.error(point, "which variable is evaluated is not clear", "x = value")
    return name, point


def _variable(e: State, body: Node) -> Name | None:
    """The variable that is meant where none is named: one that an integral binds, else any of the usual letters."""
    names = {n.text: n for n in walk(body) if isinstance(n, Name) and n.style in ("italic", "upright")}
    bound = [n for n in names if n in e.scan.bound]
    if len(bound) == 1:
        return names[bound[0]]
    usual = [names[v] for v in VARIABLES if v in names]
    if len(usual) < 2:
        return usual[0] if usual else None
    return e.choices.choose(f"at:{body.span[0]}", [(min(place, 1), name) for place, name in enumerate(usual)])


def _at(e: State, body: Node, target: Name, point: Node) -> Value:
    found = e.value(point)
    e.name(target)
    result = e.value(body)
    return Value(e.put(result.expr, e.symbol_named(target.text), found.expr), result.orient)
