"""A program: the arrays that some expressions come to, in the order in which they are computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lemmata.engine.expr import Expr, Symbol, postorder
from lemmata.engine.programs.lower import Lowering
from lemmata.engine.programs.values import Value


@dataclass(frozen=True)
class Program:
    """Array instructions for the values of expressions.

    inputs    the symbols that are given, in the order of their declaration
    outputs   one array an expression
    """

    inputs: tuple[Symbol, ...]
    outputs: tuple[Value, ...]

    @property
    def dims(self) -> tuple[str, ...]:
        """The names of all sizes, in the inputs and in what is computed."""
        found = {atom for s in self.inputs for size in s.shape for atom in size.atoms}
        for value in self.values():
            found |= {atom for size in value.shape for atom in size.atoms}
            size = value.get("size")
            found |= size.atoms if size is not None else set()
        return tuple(sorted(found))

    def values(self) -> Iterator[Value]:
        """Every array once, each after those that it is made of."""
        seen: set[Value] = set()
        stack = [(v, False) for v in reversed(self.outputs)]
        while stack:
            value, ready = stack.pop()
            if ready:
                yield value
            elif value not in seen:
                seen.add(value)
                stack.append((value, True))
                stack.extend((a, False) for a in reversed(value.args) if a not in seen)

    def uses(self) -> dict[Value, int]:
        """How often each array is used, as an output too."""
        found: dict[Value, int] = {}
        for value in self.values():
            for arg in value.args:
                found[arg] = found.get(arg, 0) + 1
        for value in self.outputs:
            found[value] = found.get(value, 0) + 1
        return found


def program(
    exprs: Sequence[Expr], inputs: Sequence[Symbol], known: Callable[[str], bool], sizes: Mapping[str, int] = {}
) -> Program:
    """The program of expressions for a target that has the operations of which `known` says so.

    sizes   what the sizes are like, to choose the cheapest order of products by

    Raises NoProgram where a part has no array code (integrals, random variables, abstract functions).

    >>> from lemmata.engine.expr import symbol
    >>> A, x = symbol("A", ["m", "n"]), symbol("x", ["n"])
    >>> [v.op for v in program([A @ x], [A, x], lambda name: True).values()]
    ['input', 'input', 'matmul']
    """
    uses: dict[Expr, int] = {}
    for node in postorder(*exprs):
        for child in node.children:
            uses[child] = uses.get(child, 0) + 1
    for expr in exprs:
        uses[expr] = uses.get(expr, 0) + 1
    from lemmata.engine.programs.scales import gathered

    lowering = Lowering(known, uses, sizes)
    outputs = []
    for expr in exprs:
        value, names = lowering.lower(expr)
        assert not names
        if expr.sort != "boolean" and not _picks(value):
            value = lowering.cast(value)
        outputs.append(lowering.broadcast(value, expr.shape))
    return gathered(Program(tuple(inputs), tuple(outputs)), lowering, lowering.guess)


def _picks(value: Value) -> bool:
    """Whether what comes out are places or labels, which stay integers; ones and zeros are numbers."""
    if value.kind == "integer":
        return any(v.op in ("arg", "argsort") or (v.op == "input" and v.kind == "integer")
                   for v in Program((), (value,)).values())
    return False
