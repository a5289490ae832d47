"""An expression as one would write it: a sum of products of matrices, in whatever order it was put together."""

from __future__ import annotations

from functools import partial, reduce

from lemmata.engine.expr import Apply, Bind, Expr, postorder
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.notation.functions import named
from lemmata.engine.notation.matrices import is_symmetric, length, order
from lemmata.engine.notation.products import FOR_EACH, LONG, Products
from lemmata.engine.notation.terms import Opaque, TooLong
from lemmata.engine.ops import apply

ROUNDS = 4
AGAIN = 2000  # steps of a round after which there is no further one
DEEP = 200  # nodes of an expression whose parts are taken apart from the inside, lest Python's stack runs out
LARGE = 24  # nodes of what is a part of its own where it stands at several places
MANY = 8  # terms of such a part with which it stays a part of other sums, too


def readable(expr: Expr) -> Expr:
    """The expression with like terms collected, deltas gone, and products over indices written as matrices.

    What takes too many steps (the gradient of a deep network) stays as it is.

    >>> from lemmata.engine.expr import symbol
    >>> A, x = symbol("A", ["n", "n"]), symbol("x", ["n"])
    >>> readable(x @ A + A @ x) is (A + A.T) @ x
    True
    """
    found = [expr]
    try:
        for _ in range(ROUNDS):  # what was put together may be alike now
            reader = Reader(expr)
            expr = reader.readable(expr)
            if expr in found:  # itself, or one of several forms that turn into each other
                return min(found[found.index(expr):], key=order)
            found.append(expr)
            if reader.steps > AGAIN:
                break
    except (RecursionError, TooLong):
        pass
    return found[-1]


class Reader(Products):
    """One expression; parts of it that stand at several places stay parts."""

    def __init__(self, root: Expr):
        super().__init__()
        self.root = root
        self.by_entries = root.rank > 2
        self.done: dict[Expr, Expr] = {}
        uses: dict[Expr, int] = {}
        large: dict[Expr, int] = {}
        nodes = list(postorder(root))
        self.most += FOR_EACH * len(nodes)
        for node in nodes:
            large[node] = min(1 + sum(large[child] for child in node.children), LARGE)
            for child in set(node.children):
                uses[child] = uses.get(child, 0) + 1
        self.shared = {n for n, count in uses.items() if count > 1 and isinstance(n, Apply) and large[n] == LARGE}
        terms: dict[Expr, int] = {}
        for node in nodes:
            if isinstance(node, Apply) and node.op == "add":
                terms[node] = sum(1 if child in self.apart else terms.get(child, 1) for child in node.children)
                if node in self.shared and terms[node] > MANY:
                    self.apart.add(node)
        for node in nodes:
            if node.free:
                continue
            part = node
            if node in self.shared or not self.opens(node):
                part = self.readable(node)
                if part is node:
                    continue
            if len(nodes) > DEEP and part.rank and isinstance(part, Apply):
                self.taken_apart(part)

    def readable(self, node: Expr) -> Expr:
        """A closed expression in its normal form."""
        if node not in self.done:
            found = self.done[node] = self._readable(node)
            if node in self.shared:
                self.kept.add(found)
            if node in self.apart:
                self.apart.add(found)
        return self.done[node]

    def _readable(self, node: Expr) -> Expr:
        if node.sort not in ("real", "integer") or not node.children:
            return self.form(node)
        names = [self.index(size) for size in node.shape]
        try:
            terms = self.entry(node, names, top=True) if names else self.value(node, top=True)
            found = self.written(self.spread(terms, ()), names)
            if len(names) > 2 and node is not self.root and not any(isinstance(n, Bind) for n in postorder(node)):
                return self.form(node)  # X[:, None] - C within a formula says what its entries say
            if len(names) != 2 or length(found) > LONG:
                return found
            apart = self.written(self.spread(terms, names), names)  # outer products multiplied out
            return min(found, apart, key=_length)
        except Opaque:
            return self.form(node)

    def form(self, node: Expr) -> Expr:
        """The node over children in normal form."""
        if isinstance(node, Bind) or not node.children:
            return node
        if isinstance(node, Apply) and node.op == "add":
            return reduce(partial(apply, "add"), [t if t.free else self.readable(t) for t in self.all_terms(node)])
        children = tuple(c if c.free else self.readable(c) for c in node.children)
        return named(node if children == node.children else with_args(node, children))


def _length(matrix: Expr) -> tuple[bool, int]:
    """What is seen to be symmetric is read more easily than what is short."""
    return not is_symmetric(matrix), length(matrix)
