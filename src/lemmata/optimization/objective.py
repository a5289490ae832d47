"""What is minimized: value and gradient, of a formula or a function, on all data or on mini-batches of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from lemmata.calculus.minima import packed_hessian
from lemmata.calculus.packing import Packing
from lemmata.engine.backends import namespace
from lemmata.formulas import Formula
from lemmata.optimization.trees import Tree, arrays

Batch = Mapping[str, Any]


class Objective:
    """Value and gradient at parameters, on a batch of the data.

    f          a formula; or a function of the parameters (and data, by name) that gives its value and gradient, or
               its value alone beside a function `gradient`
    gradient   of a function, of the same arguments; hessian: the matrix, for rules of second order
    start      the parameters: a dict of arrays, or one array

    Raises ValueError where a formula's name has no value, or a function gives no gradient.
    """

    def __init__(self, f: Formula | Callable[..., Any], start: Tree, data: Batch,
                 gradient: Callable[..., Any] | None = None, hessian: Callable[..., Any] | None = None,
                 engine: str = "numpy"):
        self.formula = f if isinstance(f, Formula) else None
        self.function: Any = f
        self.gradient, self._hessian = gradient, hessian
        self.names, self.named = self._names(start, data), isinstance(start, Mapping)
        if self.formula is not None:
            self.data = {name: value for name, value in data.items() if name in self.formula.declarations}
            self.compiled = self.formula.compile(engine, grad=self.names)
        else:
            self.data = dict(data)

    def _names(self, start: Tree, data: Batch) -> list[str]:
        if self.formula is None:
            return list(start) if isinstance(start, Mapping) else []
        free = [name for name in self.formula.declarations if name not in data]
        if not isinstance(start, Mapping):
            if len(free) != 1:
                raise ValueError(f"one array to start from, and the variables {', '.join(free) or '(none)'} without "
                                 "a value; start from a dict of names, and give the others in data=")
            return free
        for name in free:
            if name not in start:
                raise ValueError(f"{name} has no value; give it in start, or in data= where it stays fixed")
        for name in start:
            if name not in self.formula.declarations:
                raise ValueError(f"the formula has no {name!r}; it has {', '.join(self.formula.declarations)}")
        return list(start)

    def __call__(self, theta: Tree, batch: Batch) -> tuple[Any, Tree]:
        """Value and gradient, the latter arranged as theta."""
        if self.formula is not None:
            given = theta if self.named else {self.names[0]: theta}
            value, *slopes = self.compiled(**{n: _number(v) for n, v in given.items()}, **batch)
            arranged = {n: _like(slope, given[n]) for n, slope in zip(self.names, slopes)}
            return value, arranged if self.named else arranged[self.names[0]]
        found = self.function(theta, **batch)
        if self.gradient is not None:
            return found, self.gradient(theta, **batch)
        if not (isinstance(found, tuple) and len(found) == 2):
            raise ValueError(f"the function gives {type(found).__name__}; it has to give its value and gradient, as "
                             "jax.value_and_grad(f) does, or gradient= has to be given")
        return found

    def hessian(self, theta: Tree, batch: Batch) -> Any:
        """The matrix of second derivatives by all parameters, packed."""
        if self._hessian is not None:
            return self._hessian(theta, **batch)
        if self.formula is None:
            raise ValueError("the rule needs the Hessian of the function; give hessian=, or a formula")
        given = theta if self.named else {self.names[0]: theta}
        return packed_hessian(self.formula, Packing.of(given))({**given, **batch})

    def batches(self, size: int | None, over: str | None, rng: np.random.Generator) -> Iterator[Batch]:
        """All data again and again; or mini-batches, each epoch in another order, without replacement.

        Raises ValueError where it is not clear which axes of the data hold the samples.
        """
        if size is None:
            while True:
                yield self.data
        axes = self._axes(over)
        count = int(np.shape(self.data[next(iter(axes))])[next(iter(axes.values()))])
        if not 1 <= size <= count:
            raise ValueError(f"mini-batches of {size} from {count} samples; give 1 to {count}")
        while True:
            order = rng.permutation(count)
            for begin in range(0, count, size):
                chosen = order[begin: begin + size]
                yield {**self.data, **{n: _rows(self.data[n], axis, chosen) for n, axis in axes.items()}}

    def _axes(self, over: str | None) -> dict[str, int]:
        """Which axis of which arrays holds the samples."""
        if self.formula is None:
            axes = {name: 0 for name, value in self.data.items() if np.ndim(value)}
        else:
            shapes = {name: [str(size) for size in self.formula.declarations[name].shape] for name in self.data}
            if over is None:
                first = {shape[0] for shape in shapes.values() if shape}
                if len(first) != 1:
                    raise ValueError(f"the data's first axes are {', '.join(sorted(first)) or '(none)'}; say which "
                                     "size counts the samples: over=...")
                over = next(iter(first))
            axes = {name: shape.index(over) for name, shape in shapes.items() if over in shape}
        if not axes:
            raise ValueError(f"no data has an axis {over!r} to take mini-batches from")
        return axes


def _like(slope: Any, parameter: Any) -> Any:
    """A gradient without a variable in it may be a plain number."""
    if hasattr(slope, "dtype"):
        return slope
    xp = namespace(parameter)
    return xp.asarray(slope, dtype=parameter.dtype)


def _number(value: Any) -> Any:
    """A number of NumPy for an array of it without axes."""
    return value[()] if isinstance(value, np.ndarray) and not value.ndim else value


def _rows(array: Any, axis: int, chosen: Any) -> Any:
    xp = namespace(array)
    return xp.take(xp.asarray(array), xp.asarray(chosen), axis=axis)


def is_numpy(tree: Tree) -> bool:
    """Whether all arrays are NumPy's."""
    return namespace(*arrays(tree)).__name__ == "array_api_compat.numpy"
