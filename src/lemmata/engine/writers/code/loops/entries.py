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
    Constant,
    Item,
    Literal,
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
