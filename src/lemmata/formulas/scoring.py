"""Functions of other libraries against formulas: how many bits they lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Symbol, symbol
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas.object import Formula
from lemmata.formulas.reading import parse

if TYPE_CHECKING:
    from lemmata.engine.stability import Accuracy


def accuracy(function: Callable[..., Any], of: Formula | str, vars: Declarations = None, *, dtype: Any = "float64",
             where: str | None = None, points: int = 8000, seed: int = 0, library: str | None = None) -> Accuracy:
    """How many bits a function loses in floats, against the formula that it should compute.

    function  of NumPy, SciPy, PyTorch, JAX or Python; its parameters have the formula's names, or come in the order
              of its declarations
    of        the formula, or its text with the declarations `vars`; without these, names are numbers where they can be
    library   whose arrays it takes: numpy, torch, jax or python; tried in turn where it is not given
    dtype, where, points, seed    as `Formula.accuracy` has them

    Raises TypeError for what is no function; ValueError where it takes no library's arrays, or gives another shape than
    the formula.

    >>> import numpy as np
    >>> accuracy(np.log1p, of="log(1 + x)", where="x: floats(0, 1)", points=200).worst <= 1
    True
    """
    from lemmata.engine.stability import format_of, sampled, scored

    if not callable(function):
        raise TypeError(f"{function!r} is no function; give one, and the formula that it should compute as of=")
    formula = of if isinstance(of, Formula) else _read(of, vars)
    known = sampled([unfold(formula.expr)], formula.declarations, format_of(dtype), where, points, seed)
    return scored(function, known, formula.declarations, where, seed, library)


def _read(text: str, vars: Declarations) -> Formula:
    """The formula of a text, of numbers where nothing says otherwise."""
    found = parse(text, vars)
    if vars is not None:
        return found
    numbers: dict[str, Symbol] = {name: symbol(name) for name in found.declarations}
    try:
        return parse(text, numbers)
    except ValueError:
        return found
