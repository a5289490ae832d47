"""Convolution with strides, on the arrays of three libraries, and as a matrix."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.backends import namespace


def strided_convolution_1d(x: Any, w: Any, b: Any = None, stride: int = 1, padding: int = 0, dilation: int = 1) -> Any:
    """Convolution at every `stride`-th place: as torch.nn.functional.conv1d.

    x       [... c n], further axes in front are a batch; w [o c k]; b [o] or None; NumPy, JAX or PyTorch
    stride  the value has floor((n + 2·padding - dilation·(k - 1) - 1) / stride) + 1 places

    Raises ValueError where the window is longer than the padded input, or shapes don't fit.

    >>> strided_convolution_1d([[1.0, 2.0, 4.0, 7.0]], [[[-1.0, 1.0]]], stride=2).tolist()
    [[1.0, 3.0]]

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), relationship 6.
    """
    x, w, b = _array(x), _array(w), None if b is None else _array(b)
    _refuse_unlike(x, w, b, 1)
    seen = _looked_at(namespace(x, w), x, (w.shape[2],), stride, padding, dilation)
    found = _einsum(x)("...cik,ock->...oi", seen, w)
    return found if b is None else found + b[:, None]


def strided_convolution_2d(x: Any, w: Any, b: Any = None, stride: int = 1, padding: int = 0, dilation: int = 1) -> Any:
    """Convolution of images at every `stride`-th row and column: as torch.nn.functional.conv2d.

    x       [... c h v], further axes in front are a batch; w [o c k l]; b [o] or None; NumPy, JAX or PyTorch
    stride  of rows and columns

    Raises ValueError where the window is larger than the padded image, or shapes don't fit.

    >>> strided_convolution_2d(np.ones((1, 4, 4)), np.ones((1, 1, 2, 2)), stride=2).tolist()
    [[[4.0, 4.0], [4.0, 4.0]]]

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), relationship 6.
    """
    x, w, b = _array(x), _array(w), None if b is None else _array(b)
    _refuse_unlike(x, w, b, 2)
    seen = _looked_at(namespace(x, w), x, tuple(w.shape[2:]), stride, padding, dilation)
    found = _einsum(x)("...cikjl,ockl->...oij", seen, w)
    return found if b is None else found + b[:, None, None]


def convolution_matrix(w: Any, shape: tuple[int, ...], stride: int = 1, padding: int = 0, dilation: int = 1) -> Any:
    """The matrix of a convolution: M with vec(w * x) = M vec(x), for inputs of a shape. Nearly all of it is zero.

    In one dimension every row is the one before, moved by the stride: a Toeplitz matrix. Its transpose spreads an
    output back over the inputs: the "transposed convolution", and the gradient by the input.

    w      [o c k] or [o c k l], NumPy, JAX or PyTorch
    shape  of the input: (c, n) or (c, h, v)

    Raises ValueError where kernel and shape have different numbers of axes or channels.

    >>> convolution_matrix([[[-1.0, 1.0]]], (1, 4)).tolist()
    [[-1.0, 1.0, 0.0, 0.0], [0.0, -1.0, 1.0, 0.0], [0.0, 0.0, -1.0, 1.0]]

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.1.
    """
    xp, w = namespace(w), _array(w)
    if len(w.shape) != len(shape) + 1 or w.shape[1] != shape[0]:
        raise ValueError(f"a kernel of shape {tuple(w.shape)} and inputs of shape {shape}; a kernel [o c k] takes "
                         "(c, n), one [o c k l] takes (c, h, v), with the same c")
    size = int(np.prod(shape))
    units = xp.reshape(xp.eye(size, dtype=w.dtype), (size, *shape))
    apply = strided_convolution_1d if len(shape) == 2 else strided_convolution_2d
    images = xp.reshape(apply(units, w, None, stride, padding, dilation), (size, -1))
    return xp.moveaxis(images, 0, 1)


def _refuse_unlike(x: Any, w: Any, b: Any, rank: int) -> None:
    if len(w.shape) != rank + 2 or len(x.shape) < rank + 1 or x.shape[-rank - 1] != w.shape[1] or (
            b is not None and tuple(b.shape) != (w.shape[0],)):
        shapes = f"inputs {tuple(x.shape)}, kernel {tuple(w.shape)}" + ("" if b is None else f", bias {tuple(b.shape)}")
        wanted = "[... c n], [o c k]" if rank == 1 else "[... c h v], [o c k l]"
        raise ValueError(f"{shapes}; give {wanted} and [o], with the same channels")


def _looked_at(xp: Any, x: Any, widths: tuple[int, ...], stride: int, padding: int, dilation: int) -> Any:
    """What windows show along the last axes: each such axis becomes two, window and place in it."""
    if stride < 1 or dilation < 1 or padding < 0:
        raise ValueError(f"stride {stride}, dilation {dilation}, padding {padding}; give 1 or more, and a padding of 0 "
                         "or more")
    rank = len(x.shape)
    for k, width in enumerate(widths):
        axis = rank - len(widths) + 2 * k
        if padding:
            shape = tuple(padding if a == axis else n for a, n in enumerate(x.shape))
            zeros = xp.zeros(shape, dtype=x.dtype)
            x = xp.concat([zeros, x, zeros], axis=axis)
        last = x.shape[axis] - dilation * (width - 1)
        if last < 1:
            raise ValueError(f"a window of {width} places, {dilation} apart, on {x.shape[axis]} places; pad the input")
        places = np.arange(0, last, stride)[:, None] + dilation * np.arange(width)[None, :]
        x = x[(slice(None),) * axis + (xp.asarray(places),)]
    return x


def _einsum(x: Any) -> Any:
    """The array API has none; the three libraries do."""
    if type(x).__module__.startswith("torch"):
        import torch

        return torch.einsum
    if type(x).__module__.startswith("jax"):
        import jax.numpy

        return jax.numpy.einsum
    return np.einsum


def _array(x: Any) -> Any:
    return x if hasattr(x, "shape") else np.asarray(x, dtype=float)
