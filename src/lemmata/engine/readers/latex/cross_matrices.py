"""The matrix of a cross product: a^\\wedge, [a]_\\times and a^\\times times x are the product of a and x."""

from __future__ import annotations

from lemmata.engine.expr import Size, number, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import same_size
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Script
from lemmata.engine.readers.latex.values import Value

_THREE = Size.of(3)


def is_cross_mark(script: Node | None) -> bool:
    return isinstance(script, Name) and script.style == "symbol" and script.text in ("wedge", "times")


def in_brackets(node: Script) -> bool:
    """Whether it is [a]_\\times."""
    base = node.base
    brackets = isinstance(base, Group) and base.open in ("[", "(", "floor") and len(base.items) == 1
    return brackets and is_cross_mark(node.sub) and not node.primes


def cross_matrix(e: State, found: Value, mark: Node) -> Value:
    """The matrix of a vector of three entries; of another vector, as of a twist, the mark means something else.

    Where nothing says that the vector has three entries, it might.
    """
    a = found.expr
    if a.rank != 1 or a.sort not in ("real", "variable"):
        raise e.error(mark, "a mark of a cross product on this", "a vector of three entries")
    same_size("the matrix of a cross product", a.shape[0], _THREE)
    told = [role for s in symbols(a) if (role := e.scope.lookup(s.name)) is not None and role.shape]
    if not e.scan.crossed and not any(_THREE in (role.shape or ()) for role in told):
        e.unsettled = "whether it is the matrix of a cross product is not said"
    zero = number(0)
    rows = ((zero, -a[2], a[1]), (a[2], zero, -a[0]), (-a[1], a[0], zero))
    return Value(apply("stack", *(apply("stack", *row) for row in rows)))
