"""An accuracy as text for a terminal: a table, bits against the input, and which operation loses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lemmata.engine.stability.profiles import Profile, number_short, profile
from lemmata.wording import counted

if TYPE_CHECKING:
    from lemmata.engine.stability.accuracy import Accuracy, Blame
    from lemmata.engine.stability.epsilons import Epsilon

BLOCKS = " ▁▂▃▄▅▆▇█"
HIGH = 7  # rows of the plot
LEAST = 0.005  # share of the loss from which an operation is named
MOST = 6  # operations that are named


def text(accuracy: Accuracy, width: int = 78) -> str:
    parts = [_head(accuracy), "", *_table(accuracy)]
    found = profile(accuracy)
    if found is not None and accuracy.worst > 0:
        parts += ["", *plot(found, width, accuracy.format.bits)]
    if accuracy.blame:
        parts += ["", "  lost by", *_blame(accuracy.blame)]
    for found_bias in accuracy.epsilons:
        parts += ["", *bias(found_bias)]
    if accuracy.points and accuracy.worst > 0:
        at = ", ".join(f"{name} = {value}" for name, value in accuracy.at.items())
        parts += ["", f"  worst    {accuracy.worst:.1f} bits" + (f" at {at}" if at else ""),
                  f"           {accuracy.found}, where {accuracy.true} is right"]
    return "\n".join(parts)


def bias(epsilon: Epsilon) -> list[str]:
    """What a small constant changes, as lines."""
    first, *more = epsilon.text
    return [f"  bias     {first}", *(f"           {line}" for line in more)]


def _head(accuracy: Accuracy) -> str:
    where = f", where {accuracy.where}" if accuracy.where else ""
    points = f"  {accuracy.dtype}, {accuracy.form}, at {counted(accuracy.points, 'point')}"
    return "\n".join([accuracy.formula, *([f"  {accuracy.vars}{where}"] if accuracy.vars else []), points])


def _table(accuracy: Accuracy) -> list[str]:
    if not accuracy.points:
        return [f"  no point: {_missing(accuracy)}"]
    rows = [f"  bits lost of {accuracy.format.bits}   mean {accuracy.mean:.2f}   median {accuracy.median:.2f}   "
            f"90% {accuracy.quantile(0.9):.2f}   worst {accuracy.worst:.2f}"]
    shares = [(accuracy.overflow, "infinite"), (accuracy.underflow, "zero"), (accuracy.nan, "NaN")]
    wrong = [f"{name} {_percent(share)}" for share, name in shares if share]
    if wrong:
        rows.append("  in error         " + "   ".join(wrong))
    if accuracy.unsamplable or accuracy.undefined:
        rows.append("  left out         " + _missing(accuracy))
    wide = max((len(part.name) for part in accuracy.parts), default=0)
    return [*rows, *(f"  {part.name:<{wide}}   mean {part.mean:6.2f}   worst {part.worst:6.2f}   "
                     f"{counted(part.points, 'point')}" for part in accuracy.parts)]


def _missing(accuracy: Accuracy) -> str:
    told = [f"{counted(accuracy.unsamplable, 'point')} unsamplable"] if accuracy.unsamplable else []
    return ", ".join([*told, *([f"{accuracy.undefined:,} drawn outside of the domain"] if accuracy.undefined else [])])


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "<0.1%"


def plot(found: Profile, width: int, top: int) -> list[str]:
    """Mean bits over the axis as bars."""
    wide = max(20, width - 8)
    means = found.bins(wide)
    heights = np.nan_to_num(means) / top * HIGH * 8
    heights = np.where((heights > 0) & (heights < 1), 1, np.rint(heights)).astype(int)
    rows = []
    for row in range(HIGH - 1, -1, -1):
        marks = "".join(BLOCKS[min(max(int(h) - 8 * row, 0), 8)] for h in heights)
        level = f"{round(top * (row + 1) / HIGH):>4} ┤" if row in (HIGH - 1, HIGH // 2) else "     │"
        rows.append(f" {level}{marks}".rstrip())
    return [*rows, f"    0 └{'─' * wide}", *_scale(found, wide)]


def _scale(found: Profile, wide: int) -> list[str]:
    """Numbers under the axis, at both ends and in the middle, and what they are."""
    labels = [number_short(found.value(found.low + (found.high - found.low) * share)) for share in (0.0, 0.5, 1.0)]
    line = list(" " * wide)
    for start, label in zip((0, (wide - len(labels[1])) // 2, wide - len(labels[2])), labels):
        line[start:start + len(label)] = label
    about = f"{found.label}{', every float as wide' if found.wide else ''}"
    return ["       " + "".join(line), "       " + about.center(wide).rstrip()]


def _blame(blame: Sequence[Blame]) -> list[str]:
    kept = [b for b in blame if b.share >= LEAST][:MOST] or list(blame[:1])
    wide = min(34, max(len(b.operation) for b in kept))
    rows = []
    for b in kept:
        operation = b.operation if len(b.operation) <= wide else b.operation[:wide - 3] + "..."
        rows.append(f"  {b.share:>5.0%}  {operation:<{wide}}  {b.kind}: {b.why}")
    return rows
