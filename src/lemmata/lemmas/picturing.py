"""The picture of a lemma in a page: of its formula, or the path that its rule of optimization takes."""

from __future__ import annotations

import ast
import inspect
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np

from lemmata.engine.pictures import PictureError, default_given, script
from lemmata.formulas import parse
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.prelude import blocks
from lemmata.optimization import Rule, gradient_descent

VALLEY = ("x**2/2 + b*y**2/2", "x: real, y: real, b: positive")  # b times as steep in y as in x
STEEP, START, COUNT = 8.0, (-2.4, 2.1), 40
RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def moving(lemma: Lemma, runtime: str) -> str:
    """The module of JavaScript that draws a lemma, as `lemmata.engine.pictures.script` makes it.

    runtime  where the module of the helpers is, as this module imports it

    Raises PictureError where the lemma is about an algorithm that is no rule, or its formula has no picture.
    """
    rules = rules_of(lemma)
    if rules:
        valley = parse(*VALLEY)
        return script(valley.expr, valley.declarations, {"x": (-3, 3), "y": (-3, 3)},
                      sliders={"b": (1.0, 20.0, STEEP)}, source=valley.source, runtime=runtime,
                      rules=[rule.steps for rule in rules])
    formula = page_value(lemma)
    if formula is None:
        raise PictureError(f"{lemma.calls[0]} is an algorithm, no formula: there is no picture that follows from types")
    given, sliders = default_given(formula.expr, formula.declarations)
    for name, value in told(lemma).items():  # it begins where the author's own picture is
        if np.shape(value) == np.shape(given.get(name, ())) != ():
            given[name] = value
        elif (ends := sliders.get(name)) and isinstance(value, (int, float)) and ends[0] <= value <= ends[1]:
            sliders[name] = (ends[0], ends[1], float(value))
    return script(formula.expr, formula.declarations, given, sliders=sliders, source=formula.source, runtime=runtime)


def told(lemma: Lemma) -> dict[str, Any]:
    """The values that the code of the picture plots the lemma's function at, where they stand there as numbers.

    >>> from lemmata.lemmas import find
    >>> told(find("dot-product"))
    {'b': [2.0, 1.0]}
    """
    names = {call.partition("(")[0].rpartition(".")[2] for call in lemma.calls}
    found: dict[str, Any] = {}
    for block in blocks(lemma.part("Picture")):
        for node in ast.walk(ast.parse(block)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "plot"
                    and isinstance(node.func.value, ast.Name) and node.func.value.id in names):
                continue
            for argument in node.keywords:
                with suppress(ValueError):  # an array that the code makes
                    value = ast.literal_eval(argument.value)
                    if argument.arg and isinstance(value, (int, float, list)) and not isinstance(value, bool):
                        found[argument.arg] = value
    return found


def rules_of(lemma: Lemma) -> list[Rule]:
    """The rules that a lemma names, and gradient descent to compare with; none where it names none.

    >>> from lemmata.lemmas import find
    >>> [rule.name for rule in rules_of(find("adam"))], rules_of(find("entropy"))
    (['Adam', 'gradient descent'], [])
    """
    makers = [function for function in lemma.functions if _makes_rule(function) and not function().second_order]
    if makers and gradient_descent not in makers:
        makers.append(gradient_descent)
    return [make().with_rate(_rate(make)) for make in makers]


def _makes_rule(function: Any) -> bool:
    return inspect.isfunction(function) and function.__annotations__.get("return") in ("Rule", Rule)


@cache
def _rate(function: Any) -> float:
    """The learning rate with which a rule gets lowest on the valley."""
    rule = function()
    return min(RATES, key=lambda rate: _height(rule.with_rate(rate)))


def _height(rule: Rule) -> float:
    theta = np.array(START)
    state, steepness = rule.start(theta), np.array([1.0, STEEP])
    with np.errstate(all="ignore"):
        for _ in range(COUNT):
            theta, state = rule.step(theta, steepness * theta, state)
        height = float(steepness @ theta**2)
    return height if np.isfinite(height) else np.inf
