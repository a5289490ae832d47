"""Maps of the plane and of space: rotation, scaling, shear, reflection."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def rotation(theta: Real):
    """The plane turned by theta radians, counterclockwise: [[cos, -sin], [sin, cos]].

    >>> import numpy as np
    >>> (rotation(np.pi / 2) @ [1.0, 0.0]).round(12).tolist()
    [0.0, 1.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.9.1.
    """
    return np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])


@formula
def rotation_x(theta: Real):
    """Space turned about the first axis by theta radians: the second axis goes towards the third.

    >>> import numpy as np
    >>> (rotation_x(np.pi / 2) @ [0.0, 1.0, 0.0]).round(12).tolist()
    [0.0, 0.0, 1.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.9.2.
    """
    return np.array([[1, 0, 0], [0, np.cos(theta), -np.sin(theta)], [0, np.sin(theta), np.cos(theta)]])


@formula
def rotation_y(theta: Real):
    """Space turned about the second axis by theta radians: the third axis goes towards the first.

    >>> import numpy as np
    >>> (rotation_y(np.pi / 2) @ [0.0, 0.0, 1.0]).round(12).tolist()
    [1.0, 0.0, 0.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.9.2.
    """
    return np.array([[np.cos(theta), 0, np.sin(theta)], [0, 1, 0], [-np.sin(theta), 0, np.cos(theta)]])


@formula
def rotation_z(theta: Real):
    """Space turned about the third axis by theta radians: the first axis goes towards the second.

    >>> import numpy as np
    >>> (rotation_z(np.pi / 2) @ [1.0, 0.0, 0.0]).round(12).tolist()
    [0.0, 1.0, 0.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 3.9.2.
    """
    return np.array([[np.cos(theta), -np.sin(theta), 0], [np.sin(theta), np.cos(theta), 0], [0, 0, 1]])


@formula
def rotation_about(axis: Real["3"], theta: Real):
    """Space turned about any axis by theta radians, right-handed: cos I + sin [u]x + (1 - cos) u u^T.

    u is the axis brought to length 1, and [u]x the matrix of the cross product with it.

    axis  three numbers, of any length but 0

    >>> import numpy as np
    >>> (rotation_about([0.0, 0.0, 2.0], np.pi / 2) @ [1.0, 0.0, 0.0]).round(12).tolist()
    [0.0, 1.0, 0.0]

    Rodrigues' formula; Murray, Li and Sastry, A Mathematical Introduction to Robotic Manipulation, 2.2.
    """
    u = axis / np.linalg.norm(axis)
    K = np.array([[0, -u[2], u[1]], [u[2], 0, -u[0]], [-u[1], u[0], 0]])
    return np.cos(theta) * np.eye(3) + np.sin(theta) * K + (1 - np.cos(theta)) * np.outer(u, u)


@formula
def scaling(s: Real["n"]):
    """Each axis stretched by its own factor: diag(s); areas and volumes change by the product of the factors.

    >>> (scaling([2.0, 3.0]) @ [1.0, 1.0]).tolist()
    [2.0, 3.0]

    Strang, Introduction to Linear Algebra, 10.6.
    """
    return np.diag(s)


@formula
def shear(k: Real):
    """The plane with each point moved along the first axis by k times its second coordinate: [[1, k], [0, 1]].

    Areas stay; for k other than 0 it is the simplest matrix without a basis of eigenvectors.

    >>> (shear(2.0) @ [0.0, 1.0]).tolist()
    [2.0, 1.0]

    Strang, Introduction to Linear Algebra, 8.1.
    """
    return np.array([[1, k], [0, 1]])


@formula
def reflection(v: Real["n"]):
    """The mirror whose plane is orthogonal to v: I - 2 v v^T / (v^T v) (Householder); its own inverse, determinant -1.

    v  vector of n entries, of any length but 0

    >>> (reflection([1.0, 0.0]) @ [3.0, 4.0]).tolist()
    [-3.0, 4.0]

    Golub and Van Loan, Matrix Computations, 5.1.2.
    """
    return np.eye(len(v)) - 2 * np.outer(v, v) / (v @ v)
