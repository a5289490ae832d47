"""Limits in closed form; truth is mathematics: each stated value stands beside its number, as mpmath has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import decide, decide_readings

FAR = mpmath.mpf(10) ** 20
# The body, also in mpmath with a = 2, and values that a text may state, each with its number.
CASES: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    r"\left(1-\frac{a^2}{x}\right)^x": (lambda x: (1 - 4 / x) ** x, {
        r"e^{-a^2}": mpmath.exp(-4), r"1-e^{-a^2}": 1 - mpmath.exp(-4), r"e^{a^2}": mpmath.exp(4)}),
    r"\left(1+\frac{1}{x}\right)^{x}": (lambda x: (1 + 1 / x) ** x, {
        "e": mpmath.e, "e^2": mpmath.e**2, "2": mpmath.mpf(2)}),
    r"x(\sqrt{x^2+1}-x)": (lambda x: x * (mpmath.sqrt(x**2 + 1) - x), {
        r"\frac12": mpmath.mpf(1) / 2, "1": mpmath.mpf(1), "0": mpmath.mpf(0)}),
    r"x(2^{1/x}-1)": (lambda x: x * (mpmath.mpf(2) ** (1 / x) - 1), {
        r"\ln 2": mpmath.log(2), r"2\ln 2": 2 * mpmath.log(2), "1": mpmath.mpf(1)}),
}


@pytest.mark.parametrize("body", CASES)
def test_a_limit_has_one_value(body: str) -> None:
    function, stated = CASES[body]
    with mpmath.workdps(60):
        near = {text: abs(function(FAR) - value) < 1e-10 for text, value in stated.items()}
    assert sum(near.values()) == 1
    for text, true in near.items():
        source = rf"\lim_{{x\to\infty}}{body}={text}"
        found = decide_readings(read_latex(source, Scope().with_options(document=True)))[0]
        assert found.kind in (("proved", "agrees") if true else ("refuted",)), (source, found)


@pytest.mark.parametrize(("text", "kind"), [
    ("limit((1 - a**2 / x)**x, x, inf) <= 1", "agrees"),
    ("limit((1 - a**2 / x)**x, x, inf) == exp(a**2)", "refuted"),
    ("limit(h * gamma(h), h, 0) == 0", "refuted"),
])
def test_what_rests_on_sympy_is_not_certified(text: str, kind: str) -> None:
    found = decide(Claim((read(text, parse_declarations("a: real"))[0],)))
    assert found.kind == kind, found
    assert not found.certified and "limits in closed form by SymPy" in found.notes
