"""Counterexamples as text: values of the symbols, the probability space, both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point
from lemmata.engine.evaluation.points import show
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.ops.balls import only_integer
from lemmata.engine.verdicts.compare import Outcome
from lemmata.engine.verdicts.verdict import Near
from lemmata.engine.writers import to_text

LARGEST_SHOWN = 10**15


def counterexample_of(point: Point, outcome: Outcome) -> Mapping[str, str]:
    """Values of the symbols and of both sides, as text."""
    sides = {"left side": value_text(outcome.left), "right side": value_text(outcome.right)}
    return {**show(point, to_text), **_space_text(point), **sides}


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: A, B and C."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _space_text(point: Point) -> dict[str, str]:
    """The probability space of a counterexample: weights and values by outcome, or laws."""
    space = point.space
    if isinstance(space, FiniteSpace):
        shown = {name: _list(values) for name, values in sorted(space.values.items())}
        return {"probabilities of the outcomes": _list(space.weights), **shown}
    return {} if space is None else {name: to_text(law) for name, law in sorted({**space.laws, **space.images}.items())}


def _list(values: Any) -> str:
    return "[" + ", ".join(_list(v) if hasattr(v, "__len__") else str(v) for v in values) + "]"


def value_text(value: Any) -> str:
    """A ball value to the digits that are certain, at most six."""
    if isinstance(value, np.ndarray):
        return "[" + ", ".join(value_text(v) for v in value) + "]" if value.shape else value_text(value[()])
    if hasattr(value, "is_exact") and value.is_exact() and getattr(value, "is_integer", lambda: False)():
        whole = only_integer(value)
        if whole is not None and abs(whole) < LARGEST_SHOWN:
            return str(whole)
    if hasattr(value, "contains") and value.contains(0) and abs(value) < 1e-12:
        return "0"
    if hasattr(value, "str"):
        text = str(value.str(6, radius=False))
        return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return str(value)


def near_text(near: Near | None) -> str:
    """The nearest true formula as a hint."""
    if near is None:
        return ""
    if near.expr is None:
        return f"it holds {near.words}"
    return f"it holds with {to_text(near.expr)} on the {near.side} side ({near.words})"
