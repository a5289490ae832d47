"""Forms of an e-graph: the rules of the rulebook, guarded by facts; what is wrong on its way is left out."""

from __future__ import annotations

import pytest
from tests.rewriting.sampling import check_rule

import lemmata as lm
from lemmata.engine.expr import Expr, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability import STABILITY
from lemmata.engine.stability.candidates import egraph

needed = pytest.mark.skipif(not egraph.available(), reason="egglog is not installed: pip install lemmata[stable]")
x = symbol("x")


@pytest.mark.parametrize("rule", egraph.RING, ids=lambda rule: rule.name)
def test_the_ring(rule: Rule) -> None:
    check_rule(rule, directed=True)


def test_the_rules_are_those_of_the_rulebook() -> None:
    own = [rule for rule in egraph._rules() if rule not in egraph.RING]
    assert len(own) > 150 and set(own) <= set(STABILITY)


def test_without_egglog_there_are_no_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egraph, "available", lambda: False)
    assert egraph.forms(lm.parse("exp(x) - 1", "x: real").expr) == []


def forms(text: str, vars: str = "x: real") -> list[Expr]:
    return egraph.forms(lm.parse(text, vars).expr)


@needed
@pytest.mark.parametrize(("text", "vars", "form"), [
    ("exp(x) - 1", "x: real", "expm1(x)"),
    ("(1 - cos(x))/sin(x)", "x: real", "tan(x/2)"),
    ("log(1 + exp(-x)) + x", "x: real", "softplus(x)"),
    ("sqrt(x + 1) - sqrt(x)", "x: positive", "1/(sqrt(x + 1) + sqrt(x))"),
    ("exp(sum(x)) - 1", "x: real[n]", "expm1(sum(x))"),
])
def test_forms(text: str, vars: str, form: str) -> None:
    assert lm.parse(form, vars).expr in forms(text, vars)


@needed
def test_rules_fire_only_on_what_has_the_facts() -> None:
    split = lm.parse("sqrt(x)*sqrt(y)", "x: real, y: real").expr
    assert split not in forms("sqrt(x*y)", "x: real, y: real")
    positive = "x: positive, y: positive"
    assert lm.parse("sqrt(x)*sqrt(y)", positive).expr in forms("sqrt(x*y)", positive)
    assert lm.parse("sqrt(exp(x))*sqrt(1 + y**2)", "x: real, y: real").expr in forms(
        "sqrt(exp(x)*(1 + y**2))", "x: real, y: real")


@needed
@pytest.mark.parametrize("wrong", [
    Rule("a wrong sign", apply("cos", x), -apply("cos", x)),
    Rule("a missing condition", apply("sqrt", x**2), x),
    Rule("a wrong branch", apply("cos", x), apply("where", apply("lt", x, 0), apply("cos", x), apply("sin", x))),
], ids=lambda rule: rule.name)
def test_what_a_wrong_rule_makes_is_left_out(wrong: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match="is not"):
        check_rule(wrong)
    expr = lm.parse("sqrt(x**2) + cos(x)", "x: real").expr
    monkeypatch.setattr(egraph, "_rules", lambda: (wrong, *egraph.RING))
    atoms = egraph._Atoms()
    made = egraph._extracted(*egraph._grown(expr, atoms, egraph._rules()), atoms, expr)
    found = egraph.forms(expr)
    assert len(found) < len(made) - 1
    for form in found:
        check_rule(Rule("a form of the e-graph", expr, form))
