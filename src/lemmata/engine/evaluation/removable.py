"""Quotients such as sin(t)/t at an end of an integral where both parts are zero: the singularity is none.

The numerator is analytic on a disc around the end and zero at it, the denominator has its one zero there. So the
quotient is analytic on the disc, where it is nowhere larger than on its circle: that bounds its integral next to the
end, however close to it bisection would have to go.
"""

from __future__ import annotations

from typing import Any

import flint

from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.evaluation.programs import program
from lemmata.engine.expr import Apply, Expr, Local
from lemmata.engine.ops import apply

arb, acb = flint.arb, flint.acb
_ARCS = 32  # that cover the circle
_HALVINGS = 8  # of the radius of the disc
_NEAR = 2**-64  # of the radius: so far from the end bisection goes


def next_to(evaluator: Evaluator, name: str, body: Expr, end: Any, room: Any) -> tuple[Any, Any] | None:
    """How far from an end the integral is bounded, and by what; None where the body is no such quotient there.

    evaluator: over complex balls, which gives nan where a function is not analytic; room: how long the range is
    """
    top, bottom = _quotient(body)
    if bottom is None or not _is_affine(bottom, name):
        return None
    runs = [program(evaluator, name, part) for part in (top, bottom, body)]
    if runs[0] is None or runs[1] is None or runs[2] is None:
        return None
    upper, lower, whole = runs[0], runs[1], runs[2]
    if not (upper(acb(end)).is_zero() and lower(acb(end)).is_zero()):
        return None
    radius = arb(room.lower()) / 2 if room < 2 else arb(1)
    for _ in range(_HALVINGS):
        ball = arb(end) + arb(0, radius.abs_upper())
        if upper(acb(ball, arb(0, radius.abs_upper()))).is_finite():
            bound = _on_circle(whole, end, radius)
            return (radius * _NEAR, bound * radius * _NEAR) if bound is not None else None
        radius = radius / 2
    return None


def _on_circle(run: Any, end: Any, radius: Any) -> Any | None:
    """A bound on the absolute value on the circle around an end."""
    found = arb(0)
    for k in range(_ARCS):
        angle = (arb(2 * k + 1) + arb(0, 1)) / _ARCS  # in halves of a turn, from one end of the arc to the other
        value = run(acb(end) + radius * acb(angle.cos_pi(), angle.sin_pi()))
        if not value.is_finite():
            return None
        found = found.max(value.abs_upper())
    return arb(found.abs_upper())


def _quotient(body: Expr) -> tuple[Expr, Expr | None]:
    """Numerator and denominator of a body, None of one that has none."""
    if isinstance(body, Apply) and body.op == "div":
        top, bottom = _quotient(body.args[0])
        return top, body.args[1] if bottom is None else apply("mul", bottom, body.args[1])
    if isinstance(body, Apply) and body.op == "neg":
        return _quotient(body.args[0])
    if isinstance(body, Apply) and body.op == "mul":
        (top, bottom), (other, below) = _quotient(body.args[0]), _quotient(body.args[1])
        under = below if bottom is None else bottom if below is None else apply("mul", bottom, below)
        return apply("mul", top, other), under
    return body, None


def _is_affine(node: Expr, name: str) -> bool:
    """Whether an expression is a + b x with numbers a and b: it has one zero at most, or is none that vanishes."""
    if name not in node.free:
        return True
    if isinstance(node, Local):
        return True
    if not isinstance(node, Apply):
        return False
    if node.op in ("add", "sub", "neg"):
        return all(_is_affine(child, name) for child in node.args)
    if node.op == "mul":
        return all(_is_affine(child, name) for child in node.args) and sum(name in c.free for c in node.args) == 1
    return node.op == "div" and name not in node.args[1].free and _is_affine(node.args[0], name)
