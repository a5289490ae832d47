"""The same function in operations that neither overflow nor cancel: softplus, sigmoid, softmax, logsumexp."""

from __future__ import annotations

from lemmata.engine.expr import Apply, At, Expr, apply_at, at, number, operands, transform
from lemmata.engine.ops import apply
from lemmata.engine.programs.quotients import ONE, all_axes, is_op, quotient

MINUS_ONE = (number(-1), -ONE)
MOVING = ("pick", "reshape", "transpose", "squeeze", "expand_dims")  # ops that only put entries in other places
SOURCES = ("exp", "log", "softmax", "sigmoid", "log_softmax", "log_sigmoid", "logsumexp", "xlogy")


def stable(expr: Expr) -> Expr:
    """The expression with log(1 + exp(x)) as softplus(x), exp(x) / sum(exp(x)) as softmax(x), and their like.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> stable(apply("exp", x) / (1 + apply("exp", x))) is apply("sigmoid", x)
    True
    """
    return transform(expr, _change, only=lambda node: isinstance(node, Apply) and node.op in SOURCES)


def _change(node: Expr) -> Expr | None:
    if not isinstance(node, Apply):
        return None
    if node.op == "log":
        return _log(node.args[0])
    if node.op == "xlogy":
        return _xlog1p(*node.args)
    if node.op == "exp" and is_op(node.args[0], "log_softmax", "log_sigmoid"):
        inner = node.args[0]
        return apply(inner.op.removeprefix("log_"), *inner.args, **inner.params)  # type: ignore[attr-defined]
    if node.op in ("mul", "div", "pow"):
        return quotient(node)
    return _log_softmax(node) or _expm1(node) if node.op == "add" else None


def _log(x: Expr) -> Expr | None:
    if is_op(x, "softmax", "sigmoid"):
        return apply("log_" + x.op, *x.children, **x.params)  # type: ignore[attr-defined]
    if is_op(x, "sum") and is_op(x.children[0], "exp"):
        return apply("logsumexp", x.children[0].children[0], **x.params)  # type: ignore[attr-defined]
    if not is_op(x, "add"):
        return _log_of_moved(x)
    terms = operands(x, "add")
    exponentials = [t for t in terms if is_op(t, "exp")]
    if len(terms) != 2 or any(t.shape != x.shape for t in exponentials):
        return None
    if len(exponentials) == 2:
        return apply("logaddexp", *(t.children[0] for t in terms))
    if ONE not in terms or terms == [ONE, ONE]:
        return None
    (other,) = (t for t in terms if t is not ONE)
    if exponentials:
        return apply("softplus", other.children[0])
    if is_op(other, "neg") and is_op(other.children[0], "sigmoid"):
        return apply("log_sigmoid", -other.children[0].children[0])
    return apply("log1p", other) if other.shape == x.shape else None


def _log_of_moved(x: Expr) -> Expr | None:
    """The log of entries in another place, as p[arange(n), y], where the log of all is a better one."""
    if isinstance(x, Apply) and x.op in MOVING:
        whole = _log(x.args[0])
        return None if whole is None else apply(x.op, whole, *x.args[1:], **x.params)
    if isinstance(x, At):
        array, indices = apply_at(x)
        whole = _log(array)
        return None if whole is None else at(whole, *indices)
    return None


def _xlog1p(x: Expr, y: Expr) -> Expr | None:
    """x log(1 + u), and 0 where x is: 1 - p has lost the digits of a small p."""
    log = _log(y)
    if log is None or not is_op(log, "log1p") or log.shape != y.shape:
        return None
    return apply("where", apply("eq", x, 0), 0, x * log)


def _log_softmax(node: Apply) -> Expr | None:
    """x - logsumexp(x): for large x that are nearly equal the difference has few digits."""
    for x, minus in (node.args, node.args[::-1]):
        if is_op(minus, "neg") and is_op(minus.children[0], "logsumexp") and minus.children[0].children[0] is x:
            params = minus.children[0].params  # type: ignore[attr-defined]
            if params["keepdims"] or not minus.rank:
                return apply("log_softmax", x, axis=all_axes(params["axis"], x))
    return None


def _expm1(node: Apply) -> Expr | None:
    """exp(x) - 1 and 1 - exp(x), which have lost the digits of a small x."""
    for part, one in (node.args, node.args[::-1]):
        if part.shape != node.shape:
            continue
        if one in MINUS_ONE and is_op(part, "exp"):
            return apply("expm1", part.children[0])
        if one is ONE and is_op(part, "neg") and is_op(part.children[0], "exp"):
            return -apply("expm1", part.children[0].children[0])
    return None
