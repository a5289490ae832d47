"""What the rows of calculus can't say: parts of records, choices of methods, misuse."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

import lemmata as lm
from lemmata import calculus
from lemmata.calculus import differences, taylor

FUNCTIONS = ["exp(x)", "sin(x)", "log(1 + x**2)", "tanh(x)**2", "x**5 - 3*x", "1/(1 + x**2)", "sqrt(2 + x)",
             "x*exp(-x)"]
POINTS = [-0.7, 0.0, 0.3, 1.1]


@pytest.mark.parametrize("row", calculus.common_derivatives(), ids=lambda row: row.name)
def test_the_table_is_proved(row):
    verdict = row.proof()
    assert verdict.kind == "proved", verdict.message


@pytest.mark.parametrize("row", [r for r in calculus.common_derivatives() if "function" not in r.vars],
                         ids=lambda row: row.name)
def test_the_table_beside_differences(row):
    """The text of the table itself, against values of the function."""
    f, slope = row.formula, calculus.given.formula_of(row.derivative, row.vars)
    given = {"x": 0.6, **{name: 1.7 for name in f.declarations if name != "x"}}

    def value(x: float) -> float:
        return float(f(**{n: v for n, v in {**given, "x": x}.items() if n in f.declarations}))

    wanted = float(slope(**{n: v for n, v in given.items() if n in slope.declarations}))
    assert abs(differences.central_difference(value, 0.6, 1e-5) - wanted) < 1e-8 * max(1, abs(wanted))


@pytest.mark.parametrize("method", ["forward", "central", "complex"])
@pytest.mark.parametrize("text", FUNCTIONS)
def test_the_errors_of_differences_are_what_they_are_said_to_be(text: str, method: str):
    """Within ten times the estimate, which is of first order; and not ten thousand times better throughout."""
    f = lm.parse(text, "x: real")
    for x in POINTS:
        found = calculus.numerical_derivative(f, x, method)
        wanted = float(f.derivative("x")(x=x))
        assert abs(found.value - wanted) <= 10 * found.error + 4 * differences.EPSILON * max(1, abs(wanted)), (x, found)
        assert found.error < {"forward": 1e-5, "central": 1e-7, "complex": 1e-14}[method]


@pytest.mark.parametrize("text", FUNCTIONS)
@pytest.mark.parametrize("order", [0, 1, 2, 5])
def test_the_remainder_of_taylor_is_bounded(text: str, order: int):
    f = lm.parse(text, "x: real")
    p = calculus.taylor_polynomial(f, order, 0)
    for x in (-0.4, 0.2, 0.9):
        gap = abs(float(f(x=x)) - float(p(x=x) if p.declarations and "x" in p.declarations else p()))
        bound = calculus.taylor_error(f, order, 0.0, x)
        assert gap <= bound * (1 + 1e-12) + 1e-14, (x, gap, bound)
        assert bound <= 30 * gap + 1.0, "the bound says nothing"


def test_taylor_in_several_variables_is_that_of_the_line():
    """The polynomial in two arrays, along a line, is that of the function of one number on it."""
    rng = np.random.default_rng(0)
    f = lm.parse("sum(tanh(A @ x))", "A: real[m n], x: real[n]")
    A, x, dA, dx = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=(2, 3)), rng.normal(size=3)
    p = calculus.taylor_polynomial(f, 3, {"A": "B", "x": "z"})
    value = p(A=A + 0.1 * dA, x=x + 0.1 * dx, B=A, z=x)
    h = 1e-2
    on_line = [float(f(A=A + k * h * dA, x=x + k * h * dx)) for k in range(-3, 4)]
    fit = np.polynomial.Polynomial.fit(h * np.arange(-3, 4), on_line, 6).convert().coef[:4]
    assert abs(value - sum(c * 0.1**k for k, c in enumerate(fit))) < 1e-6


@pytest.mark.parametrize("method", ["SLSQP", "trust-constr"])
def test_constraints_of_arrays(method: str):
    """The point of the simplex that is nearest to another, in closed form by sorting."""
    c = np.array([0.9, 0.5, -0.3])
    found = calculus.find_minimum("sum((p - c)**2)", {"p": np.full(3, 1 / 3)}, ["sum(p) == 1", "p >= 0"],
                                  data={"c": c}, vars="p: real[n], c: real[n]", method=method)
    np.testing.assert_allclose(found.at["p"], [0.7, 0.3, 0.0], atol=1e-4)
    assert found.kkt.residual < 1e-3 and found.multipliers[1].shape == (3,)
    assert np.all(found.multipliers[1] >= 0)


def test_a_multiplier_says_what_the_wall_costs():
    def least(bound: float) -> float:
        return calculus.find_minimum("(x - 2)**2 + y**2 + x*y", {"x": 0.0, "y": 0.0}, [f"x + 2*y == {bound}"]).value

    found = calculus.find_minimum("(x - 2)**2 + y**2 + x*y", {"x": 0.0, "y": 0.0}, ["x + 2*y == 1"])
    assert abs((least(1.001) - least(0.999)) / 0.002 + found.multipliers[0]) < 1e-5


def test_monte_carlo_errors_are_honest():
    """Of 300 runs about 95 % are within two standard errors, and the error falls like the root of n."""
    runs = [calculus.monte_carlo("x**2", scipy.stats.uniform(), 400, seed) for seed in range(300)]
    within = np.mean([abs(r.value - 1 / 3) < 2 * r.standard_error for r in runs])
    assert 0.91 < within < 0.985
    larger = calculus.monte_carlo("x**2", scipy.stats.uniform(), 40_000, 1).standard_error
    assert abs(runs[0].standard_error / larger / 10 - 1) < 0.15


def test_functions_of_python_are_traced():
    def loss(X, w):
        return ((X @ w)**2).sum()

    assert calculus.gradient(loss, "w", "X: real[m n], w: real[n]").equals("2*X.T @ (X @ w)").kind == "proved"


@pytest.mark.parametrize("call, message", [
    (lambda: calculus.derivative("x*y"), "say which one is meant"),
    (lambda: calculus.gradient("x @ y", ["x", "y"], "x: real[n], y: real[n]"), "an array stands alone"),
    (lambda: calculus.gradient("x + y", ["x", "z"]), "no 'z'"),
    (lambda: calculus.complex_step(abs, 1.0), "keeps it complex"),
    (lambda: calculus.numerical_derivative(np.sin, 1.0, "backward"), "choose forward"),
    (lambda: calculus.taylor_polynomial("exp(x)", -1), "give 0 or more"),
    (lambda: calculus.taylor_error("abs(x)", 1, -1.0, 1.0), "kink"),
    (lambda: calculus.taylor_error("1/x", 1, -1.0, 1.0), "no bound"),
    (lambda: calculus.compose(lm.parse("y**2"), {"z": "x"}), "f has no 'z'"),
    (lambda: calculus.area("x*y", 0, 1), "one is integrated over"),
    (lambda: calculus.expectation("x", "exp(-x**2)"), "integrates to 1.77245"),
    (lambda: calculus.monte_carlo("x", scipy.stats.norm(), 1), "2 or more"),
    (lambda: calculus.monte_carlo(lambda x: 1.0, scipy.stats.norm(), 10), "one value a sample"),
    (lambda: calculus.monte_carlo_integral(np.sin, [0, 0], 1.0), "shapes"),
    (lambda: calculus.constraint("x + y"), "no constraint"),
    (lambda: calculus.find_minimum("x**2 + y", {"x": 1.0}), "y has no value"),
])
def test_misuse(call, message: str):
    with pytest.raises((ValueError, TypeError), match=message):
        call()


def test_the_analytic_operations_are_operations():
    from lemmata.engine.ops import OPS

    assert set(OPS) >= taylor.ANALYTIC - taylor.SMOOTH
