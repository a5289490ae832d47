"""Sums of products over indices, collected and written as matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Apply, Expr, Size, at, bind, integer, number, operands
from lemmata.engine.notation.graphs import Graph, reduced
from lemmata.engine.notation.matrices import is_transpose, matrices, order, quotient
from lemmata.engine.notation.terms import Opaque, Term
from lemmata.engine.ops import apply

MOST = 64  # terms of a sum


@dataclass(frozen=True)
class Written:
    """A number times a core: numbers in front, and a chain of matrices or an array."""

    coefficient: Fraction
    scalars: tuple[tuple[Expr, Fraction], ...]
    chain: tuple[Expr, ...]  # multiplied: matrices, or entries; nothing for a number

    @property
    def key(self) -> tuple[object, ...]:
        return self.scalars, self.chain


def written_sum(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> Expr:
    """The array over these indices.

    Raises Opaque where its products have no form as matrices.
    """
    if len(terms) > MOST:
        raise Opaque(f"more than {MOST} terms")
    if len(names) > 2:
        return _over_indices(terms, names, sizes)
    shape = tuple(sizes[name] for name in names)
    kept = _merged(_full(collected(terms, names, sizes), shape))
    if not kept:
        return apply("zeros", shape=shape) if shape else number(0)
    return _total(sorted(kept, key=_place), shape)


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
    found: dict[tuple[object, ...], Written] = {}
    for term in terms:
        one = _written(term, names, sizes)
        before = found.get(one.key)
        total = one.coefficient + (before.coefficient if before else 0)
        found[one.key] = Written(total, one.scalars, one.chain)
    return [one for one in found.values() if one.coefficient]


def _place(one: Written) -> tuple[object, ...]:
    """What is added stands before what is subtracted, long products before short ones, numbers last."""
    parts = [*(base for base, _ in one.scalars), *one.chain]
    degree = sum((power for _, power in one.scalars), Fraction(len(one.chain)))
    return (one.coefficient < 0, not parts, -len(one.chain), -degree, [order(p) for p in parts],
            [power for _, power in one.scalars])


def _total(kept: Sequence[Written], shape: tuple[Size, ...]) -> Expr:
    if shape and not any(one.chain for one in kept):  # nothing else says how long it is
        first, *rest = kept
        kept = [replace(first, chain=(apply("ones", shape=shape),)), *rest]
    if len(kept) == 1:
        return _stretched(_assembled(kept[0].coefficient, kept[0]), shape)
    sizes = {abs(one.coefficient) for one in kept}
    common = sizes.pop() if len(sizes) == 1 else Fraction(1)
    common = common if common.numerator == 1 else Fraction(1)  # (a - b)/2, but 2 a - 2 b
    sign = -1 if all(one.coefficient < 0 for one in kept) else 1
    result: Expr | None = None
    for one in kept:
        factor = one.coefficient * sign / common
        if result is None:
            result = _assembled(factor, one)
        else:
            part = _assembled(abs(factor), one)
            result = apply("add", result, part if factor > 0 else apply("neg", part))
    assert result is not None
    if common != 1:
        result = apply("div", result, number(common.denominator))
    result = _stretched(result, shape)
    return result if sign > 0 else apply("neg", result)


def _stretched(result: Expr, shape: tuple[Size, ...]) -> Expr:
    return result if result.shape == shape else apply("mul", result, apply("ones", shape=shape))


def _assembled(coefficient: Fraction, one: Written) -> Expr:
    """coefficient * numbers * matrices / numbers."""
    above = [part for part in one.scalars if part[1] > 0]
    below = [(base, -power) for base, power in one.scalars if power < 0]
    parts = [quotient(above)] if above else []
    if one.chain and not one.chain[0].rank:  # entries
        parts += one.chain
    elif one.chain:
        core = matrices(one.chain)
        while isinstance(core, Apply) and core.op == "div" and core.args[0].shape == core.shape:
            core, bottom = core.args
            below.append((bottom, Fraction(1)))
        parts.append(core)
    if abs(coefficient.numerator) != 1 or not parts:
        parts.insert(0, number(coefficient.numerator))
    result = parts[0]
    for part in parts[1:]:
        result = apply("mul", result, part)
    if coefficient.numerator == -1 and parts[0] is not number(-1):
        result = apply("neg", result)
    if coefficient.denominator != 1:
        below.insert(0, (number(coefficient.denominator), Fraction(1)))
    if below:
        bottom = quotient(below)
        result = apply("div", result, bottom)
    return result


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
    return Written(term.coefficient, _sorted(graph), _core(graph, names, sizes))


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
        if isinstance(base, Apply) and base.op == "sum" and base.args[0].rank == 1 and power == 1:
            length = integer(base.args[0].shape[0])
            if totals.get(length, Fraction(0)) < 0:
                totals[length] += 1
                del totals[base]
                mean = apply("mean", base.args[0])
                totals[mean] = totals.get(mean, Fraction(0)) + 1
    return tuple(sorted(((b, p) for b, p in totals.items() if p), key=lambda part: order(part[0])))


def _core(graph: Graph, names: Sequence[str], sizes: dict[str, Size]) -> tuple[Expr, ...]:
    """The chain of matrices that is left between the indices of the result."""
    if not names:
        return ()
    if len(names) == 1:
        vector = graph.vector(names[0])
        return () if vector is None else _as_chain(vector)
    rows, columns = names
    left, right = graph.vector(rows), graph.vector(columns)
    if graph.edges:
        (edge,) = graph.edges
        chain = edge.seen_from(rows).chain
        scaled = [] if left is None else [apply("diag", left)]
        return (*scaled, *chain, *([] if right is None else [apply("diag", right)]))
    if right is None:  # the same in every column
        return () if left is None else (apply("expand_dims", left, axis=-1),)
    return (right,) if left is None else (apply("outer", left, right),)


def _as_chain(vector: Expr) -> tuple[Expr, ...]:
    """The factors of nested products of matrices with a vector."""
    chain: list[Expr] = []
    while isinstance(vector, Apply) and vector.op == "matmul" and vector.args[0].rank == 2 and vector.rank == 1:
        chain.append(vector.args[0])
        vector = vector.args[1]
    return (*chain, vector)


def _merged(found: list[Written]) -> list[Written]:
    """Products that differ in one place, as one with the sum of both: A x + A^T x is (A + A^T) x."""
    result: list[Written] = []
    for one in found:
        for k, other in enumerate(result):
            place = _only_difference(one, other)
            if place is not None and abs(one.coefficient) == abs(other.coefficient):
                total, sign = _both([(w.coefficient, w.chain[place]) for w in (other, one)])
                size = abs(one.coefficient)
                result[k] = Written(size * sign, other.scalars, (*other.chain[:place], total, *other.chain[place + 1:]))
                break
        else:
            result.append(one)
    return result


def _both(parts: list[tuple[Fraction, Expr]]) -> tuple[Expr, Fraction]:
    """The sum of two arrays, with their signs, and the sign of it."""
    if all(isinstance(a, Apply) and a.op == "diag" and a.rank == 2 for _, a in parts):
        total, sign = _both([(c, a.children[0]) for c, a in parts])
        return apply("diag", total), sign
    signed = [Written(Fraction(sign if c > 0 else -sign), (), (a,)) for c, whole in parts
              for sign, a in map(_signed, operands(whole, "add"))]
    total = _total(sorted(signed, key=_place), parts[0][1].shape)
    if isinstance(total, Apply) and total.op == "neg":
        return total.args[0], Fraction(-1)
    return total, Fraction(1)


def _signed(term: Expr) -> tuple[int, Expr]:
    return (-1, term.args[0]) if isinstance(term, Apply) and term.op == "neg" else (1, term)


def _only_difference(one: Written, other: Written) -> int | None:
    """The one place in which two products differ."""
    if one.scalars != other.scalars or len(one.chain) != len(other.chain) or len(one.chain) < 2:
        return None
    places = [k for k, (a, b) in enumerate(zip(one.chain, other.chain)) if a is not b]
    return places[0] if len(places) == 1 and one.chain[places[0]].shape == other.chain[places[0]].shape else None


def _over_indices(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> Expr:
    """An array of more than two axes: deltas, vectors and matrices at its indices."""
    totals: dict[tuple[object, ...], Written] = {}
    for term in terms:
        graph = _graph(Term(Fraction(1), term.powers, set(), term.bound), sizes, entries=True)
        deltas = sorted((sorted(pair, key=list(names).index) for pair in term.deltas),
                        key=lambda pair: names.index(pair[0]))
        cores = [apply("delta", *(integer(Size.of(name)) for name in pair)) for pair in deltas]
        cores += _entries(graph, names, sizes)
        one = Written(term.coefficient, _sorted(graph), tuple(cores))
        before = totals.get(one.key)
        totals[one.key] = replace(one, coefficient=one.coefficient + (before.coefficient if before else 0))
    kept = [one for one in totals.values() if one.coefficient]
    shape = tuple(sizes[name] for name in names)
    if not kept:
        return apply("zeros", shape=shape)

    def closed(body: Expr) -> Expr:
        for name in reversed(names):
            body = bind("array", Size.of(name), body, 0, sizes[name])
        return body

    # opened indices are numbered as they come, so that only what is closed has an order
    ordered = sorted(kept, key=lambda one: (one.coefficient < 0, order(closed(_assembled(Fraction(1), one)))))
    return closed(_total(ordered, ()))


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
