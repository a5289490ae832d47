"""Backpropagation through a network: values forwards, gradients backwards, node by node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.derivations import Chain
from lemmata.formulas import Formula


@dataclass(frozen=True)
class Backpropagation:
    """One pass forwards and one backwards.

    loss       the value of the formula
    gradients  parameter -> its gradient, of its shape
    chain      the table of steps to one parameter: each intermediate value, then the gradient by it, with numbers
    """

    loss: float
    gradients: Mapping[str, np.ndarray[Any, Any]]
    chain: Chain

    def __str__(self) -> str:
        return str(self.chain)


def backpropagate(f: Formula, arrays: Mapping[str, Any], parameters: tuple[str, ...] | list[str] = (),
                  shown: str = "") -> Backpropagation:
    """The loss, all gradients, and the table of backpropagation to one parameter.

    f           a formula of a number
    arrays      values of all its symbols, NumPy
    parameters  by which gradients are wanted; none given: by all symbols that are declared real
    shown       the parameter that the table leads to; the first one unless given: usually the farthest from the loss

    Raises ValueError where the formula is no number, or has no such parameter.

    >>> from lemmata.formulas import parse
    >>> f = parse("(tanh(w*x) - y)**2", "w: real, x: real, y: real")
    >>> found = backpropagate(f, {"w": 0.0, "x": 2.0, "y": 3.0}, ["w"])
    >>> found.loss, float(found.gradients["w"])
    (9.0, -12.0)
    >>> print(found)
    forward
      r      = tanh(w*x) - y               a scalar  -3
      f      = r**2                        a scalar  9
    backward
      df/dr  = 2*r                         a scalar  -6
      df/dw  = df/dr*x*(1 - tanh(w*x)**2)  a scalar  -12

    Source: Rumelhart, Hinton and Williams, Learning representations by back-propagating errors (1986).
    """
    if f.shape:
        raise ValueError(f"the formula has shape {tuple(map(str, f.shape))}; backpropagation starts from one "
                         "number: sum it up")
    names = list(parameters) or [n for n, s in f.declarations.items() if s.sort == "real"]
    missing = [n for n in [*names, *filter(None, [shown])] if n not in f.declarations]
    if missing:
        raise ValueError(f"the formula has no {missing[0]!r}; it has {', '.join(f.declarations)}")
    given = {name: arrays[name] for name in f.declarations if name in arrays}
    value, *slopes = f.compile("numpy", grad=names)(**given)
    gradients = {name: np.asarray(slope) for name, slope in zip(names, slopes)}
    return Backpropagation(float(value), gradients, f.chain(shown or names[0], **given))
