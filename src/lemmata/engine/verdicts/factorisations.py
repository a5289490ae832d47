"""Factorisations: `A = Q L Q^{-1}` says that factors exist, and only some matrices have them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import flint

from lemmata.engine.expr import Apply, Expr, Symbol, implied, operands, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.verdicts.question import CANT, ask
from lemmata.engine.verdicts.verdict import Verdict

DECOMPOSITION = re.compile(r"(?i)decompos|diagonali[sz]|factori[sz]|spectral|cholesky")
Matrix = tuple[tuple[int, ...], ...]


def _rational(matrix: Matrix) -> flint.fmpq_mat:
    return flint.fmpq_mat([[flint.fmpq(Fraction(v).numerator) for v in row] for row in matrix])


def defective(matrix: Matrix) -> bool:
    """Whether there is no basis of eigenvectors, not even complex: the minimal polynomial has a square.

    >>> defective(((0, 1), (0, 0))), defective(((0, -1), (1, 0)))
    (True, False)
    """
    polynomial = _rational(matrix).minpoly()
    return polynomial.gcd(polynomial.derivative()).degree() > 0


def asymmetric(matrix: Matrix) -> bool:
    return any(matrix[i][j] != matrix[j][i] for i in range(len(matrix)) for j in range(len(matrix)))


def not_semidefinite(matrix: Matrix) -> bool:
    """Symmetric with a negative diagonal entry e_i' A e_i, which a product L L' can't have."""
    return any(matrix[i][i] < 0 for i in range(len(matrix)))


@dataclass(frozen=True)
class Factorisation:
    """One row: the factors as a pattern, who has them, and a matrix that has none."""

    name: str
    matches: Callable[[list[Expr]], bool]
    domain: str
    words: str
    example: Matrix
    fails: Callable[[Matrix], bool]
    why: str


def _is(node: Expr, op: str, of: Expr) -> bool:
    return isinstance(node, Apply) and node.op == op and node.args[0] is of


def _middle(node: Expr) -> bool:
    """A diagonal factor: declared so, or named as the field names it."""
    return isinstance(node, Symbol) and (node.domain == "diagonal" or re.match(r"(Lambda|D|Sigma|S)(_|$)", node.name)
                                         is not None)


ROWS = (
    Factorisation("eigendecomposition", lambda f: len(f) == 3 and _middle(f[1]) and _is(f[2], "inv", f[0]),
                  "diagonalizable", "{} is diagonalizable", ((0, 1), (0, 0)), defective,
                  "it has no basis of eigenvectors"),
    Factorisation("spectral decomposition", lambda f: len(f) == 3 and _middle(f[1]) and _is(f[2], "transpose", f[0]),
                  "symmetric", "{} is symmetric", ((0, 1), (0, 0)), asymmetric,
                  "the product is symmetric for every choice of the factors, the matrix is not"),
    Factorisation("Cholesky decomposition", lambda f: len(f) == 2 and _is(f[1], "transpose", f[0]),
                  "semidefinite", "{} is positive semidefinite", ((-1, 0), (0, 1)), not_semidefinite,
                  "the product has no negative entry on its diagonal, the matrix has"),
)


def check_factorisation(claim: Claim) -> Verdict | None:
    """The verdict on a statement that a matrix has a factorisation; None where it is no such statement.

    Only where the text speaks of a decomposition, or states the equation of a matrix that it knows already;
    `K = R R^T` by itself defines K.
    """
    if len(claim.relations) != 1 or claim.kind not in ("claim", "definition"):
        return None
    if claim.kind == "definition" and not DECOMPOSITION.search(claim.label):
        return None
    relation = claim.relations[0]
    if not (isinstance(relation, Apply) and relation.op == "eq" and isinstance(relation.args[0], Symbol)):
        return None
    matrix, product = relation.args
    factors = operands(product, "matmul")
    for row in ROWS:
        if matrix.rank == 2 and isinstance(factors[0], Symbol) and row.matches(factors) and factors[0] is not matrix:
            return _existing(row, relation, claim.premises)
    return None


def _existing(row: Factorisation, relation: Apply, premises: tuple[Expr, ...]) -> Verdict | None:
    """The verdict with what premises say of the matrix; None where they say more of it than its kind, or of a factor.

    Then the factors are given ones, and that some exist is not the question.
    """
    try:
        question = ask(relation, premises)
    except CANT:
        return None
    left, right = relation.args
    matrix = question.left
    if not isinstance(matrix, Symbol) or set(symbols(left, right)) & set(symbols(*question.premises)):
        return None
    factors = {s.name: s for s in symbols(right)}
    if any(s.name in factors and s is not factors[s.name] for s in question.symbols) or (
            {s.name for s in question.symbols} != {matrix.name, *factors}):
        return None
    return _verdict(row, matrix)


def _verdict(row: Factorisation, matrix: Symbol) -> Verdict:
    if implied(matrix.domain, row.domain):
        return Verdict("definition", "factorisation", f"the {row.name} of {matrix.name}, which exists")
    assert row.fails(row.example), "the example of a row has the property that it is an example of"
    words = row.words.format(matrix.name)
    shown = "[" + ", ".join(str(list(r)) for r in row.example) + "]"
    return Verdict("conditional", "factorisation",
                   f"not every square matrix has this {row.name}; holds if {words}", True,
                   {matrix.name: shown, "why": row.why}, hint=f"state that {words}")
