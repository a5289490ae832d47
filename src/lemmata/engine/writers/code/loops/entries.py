"""Instructions over whole arrays as terms for one entry of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs import NoProgram, Program, Value
from lemmata.engine.writers.code.loops.reshaping import same_entry
from lemmata.engine.writers.code.loops.terms import (
    UNIT,
    ZERO,
    Call,
    Constant,
    Item,
    Literal,
    Loop,
    Map,
    Term,
    Whole,
    apply,
    both,
    choose,
    equal,
    loops,
    place_of,
    shifted,
    whole,
)

Places = Sequence[Term]


class Entries:
    """Entries of the arrays of one program. An array that has a name is looked up, another one is worked out."""

    def __init__(self, program: Program):
        self.program = program
        self.arrays: dict[Value, tuple[str, tuple[int, ...]]] = {}  # the name, and the axes in the order of the list
        self.opened = 0

    def open(self, sizes: Sequence[Size]) -> list[str]:
        """New indices that go over axes, none for an axis of size 1."""
        first = self.opened
        self.opened += len(sizes)
        return ["" if size == ONE else f"%{first + k}" for k, size in enumerate(sizes)]

    def at(self, value: Value, places: Places) -> Term:
        """The entry of an array at these places."""
        if value in self.arrays:
            name, axes = self.arrays[value]
            return Item(name, tuple(value.shape[a] for a in axes), tuple(places[a] for a in axes))
        method: Callable[[Value, Places], Term] | None = getattr(self, f"_{value.op}", None)
        if method is None:
            raise NoProgram(f"{value.op} has no code in loops; take the numpy, jax or torch target")
        return method(value, places)

    def array(self, value: Value, lead: Places = (), axes: Sequence[int] | None = None) -> Term:
        """The array at some leading places, as a list over the other axes (in that order)."""
        rest = list(range(len(lead), value.rank)) if axes is None else list(axes)
        indices = self.open([value.shape[a] for a in rest])
        places = {k: place for k, place in enumerate(lead)} | dict(zip(rest, map(place_of, indices)))
        body = self.at(value, [places.get(k, whole(0)) for k in range(value.rank)])
        return loops("list", indices, [value.shape[a] for a in rest], body)

    def of(self, arg: Value, shape: Shape, places: Places) -> Term:
        """The entry of an array that is stretched to a shape."""
        own = places[len(shape) - arg.rank :]
        stretched = shape[len(shape) - arg.rank :]
        return self.at(arg, [whole(0) if size == ONE != full else place
                             for size, full, place in zip(arg.shape, stretched, own)])

    # leaves

    def _number(self, value: Value, places: Places) -> Term:
        return Literal(value["value"])

    def _constant(self, value: Value, places: Places) -> Term:
        return Constant(value["name"])

    def _size(self, value: Value, places: Places) -> Term:
        return Whole(value["size"])

    def _arange(self, value: Value, places: Places) -> Term:
        return shifted(value["start"], value["step"], places[0])

    def _eye(self, value: Value, places: Places) -> Term:
        return choose(equal(*places), UNIT, ZERO)

    # entry by entry

    def _map(self, value: Value, places: Places) -> Term:
        return Map(value["name"], tuple(self.of(a, value.shape, places) for a in value.args), value)

    def _cast(self, value: Value, places: Places) -> Term:
        """Integers are numbers already."""
        inner = self.at(value.args[0], places)
        return Map("cast", (inner,), value) if value.args[0].kind == "boolean" else inner

    def _count(self, value: Value, places: Places) -> Term:
        return Map("count", (self.at(value.args[0], places),), value)

    # axes

    def _permute(self, value: Value, places: Places) -> Term:
        order = value["order"]
        return self.at(value.args[0], [places[order.index(k)] for k in range(value.rank)])

    def _expand(self, value: Value, places: Places) -> Term:
        return self.at(value.args[0], [p for k, p in enumerate(places) if k not in value["axes"]])

    def _squeeze(self, value: Value, places: Places) -> Term:
        rest = iter(places)
        return self.at(value.args[0], [whole(0) if k in value["axes"] else next(rest)
                                       for k in range(value.args[0].rank)])

    def _reshape(self, value: Value, places: Places) -> Term:
        return self.at(value.args[0], same_entry(value.shape, value.args[0].shape, places))

    def _broadcast(self, value: Value, places: Places) -> Term:
        return self.of(value.args[0], value.shape, places)

    def _part(self, value: Value, places: Places) -> Term:
        axis = value["axis"]
        moved = shifted(value["start"], value["step"], places[axis])
        return self.at(value.args[0], [*places[:axis], moved, *places[axis + 1 :]])

    def _place(self, value: Value, places: Places) -> Term:
        axis = value["axis"]
        return self.at(value.args[0], [*places[:axis], Whole(value["place"]), *places[axis:]])

    def _gather(self, value: Value, places: Places) -> Term:
        """The first axes at places that other arrays tell."""
        x, labels = value.args[0], value.args[1:]
        rank = value.rank - (x.rank - len(labels))
        lead, shape = places[:rank], value.shape[:rank]
        return self.at(x, [*(self.of(a, shape, lead) for a in labels), *places[rank:]])

    def _along(self, value: Value, places: Places) -> Term:
        (x, labels), axis = value.args, value["axis"]
        return self.at(x, [*places[:axis], self.of(labels, value.shape, places), *places[axis + 1 :]])

    def _diagonal(self, value: Value, places: Places) -> Term:
        first, second = value["axes"]
        rest = iter(places[:-1])
        return self.at(value.args[0], [places[-1] if k in (first, second) else next(rest)
                                       for k in range(value.args[0].rank)])

    def _embed(self, value: Value, places: Places) -> Term:
        """Zeros around the diagonals where letters repeat."""
        target: str = value["target"]
        condition: Term | None = None
        for k, c in enumerate(target):
            if c in target[:k]:
                condition = both(condition, equal(places[target.index(c)], places[k]))
        inner = [whole(0) if size == ONE else places[target.index(c)]
                 for c, size in zip(value["inner"], value.args[0].shape)]
        return choose(condition, self.at(value.args[0], inner if value.args[0].rank else ()), ZERO)

    def _triangle(self, value: Value, places: Places) -> Term:
        row, column = places[-2], places[-1]
        moved = shifted(Size.of(value["offset"]), 1, row)
        sides = (column, moved) if value["name"] == "tril" else (moved, column)
        return choose(apply("le", *sides), self.at(value.args[0], places), ZERO)

    def _pad(self, value: Value, places: Places) -> Term:
        """Zeros around a part that is filled."""
        lead, condition, inner = value["lead"], None, list(places[: value["lead"]])
        for (start, count, step), size, place in zip(value["slices"], value.shape[lead:], places[lead:]):
            if (start, count, step) == (Size.of(0), size, 1):
                inner.append(place)
                continue
            first, behind = (start, start + count * step) if step > 0 else (start + (count - 1) * step, start + 1)
            offset = shifted(-start, 1, place) if step > 0 else shifted(start, -1, place)
            if count == ONE:
                condition, offset = both(condition, equal(place, Whole(start))), whole(0)
            else:
                if first != Size.of(0):
                    condition = both(condition, apply("ge", place, Whole(first)))
                if behind != size:
                    condition = both(condition, apply("lt", place, Whole(behind)))
            if abs(step) != 1 and count != ONE:
                condition = both(condition, apply("eq", apply("mod", offset, whole(abs(step))), whole(0)))
                offset = apply("floordiv", offset, whole(abs(step)))
            inner.append(offset)
        return choose(condition, self.at(value.args[0], inner), ZERO)

    # sums and products

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

