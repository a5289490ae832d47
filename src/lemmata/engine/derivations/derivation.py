"""A derivation: the steps from a formula to its derivative, each an equality with the rule that gives it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from lemmata.engine.derivations.trace import Part, Slope
from lemmata.engine.derivations.writing import Shown, as_latex, as_text, folded_latex, folded_text, quotient_latex
from lemmata.engine.derivations.written import Written
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.writers import displayed, html
from lemmata.engine.writers.latex.hand import by_hand

HEADS = {"formula": "", "name": "Name the parts.", "derive": "Go back from {of} to {wrt}, one rule at a time.",
         "put back": "Put the parts back."}

WIDTH = 72  # columns before the rules


@dataclass(frozen=True)
class Step:
    """`before` equals `after`, by a rule.

    kind      formula (what is differentiated), name (a part gets a name), derive (the derivative by a part),
              put back (names are replaced by what they stand for), simplify
    rule      the field's name of the rule
    hint      what to try before the step is revealed
    left      what both are: the name of a part or of a derivative
    names     the names that are put back
    """

    kind: str
    rule: str
    hint: str
    before: Expr
    after: Expr
    left: Expr
    of: str
    wrt: str
    shown: Shown = field(default_factory=dict, repr=False, compare=False)
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """before = after, in Python's notation; df/dw is a derivative."""
        return f"{as_text(self.before, self.shown)} = {as_text(self.after, self.shown)}"

    def latex(self) -> str:
        """before = after, without dollar signs."""
        return f"{as_latex(displayed(self.before), self.shown)} = {as_latex(displayed(self.after), self.shown)}"

    def data(self) -> dict[str, Any]:
        """The step as plain values; in texts that `parse` reads, df_dw is the derivative df/dw."""
        return {"kind": self.kind, "rule": self.rule, "hint": self.hint, "of": self.of, "wrt": self.wrt,
                "left": {"text": as_text(self.left, {}), "latex": as_latex(self.left, self.shown)},
                "before": {"text": as_text(self.before, {}), "latex": as_latex(self.before, self.shown)},
                "after": {"text": as_text(self.after, {}), "latex": as_latex(self.after, self.shown)}}

    def rule_latex(self) -> str:
        """The rule in words, its names as mathematics."""
        if self.kind == "put back":
            return rf"\text{{put in }} {', '.join(quotient_latex(name, self.shown) for name in self.names)}"
        return rf"\text{{{_plain(self.rule)}}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


@dataclass(frozen=True)
class Stage:
    """One differentiation.

    symbol    the name of what is differentiated
    formula   what it is, in the variables
    inside    what it is, in terms of its parts
    parts     its named parts, each after those that it is made of
    slopes    the derivatives by them, from the last part back to the variable
    """

    symbol: Symbol
    formula: Expr
    inside: Expr
    parts: tuple[Part, ...]
    slopes: tuple[Slope, ...]
    shown: Shown = field(repr=False)


@dataclass(frozen=True, repr=False)
class Derivation(Written):
    """The steps from a formula to its derivative by `wrt`.

    formula   what is differentiated
    result    the derivative, as `Formula.derivative` gives it
    stages    one for each order
    rough     finds out where the derivative is not defined
    """

    formula: Expr
    wrt: str
    steps: tuple[Step, ...]
    result: Expr
    stages: tuple[Stage, ...]
    shown: Shown = field(repr=False)
    rough: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False, compare=False)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, index: int) -> Step:
        return self.steps[index]

    @cached_property
    def singular(self) -> tuple[str, ...]:
        """Where the derivative is not defined, and what its code takes there."""
        return self.rough()

    @property
    def text(self) -> str:
        """One line a step, with its rule; long sums are folded. At last, where the derivative is not defined."""
        lines: list[str | tuple[str, str]] = []
        indent = 0
        for head, left, step in self._lines():
            if head:
                lines.append(head)
            written = as_text(step.left, step.shown) if left is not None or head else ""
            indent = len(written) or indent
            lines.append((f"  {written:>{indent}} = {folded_text(step.after, step.shown)}", step.rule))
        width = min(max((len(line[0]) for line in lines if isinstance(line, tuple) and line[1]), default=0), WIDTH)
        lines += [f"Not defined where {told}." for told in self.singular]
        return "\n".join(line if isinstance(line, str) else f"{line[0]:<{width}}   [{line[1]}]" if line[1] else line[0]
                         for line in lines)

    def latex(self) -> str:
        """An aligned environment, one line a step."""
        lines = []
        for _, left, step in self._lines():
            written = "" if left is None else f"{as_latex(left, step.shown)} "
            note = f" && {step.rule_latex()}" if step.rule else ""
            lines.append(f"{written}&= {folded_latex(step.after, step.shown)}{note}")
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def json(self, **options: Any) -> str:
        """All steps as JSON."""
        return json.dumps({
            "formula": {"text": as_text(self.formula, {}), "latex": as_latex(self.formula, {})}, "wrt": self.wrt,
            "steps": [step.data() for step in self.steps],
            "result": {"text": as_text(self.result, {}), "latex": as_latex(self.result, {})},
            "singular": list(self.singular)}, **options)

    def lines(self) -> list[dict[str, str]]:
        """The steps as a reader goes through them: heading, left = after in LaTeX, rule, hint.

        As by hand; what only brings the last line into the form that `Formula.derivative` gives is left out where that
        is longer.
        """
        notation = by_hand(self.formula)
        rows = [{"head": head, "latex": f"{as_latex(step.left, step.shown)} = "
                                        f"{folded_latex(step.after, step.shown, notation)}",
                 "rule": step.rule, "hint": step.hint} for head, _, step in self._lines()]
        return rows[:len(rows) - self._formal()]

    def result_latex(self) -> str:
        """The derivative as the last of the lines has it, without dollar signs."""
        found = self.steps[-2].after if self._formal() else self.result
        return as_latex(displayed(found), self.shown, by_hand(self.formula))

    def _formal(self) -> bool:
        """Whether the last step only rearranges, and makes longer what is read."""
        if len(self.steps) < 2 or self.steps[-1].kind != "simplify" or self.steps[-1].rule != "rearrange":
            return False
        before, after = (as_latex(displayed(step.after), step.shown) for step in self.steps[-2:])
        return self.steps[-2].left is self.steps[-1].left and len(before) < len(after) and "\\partial" not in before

    def _lines(self) -> Iterator[tuple[str, Expr | None, Step]]:
        """For each step its heading or "", and what stands left: nothing where the line before goes on."""
        last: tuple[str, str] = ("", "")
        before: Step | None = None
        for step in self.steps:
            kind = "put back" if step.kind == "simplify" else step.kind
            goes_on = before is not None and before.left is step.left
            head = "" if (kind, step.of) == last else HEADS[kind].format(of=step.of, wrt=step.wrt)
            if kind == "formula" and before is not None and before.of != step.of:
                head = f"Differentiate again, now {step.of}."
            if goes_on and kind != "put back":
                head = ""
            last, before = (kind, step.of), step
            yield head, None if goes_on else step.left, step

    def _rows(self) -> Iterator[str]:
        for head, left, step in self._lines():
            if head:
                yield html.heading(head, 3)
            written = html.math(as_latex(left, step.shown)) if left is not None else ""
            yield html.row((written, html.math(f"= {folded_latex(step.after, step.shown)}"),
                            html.math(step.rule_latex()) if step.rule else ""))
        yield from (html.heading(escape(f"Not defined where {told}."), 3) for told in self.singular)


def _plain(text: str) -> str:
    """Words in LaTeX."""
    text = text.replace("**", "^")
    for mark in "_&%#$^":
        text = text.replace(mark, "\\" + mark)
    return text
