"""Minimizing by a rule: the loop, and the path that it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

from lemmata.calculus.given import formula_of
from lemmata.calculus.packing import Packing
from lemmata.formulas import Formula
from lemmata.optimization.clipping import clip_gradients, global_norm
from lemmata.optimization.objective import Objective, is_numpy
from lemmata.optimization.rule import Rule
from lemmata.optimization.rules import LBFGS, gradient_descent
from lemmata.optimization.trees import Tree, floating


@dataclass(frozen=True)
class Path:
    """Where a minimization went.

    rule             its name
    points           the parameters before each step and after the last; only the last where `keep=False`
    values           the objective at each of them; on that step's mini-batch where there are such, at last on all data
    gradient_norms   the length of the gradient at each of them, before clipping
    learning_rates   of each step (of L-BFGS: none, its line search finds them)
    stopped          "tolerance", "steps", "seconds", "not finite", or what SciPy says
    seconds          that it took

    >>> from lemmata import parse
    >>> minimize(parse("x**2"), {"x": 1.0}, gradient_descent(0.25), steps=3).values.tolist()
    [1.0, 0.25, 0.0625, 0.015625]
    """

    rule: str
    points: tuple[Tree, ...]
    values: np.ndarray[Any, Any]
    gradient_norms: np.ndarray[Any, Any]
    learning_rates: np.ndarray[Any, Any]
    stopped: str
    seconds: float

    @property
    def last(self) -> Tree:
        """The parameters in the end."""
        return self.points[-1]

    @property
    def steps(self) -> int:
        """How many were made."""
        return len(self.values) - 1


def minimize(f: Formula | str | Callable[..., Any], start: Tree, rule: Rule | LBFGS | None = None, *,
             data: Mapping[str, Any] | None = None, gradient: Callable[..., Any] | None = None,
             hessian: Callable[..., Any] | None = None, schedule: Callable[[float], Any] | None = None,
             clip: tuple[str, float] | None = None, steps: int = 1000, batch_size: int | None = None,
             over: str | None = None, seed: int = 0, tolerance: float = 0.0, seconds: float = np.inf,
             keep: bool = True, progress: bool = True) -> Path:
    """Minimizes a formula or a function by a rule, and returns the whole path.

    f           a formula of a number, or its text, whose gradient is derived; or a function of the parameters and the
                data, which gives value and gradient, or its value beside `gradient`
    start       a dict of arrays by name, or one array; NumPy's, JAX's or PyTorch's, which the path's points then are
    rule        None: gradient descent
    data        values of the formula's other names; arguments of the function
    schedule    a function of the number of steps made before, giving the learning rate; None: the rule's own
    clip        ("value" | "norm" | "global norm", limit)
    batch_size  mini-batches of the data, drawn without replacement in each epoch; None: all data in each step
    over        the name of the size that counts samples, "m" of X: real[m n]; None: the first axis of all data
    seed        of the order of the samples
    tolerance   stops where the gradient is no longer than this; seconds: stops after that time
    keep        whether all points are kept, or the last only
    progress    a bar, where the output is a terminal

    It stops where the value or gradient is not finite, too, and says so.

    Raises ValueError for names without a value, a formula that gives an array, a negative number of steps, a rule that
    needs a Hessian without one.

    >>> from lemmata import parse
    >>> loss = parse("sum((X @ w - y)**2)/m", "X: real[m n], w: real[n], y: real[m]")
    >>> data = {"X": [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], "y": [1.0, 2.0, 3.0]}
    >>> minimize(loss, {"w": [0.0, 0.0]}, gradient_descent(0.5), data=data).last["w"].round(6).tolist()
    [1.0, 2.0]
    """
    if steps < 0 or steps != int(steps):
        raise ValueError(f"{steps} steps; give 0 or more, a whole number")
    if not (rule is None or isinstance(rule, (Rule, LBFGS))):
        raise ValueError(f"the rule is {rule!r}; give one such as adam(), or None for gradient descent")
    f = formula_of(f) if isinstance(f, str) else f
    if isinstance(f, Formula) and f.shape:
        raise ValueError(f"the formula gives an array, {f.text}; only a number can be least: take its sum, or a norm")
    theta = floating(start)
    numpy = is_numpy(theta)
    known = {name: floating(value) if _is_list_of_floats(value) else value for name, value in (data or {}).items()}
    objective = Objective(f, theta, known, gradient, hessian, "numpy" if numpy else "auto")
    if isinstance(rule, LBFGS):
        if schedule is not None or clip is not None or batch_size is not None:
            raise ValueError("L-BFGS has a line search of its own; it takes no schedule, clipping or mini-batches")
        return _by_scipy(objective, theta, rule, steps, tolerance, seconds)
    return _by_rule(objective, theta, rule or gradient_descent(), schedule, clip, steps, batch_size, over, seed,
                    tolerance, seconds, keep, progress)


def _by_rule(objective: Objective, theta: Tree, rule: Rule, schedule: Callable[[float], Any] | None,
             clip: tuple[str, float] | None, steps: int, batch_size: int | None, over: str | None, seed: int,
             tolerance: float, seconds: float, keep: bool, progress: bool) -> Path:
    packing = _packing(theta) if rule.second_order else None
    begun, stopped = time.perf_counter(), "steps"
    state = rule.start(theta if packing is None else packing.pack(_named(theta)))
    points, values, norms, rates = [theta], [], [], []
    batches = objective.batches(batch_size, over, np.random.default_rng(seed))
    with _bar(rule.name, steps, progress) as tick, np.errstate(all="ignore"):
        for t in range(int(steps)):
            batch = next(batches)
            value, slope = objective(theta, batch)
            norm = float(global_norm(slope))
            values.append(float(value))
            norms.append(norm)
            late = time.perf_counter() - begun > seconds
            if not (np.isfinite(values[-1]) and np.isfinite(norm)) or norm <= tolerance or late:
                stopped = "seconds" if late else "tolerance" if norm <= tolerance else "not finite"
                break
            rate = float(rule.hyperparameters["alpha"] if schedule is None else schedule(float(t)))
            if clip is not None:
                slope = clip_gradients(slope, *clip)
            if packing is None:
                theta, state = rule.step(theta, slope, state, rate)
            else:
                try:
                    moved, state = rule.step(packing.pack(_named(theta)), packing.pack(_named(slope)), state, rate,
                                             objective.hessian(theta, batch))
                except np.linalg.LinAlgError:
                    raise ValueError(f"the Hessian at step {t} is singular, so {rule.name} has no step; start "
                                     "elsewhere, or take a rule without it") from None
                theta = _as(theta, packing.unpack(moved))
            rates.append(rate)
            points.append(theta)
            if not keep:
                del points[0]
            tick(values[-1])
        else:
            value, slope = objective(theta, objective.data)
            values.append(float(value))
            norms.append(float(global_norm(slope)))
    return Path(rule.name, tuple(points), np.array(values), np.array(norms), np.array(rates), stopped,
                time.perf_counter() - begun)


def _by_scipy(objective: Objective, theta: Tree, rule: LBFGS, steps: int, tolerance: float, seconds: float) -> Path:
    packing, begun = _packing(theta), time.perf_counter()
    points, values, norms = [theta], [], []
    seen: dict[bytes, tuple[float, Any]] = {}

    def evaluated(x: Any) -> tuple[float, Any]:
        value, slope = objective(_as(theta, packing.unpack(x)), objective.data)
        seen[np.asarray(x).tobytes()] = float(value), packing.pack(_named(slope))
        return seen[np.asarray(x).tobytes()]

    def arrived(x: Any) -> None:
        value, slope = seen.get(np.asarray(x).tobytes()) or evaluated(x)
        seen.clear()
        values.append(value)
        norms.append(float(np.linalg.norm(slope)))
        if len(values) > 1:
            points.append(_as(theta, packing.unpack(np.array(x))))
        if time.perf_counter() - begun > seconds:
            raise StopIteration

    first = packing.pack(_named(theta))
    arrived(first)
    if not steps:
        return Path(rule.name, tuple(points), np.array(values), np.array(norms), np.array([]), "steps",
                    time.perf_counter() - begun)
    found = optimize.minimize(evaluated, first, jac=True, method="L-BFGS-B", callback=arrived, options={
        "maxiter": steps, "maxcor": rule.history, "gtol": tolerance, "ftol": 0.0, "maxfun": 20 * steps + 20})
    late = time.perf_counter() - begun > seconds
    stopped = "seconds" if late else "tolerance" if norms[-1] <= tolerance else (
        "steps" if found.nit >= steps else str(found.message))
    return Path(rule.name, tuple(points), np.array(values), np.array(norms), np.array([]), stopped,
                time.perf_counter() - begun)


def _named(theta: Tree) -> Mapping[str, Any]:
    return theta if isinstance(theta, Mapping) else {"theta": theta}


def _packing(theta: Tree) -> Packing:
    if not is_numpy(theta):
        raise ValueError("this rule packs the parameters into one vector of NumPy; start from NumPy's arrays")
    return Packing.of(_named(theta))


def _as(theta: Tree, parts: Mapping[str, Any]) -> Tree:
    return dict(parts) if isinstance(theta, Mapping) else parts["theta"]


def _is_list_of_floats(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and np.asarray(value).dtype.kind == "f"


def _bar(about: str, steps: int, wanted: bool) -> Any:
    """A bar of rich that shows the value; nothing where the output is no terminal."""
    if not wanted or not sys.stderr.isatty():
        return nullcontext(lambda value: None)
    from rich.console import Console
    from rich.progress import Progress

    class Bar:
        def __enter__(self) -> Callable[[float], None]:
            self.progress = Progress(console=Console(stderr=True), transient=True)
            self.progress.start()
            task = self.progress.add_task(about, total=steps)
            return lambda value: self.progress.update(task, advance=1, description=f"{about}: {value:.6g}")

        def __exit__(self, *_: Any) -> None:
            self.progress.stop()

    return Bar()
