"""A product over indices as matrices: its factors are the edges of a graph whose nodes are the indices.

An index that is summed over goes away where it has one matrix (a vector at the other index), two (a product of
matrices) or none (a number); two matrices between the same indices are multiplied entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from weakref import WeakKeyDictionary

from lemmata.engine.expr import Apply, Expr, Size, integer, number
from lemmata.engine.notation.matrices import (
    Power,
    factors,
    flipped,
    is_transpose,
    matrices,
    order,
    quotient,
    transposes,
)
from lemmata.engine.notation.terms import Factor, Opaque, Term, age
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known

ARITHMETIC = ("add", "mul", "div", "pow", "neg")
_entrywise: WeakKeyDictionary[Expr, bool] = WeakKeyDictionary()


@dataclass
class Edge:
    """The matrix from one index to another: a chain of matrices, multiplied."""

    rows: str
    columns: str
    chain: tuple[Expr, ...]

    def seen_from(self, index: str) -> Edge:
        """With its rows at this index."""
        if index == self.rows:
            return self
        return Edge(self.columns, self.rows, tuple(flipped(m) for m in reversed(self.chain)))

    def end(self, index: str) -> str:
        """The other index."""
        return self.columns if index == self.rows else self.rows


@dataclass
class Graph:
    """What is left of a term: numbers, vectors at indices, matrices between them."""

    scalars: list[Power] = field(default_factory=list)
    vectors: dict[str, list[Power]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    summed: tuple[str, ...] = ()  # indices that are summed over still

    def vector(self, index: str) -> Expr | None:
        """The vector at an index, None where it is all ones."""
        found = self.vectors.get(index, [])
        return quotient(found) if found else None


def reduced(term: Term, sizes: dict[str, Size], entries: bool = False) -> Graph:
    """The graph of a term with every index that is summed over gone; among entries some may stay.

    Raises Opaque where products of matrices don't reach: three matrices that meet, arrays with more axes.
    """
    graph, closed = Graph(), set[str]()
    hadamard: dict[tuple[str, ...], list[tuple[Factor, Fraction]]] = {}
    for factor, power in term.powers.items():
        array, indices = factor.array, factor.indices
        if len(indices) > 2:
            raise Opaque("an array with more than two axes")
        if not indices:
            graph.scalars.append((array, power))
        elif len(set(indices)) == 1:
            entry = array if len(indices) == 1 else apply("diag", array)
            graph.vectors.setdefault(indices[0], []).append((entry, power))
        else:
            hadamard.setdefault(indices[::-1] if indices[::-1] in hadamard else indices, []).append((factor, power))
    for ends, parts in sorted(hadamard.items(), key=lambda item: [age(name) for name in item[0]]):
        alone = set(ends) <= set(term.bound) and not any(map(graph.vectors.get, ends)) and not any(
            set(ends) & set(others) for others in hadamard if others != ends)
        around = _around(ends, parts) if alone else None
        if around is not None:
            graph.scalars.append((apply("trace", matrices(_turned(around))), Fraction(1)))
            closed |= set(ends)
            continue
        ways = [Edge(one, other, (_seen_along((one, other), parts),)) for one, other in (ends, ends[::-1])]
        graph.edges.append(min(ways, key=lambda edge: (transposes(edge.chain[0]), order(edge.chain[0]))))
    inner = set(term.bound) - closed
    while inner:
        inmost = sorted(inner, key=age, reverse=True)  # as the products were nested
        gone = next((i for step in (_number, _leaf, _series) for i in inmost if step(graph, i, sizes)), None)
        if gone is None and entries and len(inner) == 1:  # of several the order would be a choice
            graph.summed = tuple(inner)
            break
        if gone is None:
            raise Opaque("indices at which three matrices meet")
        inner -= {gone} | _parallel(graph, inner - {gone})
    return graph


def _around(pair: tuple[str, ...], parts: Sequence[tuple[Factor, Fraction]]) -> tuple[Expr, ...] | None:
    """Two matrices between two indices as a product, for a trace, where they are not one beside the other."""
    if [power for _, power in parts] != [1, 1]:
        return None
    ways = [[f.array if f.indices == ends else flipped(f.array) for f, _ in parts] for ends in (pair, pair[::-1])]
    if not any(map(_is_inverse, ways[0])) and any(not any(map(is_transpose, way)) for way in ways):
        return None
    one, other = ways[0]
    return one, flipped(other)


def _seen_along(pair: tuple[str, ...], parts: Sequence[tuple[Factor, Fraction]]) -> Expr:
    """Matrices between two indices, multiplied entry by entry, with the rows at the first one."""
    return quotient([(f.array if f.indices == pair else flipped(f.array), power) for f, power in parts])


def _at(graph: Graph, index: str) -> list[Edge]:
    return [e for e in graph.edges if index in (e.rows, e.columns)]


def _number(graph: Graph, index: str, sizes: dict[str, Size]) -> bool:
    """An index with vectors alone: their inner product."""
    if _at(graph, index):
        return False
    parts = graph.vectors.pop(index, [])
    graph.scalars.append((_dot(parts) if parts else integer(sizes[index]), Fraction(1)))
    return True


def _dot(parts: Sequence[Power]) -> Expr:
    if len(parts) == 1 and parts[0][1] == 1 and known(parts[0][0], "simplex") is True:
        return number(1)
    (base, power), *others = parts
    if not others and power == 1 and isinstance(base, Apply) and base.op == "sum" and base.params["axis"] is not None:
        return apply("sum", base.args[0])  # row by row or column by column
    if not others and power == 1 and isinstance(base, Apply) and base.op == "diag":
        return apply("trace", base.args[0])
    if len(parts) == 1 and parts[0][1] == 2:
        return apply("matmul", parts[0][0], parts[0][0])
    if len(parts) == 2 and parts[0][1] == parts[1][1] == 1:
        left, right = sorted((part for part, _ in parts), key=order)
        if len(factors(left)) > 1 and len(factors(right)) == 1:
            left, right = right, left
        if len(factors(left)) == 1:  # u^T A v
            return matrices([left, *factors(right)])
        ways = [[*_flipped(one), *factors(other)] for one, other in ((left, right), (right, left))]
        way = min(ways, key=lambda chain: (sum(map(is_transpose, chain)), list(map(order, chain))))
        if sum(map(is_transpose, way)) < sum(is_transpose(m) for side in (left, right) for m in factors(side)):
            return matrices(way)  # u^T A B v, but (A u)^T (A v)
        return apply("matmul", left, right)
    return apply("sum", quotient(parts))


def _flipped(product: Expr) -> list[Expr]:
    """The factors of v^T B^T A^T of A B v."""
    return [m if m.rank == 1 else flipped(m) for m in reversed(factors(product))]


def _leaf(graph: Graph, index: str, sizes: dict[str, Size]) -> bool:
    """An index with one matrix: matrix times vector, at the other index."""
    found = _at(graph, index)
    if len(found) != 1 or found[0].rows == found[0].columns:
        return False
    other = found[0].end(index)
    graph.edges.remove(found[0])
    *chain, last = found[0].seen_from(other).chain
    vector = graph.vector(index)
    graph.vectors.pop(index, None)
    if vector is not None:
        value = _times(last, vector)
    else:
        value = apply("sum", last.children[0], axis=0) if is_transpose(last) else apply("sum", last, axis=1)
    for matrix in reversed(chain):
        value = _times(matrix, value)
    graph.vectors.setdefault(other, []).append((value, Fraction(1)))
    return True


def _times(matrix: Expr, vector: Expr) -> Expr:
    """Matrix times vector, of a diagonal matrix entry by entry."""
    if isinstance(matrix, Apply) and matrix.op == "diag":
        return quotient([(matrix.args[0], Fraction(1)), (vector, Fraction(1))])
    return apply("matmul", matrix, vector)


def _series(graph: Graph, index: str, sizes: dict[str, Size]) -> bool:
    """An index with two matrices: their product."""
    found = _at(graph, index)
    if len(found) != 2 or any(e.rows == e.columns for e in found):
        return False
    first, second = sorted((e.seen_from(index) for e in found), key=lambda e: age(e.columns))
    left = first.seen_from(first.columns)
    for edge, other in ((first, second), (second, first)):
        if is_entrywise(edge) and not is_entrywise(other) and graph.vectors.get(index) and graph.vectors.get(
                edge.columns):
            graph.edges.remove(next(e for e in found if edge in (e, e.seen_from(index))))
            ends = [graph.vectors.pop(name) for name in (edge.rows, edge.columns)]
            graph.edges.append(Edge(edge.rows, edge.columns, (weighted(edge.chain[0], *map(quotient, ends)),)))
            return _series(graph, index, sizes)
    vector = graph.vector(index)
    graph.vectors.pop(index, None)
    middle = () if vector is None else (apply("diag", vector),)
    for edge in found:
        graph.edges.remove(edge)
    joined = Edge(left.rows, second.columns, (*left.chain, *middle, *second.chain))
    if joined.rows == joined.columns:
        graph.vectors.setdefault(joined.rows, []).append((_diagonal(joined.chain), Fraction(1)))
    else:
        graph.edges.append(joined)
    return True


def is_entrywise(edge: Edge) -> bool:
    """Whether a matrix is a function of others entry by entry, so that it is weighted entry by entry as well."""
    return len(edge.chain) == 1 and _is_entrywise(edge.chain[0])


def _is_entrywise(root: Expr) -> bool:
    """Sums have as many parts as a network has layers: what is known of a part is known for all that have it."""
    stack = [root]
    while stack:
        node = stack[-1]
        if node not in _entrywise:
            inside = node.children if isinstance(node, Apply) and node.op in ARITHMETIC else ()
            waiting = [part for part in inside if part not in _entrywise]
            if waiting:
                stack += waiting
                continue
            _entrywise[node] = any(_entrywise[part] for part in inside) or (isinstance(node, Apply) and (
                node.op in ("mul", "div", "pow") and any(a.rank == 2 for a in node.args) if inside else (
                    node.rank == 2 and OPS[node.op].elementwise)))
        stack.pop()
    return _entrywise[root]


def weighted(matrix: Expr, left: Expr, right: Expr) -> Expr:
    """diag(left) matrix diag(right), entry by entry."""
    return quotient([(apply("outer", left, right), Fraction(1)), (matrix, Fraction(1))])


def _diagonal(chain: tuple[Expr, ...]) -> Expr:
    """The diagonal of a product of matrices."""
    if len(chain) == 2:
        return apply("sum", quotient([(chain[0], Fraction(1)), (flipped(chain[1]), Fraction(1))]), axis=-1)
    return apply("diag", matrices(chain))


def _parallel(graph: Graph, inner: set[str]) -> set[str]:
    """Matrices between the same indices as one, entry by entry; around a closed chain a trace, whose indices go."""
    gone: set[str] = set()
    for edge in list(graph.edges):
        same = [e for e in graph.edges if {e.rows, e.columns} == {edge.rows, edge.columns}]
        if len(same) < 2 or edge not in same:
            continue
        ends = {edge.rows, edge.columns}
        closed = ends <= inner and len(same) == 2 and not any(graph.vectors.get(i) for i in ends) and all(
            e in same for i in ends for e in _at(graph, i))
        for e in same:
            graph.edges.remove(e)
        if sum(is_transpose(m) for e in same for m in e.seen_from(edge.columns).chain) < sum(
                is_transpose(m) for e in same for m in e.seen_from(edge.rows).chain):
            edge = edge.seen_from(edge.columns)
        one, *others = (e.seen_from(edge.rows) for e in same)
        if closed and (len(one.chain) + len(others[0].chain) > 2 or any(
                is_transpose(m) or _is_inverse(m) for m in (*one.chain, *others[0].chain))):
            around = (*one.chain, *others[0].seen_from(edge.columns).chain)
            graph.scalars.append((apply("trace", matrices(_turned(around))), Fraction(1)))
            gone |= ends
            continue
        parts = [(matrices(e.chain), Fraction(1)) for e in (one, *others)]
        graph.edges.append(Edge(one.rows, one.columns, (quotient(parts),)))
    return gone


def _turned(chain: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """A closed chain from the matrix on where it reads first, in either direction."""
    back = tuple(flipped(m) for m in reversed(chain))
    return min((c[k:] + c[:k] for c in (chain, back) for k in range(len(c))), key=lambda c: (
        sum(is_transpose(m) for m in c), not (is_transpose(c[0]) and c[0].children[0] is c[-1]), [order(m) for m in c]))


def _is_inverse(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "inv"
