"""Several named arrays as one vector, and back: what optimizers of vectors take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Packing:
    """The names and shapes of arrays that make up a vector, in order.

    >>> packing = Packing.of({"w": [[1.0, 2.0]], "b": 3.0})
    >>> packing.pack({"w": [[1.0, 2.0]], "b": 3.0}).tolist()
    [1.0, 2.0, 3.0]
    >>> packing.unpack(np.array([4.0, 5.0, 6.0]))["w"].tolist()
    [[4.0, 5.0]]
    """

    shapes: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Packing:
        """The packing of arrays like these."""
        return cls({name: np.shape(value) for name, value in values.items()})

    @property
    def sizes(self) -> dict[str, int]:
        """How many entries of the vector each name has."""
        return {name: int(np.prod(shape, dtype=int)) for name, shape in self.shapes.items()}

    def pack(self, values: Mapping[str, Any]) -> np.ndarray[Any, Any]:
        """The arrays, one after the other.

        Raises ValueError where a name is missing or has another shape.
        """
        for name, shape in self.shapes.items():
            if name not in values or np.shape(values[name]) != shape:
                has = f"has shape {np.shape(values[name])}" if name in values else "is missing"
                raise ValueError(f"{name} {has}; it needs an array of shape {shape}")
        parts = [np.asarray(values[name], dtype=float).ravel() for name in self.shapes]
        return np.concatenate(parts) if parts else np.zeros(0)

    def unpack(self, vector: Any) -> dict[str, Any]:
        """The arrays of a vector, by name."""
        found, place = {}, 0
        for name, size in self.sizes.items():
            found[name] = np.reshape(vector[place: place + size], self.shapes[name])
            place += size
        return found
