"""What the fuzz tests try: soups of words, and texts of the tests' tables with parts moved, doubled, dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TESTS = Path(__file__).parent.parent
# How many times as many examples: the long campaign is for a change of a reader, and takes half an hour.
TIMES = pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.slow)])

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]+|\d+|\s+|.", re.DOTALL)
ODD = ["\0", "\ud800", "\u202e", "\u200d", "\ufeff", "é", "😀", "\r", "\t", "\x0c", "\u2028", "𝐱", "²", "٣", "−"]


def tried(check: Callable[[Any], None], given_: st.SearchStrategy[Any], examples: int) -> None:
    """Check so many examples."""
    settings(max_examples=examples, suppress_health_check=list(HealthCheck))(given(given_)(check))()


def soup(words: Sequence[str], most: int = 25) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*words, *ODD[:3]]), max_size=most).map("".join)


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str], words: Sequence[str], most: int = 4) -> str:
    """One of the texts after a few edits: words dropped, doubled, swapped, put in, taken from another text."""
    parts = _TOKEN.findall(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, most))):
        place = draw(st.integers(0, len(parts)))
        length = draw(st.integers(0, 6))
        kind = draw(st.sampled_from(("drop", "double", "swap", "word", "odd", "other")))
        piece = parts[place:place + length]
        if kind == "drop":
            piece = []
        elif kind == "double":
            piece = piece * draw(st.integers(2, 4))
        elif kind == "swap":
            piece = piece[::-1]
        elif kind in ("word", "odd"):
            piece = [draw(st.sampled_from(list(words if kind == "word" else ODD)))]
        else:
            other = _TOKEN.findall(draw(st.sampled_from(texts)))
            start = draw(st.integers(0, len(other)))
            piece = other[start:start + draw(st.integers(1, 12))]
        parts[place:place + length] = piece
    return "".join(parts)


def _claims(name: str) -> list[tuple[str, str]]:
    """Declarations and formulas of a table of claims."""
    rows = (TESTS / "verdicts" / "data" / name).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in row.split(";")] for row in rows if row.strip() and not row.startswith("#")]
    return [(row[1], row[2]) for row in cells]


CLAIMS = [*_claims("true.txt"), *_claims("false.txt")]
FORMULAS = sorted({formula for _, formula in CLAIMS})
DECLARATIONS = sorted({declared for declared, _ in CLAIMS if declared})
LATEX = sorted({word for formula in FORMULAS for word in _TOKEN.findall(formula)} | {
    r"\begin{aligned}", r"\end{aligned}", r"\begin{cases}", r"\end{cases}", r"\begin{bmatrix}", r"\end{bmatrix}", r"\\",
    "&", r"\left(", r"\right)", r"\left\|", r"\right.", r"\text{if }", r"\newcommand{\f}[1]{#1}", r"\f", "#1", "$", "%",
    r"\stackrel{!}{=}", r"\underbrace{x}_{y}", r"\overline{", r"\mathbb{E}_{x \sim p}", r"\operatorname{", r"\prime",
    r"\quad", r"\,", r"\sum_{i \neq j}", r"\int_0^1", r"\limits", r"\substack{", r"\binom", "!", "''", ":=", r"\iff"})
