"""Sums without limits over what has its own: \\sum_k \\binom{n}{k} x^k goes from 0 to n, \\sum_k x^k / k! for ever."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Chain,
    Name,
    Node,
    Num,
    Postfix,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.scope import Scope


def with_own_ranges(tree: Node, scope: Scope) -> Node:
    """The tree with the limits of sums that go over all that is chosen, or over all whole numbers with a factorial.

    >>> from lemmata.engine.readers.latex.parse import parse_latex
    >>> with_own_ranges(parse_latex(r"\\sum_k \\binom{n}{k}"), Scope()).sup.text
    'n'
    """
    return mapped(tree, lambda node: _limited(node) if isinstance(node, Big) else node)


def _limited(node: Big) -> Big:
    if node.name != "sum" or node.sup is not None or node.body is None or not isinstance(node.sub, Name):
        return node
    k, parts = node.sub.text, list(walk(node.body))
    if any(isinstance(p, Script) and p.sub is not None and _speaks(p.sub, k) for p in parts):
        return node  # as many as its arrays have
    chosen = [p.top for p in parts if isinstance(p, Binom) and _is(p.bottom, k)]
    factorials = [plain(p.arg) for p in parts if isinstance(p, Postfix) and p.op == "!"]
    if not chosen and any(_is(f, k) for f in factorials):
        chosen = [f.operands[0] for f in factorials if isinstance(f, Chain) and f.operators == ("-",) and _is(
            f.operands[1], k)] or [Name("infty", "symbol", span=node.sub.span)]
    if not chosen or _speaks(chosen[0], k) or _is_number(chosen[0]):
        return node
    start = Num("0", span=node.sub.span)
    return replace(node, sub=Relation((node.sub, start), ("=",), span=node.sub.span), sup=chosen[0])


def _is_number(node: Node) -> bool:
    """Whether a top holds a Greek letter, as that of a binomial series does: it counts nothing."""
    return any(isinstance(n, Name) and n.style != "symbol" and len(n.text) > 1 for n in walk(node))


def _is(node: Node, name: str) -> bool:
    node = plain(node)
    return isinstance(node, Name) and node.text == name


def _speaks(node: Node, name: str) -> bool:
    return any(isinstance(n, Name) and n.text == name for n in walk(node))
