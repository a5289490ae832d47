"""Sums and dot products that carry along what each addition rounds off."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.backends import namespace
from lemmata.engine.ops.compensated import two_sum

SPLITTER = {np.dtype(np.float64): 2.0**27 + 1, np.dtype(np.float32): 2.0**12 + 1}


def two_product(a: Any, b: Any) -> tuple[Any, Any]:
    """A product and what rounding took from it: p = fl(a b) and e, so that a b = p + e exactly.

    a, b  NumPy numbers or arrays, float64 or float32, split by Dekker's method into halves whose products are exact;
          exact unless something overflows (beyond 1e300) or underflows

    >>> p, e = two_product(1 + 2.0**-30, 1 - 2.0**-30)
    >>> float(p), float(e) == -(2.0**-60)
    (1.0, True)

    Source: Dekker, A floating-point technique for extending the available precision (1971), section 5.
    """
    a, b = np.asarray(a), np.asarray(b)
    kind = np.result_type(a, b, np.float32)
    if kind not in SPLITTER:
        raise TypeError(f"two_product of {kind}; give float64 or float32")
    a, b = a.astype(kind), b.astype(kind)
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    with np.errstate(over="ignore", invalid="ignore"):
        p = a * b
        return p, a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2)


def naive_sum(x: Any) -> Any:
    """The sum of the entries from the first to the last, one after the other: what a loop gives.

    Its error is at most (n - 1) u Σ|xᵢ|, to first order in the unit roundoff u.

    x  [n], of NumPy, JAX or PyTorch

    >>> float(naive_sum([1.0, 1e100, 1.0, -1e100]))
    0.0

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 4.2.
    """
    x = _vector(x)
    total = namespace(x).zeros_like(x[0])
    for k in range(x.shape[0]):
        total = total + x[k]
    return total


def pairwise_sum(x: Any) -> Any:
    """The sum of the sums of neighbours, again and again: its error grows with log₂ n instead of n.

    At most log₂(n) u Σ|xᵢ|, to first order. NumPy's own `sum` does it on blocks of 128 along the fastest axis.

    x  [n], of NumPy, JAX or PyTorch; [0] gives 0

    >>> float(pairwise_sum(np.full(1000, 0.1)) - 100)
    0.0

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 4.2.
    """
    xp, x = namespace(x), _vector(x)
    while x.shape[0] > 1:
        if x.shape[0] % 2:
            x = xp.concat([x, xp.zeros_like(x[:1])])
        x = x[0::2] + x[1::2]
    return x[0]


def kahan_sum(x: Any) -> Any:
    """The sum with a running correction: the error bound 2u Σ|xᵢ| does not grow with n.

    What an addition rounds off is taken from the next term. It loses a term that is larger than the sum before it: see
    `neumaier_sum`.

    x  [n], of NumPy, JAX or PyTorch

    >>> float(kahan_sum(np.full(10**4, 0.1))), float(naive_sum(np.full(10**4, 0.1)))
    (1000.0, 1000.0000000001588)

    Source: Kahan, Further remarks on reducing truncation errors (1965); Higham (2002), algorithm 4.2.
    """
    x = _vector(x)
    total = namespace(x).zeros_like(x[0])
    lost = total
    for k in range(x.shape[0]):
        with np.errstate(over="ignore", invalid="ignore"):
            term = x[k] - lost
            new = total + term
            lost = _kept(new, (new - total) - term)
        total = new
    return total


def neumaier_sum(x: Any) -> Any:
    """The sum with all that rounding took from it added at the end; also where terms are larger than the sum.

    As exact as a sum in twice the precision, rounded once: |error| ≤ u |Σxᵢ| + n² u² Σ|xᵢ|, to first order.

    x  [n], of NumPy, JAX or PyTorch

    >>> float(neumaier_sum([1.0, 1e100, 1.0, -1e100])), float(kahan_sum([1.0, 1e100, 1.0, -1e100]))
    (2.0, 0.0)

    Source: Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen (1974), algorithm IV;
    Ogita, Rump and Oishi, Accurate sum and dot product (2005), algorithm 4.4.
    """
    x = _vector(x)
    total = namespace(x).zeros_like(x[0])
    lost = total
    for k in range(x.shape[0]):
        total, error = two_sum(total, x[k])
        lost = lost + _kept(total, error)
    return total + lost


def compensated_dot(x: Any, y: Any) -> Any:
    """The dot product as if computed in twice the precision and rounded once.

    |error| ≤ u |xᵀy| + n² u² |x|ᵀ|y|, to first order: full precision up to a condition number of 1/u.

    x, y  [n], NumPy float64 or float32

    Raises ValueError where the lengths differ.

    >>> x, y = [1e16, 1.0, -1e16], [1.0, 1.0, 1.0]
    >>> float(compensated_dot(x, y)), float(np.dot(x, y))
    (1.0, 0.0)

    Source: Ogita, Rump and Oishi, Accurate sum and dot product (2005), algorithm 5.3.
    """
    x, y = np.asarray(_vector(x)), np.asarray(_vector(y))
    if x.shape != y.shape:
        raise ValueError(f"vectors of lengths {x.shape[0]} and {y.shape[0]}; they must be equally long")
    products, errors = two_product(x, y)
    total = products.dtype.type(0)
    lost = _kept(products, errors).sum()
    for product in products:
        total, error = two_sum(total, product)
        lost = lost + _kept(total, error)
    return total + lost


def _kept(total: Any, lost: Any) -> Any:
    """What was rounded off; of a sum that is infinite nothing, where it would be inf - inf."""
    xp = namespace(total)
    return xp.where(xp.isfinite(total), lost, xp.zeros_like(lost))


def _vector(x: Any) -> Any:
    """A list as an array; arrays with one axis as they are, an empty one as a zero."""
    xp = namespace(x)
    x = x if hasattr(x, "shape") else np.asarray(x, dtype=float)
    if len(x.shape) != 1:
        raise ValueError(f"an array of shape {tuple(x.shape)}; a sum runs over a vector: give x.ravel() or a row")
    return x if x.shape[0] else xp.zeros(1, dtype=x.dtype)


def _halves(a: Any) -> tuple[Any, Any]:
    """A number as a sum of two with half the digits each."""
    scaled = SPLITTER[a.dtype] * a
    high = scaled - (scaled - a)
    return high, a - high
