"""A user's arrays as declarations and as one point: sizes have names, and long arrays are looked at in part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.stability.formats import FORMATS, Array, Format
from lemmata.engine.stability.points import Group

MOST = 4000  # entries of all arrays together that are looked at: each is worked out in balls
LEAST = 8  # rows that are kept
LETTERS = "nmkpqrstuvwabcdefghijl"


@dataclass(frozen=True)
class Data:
    """What a function is given.

    declarations   the arrays by name, in sizes with names: "real[m n]"
    literal        the same with their sizes as numbers
    arrays         as NumPy's, cut to what is looked at
    sizes          of the names
    format         of the floats
    parts          what was cut: the name of the size, rows kept, rows there are
    """

    declarations: Mapping[str, str]
    literal: Mapping[str, str]
    arrays: Mapping[str, Array]
    sizes: Mapping[str, int]
    format: Format
    parts: tuple[tuple[str, int, int], ...]

    @property
    def point(self) -> Group:
        """The arrays as a group of one point."""
        values = {name: (a.astype(np.int64) if a.dtype.kind in "iub" else a.astype(np.float64))[None]
                  for name, a in self.arrays.items()}
        return Group(self.sizes, values, 1)


def data_of(arrays: Mapping[str, Any], whole: bool = False) -> Data:
    """Arrays of any library, numbers and lists as `Data`; `whole` cuts nothing.

    Raises TypeError for what holds no numbers.

    >>> found = data_of({"X": np.ones((5, 2)), "w": np.ones(2), "a": 1.0})
    >>> found.declarations, dict(sorted(found.sizes.items()))
    ({'X': 'real[m n]', 'w': 'real[n]', 'a': 'real'}, {'m': 5, 'n': 2})
    """
    plain = {name: _plain(name, value) for name, value in arrays.items()}
    lengths = dict.fromkeys(size for a in plain.values() for size in a.shape if size > 1)
    letters = [letter for letter in LETTERS if letter not in plain]
    named = dict(zip(reversed(lengths) if len(lengths) == 2 else lengths, letters))
    declarations = {name: _declared(a, lambda size: named.get(size, str(size))) for name, a in plain.items()}
    literal = {name: _declared(a, str) for name, a in plain.items()}
    kept = {size: size for a in plain.values() for size in a.shape} if whole else _kept(plain)
    cut = {name: a[tuple(slice(kept[size]) for size in a.shape)] for name, a in plain.items()}
    sizes = {letter: kept[size] for size, letter in named.items()}
    parts = tuple((named.get(size, str(size)), rows, size) for size, rows in kept.items() if rows < size)
    return Data(declarations, literal, cut, sizes, _format(arrays, plain), parts)


def as_computed(arrays: Mapping[str, Any], library: str) -> dict[str, Any]:
    """The arrays in the dtype that the library computes in: JAX makes float64 narrower unless it is told not to.

    >>> as_computed({"x": 1.5, "n": 3}, "numpy")
    {'x': 1.5, 'n': 3}
    """
    if library != "jax" or _wide():
        return dict(arrays)
    return {name: np.asarray(v, np.float32)[()] if np.asarray(v).dtype == np.float64 else v
            for name, v in arrays.items()}


def _wide() -> bool:
    import jax

    return bool(jax.config.jax_enable_x64)


def _plain(name: str, value: Any) -> Array:
    value = value.detach() if hasattr(value, "detach") else value
    if str(getattr(value, "dtype", "")) == "torch.bfloat16":
        value = value.float()
    found = np.asarray(value)
    if found.dtype.kind not in "fiub" and found.dtype.name != "bfloat16":
        raise TypeError(f"{name} holds {found.dtype}, no numbers; give arrays of floats or integers")
    return found.astype(np.float32) if found.dtype.name == "bfloat16" else found


def _format(arrays: Mapping[str, Any], plain: Mapping[str, Array]) -> Format:
    """The widest of the floats that are arrays; of Python's own numbers where there are none."""
    names = [str(getattr(arrays[n], "dtype", a.dtype)).removeprefix("torch.") for n, a in plain.items()
             if a.ndim or hasattr(arrays[n], "dtype")]
    found = [FORMATS[name] for name in names if name in FORMATS]
    return max(found, key=lambda f: f.precision) if found else FORMATS["float64"]


def _declared(array: Array, size: Callable[[int], str]) -> str:
    domain = "integer" if array.dtype.kind in "iu" and array.ndim else "real"
    return domain + (f"[{' '.join(size(n) for n in array.shape)}]" if array.ndim else "")


def _kept(arrays: Mapping[str, Array]) -> dict[int, int]:
    """By size, how many rows are looked at: leading axes are cut until few entries are left."""
    kept = {size: size for a in arrays.values() for size in a.shape}
    leading = {a.shape[0] for a in arrays.values() if a.ndim}
    later = {size for a in arrays.values() for size in a.shape[1:]}

    def entries() -> int:
        return sum(int(np.prod([kept[size] for size in a.shape])) for a in arrays.values())

    for some in (leading - later, leading):
        while entries() > MOST and any(kept[size] > LEAST for size in some):
            longest = max(some, key=lambda size: kept[size])
            kept[longest] = max(LEAST, kept[longest] // 2)
    return kept
