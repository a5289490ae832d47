"""Difference quotients whose step is at the size of rounding errors."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from lemmata.documents.lints.constants import constant
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark

_CODE = "M114"
_SMALLEST = 1e-12  # steps of first differences; from there on three digits are left
_SMALLEST_SQUARE = 1e-13  # squares of steps of second differences, likewise
_OF_SECOND = 3  # values in a second difference


def small_steps(program: Program) -> Iterator[Remark]:
    """Difference quotients whose step is lost in rounding."""
    for node in program.nodes(ast.BinOp):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
            continue
        above = program.meaning(node.left)
        if not isinstance(above, ast.BinOp):
            continue
        if _is_second(program, above):
            square = _number(program, node.right)
            if square is not None and 0 < square <= _SMALLEST_SQUARE:
                yield program.remark(
                    _CODE, node, f"the step of this second difference is {math.sqrt(square):g}: rounding errors of the "
                    f"values, some 1e-16, are divided by its square, {square:g}", "use a step near 1e-4")
        elif _is_first(program, above, node.right):
            step = _number(program, node.right)
            if step is not None and 0 < abs(step) <= _SMALLEST:
                yield program.remark(
                    _CODE, node, f"the step of this difference quotient is {step:g}: the values differ in their last "
                    "digits, which are rounding errors" + (", or not at all" if abs(step) < 1e-15 else ""),
                    "use a step near 1e-8 for a forward and 1e-5 for a central difference")


def _is_first(program: Program, difference: ast.BinOp, step: ast.expr) -> bool:
    """`f(x + h) - f(x)`, `f(moved) - f(x)` behind `moved[i] += h`"""
    if not isinstance(difference.op, ast.Sub):
        return False
    high, low = program.meaning(difference.left), program.meaning(difference.right)
    if not (isinstance(high, ast.Call) and isinstance(low, ast.Call) and ast.dump(high.func) == ast.dump(low.func)
            and high.args and len(high.args) == len(low.args)):
        return False
    pairs = (*zip(high.args, low.args), *zip(low.args, high.args))
    return any(_moved(program, a, step) or (isinstance(a, ast.BinOp) and isinstance(
        a.op, ast.Add | ast.Sub) and ast.dump(a) != ast.dump(b)) for a, b in pairs)


def _moved(program: Program, point: ast.expr, step: ast.expr) -> bool:
    """Whether an entry of a point was moved by a step: `moved[i] += h`."""
    return isinstance(point, ast.Name) and any(
        isinstance(up, ast.AugAssign) and isinstance(up.target, ast.Subscript)
        and program.around(up) is program.around(point) and ast.dump(up.value) == ast.dump(step)
        and ast.unparse(up.target.value) == point.id for up in program.nodes(ast.AugAssign))


def _is_second(program: Program, difference: ast.BinOp) -> bool:
    """`f(x + h) - 2 * f(x) + f(x - h)`"""
    called = [program.meaning(part) for part in _summands(difference)]
    functions = [ast.dump(part.func) for part in called if isinstance(part, ast.Call) and part.args]
    return len(functions) == len(called) == _OF_SECOND and len({*functions}) == 1


def _summands(node: ast.expr) -> list[ast.expr]:
    """What is added up and subtracted, without numbers in front."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return [*_summands(node.left), *_summands(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Constant):
        return _summands(node.right)
    return [node]


def _number(program: Program, node: ast.expr) -> float | None:
    known = constant(node, lambda name: _default(program, name))
    return None if known is None else known[0]


def _default(program: Program, name: ast.AST) -> ast.expr | None:
    """What a name stands for; a parameter for its default."""
    binding = program.binding(name)
    if binding is not None and binding.kind == "parameter":
        return binding.value
    return program.meaning(name)


STEPS = Lint(
    _CODE, "step-too-small", "A difference quotient with a step at the size of rounding errors.",
    "f(x + h) and f(x) are rounded to 16 digits; with h = 1e-15 their difference has at most one right digit. Second "
    "differences are divided by h^2: there h = 1e-8 leaves no digit.",
    "Use h = 1e-8 for (f(x + h) - f(x)) / h, h = 1e-5 for (f(x + h) - f(x - h)) / (2 * h), and h = 1e-4 for second "
    "differences.",
    "```python\ndef slope(f, x, h=1e-15):\n    return (f(x + h) - f(x)) / h\n```\n",
    "```python\ndef slope(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2 * h)\n```\n", small_steps)
