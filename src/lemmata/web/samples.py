"""Three small sets of data for readers who have none at hand: `python -m lemmata.web.samples` writes their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from lemmata.web.site import STATIC

FOLDER = STATIC / "data"


def line(rng: np.random.Generator) -> str:
    """Points about a line, with noise."""
    x = np.sort(rng.uniform(0, 4, 40))
    y = 1.5 * x - 1 + rng.normal(0, 0.6, 40)
    return _table("x,y", zip(x, y))


def moons(rng: np.random.Generator) -> str:
    """Two classes, -1 and 1, that lie about each other as two half moons; no line parts them."""
    angle = rng.uniform(0, np.pi, 100)
    side = np.repeat([-1, 1], 50)
    x = np.where(side < 0, np.cos(angle), 1 - np.cos(angle)) + rng.normal(0, 0.12, 100)
    y = np.where(side < 0, np.sin(angle), 0.5 - np.sin(angle)) + rng.normal(0, 0.12, 100)
    return _table("x1,x2,y", zip(x, y, side))


def clusters(rng: np.random.Generator) -> str:
    """Points about three centres, with the number of their cluster."""
    centres = np.array([[-1.5, -1.0], [1.6, -0.8], [0.1, 1.7]])
    label = np.repeat([0, 1, 2], 30)
    x = centres[label] + rng.normal(0, 0.5, (90, 2))
    return _table("x1,x2,label", zip(*x.T, label))


SAMPLES: dict[str, Callable[[np.random.Generator], str]] = {"line": line, "moons": moons, "clusters": clusters}


def _table(head: str, rows: Iterable[Iterable[Any]]) -> str:
    cells = ((str(value) if isinstance(value, np.integer) else f"{value:.2f}" for value in row) for row in rows)
    return "".join(f"{line}\n" for line in (head, *map(",".join, cells)))


def written() -> dict[str, str]:
    """Each file's text: the same numbers every time."""
    return {name: make(np.random.default_rng(7)) for name, make in SAMPLES.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / f"{name}.csv").write_text(text, encoding="utf-8")
