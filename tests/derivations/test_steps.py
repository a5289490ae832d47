"""Every step of a derivation is an equality; truth are differences of values."""

from __future__ import annotations

import numpy as np
import pytest
from tests.derivations.cases import CASES, derivation, point, truth, value

import lemmata as lm
from lemmata.engine.expr import symbols

IDS = [row[0] for row in CASES]


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_both_sides_of_every_step_are_equal(row):
    found = derivation(row)
    names = truth(found.stages, point(lm.parse(row[1], row[2]), seed=3)) if "[" not in row[3] else {}
    if not names:
        names = _by_entry(row, found)
    for step in found:
        wanted = value(step.left, names)
        for side in (step.before, step.after):
            np.testing.assert_allclose(value(side, names), wanted, rtol=1e-6, atol=1e-7, err_msg=f"{step.text} {step}")


def _by_entry(row, found):
    """A derivative by one entry goes on with a number: each stage is differentiated by itself."""
    given = point(lm.parse(row[1], row[2]), seed=3)
    names = {}
    for stage in found.stages:
        names |= truth((stage,), given)
    return names


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_it_ends_with_the_derivative(row):
    formula, found = lm.parse(row[1], row[2]), derivation(row)
    assert found.result is formula.derivative(row[3], row[4]).expr
    assert found.steps[-1].after is found.result
    assert found.formula is formula.expr


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_every_step_uses_what_stands_before_it(row):
    known = set(lm.parse(row[1], row[2]).declarations)
    for step in derivation(row):
        assert {s.name for s in symbols(step.after)} <= known, step.text
        assert step.before is not step.after, step.text
        assert step.kind == "name" or step.kind == "formula" or step.rule, step.text
        assert step.hint
        known |= {s.name for s in symbols(step.left)}


def test_every_step_of_a_chain_of_equalities_goes_on_from_the_one_before():
    for row in CASES:
        last = None
        for step in derivation(row):
            if step.kind in ("put back", "simplify"):
                assert last is not None and step.before is last.after and step.left is last.left
            last = step


@pytest.mark.parametrize("row", CASES[::4], ids=IDS[::4])
def test_json_texts_read_back(row):
    import json

    found = derivation(row)
    known = [*lm.parse(row[1], row[2]).declarations.values()]
    names = truth(found.stages, point(lm.parse(row[1], row[2]), seed=3))
    for step, data in zip(found, json.loads(found.json())["steps"], strict=True):
        known += [s for s in symbols(step.before, step.after) if s not in known]
        read = lm.parse(data["after"]["text"], known).expr
        np.testing.assert_allclose(value(read, names), value(step.after, names), rtol=1e-12)


def test_a_function_that_is_left_abstract():
    found = lm.parse("sum(f(A @ x))", "f: function[m], A: real[m n], x: real[n]").derivation("x")
    assert [step.rule for step in found if step.kind == "derive"] == [
        "chain rule through a function", "derivative of a matrix product"]
    assert found.result is lm.parse("sum(f(A @ x))", "f: function[m], A: real[m n], x: real[n]").grad("x").expr


def test_long_sums_are_folded():
    text = " + ".join(f"sin({k}*x)" for k in range(2, 40))
    found = lm.parse(text, "x: real").derivation("x")
    assert "more terms" in found.text and r"\cdots" in found.latex()
    assert max(map(len, found.text.split("\n"))) < 250
    assert found.result is lm.parse(text, "x: real").grad("x").expr


def test_a_gradient_is_derived_as_it_is_shown():
    f = lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    found = f.grad("w").derivation("w")
    assert found.steps[0].text == "f = 2*(X.T @ (X @ w - y))" and found.result is f.hessian("w").expr
    named = f.named(r="X @ w - y").grad("w").derivation("X")
    assert [step.left.name for step in named if step.kind == "name"] == ["r", "f"]


def test_what_is_known_of_the_variable_is_not_used_before_it_is_differentiated():
    f = lm.parse("sum(p)**2", "p: simplex[n]")
    assert f.derivation("p", 2).result is f.grad("p").derivation("p").result is f.hessian("p").expr
    assert f.derivation("p", 2).stages[1].formula is not f.grad("p").expr


def test_a_name_that_does_not_stand_in_a_derivative_is_left_out():
    f = lm.parse("sum(sin(z)) where z = x + 1", "x: real[n]")
    assert [row.name for row in f.chain("x").forward] == ["z", "f"]
    assert lm.parse("x @ z where z = 2*x", "x: real[n]").grad("x").derivation("x").steps[0].text == "f = 4*x"
