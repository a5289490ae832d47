"""Gradients of nothing, 0, huge; at the minimum, and without a step."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.ends.end import Refused, ends_of

import lemmata as lm
from lemmata import optimization as opt

end = ends_of("optimization")
QUARTIC = lm.parse("sum(x**4)", "x: real[n]")
RULES = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "newton", "lbfgs")


def after(steps: int, start: Any) -> Any:
    return lambda rule: opt.minimize(QUARTIC, np.array(start), rule, steps=steps).last


def flat(tree: Any) -> Any:
    return np.concatenate([np.ravel(v) for v in tree.values()]) if tree else []


ENDS = [
    end("sharpness", 0.0, "3*x", {"x": 1.0}),
    end("sharpness", -2.0, "-x**2 - y**2", {"x": 1.0, "y": 2.0}),
    end("sharpness", 2e200, "1e200*x**2", {"x": 1.0}),
    *(end(name, wanted, {"w": np.array(g[:1]), "b": np.array(g[1:])}, *by, 1.0, pick=flat)
      for name, by in (("clip_by_global_norm", ()), ("clip_gradients", ("global norm",)))
      for g, wanted in (([0.0, 0.0], [0.0, 0.0]), ([3e200, 4e200], [0.6, 0.8]), ([3e-200, 4e-200], [3e-200, 4e-200]),
                        ([3.0], [1.0]), ([], []))),
    end("clip_gradients", [1.0, -1.0], {"w": np.array([np.inf, -1e300])}, "value", 1.0, pick=flat),
    end("clip_gradients", [], {}, "norm", 1.0, pick=flat),
    end("clip_gradients", [3.0, 4.0], {"w": np.array([3.0, 4.0])}, "norm", np.inf, pick=flat),
    *(end("clip_gradients", Refused("has to be above 0"), {"w": np.ones(2)}, "norm", limit) for limit in (0.0, np.nan)),
    *(end(rule, wanted, pick=after(steps, wanted)) for rule in RULES
      for steps, wanted in ((2, [0.0, 0.0]), (0, [1.0, 1.0]), (1, []))),
    *(end(rule, Refused("has to be above 0"), 0.0) for rule in RULES[:-1]),
    end("momentum", Refused("in \\[0, 1\\)"), beta=1.0),
    end("adam", [0.9, 0.9], 0.1, beta_1=0.0, beta_2=0.0, epsilon=1e-100, pick=after(1, [1.0, 1.0])),
    end("adam", Refused("has to be above 0"), epsilon=0.0),
    end("lbfgs", Refused("give 1 or more"), 0),
    end("minimize", [1.0], QUARTIC, np.ones(1), steps=0, pick=lambda path: path.last),
    end("minimize", [np.nan], QUARTIC, np.array([np.nan]), pick=lambda path: path.last),
    end("minimize", Refused("is singular"), "3*x", {"x": 1.0}, opt.newton()),
]
