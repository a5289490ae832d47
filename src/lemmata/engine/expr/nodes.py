"""The expression: eight kinds of immutable, interned nodes.

Constructors intern and do nothing else: they never simplify. Two expressions are the same
object exactly when they are equal up to the names of their bound variables, which are named by
height (see `binders`). Orders go by `digest`, never by `hash()` or `id()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lemmata.engine.expr.domains import DOMAINS
from lemmata.engine.expr.expression import Expr
from lemmata.engine.expr.sizes import Shape, Size
from lemmata.wording import counted


class Number(Expr):
    """An exact rational number; data: (Fraction,)."""

    __slots__ = ()
    kind = "number"

    @property
    def value(self) -> Fraction:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "integer" if self.data[0].denominator == 1 else "real"


class Constant(Expr):
    """A named real number: pi, e, euler_gamma, or inf; data: (name,)."""

    __slots__ = ()
    kind = "constant"

    @property
    def name(self) -> str:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "real"


class Symbol(Expr):
    """A free variable; data: (name, shape, domain, params).

    params: the number of classes of labels, the argument shapes of a function.
    """

    __slots__ = ()
    kind = "symbol"

    @property
    def name(self) -> str:
        return self.data[0]

    @property
    def domain(self) -> str:
        return self.data[2]

    @property
    def params(self) -> tuple[Any, ...]:
        return self.data[3]

    def _describe(self) -> tuple[Shape, str]:
        return self.data[1], DOMAINS[self.data[2]].sort


class Local(Expr):
    """A bound variable that is no index (a real, an array, a function); data: (name, shape, domain)."""

    __slots__ = ()
    kind = "local"

    @property
    def name(self) -> str:
        return self.data[0]

    @property
    def domain(self) -> str:
        return self.data[2]

    def _describe(self) -> tuple[Shape, str]:
        return self.data[1], DOMAINS[self.data[2]].sort

    def _own_locals(self) -> frozenset[str]:
        return frozenset((self.data[0],))


class Int(Expr):
    """A size or an index as a number; data: (Size,)."""

    __slots__ = ()
    kind = "int"

    @property
    def size(self) -> Size:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "integer"

    def _own_locals(self) -> frozenset[str]:
        return frozenset(a for a in self.data[0].atoms if a[0] in "#%")


class Apply(Expr):
    """An operation applied to its arguments; data: (op, params, shape, sort).

    Built by `lemmata.engine.ops.apply`, which knows the shape rule.
    """

    __slots__ = ()
    kind = "apply"

    @property
    def op(self) -> str:
        return self.data[0]

    @property
    def params(self) -> dict[str, Any]:
        return dict(self.data[1])

    @property
    def args(self) -> tuple[Expr, ...]:
        return self.children

    def _describe(self) -> tuple[Shape, str]:
        return self.data[2], self.data[3]

    def _own_locals(self) -> frozenset[str]:
        # A slice may begin at an index: x[i:i + 3].
        sizes = (*self.data[2], *sizes_within(value for _, value in self.data[1]))
        return frozenset(a for d in sizes for a in d.atoms if a[0] in "#%")


def sizes_within(values: Iterable[Any]) -> list[Size]:
    """The sizes in params, which are values and tuples of them."""
    found: list[Size] = []
    stack = list(values)
    while stack:
        value = stack.pop()
        if isinstance(value, Size):
            found.append(value)
        elif isinstance(value, tuple):
            stack.extend(value)
    return found


class At(Expr):
    """An array applied to indices (each an integer expression); fewer indices than axes leave a slice."""

    __slots__ = ()
    kind = "at"

    @property
    def array(self) -> Expr:
        return self.children[0]

    @property
    def indices(self) -> tuple[Expr, ...]:
        return self.children[1:]

    def _describe(self) -> tuple[Shape, str]:
        array, count = self.children[0], len(self.children) - 1
        if count > len(array.shape):
            raise ValueError(
                f"{counted(count, 'index')} into an array with {counted(len(array.shape), 'axis')}; give at "
                f"most {len(array.shape)}"
            )
        return array.shape[count:], array.sort


class Bind(Expr):
    """A binder; data: (binder, name, shape, domain) of the bound variable, children: (body, *range).

    Built by `lemmata.engine.expr.binders.bind`, which names the variable.
    """

    __slots__ = ()
    kind = "bind"

    @property
    def binder(self) -> str:
        return self.data[0]

    @property
    def name(self) -> str:
        return self.data[1]

    @property
    def domain(self) -> str:
        return self.data[3]

    @property
    def body(self) -> Expr:
        return self.children[0]

    @property
    def range(self) -> tuple[Expr, ...]:
        return self.children[1:]

    def _describe(self) -> tuple[Shape, str]:
        binder, _, shape, _ = self.data
        body, *ends = self.children
        if binder == "array":
            low, high = (as_size(end) for end in ends)
            return (high - low, *body.shape), body.sort
        if binder == "function":
            return body.shape, "function"
        if binder in ("argmax", "argmin"):
            return shape, "integer" if self.data[3] == "index" else "real"
        if body.sort == "variable" and self.binder in ("sum", "prod", "max", "min", "integral"):
            return body.shape, "variable"  # a sum of random variables is one
        return body.shape, "real" if body.sort in ("variable", "boolean") else body.sort


KINDS: dict[str, type[Expr]] = {
    cls.kind: cls for cls in (Number, Constant, Symbol, Local, Int, Apply, At, Bind)
}


def as_size(node: Expr) -> Size:
    """The size that an integer node stands for.

    Raises ValueError for any other expression.
    """
    if isinstance(node, Int):
        return node.size
    if isinstance(node, Number) and node.value.denominator == 1:
        return Size.of(int(node.value))
    raise ValueError("an index range takes sizes (integers, dims and indices)")


def is_size(node: Expr) -> bool:
    return isinstance(node, Int) or (isinstance(node, Number) and node.value.denominator == 1)
