"""Convolution: the same small linear map at every place."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula
from lemmata.networks.windows import padded, windows


@formula
def convolution_1d(x: Real["c n"], w: Real["o c k"], b: Real["o"], padding: int = 0, dilation: int = 1) -> Any:
    """Each output channel at each place, a weighted sum of what a window shows: Σ_c Σ_j w[o, c, j] x[c, i + j] + b[o].

    As deep learning has it, without turning the kernel round (mathematics calls this cross-correlation).

    x         real[c n]: c channels of n places; w real[o c k]; b real[o]
    value     real[o, n + 2·padding - dilation·(k - 1)]
    padding   zeros that are put on both sides
    dilation  from one place of the window to the next
    For strides see `strided_convolution_1d`.

    >>> convolution_1d([[1.0, 2.0, 4.0, 7.0]], [[[-1.0, 1.0]]], [0.0]).tolist()
    [[1.0, 2.0, 3.0]]

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), section 2.
    """
    x = padded(x, padding, axis=1)
    seen = x[:, windows(x.shape[1], w.shape[2], dilation)]
    return np.einsum("cik,ock->oi", seen, w) + b[:, None]


@formula
def convolution_2d(x: Real["c h v"], w: Real["o c k l"], b: Real["o"], padding: int = 0, dilation: int = 1) -> Any:
    """Convolution of images: Σ_c Σ_a Σ_b w[o, c, a, b] x[c, i + a, j + b] + b[o], for every place (i, j).

    x         real[c h v]: c channels, h rows, v columns; w real[o c k l]; b real[o]
    padding   zeros around the image
    dilation  from one place of the window to the next
    For strides see `strided_convolution_2d`.

    >>> import numpy as np
    >>> convolution_2d(np.arange(9.0).reshape(1, 3, 3), [[[[1.0, 0.0], [0.0, -1.0]]]], [0.0]).tolist()
    [[[-4.0, -4.0], [-4.0, -4.0]]]

    Source: LeCun et al., Gradient-based learning applied to document recognition (1998); Dumoulin and Visin (2016).
    """
    x = padded(padded(x, padding, axis=1), padding, axis=2)
    rows, columns = windows(x.shape[1], w.shape[2], dilation), windows(x.shape[2], w.shape[3], dilation)
    seen = x[:, rows][:, :, :, columns]
    return np.einsum("cikjl,ockl->oij", seen, w) + b[:, None, None]
