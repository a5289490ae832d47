"""Arrays that are traced: what a function is given in place of its arrays.

Each operator and each function of a library that meets one builds an expression. Sizes are traced numbers too, so
that `1 / x.shape[0]` stands in the formula; where Python itself needs a number, there is none, and the line is told.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lemmata.engine.expr import Expr, Int, Size, as_size, dims, integer, is_size, number, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.ops.structure import quotient, volume
from lemmata.engine.readers.sizes import fold, folded
from lemmata.engine.readers.spellings import reversed_axes
from lemmata.engine.readers.spellings.elementary import quotient_floor, remainder
from lemmata.engine.readers.tracing import indexing, methods
from lemmata.engine.readers.tracing.calling import Held, call_library, lifted, wrapped
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.gradients import need_gradients
from lemmata.engine.readers.tracing.homes import home
from lemmata.engine.readers.tracing.numbers import as_number, holds_integers, known_value, settled
from lemmata.wording import counted

def operand(value: Any) -> Any:
    """What stands beside an operator; of entries chosen by a mask, the array that they are chosen from."""
    return value.expr if isinstance(value, Held) else lifted(value)


BITWISE = {"and": "logical_and", "or": "logical_or", "ne": "logical_xor"}


def _arithmetic(op: str, swapped: bool = False) -> Callable[[Any, Any], Any]:
    def operator(self: Traced, other: Any) -> Any:
        value = operand(other)
        if not isinstance(value, Expr):
            return NotImplemented
        return self.like(combined(op, value, self.expr) if swapped else combined(op, self.expr, value), other)
    return operator


def combined(op: str, left: Expr, right: Expr) -> Expr:
    """An operator of Python on two expressions; arithmetic of sizes gives sizes."""
    left, right = as_number(left), as_number(right)
    if op in ("floordiv", "mod"):
        if op == "floordiv" and is_size(left) and is_size(right):
            size = quotient(as_size(left), as_size(right))
            if size is not None:
                return integer(size)
        return quotient_floor(left, right) if op == "floordiv" else remainder(left, right)
    found = fold(op, left, right)
    if found is not None:
        return found
    return apply("add", left, apply("neg", right)) if op == "sub" else apply(op, left, right)


def _comparison(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Traced, other: Any) -> Any:
        value = operand(other)
        if not isinstance(value, Expr):
            return NotImplemented
        return self.like(apply(op, as_number(self.expr), as_number(value)), other)
    return operator


def _bitwise(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Traced, other: Any) -> Any:
        value = lifted(other)
        if not isinstance(value, Expr):
            return NotImplemented
        if self.expr.sort != "boolean" or value.sort != "boolean":
            raise untraceable(f"& | ^ of numbers work on their bits; of truth values write np.{BITWISE[op]}")
        return self.like(apply(op, self.expr, value), other)
    return operator


def _in_place(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Traced, other: Any) -> Any:
        value = lifted(other)
        if not isinstance(value, Expr):
            return NotImplemented
        made = combined(op, self.expr, value)
        if not self.mutable:
            return self.like(made)
        self.become(made)
        return self
    return operator


class Traced(Held):
    """An expression that takes part in Python code as an array; subclasses behave as those of one library."""

    __slots__ = ("__weakref__", "family", "selection")
    module = "numpy"  # whose functions its methods are
    __array_priority__ = 1000

    def __init__(self, expr: Expr, family: list[weakref.ref[Traced]] | None = None, selection: Expr | None = None):
        self.expr = expr
        self.selection = selection  # where an array was chosen from by a mask, the mask
        self.family = [] if family is None else family  # it and its views, which share their entries
        self.family.append(weakref.ref(self))

    def like(self, expr: Expr, *others: Any) -> Traced:
        """Another expression as an array of this kind."""
        return indexing.selected(self, expr, others)

    def sharing(self, expr: Expr) -> Traced:
        """An expression over the same entries, which changes with this one."""
        return type(self)(expr, self.family)

    # change in place

    @property
    def mutable(self) -> bool:
        """Whether a change in place changes the array itself: numbers of NumPy are made anew."""
        return self.expr.rank > 0

    def become(self, expr: Expr) -> None:
        """Change in place."""
        if any(other is not None and other is not self for other in (ref() for ref in self.family)):
            raise untraceable("an array is changed in place of which there are views, which change with it; "
                              "write x = x + ... in place of x += ..., or np.where in place of x[...] = ...")
        if self.expr.shape != expr.shape:
            raise ShapeError(f"{show(expr.shape)} doesn't fit into {show(self.expr.shape)} in place")
        if holds_integers(self.expr) and expr.sort not in (self.expr.sort, "integer"):
            raise untraceable("an array of integers is changed in place to real numbers, which are cut off; make it one "
                              "of floats first")
        self.expr = expr

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
            raise untraceable(f"a loop over an axis of size {self.expr.shape[0]}, which is open; write it with array "
                              "operations, or declare the axis with a number, such as x: real[3]")
        return iter([self[i] for i in range(size)])

    def __getitem__(self, key: Any) -> Any:
        return indexing.get(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        indexing.put(self, key, value)

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

    __add__, __radd__ = _arithmetic("add"), _arithmetic("add", True)
    __sub__, __rsub__ = _arithmetic("sub"), _arithmetic("sub", True)
    __mul__, __rmul__ = _arithmetic("mul"), _arithmetic("mul", True)
    __truediv__, __rtruediv__ = _arithmetic("div"), _arithmetic("div", True)
    __pow__, __rpow__ = _arithmetic("pow"), _arithmetic("pow", True)
    __matmul__, __rmatmul__ = _arithmetic("matmul"), _arithmetic("matmul", True)
    __floordiv__, __rfloordiv__ = _arithmetic("floordiv"), _arithmetic("floordiv", True)
    __mod__, __rmod__ = _arithmetic("mod"), _arithmetic("mod", True)
    __iadd__, __isub__, __imul__ = _in_place("add"), _in_place("sub"), _in_place("mul")
    __itruediv__, __ipow__, __imatmul__ = _in_place("div"), _in_place("pow"), _in_place("matmul")
    __eq__, __ne__ = _comparison("eq"), _comparison("ne")  # type: ignore[assignment]
    __lt__, __le__, __gt__, __ge__ = (_comparison(op) for op in ("lt", "le", "gt", "ge"))
    __and__ = __rand__ = _bitwise("and")
    __or__ = __ror__ = _bitwise("or")
    __xor__ = __rxor__ = _bitwise("ne")

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


class NumpyArray(Traced):
    """As numpy.ndarray."""

    __slots__ = ()

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **keywords: Any) -> Any:
        place = home(ufunc)
        if place is None:
            raise untraceable(f"{ufunc.__name__} is not known here; write it out in operations that are")
        if method == "reduce" and ufunc.__name__ in REDUCED:
            keywords.setdefault("axis", 0)
            return call_library("numpy", REDUCED[ufunc.__name__], inputs, keywords, type(self))
        if method == "outer":
            first, second = (lifted(v) for v in inputs)
            wide = apply("expand_dims", first, axis=tuple(range(first.rank, first.rank + second.rank)))
            return call_library(*place, (type(self)(wide), inputs[1]), keywords, type(self))
        if method != "__call__" or keywords.get("where", True) is not True or keywords.get("out") not in (None, ()):
            raise untraceable(f"np.{ufunc.__name__} with out=, where= or .{method} is not known here; write it with "
                              "operators and np.where")
        return call_library(*place, inputs, keywords, type(self))

    def __array_function__(self, function: Any, types: Any, args: Sequence[Any], keywords: Any) -> Any:
        place = home(function) or ("numpy", function.__name__)
        return call_library(*place, args, keywords, type(self))


REDUCED = {"add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logaddexp": "logsumexp",
           "logical_and": "all", "logical_or": "any"}


class Tensor(Traced):
    """As torch.Tensor."""

    __slots__ = ()
    module = "torch"

    def __init__(self, expr: Expr, *rest: Any):
        need_gradients(expr)
        super().__init__(expr, *rest)

    @property
    def mutable(self) -> bool:
        return not is_size(self.expr)

    @classmethod
    def __torch_function__(cls, function: Any, types: Any, args: Sequence[Any] = (), keywords: Any = None) -> Any:
        place = home(function)
        if place is None:
            import torch

            path = (torch.overrides.resolve_name(function) or function.__name__).rpartition(".")
            place = path[0] or "torch", path[2]
        if place[1] in ("__setitem__", "__set__"):
            raise untraceable("an entry of a constant tensor is set to a traced value; make the tensor of traced ones, "
                              "such as torch.zeros_like(x)")
        if place[0] == "torch.Tensor":
            first = args[0] if isinstance(args[0], Traced) else cls(lifted(args[0]))
            return methods.method(first, place[1])(*args[1:], **(keywords or {}))
        return call_library(*place, args, keywords or {}, cls)

    @classmethod
    def __class_getitem__(cls, _: Any) -> type[Tensor]:
        return cls


class JaxArray(Traced):
    """As jax.Array: nothing changes in place, `x.at[i].set(v)` gives another one."""

    __slots__ = ()
    module = "jax.numpy"

    @property
    def mutable(self) -> bool:
        return False

    def __setitem__(self, key: Any, value: Any) -> None:
        raise untraceable("JAX arrays are not changed in place; write x = x.at[i].set(v)")

    def __jax_array__(self) -> Any:
        raise untraceable("the values of an array are asked for here, which a formula has not; write this with "
                          "functions that are known")


KINDS: dict[str, type[Traced]] = {"numpy": NumpyArray, "torch": Tensor, "jax": JaxArray}


def kind_of(module: str) -> type[Traced] | None:
    """The arrays of a library, by one of its modules."""
    root = module.partition(".")[0]
    return NumpyArray if root in ("scipy", "math") else KINDS.get(root)


def described(value: Traced) -> str:
    return f"an array with {counted(value.ndim, 'axis')}"


__all__ = ["KINDS", "JaxArray", "NumpyArray", "Tensor", "Traced", "described", "folded", "kind_of"]
