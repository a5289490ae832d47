"""Which library's function an object is: its module and name, as the tables of spellings have them."""

from __future__ import annotations

import dis
import sys
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

# Asked for in this order: an object that stands in several is found in the first.
MODULES = (
    "math", "numpy", "numpy.linalg", "scipy.special", "scipy.linalg", "torch.nn.functional", "torch", "torch.linalg",
    "torch.special", "jax.numpy", "jax.numpy.linalg", "jax.nn", "jax.ops", "jax.scipy.special", "jax.scipy.linalg",
    "jax.lax", "jax",
)
LIBRARIES = ("math", "numpy", "scipy", "torch", "jax", "jaxlib", "random")
DRAWING = ("numpy.random", "jax.random", "scipy.stats", "random", "torch.random")


def home(function: Any) -> tuple[str, str] | None:
    """The module and the name of a library's function, None for others.

    >>> import numpy as np
    >>> home(np.exp), home(np.linalg.norm), home(len)
    (('numpy', 'exp'), ('numpy.linalg', 'norm'), None)
    """
    found = _table(tuple(name for name in MODULES if name in sys.modules)).get(id(function))
    if found is None and "torch" in sys.modules:
        found = _method_of_torch(function)
    return found


def loaded_names(function: FunctionType) -> set[str]:
    """The names of its surroundings that a function's code loads or imports, inner functions included."""
    codes, names = [function.__code__], set[str]()
    while codes:
        code = codes.pop()
        names.update(step.argval.partition(".")[0] for step in dis.get_instructions(code)
                     if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "IMPORT_NAME"))
        codes.extend(c for c in code.co_consts if isinstance(c, CodeType))
    return names


def is_library(module: str) -> bool:
    return module.partition(".")[0] in LIBRARIES or module.startswith("lemmata.engine")


@lru_cache(maxsize=8)
def _table(loaded: tuple[str, ...]) -> dict[int, tuple[str, str]]:
    table: dict[int, tuple[str, str]] = {}
    for module in loaded:
        for name, value in list(vars(sys.modules[module]).items()):
            if callable(value) and not name.startswith("_") and not isinstance(value, (type, ModuleType)):
                table.setdefault(id(value), (module, name))
    return table


def _method_of_torch(function: Any) -> tuple[str, str] | None:
    """`torch.Tensor.add`, and functions that `torch` keeps elsewhere, by the name that they have for users."""
    owner = getattr(function, "__objclass__", None)
    name = getattr(function, "__name__", "")
    if owner is not None and owner.__module__.startswith("torch"):
        return "torch.Tensor", name
    tensor = vars(sys.modules["torch"].Tensor)
    if tensor.get(name) is function:
        return "torch.Tensor", name
    place = getattr(function, "__module__", None) or ""
    if place.startswith("torch._C") and "_nn" in place:
        return "torch.nn.functional", name
    return None


