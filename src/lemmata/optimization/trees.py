"""One array or a dict of arrays, of any of the three libraries: what rules move and clip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lemmata.engine.backends import namespace

Tree = Any  # an array, or a mapping of names to arrays


def each(function: Callable[..., Any], tree: Tree, *others: Tree) -> Tree:
    """The function of every array, and of those at the same place in the others.

    Raises ValueError where they have other names.

    >>> each(lambda a, b: a + b, {"w": 1.0}, {"w": 2.0})
    {'w': 3.0}
    """
    if not isinstance(tree, Mapping):
        return function(tree, *others)
    for other in others:
        if not isinstance(other, Mapping) or other.keys() != tree.keys():
            names = ", ".join(other) if isinstance(other, Mapping) else "no names"
            raise ValueError(f"there is {names} beside {', '.join(tree)}; give the same names")
    return {name: function(value, *(other[name] for other in others)) for name, value in tree.items()}


def arrays(tree: Tree) -> list[Any]:
    """The arrays of it, in order.

    Raises ValueError where one is a list: a list of numbers, or of arrays?
    """
    found = list(tree.values()) if isinstance(tree, Mapping) else [tree]
    for value in found:
        if isinstance(value, (list, tuple)):
            raise ValueError(f"{len(value)} entries in a {type(value).__name__}; give an array, or several as a dict "
                             "of arrays by name")
    return found


def floating(tree: Tree) -> Tree:
    """With arrays of floating numbers for lists, numbers and arrays of integers; arrays of other libraries stay.

    >>> floating([1, 2])
    array([1., 2.])
    """
    def change(value: Any) -> Any:
        if namespace(value).__name__ != "array_api_compat.numpy":
            return value
        array = np.asarray(value)
        return array if array.dtype.kind == "f" else array.astype(float)

    return each(change, tree)
