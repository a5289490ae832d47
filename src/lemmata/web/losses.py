"""What a formula loses in floats, and the form that keeps its digits, as plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.programs import NoProgram
from lemmata.engine.stability import Accuracy
from lemmata.engine.stability.profiles import Profile, number_short, profiles, ticks
from lemmata.engine.stability.report import Branch, Report
from lemmata.engine.writers import to_declarations, to_text
from lemmata.formulas import Formula
from lemmata.targets import TARGETS
from lemmata.wording import counted

LEAST = 0.005  # share of the loss from which an operation is named
BLAMED, ALONG = 5, 6  # operations, variables that are told of
DRAWN, BINS, ROWS = 500, 60, 8  # points, means and rows of a table along a variable
LONG = 400  # characters of LaTeX, from which a step shows its part alone


def loss(found: Accuracy) -> dict[str, Any]:
    """An accuracy. Raises ValueError where no point was measured, with the reason."""
    if not found.points:
        drawn = counted(found.undefined or found.unsamplable, "point")
        told = f"{drawn} were drawn, none of them in its domain; give laws that have some, as x: normal(0, 1)" if (
            found.undefined) else f"at {drawn} no precision tells its value"
        raise ValueError(f"the formula can't be sampled: {told}")
    worked = found.worked
    return {
        **{name: getattr(found, name) for name in ("dtype", "form", "where", "points", "mean", "median", "worst",
                                                   "overflow", "underflow", "nan", "undefined", "unsamplable")},
        "bits": found.format.bits, "at": dict(found.at), "found": found.found, "true": found.true,
        "blame": [{"operation": b.operation, "kind": b.kind, "why": b.why, "share": b.share, "bits": b.bits,
                   "at": dict(b.at)} for b in found.blame[:BLAMED] if b.share >= LEAST],
        "worked": None if worked is None or not found.worst else {
            "at": worked.at, "bits": worked.bits,
            "operations": [vars(operation) for operation in worked.operations],
            "losses": [{"operation": to_text(one.expr), "kind": one.kind, "why": one.why} for one in worked.losses]},
        "along": [_along(name, one) for name, one in list(profiles(found).items())[:ALONG]]}


def _along(variable: str, found: Profile) -> dict[str, Any]:
    """Bits against a variable: points, means over parts of the axis, the same as a table of a few rows."""
    chosen = np.unique(np.linspace(0, len(found.places) - 1, DRAWN).astype(int))
    edges, means = np.linspace(found.low, found.high, BINS + 1), found.bins(BINS)
    there = ~np.isnan(means)
    return {
        "variable": variable, "label": found.label, "every_float": found.wide, "low": found.low, "high": found.high,
        "ticks": [list(tick) for tick in ticks(found)] if found.wide else [],
        "x": _short(found.places[chosen]), "bits": _short(found.bits[chosen]),
        "middles": _short(((edges[1:] + edges[:-1]) / 2)[there]), "means": _short(means[there]),
        "rows": [{"low": number_short(low), "high": number_short(high), "mean": mean, "worst": worst}
                 for low, high, mean, worst in found.parts(ROWS)]}


def _short(values: Any) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


def stable(formula: Formula, found: Formula, before: Accuracy, after: Accuracy, targets: tuple[str, ...],
           grad: Sequence[str] = ()) -> dict[str, Any]:
    """What stabilizing has brought, with the losses of both forms at the same points.

    grad   variables: the derivatives by them were made stable too; the code gives all together
    """
    report = found.report
    code = {target: _code(found, target, grad) for target in targets or TARGETS}
    if isinstance(report, Report):
        return {**_form(formula, found, report, before, after), "derivatives": [], "code": code}
    one, other = before.each, after.each
    value, *names = report.reports
    slopes = [{"wrt": wrt, "singular": list(report.singular[name]),
               **_form(formula.derivative(wrt), found.derivative(wrt), report.reports[name], one[name], other[name])}
              for wrt, name in zip(grad, names)]
    return {**_form(formula, found, report.reports[value], one[value], other[value]), "derivatives": slopes,
            "code": code}


def _form(formula: Formula, found: Formula, report: Report, before: Accuracy, after: Accuracy) -> dict[str, Any]:
    """The stable form of a formula, or of a derivative of it."""
    return {
        "formula": {"text": formula.text, "latex": formula.latex()},
        "result": {"text": found.text, "latex": found.latex(), "shown": found.shown(),
                   "declarations": to_declarations(found.declarations.values())},
        "changed": report.changed, "before": loss(before), "after": loss(after), "rules": list(report.rules),
        "branches": [_branch(formula, branch) for branch in report.branches], "forms": report.forms,
        "cost": report.cost if math.isfinite(report.cost) else None}


def _branch(formula: Formula, branch: Branch) -> dict[str, Any]:
    form = Formula(branch.form, formula.declarations)
    return {
        "condition": branch.condition.removeprefix("where "), "condition_latex": branch.latex,
        "text": form.text, "latex": form.latex(), "shown": form.shown(), "share": branch.share,
        "before": branch.before, "after": branch.after, "approximate": branch.approximate,
        "steps": [step.data() for step in branch.steps], "lines": _lines(formula, branch)}


def _lines(formula: Formula, branch: Branch) -> list[dict[str, str]]:
    """The steps as a reader goes through them: the whole formula after each, or the part where that is long."""
    lines = [{"head": "", "latex": formula.shown(), "rule": "", "hint": ""}]
    for step, whole in zip(branch.steps, branch.wholes):
        shown = Formula(whole, formula.declarations).shown()
        latex = f"= {shown}" if len(shown) <= LONG else step.latex()
        lines.append({"head": "", "latex": latex, "rule": step.rule, "hint": ""})
    return lines


def _code(formula: Formula, target: str, grad: Sequence[str]) -> str:
    try:
        return formula.code(target, grad=list(grad))
    except (NoProgram, ValueError, TypeError) as reason:
        return f"no code: {reason}"
