"""Rules that go down a formula step by step, for pictures of their paths in a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.pictures.compiled import Block, function_of


@dataclass(frozen=True, eq=False)
class Steps:
    """How one entry of a point moves: lines over theta, its slope g, the state, t (from 1) and hyperparameters.

    lines            what each name gets, in their order; the last one gives theta
    hyperparameters  their values; alpha is the learning rate, which has a slider
    state            names that are kept from step to step, and start at zero
    """

    name: str
    lines: Sequence[tuple[str, Expr]]
    hyperparameters: Mapping[str, float] = field(default_factory=dict)
    state: tuple[str, ...] = ()


def compiled_steps(rules: Sequence[Steps]) -> list[str]:
    """Lines of JavaScript: a function for each line of a rule, and `export const rules`.

    Raises NoProgram where a line has no code.
    """
    lines: list[str] = []
    listed = []
    for k, rule in enumerate(rules):
        entries = []
        for j, (name, expr) in enumerate(rule.lines):
            block = _line(expr, f"rule{k}line{j}")
            lines += [*block.lines, ""]
            entries.append(f"[{json.dumps(name)}, {block.entry}]")
        listed.append(f"  {{ name: {json.dumps(rule.name)}, state: {json.dumps(list(rule.state))}, hyperparameters: "
                      f"{json.dumps(dict(rule.hyperparameters))}, lines: [{', '.join(entries)}] }},")
    return [*lines, "export const rules = [", *listed, "];"]


def _line(expr: Expr, name: str) -> Block:
    own: dict[str, Symbol] = {s.name: s for s in sorted(symbols(expr), key=lambda s: s.name)}
    return function_of(expr, own, name)
