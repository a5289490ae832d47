"""Random expressions as affine forms of base variables, and the joint law of normal ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.expr import Apply, At, Expr, Symbol, integer, number, postorder
from lemmata.engine.ops import apply

ZERO, ONE = number(0), number(1)


@dataclass(frozen=True)
class Affine:
    """constant + sum of coefficient * base variable; the coefficients are not random."""

    coefficients: dict[Expr, Expr]
    constant: Expr


def affine(expr: Expr) -> Affine | None:
    """The affine form of a random number; None where it is not one.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("X", (), "variable")
    >>> form = affine(2 * x + 1)
    >>> list(form.coefficients) == [x]
    True
    """
    if expr.rank:
        return None
    forms: dict[Expr, Affine | None] = {}
    for node in postorder(expr):
        forms[node] = _step(node, forms)
    return forms[expr]


def _step(node: Expr, forms: dict[Expr, Affine | None]) -> Affine | None:
    if node.sort not in ("variable", "event"):
        return Affine({}, node)
    if isinstance(node, Symbol) or (isinstance(node, At) and isinstance(node.array, Symbol) and not node.rank):
        return Affine({node: ONE}, ZERO)
    if not isinstance(node, Apply):
        return None
    parts = [forms[a] for a in node.args]
    if any(p is None for p in parts):
        return None
    first = parts[0]
    assert first is not None
    if node.op == "neg":
        return Affine({b: -c for b, c in first.coefficients.items()}, -first.constant)
    if len(parts) != 2 or node.op not in ("add", "mul", "div"):
        return None
    second = parts[1]
    assert second is not None
    if node.op == "add":
        total = dict(first.coefficients)
        for base, factor in second.coefficients.items():
            total[base] = total[base] + factor if base in total else factor
        return Affine(total, first.constant + second.constant)
    if node.op == "mul":
        if first.coefficients and second.coefficients:
            return None
        scaled, scale = (first, second.constant) if first.coefficients else (second, first.constant)
        return Affine({b: c * scale for b, c in scaled.coefficients.items()}, scaled.constant * scale)
    if second.coefficients:
        return None
    return Affine({b: c / second.constant for b, c in first.coefficients.items()}, first.constant / second.constant)


def single(form: Affine | None) -> tuple[Expr, Expr, Expr] | None:
    """(U, a, b) of a form a U + b."""
    if form is None or len(form.coefficients) != 1:
        return None
    ((base, factor),) = form.coefficients.items()
    return base, factor, form.constant


def normal_parameters(base: Expr, law: Expr) -> tuple[Expr, Expr]:
    """Mean and variance of a normal base variable."""
    op, params = law.op, law.children  # type: ignore[attr-defined]
    if op == "normal" and not any(p.sort == "variable" for p in params):
        return params[0], params[1]
    if op == "standard_normal":
        return ZERO, ONE
    raise Unsupported("the law of a sum of variables is known here only for independent normal ones")


def linear_image(expr: Expr) -> tuple[Symbol, Expr] | None:
    """The random vector U of `A (c U) + b`, and by how much its density is stretched: log |det A| + n log |c|.

    None of anything else.
    """
    stretch: Expr = ZERO
    while not isinstance(expr, Symbol):
        if not isinstance(expr, Apply):
            return None
        random = [c for c in expr.children if c.sort == "variable"]
        if len(random) != 1 or random[0].shape != expr.shape:
            return None
        others = [c for c in expr.children if c is not random[0]]
        if expr.op == "matmul" and expr.children[1] is random[0]:
            stretch = stretch + apply("log", apply("abs", apply("det", others[0])))
        elif (expr.op == "mul" or (expr.op == "div" and expr.children[0] is random[0])) and not any(
                c.shape for c in others):
            power = integer(expr.shape[0]) * sum((apply("log", apply("abs", c)) for c in others), start=ZERO)
            stretch = stretch - power if expr.op == "div" else stretch + power
        elif expr.op not in ("add", "sub", "neg"):
            return None
        expr = random[0]
    return (expr, stretch) if expr.sort == "variable" else None


def normal_law(variables: Sequence[Expr], law_of: Callable[[Expr], Expr]) -> Expr:
    """The law of affine forms of independent normal variables: normal, or multivariate_normal of several.

    Raises `Unsupported` where a variable is no such form.
    """
    forms = [affine(v) for v in variables]
    if any(form is None for form in forms):
        raise Unsupported("the law of a function that is not affine in base variables")
    bases = sorted({b for form in forms for b in form.coefficients})  # type: ignore[union-attr]
    arrays = [b.array for b in bases if isinstance(b, At)]
    for array in arrays:
        if law_of(array).op == "multivariate_normal":  # type: ignore[attr-defined]
            raise Unsupported("entries of one normal vector together")
    parameters = {b: normal_parameters(b, law_of(b)) for b in bases}

    def mean(form: Affine) -> Expr:
        total = form.constant
        for base, factor in sorted(form.coefficients.items()):
            total = total + factor * parameters[base][0]
        return total

    def covariance(left: Affine, right: Affine) -> Expr:
        total: Expr = ZERO
        for base in bases:
            if base in left.coefficients and base in right.coefficients:
                total = total + left.coefficients[base] * right.coefficients[base] * parameters[base][1]
        return total

    known = [form for form in forms if form is not None]
    if len(known) == 1:
        return apply("normal", mean(known[0]), covariance(known[0], known[0]))
    rows = [apply("stack", *(covariance(a, b) for b in known)) for a in known]
    return apply("multivariate_normal", apply("stack", *(mean(a) for a in known)), apply("stack", *rows))
