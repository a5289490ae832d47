"""Claims on where a function is least or greatest, and on its least or greatest value: `argmin f(x) = e`, `min f = v`.

No search certifies an extremum. But a place with a smaller value shows that the minimum is elsewhere, and inside of the
domain a smooth function is flat where it is least; where it is flat, and no value is below that, the claim is borne
out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from lemmata.engine.derivatives import NoDerivative, derivative, unfold
from lemmata.engine.evaluation import RATIONALS, Balls, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Symbol,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.decimals import as_printed, decimals, digits_of, plain
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

Decide = Callable[[Expr, Sequence[Expr]], Verdict]
# The ends of the domains that a variable may go over.
_ENDS: dict[str, tuple[Expr | None, Expr | None]] = {
    "real": (None, None), "positive": (number(0), None), "nonnegative": (number(0), None),
    "negative": (None, number(0)), "unit": (number(0), number(1)),
}
_KINKED = frozenset(("abs", "relu", "maximum", "minimum", "max", "min", "sign", "floor", "ceil", "where", "norm"))
_NEARBY = 64  # a value with a kink is looked at this many times closer, too
_CALLS = 200_000  # of SymPy, which guesses a place


@dataclass(frozen=True)
class Optimum:
    """A function of one variable, of which the least (or greatest) value is sought between two ends, on a line."""

    node: Bind
    variable: Local
    body: Expr
    low: Expr | None
    high: Expr | None
    premises: tuple[Expr, ...]
    decide: Decide

    @property
    def most(self) -> bool:
        return self.node.binder.endswith("max")

    @property
    def word(self) -> str:
        return "greatest" if self.most else "least"

    def at(self, place: Expr) -> Expr:
        return substitute(self.body, {self.variable: place})

    def within(self, place: Expr, strictly: bool) -> Verdict | None:
        """Whether a place lies between the ends; None where there is nothing to be met."""
        found = None
        for end, below in ((self.low, True), (self.high, False)):
            if end is None:
                continue
            op = ("lt" if strictly else "le") if below else ("gt" if strictly else "ge")
            one = self.decide(apply(op, end, place), self.premises)
            if one.kind not in HOLDS:
                return one
            found = one
        return found

    def order(self, value: Expr, turned: bool = False) -> Verdict:
        """Whether no other place has a value beyond this one."""
        other = symbol("other place", self.variable.shape, self.variable.domain)
        ends = [apply("le", self.low, other)] if self.low is not None else []
        ends += [apply("le", other, self.high)] if self.high is not None else []
        op = "le" if self.most != turned else "ge"
        return self.decide(apply(op, self.at(other), value), (*self.premises, *ends))

    def slope(self, place: Expr) -> Expr | None:
        """The slope there; None where there may be none."""
        if any((getattr(n, "op", "") or getattr(n, "binder", "")) in _KINKED for n in postorder(self.body)):
            return None
        try:
            return substitute(unfold(derivative(self.body, self.variable)), {self.variable: place})
        except (NoDerivative, ValueError, TypeError):
            return None

    def flat(self, place: Expr) -> Verdict | None:
        """Whether the slope is zero there; None where there may be none."""
        slope = self.slope(place)
        if slope is None:
            return None
        zero = apply("zeros", shape=place.shape) if place.shape else number(0)
        return self.decide(apply("eq", slope, zero), self.premises)


def by_optimum(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict on a claim about an extremum over a variable; None where it is none, or none is found."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return None
    for node, value in (relation.args, relation.args[::-1]):
        optimum = _optimum(node, premises, decide)
        if optimum is not None and not any(isinstance(n, Bind) and n.binder == optimum.node.binder
                                           for n in postorder(value)):
            return _at(optimum, value) if optimum.node.binder.startswith("arg") else _value(optimum, value)
    return None


def _optimum(node: Expr, premises: Sequence[Expr], decide: Decide) -> Optimum | None:
    if not isinstance(node, Bind) or node.binder not in ("argmin", "argmax", "min", "max"):
        return None
    variable, body = open_binder(node)
    if not isinstance(variable, Local) or variable.domain not in _ENDS:
        return None
    if (variable.shape and variable.domain != "real") or body.shape or body.sort not in ("real", "integer") or any(
            s.domain == "function" for s in symbols(body)):
        return None
    low, high = node.range if len(node.range) == 2 else _ENDS[variable.domain]
    return Optimum(node, variable, body, _finite(low), _finite(high), tuple(premises), decide)


def _finite(end: Expr | None) -> Expr | None:
    """An end that is none, as it lies at infinity."""
    return None if end is None or any(getattr(n, "name", "") == "inf" for n in postorder(end)) else end


def _at(optimum: Optimum, place: Expr) -> Verdict | None:
    """The verdict on a place, which may be printed with so many digits."""
    found = _exactly_at(optimum, plain(place))
    rounded = decimals(place) and digits_of(place) is not None and (found is None or found.kind not in HOLDS)
    return _close_to(optimum, as_printed(place), found) if rounded else found


def _close_to(optimum: Optimum, place: Expr, exact: Verdict | None) -> Verdict | None:
    """The verdict on a place with digits, where the exact number is not the one: another that rounds to it may be.

    It is refuted where the slope is zero nowhere around it, and no end is near; that it is the place is borne out
    where a convex function has its slope zero in between, or SymPy knows the place.
    """
    if symbols(optimum.node, place):
        return None
    low, high = _around(place)
    ends = (*(("lt", e, low) for e in (optimum.low,) if e is not None),
            *(("gt", e, high) for e in (optimum.high,) if e is not None))
    beyond = (*(("gt", e, high) for e in (optimum.low,) if e is not None),
              *(("lt", e, low) for e in (optimum.high,) if e is not None))
    if low is not None and any(_holds(optimum, *order) for order in beyond):
        return exact
    if ends and (low is None or not all(_holds(optimum, *order) for order in ends)):
        return None
    slope = _enclosed(optimum.slope(place))
    if slope is None or not all(ball.is_finite() for ball in slope):
        return None
    if not all(ball.contains(0) for ball in slope):
        return exact
    agrees = Verdict("agrees", "optimum", "equal to the last printed digit", True)
    if low is not None and high is not None and _bends(optimum):
        before, behind = (_enclosed(optimum.slope(end)) for end in (low, high))
        if before and behind and (before[0] > 0 > behind[0] if optimum.most else before[0] < 0 < behind[0]):
            return agrees
    known = (p for p in _stationary(optimum) if optimum.decide(apply("eq", p, place), ()).kind in HOLDS)
    return agrees if any((v := _exactly_at(optimum, p)) is not None and v.kind in HOLDS for p in known) else None


def _holds(optimum: Optimum, op: str, end: Expr, place: Expr | None) -> bool:
    return place is not None and optimum.decide(apply(op, end, place), optimum.premises).kind in HOLDS


def _around(place: Expr) -> tuple[Expr | None, Expr | None]:
    """The ends of the numbers that are printed so; None of vectors."""
    value = None if place.shape else _value_of(plain(place), RATIONALS)
    digits = digits_of(place)
    if value is None or digits is None:
        return None, None
    unit = Fraction(10) ** -digits
    if not any(d.params.get("cut") for d in decimals(place)):
        unit /= 2
    exact = Fraction(int(value.p), int(value.q))
    return number(exact - unit), number(exact + unit)


def _enclosed(value: Expr | None) -> list[Any] | None:
    found = None if value is None else _value_of(value, Balls(128))
    return None if found is None else list(getattr(found, "flat", [found]))


def _value_of(value: Expr, arithmetic: Any) -> Any:
    try:
        return evaluate(value, Point({}, {}, None, 0), arithmetic)
    except (Unsupported, Undefined):
        return None


def _exactly_at(optimum: Optimum, place: Expr) -> Verdict | None:
    """The verdict on a place: whether it lies in the domain, the slope there, and the values at other places."""
    if place.shape != optimum.variable.shape or (isinstance(place, Symbol) and place not in symbols(optimum.body)):
        return None
    inside = optimum.within(place, strictly=False)
    if inside is not None and inside.kind == "refuted":
        message = "the place is outside of where it is sought"
        return replace(inside, message=message, method="optimum", hint="", near=None)
    if inside is not None and inside.kind not in HOLDS:
        return inside if inside.kind == "conditional" else None
    flat, order = optimum.flat(place), optimum.order(optimum.at(place))
    if flat is None:
        return _with_kinks(optimum, place, order)
    strictly = optimum.within(place, strictly=True)
    inner = strictly is None or strictly.kind in HOLDS
    if flat.kind in HOLDS:
        return _where_flat(optimum, place, flat, order)
    if inner and flat.kind == "refuted":
        message = f"the function is not {optimum.word} there: its slope is not zero"
        return replace(flat, message=message, method="optimum", hint="", near=None)
    if not inner and order.kind in HOLDS and any(place is end for end in (optimum.low, optimum.high)):
        return Verdict("agrees", "optimum", "no other value is beyond the one at this end", True)
    if not inner and flat.kind == order.kind == "refuted":
        return _beyond(optimum, order)
    return flat if inner and flat.kind == "conditional" else None


def _where_flat(optimum: Optimum, place: Expr, flat: Verdict, order: Verdict) -> Verdict | None:
    if order.kind in HOLDS:
        sure = flat.kind == "proved" and _bends(optimum)
        return Verdict("proved" if sure else "agrees", "optimum",
                       f"the slope is zero there ({flat.kind}), and no other value is beyond", True)
    if order.kind == "refuted":
        return _beyond(optimum, order) if optimum.order(optimum.at(place), turned=True).kind in HOLDS else None
    return order if order.kind == "conditional" else None


def _with_kinks(optimum: Optimum, place: Expr, order: Verdict) -> Verdict | None:
    """Without a slope the values decide: those anywhere, and those close to the place."""
    if order.kind == "refuted":
        return _beyond(optimum, order)
    if order.kind not in HOLDS or optimum.low is not None or optimum.high is not None:
        return order if order.kind == "conditional" else None
    step = symbol("step", place.shape) / number(_NEARBY)
    op = "le" if optimum.most else "ge"
    near = optimum.decide(apply(op, optimum.at(place + step), optimum.at(place)), optimum.premises)
    if near.kind == "refuted":
        return _beyond(optimum, near)
    return Verdict("agrees", "optimum", "no other value is beyond the one there", True) if near.kind in HOLDS else None


def _beyond(optimum: Optimum, order: Verdict) -> Verdict:
    message = f"another place has a {'greater' if optimum.most else 'smaller'} value"
    return replace(order, message=message, method="optimum", hint="", near=None)


def _bends(optimum: Optimum) -> bool:
    """Whether the function is surely convex (concave) all over, so that it is least (greatest) where it is flat."""
    if optimum.variable.shape:
        return False
    try:
        second = unfold(derivative(unfold(derivative(optimum.body, optimum.variable)), optimum.variable))
    except (NoDerivative, ValueError, TypeError):
        return False
    other = symbol("other place", (), optimum.variable.domain)
    sign = apply("lt" if optimum.most else "gt", substitute(second, {optimum.variable: other}), number(0))
    return optimum.decide(sign, optimum.premises).kind == "proved"


def _value(optimum: Optimum, value: Expr) -> Verdict | None:
    """The verdict on a least value: nothing lies below it, and it is the value where the function is least."""
    if value.shape or (isinstance(value, Symbol) and value not in symbols(optimum.body)):
        return None
    order = optimum.order(value)
    if order.kind == "refuted":
        return _beyond(optimum, order)
    for place in _stationary(optimum):
        found = _at(optimum, place)
        if found is not None and found.kind in HOLDS:
            same = optimum.decide(apply("eq", optimum.at(place), value), optimum.premises)
            kind = "agrees" if same.kind == "proved" and found.kind != "proved" else same.kind
            return replace(same, kind=kind, method="optimum", message=f"at the place where it is {optimum.word}: "
                                                                      f"{same.message}")
    return None


def _stationary(optimum: Optimum) -> Iterator[Expr]:
    """Places where the slope may be zero, as SymPy guesses them."""
    if optimum.variable.shape:
        return
    import sympy

    from lemmata.engine.calculus.sympy_bridge import Bridge, within

    try:
        slope = unfold(derivative(optimum.body, optimum.variable))
    except (NoDerivative, ValueError, TypeError):
        return
    bridge = Bridge()

    def work() -> list[Expr | None]:
        found = sympy.solve(bridge.sympy(slope), bridge.sympy(optimum.variable), dict=False)
        return [bridge.expression(value) for value in found]

    for place in within(_CALLS, work) or ():
        if place is not None and not place.free:
            yield place
