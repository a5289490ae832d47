"""Nothing, one number, cancelling and huge parts; arrays of no entries."""

from __future__ import annotations

import numpy as np
from tests.foundations.rows.ends.end import Refused, ends_of

from lemmata.formulas import parse
from lemmata.numerics import welford

end = ends_of("numerics")
VECTOR, NUMBER = np.zeros(2), parse("x - 1", "x: real")
PRODUCT = parse("A @ x", "A: real[n n], x: real[n]")

ENDS = [
    end("combined_moments", [2, 2.0, 2.0], welford([1.0]), welford([3.0]), pick=lambda m: [m.count, m.mean, m.squares]),
    end("combined_moments", [2, 0.0, np.inf], welford([1e308]), welford([-1e308]),
        pick=lambda m: [m.count, m.mean, m.squares]),
    end("welford", Refused("there must be one"), np.zeros(0)),
    end("norm_condition_of", np.inf, NUMBER, "x", x=1.0),
    end("norm_condition_of", 0.0, NUMBER, "x", x=0.0),
    end("norm_condition_of", np.nan, PRODUCT, "x", A=np.eye(2), x=np.zeros(2)),
    *(end("norm_condition_of", 1.0, PRODUCT, "x", A=np.eye(2), x=s * np.ones(2)) for s in (1e200, 1e-200)),
    end("storage_of", (False, 0, 0), np.zeros(0), pick=lambda s: (s.view, s.entries, s.bytes)),
    end("storage_of", (False, 1, 8), np.array(1.0), pick=lambda s: (s.view, s.entries, s.bytes)),
    end("storage_of", Refused("an array of NumPy"), [1.0]),
    end("shares_memory", False, np.zeros(0), np.zeros(0)),
    end("shares_memory", True, VECTOR, VECTOR.T),
    end("peak_memory", 0, lambda: None, pick=lambda found: found.bytes),
    end("compare_vectorization", 0.0, np.sin, np.sin, np.zeros(0), pick=lambda found: found.difference),
    end("compare_vectorization", Refused("no two programs"), lambda: np.zeros(2), lambda: np.zeros(3)),
    end("compare_devices", 0.0, parse("2*x", "x: real[n]"), {"x": np.zeros(0)}, repeats=1,
        pick=lambda runs: max(run.difference for run in runs if run.difference is not None)),
    end("loop_matmul", np.zeros((2, 3)), np.zeros((2, 0)), np.zeros((0, 3))),
    end("loop_matmul", [[6.0]], [[2.0]], [[3.0]]),
]
