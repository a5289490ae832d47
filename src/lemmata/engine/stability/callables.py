"""Functions of NumPy, SciPy, PyTorch, JAX and Python at the points of a formula."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import has
from lemmata.engine.expr import Symbol
from lemmata.engine.stability.accuracy import Accuracy, assembled
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group
from lemmata.engine.stability.truth import Truth

Function = Callable[..., Any]
LIBRARIES = ("numpy", "torch", "jax", "python")
TRIED = 3  # points at which a call with all of them is compared with calls of one


def scored(function: Function, known: Truth, declared: Mapping[str, Symbol], where: str | None, seed: int,
           library: str | None = None) -> Accuracy:
    """The accuracy of a function that should have the values of a truth's formula."""
    chosen = library_for(function, known, declared, library)
    values = [[known.format.rounded(at_points(function, k.group, known.format, declared, chosen, k.high[0].shape))
               for k in known.known]]
    return assembled(values, known, ["value"], declared, f"{name_of(function)} ({chosen})", where, seed, blames=False)


def name_of(function: Function) -> str:
    """The function's name with its module's, as it is imported.

    >>> name_of(np.log1p)
    'numpy.log1p'
    """
    name = getattr(function, "__name__", type(function).__name__)
    module = (getattr(function, "__module__", "") or "").split(".")[0].lstrip("_")
    if isinstance(function, np.ufunc) and hasattr(np, name):
        module = "numpy"
    return f"{module}.{name}" if module and module not in ("main__", "builtins") and name != "<lambda>" else name


def library_for(function: Function, known: Truth, declared: Mapping[str, Symbol], library: str | None) -> str:
    """Whose arrays the function takes: the library that it belongs to, else the first one with which it runs.

    Raises ValueError with what each of them says where there is none.
    """
    if library is not None:
        if library not in LIBRARIES:
            raise ValueError(f"no library {library!r}; choose from {', '.join(LIBRARIES)}")
        return library
    own = (getattr(function, "__module__", "") or type(function).__module__).lstrip("_").split(".")[0]
    order = [own] if own in LIBRARIES else []
    order += [lib for lib in LIBRARIES if lib not in order and (lib in ("numpy", "python") or has(lib))]
    if not known.known:
        return order[0]
    said = []
    for lib in order:
        try:
            one = known.known[0].group[:1]
            at_points(function, one, known.format, declared, lib, known.known[0].high[0][:1].shape, raising=True)
            return lib
        except Exception as error:  # anything may go wrong in a function that is not ours
            said.append(f"{lib}: {type(error).__name__}: {error}")
    raise ValueError("the function takes the arrays of no library; " + "; ".join(said))


def at_points(function: Function, group: Group, format: Format, declared: Mapping[str, Symbol], library: str,
              shape: Sequence[int], raising: bool = False) -> Array:
    """The function's values at the points of a group; NaN where it raises an error.

    A function of numbers is called with all points at once, where that gives what single calls give.

    Raises ValueError where a value has another shape than the formula's.
    """
    names = arguments_of(function, declared, group)
    with _precise(library), np.errstate(all="ignore"):
        columns = {name: group.values[name] for name in declared if name in group.values}

        def call(values: Mapping[str, Any]) -> Array:
            given = {name: _array(v, format, library) for name, v in values.items()}
            sizes = {name: group.sizes[name] for name in names if name in group.sizes and name not in given}
            return _numbers(function(*[{**given, **sizes}[name] for name in names]))

        if library != "python" and group.count > TRIED and all(v.ndim == 1 for v in columns.values()):
            found = _all_at_once(call, columns, group.count, shape)
            if found is not None:
                return found
        result = np.full(shape, np.nan)
        for place in range(group.count):
            try:
                value = call({name: v[place] for name, v in columns.items()})
            except Exception:  # math.exp raises for what NumPy calls infinite
                if raising:
                    raise
                continue
            if value.shape != tuple(shape[1:]):
                if value.size != result[place].size:
                    raise ValueError(f"the function gives the shape {value.shape}, the formula {tuple(shape[1:])}")
                value = value.reshape(shape[1:])
            result[place] = value
        return result


def arguments_of(function: Function, declared: Mapping[str, Symbol], group: Group) -> list[str]:
    """The formula's names in the order of the function's parameters: by name where all are there, else by place."""
    used = [name for name in declared if name in group.values]
    try:
        parameters = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return used
    return [p for p in parameters if p in {*used, *group.sizes}] if set(used) <= set(parameters) else used


def _all_at_once(call: Function, columns: Mapping[str, Array], count: int, shape: Sequence[int]) -> Array | None:
    try:
        found = call(columns)
        if found.shape != tuple(shape) or len(shape) != 1:
            return None
        for place in np.linspace(0, count - 1, TRIED).astype(int):
            single = call({name: v[place:place + 1] for name, v in columns.items()})
            if not np.array_equal(single.ravel(), found[place:place + 1], equal_nan=True):
                return None
    except Exception:
        return None
    return found


def _array(values: Any, format: Format, library: str) -> Any:
    """Points as an array of a library, in its dtype of that name."""
    values = np.asarray(values)
    if library == "python":
        return values.tolist()
    if library == "torch":
        import torch

        return torch.tensor(values, dtype=getattr(torch, format.name) if values.dtype.kind == "f" else torch.int64)
    if library == "jax":
        import jax.numpy as jnp

        return jnp.asarray(values, dtype=getattr(jnp, format.name) if values.dtype.kind == "f" else jnp.int64)
    if values.dtype.kind != "f":
        return values
    if format.name == "bfloat16":
        raise ValueError("NumPy has no bfloat16; give a function of PyTorch or JAX, or choose another dtype")
    with np.errstate(all="ignore"):
        return values.astype(format.name)[()]


def _numbers(value: Any) -> Array:
    """What a function gave as float64."""
    if hasattr(value, "detach"):
        value = value.detach().to("cpu").double().numpy()
    return np.asarray(value).astype(np.float64)


def _precise(library: str) -> AbstractContextManager[Any]:
    if library != "jax":
        return nullcontext()
    import jax

    return jax.enable_x64(True)  # type: ignore[no-any-return]
