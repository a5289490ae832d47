"""A formula as a function of arrays: NumPy's in, NumPy's out; tensors and arrays of JAX stay what they are.

The function is written by `writers.code` from a tree of instructions in which all names are checked, and compiled by
Python; the text of a formula never gets there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import has, library_of, real_array, whole_numbers
from lemmata.engine.backends.blocked import in_blocks
from lemmata.engine.backends.floats import common_dtype, jax_arrays, tensors
from lemmata.engine.evaluation import solve_sizes
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import Program, check_places, cost, inactive, matrix_work, moved, passes, program
from lemmata.engine.writers.code import TARGETS, Source, write_source

ENGINES = ("auto", "numpy", "jax", "torch")
# XLA pays where it saves NumPy this many passes over entries: fixed, for each entry of the inputs and outputs (they are
# copied), and for each unit of the products of matrices (it is slower in them); by `python -m benchmarks first_order`
LARGE, COPYING, MULTIPLYING = 400_000, 4.5, 0.125
FRESH, COPYING_FRESH = 64 << 20, 6  # bytes from which the copies go to pages that the system has to clear each time
Function = Callable[..., Any]


class Compiled:
    """Values of expressions as one function.

    forms     several ways to write the same values; the cheapest one is taken
    inputs    the parameters in their order
    engine    auto, numpy, jax or torch: what computes where the arrays are NumPy's
    outputs   names of the values, in the source
    sizes     what the sizes are like, to choose the order of products by
    about     the first line of the source's docstring

    Raises NoProgram where no form has array code.
    """

    def __init__(self, forms: Sequence[Sequence[Expr]], inputs: Sequence[Symbol], engine: str = "auto",
                 name: str = "f", outputs: Sequence[str] = (), sizes: Mapping[str, int] = {},
                 about: str = ""):
        if engine not in ENGINES:
            raise ValueError(f"no engine {engine!r}; choose from {', '.join(ENGINES)}")
        for library in ("jax", "torch"):
            if engine == library and not has(library):
                raise ModuleNotFoundError(f"engine {library!r} needs {library}; install lemmata[{library}]")
        self.inputs, self.engine, self.name, self.outputs = tuple(inputs), engine, name, tuple(outputs)
        self.about = about
        self.forms, self.sizes = tuple(tuple(form) for form in forms), dict(sizes)
        self._sources: dict[str, Source] = {}
        self._functions: dict[str, Function] = {}
        self._ready: dict[Any, Function] = {}
        self._key = self._signature()
        self.source("numpy" if engine == "auto" else engine)

    def __call__(self, /, *args: Any, **arrays: Any) -> Any:
        """The values at arrays, by name or in the order of the declarations.

        Raises ValueError where a name is missing or unknown, or shapes don't fit.
        """
        if not arrays and len(args) == len(self.inputs):
            try:
                function = self._ready[self._key(*args)]
            except (KeyError, AttributeError, TypeError):
                return self._first(args, {})
            return function(*args)
        return self._first(*self._ordered(args, arrays))

    def _first(self, args: Sequence[Any], sizes: Mapping[str, int]) -> Any:
        """The values at arrays of which the shapes and dtypes may be new."""
        try:
            key = (*self._key(*args), *sizes.items())
        except AttributeError:  # a list, say
            return self._prepared(args, sizes)(*args, *sizes.values())
        if key not in self._ready:
            self._ready[key] = self._prepared(args, sizes)
        return self._ready[key](*args, *sizes.values())

    @property
    def dims(self) -> list[str]:
        """The sizes that may be given by name: those that no shape tells, and those of the inputs."""
        free = self.source("numpy" if self.engine == "auto" else self.engine).sizes
        told = {d for s in self.inputs for size in s.shape for d in size.atoms}
        return [*free, *sorted(told - {s.name for s in self.inputs} - set(free))]

    def source(self, target: str) -> Source:
        """The source code for a target: of the cheapest form there."""
        if target not in self._sources:
            self._sources[target] = min((self._write(form, target) for form in self.forms), key=lambda s: s[0])[1]
        return self._sources[target]

    def _write(self, form: Sequence[Expr], target: str) -> tuple[int, Source]:
        form = _differentiable(form, target)
        made = program(form, self.inputs, TARGETS[target].knows, self.sizes)
        sizes = {d: self.sizes.get(d, 64) for d in made.dims}
        return cost(made, sizes), write_source(form, self.inputs, target, name=self.name, outputs=self.outputs,
                                               about=self.about, sizes=self.sizes)

    def function(self, target: str) -> Function:
        """The compiled function of a target, of its inputs in order and then the sizes that stand in no shape."""
        if target not in self._functions:
            source = self.source(target)
            space: dict[str, Any] = {}
            exec(compile(str(source), f"<{self.name}: {target} code of a formula>", "exec"), space)
            function = space[source.name]
            if target == "jax":
                import jax

                given = len(source.inputs)
                function = jax.jit(function, static_argnums=tuple(range(given, given + len(source.sizes))))
            self._functions[target] = function
        return self._functions[target]

    # arguments

    def _signature(self) -> Function:
        """What tells calls apart that need other preparations: shapes and dtypes."""
        names = [f"x{k}" for k in range(len(self.inputs))]
        parts = [f"{n}.shape, {n}.dtype, {n}.__class__" if s.shape else f"getattr({n}, 'shape', ()), {n}.__class__"
                 for n, s in zip(names, self.inputs)]
        found: Function = eval(f"lambda {', '.join(names)}: ({' '.join(p + ',' for p in parts)})")
        return found

    def _ordered(self, args: Sequence[Any], arrays: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, int]]:
        """All arguments in order, and the sizes that are given by name."""
        names = [s.name for s in self.inputs]
        if len(args) > len(names):
            raise ValueError(f"{len(args)} arrays given; the formula has {', '.join(names) or 'no symbols'}")
        found = dict(zip(names, args))
        free = self.source("numpy" if self.engine == "auto" else self.engine).sizes
        sizes = {name: int(arrays.pop(name)) for name in self.dims if name in arrays}
        for name, value in arrays.items():
            if name not in names:
                raise ValueError(f"the formula has no {name!r}; it has {', '.join([*names, *free]) or 'no symbols'}")
            if name in found:
                raise ValueError(f"{name} is given twice, by place and by name")
            found[name] = value
        missing = [n for n in names if n not in found] + [n for n in free if n not in sizes]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}; pass {missing[0]}=...")
        if len(sizes) > len(free):
            solve_sizes([(s, _Shaped(np.shape(found[s.name]))) for s in self.inputs], sizes)  # type: ignore[misc]
        return tuple(found[n] for n in names), {n: sizes[n] for n in free}

    def _prepared(self, args: Sequence[Any], sizes: Mapping[str, int]) -> Function:
        """How arrays like these are computed with, after their shapes are checked."""
        library = library_of(args)
        shapes = [(s, a if hasattr(a, "shape") else real_array(s, a)) for s, a in zip(self.inputs, args)]
        known = solve_sizes([(s, _Shaped(a.shape)) for s, a in shapes], dict(sizes))  # type: ignore[misc]
        programs = self._programs("numpy", known)
        for made in programs:
            check_places(made, known)
        if library != "numpy":
            return self._of(library)
        given = [real_array(s, a) for s, a in zip(self.inputs, args)]
        dtype = common_dtype(given)
        made = _cheapest(programs, known)
        engine = self._engine(made, known, dtype.itemsize)
        plain = engine == "numpy" and all(
            self._fits(s, a, dtype) for s, a in zip(self.inputs, args))
        if engine == "jax":
            made = _cheapest(self._programs("jax", known), known)
        function = in_blocks(made, known, dtype, engine) if engine != "torch" else None
        function = function or self.function(engine)
        return function if plain else self._converting(engine, dtype, function)

    def _programs(self, target: str, sizes: Mapping[str, int]) -> list[Program]:
        """The program of each form, with its products in the best order at these sizes."""
        return [program(_differentiable(form, target), self.inputs, TARGETS[target].knows, sizes)
                for form in self.forms]

    def _fits(self, symbol: Symbol, value: Any, dtype: np.dtype[Any]) -> bool:
        """Whether the code takes a value as it is."""
        if not symbol.shape:
            if isinstance(value, np.float64):  # a float too, which widens arrays, as Python's does not
                return dtype == np.float64
            return isinstance(value, float) or (symbol.sort == "integer" and isinstance(value, np.integer))
        if not isinstance(value, np.ndarray):
            return False
        return value.dtype == dtype if symbol.sort == "real" else value.dtype.kind == "i"

    def _engine(self, made: Program, sizes: Mapping[str, int], itemsize: int) -> str:
        """Which library computes with NumPy's arrays of these sizes."""
        if self.engine != "auto":
            return self.engine
        if not has("jax"):
            return "numpy"
        known = {**dict.fromkeys(made.dims, 1), **sizes}
        entries = moved(made, known)
        copied = (COPYING if entries * itemsize < FRESH else COPYING_FRESH) * entries
        needed = LARGE + copied + MULTIPLYING * matrix_work(made, known)
        return "jax" if passes(made, known) > needed else "numpy"

    def _of(self, library: str) -> Function:
        """For arrays of a library: numbers and other arrays beside them become that library's."""
        function, count = self.function(library), len(self.inputs)
        reals = [(s.name, s.sort == "real") for s in self.inputs]
        convert = jax_arrays if library == "jax" else tensors
        return lambda *args: function(*convert(reals, args), *args[count:])

    def _converting(self, engine: str, dtype: np.dtype[Any], function: Function) -> Function:
        """For anything that converts to NumPy's arrays; what comes out is NumPy's."""

        def arrays(args: Sequence[Any]) -> list[Any]:
            found = []
            for s, a in zip(self.inputs, args):
                array = whole_numbers(s, real_array(s, a))
                found.append(array.astype(dtype, copy=False) if s.sort == "real" or array.dtype.kind == "f" else array)
            return [*found, *args[len(self.inputs) :]]

        if engine == "numpy":
            return lambda *args: function(*arrays(args))
        if engine == "jax":
            return _through_jax(function, arrays)
        import torch

        def through_torch(*args: Any) -> Any:
            given = arrays(args)
            found = (torch.from_numpy(np.array(a)) if isinstance(a, np.ndarray) else a for a in given)
            return _each(function(*found), lambda t: t.detach().numpy()[()])
        return through_torch


def _differentiable(form: Sequence[Expr], target: str) -> Sequence[Expr]:
    """As libraries take it that differentiate what they run."""
    return [inactive(expr) for expr in form] if target in ("jax", "torch") else form


def _cheapest(programs: Sequence[Program], sizes: Mapping[str, int]) -> Program:
    return min(programs, key=lambda p: cost(p, {**dict.fromkeys(p.dims, 1), **sizes}))


class _Shaped:
    """A shape in the place of an array."""

    def __init__(self, shape: Sequence[int]):
        self.shape = tuple(shape)
        self.ndim = len(self.shape)


def _through_jax(function: Function, arrays: Callable[[Sequence[Any]], list[Any]]) -> Function:
    import jax

    def call(*args: Any) -> Any:
        with jax.enable_x64(True):
            return _each(function(*arrays(args)), lambda a: np.asarray(a)[()])
    return call


def _each(result: Any, change: Callable[[Any], Any]) -> Any:
    return tuple(map(change, result)) if isinstance(result, tuple) else change(result)
