"""Families of events and beginnings of sequences: \\bigcup_{i=1}^n A_i, A_1 \\cup ... \\cup A_n, H(X_i | X_{1:i-1})."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, at, bind, fresh_index, integer
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import is_slice, plain
from lemmata.engine.readers.latex.syntax import Big, Blank, Chain, Dots, Name, Node, Num, Relation, Script, walk
from lemmata.engine.readers.latex.values import Value

SETS = ("union", "intersection")


def with_families(tree: Node) -> Node:
    """The tree with A_1 \\cup \\dots \\cup A_n as the union of all A_i."""
    taken = {n.text for n in walk(tree) if isinstance(n, Name)}
    letter = next(x for x in ("i", "j", "k", "l", "r", "s") if x not in taken or x == "s")

    def change(node: Node) -> Node:
        if not isinstance(node, Chain) or len(set(node.operators)) != 1 or node.operators[0] not in SETS:
            return node
        if not any(isinstance(o, Dots) for o in node.operands) or (ends := _ends(node.operands)) is None:
            return node
        first, last = ends
        index = Name(letter, span=node.span)
        below = Relation((index, Num("1", span=node.span)), ("=",), span=node.span)
        return Big(node.operators[0], below, last.sub, replace(first, sub=index), span=node.span)

    return mapped(tree, change)


def _ends(nodes: tuple[Node, ...] | list[Node]) -> tuple[Script, Script] | None:
    """X_1 and X_n of X_1, ..., X_n."""
    first, last = plain(nodes[0]), plain(nodes[-1])
    if not isinstance(first, Script) or not isinstance(last, Script) or not isinstance(first.base, Name):
        return None
    same = isinstance(last.base, Name) and first.base.text == last.base.text and first.sup is last.sup is None
    counted = isinstance(first.sub, Num) and first.sub.text == "1" and last.sub is not None
    return (first, last) if same and counted and not (first.primes or last.primes) else None


def family_of_events(e: State, node: Big) -> Value:
    """\\bigcup_i A_i, \\bigcap_i A_i: that the largest, the smallest indicator is 1."""
    assert node.body is not None
    one = Script(Name("1", "bold", span=node.span), node.body, None, span=node.body.span)
    name = "max" if node.name == "union" else "min"
    return Value(apply("eq", e.over_indices(replace(node, name=name, body=one)).expr, 1))  # type: ignore[attr-defined]


def merged_lists(e: State, nodes: list[Node]) -> list[Node | Expr]:
    """Items of an entropy, with X_1, ..., X_k and X_{1:k} as the first entries of X."""
    found: list[Node | Expr] = []
    at_place = 0
    while at_place < len(nodes):
        if at_place + 2 < len(nodes) + 1 and (stop := _list_end(nodes, at_place)) is not None:
            ends = _ends([nodes[at_place], nodes[stop]])
            assert ends is not None and ends[1].sub is not None
            found.append(first_entries(e, ends[0], ends[1].sub))
            at_place = stop + 1
            continue
        node = plain(nodes[at_place])
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and (
                (high := _upper(node.sub)) is not None):
            found.append(first_entries(e, node, high))
        else:
            found.append(nodes[at_place])
        at_place += 1
    return found


def _list_end(nodes: list[Node], start: int) -> int | None:
    """The place of X_n in X_1, X_2, ..., X_n that begins here."""
    for dots in range(start + 1, min(start + 4, len(nodes) - 1)):
        if isinstance(nodes[dots], Dots):
            return dots + 1 if _ends([nodes[start], nodes[dots + 1]]) is not None else None
    return None


def _upper(sub: Node) -> Node | None:
    """k of X_{1:k}, and i - 1 of X_{<i}."""
    sub = plain(sub)
    if isinstance(sub, Relation) and is_slice(sub):
        low, high = sub.operands
        return high if isinstance(low, Num) and low.text == "1" and not isinstance(high, Blank) else None
    if isinstance(sub, Relation) and sub.relations in (("<",), ("<=",)) and isinstance(sub.operands[0], Blank):
        if sub.relations == ("<=",):
            return sub.operands[1]
        return Chain((sub.operands[1], Num("1", span=sub.span)), ("-",), span=sub.span)
    return None


def first_entries(e: State, node: Script, last: Node) -> Expr:
    """The first entries of X: X itself, or X with zeros for the rest, which tell nothing."""
    assert isinstance(node.base, Name)
    e.scan[node.base.text].random = True
    e.scan[node.base.text].ranks.add(1)
    array = e.array_named(node.base.text, node.base, 1).expr  # type: ignore[attr-defined]
    count = e.index_size(last) - e.base + 1  # type: ignore[attr-defined]
    if not any(index.atom.atoms & count.atoms for index in e.indices.values()):
        e.fit(count - 1, array.shape[0])  # type: ignore[attr-defined]
        if count == array.shape[0] or count.constant is None:
            return array
    place = fresh_index()
    kept = apply("where", apply("lt", integer(place), integer(count)), at(array, place), 0)
    return bind("array", place, kept, 0, array.shape[0])
