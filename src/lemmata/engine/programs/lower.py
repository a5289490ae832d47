"""Expressions as programs: binders over indices become axes of arrays.

The arrays of a `Lowered` have one leading axis for each opened index that they depend on, in the order in which
the indices were opened, and then the axes of the expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    array_of,
    as_size,
    is_size,
    open_binder,
)
from lemmata.engine.ops import OPS
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs.bounds import Guards, certain
from lemmata.engine.programs.contractions import Contractions, Operand, holds_delta, mixes_delta
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.values import Value, broadcast, is_map

NEUTRAL = {"sum": 0, "prod": 1}


class Lowered(NamedTuple):
    """An array with leading axes for opened indices."""

    value: Value
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Range:
    """What an opened index runs over: `count` integers from `low`."""

    low: Size
    count: Size


class Lowering(Contractions):
    """Programs of the parts of some expressions; common parts are made once."""

    def __init__(self, known: Callable[[str], bool], uses: Mapping[Expr, int], typical: Mapping[str, int] = {}):
        super().__init__(typical)
        self.known, self.uses = known, uses
        self.done: dict[Expr, Lowered] = {}
        self.ranges: dict[str, Range] = {}
        self.order: dict[str, int] = {}
        self.opened: dict[Bind, tuple[Size | Local, Expr]] = {}
        self.guards = Guards()

    def lower(self, root: Expr) -> Lowered:
        """The array of an expression; walks without recursion."""
        stack = [root]
        while stack:
            node = stack[-1]
            if node in self.done:
                stack.pop()
                continue
            waiting = [c for c in self._needs(node) if c not in self.done]
            if waiting:
                stack.extend(reversed(waiting))
                continue
            self.done[node] = self._step(node)
            stack.pop()
        return self.done[root]

    def _needs(self, node: Expr) -> Sequence[Expr]:
        if isinstance(node, Bind):
            return (self.open(node)[1], *(e for e in node.range if not is_size(e)))
        if isinstance(node, At):
            return (node.array, *(i for i in node.indices if not is_size(i)))
        if isinstance(node, Apply):
            other = self.unfolded(node)
            return node.args if other is None else (other,)
        return ()

    def open(self, node: Bind) -> tuple[Size | Local, Expr]:
        """The index and the body of a binder, the same whenever it is asked for."""
        if node not in self.opened:
            if node.domain != "index":
                raise NoProgram(f"the {node.binder} over a variable has no array code; work it out first")
            if not all(is_size(end) for end in node.range):
                raise NoProgram(f"the {node.binder} has no array code, as its range is no finite number of terms")
            index, body = open_binder(node)
            assert isinstance(index, Size) and index.atom is not None
            low, high = (as_size(end) for end in node.range)
            self.order[index.atom] = len(self.order)
            first, last = self.least(low, -1), self.least(high, 1)
            self.ranges[index.atom] = Range(first, last - first)
            self.opened[node] = index, body
        return self.opened[node]

    def least(self, size: Size, sign: int) -> Size:
        """The least (sign -1) or largest value of a size over the opened indices in it."""
        for name in sorted(size.atoms & set(self.ranges), key=lambda n: -self.order[n]):
            factor = size.coefficient(name)
            if factor is None:
                raise NoProgram(f"a range that ends at {size} has no array code, as it is not linear in its index")
            within = self.ranges[name]
            largest = (factor > 0) == (sign > 0)
            size = size.substitute({name: within.low + within.count - 1 if largest else within.low})
        return size

    def unfolded(self, node: Apply) -> Expr | None:
        """What stands for an operation that programs don't have: its definition or its index form."""
        from lemmata.engine.programs.operations import WHOLE

        record = OPS[node.op]
        if node.op == "decimal":
            return node.args[0]
        if node.op in ("var", "std") and not self.known(node.op):
            return record.body(*node.args, **node.params) if record.body is not None else None
        if (record.elementwise and self.known(node.op)) or node.op in WHOLE:
            return None
        if record.body is not None:
            return record.body(*node.args, **node.params)
        if record.entry is not None:
            entry = record.entry
            found = array_of(node.shape, lambda *indices: entry(indices, *node.args, **node.params))
            return found
        raise NoProgram(f"{node.op} has no array code; {remedy(node)}")

    def _step(self, node: Expr) -> Lowered:
        from lemmata.engine.programs.operations import WHOLE

        if isinstance(node, Number):
            return Lowered(self.number(node.value))
        if isinstance(node, Constant):
            return Lowered(self.constant(node.name))
        if isinstance(node, Symbol):
            if node.sort not in ("real", "integer", "boolean"):
                raise NoProgram(f"{node.name} is a {node.sort}, which no array holds")
            return Lowered(self.input(node))
        if isinstance(node, Int):
            return self.positions(node.size)
        if isinstance(node, At):
            from lemmata.engine.programs.places import entry_at
            return entry_at(self, node)
        if isinstance(node, Bind):
            return self._bind(node)
        if isinstance(node, Apply):
            other = self.unfolded(node)
            if other is not None:
                return self.done[other]
            if OPS[node.op].elementwise:
                return self.elementwise(node)
            return WHOLE[node.op](self, node, [self.done[a] for a in node.args])
        raise NoProgram(f"a bound variable ({node.kind}) is free here; bind it first")

    # names

    def join(self, parts: Iterable[Lowered]) -> tuple[str, ...]:
        """The indices that any of them depends on, in order."""
        return tuple(sorted({n for p in parts for n in p.names}, key=self.order.__getitem__))

    def over(self, part: Lowered, names: Sequence[str], rank: int | None = None) -> Value:
        """With an axis for each of the names, of size 1 for those that it lacks; with `rank` own axes."""
        own = part.value.rank - len(part.names)
        value = part.value
        missing = [k for k, n in enumerate(names) if n not in part.names]
        spare = range(len(names), len(names) + (0 if rank is None else rank - own))
        if len(missing) == len(names):
            return value  # what stands in front stretches by itself
        return self.expand(value, [*missing, *spare])

    def whole(self, part: Lowered, names: Sequence[str]) -> Value:
        """With all axes of the names in full."""
        value = self.over(part, names)
        lead = tuple(self.ranges[n].count for n in names)
        own = value.shape[len(value.shape) - (part.value.rank - len(part.names)) :]
        return self.broadcast(value, lead + own)

    def positions(self, size: Size) -> Lowered:
        """A size or index as a number, over the indices in it."""
        names = tuple(sorted(size.atoms & set(self.ranges), key=self.order.__getitem__))
        if not names:
            return Lowered(self.size(size))
        if size.atom is not None:
            within = self.ranges[size.atom]
            return Lowered(self.arange(within.low, within.count), names)
        total = Lowered(self.number(0))
        for monomial, factor in sorted(size.terms, key=lambda t: (t[1] < 0, not t[0])):  # i + 1, n - i
            term = Lowered(self.number(factor))
            for name, power in monomial:
                base = self.positions(Size.of(name))
                for _ in range(power):
                    term = self.combined("mul", "integer", term, base)
            total = self.combined("add", "integer", total, term)
        return total

    def combined(self, op: str, kind: str, *parts: Lowered) -> Lowered:
        """An operation on numbers of opened indices."""
        names = self.join(parts)
        return Lowered(self.map(op, *(self.over(p, names, 0) for p in parts), kind=kind), names)

    # entry by entry

    def elementwise(self, node: Apply) -> Lowered:
        from lemmata.engine.programs.products import product

        parts = [self.done[a] for a in node.args]
        if (node.op == "mul" and any(mixes_delta(p.value) for p in parts)) or (
                node.op in ("neg", "div") and holds_delta(parts[0].value)):
            return product(self, node, set(), node.rank)
        names = self.join(parts)
        args = [self.over(p, names, node.rank) for p in parts]
        kind = node.sort if node.sort in ("integer", "boolean") else "real"
        logical = OPS[node.op].group == "logic"
        if node.op in ("eq", "delta", "ne") and self._same_axis(parts):
            eye = self.eye(self.ranges[names[0]].count)
            return Lowered(eye if node.op != "ne" else self.map("sub", self.number(1), eye), names)
        if kind == "real" or (logical and any(a.kind == "real" for a in args)):
            args = [a if node.op == "where" and k == 0 else self.cast(a) for k, a in enumerate(args)]
        elif kind == "integer" and any(a.kind == "real" for a in args):
            kind, args = "real", [self.cast(a) if a.kind != "boolean" else a for a in args]
        elif node.op not in ("where", "and", "or", "not", "iff", "implies"):
            args = [self.counted(a) for a in args]
        if node.op == "where" and args[0].kind != "boolean":
            args[0] = self.map("ne", args[0], self.number(0), kind="boolean")
        if node.op == "where":
            if self.guards.always(self, args[0]):
                return Lowered(self.broadcast(args[1], broadcast(a.shape for a in args)), names)
            args[1] = self.guards.without(self, args[1], args[0])
        if node.op == "and":
            open_ones = [a for a in args if not self.guards.always(self, a)]
            if len(open_ones) == 1:
                return Lowered(self.broadcast(open_ones[0], broadcast(a.shape for a in args)), names)
        name = "eq" if node.op == "delta" else node.op
        kind = "boolean" if node.op == "delta" else kind
        value = self.map(name, *args, kind=kind, **node.params)
        if kind == "boolean":
            self.guards.note(node, value, args)
        return Lowered(value, names)

    def counted(self, x: Value) -> Value:
        """Truth values as integers."""
        if x.kind != "boolean":
            return x
        if is_map(x, "eq") and all(a.op == "number" for a in x.args):
            return self.number(int(x.args[0] is x.args[1]))
        return self.make("count", (x,), x.shape, "integer", x.weak)

    def _same_axis(self, parts: Sequence[Lowered]) -> bool:
        """Whether two different indices that run over the same integers are compared."""
        return len(parts) == 2 and all(p.value.op == "arange" and len(p.names) == 1 for p in parts) and (
            parts[0].value is parts[1].value and parts[0].names != parts[1].names)

    # binders

    def _bind(self, node: Bind) -> Lowered:
        index, body = self.opened[node]
        assert isinstance(index, Size) and index.atom is not None
        name, low, high = index.atom, *(as_size(end) for end in node.range)
        ragged = not (low.atoms | high.atoms).isdisjoint(self.ranges)
        if node.binder == "sum" and not ragged:
            return self._sum(node, name, body)
        part = self.done[body]
        if ragged:
            part = self._inside(node.binder, index, low, high, part)
        names = self.join([part, Lowered(part.value, (name,))])
        value = self.whole(part, names) if name not in part.names else part.value
        place, rest = names.index(name), tuple(n for n in names if n != name)
        if node.binder == "array":
            order = [k for k in range(len(names)) if k != place] + [place]
            return Lowered(self.permute(value, [*order, *range(len(names), value.rank)]), rest)
        if node.binder in ("argmax", "argmin"):
            shape = value.shape[:place] + value.shape[place + 1 :]
            return Lowered(self.make("arg", (value,), shape, "integer", how=node.binder, axis=place), rest)
        if node.binder not in ("sum", "prod", "max", "min"):
            raise NoProgram(f"{node.binder} has no array code; work it out first")
        return Lowered(self.reduce(node.binder, self.cast(value), [place]), rest)

    def _inside(self, binder: str, index: Size, low: Size, high: Size, part: Lowered) -> Lowered:
        """What doesn't count outside of a range that changes with another index."""
        if binder not in ("sum", "prod", "max", "min"):
            raise NoProgram(f"{binder} over a range that changes with another index has no array code")
        at_index, conditions = self.positions(index), []
        if not certain(self, index - low):
            conditions.append(self.combined("ge", "boolean", at_index, self.positions(low)))
        if not certain(self, high - 1 - index):
            conditions.append(self.combined("lt", "boolean", at_index, self.positions(high)))
        if not conditions:
            return part
        mask = reduce(lambda a, b: self.combined("and", "boolean", a, b), conditions)
        if binder in NEUTRAL:
            other = self.number(NEUTRAL[binder])
        else:
            other = self.constant("inf") if binder == "min" else self.map("neg", self.constant("inf"))
        names, own = self.join([mask, part]), part.value.rank - len(part.names)
        condition = self.over(mask, names, own)
        self.guards.facts[condition] = frozenset({index - low, high - 1 - index})
        args = (condition, self.guards.without(self, self.over(part, names, own), condition), other)
        return Lowered(self.map("where", *args), names)

    def _sum(self, node: Bind, name: str, body: Expr) -> Lowered:
        from lemmata.engine.programs.products import product

        return product(self, body, {name}, node.rank)


def remedy(node: Apply) -> str:
    """What to do about an operation that no program has."""
    if node.op in ("call", "derivative"):
        return "give the formula of the function that is left open"
    if node.sort in ("variable", "event", "distribution") or OPS[node.op].group in ("probability", "distribution"):
        return "write what is random as a density or a sum over values"
    return "write it in terms of other operations"


def own_shape(parts: Sequence[Lowered]) -> tuple[Size, ...]:
    """The shape that the own axes of several arrays stretch to."""
    return broadcast(p.value.shape[len(p.names) :] for p in parts)


__all__ = ["ONE", "Lowered", "Lowering", "Operand", "Range", "own_shape"]
