"""Minima of quadratic functions of vectors in closed form."""

from __future__ import annotations

import pytest

from lemmata.engine.derivatives.optima import resolve_optima
from lemmata.engine.expr import Bind, bind, fresh_local, postorder, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read_text
from lemmata.engine.verdicts import decide

_NAMES = parse_declarations("x: real[n], a: real[n], c: positive, X: real[m n], y: real[m], Q: posdef[n n], "
                            "F: fullrank[m n], S: symmetric[n n]")
PLACES = [
    ("norm(x - a)**2 + c * norm(x)**2", "a / (1 + c)", "a / (1 - c)"),
    ("(x - a) @ (x - a) + c * x @ x", "a / (1 + c)", "a * (1 + c)"),
    ("norm(X @ x - y)**2 + c * norm(x)**2", "inv(X.T @ X + c * eye(n)) @ X.T @ y",
     "inv(X.T @ X + 2 * c * eye(n)) @ X.T @ y"),
    ("norm(X @ x - y)**2 / m + c * norm(x)**2", "inv(X.T @ X + m * c * eye(n)) @ X.T @ y",
     "inv(X.T @ X + c * eye(n)) @ X.T @ y"),
    ("norm(F @ x - y)**2", "inv(F.T @ F) @ F.T @ y", "-inv(F.T @ F) @ F.T @ y"),
    ("a @ x + norm(x)**2 / (2 * c)", "-c * a", "c * a"),
    ("x @ Q @ x / 2 - a @ x", "inv(Q) @ a", "Q @ a"),
]


@pytest.mark.parametrize(("body", "place", "wrong"), PLACES)
def test_where_they_are_least(body, place, wrong):
    found = resolve_optima(_least(body))
    assert decide(Claim((apply("eq", found, read_text(place, _NAMES)),))).kind in ("proved", "agrees")
    assert decide(Claim((apply("eq", found, read_text(wrong, _NAMES)),))).kind == "refuted"


@pytest.mark.parametrize("body", ["x @ S @ x - a @ x", "norm(X @ x - y)**2", "a @ x", "-norm(x - a)**2", "norm(x - a)"])
def test_what_need_not_have_a_minimum_is_left(body):
    assert any(isinstance(n, Bind) and n.binder == "argmin" for n in postorder(resolve_optima(_least(body))))


def _least(body):
    expr = read_text(body, _NAMES)
    (x,) = (s for s in symbols(expr) if s.name == "x")
    variable = fresh_local(x.shape)
    return bind("argmin", variable, substitute(expr, {x: variable}))
