"""A self-contained function of source code for formulas: their imports, a signature with types, a docstring."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import program
from lemmata.engine.writers.code.jax import Jax
from lemmata.engine.writers.code.numpy import NumPy
from lemmata.engine.writers.code.printer import Printer
from lemmata.engine.writers.code.torch import Torch
from lemmata.engine.writers.declarations import declaration
from lemmata.engine.writers.text import to_text

TARGETS: dict[str, type[Printer]] = {"numpy": NumPy, "jax": Jax, "torch": Torch}
IMPORTS = {"numpy": "import numpy as np", "jax": "import jax.numpy as jnp", "torch": "import torch"}
ARRAYS = {"numpy": "np.ndarray", "jax": "jax.Array", "torch": "torch.Tensor"}
LONGEST = 100


@dataclass(frozen=True)
class Source:
    """Source code of one function.

    name      of the function
    imports   lines
    function  lines, from `def` on
    inputs    the parameters that are arrays or numbers, in order
    sizes     the parameters that are sizes, which stand in no array's shape
    """

    name: str
    imports: tuple[str, ...]
    function: tuple[str, ...]
    inputs: tuple[str, ...]
    sizes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([*self.imports, "", "", *self.function]) + "\n"


def write_source(
    exprs: Sequence[Expr], inputs: Sequence[Symbol], target: str, *, name: str = "f",
    outputs: Sequence[str] = (), about: str = "", sizes: Mapping[str, int] = {},
) -> Source:
    """A function of the inputs that gives the values of the expressions, one or a tuple.

    target    numpy, jax or torch
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
    printer_of = TARGETS[target]
    made = program(exprs, inputs, printer_of.knows, sizes)
    printer = printer_of(made)
    body = printer.body(outputs)
    array = ARRAYS[target]
    kinds = [f"{printer.input(s.name)}: {array if s.shape or target != 'numpy' else 'float'}" for s in inputs]
    free = printer.free_sizes
    kinds += [f"{n}: int" for n in free]
    parameters = ", ".join(kinds)
    results = [array if e.shape or target != "numpy" else "float" for e in exprs]
    result = results[0] if len(results) == 1 else f"tuple[{', '.join(results)}]"
    head = f"def {name}({parameters}) -> {result}:"
    if len(head) > LONGEST:
        head = "\n".join([f"def {name}(", *(f"    {row}" for row in _rows(kinds)), f") -> {result}:"])
    lines = [*head.split("\n"), *_docstring(about or _formula(exprs), inputs), *(f"    {line}" for line in body)]
    imports = sorted({IMPORTS[target], *printer.imports, *(["import jax"] if target == "jax" else [])}, key=_order)
    return Source(name, tuple(imports), tuple(lines), tuple(printer.input(s.name) for s in inputs), tuple(free))


def _rows(parameters: Sequence[str]) -> list[str]:
    """Parameters in lines that are not too long; a name stays beside its type."""
    rows = [""]
    for part in parameters:
        if rows[-1] and len(rows[-1]) + len(part) > LONGEST - 6:
            rows.append("")
        rows[-1] += f"{' ' if rows[-1] else ''}{part},"
    return [*rows[:-1], rows[-1].rstrip(",")]


def _formula(exprs: Sequence[Expr]) -> str:
    texts = [to_text(e) for e in exprs]
    joined = ", ".join(texts)
    return joined if len(joined) < 500 else joined[:500] + "..."


def _docstring(about: str, inputs: Sequence[Symbol]) -> list[str]:
    """The formula, and what each name is."""
    text = about.replace("\\", "\\\\").replace('"""', "'''")
    declared = ", ".join(f"{s.name}: {declaration(s)}" for s in inputs)
    first = textwrap.wrap(text, LONGEST - 8, subsequent_indent="    ", break_long_words=False) or [""]
    rows = [f'    """{first[0]}', *(f"    {row}" for row in first[1:])]
    if not declared:
        return [*rows[:-1], rows[-1] + '"""']
    return [*rows, "", *(f"    {row}" for row in textwrap.wrap(declared, LONGEST - 4)), '    """']


def _order(line: str) -> tuple[int, str]:
    return (0 if line == "import math" else 1 if line.startswith("import") else 2, line)
