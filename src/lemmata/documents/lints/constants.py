"""Numbers that an expression of a program comes to, with the rounding of each step; nothing is run."""

from __future__ import annotations

import ast
import math
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lemmata.documents.lints.values import FUNCTIONS, MOST

Known = tuple[float, Fraction | None]  # a number as a computer gives it, and exactly where it is rational
Meaning = Callable[[ast.AST], ast.expr | None]  # what a name stands for
_EPSILON = re.compile(r"(?:finfo\((?!.*(?:16|32)).*\)\.eps|float_info\.epsilon)$")  # of double precision
_ARRAYS = ("np.array", "numpy.array", "np.asarray", "numpy.asarray", "list", "tuple")
_IN_A_ROW = 7  # numbers that NumPy adds up one after the other
_DEEPEST = 20


def constant(node: ast.expr, meaning: Meaning) -> Known | None:
    """The value of an expression of numbers as a computer gives it, and exactly where it is rational; else None.

    >>> constant(ast.parse("0.1 + 0.2", mode="eval").body, lambda node: node)
    (0.30000000000000004, Fraction(3, 10))
    >>> constant(ast.parse("sum(p for p in [0.1, 0.2, 0.3, 0.1])", mode="eval").body, lambda node: node)
    (0.7000000000000001, Fraction(7, 10))
    """
    try:
        return _Constants(meaning).number(node)
    except (ArithmeticError, ValueError):
        return None


@dataclass(frozen=True)
class _Constants:
    """Evaluates expressions; bound: what the names of a comprehension stand for in this round."""

    meaning: Meaning
    bound: Mapping[str, ast.expr] = field(default_factory=dict)
    depth: int = 0

    def deeper(self, bound: Mapping[str, ast.expr] | None = None) -> _Constants:
        """For what lies within; what a name stands for knows nothing of what is bound here."""
        if self.depth > _DEEPEST:
            raise ValueError
        return _Constants(self.meaning, bound or {}, self.depth + 1)

    def known(self, node: ast.expr) -> ast.expr | None:
        """What a name stands for; anything else itself."""
        if not isinstance(node, ast.Name):
            return node
        return self.bound.get(node.id) or self.meaning(node)

    def number(self, node: ast.expr) -> Known | None:
        inner = self.deeper(self.bound)
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return float(value), Fraction(repr(value)) if math.isfinite(value) else None
            case ast.Name():
                found = self.known(node)
                return None if found is None else self.deeper().number(found)
            case ast.Attribute() if _EPSILON.search(ast.unparse(node)):
                return sys.float_info.epsilon, None
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                negated = inner.number(operand)
                return None if negated is None else (-negated[0], None if negated[1] is None else -negated[1])
            case ast.Subscript():
                return inner.entry(node)
            case ast.Call():
                return inner.called(node)
            case ast.BinOp():
                return _combined(node.op, inner.number(node.left), inner.number(node.right))
        return None

    def called(self, node: ast.Call) -> Known | None:
        """A sum, or a function of one number."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "sum" and not node.keywords and len(node.args) < 2:
            return self.total(node.args[0] if node.args else getattr(node.func, "value", node),
                              not isinstance(node.func, ast.Name))
        if len(node.args) != 1 or node.keywords:
            return None
        argument = self.number(node.args[0])
        if name in ("float", "float64", "double"):
            return argument
        function = math.sqrt if name == "sqrt" else FUNCTIONS.get(name)
        return None if argument is None or function is None else (function(argument[0]), None)

    def total(self, node: ast.expr, of_array: bool) -> Known | None:
        """The sum of several numbers, added up from the left as Python does, and NumPy if they are few."""
        each = self.several(node)
        if not each or len(each) > (_IN_A_ROW if of_array else MOST):
            return None
        total, exact = 0.0, Fraction(0)
        for one in each:
            if one[1] is None:
                return None
            total += one[0]
            exact += one[1]
        return total, exact

    def several(self, node: ast.expr) -> list[Known] | None:
        """The numbers of which a list, an array or a comprehension consists."""
        found = self.known(node)
        if isinstance(found, ast.GeneratorExp | ast.ListComp) and len(found.generators) == 1:
            source = found.generators[0]
            nodes = self.entries(source.iter)
            if nodes is None or source.ifs or not isinstance(source.target, ast.Name):
                return None
            values = [self.deeper({**self.bound, source.target.id: one}).number(found.elt) for one in nodes]
        else:
            nodes = self.entries(node)
            values = [self.number(one) for one in nodes] if nodes is not None else [None]
        return [v for v in values if v is not None] if None not in values else None

    def entries(self, node: ast.expr) -> list[ast.expr] | None:
        """What a loop goes through: the entries of a list, the keys or values of a dictionary, whole numbers."""
        match self.known(node):
            case ast.List(elts=entries) | ast.Tuple(elts=entries):
                return entries
            case ast.Dict(keys=keys):
                return [key for key in keys if key is not None]
            case ast.BinOp(left=left, op=ast.Mult(), right=ast.Constant(value=int() as times)):
                once = self.entries(left)
                return once * times if once is not None and 0 < times * len(once) <= MOST else None
            case ast.Call(func=ast.Attribute(value=table, attr="values"), args=[]):
                found = self.known(table)
                return found.values if isinstance(found, ast.Dict) else None
            case ast.Call(func=function, args=[argument]) if ast.unparse(function) == "range":
                count = self.number(argument)
                return [ast.Constant(i) for i in range(int(count[0]))] if count and 0 < count[0] <= MOST else None
            case ast.Call(func=function, args=[argument]) if ast.unparse(function) in _ARRAYS:
                return self.deeper().entries(argument)
        return None

    def entry(self, node: ast.Subscript) -> Known | None:
        """`prices[1]`, `prices["tea"]`, `cumsum(prices)[-1]`"""
        base, place = self.known(node.value), self.known(node.slice)
        if isinstance(base, ast.Call) and ast.unparse(base.func).endswith("cumsum") and len(base.args) == 1 and (
                ast.unparse(node.slice) == "-1"):
            return self.total(base.args[0], True)
        if isinstance(base, ast.Dict) and isinstance(place, ast.Constant):
            return next((self.number(value) for key, value in zip(base.keys, base.values)
                         if isinstance(key, ast.Constant) and key.value == place.value), None)
        index = self.number(node.slice) if base is not None else None
        entries = self.entries(base) if base is not None and index is not None else None
        if entries is None or index is None or not -len(entries) <= index[0] < len(entries):
            return None
        return self.number(entries[int(index[0])])


def _combined(operator: ast.operator, left: Known | None, right: Known | None) -> Known | None:
    if left is None or right is None:
        return None
    (x, a), (y, b) = left, right
    match operator:
        case ast.Add():
            return x + y, a + b if a is not None and b is not None else None
        case ast.Sub():
            return x - y, a - b if a is not None and b is not None else None
        case ast.Mult():
            return x * y, a * b if a is not None and b is not None else None
        case ast.Div():
            return x / y, a / b if a is not None and b else None
        case ast.Pow():
            exact = a ** int(b) if a is not None and b is not None and b.denominator == 1 and abs(b) <= 64 else None
            power = x ** y
            return None if isinstance(power, complex) else (power, exact)
    return None
