"""Certified values at points, and the bits that formulas lose there, against mpmath and what is known by hand."""

import mpmath
import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.stability import FORMATS, Group, Points, measured, sampled, truth

DOUBLE = FORMATS["float64"]


def at(form=DOUBLE, **values):
    arrays = {name: np.array(v, dtype=float) for name, v in values.items()}
    return Points(form, (Group({}, arrays, len(next(iter(arrays.values())))),))


ROWS = [  # text, declarations, the same in mpmath
    ("sqrt(x + 1) - sqrt(x)", "x: nonnegative", lambda x: mpmath.sqrt(x + 1) - mpmath.sqrt(x)),
    ("log(1 + exp(x))", "x: real", lambda x: mpmath.log(1 + mpmath.exp(x))),
    ("log(1 + x)", "x: positive", lambda x: mpmath.log(1 + x)),
    ("(1 - cos(x)) / x**2", "x: nonzero", lambda x: (1 - mpmath.cos(x)) / x**2),
    ("x*exp(-x**2)*erf(x)", "x: real", lambda x: x * mpmath.exp(-(x**2)) * mpmath.erf(x)),
]


@pytest.mark.parametrize("text, declared, exact", ROWS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_truth_is_that_of_mpmath(text, declared, exact, dtype):
    formula = lm.parse(text, declared)
    known = sampled([formula.expr], formula.declarations, FORMATS[dtype], "x: floats(-1e3, 1e3)", 60, seed=1)
    assert known.count == 60
    with mpmath.workprec(3000):
        wanted = [exact(mpmath.mpf(x)) for x in known.points.groups[0].values["x"]]
        if dtype == "float64":
            assert known.rounded()[0][0].tolist() == [float(w) for w in wanted]
        for got, want in zip(known.rounded()[0][0], wanted):
            gap = mpmath.mpf(float(np.spacing(abs(got).astype(dtype))))
            assert abs(mpmath.mpf(got) - want) <= gap / 2


LOSSES = [  # text, declarations, a point, the least and the most that is lost there
    ("sqrt(x + 1) - sqrt(x)", "x: positive", {"x": 1e12}, 34, 37),   # cancels
    ("sqrt(x + 1) - sqrt(x)", "x: positive", {"x": 1e20}, 61, 64),   # 0 for 5e-11
    ("log(1 + exp(x))", "x: real", {"x": 1000.0}, 64, 64),            # infinity for 1000
    ("log(1 + x)", "x: positive", {"x": 1e-20}, 61, 63),              # 1 + x is 1
    ("log(x*y)", "x: positive, y: positive", {"x": 1e-200, "y": 1e-200}, 64, 64),  # x y is 0
    ("x + y", "x: real, y: real", {"x": 0.1, "y": 0.2}, 0, 0),
    ("log1p(x)", "x: positive", {"x": 1e-20}, 0, 0),
]


@pytest.mark.parametrize("text, declared, point, least, most", LOSSES)
def test_bits_lost_by_formulas_as_written(text, declared, point, least, most):
    formula = lm.parse(text, declared)
    known = truth(formula.expr, at(**{name: [value] for name, value in point.items()}))
    assert least <= measured(formula.expr, known)[0] <= most


def test_candidates_share_one_truth():
    naive, good = lm.parse("log(1 + exp(x))", "x: real").expr, lm.parse("logaddexp(0, x)", "x: real").expr
    known = truth(naive, at(x=[-50.0, 1e4]))
    assert measured(naive, known).min() > 50
    assert measured(good, known).max() <= 1


def test_where_no_precision_is_enough_a_point_is_unsamplable():
    known = truth(lm.parse("sin(x)**2 + cos(x)**2 - 1", "x: real").expr, at(x=[1.0, 0.0]), cap=640)
    assert known.count == 1 and known.unsamplable == 1 and known.points.groups[0].values["x"].tolist() == [0.0]


def test_outside_of_the_domain_is_not_unsamplable():
    known = truth(lm.parse("sqrt(x) + log(x + 3)", "x: real").expr, at(x=[-1.0, 4.0]))
    assert (known.undefined, known.unsamplable, known.count) == (1, 0, 1)


@pytest.mark.parametrize("text, x, value", [
    ("x*log(x)", 0.0, 0.0), ("log(x)", 0.0, -np.inf), ("log(1 + exp(x))", -np.inf, 0.0),
    ("log(1 + exp(x))", np.inf, np.inf), ("tanh(x)", -np.inf, -1.0), ("exp(x)", 1e4, np.inf),
    ("exp(-exp(x))", 1e3, 0.0),
])
def test_ends(text, x, value):
    known = truth(lm.parse(text, "x: real").expr, at(x=[x]))
    assert known.rounded()[0][0].tolist() == [value]
    assert measured(known.exprs, known)[0] == 0 or text == "x*log(x)"


def test_reductions_at_all_sizes():
    formula = lm.parse("log(sum(exp(x)))", "x: real[n]")
    known = sampled([formula.expr], formula.declarations, DOUBLE, "x: normal(0, 1)", 40)
    assert [k.group.sizes["n"] for k in known.known] == [1, 2, 10, 1000]
    for k in known.known:
        with mpmath.workprec(200):
            first = mpmath.log(mpmath.fsum(mpmath.exp(mpmath.mpf(v)) for v in k.group.values["x"][0]))
        assert k.high[0][0] == float(first)


def test_the_same_seed_gives_the_same_points():
    formula = lm.parse("x - y", "x: real, y: unit")
    one, two, other = (sampled([formula.expr], formula.declarations, DOUBLE, None, 50, seed=s) for s in (3, 3, 4))
    assert all(np.array_equal(one.points.groups[0].values[n], two.points.groups[0].values[n]) for n in "xy")
    assert not np.array_equal(one.points.groups[0].values["x"], other.points.groups[0].values["x"])


def test_laws_and_conditions():
    formula = lm.parse("x - y", "x: real, y: real")
    known = sampled([formula.expr], formula.declarations, DOUBLE, "x: normal(5, 0.1), y: values(4, 5, 6), x < y", 100)
    values = known.points.groups[0].values
    assert known.count == 100 and (values["x"] < values["y"]).all() and set(values["y"]) <= {4.0, 5.0, 6.0}
    for wrong, said in [("z: normal(0, 1)", "no 'z'"), ("x: gauss(0, 1)", "no law 'gauss'"),
                        ("x: normal(0, -1)", "is no law"), ("x + 1", "no condition"),
                        ("x: values(3), x < 1", "no point")]:
        with pytest.raises(ValueError, match=said):
            sampled([formula.expr], formula.declarations, DOUBLE, wrong, 10)


@pytest.mark.parametrize("text", ["where(x > 0, log(x), 1 - (1 + exp(x))**0)", "sum(log(x + k) for k in range(2, 4))"])
def test_a_branch_that_does_not_count_is_no_end_of_the_domain(text):
    known = truth(lm.parse(text, "x: real").expr, at(x=[-5.0, -1.5, 3.0]))
    inside = 3 if "where" in text else 2
    assert (known.count, known.undefined, known.unsamplable) == (inside, 3 - inside, 0)


def test_narrow_conditions_are_met():
    formula = lm.parse("x - y", "x: real, y: positive")
    known = sampled([formula.expr], formula.declarations, DOUBLE, "1 < x, x < 1.0001, abs(y) <= 1e-300", 100)
    values = known.points.groups[0].values
    assert known.count == 100 and ((values["x"] > 1) & (values["x"] < 1.0001)).all() and (values["y"] <= 1e-300).all()
    assert len(set(values["x"])) > 50
