"""Sums of products over indices, collected and written as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Apply, Expr, Size, at, bind, integer, number
from lemmata.engine.notation.graphs import Graph, is_entrywise, reduced, weighted
from lemmata.engine.notation.matrices import factors, is_diagonal, is_transpose, matrices, order, quotient
from lemmata.engine.notation.merging import merged
from lemmata.engine.notation.terms import Opaque, Term
from lemmata.engine.notation.totals import Written, assembled, powers_of, total
from lemmata.engine.ops import apply

MOST = 64  # terms of a sum


def written_sum(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> Expr:
    """The array over these indices.

    Raises Opaque where its products have no form as matrices.
    """
    if len(terms) > MOST:
        raise Opaque(f"more than {MOST} terms")
    if len(names) > 2:
        return _over_indices(terms, names, sizes)
    shape = tuple(sizes[name] for name in names)
    found = sorted(_full(collected(terms, names, sizes), shape), key=lambda one: one.place)
    kept = merged(found)
    if not kept:
        return apply("zeros", shape=shape) if shape else number(0)
    return total(sorted(kept, key=lambda one: one.place), shape)


def _full(found: list[Written], shape: tuple[Size, ...]) -> list[Written]:
    """Beside identities, diagonal and outer products, vectors and numbers as matrices too."""
    if len(shape) != 2 or not any(len(w.chain) == 1 and isinstance(m := w.chain[0], Apply) and m.op in (
            "eye", "diag", "outer") for w in found):
        return found
    result = []
    for one in found:
        if not one.chain:
            one = replace(one, chain=(apply("ones", shape=shape),))
        elif len(one.chain) == 1 and one.chain[0].shape != shape:
            part, ones = one.chain[0], [apply("ones", shape=(size,)) for size in shape]
            pair = (ones[0], part) if part.rank == 1 else (part.children[0], ones[1])
            one = replace(one, chain=(apply("outer", *pair),))
        result.append(one)
    return result


def collected(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> list[Written]:
    """The products written as matrices, those that are alike added."""
    return _alike([_written(term, names, sizes) for term in terms])


def _alike(products: Iterable[Written]) -> list[Written]:
    """Products that are alike, added."""
    found: dict[tuple[object, ...], Written] = {}
    for one in products:
        before = found.get(one.key)
        found[one.key] = replace(one, coefficient=one.coefficient + (before.coefficient if before else 0))
    return [one for one in found.values() if one.coefficient]


def _written(term: Term, names: Sequence[str], sizes: dict[str, Size]) -> Written:
    if len(term.deltas) == 1 and len(names) == 2:
        (pair,) = term.deltas
        if pair == set(names) and sizes[names[0]] == sizes[names[1]]:
            bare = Term(term.coefficient, term.powers, set(), term.bound).renamed(names[1], names[0])
            graph = _graph(bare, sizes)
            core = graph.vector(names[0])
            diagonal = apply("eye", n=sizes[names[0]]) if core is None else apply("diag", core)
            return Written(term.coefficient, _sorted(graph), (diagonal,))
    if term.deltas:
        raise Opaque("a delta over different ranges")
    graph = _graph(term, sizes)
    return _averaged(Written(term.coefficient, _sorted(graph), _core(graph, names, sizes)))


def _graph(term: Term, sizes: dict[str, Size], entries: bool = False) -> Graph:
    graph = reduced(term, sizes, entries)
    graph.scalars = [(base, power) for base, power in graph.scalars if base is not number(1)]
    return graph


def _sorted(graph: Graph) -> tuple[tuple[Expr, Fraction], ...]:
    """The numbers, each with its power; a sum over its length is a mean."""
    totals: dict[Expr, Fraction] = {}
    for base, power in graph.scalars:
        totals[base] = totals.get(base, Fraction(0)) + power
    for base, power in list(totals.items()):
        inside = _summed(base) if power == 1 else None
        if inside is not None and totals.get(length := integer(inside.shape[0]), Fraction(0)) < 0:
            totals[length] += 1
            del totals[base]
            mean = apply("mean", inside)
            totals[mean] = totals.get(mean, Fraction(0)) + 1
    return tuple(sorted(((b, p) for b, p in totals.items() if p), key=lambda part: order(part[0])))


def _summed(node: Expr) -> Expr | None:
    """The vector of which a number is the sum, also of products entry by entry; u^T A v is none."""
    if isinstance(node, Apply) and node.op == "sum" and node.args[0].rank == 1:
        return node.args[0]
    if isinstance(node, Apply) and node.op == "matmul" and all(len(factors(a)) == a.rank == 1 for a in node.args):
        return quotient([(node.args[0], Fraction(2))] if node.args[0] is node.args[1] else [
            (a, Fraction(1)) for a in node.args])
    return None


def _averaged(one: Written) -> Written:
    """With means over the rows or columns of a matrix for their sums over how many there are."""
    for k, part in enumerate(one.chain):
        vector = part.children[0] if is_diagonal(part) else part
        powers = powers_of(vector) if vector.rank == 1 else {}
        for base in sorted(powers, key=order):
            if not (isinstance(base, Apply) and base.op == "sum" and base.args[0].rank == 2 and powers[base] == 1):
                continue
            scalars, axis = dict(one.scalars), base.params["axis"]
            length = integer(base.args[0].shape[axis[0]])
            if scalars.get(length, Fraction(0)) < 0:
                mean = quotient([(apply("mean", base.args[0], axis=axis) if b is base else b, p)
                                 for b, p in powers.items()])
                scalars[length] += 1
                chain = (*one.chain[:k], apply("diag", mean) if is_diagonal(part) else mean, *one.chain[k + 1:])
                return Written(one.coefficient, tuple(part for part in scalars.items() if part[1]), chain)
    return one


def _core(graph: Graph, names: Sequence[str], sizes: dict[str, Size]) -> tuple[Expr, ...]:
    """The chain of matrices that is left between the indices of the result."""
    if not names:
        return ()
    if len(names) == 1:
        vector = graph.vector(names[0])
        return () if vector is None else tuple(factors(vector))
    rows, columns = names
    left, right = graph.vector(rows), graph.vector(columns)
    if graph.edges:
        (edge,) = graph.edges
        chain = edge.seen_from(rows).chain
        if left is not None and right is not None and is_entrywise(edge):
            return (weighted(edge.seen_from(rows).chain[0], left, right),)
        scaled = [] if left is None else [apply("diag", left)]
        return (*scaled, *chain, *([] if right is None else [apply("diag", right)]))
    if right is None:  # the same in every column
        return () if left is None else (apply("expand_dims", left, axis=-1),)
    return (right,) if left is None else (apply("outer", left, right),)


def _over_indices(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> Expr:
    """An array of more than two axes: deltas, vectors and matrices at its indices."""
    products = []
    for coefficient, deltas, graph in _weighed(terms, names, sizes):
        pairs = sorted((sorted(pair, key=list(names).index) for pair in deltas), key=lambda pair: names.index(pair[0]))
        cores = [apply("delta", *(integer(Size.of(name)) for name in pair)) for pair in pairs]
        cores += _entries(graph, names, sizes)
        products.append(Written(coefficient, _sorted(graph), tuple(cores)))
    kept = _alike(products)
    shape = tuple(sizes[name] for name in names)
    if not kept:
        return apply("zeros", shape=shape)

    def closed(body: Expr) -> Expr:
        for name in reversed(names):
            body = bind("array", Size.of(name), body, 0, sizes[name])
        return body

    def place(one: Written) -> tuple[object, ...]:
        """Opened indices are numbered as they come, so that only what is closed has an order."""
        return one.coefficient < 0, order(closed(assembled(replace(one, coefficient=Fraction(1)))))

    return closed(total(sorted(kept, key=place), ()))


def _weighed(terms: Sequence[Term], names: Sequence[str],
             sizes: dict[str, Size]) -> Iterator[tuple[Fraction, set[frozenset[str]], Graph]]:
    """The graphs of products; sums over an index that differ in one vector only are one, weighted by a sum."""
    groups: dict[tuple[object, ...], tuple[Graph, list[Written]]] = {}
    for term in terms:
        graph = _graph(Term(Fraction(1), term.powers, set(), term.bound), sizes, entries=True)
        if not graph.summed or term.deltas:
            yield term.coefficient, term.deltas, graph
            continue
        vector = graph.vector(graph.summed[0])
        graph.vectors.pop(graph.summed[0], None)
        weight = Written(term.coefficient, (), () if vector is None else (vector,))
        groups.setdefault((_sorted(graph), *_entries(graph, names, sizes)), (graph, []))[1].append(weight)
    for graph, weights in groups.values():
        (name,), kept = graph.summed, _alike(weights)
        if not kept:
            continue
        if len(kept) == 1:
            (one,) = kept
            coefficient, vectors = one.coefficient, list(one.chain)
        else:
            found = total(sorted(kept, key=lambda one: one.place), (sizes[name],))
            minus = isinstance(found, Apply) and found.op == "neg"
            coefficient, vectors = Fraction(-1 if minus else 1), [found.children[0] if minus else found]
        graph.vectors[name] = [(vector, Fraction(1)) for vector in vectors]
        yield coefficient, set(), graph


def _entries(graph: Graph, names: Sequence[str], sizes: dict[str, Size]) -> list[Expr]:
    """Vectors and matrices at indices, in the order of these; what is summed over still stands last."""
    every = [*names, *graph.summed]
    found: list[tuple[tuple[int, ...], Expr]] = []
    for name in every:
        vector = graph.vector(name)
        if vector is not None:
            found.append(((every.index(name),), at(vector, integer(Size.of(name)))))
    for edge in graph.edges:
        matrix = edge.seen_from(min(edge.rows, edge.columns, key=every.index))
        if len(matrix.chain) == 1 and is_transpose(matrix.chain[0]):
            matrix = edge.seen_from(matrix.columns)
        found.append((tuple(sorted((every.index(edge.rows), every.index(edge.columns)))), at(
            matrices(matrix.chain), integer(Size.of(matrix.rows)), integer(Size.of(matrix.columns)))))
    found.sort(key=lambda entry: entry[0])
    alone = [part for places, part in found if places[-1] < len(names)]
    for name in graph.summed:
        inside = [part for places, part in found if places[-1] >= len(names)]
        alone.append(bind("sum", Size.of(name), reduce(lambda a, b: apply("mul", a, b), inside), 0, sizes[name]))
    return alone
