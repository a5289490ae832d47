"""Zero, one by one, dependent, defective, empty, and of any scale."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.ends.end import Refused, ends_of

end = ends_of("linear_algebra")
ZERO, ONE, EMPTY = np.zeros((2, 2)), np.array([[-3.0]]), np.zeros((2, 0))
SHEAR, TURN = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.0, -1.0], [1.0, 0.0]])
STEEP = np.array([[1.0, 2.0], [0.0, 3.0]])
LINE = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
SCALES = (1e200, 1e-200)


def back(found: Any) -> Any:
    return found.matrix()


ENDS = [
    end("contract", [[6.0, 8.0]], np.array([2.0]), np.array([3.0, 4.0]), 0),
    end("contract", np.zeros((2, 3)), EMPTY, np.zeros((0, 3))),
    end("unfold", [[5.0]], np.array([[[5.0]]]), 0),
    end("unfold", EMPTY, np.zeros((0, 2)), 1),
    end("fold", [[[5.0]]], np.array([[5.0]]), 0, (1, 1, 1)),
    end("fold", EMPTY.T, EMPTY, 1, (0, 2)),
    end("fold", Refused("has shape \\(2, 1\\)"), np.array([[5.0]]), 0, (2, 1)),
    end("mode_product", [3.0], np.array([1e300, 2e300]), np.array([[1e-300, 1e-300]]), 0),
    end("mode_product", np.zeros((2, 3)), EMPTY, np.ones((3, 0)), 1),
    *(end("higher_order_svd", T, T, pick=lambda found: found.tensor()) for T in (
        np.zeros((2, 2, 2)), np.full((1, 1, 1), -3.0), np.full((2, 2, 2), 1e300), np.full((2, 2, 2), 1e-300))),
    end("higher_order_svd", Refused("give each axis one"), np.ones((2, 2)), (0, 1)),
    *(end(name, [[0.6], [0.8]], scale * np.array([[3.0], [4.0]])) for scale in SCALES
      for name in ("gram_schmidt", "orthonormal_basis")),
    end("gram_schmidt", Refused("column 0 depends"), ZERO),
    end("orthonormal_basis", EMPTY, np.zeros((2, 1))),
    *(end("matrix_of", c * np.eye(2), lambda x, c=c: c * x, 2) for c in (0.0, 1e300, 1e-300)),
    end("matrix_of", [[1.0, 1.0]], lambda x: x.sum(), 2),
    end("matrix_of", Refused("take away its value at 0"), lambda x: x + 1, 2),
    *(end("eigendecomposition", A, A, pick=back) for A in (ZERO, ONE, 1e300 * STEEP, 1e-300 * STEEP, TURN)),
    end("eigendecomposition", Refused("defective"), SHEAR),
    *(end("power_iteration", value, A, pick=lambda found: found[0]) for A, value in (
        (ZERO, 0.0), (ONE, -3.0), (1e300 * STEEP, 3e300), (1e-300 * STEEP, 3e-300), (np.diag([-2.0, 1.0]), -2.0))),
    end("power_iteration", Refused("nearly of one size"), TURN),
    end("power_iteration", Refused("nan or inf"), np.diag([np.inf, 1.0])),
    *(end("singular_value_decomposition", A, A, pick=back) for A in (ZERO, ONE, 1e300 * TURN, 1e-300 * TURN)),
    *(end("principal_components", [[0.5**0.5, 0.5**0.5]], scale * LINE, 1, pick=lambda found: found.components)
      for scale in (1.0, *SCALES)),
    end("principal_components", [0.0], np.ones((3, 2)), 1, pick=lambda found: found.explained_variance),
    end("principal_components", [np.nan], np.ones((3, 2)), 1, pick=lambda found: found.explained_variance_ratio),
    end("principal_components", [1.0], LINE[:2], 1, pick=lambda found: found.explained_variance),
    end("principal_components", Refused("2 or more observations"), LINE[:1]),
    end("random_projection", np.zeros((2, 1)), ZERO, 1),
    end("random_projection", np.zeros((0, 2)), EMPTY.T, 2),
    end("neighbour_embedding", Refused("no method 'none'"), np.eye(3), method="none"),
    end("neighbour_embedding", Refused("0 sample"), np.zeros((0, 3)), method="isomap"),
]
