"""What small constants change that keep a formula from the ends of its domain: log(x + 1e-8) against log(x)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Number
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.limits import limits
from lemmata.engine.stability.points import Points
from lemmata.engine.stability.truth import Truth, by_point, truth
from lemmata.engine.writers import to_text

POINTS = 800  # that are looked at
ROUNDING = 1.0  # bits, up to which a change is no more than a rounding
TOGETHER = 0.9  # of the points of an interval, from where it is told as one
SHOWN = 4  # entries of an array


@dataclass(frozen=True)
class Epsilon:
    """What a small constant changes, against the formula with it left out.

    constant, inside   as expressions: it, and what it is added to or bounds, with it
    limit              the formula with it left out
    share              of the points that change by more than a rounding; `mean` and `worst` bits, at all points
    relative           the change where it is worst, as a share of the value without it
    place              that point, of those measured, by `points`; `found` its value with it, `true` without
    reach              which points change, as variable, least and largest: where they lie together
    kept               share of the points at which the formula has no finite value without it
    """

    constant: Expr
    inside: Expr
    limit: Expr
    share: float
    mean: float
    worst: float
    relative: float
    points: Points
    place: int
    found: float
    true: float
    reach: tuple[str, float, float] | None
    kept: float

    @property
    def text(self) -> tuple[str, ...]:
        """In words, one line for each fact."""
        size = _decimal(self.constant)
        left_out = f"with {size} left out of {to_text(self.inside).replace(to_text(self.constant), size)}"
        change = f", {self.relative:.2g} of the value" if np.isfinite(self.relative) else ""
        if self.points.count == 1:
            return (f"{left_out} it is {self.true:.9g}, not {self.found:.9g}{change}",)
        where = " ({} from {:.3g} to {:.3g})".format(*self.reach) if self.reach else ""
        sizes, values = self.points.at(self.place)
        named = {**sizes, **values}.items()
        at = ", ".join(f"{n} = {_array(v)}" for n, v in named if n != size)
        lines = [f"{left_out}, {_share(self.share)} of the points change by more than rounding{where}, "
                 f"{self.mean:.2f} bits in the mean",
                 f"most at {at}: {self.found:.9g} with it, {self.true:.9g} without{change}"]
        if self.kept:
            lines.append(f"without it {_share(self.kept)} of the points have no finite value")
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"constant": _decimal(self.constant), "inside": to_text(self.inside), "without": to_text(self.limit),
                "share": self.share, "mean": self.mean, "worst": self.worst, "relative": self.relative,
                "found": self.found, "true": self.true, "kept": self.kept, "text": list(self.text)}


def epsilons(expr: Expr, points: Points, most: int = POINTS) -> tuple[Epsilon, ...]:
    """The small constants of a formula that change it by more than rounding at some of the points.

    >>> from lemmata.engine.expr import number, symbol
    >>> from lemmata.engine.ops import apply
    >>> from lemmata.engine.stability import FORMATS, Group
    >>> x = symbol("x", domain="positive")
    >>> at = Points(FORMATS["float64"], (Group({}, {"x": np.array([1e-9, 1.5, 1e20])}, 3),))
    >>> [found] = epsilons(apply("log", x + number("1/100000000")), at)
    >>> round(found.relative, 2), found.limit is apply("log", x), found.kept
    (0.12, True, 0.0)
    """
    some = _some(points, most)
    measured = (_measured(expr, constant, inside, limit, some) for constant, inside, limit in limits(expr, some))
    return tuple(e for e in measured if e is not None)


def _decimal(constant: Expr) -> str:
    return f"{float(constant.value):.6g}".replace("e-0", "e-") if isinstance(constant, Number) else to_text(constant)


def _share(part: float) -> str:
    return f"{part:.0%}" if part >= 0.005 else f"{part:.1g}"


def _array(values: Any) -> str:
    flat = [f"{float(v):.6g}" for v in np.ravel(values)]
    shown = ", ".join(flat[:SHOWN]) + (", ..." if len(flat) > SHOWN else "")
    return f"[{shown}]" if np.ndim(values) else shown


def _some(points: Points, most: int) -> Points:
    """So many of the points, spread over all groups."""
    share = min(1.0, most / max(points.count, 1))
    return Points(points.format, tuple(
        group[np.unique(np.linspace(0, group.count - 1, max(1, int(group.count * share))).astype(int))]
        for group in points if group.count))


def _measured(expr: Expr, constant: Expr, inside: Expr, limit: Expr, points: Points) -> Epsilon | None:
    """What it changes; None where the limit has no finite value inside, or nothing changes."""
    try:
        known = truth([expr, limit], points)
    except (ValueError, ArithmeticError):
        return None
    finite = _finite(known)
    if not finite.any():
        return None
    with_it, without = known.rounded()
    bits = np.concatenate([by_point(a, b, points.format) for a, b in zip(with_it, without)])
    changed = finite & (bits > ROUNDING)
    if not changed.any():
        return None
    worst = known.points.plainest(np.flatnonzero(finite & (bits >= bits[finite].max() - 0.5)))
    found, true = _values(with_it, worst), _values(without, worst)
    entry = int(np.argmax(points.format.lost(found, true)))
    value, right = float(found[entry]), float(true[entry])
    relative = abs(value - right) / abs(right) if right else float("inf")
    return Epsilon(constant, inside, limit, float(changed.sum() / points.count), float(bits[finite].mean()),
                   float(bits[finite].max()), relative, known.points, worst, value, right,
                   _reach(known, finite, changed), 1 - float(finite.sum()) / points.count)


def _finite(known: Truth) -> Array:
    """The points at which the formula is finite with the constant and without it."""
    found = [np.isfinite(np.concatenate([high.reshape(k.group.count, -1) for high in k.high], axis=1)).all(axis=1)
             for k in known.known]
    return np.concatenate(found) if found else np.zeros(0, bool)


def _values(values: Sequence[Array], place: int) -> Array:
    for group in values:
        if place < len(group):
            return np.ravel(group[place])
        place -= len(group)
    raise IndexError(place)


def _reach(known: Truth, finite: Array, changed: Array) -> tuple[str, float, float] | None:
    """The variable along which the points that change lie together, the least and the largest of its values there."""
    best: tuple[str, float, float] | None = None
    most = 0
    names = known.known[0].group.values
    for name in names:
        if any(k.group.values[name].ndim > 1 for k in known.known):
            continue
        values = np.concatenate([k.group.values[name] for k in known.known]).astype(float)
        low, high = values[changed].min(), values[changed].max()
        inside = finite & (values >= low) & (values <= high)
        if changed.sum() >= TOGETHER * inside.sum() and finite.sum() - inside.sum() > most:
            best, most = (name, float(low), float(high)), int(finite.sum() - inside.sum())
    return best
