"""A self-contained function of source code for formulas: their imports, a signature with types, a docstring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import Program, program
from lemmata.engine.writers.code.definitions import Head, Parameter
from lemmata.engine.writers.code.jax import Jax
from lemmata.engine.writers.code.loops import JavaScript, Python
from lemmata.engine.writers.code.numpy import NumPy
from lemmata.engine.writers.code.parameters import Parameters
from lemmata.engine.writers.code.torch import Torch
from lemmata.engine.writers.declarations import declaration
from lemmata.engine.writers.text import to_text
from lemmata.targets import TARGETS as NAMES

TARGETS: dict[str, type[Parameters]] = dict(zip(NAMES, (NumPy, Jax, Torch, Python, JavaScript), strict=True))


@dataclass(frozen=True)
class Source:
    """Source code of one function.

    name      of the function
    imports   lines
    helpers   functions that it needs, which stand above it
    function  lines, from `def` on
    inputs    the parameters that are arrays or numbers, in order
    sizes     the parameters that are sizes, which stand in no array's shape
    """

    name: str
    imports: tuple[str, ...]
    helpers: tuple[str, ...]
    function: tuple[str, ...]
    inputs: tuple[str, ...]
    sizes: tuple[str, ...]

    def __str__(self) -> str:
        parts = ["\n".join(self.imports), *self.helpers, "\n".join(self.function)]
        return "\n\n\n".join(part for part in parts if part) + "\n"


def write_source(
    exprs: Sequence[Expr], inputs: Sequence[Symbol], target: str, *, name: str = "f",
    outputs: Sequence[str] = (), about: str = "", sizes: Mapping[str, int] = {},
) -> Source:
    """A function of the inputs that gives the values of the expressions, one or a tuple.

    target    numpy, jax, torch, python or js
    outputs   the names of several values
    about     the first line of the docstring; the formula where it is left out
    sizes     what sizes are like, to choose the order of products by

    Raises NoProgram where a part has no array code.

    >>> from lemmata.engine.expr import symbol
    >>> print(write_source([symbol("X", ["m", "n"]) @ symbol("w", ["n"])], [symbol("X", ["m", "n"]),
    ...                    symbol("w", ["n"])], "numpy", name="predict"))
    import numpy as np
    <BLANKLINE>
    <BLANKLINE>
    def predict(X: np.ndarray, w: np.ndarray) -> np.ndarray:
        \"\"\"X @ w
    <BLANKLINE>
        X: real[m n], w: real[n]
        \"\"\"
        return X @ w
    <BLANKLINE>
    """
    made = program(exprs, inputs, TARGETS[target].knows, sizes)
    return write_program(made, target, name=name, outputs=outputs, about=about or _formula(exprs))


def write_program(
    program: Program, target: str, *, name: str = "f", outputs: Sequence[str] = (), about: str = ""
) -> Source:
    """A function of the inputs of a program that gives its outputs."""
    printer = TARGETS[target](program)
    body = printer.body(outputs)
    free = printer.free_sizes
    parameters = [Parameter(printer.input(s.name), printer.kind(s.shape, s.sort), s.name, declaration(s))
                  for s in program.inputs]
    parameters += [Parameter(n, printer.integer) for n in free]
    results = [printer.kind(v.shape, v.kind) for v in program.outputs]
    lines = printer.definition(Head(name, parameters, results, about), body)
    imports = sorted({*printer.libraries, *printer.imports}, key=_order)
    return Source(name, tuple(imports), tuple(printer.used_helpers(name, body)), tuple(lines),
                  tuple(printer.input(s.name) for s in program.inputs), tuple(free))


def _formula(exprs: Sequence[Expr]) -> str:
    texts = [to_text(e) for e in exprs]
    joined = ", ".join(texts)
    return joined if len(joined) < 500 else joined[:500] + "..."


def _order(line: str) -> tuple[int, str]:
    return (0 if line == "import math" else 1 if line.startswith("import") else 2, line)
