"""What stabilizing a formula has brought: bits before and after, the rules that were used, the branches, the price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

import numpy as np

from lemmata.engine.derivations.derivation import Step
from lemmata.engine.derivations.written import Written
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, symbol
from lemmata.engine.stability.accuracy import Blame, to_blame
from lemmata.engine.stability.candidates.moves import APPROXIMATE, Move
from lemmata.engine.stability.epsilons import Epsilon, epsilons
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.regimes import Regimes
from lemmata.engine.stability.stabilizing import Stabilized
from lemmata.engine.stability.texts import bias
from lemmata.engine.writers import html, to_latex, to_text

LONGEST = 120  # characters of a formula in a line of text
LEFT = 1.0  # mean bits after, from which the report says what loses them
NAMED = 2  # operations that it names


@dataclass(frozen=True)
class Branch:
    """One of several forms.

    condition  when it is taken, "" where there is only one; `latex` the same
    form       the form
    steps      the rules that lead to it from the formula, each an equality of parts; `wholes`: the formula after each
    share      of the points
    before     mean bits that the formula loses there; `after`: that the form does
    """

    condition: str
    latex: str
    form: Expr
    steps: tuple[Step, ...]
    wholes: tuple[Expr, ...]
    approximate: bool
    share: float
    before: float
    after: float

    @property
    def gain(self) -> str:
        """What the branch brings, in words; nothing where it is the only one."""
        if not self.condition:
            return ""
        return f" ({self.share:.0%} of the points, {self.before:.2f} -> {self.after:.2f} bits)"


@dataclass(frozen=True, repr=False)
class Report(Written):
    """What stabilizing has brought.

    before, after  bits lost by the formula and by the result at the same fresh points
    branches       the forms with their rules
    dtype, where   of the numbers, and the laws and conditions that they were drawn by
    epsilons       small constants of the formula, and what they change: the result keeps them, as it is equal
    cost           time of the result over that of the formula
    left           which operations of the result lose what it still loses, where that is more than a bit
    """

    before: Array
    after: Array
    branches: tuple[Branch, ...]
    dtype: str
    where: str
    forms: int
    unsamplable: int
    cost: float
    left: tuple[Blame, ...]
    epsilons: tuple[Epsilon, ...]

    header = ("form", "rule")

    @property
    def points(self) -> int:
        """How many fresh points were measured."""
        return len(self.before)

    @property
    def changed(self) -> bool:
        """Whether another form was found."""
        return any(branch.steps for branch in self.branches)

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that were used, in the order of their first use."""
        return tuple(dict.fromkeys(step.rule for branch in self.branches for step in branch.steps))

    def _summary(self) -> list[str]:
        def told(bits: Array) -> str:
            return f"mean {bits.mean():.2f}, median {np.median(bits):.2f}, worst {bits.max():.1f}"

        lines = [f"bits lost in {self.dtype}, at {self.points:,} points{' with ' + self.where if self.where else ''}",
                 f"  before: {told(self.before)}", f"  after:  {told(self.after)}"]
        if self.unsamplable:
            lines.append(f"  unsamplable: {self.unsamplable:,} further points, whose value no precision tells")
        lines += [f"  left:   {b.share:.0%} by {b.kind} in {_short(b.operation)}: {b.why}" for b in self.left]
        if not self.changed:
            return [*lines, f"kept as it is: none of {self.forms:,} forms loses fewer bits"]
        lines.append(f"time: {self.cost:.2g} times that of the formula ({self.forms:,} forms were measured)")
        if any(branch.approximate for branch in self.branches):
            lines.append("a series is no equality: it holds to rounding at the points that were drawn"
                         + (f", with {self.where}" if self.where else ""))
        return lines

    @property
    def text(self) -> str:
        lines = self._summary()
        for branch in self.branches:
            if not branch.steps and len(self.branches) == 1:
                break
            head = f"{branch.condition}{branch.gain}: " if branch.condition else ""
            lines.append(head + _short(to_text(branch.form))
                         + ("" if branch.steps else "   [the formula as it is]"))
            for step in branch.steps:
                before, after = _short(to_text(step.before)), _short(to_text(step.after))
                lines.append(f"    {before} = {after}   [{step.rule}]")
        for epsilon in self.epsilons:
            lines += bias(epsilon)
        return "\n".join(lines)

    def latex(self) -> str:
        """The steps as an aligned environment."""
        lines = [rf"{to_latex(step.before)} &= {to_latex(step.after)} && {step.rule_latex()}"
                 for branch in self.branches for step in branch.steps]
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def _rows(self) -> Iterator[str]:
        yield html.heading(escape("; ".join(self._summary()[1:3])), 2)
        for branch in self.branches:
            if branch.condition:
                yield html.heading(escape(branch.condition + branch.gain), 2)
            for step in branch.steps:
                yield html.row((html.math(f"{to_latex(step.before)} = {to_latex(step.after)}"), escape(step.rule)))
        for epsilon in self.epsilons:
            yield html.heading(escape("bias: " + "; ".join(epsilon.text)), 2)


@dataclass(frozen=True, repr=False)
class Joint(Written):
    """What stabilizing a formula together with its derivatives has brought, measured at the same points.

    reports   of the value, and of each derivative, by name
    singular  where a derivative is not defined, and what its code takes there
    """

    reports: Mapping[str, Report]
    singular: Mapping[str, tuple[str, ...]]

    header = ("form", "rule")

    @property
    def changed(self) -> bool:
        """Whether another form of any of them was found."""
        return any(report.changed for report in self.reports.values())

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that were used, in the order of their first use."""
        return tuple(dict.fromkeys(rule for report in self.reports.values() for rule in report.rules))

    @property
    def text(self) -> str:
        lines = []
        for name, report in self.reports.items():
            lines.append(f"{name}: {report.text}")
            lines += [f"  not defined where {text}" for text in self.singular.get(name, ())]
        return "\n".join(lines)

    def latex(self) -> str:
        """The steps of each as an aligned environment."""
        return "\n".join(report.latex() for report in self.reports.values() if report.changed)

    def _rows(self) -> Iterator[str]:
        for name, report in self.reports.items():
            yield html.heading(escape(name), 2)
            yield from report._rows()
            yield from (html.heading(escape(f"not defined where {text}"), 2) for text in self.singular.get(name, ()))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST // 2]} ... {text[-LONGEST // 3:]}"


def report(found: Stabilized, where: str, cost: float) -> Report:
    """The report of what was found."""
    conditions = [("", "")] if found.regimes is None else _conditions(found.regimes)
    forms = (found.result,) if found.regimes is None else found.regimes.forms
    branches = []
    for k, ((condition, latex), form, path) in enumerate(zip(conditions, forms, found.steps)):
        inside = found.taken == k
        before, after = (float(b[inside].mean()) if inside.any() else 0.0 for b in (found.before, found.after))
        branches.append(Branch(condition, latex, form, tuple(map(_step, path)), tuple(move.whole for move in path),
                               any(move.rule in APPROXIMATE for move in path), float(inside.mean()), before, after))
    own = replace(found.known, exprs=(unfold(found.result),))
    left = to_blame(own, found.after)[:NAMED] if found.after.mean() > LEFT else ()
    return Report(found.before, found.after, tuple(branches), found.known.format.name, where, found.forms,
                  found.known.unsamplable, cost, left, epsilons(found.start, found.known.points))


def _conditions(regimes: Regimes) -> list[tuple[str, str]]:
    """When each branch is taken, as text and in LaTeX."""
    cuts = [f"{float(cut):g}" for cut in regimes.cuts]

    def told(by: str, cuts: list[str], at_most: str, at_least: str) -> list[str]:
        return [f"{by} < {cuts[0]}", *(f"{a} {at_most} {by} < {b}" for a, b in pairwise(cuts)),
                f"{by} {at_least} {cuts[-1]}"]

    shown = [re.sub(r"e([+-])0*(\d+)", lambda m: rf" \cdot 10^{{{m[1].strip('+')}{m[2]}}}", cut) for cut in cuts]
    texts, formulas = told(to_text(regimes.by), cuts, "<=", ">="), told(to_latex(regimes.by), shown, r"\le", r"\ge")
    return [(f"where {text}", formula) for text, formula in zip(texts, formulas)]


def _step(move: Move) -> Step:
    return Step("simplify", move.rule, "", move.before, move.after, symbol("f"), "f", "")
