"""How large a step may be: what the curvature allows, and how fast gradient descent then is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lemmata.calculus.given import Given, formula_of
from lemmata.calculus.minima import packed_hessian
from lemmata.calculus.packing import Packing
from lemmata.engine.readers.annotations import Positive, Symmetric
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas import formula


@formula
def largest_stable_rate(H: Symmetric["n n"]):
    """The learning rate at which gradient descent on a quadratic stops to converge: 2 / L, L the largest eigenvalue.

    H    the Hessian of the quadratic, with L > 0. Below 2 / L every error shrinks, above the one along L's eigenvector
         grows, at it that one only changes its sign

    >>> float(largest_stable_rate([[1.0, 0.0], [0.0, 10.0]]))
    0.2

    Goh, Why Momentum Really Works (2017); Nocedal and Wright, Numerical Optimization, section 3.3.
    """
    return 2 / np.max(np.linalg.eigvalsh(H))


@formula
def best_constant_rate(H: Symmetric["n n"]):
    """The constant learning rate with the fastest convergence on a quadratic: 2 / (smallest + largest eigenvalue).

    H    the Hessian, positive definite

    >>> round(float(best_constant_rate([[1.0, 0.0], [0.0, 3.0]])), 12)
    0.5

    Polyak, Introduction to Optimization (1987), section 1.4.
    """
    eigenvalues = np.linalg.eigvalsh(H)
    return 2 / (np.min(eigenvalues) + np.max(eigenvalues))


@formula
def convergence_factor(H: Symmetric["n n"], alpha: Positive):
    """What the error shrinks by in each step of gradient descent on a quadratic, at worst: max_i |1 - alpha lambda_i|.

    Below 1 it converges. With the best constant rate it is (k - 1) / (k + 1), for the condition number k.

    >>> round(float(convergence_factor([[1.0, 0.0], [0.0, 3.0]], 0.5)), 12)
    0.5

    Polyak, Introduction to Optimization (1987), section 1.4.
    """
    return np.max(np.abs(1 - alpha * np.linalg.eigvalsh(H)))


def sharpness(f: Given, at: Mapping[str, Any], data: Mapping[str, Any] | None = None,
              vars: Declarations = None) -> float:
    """The largest eigenvalue of the Hessian of a formula at a point, by all given variables together.

    2 / sharpness is the learning rate above which gradient descent is unstable there.

    at      values of the variables; data: of the other names

    >>> sharpness("x**2 + 5*y**2", {"x": 1.0, "y": 1.0})
    10.0

    Cohen and others, Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability (2021).
    """
    found = formula_of(f, vars)
    matrix = packed_hessian(found, Packing.of(at))({**(data or {}), **at})
    return float(np.linalg.eigvalsh((matrix + matrix.T) / 2)[-1])
