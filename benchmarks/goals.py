"""What a benchmark has to reach, and whether it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A number that must not be below `least`, or not above `most`."""

    name: str
    measured: float
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        return (self.least is None or self.measured >= self.least) and (self.most is None or self.measured <= self.most)

    @property
    def wanted(self) -> str:
        return f"at least {self.least:g}{self.unit}" if self.least is not None else f"at most {self.most:g}{self.unit}"


def table(goals: Sequence[Goal]) -> str:
    """All of them as a table in Markdown, which is as readable in a terminal."""
    rows = [("goal", "wanted", "measured", "met")] + [
        (g.name, g.wanted, f"{g.measured:,.2f}{g.unit}", "yes" if g.met else "NO") for g in goals]
    widths = [max(len(row[k]) for row in rows) for k in range(4)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
             for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
