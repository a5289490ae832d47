"""A program as the body of a Python function; what differs between libraries is in a subclass for each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from lemmata.engine.expr import Size
from lemmata.engine.programs import Value
from lemmata.engine.writers.code.compensated import used_helpers
from lemmata.engine.writers.code.entrywise import Entrywise
from lemmata.engine.writers.code.incomplete import used_beta
from lemmata.engine.writers.code.texts import POSTFIX, PRODUCT, Text, call, infix, literal


class Printer(Entrywise):
    """Spells every instruction as NumPy, JAX and PyTorch share it."""

    axis, keepdims = "axis", "keepdims"

    # axes

    def _permute(self, value: Value, args: list[Text]) -> Text:
        order = value["order"]
        if order == (1, 0):
            return Text(f"{args[0].at(POSTFIX)}.T", POSTFIX)
        if order == (*range(len(order) - 2), len(order) - 1, len(order) - 2):
            return Text(f"{args[0].at(POSTFIX)}.{self.matrix_transpose}", POSTFIX)
        return self.permuted(args[0], order)

    matrix_transpose = "mT"

    def permuted(self, x: Text, order: Sequence[int]) -> Text:
        return Text(f"{x.at(POSTFIX)}.transpose({', '.join(map(str, order))})", POSTFIX)

    def _expand(self, value: Value, args: list[Text]) -> Text:
        places = ["None" if k in value["axes"] else ":" for k in range(value.rank)]
        if places.count(":") > 1 and places[0] == ":" and "None" not in places[:-1]:
            return Text(f"{args[0].at(POSTFIX)}[..., None]", POSTFIX)
        while places[-1] == ":":
            places.pop()
        return Text(f"{args[0].at(POSTFIX)}[{', '.join(places)}]", POSTFIX)

    def _squeeze(self, value: Value, args: list[Text]) -> Text:
        return self._at_places(args[0], {axis: "0" for axis in value["axes"]}, value.args[0].rank)

    def _place(self, value: Value, args: list[Text]) -> Text:
        return self._at_places(args[0], {value["axis"]: self.size(value["place"]).text}, value.args[0].rank)

    def _part(self, value: Value, args: list[Text]) -> Text:
        start, count, step = value["start"], value["count"], value["step"]
        first = "" if start == Size.of(0) and step > 0 else self.size(start).text
        end = start + count * step
        axis = value["axis"]
        if step > 0:
            last = "" if end == value.args[0].shape[axis] else self.size(end).text
        else:
            last = "" if end - step == Size.of(0) else self.size(end).text
            first = "" if start == value.args[0].shape[axis] - 1 else first
        text = f"{first}:{last}" + (f":{step}" if step != 1 else "")
        return self.sliced(args[0], axis, text, value)

    def sliced(self, x: Text, axis: int, text: str, value: Value) -> Text:
        return self._at_places(x, {axis: text}, value.rank)

    def _at_places(self, x: Text, places: dict[int, str], rank: int) -> Text:
        given = [places.get(k, ":") for k in range(rank)]
        if len(places) == 1 and rank > 2 and rank - 1 in places:
            given = ["...", given[-1]]
        while given[-1] == ":":
            given.pop()
        return Text(f"{x.at(POSTFIX)}[{', '.join(given)}]", POSTFIX)

    def _reshape(self, value: Value, args: list[Text]) -> Text:
        if value.rank == 1:
            return Text(f"{args[0].at(POSTFIX)}.reshape(-1)", POSTFIX)
        return Text(f"{args[0].at(POSTFIX)}.reshape{self.shape(value.shape)}", POSTFIX)

    def _broadcast(self, value: Value, args: list[Text]) -> Text:
        if value.args[0].weak:
            return self.full(value, args[0])
        return call(f"{self.module}.broadcast_to", args[0], self.shape(value.shape))

    def full(self, value: Value, number: Text) -> Text:
        if number.text in ("0", "1"):
            name = "zeros" if number.text == "0" else "ones"
            return call(f"{self.module}.{name}", self.shape(value.shape), dtype=self.dtype)
        return call(f"{self.module}.full", self.shape(value.shape), number, dtype=self.dtype)

    def slices(self, value: Value, slices: Sequence[tuple[Size, Size, int]] = ()) -> str:
        """The part of zeros that is filled, on the last axes."""
        parts = [":"] * value["lead"]
        for (start, count, step), size in zip(slices or value["slices"], value.shape[value["lead"] :]):
            end = start + count * step
            last = "" if step < 0 and end - step == Size.of(0) else self.size(end).text
            text = f"{self.size(start).text}:{last}" + (f":{step}" if step != 1 else "")
            parts.append(":" if (start, count, step) == (Size.of(0), size, 1) else text)
        return ", ".join(parts)

    def _gather(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}[{', '.join(a.text for a in args[1:])}]", POSTFIX)

    # sums and products

    def _reduce(self, value: Value, args: list[Text]) -> Text:
        axes = value["axes"]
        everything = len(axes) == value.args[0].rank
        axis = None if everything else axes[0] if len(axes) == 1 else axes
        named: dict[str, Any] = {} if axis is None else {self.axis: axis}
        if value["keepdims"]:
            named[self.keepdims] = True
        if value.get("ddof"):
            named["ddof"] = literal(Fraction(value["ddof"])).text
        return call(f"{self.module}.{value['how']}", args[0], **named)

    def _matmul(self, value: Value, args: list[Text]) -> Text:
        return self.chained(value, args)

    def chained(self, value: Value, args: list[Text]) -> Text:
        """x @ A @ v, without brackets where both ways to read it take as long."""
        second = value.args[1]
        vector = second.rank == 1 and second.op == "matmul" and second.args[1].rank == 1
        if value.args[0].rank == 1 and vector and second not in self.names:
            return Text(f"{args[0].at(PRODUCT)} @ {args[1].text}", PRODUCT)
        return infix(args[0], "@", args[1], PRODUCT)

    def _dot(self, value: Value, args: list[Text]) -> Text:
        """The sum of the products of all entries."""
        if value.args[0].rank == 1:
            return self.chained(value, args)
        return call(f"{self.module}.vdot", *args)

    def _einsum(self, value: Value, args: list[Text]) -> Text:
        if self.rows(value):
            return call(self.vecdot, *args)
        return call(f"{self.module}.einsum", f'"{value["equation"]}"', *args)

    vecdot = "np.vecdot"

    def rows(self, value: Value) -> bool:
        """Whether rows are multiplied with rows, and summed: the dot products of two stacks of vectors."""
        terms, output = value["equation"].split("->")
        return bool(terms == f"{output}{terms[-1]},{output}{terms[-1]}")

    # other instructions

    def _cast(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}.astype({self.dtype})", POSTFIX)

    def _count(self, value: Value, args: list[Text]) -> Text:
        if value.weak:
            return call("int", args[0])
        return Text(f"{args[0].at(POSTFIX)}.astype(int)", POSTFIX)

    def _arange(self, value: Value, args: list[Text]) -> Text:
        start, (count,), step = value["start"], value.shape, value["step"]
        if step == 1 and start == Size.of(0):
            return call(f"{self.module}.arange", self.size(count))
        ends = [self.size(start), self.size(start + count * step)]
        return call(f"{self.module}.arange", *ends, *([step] if step != 1 else []))

    def _eye(self, value: Value, args: list[Text]) -> Text:
        return self.identity(value.shape[0])

    def identity(self, n: Size, dtype: str = "") -> Text:
        return call(f"{self.module}.eye", self.size(n), dtype=dtype or self.dtype)

    def by_identities(self, value: Value, text: Text) -> Text:
        """Diagonals among zeros as the entries where identity matrices are 1, which XLA never builds.

        Not as products with them: infinite entries have zeros beside them too.
        """
        inner, target = value["inner"], value["target"]
        seen: dict[str, int] = {}
        places = []
        for k, c in enumerate(target):
            if c in seen:
                places.append((seen[c], k))
            else:
                seen[c] = k
        brackets = ["None" if c in target[:k] else ":" for k, c in enumerate(target)]
        order = [inner.index(c) for c in dict.fromkeys(target)]
        if value.args[0].rank and order != sorted(order):
            text = self.permuted(text, order)
        while brackets[-1] == ":":
            brackets.pop()
        result = text if not value.args[0].rank else Text(f"{text.at(POSTFIX)}[{', '.join(brackets)}]", POSTFIX)
        for first, second in places:
            eye = self.identity(value.shape[first], "" if value.args[0].weak else "bool")
            marks = [":" if k in (first, second) else "None" for k in range(len(target))]
            while marks[-1] == ":" and len(marks) > 2:
                marks.pop()
            full = eye if all(m == ":" for m in marks) else Text(f"{eye.text}[{', '.join(marks)}]", POSTFIX)
            result = infix(result, "*", full, PRODUCT) if value.args[0].weak else call(
                f"{self.module}.where", full, result, "0")
        own = dict(zip(inner, value.args[0].shape))
        if any(target.count(c) == 1 and own.get(c) != size for c, size in zip(target, value.shape)):
            return call(f"{self.module}.broadcast_to", result, self.shape(value.shape))
        return result

    def _concat(self, value: Value, args: list[Text]) -> Text:
        return self.joined("concatenate", value, args)

    def _stack(self, value: Value, args: list[Text]) -> Text:
        return self.joined("stack", value, args)

    def joined(self, name: str, value: Value, args: list[Text]) -> Text:
        dtype = self.dtype if value.kind == "real" else None
        if name == "stack" and all(x.weak for x in value.args):
            return call(f"{self.module}.array", f"[{', '.join(a.text for a in args)}]", dtype=dtype)
        parts = [a if not x.weak else call(f"{self.module}.asarray", a, dtype=dtype)
                 for x, a in zip(value.args, args)]
        axis = {} if not value["axis"] else {self.axis: value["axis"]}
        return call(f"{self.module}.{name}", f"[{', '.join(p.text for p in parts)}]", **axis)

    def _triangle(self, value: Value, args: list[Text]) -> Text:
        offset = value["offset"]
        return call(f"{self.module}.{value['name']}", args[0], *([offset] if offset else []))

    def _cumsum(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.cumsum", args[0], **{self.axis: value["axis"]})

    def _compensated_sum(self, value: Value, args: list[Text]) -> Text:
        return call(value.op, *args)

    def _compensated_dot(self, value: Value, args: list[Text]) -> Text:
        self.imports.add("import math")
        return self._compensated_sum(value, args)

    def incomplete_beta(self, args: list[Text], value: Value) -> Text:
        self.imports.add("import math")
        return call("incomplete_beta", *args, upper=True if value["name"] == "betaincc" else None)

    def used_helpers(self, name: str, lines: Sequence[str]) -> list[str]:
        return [*used_beta(lines, self.module), *used_helpers(lines, self.module)]

    def _sort(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.sort", args[0], **{self.axis: value["axis"]})

    def _argsort(self, value: Value, args: list[Text]) -> Text:
        """Equal entries stay in their order."""
        return call(f"{self.module}.argsort", args[0], **{self.axis: value["axis"], "stable": True})

    def _arg(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.{value['how']}", args[0], **{self.axis: value["axis"]})

    # vectors of decompositions

    def upright(self, name: str, text: str) -> Text:
        """Vectors as columns, each with the sign that makes its largest entry positive."""
        found, m = self.fresh(name), self.module
        self.lines.append(f"{found} = {text}")
        places = f"{m}.argmax({m}.abs({found}), {self.axis}=-2)[..., None, :]"
        self.lines.append(f"{found} = {found} * {m}.sign({self.along}({found}, {places}, {self.axis}=-2))")
        return Text(found)

    along = "np.take_along_axis"

    def singular(self, name: str, x: Text) -> Text:
        """Singular vectors as columns; the largest entry of each right one is positive."""
        left, right, signs = self.fresh("left"), self.fresh("right"), self.fresh("signs")
        m = self.module
        self.lines.append(f"{left}, _, {right} = {m}.linalg.svd({x.text}, full_matrices=False)")
        self.lines.append(f"{right} = {right}.mT")
        places = f"{m}.argmax({m}.abs({right}), {self.axis}=-2)[..., None, :]"
        self.lines.append(f"{signs} = {m}.sign({self.along}({right}, {places}, {self.axis}=-2))")
        return Text(f"{left if name == 'svd_left' else right} * {signs}", PRODUCT)
