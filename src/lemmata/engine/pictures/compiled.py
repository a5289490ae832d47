"""The functions of a picture in JavaScript: the value, and slopes where the picture shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.pictures.setting import Setting
from lemmata.engine.programs import NoProgram, stable
from lemmata.engine.writers.code import write_source
from lemmata.engine.writers.code.loops import runtime_names

LONGEST = 40_000  # characters of a function


class Functions(NamedTuple):
    """Lines of JavaScript, the helpers they need, and `export const functions`."""

    lines: list[str]
    helpers: list[str]


def compiled(made: Setting) -> Functions:
    """The functions of a setting's formula.

    Raises NoProgram, with the reason, where it has no code.
    """
    family = made.family
    blocks = [function_of(family.expr, family.declarations, "value")]
    slopes = {}
    for k, name in enumerate(_sloped(made)):
        found = family.derivative(name)
        if found is None:
            continue
        try:
            block = function_of(found.expr, family.declarations, f"slope{k}")
        except NoProgram:
            continue  # the picture is drawn without it
        slopes[name] = block
    lines = [line for block in (*blocks, *slopes.values()) for line in (*block.lines, "")]
    listed = ", ".join(f"{json.dumps(name)}: {block.entry}" for name, block in slopes.items())
    listed = f"{{ {listed} }}" if slopes else "{}"
    lines.append(f"export const functions = {{ value: {blocks[0].entry}, slopes: {listed} }};")
    return Functions(lines, runtime_names(lines))


def has_code(expr: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether it has: what else is evaluated takes its time at each point."""
    try:
        function_of(expr, {s.name: s for s in variables}, "value")
    except NoProgram:
        return False
    return True


class Block(NamedTuple):
    """One function."""

    lines: Sequence[str]
    entry: str  # the function with the names of its arguments


def function_of(expr: Expr, declarations: Mapping[str, Symbol], name: str) -> Block:
    """A function of JavaScript for an expression.

    Raises NoProgram where it has no code.
    """
    expr = stable(unfold(expr), last=True)
    occurring = set(symbols(expr))
    inputs = [s for s in declarations.values() if s in occurring]
    source = write_source([expr], inputs, "js", name=name)
    if sum(map(len, source.function)) > LONGEST:
        raise NoProgram(f"its code is longer than {LONGEST} characters")
    return Block(source.function, f"[{name}, {json.dumps([*(s.name for s in inputs), *source.sizes])}]")


def _sloped(made: Setting) -> list[str]:
    """The variables whose derivatives are drawn: of a curve, and of contours."""
    chart = made.chart
    if chart is None or made.family.expr.rank or chart.simplex == 3 or any(c.whole for c in chart.coordinates):
        return []
    return list(chart.names)
