"""One-sided, at poles and kinks, without a step, over nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.calculus import at
from tests.foundations.rows.ends.end import Refused, ends_of

end = ends_of("calculus")
INF = np.inf
ORIGIN = {"x": 0.0}


def value(found: Any) -> Any:
    return found.value


ENDS = [
    end("limit", 0.0, "x*log(x)", "x", 0, 1, pick=at()),
    end("limit", 1.0, "abs(x)/x", "x", 0, 1, pick=at()),
    end("limit", -np.pi / 2, "atan(x)", "x", "-inf", pick=at()),
    end("limit", Refused("infinite"), "1/x", "x", 0, 1),
    end("limit", Refused("no closed form"), "abs(x)/x", "x", 0),
    end("derivative", 9.0, "x**2", order=0, pick=at(3.0)),
    end("derivative", 0.0, "abs(x)", pick=at(0.0)),
    end("derivative", INF, "sqrt(x)", pick=at(0.0)),
    end("derivative", Refused("give 0 or more"), "x**2", order=-1),
    end("partial_derivative", 0.0, "x**2*y**3", ("x", "y"), pick=at(x=0.0, y=0.0)),
    end("partial_derivative", 4.0, "x**2*y**3", (), pick=at(x=2.0, y=1.0)),
    end("gradient", [np.nan, np.nan], "norm(x)", pick=at(np.zeros(2))),
    end("gradient", [], "x @ x", "x", vars="x: real[n]", pick=at(np.zeros(0))),
    end("gradient", Refused("use jacobian"), "2*x", "x", vars="x: real[n]"),
    end("directional_derivative", 0.0, "x @ x", "x", "v", pick=at(x=np.ones(2), v=np.zeros(2))),
    end("jacobian", np.zeros((2, 2)), "relu(x)", "x", vars="x: real[n]", pick=at(np.zeros(2))),
    end("jacobian", np.zeros((0, 2)), "tanh(A @ x)", "x", pick=at(A=np.zeros((0, 2)), x=np.zeros(2))),
    end("hessian", np.zeros((2, 2)), "sum(x)", "x", vars="x: real[n]", pick=at(np.ones(2))),
    end("hessian", 0.0, "abs(x)**3", "x", pick=at(0.0)),
    end("taylor_polynomial", 1.0, "exp(x)", 0, pick=at(3.0)),
    end("taylor_polynomial", Refused("no finite value there"), "sqrt(x)", 1),
    end("curvature", "affine", "3 + 0*x", pick=lambda found: found.kind),
    end("compose", 0.0, "exp(y)", {"y": "-1e300*x**2"}, pick=at(1.0)),
    end("chain_rule", 0.0, "exp(y)", "x", {"y": "0*x"}, pick=lambda found: found.derivative(x=3.0)),
    end("forward_difference", 0.0, lambda x: 0 * x, 1e300, 1e290),
    end("forward_difference", Refused("the same number"), lambda x: x, 1e300, 1.0),
    end("forward_difference", Refused("the same number"), np.exp, 0.0, 0.0),
    end("central_difference", 0.0, np.abs, 0.0, 1e-5),
    end("central_difference", Refused("the same number"), np.exp, 1.0, 1e-300),
    end("complex_step", 1.0, np.sin, 0.0, 1e-200),
    end("complex_step", Refused("keeps it complex"), np.abs, 1.0, 1e-200),
    *(end("numerical_derivative", 2e100, lambda x: x**2, 1e100, method=m, pick=value, rtol=r) for m, r in (
        ("forward", 1e-7), ("central", 1e-11), ("complex", 1e-15))),
    end("numerical_derivative", 2e-100, lambda x: x**2, 1e-100, method="complex", pick=value),
    end("numerical_gradient", [], lambda x: (x**2).sum(), np.zeros(0)),
    end("numerical_gradient", [0.0, 0.0], lambda x: (x**2).sum(), np.zeros(2)),
    end("numerical_gradient", [0.0, 0.0], lambda x: 1.0, np.ones(2)),
    end("taylor_error", 0.0, "exp(x)", order=3, around=0.0, at=0.0),
    end("taylor_error", 0.0, "x**3", order=3, around=0.0, at=1e6),
    end("taylor_error", Refused("no bound"), "sqrt(x)", order=1, around=0.0, at=1.0),
    end("integral", 0.0, "x**2", "x", 1, 1, pick=at()),
    end("integral", -0.5, "x", "x", 1, 0, pick=at()),
    end("integral", np.sqrt(np.pi), "exp(-x**2)", "x", "-inf", "inf", pick=at()),
    end("integral", 2.0, "1/sqrt(x)", "x", 0, 1, pick=at()),
    end("integral", Refused("infinite"), "1/x", "x", 0, 1),
    *(end("area", area, f, *ends, pick=value) for area, f, *ends in (
        (0.0, "x**2", 1, 1), (-0.5, "x", 1, 0), (2.0, "1/sqrt(x)", 0, 1), (0.0, "0*x", -1, 1),
        (5e299, "1e300*x", 0, 1), (5e-301, "1e-300*x", 0, 1))),
    end("expectation", 3.0, "3 + 0*x", "1 + 0*x", 0, 1, pick=value),
    end("expectation", Refused("integrates to 2"), "x", "2 + 0*x", 0, 1),
    end("expectation", Refused("integrates to 0"), "x", "1/x", 1, 1),
    end("monte_carlo", [2.0, 0.0], lambda x: 0 * x + 2, lambda rng, n: rng.normal(size=n), samples=2,
        pick=lambda found: [found.value, found.standard_error]),
    end("monte_carlo", Refused("take 2 or more"), "x", lambda rng, n: rng.normal(size=n), samples=1),
    end("monte_carlo_integral", [6.0, 0.0], "3 + 0*x", 0.0, 2.0, samples=10,
        pick=lambda found: [found.value, found.standard_error]),
    end("monte_carlo_integral", 0.0, "x", 1.0, 1.0, pick=value),
    end("monte_carlo_integral", Refused("finite numbers"), "x", 0.0, INF),
    end("constraint", Refused("is no constraint"), "x + y"),
    end("lagrangian", 9.0, "x**2", [], pick=at(3.0)),
    end("kkt", 0.0, "x**2", [], ORIGIN, pick=lambda found: found.residual),
    end("kkt", 0.0, "x**2", ["x <= 5"], ORIGIN, pick=lambda found: found.residual),
    end("lagrange_multipliers", [], "x**2", [], ORIGIN, pick=list),
    end("lagrange_multipliers", [0.0], "x**2", ["x <= 5"], ORIGIN, pick=list),
    end("find_minimum", [0.0, True], "x**2", ORIGIN, pick=lambda found: [found.at["x"], found.converged]),
    end("find_minimum", 3.0, "0*x + 3", ORIGIN, pick=value),
    end("find_minimum", False, "x**2", ORIGIN, ["x >= 1", "x <= -1"], pick=lambda found: bool(found.converged)),
    *(end("second_order_test", kind, f, ORIGIN, pick=lambda found: found.kind) for f, kind in (
        ("0*x + 1", "undecided"), ("x**4", "undecided"), ("1e200*x**2", "minimum"))),
    end("second_order_test", Refused("no finite derivatives"), "norm(x)", {"x": np.zeros(2)}, vars="x: real[n]"),
    end("convexity_gap", 0.0, "exp(x)", 700.0, -700.0, 0.0),
    end("convexity_gap", 0.0, "exp(x)", 700.0, -700.0, 1.0),
    end("convexity_gap", 1e300, "x**2", -1e150, 1e150, 0.5),
]
NO_END = {"calculus.common_derivatives": "takes no arguments: it is one table"}
