"""Normal variables given an affine form of them: what the form explains, and an independent rest.

Of independent normal U_1, ..., U_n given g = c + sum_i a_i U_i, each is its regression on g and a rest that has the
law of what an independent copy leaves of its own regression; so a mean given g is a mean over the copies.
"""

from __future__ import annotations

from collections.abc import Callable

from lemmata.engine.evaluation.affine import ZERO, affine, normal_parameters
from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.expr import Expr, Symbol, symbol, symbols


def regression(condition: Expr, value: Expr, law_of: Callable[[Expr], Expr], mark: str) -> tuple[
        dict[Expr, Expr], dict[str, Expr]]:
    """What each base variable of a condition is where that has a value, and the laws of the copies that this needs.

    The copies are named by the mark. Raises `Unsupported` where the condition is no affine form of normal variables.
    """
    form = affine(condition)
    if form is None or not form.coefficients or not all(isinstance(b, Symbol) for b in form.coefficients) or any(
            s.sort == "variable" for s in symbols(form.constant, *form.coefficients.values())):
        raise Unsupported("a condition on a function of several random variables")
    factors = sorted(form.coefficients.items())
    parameters = {base: normal_parameters(base, law_of(base)) for base, _ in factors}
    mean: Expr = form.constant
    variance: Expr = ZERO
    for base, factor in factors:
        mean = mean + factor * parameters[base][0]
        variance = variance + factor**2 * parameters[base][1]
    copies: dict[Expr, Symbol] = {
        base: symbol(f"{base.name}{mark}", (), "variable") for base, _ in factors if isinstance(base, Symbol)}
    missed = value - mean  # what the regression explains, without what it explains of the copy
    for base, factor in factors:
        missed = missed - factor * (copies[base] - parameters[base][0])
    found: dict[Expr, Expr] = {
        base: copies[base] + factor * parameters[base][1] / variance * missed for base, factor in factors}
    return found, {copy.name: law_of(base) for base, copy in copies.items()}
