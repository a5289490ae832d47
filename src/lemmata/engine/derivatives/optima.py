"""Minima and maxima of quadratic functions in closed form: where the gradient is zero.

For f(x) = x' H x / 2 + g' x + c with H positive definite the minimum is at x* = -H^{-1} g.
"""

from __future__ import annotations

from lemmata.engine.derivatives.derivative import derivative
from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.tidy import tidy
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Number,
    number,
    open_binder,
    postorder,
    substitute,
    transform,
)
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided

EXTREMA = {"min": 1, "argmin": 1, "max": -1, "argmax": -1}


def resolve_optima(expr: Expr) -> Expr:
    """The expression with extrema of quadratic functions over a real or a vector replaced by their values.

    >>> from lemmata.engine.expr import bind, fresh_local
    >>> x = fresh_local()
    >>> resolve_optima(bind("argmin", x, (x - 3) ** 2)) is number(3)
    True
    """
    if not any(isinstance(n, Bind) and n.binder in EXTREMA and n.domain != "index" for n in postorder(expr)):
        return expr
    return transform(expr, lambda n: _optimum(n) if isinstance(n, Bind) and n.binder in EXTREMA else None)


def _optimum(node: Bind) -> Expr | None:
    if node.domain != "real" or len(node.data[2]) > 1 or node.range:
        return None
    variable, body = open_binder(node)
    assert isinstance(variable, Local)
    sign = EXTREMA[node.binder]
    try:
        gradient = derivative(apply("mul", number(sign), body), variable)
        curvature = derivative(gradient, variable)
        hessian = canonical(curvature)
        if variable.name in hessian.free or not _polynomial(canonical(body), variable):
            return None
        zero = apply("zeros", shape=variable.shape) if variable.shape else number(0)
        at_zero = substitute(gradient, {variable: zero})
        if variable.shape:
            forms = (hessian, tidy(curvature), _multiple_of_identity(hessian))
            definite = next((form for form in forms if form is not None and known(form, "posdef") is True), None)
            place = None if definite is None else -(apply("inv", definite) @ at_zero)
        else:
            place = -(at_zero / hessian) if known(hessian, "positive") is True else None
        if place is None:
            return None
        return canonical(place) if node.binder.startswith("arg") else substitute(body, {variable: place})
    except (NoDerivative, Undecided, ShapeError):
        return None


def _multiple_of_identity(hessian: Expr) -> Expr | None:
    """c I for a matrix whose entries are c delta_ij, written out; None for others."""
    if not (isinstance(hessian, Bind) and hessian.binder == "array" and hessian.rank == 2):
        return None
    row, inner = open_binder(hessian)
    if not isinstance(inner, Bind) or inner.binder != "array":
        return None
    column, entry = open_binder(inner)
    deltas = {n for n in postorder(entry) if isinstance(n, Apply) and n.op == "delta"}
    if len(deltas) != 1:
        return None
    (delta,) = deltas
    off, on = (canonical(substitute(entry, {delta: number(k)})) for k in (0, 1))
    if off is not number(0) or {str(row), str(column)} & set(on.free):
        return None
    return on * apply("eye", n=hessian.shape[0])


def _polynomial(form: Expr, variable: Local) -> bool:
    """Whether a canonical form is a polynomial in the variable; at the kinks of others the Hessian tells nothing."""
    inside = [n for n in postorder(form) if variable.name in n.free and isinstance(n, (Apply, Bind))]
    return all(n.binder == "sum" if isinstance(n, Bind) else n.op in ("add", "mul") or _whole_power(n) for n in inside)


def _whole_power(node: Expr) -> bool:
    exponent = node.children[1] if isinstance(node, Apply) and node.op == "pow" else None
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0
