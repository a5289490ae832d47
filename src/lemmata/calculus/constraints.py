"""Constraints as formulas: equations, inequalities, the Lagrangian, the conditions of Karush, Kuhn and Tucker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import lsq_linear

from lemmata.calculus.given import Given, formula_of
from lemmata.calculus.packing import Packing
from lemmata.engine.expr import Apply, Symbol, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas import Formula, parse

Relation = str | Formula


@dataclass(frozen=True)
class Constraint:
    """h(x) = 0, or g(x) <= 0, for every entry.

    kind     equal, at most
    formula  h or g

    >>> constraint("w @ w <= 1").kind
    'at most'
    """

    kind: str
    formula: Formula

    @property
    def equal(self) -> bool:
        return self.kind == "equal"

    def __str__(self) -> str:
        return f"{self.formula.text} {'==' if self.equal else '<='} 0"

    def jacobian(self, packing: Packing, values: Mapping[str, Any]) -> np.ndarray[Any, Any]:
        """The derivative of each entry by each entry of the packed variables, a matrix."""
        count = int(np.prod(np.shape(self(values)), dtype=int))
        columns = []
        for name, size in packing.sizes.items():
            if name in self.formula.declarations:
                slope = self.formula.derivative(name)
                columns.append(np.reshape(slope(**_those_of(slope, values)), (count, size)))
            else:
                columns.append(np.zeros((count, size)))
        return np.concatenate(columns, axis=1)

    def __call__(self, values: Mapping[str, Any]) -> Any:
        return self.formula(**_those_of(self.formula, values))


def constraint(relation: Relation, vars: Declarations = None) -> Constraint:
    """The constraint that a relation states: "x + y == 1", "w @ w <= 1", "x >= 0" (for every entry).

    Raises ValueError where it is no equation or inequality.

    >>> str(constraint("x**2 + y**2 <= 4")), str(constraint("x >= 0", "x: real[n]"))
    ('x**2 + y**2 - 4 <= 0', '-x <= 0')
    """
    found = parse(relation, vars) if isinstance(relation, str) else relation
    expr = found.expr
    if not isinstance(expr, Apply) or expr.op not in ("eq", "le", "lt", "ge", "gt"):
        raise ValueError(f"{found.text!r} is no constraint; write an equation, a == b, or an inequality, a <= b")
    left, right = expr.args
    if expr.op in ("ge", "gt"):
        left, right = right, left
    difference = Formula(left - right, found.declarations)
    return Constraint("equal" if expr.op == "eq" else "at most", difference.simplify())


def lagrangian(f: Given, subject_to: Sequence[Relation], vars: Declarations = None) -> Formula:
    """The Lagrangian L = f + sum_i lambda_i h_i + sum_j mu_j g_j of min f with h = 0 and g <= 0.

    Each constraint has a multiplier of its own shape: lambda_1, ... of equations, mu_1, ... of inequalities (mu >= 0),
    numbered in their order. At an optimum the gradient of L by the variables is zero.

    >>> L = lagrangian("x**2 + y**2", ["x + y == 1"])
    >>> L.text, L.grad("x").text, L.grad("lambda_1").text
    ('x**2 + y**2 + lambda_1*(x + y - 1)', 'lambda_1 + 2*x', 'x + y - 1')

    Boyd and Vandenberghe, Convex Optimization, section 5.1.1.
    """
    found = formula_of(f, vars)
    total, known = found.expr, dict(found.declarations)
    for name, each in zip(_multiplier_names(subject_to, known), _constraints(subject_to, known)):
        multiplier: Symbol = symbol(name, each.formula.shape, "real" if each.equal else "nonnegative")
        known = {**each.formula.declarations, **known, name: multiplier}
        product = multiplier * each.formula.expr
        total = total + (apply("sum", product) if each.formula.shape else product)
    return Formula(total, known)


@dataclass(frozen=True)
class Optimality:
    """How far a point and multipliers are from the conditions of Karush, Kuhn and Tucker, as largest absolute values.

    stationarity      of the gradient of f + lambda h + mu g by the variables
    feasibility       of h, and of g where it is above 0
    complementarity   of mu g
    sign              of mu, where it is below 0

    >>> Optimality(0.0, 0.0, 1e-9, 0.0).residual
    1e-09
    """

    stationarity: float
    feasibility: float
    complementarity: float
    sign: float

    @property
    def residual(self) -> float:
        """The largest of them."""
        return max(self.stationarity, self.feasibility, self.complementarity, self.sign)


def kkt(f: Given, subject_to: Sequence[Relation], at: Mapping[str, Any], multipliers: Sequence[Any] | None = None,
        data: Mapping[str, Any] | None = None, vars: Declarations = None) -> Optimality:
    """How well a point satisfies the conditions of first order of min f subject to constraints.

    at            values of the variables
    multipliers   one of each constraint's shape, in order; None: the best ones, by least squares
    data          values of the other names

    >>> kkt("x**2 + y**2", ["x + y == 1"], {"x": 0.5, "y": 0.5}).residual < 1e-12
    True
    >>> kkt("x**2 + y**2", ["x + y == 1"], {"x": 1.0, "y": 0.0}).residual > 0.5
    True

    Nocedal and Wright, Numerical Optimization, theorem 12.1.
    """
    found = formula_of(f, vars)
    parts = _constraints(subject_to, found.declarations)
    values = {**(data or {}), **at}
    packing = Packing.of(at)
    slope = packed_gradient(found, packing, values)
    if multipliers is None:
        multipliers = lagrange_multipliers(found, subject_to, at, data)
    stationary, feasible, complementary, sign = slope, 0.0, 0.0, 0.0
    for each, multiplier in zip(parts, multipliers):
        value, weight = np.asarray(each(values)), np.asarray(multiplier, dtype=float)
        stationary = stationary + weight.ravel() @ each.jacobian(packing, values)
        feasible = max(feasible, _largest(value if each.equal else np.maximum(value, 0)))
        if not each.equal:
            complementary = max(complementary, _largest(weight * value))
            sign = max(sign, _largest(np.minimum(weight, 0)))
    return Optimality(_largest(stationary), feasible, complementary, sign)


def lagrange_multipliers(f: Given, subject_to: Sequence[Relation], at: Mapping[str, Any],
                         data: Mapping[str, Any] | None = None, vars: Declarations = None) -> tuple[Any, ...]:
    """The multipliers that bring the gradient of the Lagrangian nearest to zero at a point, one for each constraint.

    Those of inequalities are not negative, and what they have of g < 0 counts as much: the least squares of both, the
    gradient of f + lambda h + mu g and mu g, by `scipy.optimize.lsq_linear`. At an optimum a multiplier says how fast
    the least value falls as its constraint is loosened: d min f / d b = -lambda for h = a(x) - b.

    >>> [round(float(m), 6) for m in lagrange_multipliers("x**2 + y**2", ["x + y == 1"], {"x": 0.5, "y": 0.5})]
    [-1.0]

    Boyd and Vandenberghe, Convex Optimization, section 5.6.
    """
    found = formula_of(f, vars)
    parts, values, packing = _constraints(subject_to, found.declarations), {**(data or {}), **at}, Packing.of(at)
    if not parts:
        return ()
    at_constraints = [np.asarray(each(values), dtype=float) for each in parts]
    rows = np.concatenate([each.jacobian(packing, values) for each in parts])
    equal = np.concatenate([np.full(v.size, each.equal) for each, v in zip(parts, at_constraints)])
    room = np.where(equal, 0.0, np.minimum(np.concatenate([v.ravel() for v in at_constraints]), 0.0))
    wanted = np.concatenate([-packed_gradient(found, packing, values), np.zeros(len(rows))])
    flat = lsq_linear(np.concatenate([rows.T, np.diag(room)]), wanted, (np.where(equal, -np.inf, 0.0), np.inf),
                      tol=1e-14).x
    ends = np.cumsum([v.size for v in at_constraints])[:-1]
    return tuple(part.reshape(v.shape)[()] for part, v in zip(np.split(flat, ends), at_constraints))


def packed_gradient(f: Formula, packing: Packing, values: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """The gradient by all packed variables, as one vector."""
    slopes = {}
    for name, shape in packing.shapes.items():
        slope = f.grad(name) if name in f.declarations else None
        slopes[name] = np.zeros(shape) if slope is None else np.asarray(slope(**_those_of(slope, values)), dtype=float)
    return packing.pack(slopes)


def _constraints(subject_to: Sequence[Relation], known: Mapping[str, Symbol]) -> list[Constraint]:
    return [constraint(relation, known) for relation in subject_to]


def _multiplier_names(subject_to: Sequence[Relation], known: Mapping[str, Symbol]) -> list[str]:
    counts, names = {"lambda": 0, "mu": 0}, []
    for each in _constraints(subject_to, known):
        letter = "lambda" if each.equal else "mu"
        counts[letter] += 1
        names.append(f"{letter}_{counts[letter]}")
    return names


def _those_of(f: Formula, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in f.declarations if name in values}


def _largest(values: Any) -> float:
    return float(np.max(np.abs(values), initial=0.0))
