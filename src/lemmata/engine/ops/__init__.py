"""Operations, one record each, in tables by field; importing this room registers them all."""

from lemmata.engine.ops import (  # noqa: F401
    activations,
    arithmetic,
    broadcasting,
    calculus,
    compensated,
    einsum,
    elementary,
    entropies,
    families,
    incomplete,
    indexing,
    joins,
    linear_algebra,
    matrix_functions,
    norms,
    operators,
    probability,
    products,
    reductions,
    relations,
    reshaping,
    slices,
    softmax,
    sorting,
    special,
    special_matrices,
    spectra,
    transposes,
)
from lemmata.engine.ops.record import OPS, Op, apply, as_expr, register
from lemmata.engine.ops.shapes import ShapeError

__all__ = ["OPS", "Op", "ShapeError", "apply", "as_expr", "register"]
