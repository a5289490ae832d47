"""A product over indices as matrices: its factors are the edges of a graph whose nodes are the indices.

An index that is summed over goes away where it has one matrix (a vector at the other index), two (a product of
matrices) or none (a number); two matrices between the same indices are multiplied entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, Number, Size, count_nodes, integer, number, symbols
from lemmata.engine.notation.terms import Opaque, Term
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known

Power = tuple[Expr, Fraction]


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

    def vector(self, index: str) -> Expr | None:
        """The vector at an index, None where it is all ones."""
        found = self.vectors.get(index, [])
        return quotient(found) if found else None


def reduced(term: Term, sizes: dict[str, Size]) -> Graph:
    """The graph of a term with every index that is summed over gone.

    Raises Opaque where products of matrices don't reach: three matrices that meet, arrays with more axes.
    """
    graph = Graph()
    hadamard: dict[tuple[str, str], list[Power]] = {}
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
            low, high = sorted(indices)
            hadamard.setdefault((low, high), []).append((array if indices == (low, high) else flipped(array), power))
    graph.edges = [Edge(*ends, (quotient(parts),)) for ends, parts in sorted(hadamard.items())]
    inner = set(term.bound)
    while inner:
        inmost = sorted(inner, key=lambda name: -int(name[1:]))  # as the products were nested
        gone = next((i for step in (_number, _leaf, _series) for i in inmost if step(graph, i, sizes)), None)
        if gone is None:
            raise Opaque("indices at which three matrices meet")
        inner -= {gone} | _parallel(graph, inner - {gone})
    return graph


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
    if len(parts) == 1 and parts[0][1] == 2:
        return apply("matmul", parts[0][0], parts[0][0])
    if len(parts) == 2 and parts[0][1] == parts[1][1] == 1:
        left, right = sorted((part for part, _ in parts), key=order)
        return apply("matmul", left, right)
    return apply("sum", quotient(parts))


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
    value = apply("sum", last, axis=-1) if vector is None else _times(last, vector)
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
    first, second = sorted((e.seen_from(index) for e in found), key=lambda e: e.columns)
    left = first.seen_from(first.columns)
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
        one, *others = (e.seen_from(edge.rows) for e in same)
        if closed and len(one.chain) + len(others[0].chain) > 2:
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
    return min((c[k:] + c[:k] for c in (chain, back) for k in range(len(c))),
               key=lambda c: (sum(is_transpose(m) for m in c), [order(m) for m in c]))


# writing


def flipped(matrix: Expr) -> Expr:
    """The transpose, of a symmetric matrix itself."""
    if is_transpose(matrix):
        return matrix.children[0]
    if isinstance(matrix, Apply) and matrix.op in ("diag", "eye"):
        return matrix
    return matrix if is_symmetric(matrix) else apply("transpose", matrix)


def is_symmetric(matrix: Expr) -> bool:
    """Whether a matrix is surely its transpose: declared, or a sum or product that reads the same from behind."""
    if known(matrix, "symmetric") is True:
        return True
    if not isinstance(matrix, Apply):
        return False
    if matrix.op in ("add", "neg"):
        return all(is_symmetric(part) for part in matrix.args)
    if matrix.op in ("mul", "div"):
        return all(part.rank == 0 or (part.shape == matrix.shape and is_symmetric(part)) for part in matrix.args)
    if matrix.op == "outer":
        return matrix.args[0] is matrix.args[1]
    if matrix.op == "matmul":
        chain = factors(matrix)
        return all(a.rank == 2 for a in chain) and [flipped(a) for a in reversed(chain)] == chain
    return False


def factors(product: Expr) -> list[Expr]:
    """The chain of a product of matrices."""
    found, left = [], [product]
    while left:
        node = left.pop()
        if isinstance(node, Apply) and node.op == "matmul" and all(a.rank == 2 for a in node.args):
            left += [node.args[1], node.args[0]]
        else:
            found.append(node)
    return found


def is_transpose(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "transpose" and node.params["axes"] is None


def order(node: Expr) -> tuple[int, tuple[str, ...], bytes]:
    """How expressions stand beside each other: small ones first, by the names of their letters."""
    return count_nodes(node), tuple(s.name for s in symbols(node)), node.digest


def matrices(chain: Sequence[Expr]) -> Expr:
    """The product of a chain of matrices."""
    result = chain[0]
    for matrix in chain[1:]:
        result = apply("matmul", result, matrix)
    return result


def quotient(parts: Sequence[Power]) -> Expr:
    """A product of powers, entry by entry: those with negative exponents below one line."""
    ordered = sorted(parts, key=lambda part: (order(part[0]), part[1]))
    above = [_power(base, power) for base, power in ordered if power > 0]
    below = [_power(base, -power) for base, power in ordered if power < 0]
    result: Expr | None = None
    for part in above:
        result = part if result is None else apply("mul", result, part)
    if not below:
        return number(1) if result is None else result
    bottom = below[0]
    for part in below[1:]:
        bottom = apply("mul", bottom, part)
    return apply("div", number(1) if result is None else result, bottom)


def _power(base: Expr, power: Fraction) -> Expr:
    if power == 1:
        return base
    if power == Fraction(1, 2):
        return apply("sqrt", base)
    return base if isinstance(base, Number) and base.value == 1 else apply("pow", base, number(power))
