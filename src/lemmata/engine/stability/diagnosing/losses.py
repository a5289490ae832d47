"""Which steps of a formula lose bits at a point, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lemmata.engine.expr import Apply, Expr, Int, Number
from lemmata.engine.stability.diagnosing.values import Part
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.writers.text import to_text

LOST = 4.0  # bits of one step that are more than its rounding; sums over many entries lose some in any order
SMALL = 2.0**-4  # a sum that much smaller than its terms has lost these digits of theirs
MOST = 40  # entries of one array that are looked at
Place = tuple[int, ...]


@dataclass(frozen=True)
class Loss:
    """A step that loses bits, and the step to change, itself or one below it.

    bits    that it alone loses, at its worst entry of this kind
    kind    overflow, underflow, pole (an infinite value that the whole has not), cancellation, absorption, or
            amplification (of the rounding of its argument)
    why     with the numbers of that entry
    """

    expr: Expr
    bits: float
    kind: str
    cause: Expr
    why: str


def losses_of(root: Expr, parts: Mapping[Expr, Part], format: Format) -> list[Loss]:
    """The steps that lose more than their rounding, where it reaches the value of the whole, in their order."""
    if root not in parts or parts[root].lost < LOST:
        return []
    reached = _reached(root, parts)
    return [loss for part in parts.values() if part.own >= LOST and part.expr in reached
            for loss in _Step(part, parts, format).losses()]


def _reached(root: Expr, parts: Mapping[Expr, Part]) -> set[Expr]:
    """The steps from which a loss goes on to the whole: all that use them are wrong too."""
    wrong = {node for node, p in parts.items() if p.lost >= LOST}
    seen, waiting = {root}, [root]
    while waiting:
        for child in waiting.pop().children:
            if child in wrong and child not in seen:
                seen.add(child)
                waiting.append(child)
    return seen


class _Step:
    """One step that loses bits, with its arguments."""

    def __init__(self, part: Part, parts: Mapping[Expr, Part], format: Format):
        self.part, self.parts, self.format = part, parts, format
        self.arguments = [c for c in dict.fromkeys(part.expr.children) if c in parts]

    def losses(self) -> list[Loss]:
        """One loss of each kind, at its worst entry."""
        lost = self.format.lost(self.part.alone, self.part.true).reshape(self.part.true.shape)
        lost = np.where(~np.isfinite(self.part.alone) & (self.part.alone != self.part.true), self.format.bits, lost)
        order = np.argsort(-lost, axis=None)[:MOST]
        found: dict[str, Loss] = {}
        for place in [tuple(int(k) for k in np.unravel_index(n, lost.shape)) for n in order]:
            if lost[place] >= LOST:
                loss = self._at(place, float(lost[place]))
                found.setdefault(loss.kind, loss)
        return list(found.values())

    def _at(self, place: Place, bits: float) -> Loss:
        node, true = self.part.expr, self.part.true[place]
        if np.isfinite(true):
            high = self._source(place, np.isinf)
            if high is not None and self._pole(*high):
                return Loss(node, bits, "pole", node, f"{self._named(*high)} is infinite, where the limit of "
                            f"{_short(node)} is {true:.3g}")
            if high is not None:
                return Loss(node, bits, "overflow", high[0],
                            f"{self._named(*high)} is above the largest {self.format.name}, {self.format.largest:.2g}")
        if not np.isfinite(self.part.alone[place]) or self.part.alone[place] == 0:
            low = self._source(place, lambda values: values == 0)
            if low is not None and isinstance(low[0], Apply) and low[0].op == "add":
                return Loss(node, bits, "cancellation", low[0], f"{_short(low[0])} has cancelled to 0")
            if low is not None:
                return Loss(node, bits, "underflow", low[0], f"{self._named(*low)} is below the smallest "
                            f"{self.format.name}, {self.format.smallest:.2g}, and becomes 0")
        terms = [float(v) for v in (self._value(c, place) for c in self.part.expr.children) if v is not None]
        if isinstance(node, Apply) and node.op == "add" and terms and abs(true) < SMALL * max(map(abs, terms)):
            return Loss(node, bits, "cancellation", node, f"{terms[0]:.6g} and {terms[-1]:.6g} leave {true:.3g}: their "
                        "leading digits cancel, and what was rounded before is left")
        for argument in self.arguments:
            why = self._absorbed(argument, place)
            if why:
                return Loss(node, bits, "absorption", argument, why)
        if len(self.arguments) == 1 and self.parts[self.arguments[0]].true.ndim > self.part.true.ndim:
            terms = list(self.parts[self.arguments[0]].true.ravel())
            if abs(true) < SMALL * float(np.abs(terms).max()):
                return Loss(node, bits, "cancellation", node, f"terms up to {np.abs(terms).max():.3g} add up to "
                            f"{true:.3g}: their leading digits cancel")
        return Loss(node, bits, "amplification", node, f"a rounding of its argument is {2**bits:.1g} times as large in "
                    "its value")

    def _value(self, child: Expr, place: Place) -> float | None:
        """The entry of an argument that an entry is made of; None where it is made of many."""
        if isinstance(child, (Number, Int)):
            return float(getattr(child, "value", np.nan))
        if child not in self.parts:
            return None
        values, shape = self.parts[child].true, self.part.true.shape
        try:
            return float(np.broadcast_to(values, shape)[place])
        except ValueError:
            return None

    def _source(self, place: Place, has: Callable[[Array], Array]) -> tuple[Expr, Place] | None:
        """The step below, and its entry, where something comes up that is in none of its arguments."""
        for child in self.arguments:
            value = self._value(child, place)
            values = self.parts[child].true if value is None else np.asarray(value)
            if not has(values).any():
                continue
            step, at = child, place if value is not None else tuple(int(k) for k in np.argwhere(has(values))[0])
            at = at[len(at) - self.parts[child].true.ndim:]
            while True:
                below = _Step(self.parts[step], self.parts, self.format)
                inner = below._source(at, has)
                return inner or ((step, at) if step.children else None)
        return None

    def _pole(self, node: Expr, place: Place) -> bool:
        """Whether a value is infinite itself, and not only too large."""
        step = _Step(self.parts[node], self.parts, self.format)
        values = [step._value(c, place) for c in node.children]
        return isinstance(node, Apply) and values[-1:] == [0.0] and node.op in POLES

    def _named(self, node: Expr, place: Place) -> str:
        """An operation with the number that it has at an entry: exp(1000)."""
        step = _Step(self.parts[node], self.parts, self.format)
        values = [step._value(c, place) for c in node.children]
        if isinstance(node, Apply) and len(values) == 1 and values[0] is not None:
            return f"{node.op}({values[0]:.6g})"
        if isinstance(node, Apply) and node.op in SIGNS and None not in values:
            return SIGNS[node.op].join(f"{v:.4g}" for v in values)
        return f"an entry of {_short(node)}" if self.parts[node].true.ndim else _short(node)

    def _absorbed(self, node: Expr, place: Place) -> str:
        """Why a sum is the same without one of its terms; "" where it is not."""
        if not (isinstance(node, Apply) and node.op == "add") or self._value(node, place) is None:
            return ""
        step = _Step(self.parts[node], self.parts, self.format)
        at = place[len(place) - self.parts[node].true.ndim:]
        sizes = sorted(abs(v) for v in (step._value(c, at) for c in node.children) if v is not None)
        if len(sizes) < 2 or not 0 < sizes[0] < 2.0 ** (-self.format.precision / 3) * sizes[-1]:
            return ""
        kept = max(0, self.format.precision + round(float(np.log2(sizes[0]) - np.log2(sizes[-1]))))
        return (f"{sizes[0]:.3g} beside {sizes[-1]:.3g} keeps {kept} of its {self.format.precision} bits in "
                f"{_short(node)}")


POLES = frozenset(("log", "log2", "log10", "div"))  # at 0
SIGNS = {"mul": " * ", "div": " / ", "add": " + ", "pow": " ** "}


def _short(node: Expr) -> str:
    text = to_text(node)
    return text if len(text) <= 60 else text[:57] + "..."
