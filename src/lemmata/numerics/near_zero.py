"""Functions whose textbook forms cancel near zero or overflow far from it, in forms that do neither."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.special

from lemmata.engine.readers.annotations import Nonnegative, Positive, Real
from lemmata.formulas import formula


@formula
def log_one_plus(x: Nonnegative) -> Any:
    """log(1 + x) with the digits that 1 + x drops: np.log1p.

    For x below the machine epsilon 1 + x is 1 and its logarithm 0; the value is x - x²/2 + ...

    x  ≥ 0

    >>> import numpy as np
    >>> float(log_one_plus(1e-20))
    1e-20

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1.
    """
    return np.log(1 + x)


@formula
def exp_minus_one(x: Real) -> Any:
    """exp(x) - 1 with the digits that the subtraction drops: np.expm1.

    x  real; near 0 the value is x + x²/2 + ..., where exp(x) - 1 keeps no digit once |x| is below the machine epsilon

    >>> import numpy as np
    >>> float(exp_minus_one(1e-20))
    1e-20

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1.
    """
    return np.expm1(x)


@formula
def log_one_minus_exp(x: Positive) -> Any:
    """log(1 - exp(-x)): of the probability of an event whose complement has the log-probability -x.

    Up to log 2 the difference is near 0 and expm1 keeps its digits; above, exp(-x) is small and log1p keeps them.

    x  > 0

    >>> import numpy as np
    >>> float(log_one_minus_exp(1e-30)) == float(np.log(1e-30)), float(log_one_minus_exp(100.0)) == -float(np.exp(-100))
    (True, True)

    Source: Mächler, Accurately computing log(1 - exp(-|a|)) (2012), equation 7.
    """
    return np.where(x <= np.log(2), np.log(-np.expm1(-x)), np.log1p(-np.exp(-x)))


@formula
def softplus(x: Real) -> Any:
    """log(1 + exp(x)): a smooth relu, whose derivative is the sigmoid.

    x  real; for large x the value is x, for very negative x it is exp(x): neither overflows nor becomes 0 early

    >>> import numpy as np
    >>> float(softplus(1000.0)), float(softplus(-100.0)) == float(np.exp(-100.0))
    (1000.0, True)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10.
    """
    return np.log(1 + np.exp(x))


@formula
def log_sigmoid(x: Real) -> Any:
    """The logarithm of the sigmoid: -log(1 + exp(-x)).

    x     real: a logit
    unit  nats

    >>> import numpy as np
    >>> float(log_sigmoid(-1000.0)), float(log_sigmoid(0.0)) == -float(np.log(2.0))
    (-1000.0, True)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.2.
    """
    return -np.log(1 + np.exp(-x))


@formula
def xlogy(x: Nonnegative, y: Nonnegative) -> Any:
    """x log y, with 0 log y = 0, as the limit x → 0 of x log x has it.

    x, y  ≥ 0
    unit  nats

    >>> float(xlogy(0.0, 0.0)), float(xlogy(2.0, 1.0))
    (0.0, 0.0)

    Source: SciPy, scipy.special.xlogy; Cover and Thomas, Elements of Information Theory (2006), section 2.1.
    """
    return scipy.special.xlogy(x, y)


@formula
def xlog1py(x: Nonnegative, y: Nonnegative) -> Any:
    """x log(1 + y), with the digits of small y and 0 log 0 = 0.

    x, y  ≥ 0

    >>> float(xlog1py(1.0, 1e-20)), float(xlog1py(0.0, 0.0))
    (1e-20, 0.0)

    Source: SciPy, scipy.special.xlog1py.
    """
    return x * np.log1p(y)


@formula
def logistic_difference(x: Real, y: Real) -> Any:
    """σ(x) - σ(y) = tanh((x - y)/2) (σ(x) σ(-y) + σ(y) σ(-x)): no cancellation where x and y are close, no overflow.

    x, y  real; the terms of the sum are in the ratio exp(x - y), of which tanh is (ratio - 1) / (ratio + 1)

    >>> float(logistic_difference(1e-17, 0.0)) == 2.5e-18
    True

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.7 (rewriting a difference).
    """
    return np.tanh((x - y) / 2) * (scipy.special.expit(x) * scipy.special.expit(-y)
                                 + scipy.special.expit(y) * scipy.special.expit(-x))
