"""Entries of sums, products and extrema: loops inside of the loops over an array."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs import Value
from lemmata.engine.writers.code.loops.entries import Entries, Places
from lemmata.engine.writers.code.loops.terms import Call, Loop, Map, Term, Whole, apply, loops, place_of, whole


class Sums(Entries):
    """Entries of what is summed over axes."""

    def _reduce(self, value: Value, places: Places) -> Term:
        (x,), axes, how = value.args, value["axes"], value["how"]
        counts = [x.shape[a] for a in axes]
        indices = self.open(counts)
        body = self.at(x, self._within(value, places, dict(zip(axes, map(place_of, indices)))))
        if how != "mean":
            return loops(how, indices, counts, body)
        total = Size.of(1)
        for count in counts:
            total = total * count
        return Map("div", (loops("sum", indices, counts, body), Whole(total)))

    def _within(self, value: Value, places: Places, inner: dict[int, Term]) -> list[Term]:
        """Places of the argument: those that are gone over, and the others."""
        kept = iter([p for k, p in enumerate(places) if not (value["keepdims"] and k in inner)])
        return [inner[k] if k in inner else next(kept) for k in range(value.args[0].rank)]

    def _logsumexp(self, value: Value, places: Places) -> Term:
        axes = value["axes"]
        counts = [value.args[0].shape[a] for a in axes]
        indices = self.open(counts)
        body = self.at(value.args[0], self._within(value, places, dict(zip(axes, map(place_of, indices)))))
        return Call("logsumexp", (flat(indices, counts, body),))

    def _compensated_sum(self, value: Value, places: Places) -> Term:
        (index,) = self.open([value.args[0].shape[-1]])
        count = value.args[0].shape[-1]
        return Call(value.op, tuple(loops("list", [index], [count], self.at(x, [*places, place_of(index)]))
                                    for x in value.args))

    _compensated_dot = _compensated_sum

    def _arg(self, value: Value, places: Places) -> Term:
        axis = value["axis"]
        count = value.args[0].shape[axis]
        (index,) = self.open([count])
        row = self.at(value.args[0], [*places[:axis], place_of(index), *places[axis:]])
        return Call(value["how"], (loops("list", [index], [count], row),))

    def _dot(self, value: Value, places: Places) -> Term:
        x, y = value.args
        indices = self.open(x.shape)
        inner = list(map(place_of, indices))
        return loops("sum", indices, x.shape, apply("mul", self.at(x, inner), self.at(y, inner)))

    def _matmul(self, value: Value, places: Places) -> Term:
        x, y = value.args
        (index,) = self.open(x.shape[-1:])
        column = places[-1:] if y.rank > 1 else ()
        rows = places[: len(places) - len(column)]
        row = rows[-1:] if x.rank > 1 else ()
        stack = rows[: len(rows) - len(row)]
        shape = value.shape[: len(stack)]
        left = self._stacked(x, shape, stack, [*row, place_of(index)])
        right = self._stacked(y, shape, stack, [place_of(index), *column])
        return loops("sum", [index], [x.shape[-1]], apply("mul", left, right))

    def _stacked(self, x: Value, shape: Shape, stack: Places, own: Places) -> Term:
        lead = x.rank - len(own)
        fitting = [whole(0) if size == ONE != full else place for size, full, place in
                   zip(x.shape[:lead], shape[len(shape) - lead :], stack[len(stack) - lead :])]
        return self.at(x, [*fitting, *own])

    def _einsum(self, value: Value, places: Places) -> Term:
        inputs, output = value["equation"].split("->")
        terms, known = inputs.split(","), dict(zip(output, places))
        sizes = {c: s for term, x in zip(terms, value.args) for c, s in zip(term, x.shape)}
        summed = [c for c in sizes if c not in output]
        indices = self.open([sizes[c] for c in summed])
        known |= dict(zip(summed, map(place_of, indices)))
        factors = [self.at(x, [known[c] for c in term]) for term, x in zip(terms, value.args)]
        return loops("sum", indices, [sizes[c] for c in summed], apply("mul", *factors))


def flat(indices: Sequence[str], counts: Sequence[Size], body: Term) -> Term:
    """One list of all entries."""
    over = [(index, count) for index, count in zip(indices, counts) if index] or [("", ONE)]
    inner = loops("list", [over[-1][0]], [over[-1][1]], body)
    for index, count in reversed(over[:-1]):
        inner = Loop("flat", index, count, inner)
    return inner

