"""Optimizers that returned where they started."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lemmata.documents.code.probes import Given, Value
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.training import never_moved

CODE = "M209"
_STEPS = 8  # along each axis that are tried; the first two are the smallest
_OPTIMIZERS = (
    "scipy.optimize.minimize",
    "scipy.optimize.fmin_bfgs",
    "scipy.optimize.fmin_cg",
    "scipy.optimize.fmin",
    "scipy.optimize.fmin_powell",
    "scipy.optimize.fmin_l_bfgs_b",
    "scipy.optimize.fmin_ncg",
    "jax.scipy.optimize.minimize",
)
_FITS = ("scipy.optimize.curve_fit", "scipy.optimize.least_squares", "scipy.optimize.leastsq")


@dataclass(frozen=True)
class Run:
    """A call of an optimizer: where it starts, how its objective is asked for, and whether the range is limited."""

    call: ast.Call
    start: ast.expr | None
    kind: str
    function: ast.expr
    arguments: tuple[Given, ...]
    limited: bool
    default: tuple[float, ...] = ()  # where it starts without a start


def find(program: Program) -> Iterator[Remark]:
    for run in (*_minimized(program), *_fitted(program)):
        result = program.watching.see(run.call)
        first = program.watching.see(run.start, keep=True).first if run.start is not None else ()
        around: Any = program.watching.ask(run.call, run.kind, program.watching.kept(run.function), run.arguments)
        start = first[0].values if first else run.default
        if not result or not start or not isinstance(around, dict):
            continue
        told = result.first[0]
        end = told.part("x" if told.kind == "result" else "0") if told.kind in ("result", "several") else told
        if list(end.values or ()) != list(start):
            continue
        why = _why(around, run.limited)
        if why:
            yield program.remark(
                CODE,
                run.call,
                "the optimizer returned its starting point, which is no optimum",
                "look at the objective there: take logs of products, start where it has a slope, scale the variables",
                f"x = {_point(end)} after {_steps(told)}: {why}",
            )
    yield from never_moved(program, CODE)


def _calls(program: Program, names: Sequence[str]) -> Iterator[tuple[ast.Call, str, dict[str | None, ast.expr]]]:
    """The calls of some functions of SciPy, with their names and named arguments."""
    for call in program.calls():
        name = program.qualified(call.func)
        if name in names and call.args and not any(isinstance(a, ast.Starred) for a in call.args):
            yield call, name.rpartition(".")[2], {k.arg: k.value for k in call.keywords}


def _minimized(program: Program) -> Iterator[Run]:
    """minimize(f, x0, args=(...))"""
    for call, name, named in _calls(program, _OPTIMIZERS):
        start = call.args[1] if len(call.args) > 1 else named.get("x0")
        if start is None:
            continue
        arguments = [program.watching.kept(start)]
        extra = named.get("args", call.args[2] if len(call.args) > 2 and name == "minimize" else None)
        if extra is not None:
            arguments.append(program.watching.kept(extra, spread=True))
        limited = "bounds" in named or "constraints" in named
        yield Run(call, start, "near", call.args[0], tuple(arguments), limited)


def _fitted(program: Program) -> Iterator[Run]:
    """curve_fit(f, x, y, p0), least_squares(residuals, x0): the sum of squares"""
    for call, name, named in _calls(program, _FITS):
        if {"sigma", "loss", "x_scale", "args", None} & set(named):
            continue
        if name != "curve_fit":
            start = call.args[1] if len(call.args) > 1 else named.get("x0")
            if start is not None and len(call.args) < 3:
                yield Run(call, start, "squares", call.args[0], (program.watching.kept(start),), "bounds" in named)
            continue
        data = [*call.args[1:3], *(named[k] for k in ("xdata", "ydata") if k in named)]
        start = call.args[3] if len(call.args) > 3 else named.get("p0")
        function = program.function(call.args[0])
        count = len(function.args.args) - 1 if function is not None and not function.args.vararg else 0
        if len(data) == 2 and (start is not None or count):
            ones = (1.0,) * count
            of = program.watching.kept(start) if start is not None else Given(source=repr(ones))
            yield Run(call, start, "squares", call.args[0], (of, *map(program.watching.kept, data)), "bounds" in named,
                      ones)


def _point(value: Value) -> str:
    numbers = [f"{v:g}" for v in (value.values or [])[:4]]
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)}{', ...' if (value.size or 0) > 4 else ''})"


def _steps(told: Value) -> str:
    steps = told.part("nit").number
    return "its steps" if steps is None else f"{steps:g} step{'' if steps == 1 else 's'}"


def _why(around: Mapping[str, Any], limited: bool) -> str:
    """Why the start is no optimum; "" where it may be one."""
    near = [v for v in around["around"] if v is not None]
    if around["value"] is None or not near:
        return ""
    value = around["value"] + 0.0  # -0 is 0
    if not math.isfinite(value):
        return f"the objective is {value:g} there"
    finite = [v for v in near if math.isfinite(v)]
    if 2 * len(finite) >= len(near) and all(v == value for v in finite):
        return f"the objective is {value:g} there and all around: it shows no direction"
    beside = [v for i, v in enumerate(around["around"]) if i % _STEPS < 2 and v is not None and math.isfinite(v)]
    lower = [v for v in beside if v < value - 1e-7 * max(1.0, abs(value))]
    if not limited and lower:
        return f"the objective is {value:.6g} there and {min(lower):.6g} close to it"
    if not limited and beside and all(v == value for v in beside) and min(finite) < value:
        return (
            f"the objective is {value:.6g} there and close to it, so it shows no direction, "
            f"but {min(finite):.6g} nearby"
        )
    return ""


OPTIMIZERS = Lint(
    CODE,
    "optimizer-at-start",
    "An optimizer returned the point where it started, although that is no optimum.",
    "The result looks like an estimate and is only the initial guess. The objective is flat there (a product of "
    "densities "
    "that underflows to 0), infinite or not a number.",
    "Minimize the negative sum of logs, start where the objective has a slope, and look at result.success and "
    "result.nit.",
    "```python\nimport numpy as np\nfrom scipy.optimize import minimize\nfrom scipy.stats import norm\n"
    "data = np.random.default_rng(0).normal(3, 1, 2000)\n"
    "result = minimize(lambda m: -np.prod(norm.pdf(data, m, 1)), [0.0])\nprint(result.x)\n```\n",
    "```python\nimport numpy as np\nfrom scipy.optimize import minimize\nfrom scipy.stats import norm\n"
    "data = np.random.default_rng(0).normal(3, 1, 2000)\n"
    "result = minimize(lambda m: -np.sum(norm.logpdf(data, m, 1)), [0.0])\nprint(result.x)\n```\n",
    find,
)
