"""Derivatives written by hand that are not the derivatives of their functions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lemmata.documents.lints.backward import backwards
from lemmata.documents.lints.namesakes import by_name, methods
from lemmata.documents.lints.pairs import fitted, handed_over, stepped
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.words import said_of

CODE = "M208"
_POINTS = (0.0, 0.31, 0.83, -0.57)
_FAR = 1e-2  # relative; what differs less may be rounding, or a constant with few digits
_AWARE = re.compile(
    r"up to a (constant|factor)|(factor|constant)s? .{0,30}(absorb|ignor|drop|omit)|absorb|approximat|subgradient|"
    r"surrogate|straight.through|proportional|clipped|stochastic|logits?\b|pre-?activation"
)


def find(program: Program) -> Iterator[Remark]:
    said: set[int] = set()
    sources = (handed_over, stepped, fitted, by_name, methods, backwards)
    for pair in (pair for source in sources for pair in source(program)):
        answers = [
            program.watching.ask(pair.where, pair.kind, pair.function, pair.arguments, pair.derivative, place, _POINTS)
            for place in pair.places
        ]
        found = [_wrong(rows) for rows in answers if isinstance(rows, list)]
        told = [seen for seen in found if seen is not None]
        if not told or not all(told) or id(pair.at) in said or _AWARE.search(said_of(program, pair.at)):
            continue
        said.add(id(pair.at))
        what = (
            f"{pair.derived} is not the derivative of {pair.name}"
            if pair.derivative != pair.function or pair.kind == "backward"
            else (f"the derivative that {pair.name} returns beside its value is not the derivative of that")
        )
        check = "torch.autograd.gradcheck" if pair.kind == "backward" else "scipy.optimize.check_grad"
        yield program.remark(
            CODE, pair.at, what, f"derive it again, or compare it with differences: {check}", told[0]
        )


def _wrong(rows: Sequence[dict[str, Any]]) -> str | None:
    """Where the derivative differs from differences, at several points and far; "" where it does not, or hardly.

    None where they can't be compared.
    """
    clear = [
        r
        for r in rows
        if "difference" in r and math.isfinite(r["given"]) and r["error"] <= 1e-2 * max(1.0, abs(r["difference"]))
    ]
    points = {tuple(r["x"]) for r in clear}
    if len(points) < 2:
        return None
    if all(r.get("composed") is not None and not _far(r, r["composed"]) for r in clear):
        return ""
    far = [r for r in clear if _far(r, r["given"])]
    if len({tuple(r["x"]) for r in far}) < max(2, len(points) / 2):
        return ""
    worst = min(far, key=lambda r: (len(f"{r['x'][0]:.4g}"), -abs(r["difference"] - r["given"])))
    x = ", ".join(f"{v:.4g}" for v in worst["x"][:4]) + (", ..." if len(worst["x"]) > 4 else "")
    entry = f" in entry {worst['index']}" if worst["wanted"] > 1 else ""
    return (
        f"at {f'({x})' if worst['wanted'] > 1 else x} it gives {worst['given']:.5g}{entry}, while differences give "
        f"{worst['difference']:.5g}{_factor(clear)}"
    )


def _far(row: dict[str, Any], given: float) -> bool:
    return abs(row["difference"] - given) > _FAR * max(abs(row["difference"]), abs(given), 1e-3) + 3 * row["error"]


def _factor(rows: Sequence[dict[str, Any]]) -> str:
    """By which factor it is off, where that is the same everywhere."""
    ratios = [r["given"] / r["difference"] for r in rows if abs(r["difference"]) > 1e-6]
    if len(ratios) < 2 or max(ratios) - min(ratios) > 1e-3 * abs(ratios[0]):
        return ""
    return "; it has the wrong sign" if abs(ratios[0] + 1) < 1e-3 else f"; it is {ratios[0]:.4g} times the derivative"


DERIVATIVES = Lint(
    CODE,
    "wrong-derivative",
    "A derivative written by hand is not the derivative of its function.",
    "An optimizer that is given it stops early, goes the wrong way or needs many more steps, often without an error.",
    "Derive it again, compare it with differences (scipy.optimize.check_grad), or leave it out: optimizers take "
    "differences themselves, JAX and PyTorch differentiate.",
    "```python\ndef f(x):\n    return x**3 + 2*x\n\ndef df(x):\n    return 3*x**2\n\nprint(f(1.0), df(1.0))\n```\n",
    "```python\ndef f(x):\n    return x**3 + 2*x\n\ndef df(x):\n    return 3*x**2 + 2\n\nprint(f(1.0), df(1.0))\n```\n",
    find,
)
