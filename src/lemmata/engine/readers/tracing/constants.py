"""What Python code holds beside traced arrays, as expressions: numbers, arrays of them, nested lists."""

from __future__ import annotations

import math
import sys
from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.operations import literal

MOST_ENTRIES = 4096  # of an array that becomes part of a formula
NAMED = {math.pi: "pi", math.e: "e", math.inf: "inf", float(np.euler_gamma): "euler_gamma"}
_DIGITS = 15  # a decimal with more digits is a float that was computed


def exact(value: float) -> Expr:
    """A float as it was written: 0.1 is 1/10, the float nearest to 1/3 is 1/3, that of pi is pi.

    >>> exact(0.1).value, exact(1 / 3).value, exact(math.pi).name, exact(2.0).value
    (Fraction(1, 10), Fraction(1, 3), 'pi', Fraction(2, 1))
    """
    if math.isnan(value):
        raise TypeError("nan is no number of a formula")
    if abs(value) in NAMED:
        named = constant(NAMED[abs(value)])
        return named if value > 0 else apply("neg", named)
    decimal = Fraction(repr(value))
    if len(repr(value).split("e")[0].replace(".", "").lstrip("-0")) > _DIGITS:
        near = Fraction(value).limit_denominator(10_000)
        if float(near) == value:
            return number(near)
    return number(decimal)


def constant_of(value: Any) -> Expr | None:
    """A number or a constant array as an expression; None for what is neither.

    Raises TypeError for what no formula holds: complex numbers, large arrays.
    """
    if isinstance(value, (bool, np.bool_)):
        return truth(bool(value))
    if isinstance(value, (int, Fraction, np.integer)):
        return number(value if isinstance(value, Fraction) else int(value))
    if isinstance(value, (float, np.floating)):
        return exact(float(str(value)))
    if isinstance(value, (complex, np.complexfloating)):
        raise TypeError("complex numbers are not written in formulas; work with real and imaginary parts")
    array = as_array(value)
    return None if array is None else _literal(array)


def truth(value: bool) -> Expr:
    return apply("eq", number(0), number(0 if value else 1))


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """A concrete array of NumPy, PyTorch or JAX as NumPy's."""
    if isinstance(value, np.ndarray):
        return value
    torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().cpu().numpy()
    return np.asarray(value) if jax is not None and isinstance(value, jax.Array) else None


def _literal(array: np.ndarray[Any, Any]) -> Expr:
    if array.size > MOST_ENTRIES:
        raise TypeError(f"an array of {array.size} numbers would become part of the formula; pass it as an argument "
                        "and declare it")
    if array.dtype.kind not in "fiub":
        raise TypeError(f"an array of {array.dtype} is not written in formulas")
    if array.size == 0:
        raise TypeError("an empty array is not written in formulas")
    if array.ndim == 0:
        return constant_of(array[()])  # type: ignore[return-value]
    return literal([_literal(np.asarray(row)) for row in array])
