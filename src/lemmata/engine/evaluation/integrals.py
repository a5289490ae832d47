"""Integrals over a real variable: quadrature in floats, rigorous enclosures in balls."""

from __future__ import annotations

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array, Balls, Floats, Unsupported
from lemmata.engine.evaluation.enclosures import enclosure
from lemmata.engine.evaluation.evaluator import ANALYSES, Evaluator
from lemmata.engine.evaluation.quadrature import in_floats
from lemmata.engine.expr import Bind, at


def integral(evaluator: Evaluator, node: Bind) -> Array:
    """The integral of the body, entry by entry where it is an array."""
    variable, body = evaluator.open(node)
    if variable.shape:
        raise Unsupported("an integral over a vector has no value; write one integral for each of its entries")
    ends = [evaluator.value(end).array for end in node.range]
    if any(end.size != 1 for end in ends):
        raise Unsupported("an integral from or to an array has no value; its ends are numbers")
    low, high = (end.reshape(())[()] for end in ends)
    shape = evaluator.shape(body)
    result = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        entry = at(body, *index) if index else body
        if isinstance(evaluator.arithmetic, Floats):
            result[index] = in_floats(evaluator, node, variable.name, entry, low, high)
        elif isinstance(evaluator.arithmetic, Balls):
            result[index] = enclosure(evaluator, variable.name, entry, low, high)
        else:
            raise Unsupported(f"an integral has no value in {evaluator.arithmetic.name}")
    return evaluator.arithmetic.array(result) if isinstance(evaluator.arithmetic, Floats) else result


ANALYSES["integral"] = integral
