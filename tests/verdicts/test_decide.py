"""Verdicts from Python text: kinds, evidence, determinism, honesty."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import bind, fresh_local, number, symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict, decide, decide_readings

x = symbol("x")


def verdict(text: str, declarations: str, premises: str = "", seed: int = 0) -> Verdict:
    known = parse_declarations(declarations)
    given = tuple(read(p, known)[0] for p in premises.split(";") if p.strip())
    return decide(Claim((read(text, known)[0],), given), seed)


CASES = [
    ("trace(A @ B) == trace(B @ A)", "A: real[m n], B: real[n m]", "", "proved"),
    ("inv(A) @ A == eye(n)", "A: invertible[n n]", "", "proved"),
    ("inv(A @ B) == inv(B) @ inv(A)", "A: invertible[n n], B: invertible[n n]", "", "proved"),
    ("det(expm(A)) == exp(trace(A))", "A: real[n n]", "", "agrees"),
    ("x @ A @ y == y @ A @ x", "A: real[n n], x: real[n], y: real[n]", "", "conditional"),
    ("x @ A @ y == y @ A @ x", "A: real[n n], x: real[n], y: real[n]", "A == A.T", "proved"),
    ("sqrt(x**2) == x", "x: real", "x >= 0", "proved"),
    ("sum(p) == 1", "p: nonnegative[n]", "sum(p) == 1", "proved"),
    ("norm(Q @ x) == norm(x)", "Q: real[n n], x: real[n]", "Q.T @ Q == eye(n)", "proved"),
    ("x**2 > x", "x: real", "x > 1", "agrees"),
    # premises with norms, which points hardly meet by chance
    ("x @ y == 0", "x: real[n], y: real[n]", "norm(x + y)**2 == norm(x)**2 + norm(y)**2", "agrees"),
    ("x @ y == 1", "x: real[n], y: real[n]", "norm(x + y)**2 == norm(x)**2 + norm(y)**2", "refuted"),
    ("x @ y == 0", "x: real[n], y: real[n]", "norm(x + y) == norm(x - y)", "agrees"),
    ("norm(x + y)**2 == norm(x)**2 + norm(y)**2", "x: real[n], y: real[n]", "x @ y == 1", "conditional"),
    ("w @ x == 2*b", "w: real[n], x: real[n], b: real", "w @ x == b", "refuted"),
    # what restricts nothing: a variable and a function that stand nowhere else
    ("1 + x >= exp(x)", "x: real, g: variable, f: function", "E(g) == f(x)", "refuted"),
    ("1 + x <= exp(x)", "x: real, g: variable, f: function", "E(g) == f(x)", "agrees"),
    ("x >= 0", "x: real, g: variable", "E(g**2) == x", "agrees"),
    ("log(x) == sqrt(-1 - x**2)", "x: real", "", "undecided"),
    ("x == 2", "x: real", "x > 1", "refuted"),
    ("sqrt(-1 - x**2) == sqrt(-1 - x**2)", "x: real", "", "undecided"),
    ("x / 0 == x / 0", "x: real", "", "undecided"),
    ("max(x[:n - 1]) == max(x)", "x: real[n]", "", "refuted"),
    ("eye(n) != zeros((n, n))", "", "", "agrees"),
    ("prod(x) != 0", "x: real[n]", "x != 0", "undecided"),
    ("limit(h * gamma(h), h, 0) == 0", "", "", "refuted"),
    ("limit(h * tan(h + pi/2), h, 0) == 0", "", "", "refuted"),
    ("limit(0**h, h, 0) == 1", "", "", "undecided"),
    ("limit((exp(h) - 1) / h, h, 0) == 1", "", "", "proved"),
    ("Cov(X, Y) * Cov(Z, W) == Cov(X, Z) * Cov(Y, W)",
     "X: variable, Y: variable, Z: variable, W: variable", "", "refuted"),
    ("Cov(X, Y) * Cov(Y, Z) * Cov(X, Z) >= 0", "X: variable, Y: variable, Z: variable", "", "conditional"),
    ("Cov(Z, Y) == Cov(E(X, given=Y), Y)", "X: variable, Y: variable, Z: variable", "", "refuted"),
    ("differential_entropy(X) >= 0", "X: variable", "", "refuted"),
    ("std(x, ddof=1)**2 * (n - 1) / n == var(x)", "x: real[m], n: real", "", "undecided"),
    ("std(x, ddof=1)**2 * n / (n - 1) == var(x)", "x: real[m], n: real", "", "refuted"),
]


@pytest.mark.parametrize(("text", "declarations", "premises", "kind"), CASES, ids=[f"{c[0]} | {c[2]}" for c in CASES])
def test_kinds(text: str, declarations: str, premises: str, kind: str) -> None:
    found = verdict(text, declarations, premises)
    assert found.kind == kind, found


def test_a_counterexample_is_small_and_complete() -> None:
    found = verdict("(A @ B).T == A.T @ B.T", "A: real[n n], B: real[n n]")
    assert found.kind == "refuted"
    assert found.certified
    assert set(found.counterexample) == {"n", "A", "B", "left side", "right side"}
    assert found.counterexample["n"] == "2"
    assert found.counterexample["left side"] != found.counterexample["right side"]


def test_the_counterexample_of_a_random_claim_shows_its_space() -> None:
    found = verdict("E(X * Y) == E(X) * E(Y)", "X: variable, Y: variable")
    assert found.kind == "conditional"
    assert found.counterexample["probabilities of the outcomes"] == "[1/2, 1/2]"


@pytest.mark.parametrize("text", ["tanh(x) == 2 * sigmoid(x) - 1", "exp(x) >= 1 + x", "sin(x) <= x"])
def test_the_same_seed_gives_the_same_answer(text: str) -> None:
    assert verdict(text, "x: real", seed=3) == verdict(text, "x: real", seed=3)


def test_points_are_never_promoted_to_a_proof() -> None:
    found = verdict("norm(x + y) <= norm(x) + norm(y)", "x: real[n], y: real[n]")
    assert (found.kind, found.method) == ("agrees", "sampling")
    assert "seed" in found.message


@pytest.mark.parametrize("source", [r"\pi \approx 3.14", r"1/3 \approx 0.333"])
def test_constants_are_compared_once(source: str) -> None:
    found, _ = decide_readings(read_latex(source, Scope().with_options(document=True)))
    assert found.kind == "agrees" and "point" not in found.message and "values" in found.message


@pytest.mark.parametrize("kind", ["undecided", "definition", "notation"])
def test_neither_true_nor_false_is_no_bool(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        bool(Verdict(kind))


@pytest.mark.parametrize(("body", "place"), [
    (lambda t: (t - 3) ** 2, number(3)),
    (lambda t: (t - x) ** 2 + 4 * t, x - 2),
])
def test_the_minimum_of_a_quadratic(body, place) -> None:  # type: ignore[no-untyped-def]
    t = fresh_local()
    assert decide(Claim((apply("eq", bind("argmin", t, body(t)), place),))).kind == "proved"


@pytest.mark.parametrize(("body", "place"), [
    # Soft thresholding, and a kink that the minimum of the smooth part passes over.
    (lambda t: (t - x) ** 2 / 2 + apply("abs", t), x),
    (lambda t: t**2 + 10 * apply("abs", t - 1), number(5)),
])
def test_the_minimum_at_a_kink_is_not_that_of_the_smooth_part(body, place) -> None:  # type: ignore[no-untyped-def]
    t = fresh_local()
    assert decide(Claim((apply("eq", bind("argmin", t, body(t)), place),))).kind in ("undecided", "refuted")


def test_a_failure_on_a_thin_set_refutes_nothing() -> None:
    # Equal everywhere but at x = 0.
    claim = Claim((apply("eq", apply("where", apply("eq", x, 0), number(1), x), x),))
    assert decide(claim).kind in ("agrees", "undecided")


def test_what_cannot_be_sampled_is_undecided_with_a_reason() -> None:
    found = verdict("x == y", "x: real, y: real", "x**2 + y**2 == -1")
    assert found.kind == "undecided"
    assert found.message
