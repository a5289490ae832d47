"""Equations solved for a letter: the value meets them wherever the conditions hold."""

import pytest

from lemmata.engine.expr import substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.isolating import isolated
from lemmata.engine.verdicts.verdict import HOLDS

SOLVED = [
    ("v", r"v = 1 + c^2 v"), ("p", r"\log\frac{p}{1-p} = a"), ("y", r"2x + 3y = 12"),
    ("f", r"\frac1f = \frac1a + \frac1b"),
    ("h", r"e^{-ah} = b"), ("k", r"2^k = b"), ("x", r"\sqrt{x + 1} = b"), ("x", r"x^3 = b"), ("x", r"-x = b"),
    ("x", r"\frac{a x + b}{c x + d} = y"), ("s", r"s^2 = a"),
]
OPEN = [("x", r"x e^x = b"), ("x", r"\lvert x \rvert = b"), ("x", r"x^2 + x = b"), ("x", r"\sin x = b")]


@pytest.mark.parametrize(("name", "source"), SOLVED)
def test_the_value_meets_the_equation(name: str, source: str) -> None:
    equation = read_latex(source, Scope())[0].claims[0].relations[0]
    letter = next(s for s in symbols(equation) if s.name == name)
    found = isolated(equation, letter)
    assert found is not None and letter not in symbols(found.value)
    assert decide(Claim((substitute(equation, {letter: found.value}),), found.conditions)).kind in HOLDS


@pytest.mark.parametrize(("name", "source"), OPEN)
def test_what_is_not_solved(name: str, source: str) -> None:
    equation = read_latex(source, Scope())[0].claims[0].relations[0]
    assert isolated(equation, next(s for s in symbols(equation) if s.name == name)) is None
