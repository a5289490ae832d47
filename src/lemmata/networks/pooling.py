"""Pooling: one number for what a window shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula
from lemmata.networks.windows import windows


@formula
def max_pooling_1d(x: Real["n"], window: int = 2) -> Any:
    """The largest entry of each window: max over j < window of x[i + j], at every place.

    x       real[n]; further axes in front (channels, examples) stay; the value real[n - window + 1]
    window  places that it shows; `[..., ::window]` of the value leaves windows side by side

    >>> max_pooling_1d([1.0, 5.0, 2.0, 0.0]).tolist()
    [5.0, 5.0, 2.0]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3.
    """
    return np.max(x[windows(x.shape[0], window, 1)], axis=1)


@formula
def average_pooling_1d(x: Real["n"], window: int = 2) -> Any:
    """The mean of each window: a convolution with equal weights 1/window.

    x       real[n]; further axes in front stay; the value real[n - window + 1]
    window  places that it shows

    >>> average_pooling_1d([1.0, 5.0, 2.0, 0.0]).tolist()
    [3.0, 3.5, 1.0]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3.
    """
    return np.mean(x[windows(x.shape[0], window, 1)], axis=1)


@formula
def max_pooling_2d(x: Real["h v"], window: int = 2) -> Any:
    """The largest entry of each square window, at every place.

    x       real[h v]; further axes in front (channels, examples) stay
    window  rows and columns that it shows

    >>> import numpy as np
    >>> max_pooling_2d(np.arange(9.0).reshape(3, 3)).tolist()
    [[4.0, 5.0], [7.0, 8.0]]

    Source: LeCun et al., Gradient-based learning applied to document recognition (1998), section II.B.
    """
    rows, columns = windows(x.shape[0], window, 1), windows(x.shape[1], window, 1)
    return np.max(x[rows][:, :, columns], axis=(1, 3))


@formula
def average_pooling_2d(x: Real["h v"], window: int = 2) -> Any:
    """The mean of each square window, at every place.

    x       real[h v]; further axes in front stay
    window  rows and columns that it shows

    >>> import numpy as np
    >>> average_pooling_2d(np.arange(9.0).reshape(3, 3)).tolist()
    [[2.0, 3.0], [5.0, 6.0]]

    Source: LeCun et al., Gradient-based learning applied to document recognition (1998), section II.B.
    """
    rows, columns = windows(x.shape[0], window, 1), windows(x.shape[1], window, 1)
    return np.mean(x[rows][:, :, columns], axis=(1, 3))
