"""Arrays that are traced: what a function is given in place of its arrays.

Each operator and each function of a library that meets one builds an expression. Sizes are traced numbers too, so
that `1 / x.shape[0]` stands in the formula; where Python itself needs a number, there is none, and the line is told.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

from lemmata.engine.expr import Expr, Int, Size, dims, integer, number, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.ops.structure import volume
from lemmata.engine.readers.sizes import fold
from lemmata.engine.readers.spellings import reversed_axes
from lemmata.engine.readers.tracing import indexing, methods, setting
from lemmata.engine.readers.tracing.calling import Held, call_library, lifted, wrapped
from lemmata.engine.readers.tracing.errors import TraceError, untraceable
from lemmata.engine.readers.tracing.gradients import fixed, varies
from lemmata.engine.readers.tracing.numbers import as_number, holds_integers, known_value, settled
from lemmata.engine.readers.tracing.operators import arithmetic, bitwise, comparison, in_place
from lemmata.engine.readers.tracing.places import note


class Traced(Held):
    """An expression that takes part in Python code as an array; subclasses behave as those of one library."""

    __slots__ = ("__weakref__", "family", "fixed", "origin", "selection")
    module = "numpy"  # whose functions its methods are
    __array_priority__ = 1000

    def __init__(self, expr: Expr, family: list[weakref.ref[Traced]] | None = None, selection: Expr | None = None):
        self.expr = expr
        self.selection = selection  # where an array was chosen from by a mask, the mask
        self.family = [] if family is None else family  # it and its views, which share their entries
        self.fixed: TraceError | None = None  # of a value without its derivative: why it may only be compared
        self.origin: tuple[weakref.ref[Traced], list[Any]] | None = None  # of a view, what it is cut from, and how
        self.family.append(weakref.ref(self))
        note(expr)

    def like(self, expr: Expr, *others: Any) -> Traced:
        """Another expression as an array of this kind."""
        made = indexing.selected(self, expr, others)
        made.fixed = next((v.fixed for v in (self, *others) if getattr(v, "fixed", None)), None)
        if not varies(expr):
            made.fixed = None
        return made

    def held(self, what: str) -> Traced:
        """The value without its derivative."""
        made = self.sharing(self.expr)
        made.fixed = self.fixed or fixed(self.expr, what)
        return made

    def sharing(self, expr: Expr) -> Traced:
        """An expression over the same entries, which changes with this one."""
        made = type(self)(expr, self.family)
        made.fixed = self.fixed if varies(expr) else None
        return made

    # change in place

    @property
    def mutable(self) -> bool:
        """Whether a change in place changes the array itself: numbers of NumPy are made anew."""
        return self.expr.rank > 0

    def become(self, expr: Expr) -> None:
        """Change in place."""
        whole = self.origin[0]() if self.origin is not None else None
        others = [other for other in (ref() for ref in self.family) if other is not None and other is not self]
        if any(other is not whole for other in others):
            raise untraceable("an array is changed in place of which there are views, which change with it; "
                              "write x = x + ... in place of x += ..., or np.where in place of x[...] = ...")
        if self.expr.shape != expr.shape:
            raise ShapeError(f"{show(expr.shape)} doesn't fit into {show(self.expr.shape)} in place")
        if holds_integers(self.expr) and expr.sort not in (self.expr.sort, "integer"):
            raise untraceable("an array of integers is changed in place to real numbers, which are cut off; make it "
                              "one "
                              "of floats first")
        if whole is not None and self.origin is not None:  # x[1:] += y
            whole.expr = setting.changed(whole.expr, self.origin[1], expr)
        self.expr = expr
        note(expr)

    # sizes

    @property
    def shape(self) -> Any:
        if self.selection is not None:
            raise untraceable("the shape of entries chosen by a mask depends on values; write mask.sum()")
        return tuple(self._size(d) for d in self.expr.shape)

    def _size(self, size: Size) -> Any:
        return size.constant if size.constant is not None else type(self)(integer(size))

    @property
    def ndim(self) -> int:
        return self.expr.rank

    @property
    def T(self) -> Traced:
        return self.sharing(reversed_axes(self.expr))

    @property
    def mT(self) -> Traced:
        return self.sharing(apply("transpose", self.expr))

    def entries(self) -> Any:
        """The number of entries."""
        if self.selection is not None:
            return type(self)(apply("sum", as_number(self.selection)))
        return self._size(volume(self.expr.shape))

    def length(self) -> Any:
        """What `len` gives."""
        if not self.expr.rank:
            raise TypeError("a number has no len()")
        return self.entries() if self.selection is not None and self.ndim == 1 else self.shape[0]

    def __len__(self) -> int:
        size = self.length()
        if not isinstance(size, int):
            raise untraceable("len() asks for a size which is open here; write x.shape[0]")
        return size

    def __iter__(self) -> Iterator[Any]:
        if not self.expr.rank:
            raise TypeError("iteration over a number")
        size = self.expr.shape[0].constant
        if size is None:
            raise untraceable(f"a loop over an axis, and the size {self.expr.shape[0]} is open; write it with array "
                              "operations, or declare the axis with a number, such as x: real[3]")
        return iter([self[i] for i in range(size)])

    def __getitem__(self, key: Any) -> Any:
        return indexing.get(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        setting.put(self, key, value)

    # values, which there are only of constants

    def __bool__(self) -> bool:
        answer = settled(self.expr)
        if answer is None:
            raise untraceable(self._no_branch())
        return answer

    def _no_branch(self) -> str:
        if not symbols(self.expr):
            return (f"a branch depends on the size {' and '.join(dims(self.expr))}, which is open; declare it with a "
                    "number, or leave the branch to the caller")
        where = {"torch": "torch.where", "jax.numpy": "jnp.where"}.get(self.module, "np.where")
        return f"a branch depends on the values of an array; write {where}(condition, a, b)"

    def _value(self, what: str) -> Any:
        value = known_value(self.expr)
        if value is None:
            open_size = isinstance(self.expr, Int)
            raise untraceable(f"{what} needs a number, and {f'the size {self.expr.size}' if open_size else 'this'} is "
                              + ("open; declare it with a number, such as x: real[3], or write it with array operations"
                                 if open_size else "an array or a symbol; write it with array operations"))
        return value

    def __index__(self) -> int:
        value = self._value("Python (range, a list's index, a shape)")
        if value != int(value):
            raise TypeError(f"{value} is no integer")
        return int(value)

    def __int__(self) -> int:
        return int(self._value("int()"))

    def __float__(self) -> float:
        return float(self._value("float()"))

    def __complex__(self) -> complex:
        raise untraceable("complex numbers are not written in formulas; work with real and imaginary parts")

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        value = known_value(self.expr)
        if value is None:
            raise untraceable("the values of an array are asked for here, which a formula has not; write this with "
                              "functions that are known")
        import numpy as np

        return np.asarray(float(value), dtype)

    def __repr__(self) -> str:
        return f"<traced {show(self.expr.shape)}>"

    def __format__(self, spec: str) -> str:
        return repr(self)

    __hash__ = object.__hash__

    # operators

    __add__, __radd__ = arithmetic("add"), arithmetic("add", True)
    __sub__, __rsub__ = arithmetic("sub"), arithmetic("sub", True)
    __mul__, __rmul__ = arithmetic("mul"), arithmetic("mul", True)
    __truediv__, __rtruediv__ = arithmetic("div"), arithmetic("div", True)
    __pow__, __rpow__ = arithmetic("pow"), arithmetic("pow", True)
    __matmul__, __rmatmul__ = arithmetic("matmul"), arithmetic("matmul", True)
    __floordiv__, __rfloordiv__ = arithmetic("floordiv"), arithmetic("floordiv", True)
    __mod__, __rmod__ = arithmetic("mod"), arithmetic("mod", True)
    __iadd__, __isub__, __imul__ = in_place("add"), in_place("sub"), in_place("mul")
    __itruediv__, __ipow__, __imatmul__ = in_place("div"), in_place("pow"), in_place("matmul")
    __eq__, __ne__ = comparison("eq"), comparison("ne")  # type: ignore[assignment]
    __lt__, __le__, __gt__, __ge__ = (comparison(op) for op in ("lt", "le", "gt", "ge"))
    __and__ = __rand__ = bitwise("and")
    __or__ = __ror__ = bitwise("or")
    __xor__ = __rxor__ = bitwise("ne")

    def __neg__(self) -> Traced:
        value = as_number(self.expr)
        return self.like(fold("neg", value) or (number(-value.value) if hasattr(value, "value") else
                                                apply("neg", value)))

    def __pos__(self) -> Traced:
        return self.like(self.expr)

    def __abs__(self) -> Traced:
        return self.like(apply("abs", as_number(self.expr)))

    def __invert__(self) -> Traced:
        if self.expr.sort != "boolean":
            raise untraceable("~ of numbers turns their bits; of truth values write np.logical_not")
        return self.like(apply("not", self.expr))

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __round__(self, digits: int = 0) -> Any:
        return call_library(self.module, "round", (self, digits), {}, type(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return methods.attribute(self, name)

    def __call__(self, *args: Any) -> Any:
        if self.expr.sort != "function":
            raise TypeError("an array is called; write a product with *")
        return wrapped(apply("call", self.expr, *(lifted(a) for a in args)), type(self))
