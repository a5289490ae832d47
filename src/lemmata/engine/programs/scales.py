"""Plain numbers and sizes that multiply: gathered, taken out of sums and products, and met by the smallest array.

So 2 * (X.T @ (r / m)) is 2 / m * (X.T @ r), and a[:, None] * A / m is (a / m)[:, None] * A: no large array is
gone over only to be scaled. Only numbers and sizes move, so nothing overflows that did not before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Size
from lemmata.engine.programs.contractions import mixes_delta
from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Instructions, Value, is_map

LINEAR = ("permute", "expand", "squeeze", "reshape", "diagonal", "part", "place", "cumsum", "triangle", "gather")
BILINEAR = ("matmul", "dot", "einsum")


@dataclass(frozen=True)
class Scaled:
    """number * above / below * core, where `above` and `below` are products of sizes and constants."""

    core: Value
    number: Fraction = Fraction(1)
    above: tuple[Value, ...] = ()
    below: tuple[Value, ...] = ()

    @property
    def plain(self) -> bool:
        return self.number == 1 and not self.above and not self.below

    def times(self, other: Scaled, core: Value) -> Scaled:
        """The scales of both."""
        above, below = [*self.above, *other.above], [*self.below, *other.below]
        for value in list(above):
            if value in below:
                above.remove(value)
                below.remove(value)
        return Scaled(core, self.number * other.number, tuple(above), tuple(below))

    def inverse(self) -> Scaled:
        return replace(self, number=1 / self.number, above=self.below, below=self.above)


def gathered(program: Program, make: Instructions, guess: Callable[[Size], int]) -> Program:
    """The program with its numbers and sizes where they are cheapest.

    guess   a size as a number
    """
    scales = _Scales(program, make, guess)
    for value in program.values():
        scales.visit(value)
    return Program(program.inputs, tuple(scales.whole(v) for v in program.outputs))


def _signless(program: Program) -> set[Value]:
    """What is only multiplied and summed: a minus can be left to what uses it."""
    other = set(program.outputs)
    for value in program.values():
        if value.op not in (*BILINEAR, "permute"):
            other.update(value.args)
    for value in reversed(list(program.values())):
        if value.op == "permute" and value in other:
            other.update(value.args)
    return set(program.values()) - other


class _Scales:
    def __init__(self, program: Program, make: Instructions, guess: Callable[[Size], int]):
        self.make, self.guess, self.uses = make, guess, program.uses()
        self.found: dict[Value, Scaled] = {}
        self.signless = _signless(program)
        self.once: set[Value] = set()  # sums and products that nothing else uses

    def visit(self, value: Value) -> None:
        found = self._scaled(value)
        if self.uses[value] > 1:  # a minus costs nothing in the sums and products that use it
            found = found if found == Scaled(found.core, Fraction(-1)) else Scaled(self._met(found))
        elif found.core.op == "matmul" or any(is_map(found.core, name) for name in ("add", "mul", "div")):
            self.once.add(found.core)
        self.found[value] = found

    def whole(self, value: Value) -> Value:
        return self._met(self.found[value])

    def _scaled(self, value: Value) -> Scaled:
        """An instruction over its arguments, with their scales taken out where it is linear."""
        if value.weak or not value.args:
            return Scaled(value)
        args, make = value.args, self.make
        if value.kind == "real" and value.op == "map":
            name = value["name"]
            if name == "neg":
                return replace(self.found[args[0]], number=-self.found[args[0]].number)
            if name in ("mul", "div"):
                first, second = (self._factor(a) for a in args)
                if name == "div" and not second.number:
                    return Scaled(self._again(value))
                if name == "div":
                    second = second.inverse()
                if args[0].weak and name == "div":
                    return first.times(second, make.map("div", make.number(1), second.core))
                if args[0].weak or args[1].weak:
                    return first.times(second, (second if args[0].weak else first).core)
                return first.times(second, self._grouped(name, first.core, second.core))
            if name == "add" and not any(mixes_delta(a) for a in args):
                return self._sum(value)
        linear = value.op in LINEAR or (value.op == "reduce" and value["how"] in ("sum", "mean"))
        if value.kind == "real" and linear:
            first = self.found[args[0]]
            if value.op == "permute" and value["order"] == (1, 0) and first.core in self.once:
                return replace(first, core=self._flipped(value, first.core))
            return first.times(Scaled(first.core), self._same(value, [first.core, *map(self.whole, args[1:])]))
        if value.kind == "real" and value.op in BILINEAR:
            first, second = (self.found[a] for a in args)
            return first.times(second, self._same(value, [first.core, second.core]))
        return Scaled(self._again(value))

    def _grouped(self, name: str, first: Value, second: Value) -> Value:
        """a[:, None] * B / c[:, None] as (a / c)[:, None] * B: what is small meets first."""
        make = self.make
        plain = make.map(name, first, second)
        for large, other in ((first, second), (second, first)) if name == "mul" else ((first, second),):
            if large not in self.once or large.op != "map" or large["name"] not in ("mul", "div"):
                continue
            above = large["name"] == "mul"
            small = min(large.args, key=self._entries) if above else large.args[1]
            rest = large.args[0] if small is large.args[1] else large.args[1]
            if small.weak or other.weak or mixes_delta(small) or mixes_delta(other) or rest.shape != plain.shape:
                continue
            if above:
                both = make.map(name, small, other)
            else:
                both = make.map("div", other, small) if name == "mul" else make.map("mul", small, other)
            if self._entries(both) < self._entries(plain):
                return make.map("mul" if above or name == "mul" else "div", rest, both)
        return plain

    def _factor(self, value: Value) -> Scaled:
        """A factor; what is a number or a size is all scale."""
        if not value.weak:
            return self.found[value]
        if value.op == "number":
            return Scaled(value, value["value"])
        if is_map(value, "neg"):
            inner = self._factor(value.args[0])
            return replace(inner, number=-inner.number)
        if is_map(value, "mul") or is_map(value, "div"):
            first, second = map(self._factor, value.args)
            if second.number or is_map(value, "mul"):
                return first.times(second if is_map(value, "mul") else second.inverse(), value)
        return Scaled(value, above=(value,))

    def _sum(self, value: Value) -> Scaled:
        """Both terms with what they have in common outside."""
        first, second = (self.found[a] for a in value.args)
        above = tuple(v for v in first.above if v in second.above)
        below = tuple(v for v in first.below if v in second.below)
        number = abs(first.number) if first.number and abs(first.number) == abs(second.number) else Fraction(1)
        common = Scaled(first.core, number, above, below)
        rest = [self._met(s.times(common.inverse(), s.core)) for s in (first, second)]
        if common.plain or value.shape not in (first.core.shape, second.core.shape):
            rest, common = [self._met(first), self._met(second)], Scaled(first.core)
        core = self.make.map("add", *rest)
        if is_map(core, "add") and is_map(core.args[1], "neg") and value in self.signless:
            large, small = core.args[1].args[0], core.args[0]
            if large.shape == core.shape and large in self.once and small.op == "input":
                flipped = self.make.map("add", large, self.make.map("neg", small))
                return replace(common, number=-common.number, core=flipped)  # NumPy subtracts from U @ V.T in place
        return replace(common, core=core)

    def _flipped(self, value: Value, core: Value) -> Value:
        """B.T @ A for (A.T @ B).T, whatever of both is shorter."""
        if core.op == "matmul" and any(a.op == "permute" for a in core.args):
            first, second = (self.make.permute(a, (1, 0)) for a in reversed(core.args))
            return self.make.make("matmul", (first, second), value.shape, "real")
        return self._same(value, [core])

    def _again(self, value: Value) -> Value:
        args = [self.whole(a) for a in value.args]
        return value if args == list(value.args) else self._same(value, args)

    def _same(self, value: Value, args: Sequence[Value]) -> Value:
        """The same instruction over other arrays of the same shapes."""
        if all(a is b for a, b in zip(args, value.args)):
            return value
        params = dict(value.params)
        if value.op in ("expand", "squeeze"):
            return self.make.expand(args[0], params["axes"]) if value.op == "expand" else (
                self.make.squeeze(args[0], params["axes"]))
        if value.op == "permute":
            return self.make.permute(args[0], params["order"])
        return self.make.make(value.op, args, value.shape, value.kind, value.weak, **params)

    # where a scale meets an array

    def _met(self, scaled: Scaled) -> Value:
        """The scale times its array; a minus stands in front."""
        number, make = scaled.number, self.make
        if number < 0:
            positive, core = replace(scaled, number=-number), scaled.core
            if core in self.once and is_map(core, "add") and any(is_map(a, "neg") for a in core.args):
                first, second = sorted(core.args, key=lambda a: not is_map(a, "neg"))  # -(b - a) is a - b
                return self._met(replace(positive, core=make.map("add", first.args[0], make.map("neg", second))))
            found = self._met(positive)
            if found.op == "expand":  # the minus in front, where a sum sees it
                return make.make("map", (found,), found.shape, "real", name="neg", given=())
            return make.map("neg", found)
        if scaled.plain:
            return scaled.core
        below = make.times(make.number(number.denominator), *scaled.below)
        above = make.times(make.number(number.numerator), *scaled.above)
        return self._attached(scaled.core, above, below)

    def _attached(self, core: Value, above: Value, below: Value) -> Value:
        make = self.make
        if core in self.once and not is_map(core, "add"):
            first, second = core.args
            if first.weak and is_map(core, "mul"):
                return self._attached(second, make.map("mul", above, first), below)
            if first.weak:  # n / second
                return make.map("div", make.map("div", make.map("mul", above, first), below), second)
            small = min((first, second), key=self._entries)
            if self._entries(small) < self._entries(core):
                if is_map(core, "div") and small is second:
                    return make.map("div", first, self._attached(second, below, above))
                parts = [self._attached(x, above, below) if x is small else x for x in (first, second)]
                return self._same(core, parts) if core.op == "matmul" else make.map(core["name"], *parts)
        if core in self.once and is_map(core, "add") and all(map(self._absorbs, core.args)):
            return make.map("add", *(self._into(a, above, below) for a in core.args))
        if core.op == "expand" and core.args[0] in self.once and not is_map(core.args[0], "add"):
            return make.expand(self._attached(core.args[0], above, below), core["axes"])
        one = make.number(1)
        if not core.rank:
            top = core if above is one else make.map("mul", above, core)
            return top if below is one else make.map("div", top, below)
        if above is one:
            return make.map("div", core, below)
        return make.map("mul", above if below is one else make.map("div", above, below), core)

    def _absorbs(self, term: Value) -> bool:
        """Whether a scale costs nothing in a term: it has a factor that is smaller, or is so itself."""
        inner = term.args[0] if is_map(term, "neg") else term
        if inner not in self.once or mixes_delta(inner):
            return False
        if is_map(inner, "add"):
            return all(map(self._absorbs, inner.args))
        return any(self._entries(a) < self._entries(inner) for a in inner.args)

    def _into(self, term: Value, above: Value, below: Value) -> Value:
        if is_map(term, "neg"):
            return self.make.map("neg", self._into(term.args[0], above, below))
        return self._attached(term, above, below)

    def _entries(self, value: Value) -> int:
        return reduce(lambda a, b: a * b, (self.guess(s) for s in value.shape), 1)
