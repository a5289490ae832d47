"""What provers and constructed points must not assume: premises, domains, zero, places and sizes that nobody gave.

Each false claim has its counterexample beside it, each true one its reason; the truth is mathematics, not our code.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lemmata.engine.evaluation import belongs, sample
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.constructing import constructed

SUMS = "sum(P, axis=0) == 1; sum(P, axis=1) == 1"
PAIRS = "independent(A, B); independent(B, C); independent(A, C)"
GIVEN = "conditionally_independent(X, Y, Z)"
AB = "A: real[n n], B: real[n n]"
XYZ = "X: variable, Y: variable, Z: variable"
F = "f: function, g: function, t: natural, a: real, b: real"

# declarations, premises, a claim, why it is true
TRUE = [
    (XYZ, "identically_distributed(X, Y); identically_distributed(Y, Z)", "E(X) == E(Z)", "all three have one law"),
    (XYZ, "identically_distributed(X, Y); identically_distributed(Y, Z)", "Var(X) == Var(Z)", "all three have one law"),
    ("p: positive, q: positive, r: positive", "p + q + r == 1", "p*q*r <= 1/27", "the means are in that order"),
    ("x: real, y: real, z: real", "x + y + z == 1", "x**2 + y**2 + z**2 >= 1/3", "it is least where all are equal"),
    ("P: orthogonal[n n]", SUMS, "P @ P.T == eye(n)", "it is orthogonal"),
    ("P: orthogonal[n n]", SUMS, "det(P)**2 == 1", "it is orthogonal"),
    ("P: posdef[n n]", SUMS, "det(P) > 0", "it is positive definite"),
    ("p: simplex[n]", "array(p[i] == 0 or p[i] == 1 for i in range(n))", "p @ p == 1", "p is a unit vector"),
    ("p: positive[n]", "sum(p) == 1", "p > 0", "it is said"),
    ("p: positive[n]", "sum(p) == 1", "prod(p) > 0", "no entry is 0"),
    ("p: simplex[n]", "p > 0", "prod(p) > 0", "no entry is 0"),
    ("A: real[n n], x: real[n], b: real[n]", "A @ x == b", "x == inv(A) @ b", "where the inverse exists"),
    ("A: real[n n], B: real[n n], x: real[n], b: real[n]", "A @ B @ x == b", "x == inv(B) @ inv(A) @ b", "both exist"),
    ("a: real, x: real[n], b: real[n]", "a*x == b", "x == b/a", "where a is not 0"),
    ("a: real, b: real, c: real, x: real", "a*b*x == c", "x == c/a/b", "where neither is 0"),
    ("l: positive, X: real[m n], w: real[n], y: real[m]", "(X.T @ X + l*eye(n)) @ w == X.T @ y",
     "w == inv(X.T @ X + l*eye(n)) @ X.T @ y", "ridge regression"),
    (F, "f(t) == a*f(t - 1); f(0) == 1; f(2) == 9", "f(t) == a**t", "f(2) says what a is, and changes no step"),
    (F, "f(t) == f(t - 1) + a; f(0) == 0; f(3) == 6", "f(t) == 2*t", "a = 2"),
    (F, "t*f(t) == t*f(t - 1) + t; f(0) == 0", "f(t) == t", "a step leads to no place before 1"),
    (F, "f(t + 1) == f(t) - exp(a)*f(t + 1); f(0) == 1", "f(t) == 1/(1 + exp(a))**t", "1 + e^a > 0"),
    (F, "f(t + 1) == f(t) - a*f(t + 1); f(0) == 1", "f(t) == (1 + a)**(-t)", "where the right side is defined"),
    (F, "f(t) == g(t) + a*f(t + 1)", "f(t) == g(t) + a*g(t + 1) + a**2*f(t + 2)", "put in twice"),
    (AB, "A @ B == eye(n)", "B @ A == eye(n)", "an inverse on one side is one"),
    (AB, "A @ B == B @ A", "(A + B) @ (A + B) == A @ A + 2*A @ B + B @ B", "they commute"),
    (AB, "A @ B == zeros((n, n))", "det(A)*det(B) == 0", "det(A B) = 0"),
    (AB, "A.T == -A; B.T == -B", "(A + B).T == -(A + B)", "they are skew"),
    (AB, "A @ A.T == eye(n)", "A.T @ A == eye(n)", "a square matrix"),
    ("A: real[3 3]", "A.T == -A", "det(A) == 0", "det(A) = det(A^T) = (-1)^3 det(A)"),
    ("A: real[n n], P: invertible[n n], B: real[n n]", "A @ P == P @ B", "det(A) == det(B)", "they are similar"),
    ("A: invertible[n n], B: real[n n], C: real[n n]", "A @ B == A @ C", "B == C", "A is invertible"),
    ("x: real, y: real", "x != y", "x**2 + y**2 > 2*x*y", "(x - y)^2 > 0"),
    ("x: real", "", "x**2 + x + 1 != 0", "its discriminant is -3"),
    ("A: real[n n], Q: real[n n], D: diagonal[n n]", "A == Q @ D @ inv(Q)", "A == Q @ D @ inv(Q)", "it is said"),
    ("A: diagonalizable[n n], P: invertible[n n], D: diagonal[n n]", "A == P @ D @ inv(P)",
     "A @ A == P @ D @ D @ inv(P)", "the inner factors cancel"),
    ("p: simplex[n], q: simplex[n]", "", "sum(p*log(p/q)) >= sum(abs(p - q))**2/2", "Pinsker"),
    ("A: posdef[n n], B: posdef[n n]", "", "trace(A @ B) <= trace(A)*trace(B)", "sum of products of eigenvalues"),
    ("A: symmetric[n n]", "", "max(eigvalsh(A)) >= mean(diag(A))", "the mean of the eigenvalues"),
    ("x: positive[n]", "", "prod(x)**(1/n) <= mean(x)", "means in order"),
    (XYZ, f"{GIVEN}; independent(X, Z)", "E(X*Z) == E(X)*E(Z)", "they are independent"),
    (XYZ, f"{GIVEN}; independent(X, Y)", "E(X*Y) == E(X)*E(Y)", "they are independent"),
    (XYZ, f"{GIVEN}; independent(X, Y); independent(X, Z); independent(Y, Z)", "Cov(X, Y) == 0", "no two covary"),
    (XYZ, f"{GIVEN}; identically_distributed(X, Y)", "E(X) == E(Y)", "they have one law"),
    (XYZ, "identically_distributed(X, Y); independent(X, Z)", "E(X*Z) == E(Y)*E(Z)", "E(X) = E(Y)"),
    (XYZ, "independent(X, Y); independent(Y, Z); independent(X, Z)", "Var(X + Y + Z) == Var(X) + Var(Y) + Var(Z)",
     "no two covary"),
    ("X: variable, m: positive", "E(X) == m", "E(X) > 0", "m > 0"),
    ("X: variable, s: positive, m: negative", "m == E(X); s == Var(X)", "E(X) < 0", "m < 0"),
    ("X: variable, m: natural", "E(X) == m", "E(X) >= 0", "m >= 0"),
    ("X: variable, p: unit", "E(X) == p", "E(X) <= 1", "p <= 1"),
    ("X: variable", "X > 0", "E(X) > 0", "a mean lies among the values"),
    ("X: variable", "Var(X) == 0", "E(X**2) == E(X)**2", "X is constant"),
]

# declarations, premises, a claim, where it fails
FALSE = [
    (XYZ, f"{GIVEN}; independent(X, Y)", "E(X*Z) == E(X)*E(Z)", "Y is apart, X = Z"),
    (XYZ, f"{GIVEN}; independent(X, Y)", "E(X*Y*Z) == E(X)*E(Y)*E(Z)", "Y is apart, X = Z"),
    ("p: positive, q: positive, r: positive", "p + q + r == 1", "p*q*r < 1/27", "all are 1/3"),
    ("x: real, y: real, z: real", "x + y + z == 1", "x**2 + y**2 + z**2 > 1/3", "all are 1/3"),
    ("x: real, y: real", "x + y == 1", "x*y < 1/4", "both are 1/2"),
    ("A: real[3 3], x: real[3], v: real[3]", "(A - A.T) @ x == (A - A.T) @ v**2", "x == v**2", "A = 0"),
    ("A: real[3 3], B: invertible[3 3], x: real[3], v: real[3]", "A @ x == A @ inv(B) @ v", "x == inv(B) @ v", "A = 0"),
    ("A: real[3 3], x: real[3], v: real[3]", "A @ x == A @ v", "x == pinv(A) @ A @ v", "A = 0, x = 1"),
    ("a: real, x: real, v: real", "a*x == a*v**2", "x == v**2", "a = 0, x = 1, v = 0"),
    ("a: real, x: real, v: real", "a*x == a*v/(1 + v**2)", "x == v/(1 + v**2)", "a = 0, x = 1, v = 0"),
    ("A: real[n n]", "A.T @ A == eye(1)", "det(A)**2 == 1", "the columns are one unit vector: det(A) = 0"),
    (F, "(t - 3)*f(t) == (t - 3)*f(t - 1); f(0) == 1", "f(t) == 1", "f jumps at 3"),
    (F, "(t - 3)*(t - 4)*f(t) == (t - 3)*(t - 4)*f(t - 1)", "f(t) == f(t - 1)", "f jumps at 3"),
    (F, "a*f(t) == a*f(t - 1); f(0) == 1", "f(t) == 1", "a = 0"),
    (F, "a*f(t) == a*f(t - 1) + a; f(0) == 1", "f(t) == t + 1", "a = 0"),
    (F, "abs(f(t)) == f(t - 1); f(0) == 1", "f(t) == 1", "f(1) = -1"),
    (F, "f(t)*(f(t) - 1)*(f(t) - 3) + f(t) == f(t - 1); f(0) == 1", "f(t) == 1", "also y^2 - 3y + 1 = 0"),
    ("f: function, t: integer", "f(t) == f(t - 1) + 1; f(0) == 0", "f(t) == abs(t)", "t = -1"),
    (AB, "A @ B == zeros((n, n))", "B @ A == zeros((n, n))", "A = e1 e1^T, B = e2 e1^T"),
    (AB, "A @ B == zeros((n, n))", "A == zeros((n, n))", "B = 0"),
    (AB, "A @ B == B @ A", "A == B", "A = 0"),
    (AB, "A.T == -A; B.T == -B", "(A @ B).T == -A @ B", "A = B"),
    ("A: real[m n], B: real[n k]", "A @ B == zeros((m, k))", "B == zeros((n, k))", "A = 0"),
    ("A: real[n n], B: real[n n], C: real[n n]", "A @ B == A @ C", "B == C", "A = 0"),
    ("a: real, b: real", "a != b", "a**2 != b**2", "a = -b"),
    ("x: real", "", "x**2 != 2", "the root of 2"), ("x: real, y: real", "", "x*y != 1", "x = y = 1"),
    ("x: positive, y: positive", "", "x/y + y/x > 2", "x = y"),
    ("x: real, y: real", "", "x**2 + y**2 > 2*x*y", "x = y"),
    ("A: posdef[n n], L: real[n n]", "L == eye(n)", "A == L @ L.T", "A = 2 I"),
    ("x: real, y: real", "", "log(-1 - x) <= abs(y)", "x = -8, y = 0"),
    ("x: real, y: real", "x >= 1", "1/(x*y) <= sqrt(x)", "x = 1, y = 1/2"),
    ("x: real, y: real", "x != 0", "1/x < sin(sqrt(y))", "x = 1/2"),
    ("x: real", "", "sign(sin(x)) == sign(x)", "x = 4"),
    ("p: simplex[n], q: simplex[n]", "", "sum(p*log(p/q)) <= 3", "q is close to 0 where p is not"),
    ("A: posdef[n n]", "", "max(eigvalsh(A)) >= 1", "A = I/2"),
    ("A: posdef[n n], B: posdef[n n]", "", "trace(A @ B) >= trace(A)", "B = I/2"),
    ("A: event, B: event, C: event", PAIRS, "P(A and B and C) == P(A)*P(B)*P(C)", "two coins, and whether they differ"),
    ("A: variable, B: variable, C: variable", PAIRS, "E(A*B*C) == E(A)*E(B)*E(C)", "the same, as 0 and 1"),
    ("A: event, B: event, C: event", "P(A and B and C) == P(A)*P(B)*P(C)", "P(A and B) == P(A)*P(B)", "no C, B is A"),
    ("X: variable, c: real", "Var(X) == c", "c > 0", "X is constant"),
    ("X: variable, a: real, b: real", "E(X) == a; E(X**2) == b", "b > a**2", "X is constant"),
    ("X: variable", "X >= 0", "E(X) > 0", "X = 0"),
    (XYZ, "identically_distributed(X, Y); independent(X, Z)", "E(Y*Z) == E(Y)*E(Z)",
     "Y = Z"),
]


def verdict(declarations: str, premises: str, claim: str) -> Verdict:
    known = parse_declarations(declarations)
    given = tuple(read(p, known)[0] for p in premises.split(";") if p.strip())
    return decide(Claim((read(claim, known)[0],), given))


@pytest.mark.parametrize("case", TRUE, ids=[f"{c[2]} given {c[1]}" for c in TRUE])
def test_no_true_claim_fails(case: tuple[str, str, str, str]) -> None:
    found = verdict(*case[:3])
    assert found.kind in ("proved", "agrees"), (case[3], found)


@pytest.mark.parametrize("case", FALSE, ids=[f"{c[2]} given {c[1]}" for c in FALSE])
def test_no_false_claim_holds(case: tuple[str, str, str, str]) -> None:
    found = verdict(*case[:3])
    assert found.kind in ("refuted", "conditional", "undecided"), (case[3], found)


@pytest.mark.parametrize(("declarations", "premises"), [
    ("P: orthogonal[3 3]", SUMS), ("P: symmetric[3 3]", SUMS), ("P: posdef[3 3]", SUMS), ("P: diagonal[3 3]", SUMS),
    ("P: onehot[3 3]", SUMS), ("P: symmetric[3 3]", "sum(P, axis=1) == 1"), ("p: simplex[4]", "sum(p) == 2"),
    ("p: onehot[4]", "sum(p) == 3"), ("p: integer[4]", "sum(p) == 1"),
    ("p: simplex[4]", "array(p[i] == 0 or p[i] == 1 for i in range(4))"),
    ("p: positive[4]", "array(p[i] == -1 or p[i] == 1 for i in range(4))"),
    ("A: diagonal[3 3], v: real[3], l: real", "A @ v == l*v"), ("A: orthogonal[3 3], v: real[3]", "A @ v == 2*v"),
    ("A: posdef[3 3], v: real[3], l: negative", "A @ v == l*v"), ("A: integer[3 3], v: real[3]", "A @ v == v/2"),
    ("A: symmetric[3 3], B: posdef[3 3]", "A @ B == eye(3)"), ("A: symmetric[3 3]", "A.T == -A"),
    ("A: diagonal[3 3], B: orthogonal[3 3]", "A @ B == zeros((3, 3))"),
    ("A: integer[2 2], B: integer[2 2]", "A @ B == B"),
])
def test_what_is_made_lies_in_its_domain(declarations: str, premises: str) -> None:
    known = parse_declarations(declarations)
    given = [read(p, known)[0] for p in premises.split(";")]
    for seed in range(12):
        point = constructed(given, sample([*known.values()], {}, Random(seed), ("random", "small")[seed % 2]))
        for name, symbol in known.items():
            assert belongs(symbol.domain, np.asarray(point.values[name], dtype=object)), (seed, name, point.values)
