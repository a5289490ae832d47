"""Scalar expressions as SymPy's, whatever SymPy does not know as an opaque real symbol."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, TypeVar

import sympy
from sympy.core.cache import clear_cache

from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    constant,
    number,
    open_binder,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known as is_known

T = TypeVar("T")

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "mul": lambda a, b: a * b, "neg": lambda a: -a, "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b, "exp": sympy.exp, "log": sympy.log, "log1p": lambda x: sympy.log(1 + x),
    "expm1": lambda x: sympy.exp(x) - 1, "log2": lambda x: sympy.log(x, 2), "log10": lambda x: sympy.log(x, 10),
    "sqrt": sympy.sqrt, "cbrt": sympy.cbrt, "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan,
    "asin": sympy.asin, "acos": sympy.acos, "atan": sympy.atan, "atan2": sympy.atan2, "sinh": sympy.sinh,
    "cosh": sympy.cosh, "tanh": sympy.tanh, "asinh": sympy.asinh, "acosh": sympy.acosh, "atanh": sympy.atanh,
    "abs": sympy.Abs, "sign": sympy.sign, "floor": sympy.floor, "ceil": sympy.ceiling, "gamma": sympy.gamma,
    "lgamma": sympy.loggamma, "digamma": sympy.digamma, "beta": sympy.beta, "erf": sympy.erf, "erfc": sympy.erfc,
    "binomial": sympy.binomial, "factorial": sympy.factorial, "maximum": sympy.Max, "minimum": sympy.Min,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)), "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "relu": lambda x: sympy.Max(x, 0),
}
CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "euler_gamma": sympy.EulerGamma, "inf": sympy.oo}
# The way back: what SymPy has a class of its own for.
OPERATIONS = {function: op for op, function in FUNCTIONS.items() if isinstance(function, type)}


class OutOfSteps(BaseException):
    """The budget of calls ran out; no Exception, so that no handler inside SymPy swallows it."""


def within(calls: int, work: Callable[[], T]) -> T | None:
    """Run SymPy for at most so many function calls (counted, not timed); None where it takes more.

    What SymPy remembers of earlier questions would be calls that are not counted, so it starts with nothing.
    """
    clear_cache()
    left = calls
    previous, unraisable = sys.getprofile(), sys.unraisablehook

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal left
        if event == "call":
            left -= 1
            if left < 0:
                raise OutOfSteps  # Python takes a hook that raises away

    def again(lost: sys.UnraisableHookArgs) -> None:
        """Inside `__del__` and callbacks of weak references nothing is raised: count on, and raise at the next call."""
        if lost.exc_type is OutOfSteps:
            sys.setprofile(count)
        else:
            unraisable(lost)

    sys.unraisablehook = again
    sys.setprofile(count)
    try:
        return work()
    except (OutOfSteps, RecursionError):
        return None
    except Exception:
        # Whatever SymPy raises on an integral or sum that it can't do, it has no answer.
        return None
    finally:
        sys.setprofile(previous)
        sys.unraisablehook = unraisable


class Bridge:
    """One translation; equal opaque parts become the same symbol."""

    def __init__(self) -> None:
        self.atoms: dict[Expr, Any] = {}
        self.bound: set[str] = set()  # variables of binders that were opened

    def sympy(self, node: Expr) -> Any:
        """The SymPy expression of a scalar."""
        if isinstance(node, Number):
            return sympy.Rational(node.value.numerator, node.value.denominator)
        if isinstance(node, Constant):
            return CONSTANTS[node.name]
        if isinstance(node, Int):
            return self._size(node.size)
        if isinstance(node, Apply) and node.op in FUNCTIONS and not node.shape:
            return FUNCTIONS[node.op](*(self.sympy(a) for a in node.args))
        if isinstance(node, Apply) and node.op == "decimal":
            return self.sympy(node.args[0])
        if isinstance(node, Bind) and not node.shape and node.binder in ("integral", "sum", "prod", "limit"):
            return self._binder(node)
        return self.atom(node)

    def _size(self, size: Size) -> Any:
        total = sympy.Integer(0)
        for monomial, factor in size.terms:
            term = sympy.Integer(factor)
            for name, power in monomial:
                term *= sympy.Symbol(name, integer=True, **({} if name[0] in "%#" else {"positive": True})) ** power
            total += term
        return total

    def _binder(self, node: Bind) -> Any:
        variable, body = open_binder(node)
        if isinstance(variable, Size):
            x = sympy.Symbol(str(variable), integer=True)
        else:
            x = self.atom(variable)
        self.bound.add(str(variable) if isinstance(variable, Size) else variable.name)
        inner = self.sympy(body)
        ends = [self.sympy(end) for end in node.range]
        if node.binder == "integral":
            return sympy.Integral(inner, (x, ends[0], ends[1]))
        if node.binder == "limit":
            direction = {1: "+", -1: "-", 0: "+-"}[int(ends[1])] if len(ends) > 1 else "+-"
            return sympy.Limit(inner, x, ends[0], dir=direction if ends[0] not in (sympy.oo, -sympy.oo) else "-")
        kind = sympy.Sum if node.binder == "sum" else sympy.Product
        return kind(inner, (x, ends[0], ends[1] - 1 if ends[1] is not sympy.oo else sympy.oo))

    def atom(self, node: Expr) -> Any:
        """The symbol of what SymPy does not look into."""
        if not isinstance(node, (Symbol, Local)) and self.bound & set(node.free):
            raise ValueError("SymPy would take f(x) for a constant, where x is bound")
        if node not in self.atoms:
            name = node.name if isinstance(node, (Symbol, Local)) else f"_{len(self.atoms)}"
            facts = {"real": True}
            for fact, word in (("integer", "integer"), ("positive", "positive"), ("negative", "negative"),
                               ("nonnegative", "nonnegative"), ("nonzero", "nonzero")):
                if is_known(node, fact) is True:
                    facts[word] = True
            self.atoms[node] = sympy.Symbol(name, **facts)
        return self.atoms[node]

    def expression(self, value: Any) -> Expr | None:
        """An expression of SymPy's as one of ours; None for what it has no word for."""
        found = next((e for e, s in self.atoms.items() if s == value), None)
        if found is not None:
            return found
        if value.is_Rational:
            return number(Fraction(value.p, value.q))
        name = next((name for name, v in CONSTANTS.items() if v is value and name != "inf"), None)
        if name is not None:
            return constant(name)
        parts = [self.expression(a) for a in value.args]
        known = [p for p in parts if p is not None]
        if not known or len(known) < len(parts):
            return None
        if value.is_Add or value.is_Mul:
            return reduce(operator.add if value.is_Add else operator.mul, known)
        op = "pow" if value.is_Pow else OPERATIONS.get(value.func)
        return apply(op, *known) if op is not None and OPS[op].arity == len(known) else None
