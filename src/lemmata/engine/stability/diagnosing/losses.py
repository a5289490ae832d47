"""Which steps of a formula lose bits at a point, and why, with the numbers of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lemmata.engine.expr import Apply, Expr, Int, Number
from lemmata.engine.stability.blame import effects_of
from lemmata.engine.stability.diagnosing.values import Part
from lemmata.engine.stability.faults import ABSORPTION, AMPLIFICATION, INVALID, KINDS, OVERFLOW, UNDERFLOW, reason
from lemmata.engine.stability.formats import Format
from lemmata.engine.stability.points import Group
from lemmata.engine.writers.text import to_text

LOST = 4.0  # bits of the whole that are more than roundings; sums over many entries lose some in any order
SIGNS = {"mul": " * ", "div": " / ", "add": " + ", "pow": " ** "}
Place = tuple[int, ...]


@dataclass(frozen=True)
class Loss:
    """A step that loses bits.

    bits    that the whole loses where this step alone is worked out in floats
    kind    of KINDS: overflow, underflow, invalid, cancellation, absorption, amplification, rounding
    why     with the numbers of an entry
    """

    expr: Expr
    bits: float
    kind: str
    why: str


def losses_of(root: Expr, parts: Mapping[Expr, Part], group: Group, format: Format) -> list[Loss]:
    """The steps without which the whole would keep its digits, in the order in which they are worked out.

    Where several do the same damage, as two roots and their difference, those whose kind explains it are named.
    """
    if root not in parts or parts[root].lost < LOST:
        return []
    effects = effects_of([root], group, format)
    spilt = _spilt({e.node for e in effects if e.kind[0] == OVERFLOW}, parts)
    found = [(e.node, float(e.bits[0]), INVALID if _undefined(parts[e.node]) else int(e.kind[0])) for e in effects
             if e.bits[0] >= LOST and e.node in parts and not spilt.intersection(e.node.children)]
    telling = [one for one in found if one[2] < AMPLIFICATION]
    if not telling and found:
        telling = [max(found, key=lambda one: (round(one[1]), -one[2]))]
    return [Loss(node, bits, list(KINDS)[kind], _Step(parts[node], parts, format).why(kind))
            for node, bits, kind in telling]


def _spilt(overflowed: set[Expr], parts: Mapping[Expr, Part]) -> set[Expr]:
    """What has overflowed, and what is infinite because of it: what comes of that is its loss."""
    found = set(overflowed)
    for node, part in parts.items():
        if np.isinf(part.true).any() and found.intersection(node.children):
            found.add(node)
    return found


def _undefined(part: Part) -> bool:
    """Whether floats give NaN for true values of the arguments, which may be infinite: 0 times log(0)."""
    return bool((np.isnan(part.alone) & np.isfinite(part.true)).any())


class _Step:
    """One step with the values of its arguments."""

    def __init__(self, part: Part, parts: Mapping[Expr, Part], format: Format):
        self.part, self.parts, self.format = part, parts, format

    def why(self, kind: int) -> str:
        place = self._place(kind)
        values = [v for v in self._values(place) if v is not None]
        terms = values if len(values) > 1 else [] if kind == ABSORPTION else [self._largest()]
        return reason(kind, self.format, self._named(place), float(self.part.alone[place]),
                      float(self.part.true[place]), terms)

    def _place(self, kind: int) -> Place:
        """The entry that shows it best."""
        true, alone = self.part.true, self.part.alone
        lost = self.format.lost(alone, true).reshape(true.shape)
        with np.errstate(all="ignore"):
            if kind == OVERFLOW:
                lost = np.where(np.isinf(true) | np.isinf(alone), np.inf, lost)
            elif kind == UNDERFLOW:
                lost = np.where(np.abs(alone) < 2.0**self.format.lowest, 1 / (1 + np.abs(alone)), -1.0)
            elif kind == INVALID:
                lost = np.where(np.isnan(alone), np.inf, lost)
            elif kind == ABSORPTION and true.ndim:
                terms = [np.abs(v) for c in self.part.expr.children for v in [self._array(c)] if v is not None]
                lost = np.maximum.reduce(terms) / np.minimum.reduce(terms) if len(terms) > 1 else lost
                lost = np.where(np.isfinite(lost), lost, -1.0)
        return tuple(int(k) for k in np.unravel_index(int(np.argmax(lost)), true.shape)) if true.ndim else ()

    def _array(self, child: Expr) -> np.ndarray | None:
        if isinstance(child, Apply) and child.op == "neg" and isinstance(child.args[0], Number):
            return np.broadcast_to(-float(child.args[0].value), self.part.true.shape)
        if isinstance(child, (Number, Int)):
            return np.broadcast_to(float(getattr(child, "value", np.nan)), self.part.true.shape)
        try:
            return np.broadcast_to(self.parts[child].true, self.part.true.shape)
        except (KeyError, ValueError):
            return None

    def _values(self, place: Place) -> list[float | None]:
        """The arguments' entries that an entry is made of; None where it is made of many."""
        arrays = [self._array(c) for c in self.part.expr.children]
        return [None if a is None else float(a[place]) for a in arrays]

    def _named(self, place: Place) -> str:
        """The operation with the numbers that it has at an entry: exp(1000)."""
        node, values = self.part.expr, self._values(place)
        if isinstance(node, Apply) and values and None not in values:
            return SIGNS[node.op].join(f"{v:.4g}" for v in values) if node.op in SIGNS else \
                f"{node.op}({', '.join(f'{v:.6g}' for v in values)})"
        return ("an entry of " if place else "") + _short(node)

    def _largest(self) -> float:
        """The largest of many terms."""
        return max((float(np.abs(self.parts[c].true).max()) for c in self.part.expr.children if c in self.parts
                    and self.parts[c].true.size), default=np.nan)


def _short(node: Expr) -> str:
    text = to_text(node)
    return text if len(text) <= 60 else text[:57] + "..."
