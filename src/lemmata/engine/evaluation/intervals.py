"""Probabilities of comparisons of random variables, through the cdf."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.evaluation.affine import affine, normal_law, single
from lemmata.engine.evaluation.arithmetics import Balls, Unsupported
from lemmata.engine.evaluation.inverses import undone
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.random import RANDOM, cdf_at, density_at, family_of, inside
from lemmata.engine.expr import (
    Apply,
    Expr,
    Number,
    as_size,
    bind,
    fresh_index,
    fresh_local,
    integer,
    is_size,
    number,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.balls import only_integer

NEARLY = 2.0**-40  # what a probability of one may be short of it in balls
Law = Callable[[Expr], Expr]
ZERO, ONE = number(0), number(1)
FLIPPED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq"}


def probability_of(event: Expr, law: Law, integrated: Callable[[Expr], Expr], point: Point) -> Expr:
    """P(event) of comparisons joined by and, or, not: inclusion and exclusion, then products of intervals."""
    total: Expr = ZERO
    for sign, atoms in _expanded(_undone(event, law, integrated, point)):
        total = total + sign * _conjunction(atoms, law, integrated, point)
    return total


def _undone(event: Expr, law: Law, integrated: Callable[[Expr], Expr], point: Point) -> Expr:
    """The event with comparisons of functions of random numbers as comparisons of these: log U <= c as U <= exp(c)."""
    if not isinstance(event, Apply):
        return event
    if event.op in ("and", "or", "not"):
        return apply(event.op, *(_undone(a, law, integrated, point) for a in event.args))
    if event.op not in FLIPPED or event.op == "eq" or affine(event.args[0] - event.args[1]) is not None:
        return event

    def positive(expr: Expr) -> bool:
        certain = probability_of(apply("gt", expr, ZERO), law, integrated, point)
        return bool(abs(_value(certain, point) - 1) < NEARLY)

    def sign(expr: Expr) -> int:
        value = _value(expr, point)
        if value > 0 or value < 0 or value == 0:
            return 1 if value > 0 else -1 if value < 0 else 0
        raise Unsupported("the sign of a factor of a random variable is not known")

    step = undone(event, sign, positive)
    return event if step is None else _undone(step, law, integrated, point)


def _expanded(event: Expr) -> list[tuple[int, tuple[Expr, ...]]]:
    """P(event) as a sum of signed probabilities of conjunctions of comparisons."""
    found: list[tuple[int, tuple[Expr, ...]]] = []
    stack: list[tuple[int, tuple[Expr, ...], tuple[Expr, ...]]] = [(1, (), (event,))]
    while stack:
        if len(stack) + len(found) > 256:
            raise Unsupported("the probability of an event of too many parts")
        sign, atoms, left = stack.pop()
        if not left:
            found.append((sign, atoms))
            continue
        node, rest = left[0], left[1:]
        if not isinstance(node, Apply):
            raise Unsupported("the probability of an event that is no comparison")
        if node.op == "and":
            stack.append((sign, atoms, (*node.args, *rest)))
        elif node.op == "or":
            a, b = node.args
            stack += [(sign, atoms, (a, *rest)), (sign, atoms, (b, *rest)), (-sign, atoms, (a, b, *rest))]
        elif node.op in ("not", "ne"):
            inner = node.args[0] if node.op == "not" else apply("eq", *node.args)
            stack += [(sign, atoms, rest), (-sign, atoms, (inner, *rest))]
        elif (sides := _two_sided(node)) is not None:
            stack.append((sign, atoms, (sides, *rest)))
        elif node.op in FLIPPED:
            stack.append((sign, (*atoms, node), rest))
        else:
            raise Unsupported(f"the probability of an event made by {node.op}")
    return found


def _two_sided(node: Apply) -> Expr | None:
    """|U| <= c as -c <= U <= c, |U| > c as U > c or U < -c; None for another comparison."""
    if node.op not in ("lt", "le", "gt", "ge"):
        return None
    op, (left, right) = node.op, node.args
    if not (isinstance(left, Apply) and left.op == "abs"):
        op, left, right = FLIPPED[op], right, left
    if not (isinstance(left, Apply) and left.op == "abs" and left.sort in RANDOM) or right.sort in RANDOM:
        return None
    inner = left.args[0]
    return apply("and" if op in ("lt", "le") else "or", apply(op, inner, right), apply(FLIPPED[op], inner, -right))


def _conjunction(atoms: tuple[Expr, ...], law: Law, integrated: Callable[[Expr], Expr], point: Point) -> Expr:
    """Independent groups multiply; a group is an interval of one variable or an expectation of its indicator."""
    product: Expr = ONE
    groups: dict[Expr, list[tuple[str, Expr]]] = {}
    mixed: list[Expr] = []
    for atom in atoms:
        if atom.sort not in RANDOM:
            product = product * apply("where", atom, 1, 0)
            continue
        gap = affine(atom.children[0] - atom.children[1])
        form = single(gap)
        if form is not None and not any(p.sort in RANDOM for p in law(form[0]).children):
            base, a, b = form
            op = atom.op if _positive(a, point) else FLIPPED[atom.op]  # type: ignore[attr-defined]
            groups.setdefault(base, []).append((op, -b / a))
        else:
            mixed.append(atom)
    if len(mixed) == 1 and not groups:
        return product * _mixed(mixed[0], law, integrated, point)
    if mixed:
        return _one_at_a_time(atoms, law, integrated, point)
    for base in sorted(groups):
        product = product * _interval(law(base), groups[base], point)
    return product


def interval_of(event: Expr, law: Law, point: Point) -> tuple[Expr, Expr | None, Expr | None] | None:
    """(U, low, high) of an event that is an interval of one base variable; None for another event."""
    parts = _expanded(event)
    lows: list[Expr] = []
    highs: list[Expr] = []
    bases: set[Expr] = set()
    if len(parts) != 1:
        return None
    for atom in parts[0][1]:
        form = single(affine(atom.children[0] - atom.children[1]))
        if form is None or atom.op == "eq":  # type: ignore[attr-defined]
            return None
        base, a, b = form
        bases.add(base)
        rising = _positive(a, point) == (atom.op in ("gt", "ge"))  # type: ignore[attr-defined]
        (lows if rising else highs).append(-b / a)
    if len(bases) != 1:
        return None
    return bases.pop(), _extreme("maximum", lows), _extreme("minimum", highs)


def _mixed(atom: Expr, law: Law, integrated: Callable[[Expr], Expr], point: Point) -> Expr:
    """A comparison of several variables: of normal ones their difference is normal."""
    gap = atom.children[0] - atom.children[1]
    try:
        difference = normal_law([gap], law)
    except Unsupported:
        return _one_at_a_time((atom,), law, integrated, point)
    return _interval(difference, [(atom.op, ZERO)], point)  # type: ignore[attr-defined]


def _one_at_a_time(atoms: tuple[Expr, ...], law: Law, integrated: Callable[[Expr], Expr], point: Point) -> Expr:
    """P = E[P(atoms | all variables but one)], where the inner one is that of an interval."""
    found = {s for s in symbols(*atoms) if s.sort == "variable"}
    while more := {p for b in found for p in symbols(law(b)) if p.sort == "variable"} - found:
        found |= more
    bases = sorted(found, key=lambda s: s.name)
    parents = {p for b in bases for p in symbols(law(b))}
    for base in bases:
        held: dict[Expr, Expr] = {b: symbol(f"{b.name}, held", b.shape) for b in bases if b is not base}
        fixed = [substitute(atom, held) for atom in atoms]
        forms = [affine(a.children[0] - a.children[1]) for a in fixed if a.sort in RANDOM]
        if base in parents or any(form is None for form in forms):
            continue
        inner = _conjunction(tuple(fixed), lambda b: substitute(law(b), held), integrated, point)
        return integrated(substitute(inner, {symbol_: b for b, symbol_ in held.items()}))
    raise Unsupported("the probability of an event that is affine in no variable")


def _value(a: Expr, point: Point) -> Any:
    from lemmata.engine.evaluation.evaluate import evaluate

    return evaluate(a, point, Balls())


def _positive(a: Expr, point: Point) -> bool:
    value = _value(a, point)
    if value > 0:
        return True
    if value < 0:
        return False
    raise Unsupported("the sign of a factor of a random variable is not known")


def _interval(law: Expr, bounds: list[tuple[str, Expr]], point: Point) -> Expr:
    """P of all `U op bound` together."""
    discrete = family_of(law).discrete
    lows, highs, points = [], [], []
    for op, bound in bounds:
        if op == "eq":
            points.append(bound)
        elif op in ("gt", "ge"):
            # the largest value left out: of integers below the bound, or the bound itself
            lows.append(apply("ceil", bound) - 1 if discrete and op == "ge" else bound)
        else:
            highs.append(apply("ceil", bound) - 1 if discrete and op == "lt" else bound)
    if points and not discrete:
        return ZERO
    low = _extreme("maximum", lows)
    high = _extreme("minimum", highs)
    if points:
        x = points[0]
        condition = [apply("eq", x, other) for other in points[1:]]
        condition += [apply("gt", x, low)] if low is not None else []
        condition += [apply("le", x, high)] if high is not None else []
        value = density_at(law, x)
        for c in condition:
            value = apply("where", c, value, 0)
        return value
    if low is None:
        return ONE if high is None else distribution(law, high, point)
    if high is None:
        return _complement(distribution(law, low, point))
    return apply("maximum", distribution(law, high, point) - distribution(law, low, point), 0)


def _complement(value: Expr) -> Expr:
    """1 - value, branch by branch, with 1 - (1 - u) as u: no digit of a small tail is lost, and its fall is seen."""
    if isinstance(value, Apply) and value.op == "where":
        condition, first, second = value.args
        return apply("where", condition, _complement(first), _complement(second))
    if isinstance(value, Apply) and value.op == "add" and value.args[0] is ONE:
        rest = value.args[1]
        return rest.args[0] if isinstance(rest, Apply) and rest.op == "neg" else -rest
    return number(1 - value.value) if isinstance(value, Number) else ONE - value


def _extreme(op: str, bounds: list[Expr]) -> Expr | None:
    found = None
    for bound in bounds:
        found = bound if found is None else apply(op, found, bound)
    return found


def distribution(law: Expr, x: Expr, point: Point) -> Expr:
    """P(U <= x): the family's cdf, else the sum or integral of its density up to x."""
    from lemmata.engine.evaluation.evaluate import evaluate

    family: Any = family_of(law)
    if family.cdf is not None:
        return cdf_at(law, x)
    if family.discrete:
        last = only_integer(evaluate(apply("floor", x), point, Balls()))
        if last is None:
            raise Unsupported("a sum of masses up to a number that is not known exactly")
        index = fresh_index()
        first = family.low(*law.children)
        if not is_size(first):
            raise Unsupported(f"the first value of the {family.name} law is no known number")
        last = max(int(last), int(str(as_size(first))) - 1)
        return bind("sum", index, density_at(law, integer(index)), first, last + 1)
    low, high = family.low(*law.children), family.high(*law.children)
    local = fresh_local()
    value = bind("integral", local, family.density(local, *law.children), low, apply("minimum", x, high))
    return apply("where", inside(law, x), value, apply("where", apply("lt", x, low), 0, 1))
