"""Decimals of a text: exact where they are data, known to their last digit where they state a result.

`0.9 \\cdot 0.01 / 0.0981 = 0.12` computes with exact numbers on its left; what stands alone on its right is rounded
or cut off after its last digit. Where that fails, but would hold if the data had been rounded too, nothing is
refuted of data that look rounded: of those that the same chain computed before, and of those that no one would
have chosen, as 0.667 and 1.414.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.evaluation import ENTRYWISE, RATIONALS, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Expr, Number, number, postorder, symbols, transform
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Verdict

# Of these a stated result has digits; in `x < 0.5` nothing is rounded.
ROUNDED = ("eq", "approx")
# Fractions with such a denominator are chosen, 1/8 = 0.125, not computed.
SIMPLE = 16
# So many figures are computed or measured.
MANY = 3

Ask = Callable[[Apply, tuple[Expr, ...]], Verdict]


def decimals(*exprs: Expr) -> list[Apply]:
    """The decimals that occur."""
    return [n for n in postorder(*exprs) if isinstance(n, Apply) and n.op == "decimal"]


def by_digits(relation: Apply, premises: Sequence[Expr], computed: frozenset[Expr], answer: Ask) -> Verdict:
    """The verdict on a relation with decimals in it; `computed` are those that its chain computed before."""
    sides = [plain(side) for side in relation.args]
    stated = _stated(relation)
    if stated is not None:
        sides[stated] = as_printed(relation.args[stated])
    given = tuple(plain(p) for p in premises)
    found = _said(answer(_related(relation, sides), given), relation, stated)
    if found.kind not in FAILS or relation.op not in ROUNDED:
        return found
    open_to_doubt = _rounded(relation, premises, computed)
    if not open_to_doubt:
        return found
    kept = frozenset(open_to_doubt)
    sides = [as_printed(side if k == stated else plain(side, kept)) for k, side in enumerate(relation.args)]
    again = answer(_related(relation, sides), tuple(as_printed(plain(p, kept)) for p in premises))
    if again.kind not in HOLDS:
        return found
    if all(d in computed or (looks_rounded(d) and _replaces(relation)) for d in open_to_doubt):
        return Verdict("agrees", "ball arithmetic", "equal to the last printed digit, if the data are rounded", True)
    return Verdict("undecided", "ball arithmetic", "it holds only if the data in it are rounded: "
                   + ", ".join(dict.fromkeys(_text(d) for d in open_to_doubt)))


def computed_before(relations: Sequence[Expr]) -> list[frozenset[Expr]]:
    """For each link of a chain the decimals that earlier links state as values of something that has no end."""
    found: list[frozenset[Expr]] = []
    so_far: set[Expr] = set()
    for relation in relations:
        found.append(frozenset(so_far))
        if isinstance(relation, Apply) and relation.op in ROUNDED:
            for side, other in (relation.args, relation.args[::-1]):
                if not decimals(other) and not symbols(other) and _endless(other):
                    so_far |= set(decimals(side))
                elif digits_of(side) is not None and digits_of(other) is None:
                    so_far |= {d for d in decimals(side) if looks_rounded(d)}
    return found


def plain(expr: Expr, keep: Iterable[Expr] = ()) -> Expr:
    """The expression with exact numbers for its decimals, but for those to keep."""
    kept = frozenset(keep)

    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op == "decimal" and node not in kept:
            return node.args[0]
        return None

    return transform(expr, change)


def as_printed(side: Expr) -> Expr:
    """A side whose decimals may be rounded or, with three digits or more, cut off.

    >>> as_printed(apply("decimal", number(Fraction(69, 100)), digits=2)).params["cut"]
    False
    """

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or node.op != "decimal":
            return None
        value = node.args[0]
        long = isinstance(value, Number) and abs(value.value) * Fraction(10) ** node.params["digits"] >= 100
        return apply("decimal", value, **{**node.params, "cut": True}) if long else None

    return transform(side, change)


def _related(relation: Apply, sides: Sequence[Expr]) -> Apply:
    made = apply(relation.op, *sides, **relation.params)
    assert isinstance(made, Apply)
    return made


def _said(found: Verdict, relation: Apply, stated: int | None) -> Verdict:
    """The verdict on a stated result, which is shown as it is written."""
    if stated is None:
        return found
    if found.kind == "agrees" and found.method == "ball arithmetic" and relation.op == "eq":
        return replace(found, message="equal to the last printed digit")
    side, name = plain(relation.args[stated]), ("left side", "right side")[stated]
    if name not in found.counterexample or side.shape:
        return found
    try:
        value = evaluate(side, Point({}, {}, None, 0), RATIONALS, budget=ENTRYWISE)
    except (Unsupported, Undefined):
        return found
    try:
        written = f"{float(Fraction(int(value.p), int(value.q))):.12g}"
    except OverflowError:  # beyond what floats hold
        return found
    return replace(found, counterexample={**found.counterexample, name: written})


def _stated(relation: Apply) -> int | None:
    """Which side is a result with digits: one that stands alone; of two the one with fewer digits."""
    if relation.op not in ROUNDED or len(relation.args) != 2:
        return None
    digits = [digits_of(side) for side in relation.args]
    if digits == [None, None]:
        digits = [digits_of(side, percent=True) for side in relation.args]
    if relation.op == "approx" and any(isinstance(s, Number) and s.value.denominator == 1 for s in relation.args):
        return None  # 2.001 is close to 2
    if digits[0] is None or digits[1] is None:
        return next((k for k, d in enumerate(digits) if d is not None), None)
    return None if digits[0] == digits[1] and relation.op == "eq" else int(digits[1] <= digits[0])


def digits_of(side: Expr, percent: bool = False) -> int | None:
    """How many digits behind the point a result has: 1.5, -1.5, 1.5 * 10**-8; None for what computes.

    >>> half = apply("decimal", number(Fraction(1, 2)), digits=1)
    >>> digits_of(-half), digits_of(half + 1)
    (1, None)
    """
    shift = 0
    while isinstance(side, Apply) and side.op in ("neg", "mul", "div"):
        if side.op == "mul":
            power = _power_of_ten(side.args[1])
            if power is None:
                return None
            shift += power
        elif side.op == "div":
            if not percent or side.args[1] is not number(100):
                return None
            shift -= 2
        side = side.args[0]
    if isinstance(side, Apply) and side.op == "decimal":
        return int(side.params["digits"]) - shift
    if isinstance(side, Apply) and side.op == "stack":
        if any(digits_of(a) is None and not _exact(a) for a in side.args):
            return None
        return max((d for d in map(digits_of, side.args) if d is not None), default=None)
    return None


def _exact(entry: Expr) -> bool:
    """A number, or a list of them, without digits behind the point."""
    if isinstance(entry, Apply) and entry.op in ("neg", "stack"):
        return all(_exact(a) for a in entry.args)
    return isinstance(entry, Number)


def _power_of_ten(node: Expr) -> int | None:
    if isinstance(node, Apply) and node.op == "pow" and all(isinstance(a, Number) for a in node.args):
        base, power = node.args
        whole = base.value == 10 and power.value.denominator == 1  # type: ignore[union-attr]
        return int(power.value) if whole else None  # type: ignore[union-attr]
    return None


# Which data may have been rounded


def _rounded(relation: Apply, premises: Sequence[Expr], computed: frozenset[Expr]) -> list[Apply]:
    """The decimals among the data that may have been rounded: all, where they stand for what has no end."""
    stated = _stated(relation)
    data = decimals(*(side for k, side in enumerate(relation.args) if k != stated), *premises)
    return data if _replaces(relation) else [d for d in data if d in computed or looks_rounded(d)]


def _replaces(relation: Apply) -> bool:
    """Whether one side computes with decimals what the other says without, and can't say in finitely many digits."""
    sides = relation.args
    return any(decimals(a) and digits_of(a) is None and not decimals(b) and _endless(b)
               for a, b in (sides, sides[::-1]))


def looks_rounded(decimal: Expr) -> bool:
    """Whether a decimal was computed or measured: 0.667 and 0.33, not 0.125, not 0.05."""
    assert isinstance(decimal, Apply)
    value = decimal.args[0]
    if not isinstance(value, Number) or value.value.denominator <= SIMPLE:
        return False
    digits = int(decimal.params["digits"])
    figures = str(abs(int(value.value * Fraction(10) ** digits))).rstrip("0")
    return len(figures) >= MANY or (digits > 1 and _rounds_a_part(value.value, digits))


def _rounds_a_part(value: Fraction, digits: int) -> bool:
    """Whether a decimal is what thirds and sixths come to, which have no end.

    With sevenths, ninths and elevenths too nearly every decimal of two digits would be one.
    """
    part = Fraction(round(value * 6), 6)
    return part != value and round(part, digits) == value


def _endless(side: Expr) -> bool:
    """Whether a part of a side has a value of endlessly many digits; sums and products of others have none."""
    for node in postorder(side):
        if node.free or node.shape or node.sort not in ("real", "integer"):
            continue
        if isinstance(node, Apply) and node.op in ("add", "sub", "neg", "mul"):
            continue
        try:
            value = evaluate(node, Point({}, {}, None, 0), RATIONALS, budget=ENTRYWISE)
        except (Unsupported, Undefined, ZeroDivisionError, ValueError):
            return True
        rest = int(value.q) if hasattr(value, "q") else 1
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest != 1:
            return True
    return False


def _text(decimal: Apply) -> str:
    value, digits = decimal.args[0], int(decimal.params["digits"])
    return f"{float(value.value):.{max(digits, 0)}f}" if isinstance(value, Number) else "a decimal"
