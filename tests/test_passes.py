"""Every pass leaves valid nodes: reading, derivatives, rules, canonical forms, prepared questions."""

from __future__ import annotations

import pytest
from tests.verdicts.test_tables import FALSE, TRUE, readings

import lemmata as lm
from lemmata.engine.derivatives import NoDerivative, derivative, tidy, unfold
from lemmata.engine.expr import Apply, Expr, symbols
from lemmata.engine.ops.validity import check_expr
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.rewriting.rule import rewrite
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.verdicts.question import ask
from lemmata.engine.writers import to_text

CLAIMS = [(declarations, formula) for declarations, formula, *_ in (*TRUE, *FALSE)]
STEPS = 20_000


def sides(relation: Expr) -> list[Expr]:
    """The numbers and arrays that a relation relates."""
    args = relation.args if isinstance(relation, Apply) and relation.sort == "boolean" else ()
    return [side for side in args if side.sort in ("real", "integer", "variable")]


def check_derivatives(side: Expr) -> None:
    for wrt in symbols(side)[:2]:
        if wrt.sort == "real" and not side.shape:
            try:
                check_expr(derivative(side, wrt))
            except NoDerivative:
                continue


def check_canonical(side: Expr) -> None:
    try:
        check_expr(canonical(side, STEPS))
    except Undecided:
        return


@pytest.mark.parametrize(("declarations", "formula"), CLAIMS, ids=[formula for _, formula in CLAIMS])
def test_passes_over_a_claim(declarations: str, formula: str) -> None:
    for claim in (claim for reading in readings(declarations, formula) for claim in reading.claims):
        for expr in (*claim.relations, *claim.premises):
            check_expr(expr)
            plain = unfold(expr)
            check_expr(plain)
            check_expr(rewrite(plain, RULES))
            for side in sides(plain):
                check_expr(tidy(side))
                check_canonical(side)
                check_derivatives(side)
        for relation in claim.relations:
            if sides(relation):
                for expr in ask(relation, claim.premises).exprs:
                    check_expr(expr)


@pytest.mark.parametrize("text", [
    "sum((X @ w - y)**2)/m", "softmax(X @ w)[0]", "logsumexp(X, axis=1)", "trace(inv(A) @ A.T)", "cumsum(w)[1:]",
    "[[A[j, i] for j in range(n)] for i in range(n)]", "sum(w[i]*w[j] for i in range(n) for j in range(i))",
    "kron(A, X)", "concatenate([w, y])", "einsum('ij,jk->ik', X, A)", "norm(X, 'nuc')", "limit(sin(t)/t, t, 0)",
    "integral(exp(-t**2), t, -inf, inf)", "derivative(t**3, t)",
])
def test_passes_over_python_text(text: str) -> None:
    f = lm.parse(text, "X: real[m n], A: real[n n], w: real[n], y: real[m], t: real")
    check_expr(f.expr)
    check_expr(lm.parse(to_text(f.expr), f.declarations).expr)
    for name in ("w", "A", "X"):
        if name in {s.name for s in symbols(f.expr)}:
            first = f.derivative(name)
            check_expr(first.expr)
            check_expr(first.simplify().expr)
    check_canonical(f.expr)
