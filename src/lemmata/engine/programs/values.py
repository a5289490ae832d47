"""The instructions of a program: operations on whole arrays, without binders, the same for every target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from lemmata.engine.expr import Shape, Size, Symbol
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.ops.structure import volume

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ARITHMETIC = ("add", "mul", "div", "neg", "pow", "sub")


@dataclass(frozen=True, eq=False)
class Value:
    """One array: an instruction over other arrays. Equal instructions are one object (of one `Builder`).

    op      input number constant size arange eye zeros | map | reduce | permute expand squeeze reshape broadcast
            part place gather concat stack diagonal embed triangle | matmul dot einsum | linalg | cumsum arg loop
    kind    real, integer, boolean: what the machine holds (zeros are real, and floor of what is real)
    weak    whether it is a plain number of the language, which takes the dtype of the arrays around it
    """

    op: str
    args: tuple[Value, ...]
    params: tuple[tuple[str, Any], ...]
    shape: Shape
    kind: str
    weak: bool

    @property
    def rank(self) -> int:
        return len(self.shape)

    def __getitem__(self, name: str) -> Any:
        """The param of that name."""
        return dict(self.params)[name]

    def get(self, name: str) -> Any:
        return dict(self.params).get(name)


class Instructions:
    """Makes instructions, each once, in the shortest form."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Value] = {}

    def make(self, op: str, args: Sequence[Value], shape: Shape, kind: str, weak: bool = False, **params: Any) -> Value:
        given = tuple(sorted(params.items()))
        key = (op, tuple(map(id, args)), given, shape, kind)
        if key not in self._made:
            self._made[key] = Value(op, tuple(args), given, shape, kind, weak)
        return self._made[key]

    # leaves

    def number(self, value: Fraction | int) -> Value:
        exact = Fraction(value)
        return self.make("number", (), (), "integer" if exact.denominator == 1 else "real", True, value=exact)

    def constant(self, name: str) -> Value:
        return self.make("constant", (), (), "real", True, name=name)

    def size(self, size: Size) -> Value:
        if size.constant is not None:
            return self.number(size.constant)
        return self.make("size", (), (), "integer", True, size=size)

    def input(self, symbol: Symbol) -> Value:
        kind = symbol.sort if symbol.sort in ("integer", "boolean") else "real"
        return self.make("input", (), symbol.shape, kind, symbol=symbol)

    def arange(self, start: Size, count: Size, step: int = 1) -> Value:
        return self.make("arange", (), (count,), "integer", start=start, step=step)

    def eye(self, n: Size) -> Value:
        return self.make("eye", (), (n, n), "real")

    def filled(self, shape: Shape, value: int) -> Value:
        return self.broadcast(self.number(value), shape)

    # entry by entry

    def map(self, name: str, *args: Value, kind: str = "real", **given: Any) -> Value:
        if name in ARITHMETIC and kind == "real":
            args = tuple(map(self.cast, args))
        shape = broadcast(a.shape for a in args)
        stretched = [a for a in args if a.op == "expand"]
        axes = {(a["axes"], a.rank) for a in stretched}
        if len(axes) == 1 and all(a.weak or a in stretched for a in args):  # new axes come last
            inner = self.map(name, *(a.args[0] if a in stretched else a for a in args), kind=kind, **given)
            return self.expand(inner, stretched[0]["axes"])
        for k, x in enumerate(args):
            others = [*args[:k], *args[k + 1 :]]
            args = (*args[:k], self._unstretched(x, others, len(shape)), *args[k + 1 :])
        condition = args[:1] if name == "where" else ()
        numbers = plain(args[len(condition) :], condition)
        if any(x.rank and x.kind == "real" and not x.weak for x in numbers):  # which has the dtype
            args = (*condition, *numbers)
        weak = all(a.weak for a in args)
        simpler = self._simpler(name, args, shape, kind)
        return simpler if simpler is not None else self.make(
            "map", args, shape, kind, weak, name=name, given=tuple(sorted(given.items())))

    def _unstretched(self, x: Value, others: Sequence[Value], rank: int) -> Value:
        """Without leading axes of size 1, which come by themselves where another array has them."""
        if x.op == "expand" and any(o.rank == rank for o in others):
            lead = [k for place, k in enumerate(x["axes"]) if k == place]
            return self.squeeze(x, lead)
        return x

    def _simpler(self, name: str, args: tuple[Value, ...], shape: Shape, kind: str) -> Value | None:
        """Ones and signs that do nothing."""
        if name == "mul":
            for one, other in (args, args[::-1]):
                if is_number(one, 1) and other.shape == shape:
                    return other
                if is_number(one, -1):
                    return self.map("neg", other, kind=kind)
        if name == "neg" and is_map(args[0], "neg"):
            return args[0].args[0]
        if name == "neg" and args[0].op == "number":
            return self.number(-args[0]["value"])
        if name == "neg" and args[0].op == "embed":
            return self.embed(self.map("neg", args[0].args[0]), args[0].shape, args[0]["inner"], args[0]["target"])
        places = {(a["inner"], a["target"], a.shape, a.args[0].shape) for a in args if a.op == "embed"}
        if name == "add" and len(places) == 1 and all(a.op == "embed" for a in args):
            inner, target, *_ = places.pop()
            return self.embed(self.map("add", *(a.args[0] for a in args)), shape, inner, target)
        if name == "add":
            for zero, other in (args, args[::-1]):
                if is_number(zero, 0) and other.shape == shape:
                    return other
        if name in ("mul", "add", "div") and all(a.op == "number" for a in args):
            left, right = (a["value"] for a in args)
            if name != "div" or right:
                return self.number(left * right if name == "mul" else left + right if name == "add" else left / right)
        return None

    def times(self, *factors: Value) -> Value:
        return reduce(lambda a, b: self.map("mul", a, b), factors, self.number(1))

    # the order and number of axes

    def permute(self, x: Value, order: Sequence[int]) -> Value:
        """Axis k of the result is axis order[k] of x."""
        if list(order) == list(range(x.rank)):
            return x
        if list(order) == [1, 0] and x.op == "matmul" and transposed(x.args[0], x.args[1]):
            return x  # A.T @ A is symmetric
        if x.op == "embed":
            target = "".join(x["target"][k] for k in order)
            return self.embed(x.args[0], tuple(x.shape[k] for k in order), x["inner"], target)
        if x.op == "permute":
            return self.permute(x.args[0], [x["order"][k] for k in order])
        if x.op == "expand":  # an axis of size 1 may stand anywhere
            kept = [k for k in order if k not in x["axes"]]
            rank = {axis: k for k, axis in enumerate(sorted(kept))}
            inner = self.permute(x.args[0], [rank[k] for k in kept])
            return self.expand(inner, [k for k, axis in enumerate(order) if axis in x["axes"]])
        return self.make("permute", (x,), tuple(x.shape[k] for k in order), x.kind, order=tuple(order))

    def embed(self, x: Value, shape: Shape, inner: str, target: str) -> Value:
        """Zeros around the diagonals where letters of `target` repeat; `inner` names the axes of x."""
        names = dict(zip(dict.fromkeys(target), LETTERS))  # always the same ones, so that equal places are equal
        inner, target = ("".join(names[c] for c in letters) for letters in (inner, target))
        return self.make("embed", (x,), shape, "real", inner=inner, target=target)

    def expand(self, x: Value, axes: Sequence[int]) -> Value:
        """New axes of size 1, at these places of the result."""
        if not axes or x.weak:
            return x
        rank = x.rank + len(axes)
        rest = iter(x.shape)
        shape = tuple(ONE if k in axes else next(rest) for k in range(rank))
        if x.op == "expand":
            old = iter(k for k in range(rank) if k not in axes)
            inner = [k for place, k in enumerate(old) if place in x["axes"]]
            return self.expand(x.args[0], sorted([*axes, *inner]))
        return self.make("expand", (x,), shape, x.kind, axes=tuple(sorted(axes)))

    def squeeze(self, x: Value, axes: Sequence[int]) -> Value:
        if not axes or x.weak:
            return x
        if x.op == "expand":
            left = [a for a in x["axes"] if a not in axes]
            gone = [a for a in axes if a not in x["axes"]]
            inner = [a - sum(b < a for b in x["axes"]) for a in gone]
            return self.expand(self.squeeze(x.args[0], inner), [a - sum(b < a for b in axes) for a in left])
        shape = tuple(s for k, s in enumerate(x.shape) if k not in axes)
        return self.make("squeeze", (x,), shape, x.kind, axes=tuple(axes))

    def reshape(self, x: Value, shape: Shape) -> Value:
        if x.shape == shape:
            return x
        if x.weak:
            return self.broadcast(x, shape)
        if not shape:
            return self.squeeze(x, range(x.rank))
        if x.op == "reshape":
            return self.reshape(x.args[0], shape)
        return self.make("reshape", (x,), shape, x.kind)

    def broadcast(self, x: Value, shape: Shape) -> Value:
        if x.shape == shape:
            return x
        return self.make("broadcast", (x,), shape, "real" if x.weak else x.kind)

    def reduce(self, kind: str, x: Value, axes: Sequence[int], keepdims: bool = False, **given: Any) -> Value:
        if not axes:
            return x
        if keepdims and len(axes) == x.rank:
            return self.expand(self.reduce(kind, x, axes, **given), range(x.rank))
        if kind == "sum" and all(x.shape[a] == ONE for a in axes):
            return x if keepdims else self.squeeze(x, axes)
        kept = (ONE if k in axes else s for k, s in enumerate(x.shape)) if keepdims else (
            s for k, s in enumerate(x.shape) if k not in axes)
        sort = x.kind if kind != "mean" else "real"
        return self.make("reduce", (x,), tuple(kept), "integer" if sort == "boolean" else sort,
                         how=kind, axes=tuple(sorted(axes)), keepdims=keepdims, **given)

    def cast(self, x: Value) -> Value:
        """Truth values and integers as real numbers of the program's dtype."""
        if x.kind == "real" or x.weak:
            return x
        return self.make("cast", (x,), x.shape, "real")


def plain(some: Sequence[Value], others: Sequence[Value] = ()) -> list[Value]:
    """With one number at all places as the number itself, where the rest still has the shape of all."""
    found, shape = list(some), broadcast(x.shape for x in [*some, *others])
    for k, x in enumerate(found):
        inner = x
        while inner.op in ("expand", "permute", "squeeze", "reshape", "broadcast") and not inner.weak:
            inner = inner.args[0]
        if inner.weak and broadcast(o.shape for o in [*others, *found[:k], *found[k + 1 :]]) == shape:
            found[k] = inner
    return found


def is_number(x: Value, value: int | Fraction) -> bool:
    return x.op == "number" and x["value"] == value


def transposed(a: Value, b: Value) -> bool:
    """Whether one matrix is written as the transpose of the other."""
    return any(x.op == "permute" and x["order"] == (1, 0) and x.args[0] is y for x, y in ((a, b), (b, a)))


def is_map(x: Value, name: str) -> bool:
    return x.op == "map" and x["name"] == name


def broadcast(shapes: Iterable[Shape]) -> Shape:
    """The shape that all stretch to; only a literal 1 stretches."""
    found: list[Size] = []
    for shape in shapes:
        found = [ONE] * (len(shape) - len(found)) + found
        first = len(found) - len(shape)
        found[first:] = [new if old == ONE else old for old, new in zip(found[first:], shape)]
    return tuple(found)


def entries(x: Value) -> Size:
    return volume(x.shape)
