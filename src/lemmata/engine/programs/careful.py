"""The same function where squares overflow or vanish: slower, for the few arguments that need it."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Number, constant, number, transform
from lemmata.engine.ops import apply
from lemmata.engine.programs.logarithms import log_of_product, through_logarithms
from lemmata.engine.programs.quotients import factors_of, is_op

LENGTHS = (2, "fro")
WITHIN = ("mul", "div", "neg", "pow", "sqrt", "cbrt", "sum", "log", "log1p")  # these see the product itself


def careful(expr: Expr) -> Expr:
    """The expression with norms of what is divided by its largest entry, log(1 + u^2) by the logarithm of u, and
    products of more than two factors through logarithms.

    It is the expression itself where it has none of these.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> careful(apply("log1p", x**2)) is apply("softplus", 2 * apply("log", apply("abs", x))), careful(x + 1) is x + 1
    (True, True)
    """
    found = transform(expr, _change)
    return _product(found) or found


def _product(node: Expr) -> Expr | None:
    return None if node.sort != "real" else through_logarithms(node)


def _change(node: Expr) -> Expr | None:
    """Of products only the whole: what is over them says that they end."""
    if isinstance(node, Apply) and node.op not in WITHIN:
        new = [_product(a) or a for a in node.args]
        if new != list(node.args):
            node = apply(node.op, *new, **node.params)
    if is_op(node, "norm"):
        return _scaled(node) or node
    if is_op(node, "log"):
        return log_of_product(node.children[0]) or node
    if is_op(node, "log1p"):
        log = _log(node.children[0])
        return node if log is None else apply("softplus", log)
    return node


def _scaled(node: Expr) -> Expr | None:
    """m |x / m| with the largest entry m of x, but for 0 and infinity."""
    (x,), params = node.children, node.params  # type: ignore[attr-defined]
    if params["ord"] not in LENGTHS:
        return None
    axes = {"axis": params["axis"], "keepdims": True}
    top = apply("max", apply("abs", x), **axes)
    shift = apply("where", apply("and", apply("gt", top, 0), apply("lt", top, constant("inf"))), top, 1)
    length = apply("norm", x / shift, ord=params["ord"], **axes) * shift
    return length if params["keepdims"] else apply("squeeze", length, axis=params["axis"])


def _log(u: Expr) -> Expr | None:
    """The logarithm of a product of powers with a square in it; None for all else."""
    powers: dict[Expr, int] = {}
    if not isinstance(u, Apply) or u.op not in ("mul", "div", "pow"):
        return None
    factors_of(u, 1, powers)
    if not any(abs(power) > 1 for power in powers.values()) or any(
            power % 2 and isinstance(factor, Number) and factor.value < 0 for factor, power in powers.items()):
        return None
    terms = [number(power) * apply("log", factor if power % 2 else apply("abs", factor))
             for factor, power in powers.items()]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total if total.shape == u.shape else None
