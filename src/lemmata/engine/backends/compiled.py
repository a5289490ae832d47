"""A formula as a function of arrays: NumPy's in, NumPy's out; tensors and arrays of JAX stay what they are.

The function is written by `writers.code` from a tree of instructions in which all names are checked, and compiled by
Python; the text of a formula never gets there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import log2
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import has, library_of, real_array
from lemmata.engine.backends.blocked import in_blocks
from lemmata.engine.backends.calling import fits, with_numpy
from lemmata.engine.backends.floats import common_dtype, jax_arrays, tensors
from lemmata.engine.backends.measured import Choice, measured
from lemmata.engine.backends.staging import KEPT
from lemmata.engine.evaluation import solve_sizes
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import (
    Program,
    by_reciprocals,
    check_places,
    cost,
    input_entries,
    matrix_work,
    program,
    saved,
)
from lemmata.engine.writers.code import TARGETS, Source, write_program, write_source

MEASURED = ("numpy", "jax", "torch", "torch.compile")
ENGINES = ("auto", "best", "numpy", "jax", "torch")
# XLA pays where it saves NumPy this many passes over entries: fixed, for each entry of the inputs (they are copied),
# and for each unit of the products of matrices (it is slower in them); by `python -m benchmarks first_order`
LARGE, COPYING, MULTIPLYING = 600_000, 3.5, 0.125
COPYING_FRESH = 6  # where the copies are too large to be kept, and go to pages that the system has to clear each time
Function = Callable[..., Any]


class Compiled:
    """Values of expressions as one function.

    forms     several ways to write the same values; the cheapest one is taken
    inputs    the parameters in their order
    engine    auto, best, numpy, jax or torch: what computes where the arrays are NumPy's
    outputs   names of the values, in the source
    sizes     what the sizes are like, to choose the order of products by
    about     the first line of the source's docstring

    Raises NoProgram where no form has array code.

    choices   what `best` has measured
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
        self._home = engine if engine in TARGETS else "numpy"
        self._best: dict[Any, str] = {}
        self.choices: list[Choice] = []
        self.source(self._home)

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
        free = self.source(self._home).sizes
        told = {d for s in self.inputs for size in s.shape for d in size.atoms}
        return [*free, *sorted(told - {s.name for s in self.inputs} - set(free))]

    def source(self, target: str) -> Source:
        """The source code for a target: of the cheapest form there."""
        if target not in self._sources:
            self._sources[target] = min((self._write(form, target) for form in self.forms), key=lambda s: s[0])[1]
        return self._sources[target]

    def _write(self, form: Sequence[Expr], target: str) -> tuple[int, Source]:
        made = program(form, self.inputs, TARGETS[target].knows, self.sizes)
        sizes = {d: self.sizes.get(d, 64) for d in made.dims}
        return cost(made, sizes), write_source(form, self.inputs, target, name=self.name, outputs=self.outputs,
                                               about=self.about, sizes=self.sizes)

    def function(self, target: str) -> Function:
        """The function of a target, compiled, of its inputs in order and then the sizes that stand in no shape."""
        if target not in self._functions:
            source = self._for_compiler() if target == "torch.compile" else self.source(target)
            space: dict[str, Any] = {}
            exec(compile(str(source), f"<{self.name}: {target} code of a formula>", "exec"), space)
            function = space[source.name]
            if target == "jax":
                import jax

                given = len(source.inputs)
                function = jax.jit(function, static_argnums=tuple(range(given, given + len(source.sizes))))
            elif target == "torch.compile":
                import torch

                function = torch.compile(function)
            self._functions[target] = function
        return self._functions[target]

    def _for_compiler(self) -> Source:
        """The code that PyTorch's compiler gets."""
        made = [program(form, self.inputs, TARGETS["torch"].knows, self.sizes) for form in self.forms]
        cheapest = min(made, key=lambda p: cost(p, {d: self.sizes.get(d, 64) for d in p.dims}))
        return write_program(by_reciprocals(cheapest), "torch")

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
        free = self.source(self._home).sizes
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
        arrays = [real_array(s, a) for s, a in zip(self.inputs, args)]
        dtype = common_dtype(arrays)
        plain = all(fits(s, a, dtype) for s, a in zip(self.inputs, args))

        def called(engine: str) -> Function:
            """The function of an engine, for NumPy's arrays."""
            return with_numpy(self.inputs, engine.partition(".")[0], dtype, self._made(engine, known, dtype), plain)

        if self.engine == "best":
            return self._measured(called, arrays, args, list(sizes.values()))
        return called(self._engine(_cheapest(programs, known), known, dtype.itemsize))

    def _made(self, engine: str, sizes: Mapping[str, int], dtype: np.dtype[Any]) -> Function:
        """What an engine computes arrays of its own with, of these sizes; in blocks where this is faster."""
        if engine in ("numpy", "jax"):
            found = in_blocks(_cheapest(self._programs(engine, sizes), sizes), sizes, dtype, engine)
            if found is not None:
                return found
        return self.function(engine)

    def _measured(self, called: Callable[[str], Function], arrays: Sequence[np.ndarray[Any, Any]], args: Sequence[Any],
                  sizes: Sequence[int]) -> Function:
        """The function of the engine that is fastest at arrays like these; what is known of some as large is taken."""
        kind = tuple((dtype, *(round(log2(max(n, 1))) for n in shape)) for dtype, shape in (
            *((a.dtype, a.shape) for a in arrays), (None, sizes)))
        if kind in self._best:
            return called(self._best[kind])
        said = ", ".join(f"{s.name}: {a.dtype}{list(a.shape) if a.shape else ''}" for s, a in zip(self.inputs, arrays))
        choice, function = measured({engine: partial(called, engine) for engine in MEASURED}, [*args, *sizes], said)
        self._best[kind] = choice.chosen
        self.choices.append(choice)
        return function

    def _programs(self, target: str, sizes: Mapping[str, int]) -> list[Program]:
        """The program of each form, with its products in the best order at these sizes."""
        return [program(form, self.inputs, TARGETS[target].knows, sizes) for form in self.forms]

    def _engine(self, made: Program, sizes: Mapping[str, int], itemsize: int) -> str:
        """Which library computes with NumPy's arrays of these sizes."""
        if self.engine != "auto":
            return self.engine
        if not has("jax"):
            return "numpy"
        known = {**dict.fromkeys(made.dims, 1), **sizes}
        entries = input_entries(made, known)
        copied = (COPYING if entries * itemsize < KEPT else COPYING_FRESH) * entries
        needed = LARGE + copied + MULTIPLYING * matrix_work(made, known)
        return "jax" if saved(made, known) > needed else "numpy"

    def _of(self, library: str) -> Function:
        """For arrays of a library: numbers and other arrays beside them become that library's."""
        function, count = self.function(library), len(self.inputs)
        reals = [(s.name, s.sort == "real") for s in self.inputs]
        convert = jax_arrays if library == "jax" else tensors
        return lambda *args: function(*convert(reals, args), *args[count:])


def _cheapest(programs: Sequence[Program], sizes: Mapping[str, int]) -> Program:
    return min(programs, key=lambda p: cost(p, {**dict.fromkeys(p.dims, 1), **sizes}))


class _Shaped:
    """A shape in the place of an array."""

    def __init__(self, shape: Sequence[int]):
        self.shape = tuple(shape)
        self.ndim = len(self.shape)
