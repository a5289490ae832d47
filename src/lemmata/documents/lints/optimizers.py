"""Optimizers that returned where they started."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from typing import Any

from lemmata.documents.code.probes import Given, Value
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark

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


def find(program: Program) -> Iterator[Remark]:
    for call in program.calls():
        if (
            program.qualified(call.func) not in _OPTIMIZERS
            or not call.args
            or any(isinstance(a, ast.Starred) for a in call.args)
        ):
            continue
        named = {k.arg: k.value for k in call.keywords}
        start = call.args[1] if len(call.args) > 1 else named.get("x0")
        if start is None:
            continue
        result, first = program.watching.see(call), program.watching.see(start, keep=True)
        arguments: list[Given] = [program.watching.kept(start)]
        extra = named.get(
            "args", call.args[2] if len(call.args) > 2 and program.qualified(call.func).endswith("minimize") else None
        )
        if extra is not None:
            arguments.append(program.watching.kept(extra, spread=True))
        around: Any = program.watching.ask(call, "near", program.watching.kept(call.args[0]), arguments)
        if not result or not first or not isinstance(around, dict):
            continue
        told = result.first[0]
        end = told.part("x") if told.kind == "result" else told
        if not _same(end, first.first[0]):
            continue
        why = _why(around, "bounds" in named or "constraints" in named)
        if why:
            yield program.remark(
                CODE,
                call,
                "the optimizer returned its starting point, which is no optimum",
                "look at the objective there: take logs of products, start where it has a slope, scale the variables",
                f"x = {_point(end)} after {_steps(told)}: {why}",
            )


def _same(end: Value, start: Value) -> bool:
    return bool(end.values) and list(end.values or ()) == list(start.values or ())


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
