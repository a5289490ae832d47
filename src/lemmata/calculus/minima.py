"""Multivariable optimization: SciPy's methods, fed by the gradient of the formula, with constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from scipy import optimize

from lemmata.calculus.constraints import Constraint, Optimality, Relation, constraint, kkt, lagrange_multipliers
from lemmata.calculus.given import Given, formula_of
from lemmata.calculus.packing import Packing
from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas import Formula

WITH_HESSIAN = ("Newton-CG", "dogleg", "trust-ncg", "trust-krylov", "trust-exact", "trust-constr")


@dataclass(frozen=True)
class Minimum:
    """What SciPy found, and how good it is.

    at            the values of the variables
    value         of f there
    multipliers   one for each constraint, of its shape, in order
    kkt           how far the point is from the conditions of first order
    method        of SciPy; steps: its iterations
    converged     whether SciPy says so; message: its words

    >>> find_minimum("exp(x) - x", {"x": 1.0}).method
    'BFGS'
    """

    at: dict[str, Any]
    value: float
    multipliers: tuple[Any, ...]
    kkt: Optimality
    method: str
    steps: int
    converged: bool
    message: str


def find_minimum(f: Given, start: Mapping[str, Any], subject_to: Sequence[Relation] = (),
                 data: Mapping[str, Any] | None = None, method: str | None = None, tolerance: float = 1e-12,
                 steps: int = 1000, vars: Declarations = None) -> Minimum:
    """A local minimum of a formula over several named variables, from a start, subject to constraints.

    f            a formula, text or function of numbers and arrays; its gradient is derived, not taken by differences
    start        a value of each variable
    subject_to   relations in the same names: "x + y == 1", "w >= 0" (for every entry), "w @ w <= 1"
    data         values of the other names
    method       of `scipy.optimize.minimize`; None: SLSQP with constraints, else BFGS. Methods that take one get the
                 formula's Hessian too: Newton-CG, trust-exact, trust-constr, ...
    tolerance    of the method

    The variables are packed into one vector for SciPy and unpacked after.

    Raises ValueError where a name has no value, or SciPy refuses the method with constraints.

    >>> found = find_minimum("x**2 + y**2", {"x": 1.0, "y": 1.0})
    >>> found.converged, bool(abs(found.at["x"]) < 1e-8)
    (True, True)
    >>> found = find_minimum("(x - 2)**2 + y**2", {"x": 0.0, "y": 0.0}, ["x + y <= 1", "y >= 0"])
    >>> [round(float(found.at[name]), 6) for name in "xy"], found.kkt.residual < 1e-6
    ([1.0, 0.0], True)

    Nocedal and Wright, Numerical Optimization, chapters 6, 12 and 18.
    """
    found = formula_of(f, vars)
    known = dict(data or {})
    missing = [name for name in found.declarations if name not in known and name not in start]
    if missing:
        raise ValueError(f"{missing[0]} has no value; give it in start, or in data where it stays fixed")
    parts = [constraint(relation, found.declarations) for relation in subject_to]
    packing, names = Packing.of(start), list(start)
    chosen = method or ("SLSQP" if parts else "BFGS")
    used = [name for name in names if name in found.declarations]
    function = found.compile(grad=used)
    fixed = {name: value for name, value in known.items() if name in found.declarations}

    def value_and_slope(vector: Any) -> tuple[float, Any]:
        at = packing.unpack(vector)
        value, *slopes = function(**{name: at[name][()] for name in used}, **fixed)
        slope = {**{n: np.zeros(packing.shapes[n]) for n in names}, **dict(zip(used, slopes))}
        return float(value), packing.pack(slope)

    more: dict[str, Any] = {"hess": _hessian(found, packing, known)} if chosen in WITH_HESSIAN else {}
    if parts:
        wanted = _with_hessian if chosen == "trust-constr" else _for_scipy
        more["constraints"] = [wanted(each, packing, known) for each in parts]
    result = optimize.minimize(value_and_slope, packing.pack(start), jac=True, method=chosen, tol=tolerance,
                               options={"maxiter": steps}, **more)
    at = {name: value[()] for name, value in packing.unpack(np.asarray(result.x)).items()}
    multipliers = lagrange_multipliers(found, subject_to, at, known)
    return Minimum(at, float(result.fun), multipliers, kkt(found, subject_to, at, multipliers, known), chosen,
                   int(result.nit), bool(result.success), str(result.message))


def _for_scipy(each: Constraint, packing: Packing, known: Mapping[str, Any]) -> dict[str, Any]:
    """SciPy's inequalities are >= 0."""
    sign = 1.0 if each.equal else -1.0
    return {"type": "eq" if each.equal else "ineq",
            "fun": lambda x: sign * np.ravel(each({**known, **_scalars(packing.unpack(x))})),
            "jac": lambda x: sign * each.jacobian(packing, {**known, **_scalars(packing.unpack(x))})}


def _with_hessian(each: Constraint, packing: Packing, known: Mapping[str, Any]) -> optimize.NonlinearConstraint:
    """For trust-constr, which asks for the second derivatives of weighted constraints."""
    g = each.formula
    weight = symbol(next(n for k in count() if (n := f"weight_{k}") not in g.declarations), g.shape)
    total = apply("sum", weight * g.expr) if g.shape else weight * g.expr
    blocks = packed_hessian(Formula(total, {**g.declarations, weight.name: weight}), packing)

    def second(x: Any, v: Any) -> Any:
        at = {**known, **_scalars(packing.unpack(x))}
        return blocks({**at, weight.name: np.reshape(v, np.shape(each(at)))[()]})

    return optimize.NonlinearConstraint(
        lambda x: np.ravel(each({**known, **_scalars(packing.unpack(x))})), 0.0 if each.equal else -np.inf, 0.0,
        jac=lambda x: each.jacobian(packing, {**known, **_scalars(packing.unpack(x))}), hess=second)


def _hessian(f: Formula, packing: Packing, known: Mapping[str, Any]) -> Any:
    blocks = packed_hessian(f, packing)
    return lambda x, *_: blocks({**known, **_scalars(packing.unpack(x))})


def packed_hessian(f: Formula, packing: Packing) -> Any:
    """The function of named values that gives the matrix of second derivatives by all packed variables."""
    names = list(packing.shapes)
    derived = {(a, b): f.hessian(a, b) for i, a in enumerate(names) for b in names[i:]
               if a in f.declarations and b in f.declarations}

    def matrix(values: Mapping[str, Any]) -> np.ndarray[Any, Any]:
        blocks = []
        for a, rows in packing.sizes.items():
            row = []
            for b, columns in packing.sizes.items():
                if (a, b) in derived:
                    part = derived[a, b]
                    row.append(np.reshape(_at(part, values), (rows, columns)))
                elif (b, a) in derived:
                    row.append(np.reshape(_at(derived[b, a], values), (columns, rows)).T)
                else:
                    row.append(np.zeros((rows, columns)))
            blocks.append(row)
        return np.block(blocks)

    return matrix


def _at(f: Formula, values: Mapping[str, Any]) -> Any:
    return f(**{name: values[name] for name in f.declarations if name in values})


def _scalars(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[()] for name, value in values.items()}
