"""Products of arrays, summed over some of their axes: what stands in them is one contraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Bind, Expr, Number, Size, as_size, is_size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs.contractions import Operand, mixes_delta
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.values import LETTERS, Value

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering
FREE = ("neg", "transpose", "expand_dims", "squeeze", "broadcast_to", "diag", "eye", "outer", "swapaxes", "moveaxis")


def product(lowering: Lowering, root: Expr, summed: set[str], rank: int) -> Lowered:
    """The sum over the named indices of an expression with `rank` own axes."""
    found, own = _factors(lowering, root, rank, frozenset())
    if protecting := _repeated(found.divisors):
        found, own = _factors(lowering, root, rank, protecting)
    names = {n for operand_names in found.names for n in operand_names} - summed - found.inside
    order = tuple(sorted(names, key=lowering.order.__getitem__))
    for name in summed:
        found.letter(name)
    output = "".join(found.letter(n) for n in order) + own
    value = lowering.contract(found.operands, output, found.sizes)
    for divisor in found.divisors:
        value = (lowering.map("div", value, lowering.aligned(divisor, output)) if divisor.letters else
                 divided(lowering, value, divisor.value))
    return Lowered(value, order)


def _factors(lowering: Lowering, root: Expr, rank: int, staying: frozenset[Value]) -> tuple[_Factors, str]:
    """The factors of a product, and the letters of its own axes; divisors that stay are parts of factors."""
    found = _Factors(lowering, staying)
    own = found.fresh(rank)
    found.own = set(own)
    found.sizes.update(zip(own, root.shape))
    found.add(root, own, top=True)
    return found, own


def _repeated(divisors: Sequence[Operand]) -> frozenset[Value]:
    """What comes from arrays and divides twice: (x / c)**2 does not overflow where x**2 does."""
    values = [d.value for d in divisors]
    return frozenset(v for v in values if values.count(v) > 1 and _of_arrays(v))


def _of_arrays(value: Value) -> bool:
    return value.op == "input" or any(map(_of_arrays, value.args))


def divided(lowering: Lowering, value: Value, divisor: Value) -> Value:
    """A quotient by a number, taken inside of the zeros around a diagonal."""
    if value.op == "embed":
        inner = divided(lowering, value.args[0], divisor)
        return lowering.embed(inner, value.shape, value["inner"], value["target"])
    if value.op == "map" and value["name"] == "add" and mixes_delta(value):
        return lowering.map("add", *(divided(lowering, a, divisor) for a in value.args))
    return lowering.map("div", value, divisor)


class _Factors:
    """The factors of one product, with a letter for each axis."""

    def __init__(self, lowering: Lowering, staying: frozenset[Value] = frozenset()):
        self.lowering, self.staying = lowering, staying
        self.operands: list[Operand] = []
        self.names: list[tuple[str, ...]] = []
        self.inside: set[str] = set()
        self.own: set[str] = set()
        self.divisors: list[Operand] = []
        self.sizes: dict[str, Size] = {}
        self._letters: dict[str, str] = {}
        self._unused: Iterator[str] = iter(LETTERS)

    def fresh(self, count: int) -> str:
        """New letters."""
        found = "".join(next(self._unused, "") for _ in range(count))
        if len(found) < count:
            raise NoProgram(f"a product over more than {len(LETTERS)} axes; name a part of it")
        return found

    def letter(self, name: str) -> str:
        """The letter of an opened index."""
        if name not in self._letters:
            self._letters[name] = self.fresh(1)
            self.sizes[self._letters[name]] = self.lowering.ranges[name].count
        return self._letters[name]

    def add(self, node: Expr, own: str, top: bool = False) -> None:
        """The factors of a node whose axes have these letters."""
        stack = [(node, own, top)]
        while stack:
            node, own, top = stack.pop()
            once = top or self.lowering.uses.get(node, 0) <= 1 or (isinstance(node, Apply) and node.op in FREE)
            parts = self._parts(node, own) if once else None
            if parts is None:
                self._leaf(node, own)
            else:
                stack.extend((part, letters, False) for part, letters in reversed(parts))

    def _leaf(self, node: Expr, own: str) -> None:
        value, names = self.lowering.lower(node)
        if value.op == "eye" and names:
            own = ""
        self._operand(value, names, own)

    def _operand(self, value: Value, names: tuple[str, ...], own: str) -> None:
        letters = "".join(self.letter(n) for n in names) + own
        self.operands.append(Operand(value, letters))
        self.names.append(names)
        for letter, size in zip(letters, value.shape):
            self.sizes.setdefault(letter, size)
            if self.sizes[letter] == ONE:
                self.sizes[letter] = size

    def _parts(self, node: Expr, own: str) -> list[tuple[Expr, str]] | None:
        """What a node is a product of, or None."""
        if isinstance(node, Bind):
            return self._binder(node, own)
        if not isinstance(node, Apply):
            return None
        args, params = node.args, node.params
        if node.op == "mul":
            return [(a, own[len(own) - a.rank :]) for a in args]
        if node.op == "neg":
            self.operands.append(Operand(self.lowering.number(-1), ""))
            return [(args[0], own)]
        if node.op == "div":
            below = self.lowering.lower(args[1])
            if self._plain(below.value) in self.staying:
                return None
            if not below.names and not args[1].rank:
                self.divisors.append(Operand(self.lowering.cast(below.value), ""))
                return [(args[0], own)]
            if not mixes_delta(self.lowering.lower(args[0]).value):
                kept = self._kept(below.value, below.names, own)
                return [(args[0], own[len(own) - args[0].rank :])] if kept else None
            one = self.lowering.map("div", self.lowering.number(1), self.lowering.cast(below.value))
            self._operand(one, below.names, own[len(own) - args[1].rank :])
            return [(args[0], own[len(own) - args[0].rank :])]
        if node.op in ("square", "pow") and (node.op == "square" or _is_two(args[1])):
            return [(args[0], own)] * 2
        if node.op == "matmul":
            return self._matmul(args, own)
        if node.op == "outer":
            return [(args[0], own[0]), (args[1], own[1])]
        if node.op in ("dot", "inner", "inner_product", "trace", "einsum", "transpose", "swapaxes", "moveaxis", "sum",
                       "expand_dims", "squeeze", "broadcast_to", "diag"):
            return getattr(self, f"_{node.op}")(args, own, node, **params)  # type: ignore[no-any-return]
        return None

    def _kept(self, value: Value, names: tuple[str, ...], own: str) -> bool:
        """Whether a divisor is the same in all terms of the sum: then the sum is divided by it."""
        letters = "".join(self.letter(n) for n in names) + own[len(own) - (value.rank - len(names)) :]
        gone = [k for k, size in enumerate(value.shape) if size == ONE]
        left = "".join(c for k, c in enumerate(letters) if k not in gone)
        summed = set(own) - self.own | {self.letter(n) for n in self.inside}
        if not summed or any(c not in self.own for c in left) or len(set(left)) < len(left):
            return False
        self.divisors.append(Operand(self._plain(value), left))
        return True

    def _plain(self, value: Value) -> Value:
        """A divisor without axes of length 1."""
        gone = [k for k, size in enumerate(value.shape) if size == ONE]
        return self.lowering.cast(self.lowering.squeeze(value, gone))

    def _new(self, sizes: Sequence[Size]) -> str:
        letters = self.fresh(len(sizes))
        self.sizes.update(zip(letters, sizes))
        return letters

    def _binder(self, node: Bind, own: str) -> list[tuple[Expr, str]] | None:
        if node.domain != "index" or not all(is_size(end) for end in node.range):
            return None
        index, body = self.lowering.open(node)
        assert isinstance(index, Size) and index.atom is not None
        low, high = (as_size(end) for end in node.range)
        if not (low.atoms | high.atoms).isdisjoint(self.lowering.ranges) or index.atom in self._letters:
            return None
        if node.binder == "sum":
            self.inside.add(index.atom)
            self.letter(index.atom)
            return [(body, own)]
        if node.binder == "array":
            self.inside.add(index.atom)
            self._letters[index.atom] = own[0]
            return [(body, own[1:])]
        return None

    def _matmul(self, args: Sequence[Expr], own: str) -> list[tuple[Expr, str]]:
        a, b = args
        k = self._new(a.shape[-1:])
        column = own[-1:] if b.rank > 1 else ""
        rest = own[: len(own) - len(column)]
        row = rest[-1:] if a.rank > 1 else ""
        stack = rest[: len(rest) - len(row)]
        left = stack[len(stack) - max(a.rank - 2, 0) :] + row + k
        right = stack[len(stack) - max(b.rank - 2, 0) :] + k + column
        return [(a, left), (b, right)]

    def _dot(self, args: Sequence[Expr], own: str, node: Apply) -> list[tuple[Expr, str]] | None:
        if 0 in (args[0].rank, args[1].rank):
            return [(a, own[len(own) - a.rank :]) for a in args]
        return self._matmul(args, own)

    def _inner(self, args: Sequence[Expr], own: str, node: Apply) -> list[tuple[Expr, str]] | None:
        if 0 in (args[0].rank, args[1].rank):
            return [(a, own[len(own) - a.rank :]) for a in args]
        k = self._new(args[0].shape[-1:])
        return [(args[0], own[: args[0].rank - 1] + k), (args[1], own[args[0].rank - 1 :] + k)]

    def _inner_product(self, args: Sequence[Expr], own: str, node: Apply) -> list[tuple[Expr, str]]:
        letters = self._new(args[0].shape)
        return [(a, letters) for a in args]

    def _trace(self, args: Sequence[Expr], own: str, node: Apply) -> list[tuple[Expr, str]]:
        return [(args[0], self._new(args[0].shape[:1]) * 2)]

    def _diag(self, args: Sequence[Expr], own: str, node: Apply) -> list[tuple[Expr, str]] | None:
        if args[0].rank == 2:
            return [(args[0], own * 2)]
        if args[0].rank != 1:
            return None
        self.operands.append(Operand(self.lowering.eye(args[0].shape[0]), own))
        self.names.append(())
        return [(args[0], own[0])]

    def _einsum(self, args: Sequence[Expr], own: str, node: Apply, subscripts: str) -> list[tuple[Expr, str]]:
        inputs, _, output = subscripts.partition("->")
        names = dict(zip(output, own))
        for term, x in zip(inputs.split(","), args):
            for c, size in zip(term, x.shape):
                if c not in names:
                    names[c] = self._new([size])
        return [(x, "".join(names[c] for c in term)) for term, x in zip(inputs.split(","), args)]

    def _transpose(self, args: Sequence[Expr], own: str, node: Apply, axes: tuple[int, ...] | None
                   ) -> list[tuple[Expr, str]]:
        rank = args[0].rank
        order = axes or (tuple(range(-rank, 0)) if rank < 2 else (*range(-rank, -2), -1, -2))
        letters = [""] * rank
        for place, axis in enumerate(order):
            letters[axis] = own[place]
        return [(args[0], "".join(letters))]

    def _swapaxes(self, args: Sequence[Expr], own: str, node: Apply, axis1: int, axis2: int) -> list[tuple[Expr, str]]:
        letters = list(own)
        letters[axis1], letters[axis2] = letters[axis2], letters[axis1]
        return [(args[0], "".join(letters))]

    def _moveaxis(self, args: Sequence[Expr], own: str, node: Apply, source: int, destination: int
                  ) -> list[tuple[Expr, str]]:
        letters = list(own)
        moved = letters.pop(destination)
        letters.insert(len(own) + source, moved)
        return [(args[0], "".join(letters))]

    def _sum(self, args: Sequence[Expr], own: str, node: Apply, axis: tuple[int, ...] | None, keepdims: bool
             ) -> list[tuple[Expr, str]]:
        x = args[0]
        axes = tuple(range(-x.rank, 0)) if axis is None else axis
        rest = iter(own)
        letters = ""
        for a in range(-x.rank, 0):
            if a in axes:
                letters += self._new(x.shape[a:][:1])
                if keepdims:
                    next(rest)
            else:
                letters += next(rest)
        return [(x, letters)]

    def _expand_dims(self, args: Sequence[Expr], own: str, node: Apply, axis: tuple[int, ...]
                     ) -> list[tuple[Expr, str]]:
        return [(args[0], "".join(c for k, c in zip(range(-len(own), 0), own) if k not in axis))]

    def _squeeze(self, args: Sequence[Expr], own: str, node: Apply, axis: tuple[int, ...]) -> list[tuple[Expr, str]]:
        rest = iter(own)
        return [(args[0], "".join(self._new([ONE]) if k in axis else next(rest) for k in range(-args[0].rank, 0)))]

    def _broadcast_to(self, args: Sequence[Expr], own: str, node: Apply, shape: object) -> list[tuple[Expr, str]]:
        return [(args[0], own[len(own) - args[0].rank :])]


def _is_two(node: Expr) -> bool:
    return isinstance(node, Number) and node.value == 2
