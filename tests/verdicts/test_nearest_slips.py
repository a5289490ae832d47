"""The nearest true formula, slip by slip: what is said of it, and that it is true."""

import pytest

from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict, decide

V, W = "x: real[n]", "x: real[n], y: real[n]"
XY = "X: variable, Y: variable"
BRACKET, SUM = "where a bracket ends", "where the sum ends"
# a false equation, its declarations, a true right side, and the slip
BRACKETS = [
    ("(a + a*b**2)/c == a*(1 + b)**2/c", "a: real, b: real, c: positive", "a*(1 + b**2) / c", BRACKET),
    ("c - c*(q/p)**n == c*(1 - q/p)**n", "p: positive, q: positive, n: natural, c: real", "c*(1 - (q/p)**n)", BRACKET),
    ("c*exp(t) - c == c*exp(t - 1)", "t: real, c: real", "c*(exp(t) - 1)", BRACKET),
    ("log(a) - log(b) - m == log(a/b - m)", "a: positive, b: positive, m: positive", "log(a/b) - m", BRACKET),
    ("m*n/s - S/s == n/s*(m - S)", "n: natural, m: real, S: real, s: positive", "1/s*(n*m - S)", BRACKET),
    ("x + log(y) == exp(x)*log(y)", "x: real, y: positive", "log(exp(x)*y)", BRACKET),
    ("1/exp(x*c) == exp(-c)*exp(-x)", "x: real, c: real", "exp(-x)**c", BRACKET),
    ("(a + b*c)/b == a/(b + c)", "a: positive, b: positive, c: positive", "a/b + c", BRACKET),
    ("n**2*mean(x)**2 == sum(x**2)", V, "sum(x)**2", "where the square stands"),
    ("n**2*mean(x)*mean(y) == sum(x[i]*y[i] for i in range(n))", W,
     "sum(x[i] for i in range(n))*sum(y[i] for i in range(n))", SUM),
]
FUNCTIONS = [
    ("logsumexp(x) == log(sum(x[i] for i in range(n)))", V, "log(sum(exp(x[i]) for i in range(n)))", "an exponential"),
    ("derivative(sigmoid(x), x) == x*(1 - x)", "x: real", "sigmoid(x)*(1 - sigmoid(x))", "a function"),
    ("derivative(tanh(x), x) == 1 - x**2", "x: real", "1 - tanh(x)**2", "a function"),
    ("derivative(sigmoid(x), x) == sigmoid(x) - (1 - sigmoid(x))", "x: real", "sigmoid(x)*(1 - sigmoid(x))",
     "a product for a difference"),
    ("derivative(2**x, x) == x*2**(x - 1)", "x: real", "2**x*log(2)", "the rule of powers"),
    ("derivative(x**n, x) == x**n*log(x)", "x: positive, n: natural", "n*x**(n - 1)", "the rule of powers"),
    ("derivative(x**(1/3), x) == 1/(3*sqrt(x**2))", "x: positive", "1/(3*cbrt(x**2))", "the root"),
    ("derivative(exp(-x**2 - y), x) == -2*x*exp(-y**2 - x)", "x: real, y: real", "-2*x*exp(-x**2 - y)",
     "y and x swapped"),
    ("cos(x) == sum((-1)**k*x**(2*k)/factorial(k) for k in range(inf))", "x: real",
     "sum((-1)**i*x**(2*i) / factorial(2*i) for i in range(inf))", "the argument"),
    ("sum(a*q**i for i in range(n)) == q*(1 - q**n)/(1 - q)", "a: real, q: unit, n: natural",
     "a*(1 - q**n) / (1 - q)", "a for q"),
]
SUMS = [
    ("a**3/3 == integral(x**2, x, 0, 1)", "a: positive", "integral(x**2, x, 0, a)", "a limit of the integral"),
    ("E(X) == sum(P(X == x) for x in X)", XY, "sum(x*P(X == x) for x in X)", "the values in the mean"),
    ("x @ A @ x == sum(sum(A[i, j]*x[i]*x[i] for j in range(n)) for i in range(n))", "A: real[n n], x: real[n]",
     "sum(A[i, j]*x[j]*x[i] for i in range(n) for j in range(n))", "an index"),
]
SEVERAL = [
    ("Var(a*X + b*Y) == a*Var(X) + b*Var(Y) + 2*a*b*Cov(X, Y)", f"a: real, b: real, {XY}",
     "a**2*Var(X) + b**2*Var(Y) + 2*a*b*Cov(X, Y)", "a square, in 2 terms"),
    ("KL(bernoulli(p), bernoulli(q)) == (1 - p)*log((1 - p)/(1 - q)) + (1 - p)*log((1 - p)/(1 - q))",
     "p: unit, q: unit", "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q))", "the complement"),
    ("[(a - b)**2, (a + b)**2, c] == [a**2 - 2*a*b + b, a**2 + 2*a*b + b, c]", "a: real, b: real, c: real",
     "[a**2 - 2*a*b + b**2, a**2 + 2*a*b + b**2, c]", "a square, in two entries"),
]
PRODUCTS = [
    ("norm(W.T @ x)**2 + c == x @ W.T @ x + c", "W: real[n n], x: real[n], c: real", "x @ W @ W.T @ x + c",
     "a missing factor"),
    ("norm(x)**2 == outer(x, x)", V, "x @ x", "an inner product"),
    ("Var(X) == E(X - E(X))", XY, "E((X - E(X))**2)", "a square"),
    ("mutual_information(joint(X, Y), Z) == H(X, Y) - H(X, Y, Z)", f"{XY}, Z: variable", "H(X, Y) - H(X, Y | Z)",
     "given, not joint"),
]
ENTRIES = [
    ("[[1, 2], [3, 4]] @ [[1, 1], [0, 1]] == [[1, 3], [3, 6]]", "", "[[1, 3], [3, 7]]", "the entry in row 2, column 2"),
    ("[1, 2, 3, 4] + [1, 1, 1, 1] == [2, 3, 4, 6]", "", "[2, 3, 4, 5]", "entry 4"),
]
NUMBERS = [
    ("784*100 == 61400", "", "78400", "a number"),
    ("3*4*5*7 == 402", "", "420", "a number"),
]
CASES = [row for table in (BRACKETS, FUNCTIONS, SUMS, SEVERAL, PRODUCTS, ENTRIES, NUMBERS) for row in table]


def judged(text: str, declarations: str) -> Verdict:
    return decide(Claim((read(text, parse_declarations(declarations))[0],)))


@pytest.mark.parametrize(("text", "declarations", "true", "slip"), CASES, ids=[c[0] for c in CASES])
def test_a_slip_is_found_and_said(text: str, declarations: str, true: str, slip: str) -> None:
    found = judged(text, declarations)
    assert found.kind == "refuted"
    assert found.hint == f"it holds with {true} on the right side ({slip})"
    if "|" not in true:  # which only reports write
        assert judged(f"{text.split('==')[0]} == {true}", declarations).kind in ("proved", "agrees")


ON_THE_LEFT = [
    ("derivative(x**2*y, y) == 2*x*y", "x: real, y: real", "derivative(x**2*y, x)", "the variable x"),
    ("[[1, 0, 1], [0, c, -s], [0, s, c]] @ [x, y, z] == [x, c*y - s*z, s*y + c*z]",
     "c: real, s: real, x: real, y: real, z: real", "[[1, 0, 0], [0, c, -s], [0, s, c]] @ [x, y, z]", "an entry"),
    ("(227 - 11)/(4 + 1) == 55", "", "(227 - 11)/4 + 1", BRACKET),
    ("binomial(19, 6) == 13983816", "", "binomial(49, 6)", "a digit"),
]


@pytest.mark.parametrize(("text", "declarations", "true", "slip"), ON_THE_LEFT, ids=[c[0] for c in ON_THE_LEFT])
def test_the_left_side_may_be_the_wrong_one(text: str, declarations: str, true: str, slip: str) -> None:
    found = judged(text, declarations)
    assert (found.kind, found.hint) == ("refuted", f"it holds with {true} on the left side ({slip})")
    assert judged(f"{true} == {text.split('==')[1]}", declarations).kind in ("proved", "agrees")


N2 = "A: real[n n], B: real[n n]"
FIVE = "a: real, b: real, c: real, x: real, y: real"
POSITIVE = "p: positive, q: positive, r: positive, s: positive"
# Conditions, and laws that hold of special things only: of these no change of one place makes a true formula.
NOTHING = [
    ("x + y == 1", FIVE), ("a*b == c", FIVE), ("x**2 + y**2 == 1", FIVE), ("a*x**2 + b*x + c == 0", FIVE),
    ("y == a*x + b", FIVE), ("x*y == x + y", FIVE), ("a == b", FIVE), ("a == 2*b", FIVE),
    ("w @ x + b == 0", "w: real[n], x: real[n], b: real"), ("u @ v == 0", "u: real[n], v: real[n]"),
    ("norm(x) == 1", V), ("sum(x) == 1", V), ("mean(x) == 0", V), ("max(x) == max(y)", W),
    ("sum(x[i]*y[i] for i in range(n)) == 0", W), ("sum(x) == sum(y)", W), ("x @ y == norm(x)*norm(y)", W),
    ("P == Q + A.T @ P @ A", "P: real[n n], Q: real[n n], A: real[n n]"),
    ("A @ B == B @ A", N2), ("A == A.T", N2), ("A @ A == A", N2), ("A @ A.T == A.T @ A", N2), ("trace(A) == 0", N2),
    ("A @ S + S @ A.T == -Q", "A: real[n n], S: real[n n], Q: real[n n]"),
    ("A @ v == c*v", "A: real[n n], v: real[n], c: real"),
    ("v == r + g*P @ v", "v: real[n], r: real[n], g: real, P: real[n n]"),
    ("norm(A @ u - A @ v) == g*norm(u - v)", "A: real[n n], u: real[n], v: real[n], g: positive"),
    ("p*q == r*s", POSITIVE), ("p/q == r/s", POSITIVE), ("p**2 + q**2 == r**2", POSITIVE),
    ("1/p == 1/q + 1/r", POSITIVE),
    ("p*log(p) == q*log(q)", POSITIVE), ("log(p) + log(q) == 0", POSITIVE), ("p*exp(-q*r) == s", POSITIVE),
    ("f(x) == x", "x: real, f: function"), ("f(x*y) == f(x)*f(y)", "x: real, y: real, f: function"),
    ("derivative(f)(x) == k*f(x)", "x: real, f: function, k: real"),
    ("integral(f(x), x, 0, 1) == 0", "f: function"),
    ("E(X) == 0", XY), ("Var(X) == 1", XY), ("P(A and B) == P(A)*P(B)", "A: event, B: event"),
    ("log(1 + x) == x", "x: positive"), ("exp(x) == 1 + x", "x: real"), ("sin(x) == x", "x: real"),
    ("y*(w @ x + b) == 1", "y: real, w: real[n], x: real[n], b: real"),
    ("det(A - t*eye(n)) == 0", "A: real[n n], t: real"), ("X.T @ X == eye(n)", "X: real[m n]"),
    ("[a, b] == [1, 0]", FIVE), ("[[a, b], [b, a]] @ [x, y] == [0, 0]", FIVE), ("sqrt(2) == 7/5", ""),
]


@pytest.mark.parametrize(("text", "declarations"), NOTHING, ids=[c[0] for c in NOTHING])
def test_of_a_condition_nothing_is_near(text: str, declarations: str) -> None:
    assert not judged(text, declarations).hint.startswith("it holds")
