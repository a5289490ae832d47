"""Beginnings of sequences in entropies: H(X_1, ..., X_{n-1}), H(X_i | X_{1:i-1}), H(X_i | X_{<i})."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Size, at, bind, fresh_index, integer
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import ends_of_list, is_slice, plain
from lemmata.engine.readers.latex.syntax import Blank, Chain, Dots, Name, Node, Num, Relation, Script, walk


def merged_lists(e: State, nodes: list[Node]) -> list[Node | Expr]:
    """Items of an entropy, with X_1, ..., X_k and X_{1:k} as the first entries of X."""
    found: list[Node | Expr] = []
    at_place = 0
    while at_place < len(nodes):
        listed = _list_from(nodes, at_place)
        if listed is not None:
            first, last, at_place = listed
            found.append(_random_entries(e, first, last))
            continue
        node = plain(nodes[at_place])
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and (
                (high := _upper(node.sub)) is not None):
            found.append(_random_entries(e, node, high))
        else:
            found.append(nodes[at_place])
        at_place += 1
    return found


def _list_from(nodes: list[Node], start: int) -> tuple[Script, Node, int] | None:
    """Of X_1, X_2, ..., X_n that begins here: X_1, n and the place behind."""
    for dots in range(start + 1, min(start + 4, len(nodes) - 1)):
        if isinstance(nodes[dots], Dots):
            ends = ends_of_list(nodes[start], nodes[dots + 1])
            return (ends[0], ends[1].sub, dots + 2) if ends is not None and ends[1].sub is not None else None
    return None


def _upper(sub: Node) -> Node | None:
    """k of X_{1:k}, and i - 1 of X_{<i}."""
    sub = plain(sub)
    if isinstance(sub, Relation) and is_slice(sub):
        low, high = sub.operands
        return high if isinstance(low, Num) and low.text == "1" and not isinstance(high, Blank) else None
    return last_before(sub)


def last_before(sub: Node) -> Node | None:
    """i - 1 of X_{<i}, and i of X_{\\le i}."""
    sub = plain(sub)
    if isinstance(sub, Relation) and sub.relations in (("<",), ("<=",)) and isinstance(sub.operands[0], Blank):
        if sub.relations == ("<=",):
            return sub.operands[1]
        return Chain((sub.operands[1], Num("1", span=sub.span)), ("-",), span=sub.span)
    return None


def _random_entries(e: State, node: Script, last: Node) -> Expr:
    assert isinstance(node.base, Name)
    e.scan[node.base.text].random = True
    return first_entries(e, node, last)


def first_entries(e: State, node: Script, last: Node) -> Expr:
    """The first entries of X: all of X where it ends there, else X with zeros for the rest, which tell nothing."""
    assert isinstance(node.base, Name)
    name = node.base.text
    e.scan[name].ranks.add(1)
    array = e.array_named(name, node.base, 1).expr
    count = e.index_size(last) - e.base + 1
    if not any(index.atom.atoms & count.atoms for index in e.indices.values()):
        e.fit(_longest(e, name, count) - 1, array.shape[0])
        if count == array.shape[0]:
            return array
    place = fresh_index()
    kept = apply("where", apply("lt", integer(place), integer(count)), at(array, place), 0)
    return bind("array", place, kept, 0, array.shape[0])


def _longest(e: State, name: str, count: Size) -> Size:
    """How far the formula counts the entries of X, of ends that differ by a number: n of X_{n-1} and X_n."""
    for end in e.scan.ends.get(name, ()):
        if not any(isinstance(n, Name) and n.text in e.scan.bound for n in walk(end)):
            other = e.index_size(end) - e.base + 1
            further = (other - count).constant
            count = other if further is not None and further > 0 else count
    return count
