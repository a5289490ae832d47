"""Certain, independent and equal variables; no distortion, one cluster; densities on tiny and wide ranges."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.ends.end import Refused, ends_of

end = ends_of("information_theory")
LOG2 = np.log(2)
HAMMING = np.array([[0.0, 1.0], [1.0, 0.0]])
INDEPENDENT, SAME = np.full((2, 2), 0.25), np.diag([0.5, 0.5])
CLASSES = [[1, 0], [1, 1]] * 5


def distorted(found: Any) -> Any:
    return [found.distortion, found.rate]


def told(found: Any) -> Any:
    return [found.complexity, found.relevance]


ENDS = [
    *(end("estimate_mutual_information", wanted, x, y) for x, y, wanted in (
        ([1, 1, 1], [0, 1, 0], 0.0), ([0, 1, 0, 1], [0, 1, 0, 1], LOG2), ([1], [2], 0.0))),
    end("estimate_mutual_information", 0.0, np.ones(9), np.arange(9.0), method="neighbours"),
    end("estimate_mutual_information", Refused("of the same length"), [], []),
    *(end("differential_entropy", wanted, density, 0, high) for density, high, wanted in (
        ("1 + 0*x", 1, 0.0), ("1e3 + 0*x", 1e-3, -np.log(1e3)), ("1e-3 + 0*x", 1e3, np.log(1e3)),
        ("1e300 + 0*x", 1e-300, -np.log(1e300)), ("1/(2*sqrt(x))", 1, np.log(2) - 1))),
    end("differential_entropy", Refused("integrates to 2"), "2 + 0*x", 0, 1),
    end("estimate_differential_entropy", -np.inf, [1.0] * 20),
    end("estimate_differential_entropy", Refused("five or more"), [0.0, 1.0]),
    end("select_features", [0.0, LOG2], CLASSES, [0, 1] * 5, 2, discrete=True, pick=lambda found: found.scores),
    end("select_features", [0.0, 0.0], CLASSES, [0] * 10, 2, discrete=True, pick=lambda found: found.scores),
    end("select_features", Refused("0 of 2 features"), CLASSES, [0, 1] * 5, 0, discrete=True),
    *(end("rate_distortion", wanted, p, d, slope, pick=distorted) for p, d, slope, wanted in (
        ([1.0, 0.0], HAMMING, 2.0, [0.0, 0.0]), ([0.5, 0.5], HAMMING, 1e6, [0.0, LOG2]),
        ([1.0], [[0.0]], 1.0, [0.0, 0.0]), ([0.5, 0.5], HAMMING, 1e-300, [0.5, 0.0]),
        ([0.5, 0.5], 0 * HAMMING, 1.0, [0.0, 0.0]), ([0.5, 0.5], 1e300 * HAMMING, 1.0, [0.0, LOG2]))),
    *(end("rate_distortion", Refused("above 0"), [0.5, 0.5], HAMMING, slope) for slope in (0.0, np.inf)),
    end("rate_distortion", Refused("0 or more"), [0.5, 0.5], -HAMMING, 1.0),
    *(end("information_bottleneck", wanted, P, beta, clusters, pick=told) for P, beta, clusters, wanted in (
        (INDEPENDENT, 10.0, 1, [0.0, 0.0]), (INDEPENDENT, 10.0, 2, [0.0, 0.0]), (SAME, 1e4, 1, [0.0, 0.0]),
        (SAME, 1e4, 2, [LOG2, LOG2]), (SAME, 1e-300, 2, [0.0, 0.0]), ([[1.0]], 1.0, 1, [0.0, 0.0]))),
    end("information_bottleneck", Refused("give beta above 0"), SAME, 0.0, 2),
    end("information_bottleneck", Refused("no row all 0"), [[0.0, 0.0], [0.0, 1.0]], 1.0, 2),
]
