"""The rows of lemmata.optimization; paths of the rules have tests of their own (test_optimizers.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from tests.foundations.row import Row

import lemmata as lm
from lemmata import optimization as opt

RECORD = dict(libraries=("numpy",), why="gives a record; test_optimizers.py has its path on all libraries")
TREE = dict(libraries=("numpy",), why="takes a dict of arrays; test_optimizers.py has those of other libraries")
SYMMETRIC = np.array([[2.0, 0.5], [0.5, 1.0]])


def definition(name: str, truth: Callable[..., Any], **more: Any) -> Row:
    return Row(name=f"optimization.{name}", truth=truth, **more)


def drawn(**ranges: tuple[float, float] | int) -> Callable[[np.random.Generator], dict[str, Any]]:
    """Numbers from ranges, normal vectors of a length."""
    return lambda rng: {name: rng.normal(size=r) if isinstance(r, int) else np.float64(rng.uniform(*r))
                        for name, r in ranges.items()}


def first_step(name: str, moved: Callable[[np.ndarray], np.ndarray], **hyperparameters: Any) -> Row:
    """The rule of that name makes its first step on sum(x**4), beside that step written by hand."""
    start = np.array([1.0, -0.5])

    def step(rule: Any) -> Any:
        return opt.minimize(lm.parse("sum(x**4)", "x: real[n]"), start, rule, steps=1).last

    return Row(name=f"optimization.{name}", at=lambda rng: dict(hyperparameters), truth=lambda **_: moved(start),
               pick=step, **RECORD)


def quartic(x: np.ndarray) -> np.ndarray:
    return 4 * x**3


def spectrum(rng: np.random.Generator) -> dict[str, Any]:
    turned = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    return {"H": turned @ np.diag([0.5, 1.5, 4.0]) @ turned.T}


def clipped(kind: str) -> dict[str, Any]:
    return {"gradients": {"w": np.array([[3.0, 0.0]]), "b": np.array([4.0])}, "by": kind, "limit": 1.0}


ROWS: list[Row] = [
    definition("gradient_step", lambda theta, g, alpha: theta - alpha * g),
    definition("exponential_average", lambda average, value, beta: beta * average + (1 - beta) * value, ends=[
        ({"average": 2.0, "value": 5.0, "beta": 0.0}, 5.0), ({"average": 2.0, "value": 5.0, "beta": 1.0}, 2.0)]),
    definition("velocity", lambda v, g, beta: beta * v + g),
    definition("look_ahead", lambda v, g, beta: g + beta * v),
    definition("squared_sum", lambda s, g: s + g * g),
    definition("squared_average", lambda v, g, beta: beta * v + (1 - beta) * g * g),
    definition("bias_corrected", lambda average, beta, t: average / -np.expm1(t * np.log(beta)), rtol=1e-8,
               at=drawn(average=(-1, 1), beta=(0.8, 0.99), t=(1, 9)),
               ends=[({"average": 3.0, "beta": 0.0, "t": 1.0}, 3.0),
                     ({"average": 1.0, "beta": 1 - 2**-53, "t": 0.5}, 2.0**54)]),
    definition("scaled_step", lambda theta, g, s, alpha, epsilon: theta - alpha * g / (np.sqrt(s) + epsilon),
               at=drawn(theta=(-1, 1), g=(-1, 1), s=(0.5, 2), alpha=(0.1, 1), epsilon=(0.1, 1)),
               ends=[({"theta": 1.0, "g": 0.0, "s": 0.0, "alpha": 0.1, "epsilon": 1e-8}, 1.0)]),
    definition("decayed_step", lambda theta, g, s, alpha, epsilon, decay: theta - alpha * (
        g / (np.sqrt(s) + epsilon) + decay * theta),
        at=drawn(theta=(-1, 1), g=(-1, 1), s=(0.5, 2), alpha=(0.1, 1), epsilon=(0.1, 1), decay=(0, 1))),
    definition("newton_step", lambda theta, g, H, alpha: theta - alpha * (np.linalg.inv(H) @ g),
               at=lambda rng: {"theta": rng.normal(size=3), "g": rng.normal(size=3),
                               "H": rng.normal(size=(3, 3)) + 4 * np.eye(3), "alpha": np.float64(0.7)}),
    definition("largest_stable_rate", lambda H: 2 / np.linalg.eigvals(H).real.max(), at=spectrum, rtol=1e-8),
    definition("best_constant_rate", lambda H: 2 / (np.linalg.norm(H, 2) + 1 / np.linalg.norm(np.linalg.inv(H), 2)),
               at=spectrum, rtol=1e-8, gradient=False, why="differences of the norm leave the symmetric matrices"),
    definition("convergence_factor", lambda H, alpha: np.linalg.norm(np.eye(len(H)) - alpha * H, 2), rtol=1e-8,
               at=lambda rng: {**spectrum(rng), "alpha": np.float64(0.3)}, gradient=False,
               why="differences of the norm leave the symmetric matrices"),
    Row(name="optimization.sharpness", at=lambda rng: {"f": lm.parse("x @ H @ x / 2", "x: real[n], H: symmetric[n n]"),
        "at": {"x": rng.normal(size=2)}, "data": {"H": SYMMETRIC}},
        truth=lambda f, at, data: np.linalg.norm(SYMMETRIC, 2), **TREE),
    definition("constant_schedule", lambda t, alpha: alpha + np.zeros_like(t)),
    definition("step_schedule", lambda t, alpha, gamma, every: alpha * gamma ** (t // every),
               at=drawn(t=(2, 9), alpha=(0.1, 1), gamma=(0.5, 1), every=(1, 2)), gradient=False,
               why="it jumps", ends=[({"t": 10.0, "alpha": 1.0, "gamma": 0.0, "every": 20.0}, 1.0)]),
    definition("exponential_schedule", lambda t, alpha, gamma: alpha * np.exp(t * np.log(gamma)),
               at=drawn(t=(2, 9), alpha=(0.1, 1), gamma=(0.5, 1)),
               ends=[({"t": 0.0, "alpha": 0.1, "gamma": 0.0}, 0.1)]),
    definition("linear_schedule", lambda t, first, last, steps: np.interp(t, [0, steps], [first, last]),
               at=drawn(t=(0, 9), first=(0, 1), last=(0, 1), steps=(5, 6)),
               ends=[({"t": 1e300, "first": 0.0, "last": 0.1, "steps": 3.0}, 0.1)]),
    definition("cosine_schedule", lambda t, alpha, steps, last: last + (alpha - last) * np.cos(
        np.pi / 2 * min(t / steps, 1))**2, at=drawn(t=(0, 9), alpha=(0.5, 1), steps=(5, 6), last=(0, 0.1)),
        ends=[({"t": 0.0, "alpha": 0.1, "steps": 5.0, "last": 0.0}, 0.1),
              ({"t": 99.0, "alpha": 0.1, "steps": 5.0, "last": 0.02}, 0.02)]),
    definition("warmup_cosine_schedule", lambda t, alpha, warmup, steps, last: alpha * t / warmup if t < warmup else
               last + (alpha - last) * np.cos(np.pi / 2 * min((t - warmup) / (steps - warmup), 1))**2,
               at=drawn(t=(0, 12), alpha=(0.5, 1), warmup=(3, 4), steps=(8, 9), last=(0, 0.1)),
               ends=[({"t": 0.0, "alpha": 0.1, "warmup": 2.0, "steps": 5.0, "last": 0.0}, 0.0)]),
    definition("one_cycle_schedule", lambda t, alpha, steps, rise, start, end: alpha * (
        1 / start + (1 - 1 / start) * np.sin(np.pi / 2 * t / (rise * steps))**2 if t < rise * steps else
        1 / end + (1 - 1 / end) * np.cos(np.pi / 2 * min((t - rise * steps) / (steps - rise * steps), 1))**2),
        at=drawn(t=(0, 12), alpha=(0.5, 1), steps=(8, 9), rise=(0.2, 0.6), start=(5, 9), end=(50, 90)), rtol=1e-8,
        ends=[({"t": 0.0, "alpha": 1.0, "steps": 10.0, "rise": 0.3, "start": 25.0, "end": 1e4}, 0.04),
              ({"t": 20.0, "alpha": 1.0, "steps": 10.0, "rise": 0.3, "start": 25.0, "end": 1e4}, 1e-4)]),
    definition("clip_by_value", lambda g, limit: np.minimum(np.maximum(g, -limit), limit), ends=[
        ({"g": np.inf, "limit": 1.0}, 1.0), ({"g": -0.0, "limit": 1.0}, 0.0)]),
    definition("clip_by_norm", lambda g, limit: g * min(1, limit / np.sqrt(np.sum(g**2))),
               at=drawn(g=4, limit=(0.5, 3)),
               ends=[({"g": [0.0, 0.0], "limit": 1.0}, [0.0, 0.0]), ({"g": [1e150, 0.0], "limit": 1.0}, [1.0, 0.0]),
                     ({"g": [3e200, 4e200], "limit": 1.0}, [0.6, 0.8])],
               slopes=[({"g": [3e200, 4e200], "limit": 1.0}, {"limit": [0.6, 0.8]})]),
    definition("clipping_factor", lambda norm, limit: min(1, limit / norm), at=drawn(norm=(0.5, 2), limit=(0.5, 2)),
               ends=[({"norm": 0.0, "limit": 1.0}, 1.0)]),
    Row(name="optimization.global_norm", at=lambda rng: {"gradients": {"w": rng.normal(size=(3, 2)), "b": np.ones(1)}},
        truth=lambda gradients: np.linalg.norm(np.concatenate([v.ravel() for v in gradients.values()])), ends=[
            ({"gradients": {"w": np.zeros(2)}}, 0.0), ({"gradients": {"w": np.array([3e200, 4e200])}}, 5e200)], **TREE),
    Row(name="optimization.clip_by_global_norm", at=lambda rng: {k: v for k, v in clipped("").items() if k != "by"},
        truth=lambda gradients, limit: [0.6, 0.0, 0.8], pick=lambda g: [*g["w"].ravel(), *g["b"]], **TREE),
    *(Row(name="optimization.clip_gradients", at=lambda rng, kind=kind: clipped(kind), truth=lambda t=t, **_: t,
          pick=lambda g: [*g["w"].ravel(), *g["b"]], **TREE) for kind, t in (
              ("value", [1.0, 0.0, 1.0]), ("norm", [1.0, 0.0, 1.0]), ("global norm", [0.6, 0.0, 0.8]))),
    first_step("gradient_descent", lambda x: x - 0.01 * quartic(x)),
    first_step("momentum", lambda x: x - 0.1 * quartic(x), learning_rate=0.1),
    first_step("momentum", lambda x: x - 0.01 * quartic(x), learning_rate=0.1, convention="average"),
    first_step("nesterov", lambda x: x - 0.19 * quartic(x), learning_rate=0.1),
    first_step("adagrad", lambda x: x - 0.1 * np.sign(x), learning_rate=0.1),
    first_step("rmsprop", lambda x: x - 0.1 * np.sign(x) / np.sqrt(0.1), learning_rate=0.1, epsilon=1e-100),
    first_step("adam", lambda x: x - 0.1 * np.sign(x), learning_rate=0.1, epsilon=1e-100),
    first_step("adamw", lambda x: x - 0.1 * (np.sign(x) + 0.5 * x), learning_rate=0.1, decay=0.5, epsilon=1e-100),
    first_step("newton", lambda x: x - quartic(x) / (12 * x**2)),
    Row(name="optimization.lbfgs", at=lambda rng: {"history": 3}, truth=lambda history: 3,
        pick=lambda rule: rule.history, **RECORD),
    Row(name="optimization.minimize", at=lambda rng: {"f": lm.parse("x @ H @ x / 2 - sum(x)",
        "x: real[n], H: symmetric[n n]"), "start": np.zeros(2), "rule": opt.gradient_descent(0.5),
        "data": {"H": SYMMETRIC}}, truth=lambda **_: np.linalg.solve(SYMMETRIC, np.ones(2)), pick=lambda p: p.last,
        **RECORD),
]
