"""Traced arrays that behave as those of NumPy, PyTorch and JAX, through the protocols by which these let others in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import FunctionType
from typing import Any

from lemmata.engine.expr import Expr, is_size
from lemmata.engine.ops import apply
from lemmata.engine.readers.tracing import methods
from lemmata.engine.readers.tracing.arrays import Traced
from lemmata.engine.readers.tracing.calling import call_library, known, lifted
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.gradients import need_gradients
from lemmata.engine.readers.tracing.homes import home
from lemmata.engine.readers.tracing.setting import Updates


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
        if method == "at" and ufunc.__name__ in ("add", "subtract"):
            x, key, value = inputs
            value = value if ufunc.__name__ == "add" else -value
            Updates(x).change(key, value)
            return None
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
        return call_library(place[0], place[1], args, keywords, type(self))


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
        if isinstance(function, FunctionType) and place[0] == "torch.nn.functional" and not known(*place):
            return _inside(function)(*args, **(keywords or {}))
        if place[0] == "torch.Tensor":
            first = args[0] if isinstance(args[0], Traced) else cls(lifted(args[0]))
            return methods.method(first, place[1])(*args[1:], **(keywords or {}))
        return call_library(place[0], place[1], args, keywords or {}, cls)


@lru_cache(maxsize=64)
def _inside(function: FunctionType) -> FunctionType:
    """A function that PyTorch writes in Python, as it runs on plain tensors, so that its own calls are traced."""
    asks = [name for name in function.__globals__ if name.startswith("has_torch_function")]
    names = {**function.__globals__, **dict.fromkeys(asks, lambda *_: False)}
    found = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    found.__kwdefaults__ = function.__kwdefaults__
    return found


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
