"""Derivative, and its products with a direction and a cotangent."""

from __future__ import annotations

from lemmata.engine.derivatives.differentiate import differentiate, pull_back
from lemmata.engine.derivatives.unfold import unfold
from lemmata.engine.expr import Expr, fresh_local
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.shapes import show


def derivative(expr: Expr, wrt: Expr) -> Expr:
    """d expr[i..] / d wrt[j..] at [i.., j..]: gradient of a number, Jacobian of an array, twice: Hessian.

    expr    of any rank
    wrt     a symbol or opened local of any rank, or one of its entries (or slices) `at(w, i, j)`
    Raises NoDerivative with the reason and a remedy. A declared domain is no constraint on the change.

    At a kink it is a subgradient: 0 of abs, sign and relu at 0; that of the first argument where both of maximum or
    minimum are equal; shared equally by the entries that attain max, min or norm(x, inf), and by the two in the middle
    of median; of sort as equal entries stand. norm(x) and std(x) have none where they are 0: nan.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> from lemmata.engine.ops import apply
    >>> derivative(apply("sum", x**2), x) is 2 * x
    True
    """
    return differentiate(unfold(expr), wrt)


def vjp(expr: Expr, wrt: Expr, cotangent: Expr) -> Expr:
    """sum over i.. of cotangent[i..] * d expr[i..] / d wrt[j..], of the shape of `wrt`, by one reverse pass.

    >>> from lemmata.engine.expr import symbol
    >>> A, x, g = symbol("A", ["m", "n"]), symbol("x", ["n"]), symbol("g", ["m"])
    >>> vjp(A @ x, x, g) is A.T @ g
    True
    """
    _same_shape("cotangent", cotangent, "expression", expr)
    return pull_back(unfold(expr), wrt, cotangent)


def jvp(expr: Expr, wrt: Expr, direction: Expr) -> Expr:
    """sum over j.. of d expr[i..] / d wrt[j..] * direction[j..], of the shape of `expr`, by two reverse passes.

    The first is linear in its cotangent; the second differentiates it by that.

    >>> from lemmata.engine.expr import symbol
    >>> A, x, v = symbol("A", ["m", "n"]), symbol("x", ["n"]), symbol("v", ["n"])
    >>> jvp(A @ x, x, v) is A @ v
    True
    """
    _same_shape("direction", direction, "variable", wrt)
    cotangent = fresh_local(expr.shape)
    return pull_back(pull_back(unfold(expr), wrt, cotangent), cotangent, direction)


def _same_shape(name: str, given: Expr, of: str, wanted: Expr) -> None:
    if given.shape != wanted.shape:
        raise ShapeError(f"the {name} has shape {show(given.shape)}, the {of} {show(wanted.shape)}; they must be equal")
