"""Random expressions, rewritten to sums, integrals and expectations over laws before they are evaluated.

`evaluate` calls `ground` first, so that every arithmetic serves every probability space. What depends
on the outcome becomes an array over the outcomes of a finite space; on a continuous one it takes the
outcome that the space carries. A relation between random variables (`X == Y`, `A == B`) holds where it
holds for every outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.points import Point
from lemmata.engine.expr import Apply, Bind, Expr, Number, Symbol, bind, constant, open_binder, postorder, transform
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.families import FAMILIES, Family, NoClosedForm

RANDOM = ("variable", "event")
# Operations that ask for the law of their arguments, besides those with a body.
PRIMITIVE = ("expectation", "density", "cdf")
EVENTS = ("omega", "empty_event")


@lru_cache(maxsize=1024)
def is_random(node: Expr) -> bool:
    """Whether the value needs a probability space."""
    return any((isinstance(n, Symbol) and n.sort in RANDOM) or (isinstance(n, Apply) and n.op in EVENTS)
               for n in postorder(node))


def ground(exprs: Sequence[Expr], point: Point) -> tuple[list[Expr], Point]:
    """The same values without random symbols, and the point with the tables that they need.

    Raises `Unsupported` for a random symbol at a point without a space, and for what its space can't do.
    """
    exprs = [unfold_laws(expr) for expr in exprs]
    if not any(is_random(expr) for expr in exprs):
        return exprs, point
    if point.space is None:
        raise Unsupported("there are random variables or events; give the point a probability space")
    found = []
    for expr in exprs:
        if is_random(expr):
            try:
                expr, tables = point.space.ground(expr, point)
            except NoClosedForm as error:
                raise Unsupported(str(error)) from error
            point = replace(point, values={**point.values, **tables})
        found.append(expr)
    return found, point


@lru_cache(maxsize=1024)  # it is asked for at every point
def unfold_laws(expr: Expr) -> Expr:
    """Densities, cdfs and means of distributions as expressions of their parameters.

    >>> from lemmata.engine.expr import symbol
    >>> unfold_laws(apply("expectation", apply("normal", symbol("m"), 1))) is symbol("m")
    True
    """

    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op == "log":
            return log_of(node.args[0])
        if not isinstance(node, Apply) or OPS[node.op].group != "probability":
            return None
        if not node.args or node.args[0].sort != "distribution":
            return None
        law, *rest = node.args
        if node.op == "expectation":
            return family_of(law).need("mean")(*law.children)
        if node.op == "density":
            family = family_of(law)
            if _bounded(law) or family.support != "reals":
                return density_at(law, rest[0])
            return apply("exp", family.log_density(rest[0], *law.children))
        if node.op == "cdf":
            return cdf_at(law, rest[0])
        return OPS[node.op].body(*node.args, **node.params)  # type: ignore[misc]

    try:
        return transform(expr, change)
    except NoClosedForm as error:
        raise Unsupported(str(error)) from error


def log_of(expr: Expr) -> Expr | None:
    """log of products and quotients of exponentials as a sum: log(exp(u) / abs(a)) = u - log(abs(a)).

    So is that of a product over an index.

    None for another argument. Densities are exponentials of their logarithm, so no digit of them is lost.
    """
    total: Expr | None = None
    stack: list[tuple[Expr, bool]] = [(expr, False)]
    exponentials = 0
    while stack:
        node, under = stack.pop()
        if isinstance(node, Apply) and node.op in ("mul", "div"):
            left, right = node.args
            stack += [(right, under != (node.op == "div")), (left, under)]
            continue
        if isinstance(node, Apply) and node.op == "exp":
            exponentials += 1
            term = node.args[0]
        elif isinstance(node, Bind) and node.binder == "prod":
            index, factor = open_binder(node)
            logarithm = log_of(factor)
            if logarithm is None:
                return None
            exponentials += 1
            term = bind("sum", index, logarithm, *node.range)
        elif (isinstance(node, Apply) and node.op == "abs") or (isinstance(node, Number) and node.value > 0):
            term = apply("log", node)
        else:
            return None
        term = -term if under else term
        total = term if total is None else total + term
    return total if exponentials else None


def unfold(expr: Expr, keep: Sequence[str] = ()) -> Expr:
    """Variances, probabilities, entropies ... in terms of `expectation`, `density`, `cdf` and those kept."""

    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and OPS[node.op].group == "probability" and node.op not in (*PRIMITIVE, *keep):
            body = OPS[node.op].body
            return body(*node.args, **node.params) if body is not None else None
        return None

    while (new := transform(expr, change)) is not expr:
        expr = new
    return expr


# Laws


def family_of(law: Expr) -> Family:
    if not isinstance(law, Apply) or law.op not in FAMILIES:
        raise Unsupported("the distribution is of no known family")
    return FAMILIES[law.op]


def inside(law: Expr, x: Expr) -> Expr:
    """Whether x lies in the support: a condition."""
    family, params = family_of(law), law.children
    low, high = family.low(*params), family.high(*params)
    conditions = []
    if not is_infinite(low):
        conditions.append(apply("gt" if family.open_low else "ge", x, low))
    if not is_infinite(high):
        conditions.append(apply("le", x, high))
    if family.discrete:
        conditions.append(apply("eq", x, apply("floor", x)))
    return all_of(conditions)


def all_of(conditions: Sequence[Expr]) -> Expr:
    """The conjunction; of none the truth."""
    result = None
    for condition in conditions:
        result = condition if result is None else apply("and", result, condition)
    return apply("eq", 0, 0) if result is None else result


def density_at(law: Expr, x: Expr) -> Expr:
    """Density or mass at any x: 0 outside the support."""
    family = family_of(law)
    value = family.density(x, *law.children)
    if family.support == "vectors" or (isinstance(x, Symbol) and x.domain == "simplex"):
        return value
    if family.support == "simplex":
        raise Unsupported(f"a density of the {family.name} family is one on the simplex, not on all vectors")
    if family.name.startswith("categorical"):  # p[x] needs an x that is a class
        value = family.density(apply("where", inside(law, x), x, family.low(*law.children)), *law.children)
    return apply("where", inside(law, x), value, 0) if _bounded(law) else value


def log_density_at(law: Expr, x: Expr) -> Expr:
    """The logarithm of the density or mass at any x: -inf outside the support."""
    family = family_of(law)
    if family.support in ("vectors", "simplex") or not _bounded(law):
        return family.log_density(x, *law.children)
    holds = inside(law, x)
    at = apply("where", holds, x, family.low(*law.children)) if family.name.startswith("categorical") else x
    return apply("where", holds, family.log_density(at, *law.children), -constant("inf"))


def cdf_at(law: Expr, x: Expr) -> Expr:
    """P(X <= x) for any x.

    Raises `Unsupported` for a family without a closed cdf.
    """
    family, params = family_of(law), law.children
    if family.cdf is None:
        raise Unsupported(f"the cdf of the {family.name} family has no closed form here")
    value = family.cdf(x, *params)
    low, high = family.low(*params), family.high(*params)
    if not is_infinite(high):
        value = apply("where", apply("ge", x, high), 1, value)
    if not is_infinite(low):
        value = apply("where", apply("lt", x, low), 0, value)
    return value


def _bounded(law: Expr) -> bool:
    family, params = family_of(law), law.children
    return family.discrete or not (is_infinite(family.low(*params)) and is_infinite(family.high(*params)))


def is_infinite(end: Expr) -> bool:
    """Whether the end of a support is plus or minus infinity."""
    return any(n.kind == "constant" and n.data[0] == "inf" for n in (end, *end.children))
