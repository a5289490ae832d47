"""The rows of lemmata.calculus."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, factorial, pi, sqrt
from typing import Any

import numpy as np
import scipy.integrate
import scipy.optimize
import scipy.stats
from tests.foundations.row import Row

from lemmata.engine.expr import bind, fresh_local
from lemmata.engine.ops import apply
from lemmata.probability import normal

WHY = "takes texts and functions, and gives formulas or records"
T = fresh_local(())
SINE = bind("function", T, apply("sin", T))
X, MATRIX = np.array([0.3, -0.7]), np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]])
DATA = {"X": MATRIX, "y": np.array([1.0, 0.0, -1.0])}
LOSS = "sum((X @ w - y)**2)"
BELL = "exp(-x**2/2)/sqrt(2*pi)"
DISC = {"f": "(x - 2)**2 + y**2", "subject_to": ["x**2 + y**2 <= 1"]}


def row(name: str, truth: Any, pick: Callable[[Any], Any] = lambda value: value, rtol: float = 1e-9,
        **given: Any) -> Row:
    """One call with these arguments, and what `pick` takes of it (formulas: at a point), beside a value."""
    return Row(name=f"calculus.{name}", at=lambda rng: dict(given), truth=lambda **_: truth, pick=pick, rtol=rtol,
               libraries=("numpy",), why=WHY)


def definition(name: str, truth: Callable[..., Any], **more: Any) -> Row:
    return Row(name=f"calculus.{name}", truth=truth, **more)


def sizes_of_derivatives(*names: str) -> Callable[[np.random.Generator], dict[str, Any]]:
    """With a step that is not too small, and the rounding of single precision."""
    fixed = {"h": 1e-3, "epsilon": 1e-7}
    return lambda rng: {name: fixed.get(name, float(rng.uniform(0.5, 2))) for name in names}


def at(*point: Any, **named: Any) -> Callable[[Any], Any]:
    """The value of a formula at a point; of one variable, by place."""
    return lambda f: f(**named, **dict(zip(f.declarations, point)))


def least_error(error: Callable[[float], float], around: float) -> float:
    """Where the error is least, by a search over the logarithm of the step."""
    found = scipy.optimize.minimize_scalar(lambda s: np.log(error(around * np.exp(s))), bounds=(-9, 9),
                                           method="bounded", options={"xatol": 1e-9})
    return float(around * np.exp(found.x))


def far_from_zero(rng: np.random.Generator) -> dict[str, Any]:
    return {"value": np.float64(rng.uniform(0.5, 2)), "gradient": rng.normal(size=3),
            "hessian": rng.normal(size=(3, 3)), "step": rng.normal(size=3)}


POLAR = [[np.cos(0.4), -2 * np.sin(0.4)], [np.sin(0.4), 2 * np.cos(0.4)]]
FORMULAS = [
    row("limit", 1.0, at(), f="sin(x)/x", wrt="x", point=0),
    row("limit", np.e, at(), f="(1 + 1/x)**x", wrt="x", point="inf"),
    row("derivative", 24.0, at(12.0), f="x**2"),
    row("derivative", -np.sin(1.3), at(1.3), f="sin(x)", order=2),
    row("derivative", 3 * 1.2**2, at(1.2), f=lambda x: x**3, vars="x: real"),
    row("partial_derivative", 6 * 1.5 * 0.7**2, at(x=1.5, y=0.7), f="x**2 * y**3", wrt=("x", "y")),
    row("partial_derivative", 2 * X[1], at(x=X), f="x @ x", wrt="x[1]", vars="x: real[n]"),
    row("gradient", [2.4, -1.0], at(x=1.2, y=-0.5), f="x**2 + y**2"),
    row("gradient", 2 * MATRIX.T @ (MATRIX @ X - DATA["y"]), at(w=X, **DATA), f=LOSS, wrt="w"),
    row("directional_derivative", 2 * X @ [0.6, 0.8], at(x=X, v=np.array([0.6, 0.8])), f="x @ x", wrt="x", along="v"),
    row("jacobian", np.diag(1 - np.tanh(MATRIX @ X)**2) @ MATRIX, at(A=MATRIX, x=X), f="tanh(A @ x)", wrt="x"),
    row("jacobian", POLAR, at(r=2.0, t=0.4), f=["r*cos(t)", "r*sin(t)"], wrt=["r", "t"]),
    row("jacobian", POLAR, at(r=2.0, t=0.4), f="r*[cos(t), sin(t)]", wrt=["r", "t"]),
    row("hessian", 2 * MATRIX.T @ MATRIX, at(w=X, **DATA), f=LOSS, wrt="w"),
    row("hessian", [[1.4, 3.0], [3.0, 0.0]], at(x=1.5, y=0.7), f="x**2 * y"),
    row("common_derivatives", True, lambda rows: len(rows) >= 25 and {r.proof().kind for r in rows} == {"proved"}),
    row("taylor_polynomial", sum(0.5**k / factorial(k) for k in range(6)), at(0.5), f="exp(x)", order=5),
    row("taylor_polynomial", sum(-(0.2**k) * (-1)**k / k for k in range(1, 5)), at(1.2), f="log(x)", order=4, around=1),
    row("taylor_polynomial", 1 + 0.3 * 0.2, at(x=0.3, y=0.2), f="exp(x*y)", order=2, around={"x": 0, "y": 0}),
    row("taylor_polynomial", X @ X, at(x=X, a=np.array([2.0, 5.0])), f="x @ x", order=2, around={"x": "a"},
        vars="x: real[n]"),
    row("curvature", "strictly convex", lambda c: c.kind, f="sum((X @ w - y)**2) + w @ w", wrt="w"),
    row("curvature", None, f="sin(x)"),
]
CHAINS = [
    definition("total_derivative", lambda slopes, rates: np.dot(slopes, rates)),
    definition("jacobian_product", lambda outer, inner: np.einsum("km,mn->kn", outer, inner)),
    definition("weight_gradient", lambda slope, x: np.outer(slope, x)),
    row("compose", exp(np.sin(0.4)) + np.cos(0.4), at(x=0.4), f="exp(y) + z", parts={"y": "sin(x)", "z": "cos(x)"}),
    row("chain_rule", np.cos(0.4) * exp(np.sin(0.4)), lambda c: c.derivative(x=0.4), f="exp(y)", wrt="x",
        parts={"y": "sin(x)"}),
    row("chain_rule", np.outer(2 * MATRIX @ X, X), lambda c: c.derivative(W=MATRIX, x=X), f="sum(y**2)", wrt="W",
        parts={"y": "W @ x"}, vars="W: real[m n], x: real[n], y: real[m]"),
    row("chain_rule", [exp(np.sin(0.4)), np.cos(0.4)], lambda c: [f(x=0.4) for f in c.factors["y"]], f="exp(y)",
        wrt="x", parts={"y": "sin(x)"}),
    row("chain_rule", np.outer(2 * (MATRIX @ X - DATA["y"]), X),
        lambda c: c.derivative(W=MATRIX, x=X, t=DATA["y"]), f="sum((y - t)**2)", wrt="W", parts={"y": "W @ x"},
        vars="W: real[m n], x: real[n], t: real[m]"),
]
DIFFERENCES = [
    Row(name="calculus.difference_quotient", at=lambda rng: {"f": SINE, "x": rng.normal(), "h": 0.1},
        ends=[({"f": "x**2", "x": 3.0, "h": 0.5}, 6.5)], truth=lambda f, x, h: (np.sin(x + h) - np.sin(x)) / h,
        libraries=("numpy",), gradient=False, batch=False,
        why="the function is an expression, which goes with NumPy's arrays"),
    definition("forward_difference_error", lambda value, second, h, epsilon: second * h / 2 + 2 * epsilon * value / h,
               at=sizes_of_derivatives("value", "second", "h", "epsilon")),
    definition("central_difference_error", lambda value, third, h, epsilon: third * h**2 / 6 + epsilon * value / h,
               at=sizes_of_derivatives("value", "third", "h", "epsilon")),
    definition("complex_step_error", lambda slope, third, h, epsilon: third * h**2 / 6 + epsilon * slope,
               at=sizes_of_derivatives("slope", "third", "h", "epsilon")),
    definition("best_forward_step", at=sizes_of_derivatives("value", "second", "epsilon"), rtol=1e-6,
               truth=lambda value, second, epsilon: least_error(
                   lambda h: second * h / 2 + 2 * epsilon * value / h, 1e-3),
               gradient=False, why="the truth is a search", ends=[
                   ({"value": 1.0, "second": 0.0, "epsilon": 1e-16}, np.inf)]),
    definition("best_central_step", at=sizes_of_derivatives("value", "third", "epsilon"), rtol=1e-6,
               truth=lambda value, third, epsilon: least_error(
                   lambda h: third * h**2 / 6 + epsilon * value / h, 1e-3),
               gradient=False, why="the truth is a search"),
    definition("relative_step", lambda x, power, epsilon: epsilon**power * np.maximum(1, np.abs(x)),
               at=lambda rng: {"x": rng.normal() * 5 + 8, "power": 0.5, "epsilon": 1e-7},
               ends=[({"x": 0.0, "power": 1.0, "epsilon": 1e-7}, 1e-7)]),
    Row(name="calculus.forward_difference", at=lambda rng: {"f": np.exp, "x": rng.normal(size=3), "h": 1e-8},
        truth=lambda f, x, h: np.exp(x), rtol=1e-6, libraries=("numpy",), why="the function is NumPy's"),
    Row(name="calculus.central_difference", at=lambda rng: {"f": np.exp, "x": rng.normal(size=3), "h": 1e-5},
        truth=lambda f, x, h: np.exp(x), rtol=1e-8, libraries=("numpy",), why="the function is NumPy's"),
    Row(name="calculus.complex_step", at=lambda rng: {"f": lambda z: np.exp(np.sin(z)), "x": rng.normal(size=3)},
        truth=lambda f, x: np.cos(x) * np.exp(np.sin(x)), rtol=1e-14, libraries=("numpy",),
        why="the function is NumPy's"),
    *(row("numerical_derivative", np.cos(1e8), lambda found: found.value, 1e-6, f=np.sin, x=1e8, method=method)
      for method in ("forward", "central")),  # the wave is far shorter than x
    row("numerical_derivative", 1e6, lambda found: found.value, 1e-6, f=np.log, x=1e-6),
    *(row("numerical_derivative", np.cos(0.7), lambda found: found.value, rtol, f=np.sin, x=0.7, method=method)
      for method, rtol in (("forward", 1e-6), ("central", 1e-9), ("complex", 1e-15))),
    *(row("numerical_gradient", 4 * MATRIX**3, rtol=rtol, f=lambda w: np.sum(w**4), x=MATRIX, method=method)
      for method, rtol in (("forward", 1e-5), ("central", 1e-8), ("complex", 1e-14))),
]
TAYLOR = [
    definition("taylor_remainder_bound", lambda bound, distance, order: bound * distance**(order + 1)
               / factorial(order + 1),
               at=lambda rng: {"bound": 2.0, "distance": float(rng.uniform(0.5, 1)), "order": 3},
               gradient=False, why="the order is a whole number"),
    row("taylor_error", True, lambda bound: abs(exp(0.5) - sum(0.5**k / factorial(k) for k in range(4))) <= bound
        <= exp(0.5) * 0.5**4 / 24 * 1.01, f="exp(x)", order=3, around=0.0, at=0.5),
    row("taylor_error", 0.0, f="x @ x", order=2, around=np.zeros(2), at=X, vars="x: real[n]"),
]
INTEGRALS = [
    definition("riemann_sum", lambda values, width: width * values.sum(), ends=[
        ({"values": [3.0], "width": 2.0}, 6.0)]),
    definition("trapezoid", lambda values, width: np.trapezoid(values, dx=width), ends=[
        ({"values": [1.0, 3.0], "width": 2.0}, 4.0)]),
    definition("simpson", at=lambda rng: {"ends": rng.normal(size=2), "inside": rng.normal(size=2),
                                          "middles": rng.normal(size=3), "width": 0.25},
               truth=lambda ends, inside, middles, width: scipy.integrate.simpson(
                   [ends[0], middles[0], inside[0], middles[1], inside[1], middles[2], ends[1]], dx=width)),
    row("integral", 1 / 3, at(), f="x**2", wrt="x", low=0, high=1),
    row("integral", 1.0, at(), f="exp(-x)", wrt="x", low=0, high="inf"),
    row("area", [1 / 3, 1 / 3], lambda found: [found.value, float(found.exact())], f="x**2", low=0, high=1),
    row("area", sqrt(pi), lambda found: found.value, f=lambda x: np.exp(-x**2)),
    row("expectation", 3.0, lambda found: found.value, 1e-8, g="x**4", density=BELL),
    row("expectation", 2.0, lambda found: found.value, 1e-8, g=lambda x: x, density="exp(-x/2)/2", low=0),
    row("monte_carlo", True, lambda found: bool(abs(found.value - 3) < 4 * found.standard_error < 0.5), g="x**4",
        sampler=scipy.stats.norm()),
    row("monte_carlo", True, lambda found: bool(abs(found.value - 3) < 4 * found.standard_error < 0.5), g="x**4",
        sampler=normal(0.0, 1.0), samples=20_000),
    row("monte_carlo", True, lambda found: found.samples == 50 and found.value.shape == (3,), g=lambda x: x**2,
        sampler=lambda rng, n: rng.normal(size=(n, 3)), samples=50),
    row("monte_carlo_integral", True, lambda found: bool(abs(found.value - pi) < 4 * found.standard_error < 0.1),
        f=lambda x: (x**2).sum(axis=-1) < 1, low=[-1, -1], high=[1, 1]),
]
OPTIMA = [
    row("constraint", "x**2 + y**2 - 4 <= 0", str, relation="x**2 + y**2 <= 4"),
    row("constraint", "x + y - 1 == 0", str, relation="x + y == 1"),
    row("lagrangian", 1 + 4 + 0.5 * 2 + 3 * 1, at(x=1.0, y=2.0, lambda_1=0.5, mu_1=3.0), f="x**2 + y**2",
        subject_to=["x + y == 1", "x >= 2"]),
    row("kkt", 0.0, lambda found: found.residual, **DISC, at={"x": 1.0, "y": 0.0}, multipliers=[1.0]),
    row("kkt", [1.0, 0.5, 0.5, 0.0], lambda k: [k.stationarity, k.feasibility, k.complementarity, k.sign], f="x**2",
        subject_to=["x == 1.5", "x <= 0.5"], at={"x": 1.0}, multipliers=[-2.0, 1.0]),
    row("lagrange_multipliers", [1.0], list, **DISC, at={"x": 1.0, "y": 0.0}),
    row("lagrange_multipliers", [-1.0, 0.0], list, f="x**2 + y**2", subject_to=["x + y == 1", "x <= 3"],
        at={"x": 0.5, "y": 0.5}),
    row("find_minimum", [1.0, 0.0, 1.0], lambda m: [m.at["x"], m.at["y"], m.multipliers[0]], 1e-6, **DISC,
        start={"x": 0.1, "y": 0.1}),
    row("find_minimum", np.linalg.lstsq(MATRIX, DATA["y"])[0], lambda m: m.at["w"], 1e-7, f=LOSS, start={"w": [0.0, 0]},
        data=DATA),
    *(row("find_minimum", [1.0, 1.0], lambda m: [m.at["a"], m.at["b"]], 1e-5, f="(1 - a)**2 + 100*(b - a**2)**2",
          start={"a": -1.2, "b": 1.0}, method=method) for method in ("BFGS", "trust-exact", "Newton-CG", "SLSQP")),
    Row(name="calculus.convexity_gap", at=lambda rng: {"f": SINE, "x": 0.3, "y": float(rng.uniform(1, 2)), "t": 0.25},
        truth=lambda f, x, y, t: t * np.sin(x) + (1 - t) * np.sin(y) - np.sin(t * x + (1 - t) * y),
        libraries=("numpy",), gradient=False, batch=False,
        why="the function is an expression, which goes with NumPy's arrays"),
    definition("quadratic_model", at=far_from_zero, truth=lambda value, gradient, hessian, step: value
               + np.dot(gradient, step) + np.einsum("i,ij,j", step, hessian, step) / 2),
    *(row("second_order_test", kind, lambda found: found.kind, f=f, at={"x": 0.0, "y": 0.0}) for f, kind in (
        ("x**2 + y**2", "minimum"), ("-x**2 - y**2", "maximum"), ("x*y", "saddle point"), ("x**2 + y**4", "undecided"),
        ("x + y**2", "not stationary"))),
]
ROWS: list[Row] = [*FORMULAS, *CHAINS, *DIFFERENCES, *TAYLOR, *INTEGRALS, *OPTIMA]
