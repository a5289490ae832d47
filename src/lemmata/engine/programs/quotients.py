"""Quotients of exponentials by the sums that they are part of: softmax and the logistic function."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Apply, Expr, Number, number, operands, substitute
from lemmata.engine.ops import apply

ONE = number(1)
ENDLESS = ("erfcx",)  # grow faster than an exponential


def is_op(node: Expr, *ops: str) -> bool:
    return isinstance(node, Apply) and node.op in ops


def all_axes(axis: tuple[int, ...] | None, x: Expr) -> tuple[int, ...]:
    return tuple(range(-x.rank, 0)) if axis is None else axis


def quotient(node: Apply) -> Expr | None:
    """The product in these functions, where a factor below the line is such a sum."""
    powers: dict[Expr, int] = {}
    if not factors_of(node, 1, powers):
        return None
    changed = False
    for base in [b for b, power in powers.items() if power < 0]:
        if is_op(base, *ENDLESS):
            changed |= _divided(powers, base)
            continue
        exponent = _one_plus(base)
        if exponent is not None:
            _sigmoids(powers, base, exponent)
            changed = True
        elif is_op(base, "sum") and is_op(base.children[0], "exp"):
            changed |= _softmax(powers, base)
        elif is_op(base, "add") and all(is_op(part, "exp") for part in base.children):
            changed |= _shares(powers, base)
    if not changed:
        return None
    result = _joined(powers)
    return result if result.shape == node.shape else None


def _joined(powers: dict[Expr, int]) -> Expr:
    """The product of powers, as one quotient."""
    found = [b if p == 1 else b**p for b, p in powers.items() if p > 0]
    below = [b if p == -1 else b ** (-p) for b, p in powers.items() if p < 0]
    top = reduce(lambda a, b: a * b, found) if found else ONE
    return reduce(lambda a, b: a / b, below, top)


def _divided(powers: dict[Expr, int], base: Expr) -> bool:
    """(a f + b) / f**k as (a + b / f) / f**(k - 1), where f overflows and the quotient does not."""
    for factor in [f for f, power in powers.items() if power == 1 and is_op(f, "add")]:
        inside: list[dict[Expr, int]] = [{} for _ in operands(factor, "add")]
        for term, found in zip(operands(factor, "add"), inside):
            factors_of(term, 1, found)
        if any(found.get(base, 0) > 0 for found in inside):
            del powers[factor]
            for found in inside:
                found[base] = found.get(base, 0) - 1
            total = reduce(lambda a, b: a + b, map(_joined, inside))
            powers[base] += 1
            powers[total] = powers.get(total, 0) + 1
            return True
    return False


def factors_of(node: Expr, sign: int, powers: dict[Expr, int]) -> bool:
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


def _shares(powers: dict[Expr, int], base: Expr) -> bool:
    """exp(a) / (exp(a) + exp(b)) as sigmoid(a - b), where as many exponentials are above as sums below."""
    below, changed = -powers[base], False
    for part, other in (base.children, base.children[::-1]):
        count = min(below, max(powers.get(part, 0), 0))
        if count:
            found = apply("sigmoid", part.children[0] - other.children[0])
            powers[part] -= count
            powers[found] = powers.get(found, 0) + count
            below, changed = below - count, True
    powers[base] = -below
    return changed


def _softmax(powers: dict[Expr, int], base: Expr) -> bool:
    """exp(x) / sum(exp(x)) as softmax(x), where exp(x) is among the factors, or in an outer product or a diagonal."""
    inner = base.children[0]
    params = base.params  # type: ignore[attr-defined]
    if not (params["keepdims"] or not base.rank):
        return False
    found = apply("softmax", inner.children[0], axis=all_axes(params["axis"], inner))
    below, changed = -powers[base], False
    for factor in list(powers):
        count = _times(factor, inner) if not base.rank else int(factor is inner)
        while count and powers[factor] > 0 and below >= count:
            made = substitute(factor, {inner: found}) if factor is not inner else found
            powers[factor] -= 1
            powers[made] = powers.get(made, 0) + 1
            below, changed = below - count, True
    powers[base] = -below
    return changed


def _times(factor: Expr, inner: Expr) -> int:
    """How many times a factor has this one in it, if it is linear in each of them: outer(e, e) has it twice."""
    if factor is inner:
        return 1
    if is_op(factor, "outer", "diag", "expand_dims", "transpose"):
        return sum(_times(part, inner) for part in factor.children)
    return 0
