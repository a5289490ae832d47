"""`diagnose`: the lines of a function that lose digits on data, given or drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.readers.declarations import Declarations

if TYPE_CHECKING:
    from lemmata.engine.stability.diagnosing import Diagnosis


def diagnose(fn: Callable[..., Any], vars: Declarations = None, where: str | None = None, dtype: Any = "float64", /,
             **arrays: Any) -> Diagnosis:
    """The lines of a NumPy, PyTorch or JAX function that lose digits on such data, and a diff that keeps them.

    fn        as `trace` reads it: the function runs on its arrays, and once with symbolic ones
    arrays    its arguments by name; the dtype is theirs
    vars      without arrays: `"x: real[n]"`, and data are drawn, of which the worst is looked at
    where     how they are drawn: `"x: normal(0, 30), n: 100"`; and in which dtype

    Each step is worked out in floats with all others exact; certified values are Arb's. A diff is shown only where the
    digits are kept by it at these data. Long arrays are looked at in part, which is said.

    Raises ReadError with the line for a function that has no formula; ValueError where its value is undefined.

    >>> import numpy as np
    >>> def loss(x):
    ...     return np.mean(np.log(1 + np.exp(x)))
    >>> found = diagnose(loss, x=np.array([800.0, 0.0]))
    >>> [(line.place.text, line.loss.kind) for line in found.lines], found.found, round(found.true, 3)
    ([('np.exp(x)', 'overflow')], inf, 400.347)
    """
    from lemmata.engine.stability.diagnosing import diagnose as diagnosed

    if arrays and vars is not None:
        raise ValueError("give arrays by name, or declarations from which data are drawn; not both")
    if not arrays:
        arrays = _drawn(fn, vars, where, dtype)
    return diagnosed(fn, arrays)


def _drawn(fn: Callable[..., Any], vars: Declarations, where: str | None, dtype: Any) -> dict[str, Any]:
    """Of many points the one at which the function, step by step, loses most."""
    from lemmata.engine.derivatives import unfold
    from lemmata.engine.readers.tracing import library_of, trace_function
    from lemmata.engine.stability import format_of, measured, sampled

    if vars is None:
        raise ValueError('give the arrays of the function by name, or declare them: "x: real[n]"')
    expr, declared = trace_function(fn, vars)
    format = format_of(dtype)
    known = sampled([unfold(expr)], declared, format, where, points=400)
    if not known.count:
        raise ValueError("no point of the domain was found at which the function has a certified value; give arrays")
    bits = measured([unfold(expr)], known)
    _, values = known.points.at(int(known.points.plainest((bits >= 0.99 * bits.max()).nonzero()[0])))
    held = "float32" if format.name == "bfloat16" else format.name
    arrays = {name: v.astype(held) if v.dtype.kind == "f" else v for name, v in values.items()}
    if library_of(fn) != "torch":
        return arrays
    import torch

    return {name: torch.as_tensor(v) for name, v in arrays.items()}
