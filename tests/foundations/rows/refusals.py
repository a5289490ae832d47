"""What the functions refuse, and the words: (function, arguments by place, options, what is said)."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata import parse
from lemmata.probability import bernoulli, beta, normal, poisson
from lemmata.statistics import NormalInverseGamma

VECTOR, WIDE, SQUARE, BATCH = np.ones(3), np.ones((2, 3)), np.eye(2), np.ones((2, 3, 3))
IMAGE = np.ones((1, 4))
ONE_MATRIX, SQUARE_ONE = "give one matrix", "give a square matrix"

MATRICES = [(f"linear_algebra.{name}", (wrong,), {}, said) for name, wrong, said in (
    *((name, A, said) for A, said in ((VECTOR, ONE_MATRIX), (BATCH, ONE_MATRIX), (WIDE, SQUARE_ONE)) for name in (
        "eigenvalues", "eigendecomposition", "characteristic_polynomial", "spectral_radius", "power_iteration",
        "spectral_decomposition", "definiteness", "is_positive_definite")),
    *((name, VECTOR, ONE_MATRIX) for name in (
        "singular_values", "singular_value_decomposition", "dimension", "is_independent", "gram_schmidt",
        "orthonormal_basis", "image", "kernel", "principal_components")),
)]
LINEAR_ALGEBRA = [
    *MATRICES,
    ("linear_algebra.norm", (VECTOR,), {"p": 0.5}, "^p = 0.5: a norm needs p >= 1, or inf$"),
    ("linear_algebra.in_span", (VECTOR, SQUARE), {}, r"x has shape \(3,\) and V \(2, 2\)"),
    ("linear_algebra.least_squares", (WIDE, VECTOR), {}, "a target for each row"),
    ("linear_algebra.random_projection", (WIDE, 0), {}, "0 columns; give 1 or more"),
    ("linear_algebra.apply", (SQUARE, 1.0), {}, "the coordinates"),
    ("linear_algebra.compose", ([VECTOR],), {}, ONE_MATRIX),
    ("linear_algebra.contract", (VECTOR, VECTOR, 2), {}, "2 axes of arrays"),
    ("linear_algebra.unfold", (WIDE, 2), {}, r"axis 2 of a tensor of shape \(2, 3\)"),
    ("linear_algebra.matrix_of", (lambda x: x, 0), {}, "n = 0"),
]
CALCULUS = [
    ("calculus.area", ("1/x", 0, 1), {}, "from 0 to 1 has no value by quadrature"),
    ("calculus.area", ("sin(x)/x", 1, np.inf), {}, "no value by quadrature"),
    ("calculus.expectation", ("x", "1/(pi*(1 + x**2))"), {}, r"the mean of \|g\(X\)\|"),
    ("calculus.monte_carlo_integral", ("x", 1.0, 0.0), {}, "from 1.0 to 0.0"),
    ("calculus.numerical_derivative", (np.exp, 0.0), {"step": 0.0}, "a step of 0.0"),
    ("calculus.taylor_polynomial", ("log(x)", 2), {}, r"log\(0\) has no finite value"),
    ("calculus.taylor_polynomial", ("1/x", 2), {}, "1/0 has no finite value"),
    ("calculus.convexity_gap", (np.exp, 0.0, 1.0, 0.5), {}, "a formula of one variable"),
]
OPTIMIZATION = [
    ("optimization.minimize", ("x**2", {"x": 1.0}, "adam"), {}, "give one such as adam"),
    ("optimization.minimize", (parse("2*w", "w: real[n]"), {"w": VECTOR}), {}, "gives an array"),
    ("optimization.minimize", ("x**2", {"x": 1.0}), {"steps": 2.5}, "2.5 steps"),
    ("optimization.global_norm", ([VECTOR, VECTOR],), {}, "a dict of arrays"),
]
PROBABILITY = [
    ("probability.uniform", (1.0, 1.0), {}, "a = b"),
    ("probability.uniform", (2.0, 1.0), {}, "a > b"),
    ("probability.normal", (0.0, -1.0), {}, "sigma2 = -1.0 of normal is not positive"),
]
STATISTICS = [
    *((f"statistics.{name}", ([],), {}, r"a sample of shape \(0,\)") for name in (
        "median", "interquartile_range", "median_absolute_deviation")),
    ("statistics.quantile", ([1.0], 1.5), {}, "0 <= q <= 1"),
    ("statistics.difference_of_means", ([], [1.0]), {}, "one number or more of each"),
    ("statistics.maximum_likelihood", (normal, {"x": []}), {}, "x has no entries"),
    ("statistics.conjugate_posterior", (NormalInverseGamma(0.0, 1.0, 1.0, 1.0), poisson, [1.0]), {}, "both parameters"),
    ("statistics.conjugate_posterior", (beta(1.0, 1.0), bernoulli, [2]), {}, "2 is no value of bernoulli"),
]
INFORMATION_THEORY = [
    *((f"information_theory.{name}", ([0.5, 0.5],), {"base": base}, "^base .*: information is counted with")
      for name, base in (("entropy", 1), ("renyi_entropy", "2"))),
    ("information_theory.f_divergence", (np.log, [0.5, 0.5], [1.0]), {}, "as many probabilities"),
    ("information_theory.rate_distortion", ([0.5, 0.5], WIDE[:1], 1.0), {}, "a row for each symbol"),
    ("information_theory.maximum_entropy", (np.ones((0, 1)), 1.0), {}, "a row for each point"),
    ("information_theory.channel_capacity", (np.ones((0, 2)),), {}, "each row is to be probabilities"),
    ("information_theory.estimate_entropy", ([],), {}, "one or more"),
    ("information_theory.estimate_differential_entropy", ([1.0, 2.0],), {}, "five or more"),
    ("information_theory.estimate_mutual_information", (np.arange(20.0), np.arange(20.0)), {}, "method='neighbours'"),
    ("information_theory.select_features", (WIDE, VECTOR, 1), {}, "a class for each"),
    ("information_theory.differential_entropy", ("exp(-a*x)",), {}, "one of one variable"),
]
NETWORKS = [
    *((f"networks.{name}", arguments, {option: value}, f"^{option} {value}; give a number")
      for name, option, value, arguments in (
          ("softmax", "temperature", 0, (VECTOR,)), ("huber_loss", "delta", 0, (VECTOR, VECTOR)),
          ("smooth_l1_loss", "beta", -1.0, (VECTOR, VECTOR)), ("quantile_loss", "level", 1.0, (VECTOR, VECTOR)),
          ("dropout", "rate", 1.0, (1.0, 1)), ("cross_entropy", "label_smoothing", 1.0, (WIDE, [0, 1])),
          ("smoothed_targets", "smoothing", 1.5, (VECTOR / 3,)),
          ("distillation_loss", "temperature", 0.0, (WIDE, WIDE)),
          ("info_nce_loss", "temperature", 0.0, (WIDE, WIDE)))),
    ("networks.mean_squared_error", (VECTOR, VECTOR), {"reduction": "most"}, "^no reduction 'most'"),
    ("networks.cross_entropy", (WIDE, [0.5, 0.0]), {}, "the label 0.5; labels are whole numbers"),
    ("networks.cross_entropy", (WIDE, [3, 0]), {}, "the label 3; labels go from 0 to 2"),
    ("networks.strided_convolution_1d", (IMAGE, np.ones((1, 2, 2))), {}, "the same channels"),
    ("networks.strided_convolution_1d", (IMAGE, np.ones((1, 1, 2)), VECTOR), {}, r"bias \(3,\)"),
    ("networks.strided_convolution_2d", (IMAGE, np.ones((1, 1, 2, 2))), {}, "the same channels"),
    ("networks.strided_convolution_1d", (IMAGE, np.ones((1, 1, 2))), {"stride": 0}, "stride 0"),
    ("networks.random_flip", (WIDE,), {"chance": 2.0}, "a chance of 2.0"),
    ("networks.random_crop", (WIDE, 1), {}, "give one or more images"),
    ("networks.cutout", (WIDE, 1), {}, "give one or more images"),
    ("networks.mixup", (WIDE, VECTOR), {}, "2 examples and 3 targets"),
    ("networks.gaussian_noise", (VECTOR, -1.0), {}, "a deviation of -1.0"),
    ("networks.low_rank_compressed", (VECTOR, 1), {}, ONE_MATRIX),
    ("networks.quantized", ([],), {}, "one weight or more"),
    ("networks.laplace_last_layer", (VECTOR, VECTOR), {}, "for each row of features"),
]
NUMERICS = [
    ("numerics.blocked_attention", (VECTOR, WIDE, WIDE), {}, "each a row"),
    ("numerics.blocked_attention", (WIDE, WIDE[:0], WIDE[:0]), {}, "no keys"),
    ("numerics.loop_dot", (VECTOR, VECTOR[:2]), {}, "two vectors of one length"),
    ("numerics.loop_matmul", (VECTOR, VECTOR), {}, "give matrices"),
    ("numerics.floating_point", (int,), {}, "int64 has no fractions"),
]
REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    *LINEAR_ALGEBRA, *CALCULUS, *OPTIMIZATION, *PROBABILITY, *STATISTICS, *INFORMATION_THEORY, *NETWORKS, *NUMERICS]
