"""Windows as long as their input, no positions, nothing dropped, everything pruned, data that are separable."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.ends.end import Refused, ends_of

from lemmata.formulas import parse

end = ends_of("networks")
ONES, ONE = np.ones((1, 2, 2)), np.ones((1, 1, 1))
TIES = np.array([[1.0, 1.0], [1.0, -1.0]])
INITIALIZERS = ("xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal", "orthogonal_weights")
DIAGONAL = np.diag([3.0, 4.0])


def kept(found: Any) -> Any:
    return [*np.ravel(found.weights), found.numbers, found.error]


def spread(found: Any) -> Any:
    return [found.mean, found.variance]


def loss_and_slope(found: Any) -> Any:
    return [found.loss, found.gradients["w"]]


ENDS = [
    end("strided_convolution_1d", [[11.0]], np.array([[1.0, 2.0]]), np.array([[[3.0, 4.0]]])),
    end("strided_convolution_1d", [[4.0, 3.0]], np.array([[1.0]]), np.array([[[3.0, 4.0]]]), padding=1),
    end("strided_convolution_1d", [[1.0]], np.array([[1.0, 2.0, 3.0]]), np.array([[[1.0]]]), stride=100),
    end("strided_convolution_1d", [[2.0]], np.array([[1e300, 1e300]]), np.array([[[1e-300, 1e-300]]])),
    end("strided_convolution_1d", np.zeros((0, 1, 2)), np.zeros((0, 1, 3)), np.ones((1, 1, 2))),
    end("strided_convolution_1d", Refused("pad the input"), np.array([[1.0]]), np.ones((1, 1, 2))),
    end("strided_convolution_2d", [[[4.0]]], ONES, np.ones((1, 1, 2, 2))),
    end("strided_convolution_2d", [[[1.0]]], ONE, np.ones((1, 1, 3, 3)), padding=1),
    end("strided_convolution_2d", Refused("pad the input"), ONE, np.ones((1, 1, 2, 2))),
    end("convolution_matrix", [[2.0, 3.0]], np.array([[[2.0, 3.0]]]), (1, 2)),
    end("convolution_matrix", [[2.0]], np.array([[[2.0]]]), (1, 1)),
    end("convolution_matrix", Refused("pad the input"), np.array([[[2.0, 3.0]]]), (1, 1)),
    end("positional_encoding", np.zeros((0, 2)), 0, 2), end("positional_encoding", [[0.0, 1.0]], 1, 2),
    end("positional_encoding", Refused("give 0 or more"), -1, 2),
    end("positional_encoding", Refused("give an even one"), 1, 3),
    end("causal_mask", np.zeros((0, 0)), 0), end("causal_mask", [[1]], 1), end("causal_mask", Refused("0 or more"), -1),
    end("dropout_mask", [1, 1, 1], 3, rate=0.0), end("dropout_mask", [], 0),
    end("dropout_mask", Refused("below 1"), 3, rate=1.0),
    end("random_flip", [[1.0]], np.array([[1.0]]), 1.0),
    end("random_flip", Refused("one or more examples"), np.zeros((0, 2))),
    end("random_crop", Refused("give 0 or more"), ONES, -1), end("random_crop", ONE, ONE, 0),
    end("random_crop", Refused("one or more images"), np.zeros((0, 2, 2)), 0),
    end("gaussian_noise", [1e300], np.array([1e300]), 0.0), end("gaussian_noise", [], np.array([]), 1.0),
    end("mixup", [3.0, 1.0], np.array([[3.0]]), np.array([[1.0]]), pick=lambda both: [both[0][0, 0], both[1][0, 0]]),
    end("mixup", Refused("above 0"), ONES[0], ONES[0], alpha=0.0),
    end("cutout", ONES, ONES, 0), end("cutout", 0 * ONES, ONES, 9), end("cutout", 0 * ONE, ONE, 1),
    end("cutout", Refused("give 0 or more"), ONES, -1),
    *(end(name, np.zeros(shape), *shape) for name in INITIALIZERS for shape in ((0, 3), (3, 0))),
    *(end(name, Refused("negative"), -1, 3) for name in INITIALIZERS),
    end("kaiming_normal", np.zeros((2, 2)), 2, 2, negative_slope=np.inf),
    end("orthogonal_weights", 1.0, 1, 1, pick=lambda W: abs(W[0, 0])),
    *(end("backpropagate", wanted, parse(text), {"w": at}, pick=loss_and_slope) for text, at, wanted in (
        ("relu(w)**2 + abs(w)", 0.0, [0.0, 0.0]), ("log(1 + exp(w))", 1e4, [1e4, 1.0]),
        ("log(1 + exp(w))", -1e4, [0.0, 0.0]), ("3 + 0*w", 1.0, [3.0, 0.0]))),
    end("network", 2, (1, 1), pick=lambda net: net.count()),
    end("network", Refused("give inputs, hidden layers and outputs"), (3,)),
    end("laplace_last_layer", np.eye(2), np.zeros((0, 2)), [], pick=lambda found: found.covariance),
    end("laplace_last_layer", [0.0, 0.0], np.zeros((2, 2)), [0, 1], pick=lambda found: found.mean),
    end("laplace_last_layer", 1e-8, np.array([[1.0], [-1.0]]), [1, 0], 1e8, rtol=1e-6,
        pick=lambda found: found.mean[0]),  # nearly the first step from 0: sum of (y - 1/2) x over alpha
    end("laplace_last_layer", Refused("above 0"), np.array([[1.0], [-1.0]]), [1, 0], 0.0),
    end("monte_carlo_dropout", [3.0, 0.0], np.sum, 3, rate=0.0, draws=3, pick=spread),
    end("monte_carlo_dropout", 0.0, np.sum, 3, draws=1, pick=lambda found: found.variance),
    end("monte_carlo_dropout", Refused("give 1 or more"), np.sum, 3, draws=0),
    *(end("magnitude_pruned", [*np.ravel(W), number, error], TIES, share, pick=kept) for share, W, number, error in (
        (0.0, 0 * TIES, 0, 1.0), (1.0, TIES, 4, 0.0), (0.5, [1.0, 1.0, 0.0, 0.0], 2, 0.5**0.5),
        (1e-300, [1.0, 0.0, 0.0, 0.0], 1, 0.75**0.5))),
    end("magnitude_pruned", [0.0, 0.0, 1, 0.0], np.zeros(2), 0.5, pick=kept),
    end("magnitude_pruned", [0.0, 4e200, 1, 0.6], np.array([3e200, 4e200]), 0.5, pick=kept),
    end("magnitude_pruned", Refused("from 0 to 1"), TIES, 1.5),
    *(end("low_rank_compressed", [*np.ravel(W), 4 * rank, error], s * DIAGONAL, rank, pick=kept)
      for s in (1.0, 1e200, 1e-200)
      for rank, W, error in ((0, 0 * DIAGONAL, 1.0), (1, s * np.diag([0.0, 4.0]), 0.6), (2, s * DIAGONAL, 0.0))),
    end("low_rank_compressed", [0.0, 0.0, 0.0, 0.0, 4, 0.0], np.zeros((2, 2)), 1, pick=kept),
    end("low_rank_compressed", Refused("has ranks from 0 to 2"), DIAGONAL, 3),
    end("quantized", [2.0, 2.0, 2, 0.0], np.array([2.0, 2.0]), 3, pick=kept),
    end("quantized", [-1.7e308, 1.7e308, 2, 0.0], np.array([-1.7e308, 1.7e308]), 1, pick=kept),
    end("quantized", Refused("give 1 to 16"), TIES, 0),
]
