"""The same function in operations that neither overflow nor cancel: softplus, sigmoid, softmax, logsumexp."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Apply, Expr, Number, number, operands, transform
from lemmata.engine.ops import apply

ONE = number(1)
SOURCES = ("exp", "log", "softmax", "sigmoid", "log_softmax", "log_sigmoid")


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
    if node.op == "exp" and is_op(node.args[0], "log_softmax", "log_sigmoid"):
        inner = node.args[0]
        return apply(inner.op.removeprefix("log_"), *inner.args, **inner.params)  # type: ignore[attr-defined]
    if node.op in ("mul", "div", "pow"):
        return _product(node)
    return None


def is_op(node: Expr, *ops: str) -> bool:
    return isinstance(node, Apply) and node.op in ops


def _log(x: Expr) -> Expr | None:
    if is_op(x, "softmax", "sigmoid"):
        return apply("log_" + x.op, *x.children, **x.params)  # type: ignore[attr-defined]
    if is_op(x, "sum") and is_op(x.children[0], "exp"):
        return apply("logsumexp", x.children[0].children[0], **x.params)  # type: ignore[attr-defined]
    if not is_op(x, "add"):
        return None
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


def _product(node: Apply) -> Expr | None:
    """Quotients of exponentials by the sums that they are part of."""
    powers: dict[Expr, int] = {}
    if not _factors(node, 1, powers):
        return None
    changed = False
    for base in [b for b, power in powers.items() if power < 0]:
        exponent = _one_plus(base)
        if exponent is not None:
            _sigmoids(powers, base, exponent)
            changed = True
        elif is_op(base, "sum") and is_op(base.children[0], "exp"):
            changed |= _softmax(powers, base)
    if not changed:
        return None
    found = [b if p == 1 else b**p for b, p in powers.items() if p > 0]
    below = [b if p == -1 else b ** (-p) for b, p in powers.items() if p < 0]
    top = reduce(lambda a, b: a * b, found) if found else ONE
    result = reduce(lambda a, b: a / b, below, top)
    return result if result.shape == node.shape else None


def _factors(node: Expr, sign: int, powers: dict[Expr, int]) -> bool:
    """The factors of a product with their powers; whether one stands below the line."""
    stack = [(node, sign)]
    while stack:
        part, power = stack.pop()
        if is_op(part, "mul"):
            stack += [(part.children[1], power), (part.children[0], power)]
        elif is_op(part, "div"):
            stack += [(part.children[1], -power), (part.children[0], power)]
        elif is_op(part, "pow") and isinstance(part.children[1], Number) and part.children[1].value.denominator == 1:
            stack.append((part.children[0], power * int(part.children[1].value)))
        elif is_op(part, "neg"):
            powers[number(-1)] = powers.get(number(-1), 0) + abs(power)
            stack.append((part.children[0], power))
        elif part is not ONE:
            powers[part] = powers.get(part, 0) + power
    return any(power < 0 for power in powers.values())


def _one_plus(base: Expr) -> Expr | None:
    """u where the base is 1 + exp(u)."""
    if not is_op(base, "add"):
        return None
    terms = operands(base, "add")
    if len(terms) == 2 and ONE in terms:
        (other,) = [t for t in terms if t is not ONE] or [ONE]
        if is_op(other, "exp"):
            return other.children[0]
    return None


def _sigmoids(powers: dict[Expr, int], base: Expr, u: Expr) -> None:
    """exp(u)**j / (1 + exp(u))**k by the logistic functions of u and -u."""
    k = -powers.pop(base)
    above = apply("exp", u)
    both = min(k, max(powers.get(above, 0), 0))
    if both:
        powers[above] -= both
    minus = u.children[0] if is_op(u, "neg") else -u
    for argument, count in ((u, both), (minus, k - both)):
        if count:
            found = apply("sigmoid", argument)
            powers[found] = powers.get(found, 0) + count


def _softmax(powers: dict[Expr, int], base: Expr) -> bool:
    """exp(x) / sum(exp(x)) as softmax(x), where exp(x) is among the factors."""
    inner = base.children[0]
    params = base.params  # type: ignore[attr-defined]
    if powers.get(inner, 0) < 1 or not (params["keepdims"] or not base.rank):
        return False
    axis = params["axis"] if params["axis"] is not None else tuple(range(-inner.rank, 0))
    found = apply("softmax", inner.children[0], axis=axis)
    powers[inner] -= 1
    powers[base] += 1
    powers[found] = powers.get(found, 0) + 1
    return True
