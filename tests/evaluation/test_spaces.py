"""Finite spaces: values against enumeration of the outcomes, laws of probability exactly, declared structure."""

import itertools
import math
from fractions import Fraction as F
from random import Random

import numpy as np
import pytest
from scipy import stats

from lemmata.engine.evaluation import (
    RATIONALS,
    Balls,
    ContinuousSpace,
    FiniteSpace,
    NoPoint,
    Point,
    Unsupported,
    evaluate,
    sample,
    sample_space,
)
from lemmata.engine.expr import at, bind, fresh_index, fresh_local, symbol, symbols
from lemmata.engine.ops import apply


def variable(name, *dims):
    return symbol(name, dims, "variable")


def exact(values):
    array = np.asarray(values, dtype=object)
    return np.vectorize(F, otypes=[object])(array) if array.size else array


X, Y, Z, V = variable("X"), variable("Y"), variable("Z"), variable("V", "n")
A, B, C = (symbol(name, (), "event") for name in "ABC")
PARTS = symbol("B", ["n"], "event")
SEEDS = range(4)


def op(name):
    return lambda *args, **params: apply(name, *args, **params)


E, Var, Cov, P, H, I, J = map(op, (
    "expectation", "variance", "covariance", "probability", "entropy", "mutual_information", "joint"))
both, either, no, eq, le = map(op, ("and", "or", "not", "eq", "le"))
independent, density = op("independent"), op("density")


def drawn(seed, *premises, sizes={}, values={}, of=(X, Y, Z, A, B, C)):
    given = {name: exact(value) for name, value in values.items()}
    return sample_space(of, premises, Random(seed), Point(sizes, given))


def exactly(expr, point):
    value = evaluate(expr, point, RATIONALS)
    return F(int(value.p), int(value.q))


def holds(claim, point):
    return bool(np.all(np.asarray(evaluate(claim, point, RATIONALS), dtype=bool)))


# Values against enumeration

TABLE = Point({"n": 2}, {}, FiniteSpace(
    (F(1, 6), F(1, 3), F(1, 4), F(1, 4)),
    {"X": exact([1, 2, 3, 1]), "Y": exact([0, 0, 1, 1]), "A": exact([1, 0, 1, 0]), "B": exact([1, 1, 0, 0]),
     "V": exact([[1, 0], [2, 1], [0, 3], [1, 1]])}))


def by_hand(f, event=lambda o: True):
    space = TABLE.space
    rows = [(w, {k: t[o] for k, t in space.values.items()}) for o, w in enumerate(space.weights)]
    kept = [(w, row) for w, row in rows if event(row)]
    return sum(w * f(row) for w, row in kept) / sum(w for w, _ in kept)


@pytest.mark.parametrize("expr, expected", [
    (E(X), by_hand(lambda o: o["X"])),
    (E(X * Y + 1), by_hand(lambda o: o["X"] * o["Y"] + 1)),
    (E(X, A), by_hand(lambda o: o["X"], lambda o: o["A"])),
    (E(X, eq(Y, 1)), by_hand(lambda o: o["X"], lambda o: o["Y"] == 1)),
    (Var(X), by_hand(lambda o: o["X"]**2) - by_hand(lambda o: o["X"])**2),
    (Var(X, A), by_hand(lambda o: o["X"]**2, lambda o: o["A"]) - by_hand(lambda o: o["X"], lambda o: o["A"])**2),
    (Cov(X, Y), by_hand(lambda o: o["X"] * o["Y"]) - by_hand(lambda o: o["X"]) * by_hand(lambda o: o["Y"])),
    (P(either(A, B)), by_hand(lambda o: o["A"] or o["B"])),
    (P(no(A), B), by_hand(lambda o: not o["A"], lambda o: o["B"])),
    (P(both(le(1, X), le(X, 2))), by_hand(lambda o: 1 <= o["X"] <= 2)),
    (P(le(X, Y + 1)), by_hand(lambda o: o["X"] <= o["Y"] + 1)),
    (density(X, 1), by_hand(lambda o: o["X"] == 1)),
    (density(X, 1, eq(Y, 1)), by_hand(lambda o: o["X"] == 1, lambda o: o["Y"] == 1)),
    (density(J(X, Y), J(at(symbol("c", [2]), 0), 1)), by_hand(lambda o: o["X"] == 1 and o["Y"] == 1)),
    (apply("cdf", X, 2), by_hand(lambda o: o["X"] <= 2)),
    (P(apply("omega")), 1), (P(apply("empty_event")), 0),
    (E(at(V, 0) * at(V, 1)), by_hand(lambda o: o["V"][0] * o["V"][1])),
    (E(V @ V), by_hand(lambda o: o["V"] @ o["V"])),
    (E(apply("indicator", A) * X), by_hand(lambda o: o["A"] * o["X"])),
])
def test_values(expr, expected):
    point = Point({"n": 2}, {"c": exact([1, 1])}, TABLE.space)
    assert exactly(expr, point) == expected
    assert evaluate(expr, point) == pytest.approx(float(expected))


def test_a_conditional_expectation_is_a_variable():
    assert [str(v) for v in evaluate(E(X, Y), TABLE, RATIONALS)] == ["5/3", "5/3", "2", "2"]
    assert [str(v) for v in evaluate(density(X, X), TABLE, RATIONALS)] == ["5/12", "1/3", "1/4", "5/12"]


def test_covariance_matrix():
    rows = TABLE.space.values["V"].astype(float)
    expected = np.cov(rows.T, aweights=[float(w) for w in TABLE.space.weights], ddof=0)
    np.testing.assert_allclose(evaluate(Var(V), TABLE), expected)


def test_entropies():
    masses = [F(5, 12), F(1, 3), F(1, 4)]
    expected = -sum(float(p) * math.log(p) for p in masses)
    ball = evaluate(H(X), TABLE, Balls())
    assert abs(float(ball) - expected) < 1e-12 and ball.rad() < 1e-30
    assert evaluate(H(X, base=2), TABLE) == pytest.approx(expected / math.log(2))
    assert evaluate(H(X, eq(Y, 1)), TABLE) == pytest.approx(math.log(2))
    assert evaluate(H(A), TABLE) == pytest.approx(-5 / 12 * math.log(5 / 12) - 7 / 12 * math.log(7 / 12))


def test_sums_over_the_values_of_a_variable():
    x = fresh_local()
    assert exactly(bind("sum", x, density(X, x), X), TABLE) == 1
    assert exactly(bind("sum", x, x * x, X), TABLE) == 1 + 4 + 9
    assert exactly(bind("sum", x, P(A, eq(X, x)) * P(eq(X, x)), X), TABLE) == F(5, 12)


def test_a_condition_of_probability_zero_has_no_value():
    assert "undefined" in str(evaluate(P(A, eq(X, 7)), TABLE, RATIONALS))
    with pytest.raises(Unsupported, match="no Q"):
        evaluate(E(variable("Q")), TABLE)
    with pytest.raises(Unsupported, match="probability space"):
        evaluate(E(X), Point({}))


@pytest.mark.parametrize("weights", [(F(1, 2), F(1, 3)), (F(3, 2), F(-1, 2))])
def test_weights_are_checked(weights):
    with pytest.raises(ValueError, match="sum 1"):
        FiniteSpace(weights, {})


# Laws, exactly, on random spaces

LAWS = {
    "tower": eq(E(E(X, Y)), E(X)),
    "tower of two": eq(E(E(X, J(Y, Z)), Y), E(X, Y)),
    "taking out what is known": eq(E(X * Y, Y), Y * E(X, Y)),
    "linearity": eq(E(2 * X - 3 * Y + 1), 2 * E(X) - 3 * E(Y) + 1),
    "total variance": eq(Var(X), E(Var(X, Y)) + Var(E(X, Y))),
    "total covariance": eq(Cov(X, Z), E(Cov(X, Z, Y)) + Cov(E(X, Y), E(Z, Y))),
    "variance": eq(Var(X), E(X**2) - E(X)**2),
    "variance of a sum": eq(Var(X + Y), Var(X) + Var(Y) + 2 * Cov(X, Y)),
    "Bayes": eq(P(A, B), P(B, A) * P(A) / P(B)),
    "inclusion-exclusion": eq(
        P(either(either(A, B), C)), P(A) + P(B) + P(C) - P(both(A, B)) - P(both(A, C)) - P(both(B, C))
        + P(both(both(A, B), C))),
    "total probability": eq(P(A), P(A, B) * P(B) + P(A, no(B)) * P(no(B))),
    "mean of a conditional probability": eq(E(P(A, Y)), P(A)),
    "de Morgan": eq(no(either(A, B)), both(no(A), no(B))),
    "density as expectation": eq(P(le(X, Y)), E(apply("indicator", le(X, Y)))),
    "Cauchy-Schwarz": le(Cov(X, Y)**2, Var(X) * Var(Y)),
    "Markov": le(P(le(2, apply("abs", X))), E(apply("abs", X)) / 2),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LAWS)
def test_laws(name, seed):
    point = drawn(seed)
    assert holds(LAWS[name], point), (seed, point.space)


FALSE = {
    "variance is no expectation of squares": eq(Var(X), E(X**2)),
    "factor": eq(Var(2 * X), 2 * Var(X)),
    "independence": eq(E(X * Y), E(X) * E(Y)),
    "disjointness": eq(P(either(A, B)), P(A) + P(B)),
    "inverted": eq(P(A, B), P(B, A)),
    "nested": op("subset")(A, B),
    "conditioning does nothing": eq(E(X, Y), E(X)),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FALSE)
def test_nothing_holds_by_chance(name, seed):
    point = drawn(seed)
    assert not holds(FALSE[name], point), (seed, point.space)


@pytest.mark.parametrize("left, right", [
    (H(J(X, Y)), H(X) + H(Y, X)),
    (H(J(J(X, Y), Z)), H(X) + H(Y, X) + H(Z, J(X, Y))),
    (I(X, Y), H(X) + H(Y) - H(J(X, Y))),
    (I(X, Y), H(X) - H(X, Y)),
    (I(X, Y, Z), H(X, Z) - H(X, J(Y, Z))),
    (I(J(X, Y), Z), I(X, Z) + I(Y, Z, X)),
    (H(X), -E(apply("log", density(X, X)))),
    (I(X, Y), E(apply("log", density(J(X, Y), J(X, Y)) / (density(X, X) * density(Y, Y))))),
])
@pytest.mark.parametrize("seed", SEEDS[:2])
def test_laws_of_entropy(left, right, seed):
    point = drawn(seed)
    a, b = evaluate(left, point, Balls()), evaluate(right, point, Balls())
    assert a.overlaps(b) and a.rad() < 1e-30 and b.rad() < 1e-30, (a, b, seed)


# Declared structure

identical, given_z = op("identically_distributed"), op("conditionally_independent")
STRUCTURE = [  # premises, what then holds, what must not hold by chance
    ((independent(X, Y),), [independent(X, Y), eq(E(X * Y), E(X) * E(Y))], [independent(X, Z)]),
    ((independent(X, Y), independent(Y, Z), independent(X, Z)), [independent(X, Y), independent(Y, Z)], []),
    ((independent(X, Y, Z),), [independent(X, Y), eq(E(X * Y * Z), E(X) * E(Y) * E(Z))], []),
    ((independent(J(X, Y), Z),), [independent(J(X, Y), Z)], [independent(X, Y)]),
    ((independent(A, B),), [eq(P(both(A, B)), P(A) * P(B)), independent(A, no(B))], [independent(A, C)]),
    ((independent(X, A),), [eq(E(X, A), E(X))], []),
    ((given_z(X, Y, Z),), [given_z(X, Y, Z), eq(E(X * Y, Z), E(X, Z) * E(Y, Z))], [independent(X, Y)]),
    ((identical(X, Y),), [identical(X, Y), eq(Var(X), Var(Y))], [independent(X, Y), eq(X, Y)]),
    ((independent(X, Y), identical(X, Y)), [independent(X, Y), identical(X, Y), eq(Var(X + Y), 2 * Var(X))], []),
    ((op("disjoint")(A, B),), [eq(P(either(A, B)), P(A) + P(B))], [op("partition")(A, B)]),
    ((eq(both(A, B), apply("empty_event")),), [eq(P(both(A, B)), 0)], []),
    ((op("subset")(A, B),), [le(P(A), P(B)), eq(P(both(A, B)), P(A))], [eq(P(A), P(B))]),
    ((apply("ge", X, 0),), [apply("ge", E(X), 0)], [apply("ge", E(Y), 100)]),
    ((le(X, Y),), [le(E(X), E(Y))], [eq(X, Y)]),
    ((eq(E(X), 0),), [eq(Var(X), E(X**2))], [eq(E(X**3), 0)]),
    ((eq(Var(X), 2), eq(E(X), 1)), [eq(E(X**2), 3)], [independent(X, Y)]),
]


@pytest.mark.parametrize("seed", SEEDS[:2])
@pytest.mark.parametrize("premises, true, false", STRUCTURE)
def test_declared_structure_holds_and_no_more(premises, true, false, seed):
    names = {"A": A, "B": B, "C": C, "X": X, "Y": Y, "Z": Z}
    events = {s.name for p in (*premises, *true, *false) for s in _random(p)}
    point = drawn(seed, *premises, of=[names[n] for n in sorted(events)])
    for claim in (*premises, *true):
        assert holds(claim, point), (seed, point.space)
    for claim in false:
        assert not holds(claim, point), (seed, point.space)


def _random(expr):
    return [s for s in symbols(expr) if s.sort in ("variable", "event")]


@pytest.mark.parametrize("law, values", [
    (apply("bernoulli", symbol("t", (), "unit")), {"t": F(1, 3)}), (apply("binomial_distribution", 3, F(1, 4)), {}),
    (apply("discrete_uniform", 1, 6), {}),
    (apply("categorical", symbol("q", [3], "simplex")), {"q": [F(1, 2), F(1, 3), F(1, 6)]}),
])
def test_a_given_law(law, values):
    point = drawn(0, apply("distributed", X, law), values=values, of=[X, Y])
    assert holds(apply("distributed", X, law), point)
    assert holds(eq(E(X), apply("expectation", law)), point)
    assert holds(eq(Var(X), apply("variance", law)), point)
    assert not holds(independent(X, Y), point)


def test_two_laws_on_one_space_need_not_be_independent():
    laws = [apply("distributed", v, apply("bernoulli", p)) for v, p in ((X, F(1, 3)), (Y, F(1, 2)))]
    point = drawn(0, *laws, of=[X, Y])
    assert all(holds(law, point) for law in laws) and not holds(independent(X, Y), point)
    point = drawn(0, *laws, independent(X, Y), of=[X, Y])
    assert all(holds(law, point) for law in laws) and holds(independent(X, Y), point)


def test_vectors():
    i = fresh_index()
    point = drawn(0, apply("partition", PARTS), sizes={"n": 3}, of=[A, PARTS])
    terms = P(A, at(PARTS, i)) * P(at(PARTS, i))
    assert holds(eq(P(A), bind("sum", i, terms, 0, "n")), point)
    point = drawn(0, independent(V), identical(V), sizes={"n": 2}, of=[V])
    assert holds(independent(V), point) and holds(identical(V), point)
    assert holds(eq(Var(apply("sum", V)), 2 * Var(at(V, 0))), point)


def test_determined_symbols():
    mu, sigma = symbol("mu"), symbol("sigma", (), "positive")
    premises = [eq(mu, E(X)), eq(sigma**2, Var(X))]
    point = drawn(0, *premises, values={"mu": 5, "sigma": F(3, 2)}, of=[X])
    assert holds(eq(E((X - mu)**2), F(9, 4)), point) and point.values["mu"][()] != 5
    for spread in (apply("standard_deviation", X), apply("sqrt", Var(X))):
        point = drawn(1, eq(sigma, spread), values={"sigma": F(3, 2)}, of=[X])
        assert holds(eq(Var(X), F(9, 4)), point)


@pytest.mark.parametrize("premise", [
    le(X, X - 1), apply("distributed", X, apply("normal", 0, 1)), eq(P(A), 2), eq(Var(X), -1),
])
def test_premises_that_no_finite_space_satisfies(premise):
    with pytest.raises(NoPoint):
        drawn(0, premise)


def test_the_same_seed_gives_the_same_space():
    first, again, other = drawn(0).space, drawn(0).space, drawn(1).space
    assert first.weights == again.weights and first.weights != other.weights
    assert all((first.values[name] == again.values[name]).all() for name in first.values)


def test_events_take_all_patterns():
    space = drawn(0, of=[A, B, C]).space
    patterns = set(zip(*(space.values[name] for name in "ABC")))
    assert patterns == set(itertools.product((0, 1), repeat=3))


def test_numbers_that_are_compared_with_variables_are_values_at_one_outcome():
    x, y = symbol("x"), symbol("y")
    claim = eq(P(eq(X, x), eq(Y, y)) * P(eq(Y, y)), density(J(X, Y), J(x, y)))
    for seed in range(5):
        point = sample_space([X, Y], [], Random(seed), Point({}, {"x": exact(7), "y": exact(7)}), exprs=[claim])
        assert exactly(density(J(X, Y), J(x, y)), point) > 0 and holds(claim, point), seed


@pytest.mark.parametrize("seed", range(6))
def test_bounds_of_variables_leave_points(seed):
    x, a, b, c = symbol("X", ["n"], "variable"), symbol("a"), symbol("b"), symbol("c", ["n"], "positive")
    rng = Random(seed)
    point = sample([a, b, c], {"n": 2}, rng, "random")
    between = [apply("ge", x, a), apply("le", x, b)]
    found = sample_space([x], between, rng, point)
    low, high = found.values["a"][()], found.values["b"][()]
    assert all(low <= v <= high for v in found.space.values["X"].flat)
    y = symbol("Y", (), "variable")
    twice = sample_space([y], [apply("ge", y, 0), apply("ge", y, 1), apply("le", y, 2)], rng, point)
    assert all(1 <= v <= 2 for v in twice.space.values["Y"].flat)
    small = sample_space([x], [apply("le", apply("abs", x), c)], rng, point)
    assert all(abs(v) <= bound for row in small.space.values["X"] for v, bound in zip(row, small.values["c"]))


@pytest.mark.parametrize(("op", "center", "bound"), [("ge", 1, 2), ("lt", 1, 2), ("gt", 0, -2), ("le", -1, -1)])
def test_two_sided_events_of_a_continuous_variable(op, center, bound):
    law = stats.norm(0.5, 2)
    inside = max(law.cdf(center + bound) - law.cdf(center - bound), 0)
    x = symbol("X", (), "variable")
    space = ContinuousSpace({"X": apply("normal", F(1, 2), 4)})
    event = apply(op, apply("abs", x - center), bound)
    flipped = apply({"ge": "le", "gt": "lt", "lt": "gt", "le": "ge"}[op], bound, apply("abs", x - center))
    for e in (event, flipped):
        found = evaluate(apply("probability", e), Point({}, {}, space), Balls())
        assert float(found) == pytest.approx(inside if op in ("lt", "le") else 1 - inside, abs=1e-12)
