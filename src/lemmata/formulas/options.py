"""Options of definitions: plain values under which a function is read anew."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import numpy as np


def key_of(options: Mapping[str, Any], function: str) -> Any:
    """Options as what a dictionary can look up: 1, 1.0 and True are not the same.

    Raises TypeError for arrays, which no formula is read anew for.

    >>> key_of({"base": 2}, "entropy")
    (('base', 'int', 2),)
    """
    for name, value in options.items():
        if not _is_plain(value):
            raise TypeError(f"the option {name} is a {type(value).__name__}; options are plain values, as numbers, "
                            f"names and tuples of them: for arrays declare {name} in {function}, {name}: Real[\"n\"]")
    return tuple(sorted((name, type(value).__name__, value) for name, value in options.items()))


def _is_plain(value: Any) -> bool:
    """Whether a value has a hash by what it is, as numbers, texts, functions, tuples of them; arrays have none."""
    try:
        hash(value)
    except TypeError:
        return False
    return isinstance(value, np.generic) or not hasattr(value, "__array__")


def under_options(fn: Callable[..., Any], chosen: Mapping[str, Any]) -> Callable[..., Any]:
    """The function with other values for its options, as code of its own, which the tracer reads line by line."""
    assert isinstance(fn, FunctionType)
    names = list(inspect.signature(fn).parameters)
    positional = [n for n in names if inspect.signature(fn).parameters[n].kind is not inspect.Parameter.KEYWORD_ONLY]
    old = dict(zip(reversed(positional), reversed(fn.__defaults__ or ())))
    defaults = tuple(chosen.get(n, old.get(n)) for n in positional if n in old)
    made = FunctionType(fn.__code__, fn.__globals__, fn.__name__, defaults, fn.__closure__)
    made.__kwdefaults__ = {n: chosen.get(n, v) for n, v in (fn.__kwdefaults__ or {}).items()} or None
    made.__annotations__ = {n: a for n, a in fn.__annotations__.items() if n not in chosen}
    return made
