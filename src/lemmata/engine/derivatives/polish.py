"""A finished derivative as one would write it: factors collected, scalars in front, equal terms added.

Only what the derivative is newly made of; parts of the given expression stay as they were written, so they
remain shared with it. Nothing is distributed, and no factor is multiplied out.
"""

from __future__ import annotations

from collections.abc import Set
from fractions import Fraction

from lemmata.engine.derivatives.factors import MULTILINEAR, is_op
from lemmata.engine.derivatives.quotients import MOST, Fractional, fraction, shape_of, written
from lemmata.engine.expr import Apply, Bind, Expr, Local, Number, Size, bind, fold, number, open_binder
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import broadcast

# An array that is repeated or placed keeps its number inside, as what it is made of is shown; a mean lets it out.
LINEAR = (MULTILINEAR - {"broadcast_to", "place"}) | {"mean"}


def polish(root: Expr, keep: Set[Expr] = frozenset()) -> Expr:
    """The expression with its products and sums collected; the nodes of `keep` are left alone.

    >>> from lemmata.engine.expr import symbol
    >>> x, s = symbol("x", ["n"]), symbol("s")
    >>> polish(apply("add", s * x, x * s)) is apply("mul", 2, s * x)
    True
    """
    def step(node: Expr, new: tuple[Expr, ...]) -> Expr:
        plain = node if new == node.children else with_args(node, new)
        return _operation(plain) if isinstance(plain, Apply) else plain

    def close(node: Bind, variable: Size | Local, below: tuple[Expr, ...], new: tuple[Expr, ...]) -> Expr:
        return _binder(node.binder, variable, *new)

    return fold(root, step, close, {node: node for node in keep}, open_binder)


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


def _scalars_out(node: Apply) -> Expr:
    """A linear operation with the numbers of its arguments in front of it."""
    coefficient = Fraction(1)
    outside: dict[Expr, int] = {}
    args: list[Expr] = []
    for arg in node.args:
        found = fraction(arg) if arg.rank else Fractional(Fraction(1), {})
        inside = {base: power for base, power in found.powers.items() if base.rank}
        if not inside or shape_of(inside) != arg.shape or (len(inside) == len(found.powers) and found.coefficient == 1):
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
    common = _common([abs(total) for total, _ in terms.values()])
    if len(terms) == count and common == 1 and not changed:
        a, b = node.args
        if isinstance(b, Number) and b.value < 0:
            return apply("add", a, apply("neg", number(-b.value)))
        return node
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


def _common(sizes: list[Fraction]) -> Fraction:
    """The 1/k that all of several coefficients are, which is written once; else 1."""
    alike = len(sizes) > 1 and len(set(sizes)) == 1 and sizes[0].numerator == 1
    return sizes[0] if alike else Fraction(1)


def _drop_ones(terms: dict[frozenset[tuple[Expr, int]], tuple[Fraction, Fractional]], node: Apply) -> bool:
    """Leave out arrays of ones that other terms stretch anyway; whether there were some."""
    changed = False
    for key, (total, found) in list(terms.items()):
        bare = {base: power for base, power in found.powers.items() if not is_op(base, "ones")}
        if len(bare) == len(found.powers):
            continue
        others = [f.powers for k, (_, f) in terms.items() if k != key]
        if broadcast("add", shape_of(bare), *(shape_of(powers) for powers in others)) == node.shape and (
                frozenset(bare.items()) not in terms):
            terms[key] = total, Fractional(found.coefficient, bare)
            changed = True
    return changed
