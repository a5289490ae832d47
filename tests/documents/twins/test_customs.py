"""What code may add to its formula, and what it may not."""

from __future__ import annotations

import pytest

from lemmata.documents.twins.customs import in_other_units, where_logarithms_are, with_base, without_small
from lemmata.engine.readers.functions import read_code
from lemmata.engine.readers.text import read_text

VARS = "x: real[n], y: real[n], t: real"


@pytest.mark.parametrize(("text", "plain"), [
    ("log(x + 1e-12)", "log(x)"), ("1 / (t + 1e-8)", "1 / t"), ("maximum(x, 1e-7)", "x"),
    ("minimum(maximum(x, 1e-15), 1 - 1e-15)", "x"), ("log(x + 1)", "log(x + 1)"), ("maximum(x, 0)", "maximum(x, 0)"),
    ("x + 0.5", "x + 0.5"), ("maximum(x, 1)", "maximum(x, 1)"), ("1e-9 * x", "1e-9 * x"),
])
def test_small_numbers(text, plain):
    assert without_small(read_text(text, VARS)) is read_text(plain, VARS)


def test_bases():
    assert with_base(read_text("log(t)", VARS), 2) is read_text("log(t) / log(2)", VARS)


@pytest.mark.parametrize(("text", "domain"), [
    ("sum(log(x))", "positive"), ("sum(x * log(x) + (1 - x) * log(1 - x))", "unit"), ("sum(x)", "real"),
    ("sum(log(1 + exp(x)))", "real"),
])
def test_where_logarithms_are(text, domain):
    (found,) = where_logarithms_are(read_text(text, VARS))
    assert found is read_text(text, f"x: {domain}[n]")


@pytest.mark.parametrize(("parameters", "other"), [
    ("height_cm", True), ("w, theta_deg", True), ("rate_percent", True), ("x_max", False), ("weight_kg, h_m", False),
    ("n_days", True), ("y_pred", False), ("ms, deg", False), ("", False),
])
def test_units(parameters, other):
    assert in_other_units(read_code([f"def f({parameters}): return 1"]).functions["f"]) is other
