"""Products and sums of them as they are written: in order, with what all terms share in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, Number, Size, Symbol, number
from lemmata.engine.notation.choices import chosen, flipped_condition, is_indicator, is_zero
from lemmata.engine.notation.matrices import matrices, order, quotient
from lemmata.engine.ops import apply

Powers = dict[Expr, Fraction]


@dataclass(frozen=True)
class Written:
    """A number times a core: numbers in front, and a chain of matrices or an array."""

    coefficient: Fraction
    scalars: tuple[tuple[Expr, Fraction], ...]
    chain: tuple[Expr, ...]  # multiplied: matrices, or entries; nothing for a number

    @property
    def key(self) -> tuple[object, ...]:
        return self.scalars, self.chain

    @property
    def place(self) -> tuple[object, ...]:
        """What is added stands before what is subtracted, long products before short ones, numbers last."""
        parts = [*(base for base, _ in self.scalars), *self.chain]
        degree = sum((power for _, power in self.scalars), Fraction(len(self.chain)))
        return (self.coefficient < 0, not parts, -len(self.chain), -degree, [order(p) for p in parts],
                [power for _, power in self.scalars])


def total(kept: Sequence[Written], shape: tuple[Size, ...]) -> Expr:
    """The sum of at least one product."""
    kept = by_cases(kept)
    if shape and not any(one.chain for one in kept):  # nothing else says how long it is
        first, *rest = kept
        kept = [replace(first, chain=(apply("ones", shape=shape),)), *rest]
    if len(kept) == 1:
        return _stretched(assembled(kept[0]), shape)
    shared = _shared(kept, shape)
    if shared:
        return _times(shared, [_without(one, shared, shape) for one in kept], shape)
    sizes = {abs(one.coefficient) for one in kept}
    common = sizes.pop() if len(sizes) == 1 else Fraction(1)
    sign = -1 if all(one.coefficient < 0 for one in kept) else 1
    if sign < 0 and common.denominator == 1 and common != 1:
        return _times({}, kept, shape)  # -2 (a + b)
    common = common if common.numerator == 1 else Fraction(1)  # (a - b)/2, but 2 a - 2 b
    result: Expr | None = None
    for one in kept:
        factor = one.coefficient * sign / common
        if result is None:
            result = assembled(replace(one, coefficient=factor))
        else:
            part = assembled(replace(one, coefficient=abs(factor)))
            result = apply("add", result, part if factor > 0 else apply("neg", part))
    assert result is not None
    if common != 1:
        result = apply("div", result, number(common.denominator))
    result = _stretched(result, shape)
    return result if sign > 0 else apply("neg", result)


def _stretched(result: Expr, shape: tuple[Size, ...]) -> Expr:
    return result if result.shape == shape else apply("mul", result, apply("ones", shape=shape))


def assembled(one: Written) -> Expr:
    """coefficient * numbers * matrices / numbers."""
    indicator = next((base for base, power in one.scalars if power == 1 and is_indicator(base)), None)
    if indicator is not None and (len(one.scalars) > 1 or one.chain):
        rest = [part for part in one.scalars if part[0] is not indicator]
        value = chosen(indicator, assembled(Written(Fraction(1), tuple(rest), one.chain)))
        return assembled(Written(one.coefficient, (), (value,)))
    above = [part for part in one.scalars if part[1] > 0]
    below = [(base, -power) for base, power in one.scalars if power < 0]
    parts = [quotient(above)] if above else []
    if one.chain and not one.chain[0].rank:  # entries
        parts += one.chain
    elif one.chain:
        core = matrices(one.chain)
        while isinstance(core, Apply) and core.op == "div" and core.args[0].shape == core.shape:
            core, bottom = core.args
            below.append((bottom, Fraction(1)))
        parts.append(core)
    if abs(one.coefficient.numerator) != 1 or not parts:
        parts.insert(0, number(one.coefficient.numerator))
    result = parts[0]
    for part in parts[1:]:
        result = apply("mul", result, part)
    if one.coefficient.numerator == -1 and parts[0] is not number(-1):
        result = apply("neg", result)
    if one.coefficient.denominator != 1:
        below.insert(0, (number(one.coefficient.denominator), Fraction(1)))
    if below:
        bottom = quotient(below)
        result = apply("div", result, bottom)
    return result


def _elementwise(one: Written, shape: tuple[Size, ...]) -> Powers:
    """The powers that a product is made of entry by entry: its numbers, and the factors of a lone array."""
    found = dict(one.scalars)
    if len(one.chain) == 1 and one.chain[0].shape == shape and shape:
        for base, power in powers_of(one.chain[0]).items():
            found[base] = found.get(base, Fraction(0)) + power
    return found


def powers_of(array: Expr) -> Powers:
    """The factors of a product entry by entry, with their powers."""
    found: Powers = {}
    stack = [(array, Fraction(1))]
    while stack:
        part, power = stack.pop()
        if isinstance(part, Apply) and part.op in ("mul", "div"):
            stack += [(part.args[0], power), (part.args[1], power if part.op == "mul" else -power)]
        elif (root := _root(part)) is not None:
            base, exponent = root
            if (power * exponent).denominator == 1:
                stack.append((base, power * exponent))
            else:  # sqrt(a b) is not sqrt(a) sqrt(b)
                found[base] = found.get(base, Fraction(0)) + power * exponent
        elif part is not number(1):
            found[part] = found.get(part, Fraction(0)) + power
    return found


def _root(node: Expr) -> tuple[Expr, Fraction] | None:
    """The base and the exponent of a power."""
    if isinstance(node, Apply) and node.op == "pow" and isinstance(node.args[1], Number):
        return node.args[0], node.args[1].value
    return (node.args[0], Fraction(1, 2)) if isinstance(node, Apply) and node.op == "sqrt" else None


def _shared(kept: Sequence[Written], shape: tuple[Size, ...]) -> Powers:
    """The powers that all products have, where it makes them shorter to write these once."""
    parts = [_elementwise(one, shape) for one in kept]
    found: Powers = {}
    shorter = False
    for base in parts[0]:
        powers = [own.get(base, Fraction(0)) for own in parts]
        if all(p > 0 for p in powers) or all(p < 0 for p in powers):
            least = min(powers, key=abs)
            saved = len(powers) - 1 - sum(p != least for p in powers)  # once in front, again where more is left
            if saved >= 0:
                found[base] = least
                shorter |= saved > 0
    return found if shorter else {}


def _without(one: Written, shared: Powers, shape: tuple[Size, ...]) -> Written:
    """A product without what it shares with others."""
    parts, numbers = _elementwise(one, shape), dict(one.scalars)
    left = {base: power - shared.get(base, Fraction(0)) for base, power in parts.items()}
    if all(numbers.get(base) == parts[base] for base in shared):  # the array stays as it is
        return replace(one, scalars=tuple((base, left[base]) if base in shared else (base, power)
                                          for base, power in one.scalars if base not in shared or left[base]))
    arrays = [(base, power) for base, power in left.items() if base.rank and power]
    scalars = [(base, power) for base, power in left.items() if not base.rank and power]
    return Written(one.coefficient, tuple(sorted(scalars, key=lambda part: order(part[0]))),
                   (quotient(arrays),) if arrays else ())


def _times(shared: Powers, kept: Sequence[Written], shape: tuple[Size, ...]) -> Expr:
    """What is shared, times the sum of the rest."""
    sizes = {abs(one.coefficient) for one in kept}
    coefficient = sizes.pop() if len(sizes) == 1 else Fraction(1)
    arrays = [(base, power) for base, power in shared.items() if base.rank]
    scalars = [(base, power) for base, power in shared.items() if not base.rank]
    rest = [replace(one, coefficient=one.coefficient / coefficient) for one in kept]
    if any(power < 0 for power in shared.values()):
        below, rest = _over_one(rest)
        scalars += below
    inside = total(sorted(rest, key=lambda one: one.place), () if arrays and not any(
        one.chain for one in rest) else _common_shape(rest) if arrays else shape)
    if isinstance(inside, Apply) and inside.op == "neg":
        inside, coefficient = inside.args[0], -coefficient
    (arrays if inside.rank else scalars).append((inside, Fraction(1)))
    whole = Written(coefficient, tuple(sorted(scalars, key=lambda part: order(part[0]))),
                    (quotient(arrays),) if arrays else ())
    return _stretched(assembled(whole), shape)


def _over_one(kept: list[Written]) -> tuple[list[tuple[Expr, Fraction]], list[Written]]:
    """A letter below in one of two numbers, and these without it: (1 - y/p)/q is (p - y)/(p q)."""
    below: list[tuple[Expr, Fraction]] = []
    if len(kept) != 2 or any(one.chain for one in kept):
        return below, kept
    for base in dict.fromkeys(b for one in kept for b, power in one.scalars if power < 0 and isinstance(b, Symbol)):
        powers = [dict(one.scalars) for one in kept]
        least = min(own.get(base, Fraction(0)) for own in powers)
        if least.denominator == 1 and any(own.get(base, Fraction(0)) == 0 for own in powers):
            below.append((base, least))
            kept = [replace(one, scalars=tuple(sorted(
                ((b, p) for b, p in {**own, base: own.get(base, Fraction(0)) - least}.items() if p),
                key=lambda part: order(part[0])))) for one, own in zip(kept, powers)]
    return below, kept


def _common_shape(kept: Sequence[Written]) -> tuple[Size, ...]:
    return next((matrices(one.chain).shape for one in kept if one.chain), ())


def by_cases(kept: Sequence[Written]) -> list[Written]:
    """The two cases of a condition as one choice: where(c, a, 0) + where(not c, b, 0) is where(c, a, b).

    Of several conditions the one comes first that most products stand under, as in where(c, a, where(d, b, 0)).
    """
    cases = [_conditions(one) for one in kept]
    if len(kept) > 1 and any(_contradict(conditions) for conditions, _ in cases):
        left = [one for one, (conditions, _) in zip(kept, cases) if not _contradict(conditions)]
        return by_cases(left or [Written(Fraction(0), (), ())])
    counts: dict[Expr, int] = {}
    for conditions, _ in cases:
        for c in conditions:
            counts[c] = counts.get(c, 0) + 1
    pairs = {c: flipped_condition(c) for c in counts if isinstance(c, Apply) and c.op in ("gt", "ge", "eq")}
    both = [c for c, opposite in pairs.items() if opposite in counts]
    if not both:
        return list(kept)
    common = next((c for c, count in counts.items() if count == len(kept)), None)
    if common is not None:
        inside = [_under([c for c in conditions if c is not common], rest) for conditions, rest in cases]
        return [_under([common], _one(total(sorted(inside, key=lambda one: one.place), _common_shape(inside))))]
    most = max(counts[c] + counts[pairs[c]] for c in both)  # type: ignore[index]
    condition = min((c for c in both if counts[c] + counts[pairs[c]] == most), key=order)  # type: ignore[index]
    sides: list[list[Written]] = [[], []]
    others: list[Written] = []
    for one, (conditions, rest) in zip(kept, cases):
        side = next((k for k, c in enumerate((condition, pairs[condition])) if c in conditions), None)
        if side is None:
            others.append(one)
        else:
            sides[side].append(_under([c for c in conditions if c not in (condition, pairs[condition])], rest))
    branches = [total(sorted(side, key=lambda one: one.place), _common_shape(side)) for side in sides]
    others.append(_one(apply("where", condition, *branches)))
    return by_cases(sorted(others, key=lambda one: one.place))


def _one(value: Expr) -> Written:
    return Written(Fraction(1), (), (value,)) if value.rank else Written(Fraction(1), ((value, Fraction(1)),), ())


def _contradict(conditions: Sequence[Expr]) -> bool:
    return any(flipped_condition(c) in conditions for c in conditions)


def _conditions(one: Written) -> tuple[list[Expr], Written]:
    """All conditions that a product stands under, and the product itself."""
    found: dict[Expr, None] = {}
    while (case := _case(one)) is not None:
        found[case[0]] = None
        one = case[1]
    return list(found), one


def _under(conditions: Sequence[Expr], one: Written) -> Written:
    """The product under conditions."""
    for condition in reversed(conditions):
        indicator = apply("where", condition, 1, 0)
        if not indicator.rank:
            one = replace(one, scalars=tuple(sorted([*one.scalars, (indicator, Fraction(1))],
                                                    key=lambda part: order(part[0]))))
        else:
            one = replace(one, chain=(chosen(indicator, matrices(one.chain)) if one.chain else indicator,))
    return one


def _case(one: Written) -> tuple[Expr, Written] | None:
    """The condition that a product stands under, and the product itself."""
    for base, power in one.scalars:
        if power == 1 and is_indicator(base) and base.children[1] is number(1):
            return base.children[0], replace(one, scalars=tuple(part for part in one.scalars if part[0] is not base))
    if len(one.chain) == 1 and isinstance(array := one.chain[0], Apply) and array.op == "where" and (
            is_zero(array.args[2])):
        value = array.args[1]
        if isinstance(value, Number):
            return array.args[0], replace(one, coefficient=one.coefficient * value.value, chain=())
        if value.rank:
            return array.args[0], replace(one, chain=(value,))
        scalars = sorted([*one.scalars, (value, Fraction(1))], key=lambda part: order(part[0]))
        return array.args[0], replace(one, scalars=tuple(scalars), chain=())
    return None
