"""Values that the text of a program fixes: numbers, lists of numbers, ranges; nothing is run."""

from __future__ import annotations

import ast
import math
import re
import sys
from collections.abc import Callable
from fractions import Fraction

from lemmata.documents.lints.terms import Term

_MOST = 1000
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp, "log": math.log, "abs": abs, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "tanh": math.tanh, "log1p": math.log1p, "expm1": math.expm1,
}
_EPSILON = re.compile(r"(?:finfo\((?!.*(?:16|32)).*\)\.eps|float_info\.epsilon)$")  # of double precision
_CONSTANTS = {"pi": math.pi, "e": math.e}


def values(term: Term) -> list[float] | None:
    """The numbers that a term consists of, in order; None where the text does not fix them.

    >>> from lemmata.documents.lints.patterns import pattern
    >>> values(pattern("-2 * linspace(0, 1, 3)"))
    [-0.0, -1.0, -2.0]
    """
    try:
        return _values(term)
    except (ArithmeticError, ValueError):
        return None


def _values(term: Term) -> list[float] | None:
    if term.number is not None:
        return [term.number]
    if term.head == "constant" and term.value in _CONSTANTS:
        return [_CONSTANTS[term.value]]
    inner = [_values(arg) for arg in term.args]
    if any(one is None for one in inner):
        return None
    known = [one for one in inner if one is not None]
    if term.head == "list":
        return [value for one in known for value in one][:_MOST]
    if term.head in _FUNCTIONS and len(known) == 1:
        return [_FUNCTIONS[term.head](value) for value in known[0]]
    if term.head in ("linspace", "arange", "range", "full", "ones", "zeros"):
        return _range(term.head, known)
    size = max((len(one) for one in known), default=0)
    if not size or any(len(one) not in (1, size) for one in known):
        return None
    columns = [one * size if len(one) == 1 else one for one in known]
    if term.head == "add":
        return [math.fsum(row) for row in zip(*columns)]
    if term.head == "mul":
        return [math.prod(row) for row in zip(*columns)]
    if term.head == "pow" and len(columns) == 2:
        powers = [base ** exponent for base, exponent in zip(*columns)]
        return None if any(isinstance(p, complex) for p in powers) else powers
    return None


def _range(head: str, known: list[list[float]]) -> list[float] | None:
    if any(len(one) != 1 for one in known) or not known:
        return None
    numbers = [one[0] for one in known]
    if head == "linspace" and len(numbers) in (2, 3):
        count = int(numbers[2]) if len(numbers) == 3 else 50
        if not 1 < count <= _MOST:
            return numbers[:2] if count > _MOST else None
        step = (numbers[1] - numbers[0]) / (count - 1)
        return [numbers[0] + i * step for i in range(count)]
    if head in ("arange", "range") and len(numbers) <= 3:
        start, stop, step = (0.0, numbers[0], 1.0) if len(numbers) == 1 else (*numbers, 1.0)[:3]
        count = math.ceil((stop - start) / step) if step else 0
        return [start + i * step for i in range(min(count, _MOST))] or None
    return None


def constant(node: ast.expr, meaning: Callable[[ast.AST], ast.expr | None]) -> tuple[float, Fraction | None] | None:
    """The value of an expression of numbers as a computer gives it, and exactly where it is rational; else None.

    >>> constant(ast.parse("0.1 + 0.2", mode="eval").body, lambda node: node)
    (0.30000000000000004, Fraction(3, 10))
    """
    try:
        return _constant(node, meaning, 0)
    except (ArithmeticError, ValueError):
        return None


def _sum(
    node: ast.expr, meaning: Callable[[ast.AST], ast.expr | None], depth: int
) -> tuple[float, Fraction | None] | None:
    """The sum of a list of numbers, added up from the left as Python does: `[0.1, 0.2]`, `[0.1] * 10`."""
    found = meaning(node) if isinstance(node, ast.Name) else node
    times = 1
    if isinstance(found, ast.BinOp) and isinstance(found.op, ast.Mult) and isinstance(
            found.right, ast.Constant) and isinstance(found.right.value, int):
        found, times = found.left, found.right.value
    if isinstance(found, ast.GeneratorExp | ast.ListComp) and len(found.generators) == 1:
        source = found.generators[0]
        count = source.iter.args[0] if isinstance(source.iter, ast.Call) and len(source.iter.args) == 1 and (
            ast.unparse(source.iter.func) == "range") and not source.ifs else None
        rounds = _constant(count, meaning, depth + 1) if count is not None else None
        if rounds is None or not 0 < rounds[0] <= _MOST:
            return None
        found, times = ast.List([found.elt], ast.Load()), int(rounds[0])
    if not isinstance(found, ast.List | ast.Tuple) or not 0 < times * len(found.elts) <= _MOST:
        return None
    total, exact = 0.0, Fraction(0)
    for item in found.elts * times:
        value = _constant(item, meaning, depth + 1)
        if value is None or value[1] is None:
            return None
        total += value[0]
        exact += value[1]
    return total, exact


def _constant(
    node: ast.expr, meaning: Callable[[ast.AST], ast.expr | None], depth: int
) -> tuple[float, Fraction | None] | None:
    if depth > 20:
        return None
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value), Fraction(repr(node.value)) if math.isfinite(node.value) else None
    if isinstance(node, ast.Name):
        value = meaning(node)
        return None if value is None else _constant(value, meaning, depth + 1)
    if isinstance(node, ast.Attribute) and _EPSILON.search(ast.unparse(node)):
        return sys.float_info.epsilon, None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _constant(node.operand, meaning, depth + 1)
        return None if inner is None else (-inner[0], None if inner[1] is None else -inner[1])
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "sum" and isinstance(node.func, ast.Name):
            return _sum(node.args[0], meaning, depth)
        if name in ("float", "float64", "double"):
            return _constant(node.args[0], meaning, depth + 1)
        argument = _constant(node.args[0], meaning, depth + 1)
        function = math.sqrt if name == "sqrt" else _FUNCTIONS.get(name)
        return None if argument is None or function is None else (function(argument[0]), None)
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _constant(node.left, meaning, depth + 1), _constant(node.right, meaning, depth + 1)
    if left is None or right is None:
        return None
    exact = None
    a, b = left[1], right[1]
    match node.op:
        case ast.Add():
            return left[0] + right[0], a + b if a is not None and b is not None else None
        case ast.Sub():
            return left[0] - right[0], a - b if a is not None and b is not None else None
        case ast.Mult():
            return left[0] * right[0], a * b if a is not None and b is not None else None
        case ast.Div():
            return left[0] / right[0], a / b if a is not None and b else None
        case ast.Pow():
            if a is not None and b is not None and b.denominator == 1 and abs(b) <= 64:
                exact = a ** int(b)
            power = left[0] ** right[0]
            return None if isinstance(power, complex) else (power, exact)
    return None
