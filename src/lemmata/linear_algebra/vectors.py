"""Vectors: length and direction, distance and angle."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def linear_combination(c: Real["k"], V: Real["n k"]):
    """The vector that the coefficients c make of the columns of V: c_1 v_1 + ... + c_k v_k = V c.

    All of them together, over all c, are the span of the columns.

    c  k coefficients
    V  k vectors of n entries, as columns

    >>> linear_combination([2.0, 3.0], [[1.0, 0.0], [0.0, 1.0]]).tolist()
    [2.0, 3.0]

    Strang, Introduction to Linear Algebra, 1.1.
    """
    return V @ c


@formula
def dot_product(a: Real["n"], b: Real["n"]):
    """The dot product of two vectors: a . b = sum_i a_i b_i = ||a|| ||b|| cos(angle).

    a, b  vectors of n entries

    >>> float(dot_product([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    32.0

    Strang, Introduction to Linear Algebra, 1.2.
    """
    return a @ b


@formula
def magnitude(x: Real["n"]):
    """The length of a vector: ||x|| = sqrt(sum_i x_i^2), the distance of the point x from the origin.

    >>> float(magnitude([3.0, 4.0]))
    5.0

    Strang, Introduction to Linear Algebra, 1.2.
    """
    return np.linalg.norm(x)


@formula
def direction(x: Real["n"]):
    """The unit vector along x: x / ||x||; nan for the zero vector, which has no direction.

    >>> direction([3.0, 4.0]).tolist()
    [0.6, 0.8]

    Strang, Introduction to Linear Algebra, 1.2.
    """
    return x / np.linalg.norm(x)


@formula
def distance(a: Real["n"], b: Real["n"]):
    """The Euclidean distance of two points: ||a - b||.

    >>> float(distance([1.0, 1.0], [4.0, 5.0]))
    5.0

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.3.
    """
    return np.linalg.norm(a - b)


@formula
def cosine_similarity(a: Real["n"], b: Real["n"]):
    """The cosine of the angle between two vectors: a . b / (||a|| ||b||), in [-1, 1]; nan for the zero vector.

    Both vectors are brought to length 1 first: the product of two lengths overflows before they do.

    >>> float(cosine_similarity([1.0, 0.0], [2.0, 0.0]))
    1.0

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.4.
    """
    return (a / np.linalg.norm(a)) @ (b / np.linalg.norm(b))


@formula
def angle(a: Real["n"], b: Real["n"]):
    """The angle between two vectors in radians: arccos(a . b / (||a|| ||b||)), in [0, pi]; nan for the zero vector.

    Computed as 2 atan2(||u - v||, ||u + v||) of the unit vectors u and v: arccos loses half of the digits of
    small angles.

    >>> import numpy as np
    >>> round(float(angle([1.0, 0.0], [1.0, 1.0])) / np.pi, 15)
    0.25

    Kahan, How futile are mindless assessments of roundoff in floating-point computation?, section 12 (2006).
    """
    u, v = a / np.linalg.norm(a), b / np.linalg.norm(b)
    return 2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))


@formula
def cross_product(a: Real["3"], b: Real["3"]):
    """The cross product in three dimensions: orthogonal to both, as long as the area of their parallelogram.

    >>> cross_product([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]).tolist()
    [0.0, 0.0, 1.0]

    Strang, Introduction to Linear Algebra, 5.3.
    """
    return np.cross(a, b)


@formula
def triple_product(a: Real["3"], b: Real["3"], c: Real["3"]):
    """The signed volume of the box that three vectors span: a . (b x c) = det [a b c].

    >>> float(triple_product([1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]))
    6.0

    Strang, Introduction to Linear Algebra, 5.3.
    """
    return a @ np.cross(b, c)
