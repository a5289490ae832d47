"""A finished derivative as one would write it: factors collected, scalars in front, equal terms added.

Only what the derivative is newly made of; parts of the given expression stay as they were written, so they
remain shared with it. Nothing is distributed, and no factor is multiplied out.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from lemmata.engine.derivatives.factors import ONE, ZERO, is_op
from lemmata.engine.expr import Apply, Bind, Expr, Int, Local, Number, Size, bind, integer, number, open_binder
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import broadcast

MOST = 8  # factors or terms that are looked at together: long chains stay shared
# Linear in each argument alone, so that a number comes out of it.
LINEAR = frozenset((
    "matmul", "dot", "outer", "inner", "inner_product", "kron", "einsum", "sum", "mean", "trace", "diag", "transpose",
    "swapaxes", "moveaxis", "reshape", "ravel", "vec", "expand_dims", "squeeze", "cumsum", "tril", "triu", "slice",
))


@dataclass(frozen=True)
class Fractional:
    """coefficient * product of bases to whole powers, in order; negative ones stand below the line."""

    coefficient: Fraction
    powers: dict[Expr, int]

    @property
    def key(self) -> frozenset[tuple[Expr, int]]:
        """What is equal for products of the same factors in any order."""
        return frozenset(self.powers.items())


def polish(root: Expr, keep: Set[Expr] = frozenset()) -> Expr:
    """The expression with its products and sums collected; the nodes of `keep` are left alone.

    >>> from lemmata.engine.expr import symbol
    >>> x, s = symbol("x", ["n"]), symbol("s")
    >>> polish(apply("add", s * x, x * s)) is apply("mul", 2, s * x)
    True
    """
    done: dict[Expr, Expr] = {}
    opened: dict[Expr, tuple[Size | Local, Expr]] = {}
    stack = [root]
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        if node in keep:
            done[node] = node
            continue
        if isinstance(node, Bind) and node not in opened:
            opened[node] = open_binder(node)
        below = (opened[node][1], *node.range) if isinstance(node, Bind) else node.children
        waiting = [c for c in below if c not in done]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        new = tuple(done[c] for c in below)
        if isinstance(node, Bind):
            done[node] = _binder(node.binder, opened[node][0], *new)
        else:
            plain = node if new == node.children else with_args(node, new)
            done[node] = _operation(plain) if isinstance(plain, Apply) else plain
    return done[root]


def _binder(binder: str, variable: Size | Local, body: Expr, *ends: Expr) -> Expr:
    """A binder over a polished body; numbers come out of a sum."""
    if binder != "sum" or not isinstance(variable, Size) or body.rank:
        return bind(binder, variable, body, *ends)
    found = fraction(body)
    inside = {base: power for base, power in found.powers.items() if variable.atom in base.free}
    if not inside:
        return bind(binder, variable, body, *ends)
    outside = {base: power for base, power in found.powers.items() if base not in inside}
    total = bind(binder, variable, written(Fractional(Fraction(1), inside)), *ends)
    return written(Fractional(found.coefficient, {**outside, total: outside.get(total, 0) + 1}))


def _operation(node: Apply) -> Expr:
    """An operation over polished arguments."""
    if node.op in ("mul", "div", "neg"):
        return _alike(node, written(fraction(node)))
    if node.op == "add":
        return _alike(node, _collected(node))
    if node.op in ("softmax", "log_softmax") and node.params["axis"] is None and node.args[0].rank == 1:
        return apply(node.op, node.args[0], axis=-1)
    if node.op == "sum" and not node.params["keepdims"] and node.rank == 0 and node.params["axis"] is not None:
        return _operation(apply("sum", node.args[0]))  # type: ignore[arg-type]
    if node.op in ("expand_dims", "reshape", "transpose", "squeeze") and is_op(node.args[0], "ones"):
        return apply("ones", shape=node.shape)
    if node.op in LINEAR:
        return _alike(node, _scalars_out(node))
    return node


def _alike(node: Expr, new: Expr) -> Expr:
    return new if new.shape == node.shape else node


def fraction(node: Expr) -> Fractional:
    """The factors of a product or quotient, equal ones together.

    A factor that would leave the product altogether stays where it gives the product its shape.
    """
    coefficient = Fraction(1)
    powers: dict[Expr, int] = {}
    stack: list[tuple[Expr, int]] = [(node, 1)]
    while stack:
        part, power = stack.pop()
        wide = len(powers) + len(stack) >= MOST
        if isinstance(part, Number) and (power > 0 or part is not ZERO) and abs(power) <= MOST:
            coefficient *= part.value**power
        elif is_op(part, "neg"):
            coefficient = -coefficient if power % 2 else coefficient
            stack.append((part.children[0], power))
        elif is_op(part, "mul") and not wide:
            stack += [(part.children[1], power), (part.children[0], power)]
        elif is_op(part, "div") and part.children[1] is not ZERO and not wide:
            stack += [(part.children[1], -power), (part.children[0], power)]
        elif is_op(part, "pow") and (whole := _whole(part.children[1])) and abs(whole * power) <= MOST:
            stack.append((part.children[0], whole * power))
        elif isinstance(part, Int) and (content := gcd(*(factor for _, factor in part.size.terms))) > 1:
            coefficient *= Fraction(content) ** power
            bare = integer(Size({m: f // content for m, f in part.size.terms}))
            powers[bare] = powers.get(bare, 0) + power
        else:
            powers[part] = powers.get(part, 0) + power
    powers = _raised(powers)
    kept = {base: power for base, power in powers.items() if power}
    plain = {base: power for base, power in kept.items() if not is_op(base, "ones")}
    if _shape(plain) == node.shape:
        kept = plain
    if len(kept) < len(powers) and _shape(kept) != node.shape:
        return Fractional(Fraction(1), {node: 1})
    return Fractional(coefficient, kept)


def _whole(node: Expr) -> int:
    """A whole exponent other than 0."""
    return int(node.value) if isinstance(node, Number) and node.value.denominator == 1 else 0


def _shape(powers: dict[Expr, int]) -> tuple[Size, ...]:
    return broadcast("mul", *(base.shape for base in powers)) if powers else ()


def _raised(powers: dict[Expr, int]) -> dict[Expr, int]:
    """x * x**(y - 1) is x**y."""
    for part in list(powers):
        if not (is_op(part, "pow") and powers[part] == 1 and powers.get(part.children[0]) == 1):
            continue
        base, exponent = part.children
        less = _less_one(exponent)
        if less is not None:
            joined = apply("pow", base, less)
            powers = {(joined if p is part else p): n for p, n in powers.items() if p is not base}
    return powers


def _less_one(node: Expr) -> Expr | None:
    """y of y - 1."""
    if is_op(node, "add"):
        a, b = node.children
        one = b.children[0] if is_op(b, "neg") else b
        value = -1 if is_op(b, "neg") and one is ONE else one.value if isinstance(one, Number) and one is b else 0
        return a if value == -1 else None
    return None


def written(found: Fractional) -> Expr:
    """The product: its number in front, numbers before arrays, negative powers below the line.

    >>> from lemmata.engine.expr import symbol
    >>> x, n = symbol("x"), integer("n")
    >>> written(fraction(apply("div", 2 * x, 4 * n))) is apply("div", x, integer(2 * n.size))
    True
    """
    if not found.coefficient:
        return apply("mul", ZERO, written(Fractional(Fraction(1), found.powers))) if found.powers else ZERO
    above = _product({base: power for base, power in found.powers.items() if power > 0})
    below = _product({base: -power for base, power in found.powers.items() if power < 0})
    size = abs(found.coefficient)
    if below is not None or size.numerator == 1:
        above = _times(size.numerator, above)
        under = _times(size.denominator, below)
        result = above if under is ONE else apply("div", above, under)
    else:
        result = apply("mul", number(size), above) if above is not None else number(size)
    if found.coefficient > 0:
        return result
    return number(-result.value) if isinstance(result, Number) else apply("neg", result)


def _times(factor: int, node: Expr | None) -> Expr:
    if node is None or factor == 1:
        return number(factor) if node is None else node
    return integer(node.size * factor) if isinstance(node, Int) else apply("mul", number(factor), node)


def _product(powers: dict[Expr, int]) -> Expr | None:
    result: Expr | None = None
    for base, power in sorted(powers.items(), key=lambda item: item[0].rank > 0):
        part = base if power == 1 else apply("pow", base, number(power))
        result = part if result is None else apply("mul", result, part)
    return result


def _scalars_out(node: Apply) -> Expr:
    """A linear operation with the numbers of its arguments in front of it."""
    coefficient = Fraction(1)
    outside: dict[Expr, int] = {}
    args: list[Expr] = []
    for arg in node.args:
        found = fraction(arg) if arg.rank else Fractional(Fraction(1), {})
        inside = {base: power for base, power in found.powers.items() if base.rank}
        if not inside or _shape(inside) != arg.shape or (len(inside) == len(found.powers) and found.coefficient == 1):
            args.append(arg)
            continue
        coefficient *= found.coefficient
        for base, power in found.powers.items():
            if not base.rank:
                outside[base] = outside.get(base, 0) + power
        args.append(written(Fractional(Fraction(1), inside)))
    if coefficient == 1 and not outside:
        return node
    bare = apply(node.op, *args, **node.params)
    assert isinstance(bare, Apply)
    bare = _operation(bare)
    return written(Fractional(coefficient, {**{b: p for b, p in outside.items() if p and b is not bare},
                                            bare: 1 + outside.get(bare, 0)}))


def _collected(node: Apply) -> Expr:
    """A sum with equal terms added; as it is where there are none."""
    terms: dict[frozenset[tuple[Expr, int]], tuple[Fraction, Fractional]] = {}
    count, stack = 0, [(node.args[1], 1), (node.args[0], 1)]
    while stack:
        part, sign = stack.pop()
        if is_op(part, "add") and count + len(stack) < MOST:
            stack += [(part.children[1], sign), (part.children[0], sign)]
            continue
        if is_op(part, "neg") and is_op(part.children[0], "add") and count + len(stack) < MOST:
            stack.append((part.children[0], -sign))
            continue
        count += 1
        found = fraction(part)
        total = terms.get(found.key, (Fraction(0), found))[0] + sign * found.coefficient
        terms[found.key] = total, found
    changed = _drop_ones(terms, node)
    halves = {abs(total) for total, _ in terms.values()}
    common = halves.pop() if len(halves) == 1 else Fraction(1)
    if len(terms) == count and not (common.numerator == 1 and common != 1) and not changed:
        a, b = node.args
        if isinstance(b, Number) and b.value < 0:
            return apply("add", a, apply("neg", number(-b.value)))
        return node
    if common.numerator != 1 or len(terms) < 2:
        common = Fraction(1)
    result: Expr | None = None
    for total, found in sorted(terms.values(), key=lambda term: term[0] < 0):
        if not total:
            continue
        if result is None:
            result = written(Fractional(total / common, found.powers))
        else:
            part = written(Fractional(abs(total / common), found.powers))
            result = apply("add", result, part if total > 0 else apply("neg", part))
    if result is None or result.shape != node.shape:
        return node
    if common == 1:
        return result
    assert isinstance(result, Apply)
    return apply("div", _collected(result), number(common.denominator))


def _drop_ones(terms: dict[frozenset[tuple[Expr, int]], tuple[Fraction, Fractional]], node: Apply) -> bool:
    """Leave out arrays of ones that other terms stretch anyway; whether there were some."""
    changed = False
    for key, (total, found) in list(terms.items()):
        bare = {base: power for base, power in found.powers.items() if not is_op(base, "ones")}
        if len(bare) == len(found.powers):
            continue
        others = [f.powers for k, (_, f) in terms.items() if k != key]
        if broadcast("add", _shape(bare), *(_shape(powers) for powers in others)) == node.shape and (
                frozenset(bare.items()) not in terms):
            terms[key] = total, Fractional(found.coefficient, bare)
            changed = True
    return changed
