"""Attributes and methods of traced arrays, as NumPy, PyTorch and JAX name them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from lemmata.engine.ops import apply
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers.calls import unknown
from lemmata.engine.readers.spellings import find
from lemmata.engine.readers.tracing.calling import call_library
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.forms import FORMS
from lemmata.engine.readers.tracing.gradients import varies
from lemmata.engine.readers.tracing.numbers import as_number, cast, dtype_kind, holds_integers

if TYPE_CHECKING:
    from lemmata.engine.readers.tracing.arrays import Traced

_SAME = ("contiguous", "cpu", "cuda", "requires_grad_", "block_until_ready", "retain_grad")
_COPIES = ("copy", "clone")
_CASTS = {"float": "float", "double": "float", "half": "float", "bfloat16": "float", "long": "int", "int": "int",
          "short": "int", "bool": "bool"}


def attribute(x: Traced, name: str) -> Any:
    """`x.size`, `x.dtype`, `x.at`, or a method."""
    if name in ("size", "nbytes") and x.module != "torch":
        return x.entries()
    if name == "dtype":
        return _dtype(x)
    if name == "device" and x.module == "torch":
        import torch

        return torch.device("cpu")
    if name in ("requires_grad", "is_cuda", "is_sparse", "is_quantized", "is_nested"):
        return name == "requires_grad"
    if name == "real":
        return x
    if name == "data" and x.module == "torch":
        return x.held(".data")
    if name == "at" and x.module == "jax.numpy":
        from lemmata.engine.readers.tracing.setting import Updates

        return Updates(x)
    if name == "flat":
        return x.sharing(apply("ravel", x.expr))
    return method(x, name)


def _dtype(x: Traced) -> Any:
    name = "bool" if x.expr.sort == "boolean" else "int64" if holds_integers(x.expr) else "float64"
    if x.module == "torch":
        import torch

        return getattr(torch, name)
    import numpy as np

    return np.dtype(name)


def method(x: Traced, name: str) -> Callable[..., Any]:
    """A method, bound to its array.

    Raises AttributeError where arrays of the library have none of the name that is known.
    """
    if not name.startswith("_") and not hasattr(_class_of(x), name):
        raise AttributeError(f"{_class_of(x).__name__} of {x.module} has no attribute {name!r}")
    own = METHODS.get(name)
    if own is not None:
        return partial(own, x)
    if name in _SAME:
        return lambda *args, **keywords: x
    if name in _COPIES:
        return lambda *args, **keywords: x.like(x.expr)
    if name in _CASTS:
        return lambda: x.sharing(cast(x.expr, _CASTS[name]))
    if name in ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "rsub", "matmul", "pow"):
        return _operator(x, name)
    if name.endswith("_") and not name.startswith("_") and x.module == "torch":
        return partial(_changed, x, name[:-1])
    if name not in PYTHON_NAMES and name not in FORMS and find(name, x.module) is None and find(name, ".") is None:
        raise AttributeError(unknown(name, "-", True))
    module = x.module if find(name, x.module) is not None or find(name, ".") is None else "."
    return lambda *args, **keywords: call_library(module, name, (x, *args), keywords, type(x))


def _class_of(x: Traced) -> type:
    """The class of the library whose arrays it stands for."""
    if x.module == "torch":
        import torch

        return torch.Tensor
    if x.module == "jax.numpy":
        import jax

        return jax.Array
    import numpy as np

    return np.ndarray if x.ndim else np.float64


def _operator(x: Traced, name: str) -> Callable[..., Any]:
    """`x.add(y, alpha=2)`, `x.eq(y)`: as the operators."""
    def operate(other: Any, *, alpha: Any = 1) -> Any:
        scaled = other if alpha == 1 else other * alpha
        return getattr(x, "__rsub__" if name == "rsub" else f"__{name}__")(scaled)
    return operate


def _changed(x: Traced, name: str, *args: Any, **keywords: Any) -> Traced:
    """PyTorch's methods in place: `x.add_(y)`."""
    found = method(x, name)(*args, **keywords).expr
    x.become(found if x.expr.sort == "boolean" else as_number(found))
    return x


# what is no function of the tables, or reads otherwise as a method


def _filled(x: Traced, value: Any = 0) -> Traced:
    """`x.fill_(v)`, `x.zero_()`: all entries are set."""
    x[...] = value
    return x


def _filled_diagonal(x: Traced, value: Any) -> Traced:
    if x.ndim != 2:
        raise untraceable("fill_diagonal_ of an array that is no matrix; write torch.where with torch.eye")
    diagonal = apply("eq", *(apply("expand_dims", apply("arange", start=size), axis=1 - k)
                             for k, size in enumerate(x.expr.shape)))
    x[type(x)(diagonal)] = value
    return x


def _size(x: Traced, dim: Any = None) -> Any:
    return x.shape if dim is None else x.shape[dim]


def _astype(x: Traced, dtype: Any, *_: Any, **__: Any) -> Traced:
    return x.like(cast(x.expr, dtype_kind(dtype)))


def _to(x: Traced, *args: Any, **keywords: Any) -> Traced:
    """`.to(torch.float32)`, `.to(device)`, `.to(other)`."""
    for value in (*args, keywords.get("dtype")):
        if str(value).startswith("torch.") and "device" not in type(value).__name__:
            return x.sharing(cast(x.expr, dtype_kind(value)))
    return x


def _type(x: Traced, dtype: Any) -> Traced:
    return x.sharing(cast(x.expr, dtype_kind(dtype)))


def _type_as(x: Traced, other: Any) -> Traced:
    return x.sharing(cast(x.expr, {"integer": "int", "boolean": "bool"}.get(other.expr.sort, "float")))


def _detach(x: Traced, *_: Any, **__: Any) -> Traced:
    return x.held("detach()")


def _item(x: Traced, *_: Any) -> Any:
    if x.module == "torch" and varies(x.expr):
        raise untraceable("item() takes the number out of the derivative; keep the tensor")
    return x.like(x.expr)


def _numpy(x: Traced, *_: Any, **__: Any) -> Any:
    raise untraceable("numpy() leaves PyTorch in the middle of the function; stay with torch functions")


def _list(x: Traced) -> Any:
    return [x[i].tolist() if x.ndim > 1 else x[i] for i in range(len(x))] if x.ndim else x


def _transpose(x: Traced, *axes: Any) -> Traced:
    if x.module == "torch":
        return call_library("torch", "transpose", (x, *axes), {}, type(x))
    order = axes[0] if len(axes) == 1 and isinstance(axes[0], (list, tuple)) else axes
    if not order or order[0] is None:
        return x.T
    return x.sharing(apply("transpose", x.expr, axes=tuple(int(a) for a in order)))


def _expand(x: Traced, *sizes: Any) -> Traced:
    """-1 leaves an axis as it is."""
    shape = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (list, tuple)) else sizes
    own = (None,) * (len(shape) - x.ndim) + tuple(x.shape)
    full = tuple(o if isinstance(s, int) and s == -1 else s for s, o in zip(shape, own))
    return call_library("torch", "broadcast_to", (x, full), {}, type(x))


def _repeat(x: Traced, *args: Any, **keywords: Any) -> Any:
    name = "tile" if x.module == "torch" else "repeat"
    return call_library(x.module, name, (x, *args), keywords, type(x))


def _new(name: str) -> Callable[..., Any]:
    def make(x: Traced, *shape: Any, **keywords: Any) -> Any:
        return call_library(x.module, name, shape, keywords, type(x))
    return make


def _where(x: Traced, condition: Any, other: Any) -> Any:
    return call_library(x.module, "where", (condition, x, other), {}, type(x))


def _dim(x: Traced) -> int:
    return x.ndim


def _same_shape(name: str) -> Callable[..., Any]:
    def reshaped(x: Traced, other: Any) -> Any:
        return call_library(x.module, name, (x, tuple(other.shape)), {}, type(x))
    return reshaped


METHODS: dict[str, Callable[..., Any]] = {
    "size": _size, "dim": _dim, "ndimension": _dim, "numel": lambda x: x.entries(), "nelement": lambda x: x.entries(),
    "astype": _astype, "to": _to, "type": _type, "type_as": _type_as, "detach": _detach, "item": _item,
    "numpy": _numpy, "tolist": _list, "transpose": _transpose, "expand": _expand, "repeat": _repeat,
    "new_zeros": _new("zeros"), "new_ones": _new("ones"), "new_full": _new("full"), "new_tensor": _new("tensor"),
    **dict.fromkeys(("fill_", "zero_", "fill", "copy_"), _filled), "fill_diagonal_": _filled_diagonal, "where": _where,
    "view_as": _same_shape("reshape"), "reshape_as": _same_shape("reshape"), "expand_as": _same_shape("broadcast_to"),
}
