"""Linear algebra: vectors, matrices, decompositions, projections, transformations of space."""

from lemmata.linear_algebra.dimensionality_reduction import (
    classical_scaling,
    johnson_lindenstrauss_dimension,
    neighbour_embedding,
    random_projection,
)
from lemmata.linear_algebra.eigenvalues import (
    Eigendecomposition,
    characteristic_polynomial,
    eigendecomposition,
    eigenvalues,
    power_iteration,
    rayleigh_quotient,
    spectral_radius,
)
from lemmata.linear_algebra.homogeneous import apply, compose, homogeneous, translation
from lemmata.linear_algebra.inverses import (
    condition_number,
    determinant,
    inverse,
    log_determinant,
    pseudo_inverse,
    rank,
    solve,
)
from lemmata.linear_algebra.least_squares import (
    least_squares,
    normal_equations_solution,
    projection,
    projection_matrix,
    residual_sum_of_squares,
    ridge,
)
from lemmata.linear_algebra.linear_maps import affine_map, is_linear, matrix_of
from lemmata.linear_algebra.matrices import (
    commutator,
    frobenius_inner_product,
    gram_matrix,
    hadamard_product,
    kronecker_product,
    matrix_product,
    matrix_vector_product,
    outer_product,
    quadratic_form,
    symmetric_part,
    trace,
    transpose,
)
from lemmata.linear_algebra.norms import (
    frobenius_norm,
    maximum_column_sum,
    maximum_row_sum,
    norm,
    nuclear_norm,
    spectral_norm,
)
from lemmata.linear_algebra.principal_components import PrincipalComponents, principal_components
from lemmata.linear_algebra.singular_values import (
    SingularValueDecomposition,
    low_rank_approximation,
    low_rank_error,
    singular_value_decomposition,
    singular_values,
)
from lemmata.linear_algebra.spaces import (
    change_of_basis,
    coordinates,
    dimension,
    gram_schmidt,
    image,
    in_span,
    is_independent,
    kernel,
    orthonormal_basis,
)
from lemmata.linear_algebra.symmetric import (
    cholesky,
    definiteness,
    is_positive_definite,
    mahalanobis_distance,
    spectral_decomposition,
    symmetric_eigenvalues,
)
from lemmata.linear_algebra.tensors import (
    Tucker,
    contract,
    fold,
    higher_order_svd,
    khatri_rao_product,
    mode_product,
    tensor_product,
    unfold,
)
from lemmata.linear_algebra.transformations import (
    reflection,
    rotation,
    rotation_about,
    rotation_x,
    rotation_y,
    rotation_z,
    scaling,
    shear,
)
from lemmata.linear_algebra.vectors import (
    angle,
    cosine_similarity,
    cross_product,
    direction,
    distance,
    dot_product,
    linear_combination,
    magnitude,
    triple_product,
)

__all__ = [
    "Eigendecomposition", "PrincipalComponents", "SingularValueDecomposition", "Tucker", "affine_map", "angle",
    "apply", "change_of_basis", "characteristic_polynomial", "cholesky", "classical_scaling", "commutator", "compose",
    "condition_number", "contract", "coordinates", "cosine_similarity", "cross_product", "definiteness",
    "determinant", "dimension", "direction", "distance", "dot_product", "eigendecomposition", "eigenvalues", "fold",
    "frobenius_inner_product", "frobenius_norm", "gram_matrix", "gram_schmidt", "hadamard_product",
    "higher_order_svd", "homogeneous", "image", "in_span", "inverse", "is_independent", "is_linear",
    "is_positive_definite", "johnson_lindenstrauss_dimension", "kernel", "khatri_rao_product", "kronecker_product",
    "least_squares", "linear_combination", "log_determinant", "low_rank_approximation", "low_rank_error", "magnitude",
    "mahalanobis_distance", "matrix_of", "matrix_product", "matrix_vector_product", "maximum_column_sum",
    "maximum_row_sum", "mode_product", "neighbour_embedding", "norm", "normal_equations_solution", "nuclear_norm",
    "orthonormal_basis", "outer_product", "power_iteration", "principal_components", "projection",
    "projection_matrix", "pseudo_inverse", "quadratic_form", "random_projection", "rank", "rayleigh_quotient",
    "reflection", "residual_sum_of_squares", "ridge", "rotation", "rotation_about", "rotation_x", "rotation_y",
    "rotation_z", "scaling", "shear", "singular_value_decomposition", "singular_values", "solve",
    "spectral_decomposition", "spectral_norm", "spectral_radius", "symmetric_eigenvalues", "symmetric_part",
    "tensor_product", "trace", "translation", "transpose", "triple_product", "unfold",
]
