"""Expressions as programs: binders over indices become axes of arrays.

The arrays of a `Lowered` have one leading axis for each opened index that they depend on, in the order in which
the indices were opened, and then the axes of the expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

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
from lemmata.engine.programs.binders import binder
from lemmata.engine.programs.bounds import Guards
from lemmata.engine.programs.contractions import Contractions
from lemmata.engine.programs.entrywise import elementwise
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.lowered import Lowered, Range
from lemmata.engine.programs.operations import WHOLE
from lemmata.engine.programs.places import entry_at
from lemmata.engine.programs.values import Value


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
            return entry_at(self, node)
        if isinstance(node, Bind):
            return binder(self, node)
        if isinstance(node, Apply):
            other = self.unfolded(node)
            if other is not None:
                return self.done[other]
            if OPS[node.op].elementwise:
                return elementwise(self, node)
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


def remedy(node: Apply) -> str:
    """What to do about an operation that no program has."""
    if node.op in ("call", "derivative"):
        return "give the formula of the function that is left open"
    if node.sort in ("variable", "event", "distribution") or OPS[node.op].group in ("probability", "distribution"):
        return "write what is random as a density or a sum over values"
    return "write it in terms of other operations"
