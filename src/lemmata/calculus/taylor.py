"""Taylor polynomials of any order, in one variable and in several, and bounds of what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import factorial
from typing import Any

import flint
import numpy as np
from scipy.special import factorial as factorial_of

from lemmata.calculus.given import Given, formula_of, only_variable
from lemmata.engine.derivatives import unfold
from lemmata.engine.evaluation import Balls, Undefined, Unsupported, evaluate
from lemmata.engine.evaluation.budget import Trace
from lemmata.engine.expr import Apply, Expr, Number, Symbol, number, postorder, substitute, symbol, symbols, transform
from lemmata.engine.notation import readable
from lemmata.engine.ops import OPS, apply
from lemmata.engine.readers.annotations import Natural, Nonnegative
from lemmata.engine.readers.declarations import Declarations
from lemmata.engine.structure.curvature import SMOOTH
from lemmata.engine.writers import to_text
from lemmata.formulas import Formula, formula, parse

# Analytic wherever they have values: a pole on the way makes a bound infinite.
ANALYTIC = SMOOTH | frozenset((
    "log", "log1p", "log2", "log10", "log_base", "logaddexp", "sqrt", "cbrt", "div", "pow", "tan", "asin", "acos",
    "acosh", "atanh", "lgamma", "gamma", "digamma", "polygamma", "erfc", "norm_cdf", "logit", "log_sigmoid", "silu",
    "gelu", "inv", "det", "logdet", "solve", "std", "vec", "ravel", "stack", "concat", "full", "arange", "delta",
    "cross", "kron"))
PIECES = 64  # of the way to the point, on each of which the derivative is bounded


@formula
def taylor_remainder_bound(bound: Nonnegative, distance: Nonnegative, order: Natural):
    """What a Taylor polynomial of some order leaves out, at most: M |x - a|^(n + 1) / (n + 1)!.

    bound      M, the largest |f^(n + 1)| between a and x
    distance   |x - a|; order: n

    >>> float(taylor_remainder_bound(1.0, 0.1, 2)) < 1.7e-4
    True

    Apostol, Calculus I, section 7.7.
    """
    return bound * distance ** (order + 1) / factorial_of(order + 1)


def taylor_polynomial(f: Given, order: int = 2, around: str | int | Mapping[str, str | int] = 0,
                      vars: Declarations = None) -> Formula:
    """The polynomial with the value and all derivatives up to an order of f at a point.

    sum over k <= order of D^k f(a)[x - a, ..., x - a] / k!: of one variable f^(k)(a) (x - a)^k / k!; of several, or of
    arrays, f(a) + grad f(a).(x - a) + (x - a).H(a)(x - a)/2 + ...

    f        a formula, a text or a function, of any shape
    around   the point, for the only variable; else for each variable that is developed: a number, a text, or a new
             name, which gets the shape of the variable. Variables without a point stay as they are

    Raises ValueError for an unknown variable, a negative order, or a point where f or a derivative has no finite
    value; NoDerivative where there is none.

    >>> taylor_polynomial("exp(x)", 3).text
    'x**3/6 + x**2/2 + x + 1'
    >>> taylor_polynomial("x**2 * y", 1, {"x": 1, "y": "b"}).equals("b + 2*b*(x - 1) + (y - b)").kind
    'proved'

    Apostol, Calculus I, section 7.1; Deisenroth, Faisal, Ong, section 5.8.
    """
    found = formula_of(f, vars)
    if order < 0:
        raise ValueError(f"order {order}; give 0 or more")
    centres = around if isinstance(around, Mapping) else {only_variable(found): around}
    steps, whole = _steps(found, centres)
    term, terms = whole, [whole.expr]
    for k in range(1, order + 1):
        term = term.jvp(**steps)
        terms.append(apply("div", term.expr, number(factorial(k))))
    known = dict(term.declarations)
    points: dict[Expr, Expr] = {known[name]: _point(str(centre), known[name], known)
                                for name, centre in centres.items()}
    moves: dict[Expr, Expr] = {known[step]: known[name] - points[known[name]] for name, step in steps.items()
                               if step in known}
    # both at once: the point takes the place of the variable, the way from there that of the direction
    placed = [substitute(part, {**points, **moves}) for part in terms]
    total = readable(transform(readable(reduce(lambda a, b: apply("add", a, b), placed)), _valued))
    wrong = next((node for node in postorder(total) if not _has_value(node)), None)
    if wrong is not None:
        raise ValueError(f"{found.text} has no polynomial of order {order} around {around}: {to_text(wrong)} has no "
                         "finite value there; choose another point")
    return Formula(total, {name: s for name, s in known.items() if name not in steps.values()})


def taylor_error(f: Given, order: int, around: Any, at: Any, vars: Declarations = None) -> float:
    """A proved bound of |f(x) - p(x)| for the Taylor polynomial p of an order: that of Lagrange, in ball arithmetic.

    The derivative of order n + 1 along x - a is bounded on pieces of the way from a to x by Arb: M / (n + 1)! holds.
    The largest entry's, where f is an array.

    around   the point a: a number or array for the only variable, or a mapping of names to them
    at       the point x, likewise

    Raises ValueError where f has no such derivative on all of the way (a kink, a pole).

    >>> bound = taylor_error("exp(x)", 3, 0.0, 0.5)
    >>> float(np.exp(0.5)) - (1 + 0.5 + 0.5**2/2 + 0.5**3/6) <= bound < 0.0045
    True

    Apostol, Calculus I, section 7.7; II, section 9.9.
    """
    found = formula_of(f, vars)
    starts = _arrays(around if isinstance(around, Mapping) else {only_variable(found): around})
    ends = _arrays(at if isinstance(at, Mapping) else {only_variable(found): at})
    if starts.keys() != ends.keys():
        raise ValueError(f"the point has {', '.join(starts)}, the end {', '.join(ends)}; give the same variables")
    kinks = [n.op for n in postorder(unfold(found.expr)) if isinstance(n, Apply) and n.op not in ANALYTIC]
    if kinks:
        raise ValueError(f"{kinks[0]} may have a kink, where the theorem does not hold; bound the parts beside it")
    steps, term = _steps(found, {name: "" for name in starts})
    for _ in range(order + 1):
        term = term.jvp(**steps)
    ways = {name: _exact(ends[name]) - _exact(starts[name]) for name in starts}
    largest, occurring = flint.arb(0), {s.name for s in symbols(term.expr)}
    for k in range(PIECES):
        middle = flint.arb(2 * k + 1) / (2 * PIECES)
        part = flint.arb(middle, flint.arb(1) / (2 * PIECES))
        where: dict[str, Any] = {name: np.asarray(_exact(starts[name]) + part * ways[name], dtype=object)
                                 for name in starts}
        where.update({steps[name]: np.asarray(way, dtype=object) for name, way in ways.items()})
        given = {name: value for name, value in where.items() if name in occurring}
        values = np.asarray(evaluate(term.expr, given, Balls(), trace=Trace()), dtype=object).ravel()
        for value in values:
            if not value.is_finite():
                raise ValueError(f"the derivative of order {order + 1} has no bound between the two points; "
                                 "is there a kink or a pole on the way?")
            largest = largest.max(abs(value).upper())
    return float((largest / factorial(order + 1)).upper())


def _steps(f: Formula, centres: Mapping[str, Any]) -> tuple[dict[str, str], Formula]:
    """A name for the change of each variable, that nothing has."""
    taken = {*f.declarations, *f.dims}
    steps = {}
    for name in centres:
        if name not in f.declarations:
            raise ValueError(f"the formula has no {name!r}; it has {', '.join(f.declarations)}")
        step = f"d{name}"
        while step in taken:
            step += "_"
        taken.add(step)
        steps[name] = step
    return steps, f if f.source is None else Formula(f.source, f.declarations)


def _point(text: str, variable: Symbol, known: dict[str, Symbol]) -> Any:
    """The expression of a point; a new name is a symbol of the variable's shape."""
    if text.isidentifier() and text not in known:
        known[text] = symbol(text, variable.shape, variable.domain)
        return known[text]
    found = parse(text, known).expr
    return apply("broadcast_to", found, shape=variable.shape) if variable.shape and not found.shape else found


def _has_value(node: Expr) -> bool:
    """False for log(0), and for quotients by a number that is 0."""
    if not isinstance(node, Apply) or not OPS[node.op].elementwise or node.shape:
        return True
    part = node.args[-1] if node.op == "div" else node
    if symbols(part) or any(not isinstance(n, (Apply, Number)) for n in postorder(part)):
        return True
    try:
        value = evaluate(part, {}, Balls(), trace=Trace())
    except (Undefined, ZeroDivisionError):
        return False
    except Unsupported:
        return True
    return bool(value.is_finite()) and (part is node or not value.contains(0))


def _valued(node: Expr) -> Expr | None:
    """exp(0) is 1, cos(zeros(n)) is ones(n): functions of numbers, where the value is a whole number."""
    if not isinstance(node, Apply) or not OPS[node.op].elementwise or len(node.args) != 1:
        return None
    argument, shape = node.args[0], node.shape
    if isinstance(argument, Apply) and argument.op in ("zeros", "ones", "broadcast_to"):
        argument = argument.args[0] if argument.op == "broadcast_to" else number(int(argument.op == "ones"))
    if not isinstance(argument, Number):
        return None
    try:
        value = evaluate(apply(node.op, argument), {}, Balls(), trace=Trace())
    except (Unsupported, Undefined, ZeroDivisionError):
        return None
    whole = value.unique_fmpz() if value.is_exact() else None
    if whole is None:
        return None
    return apply("broadcast_to", number(int(whole)), shape=shape) if shape else number(int(whole))


def _arrays(values: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    return {name: np.asarray(value, dtype=float) for name, value in values.items()}


def _exact(array: np.ndarray[Any, Any]) -> Any:
    """The same numbers as balls."""
    return np.array([flint.arb(float(v)) for v in array.ravel()], dtype=object).reshape(array.shape)
