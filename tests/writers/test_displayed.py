"""What people see of x log y; what is read back stays as it is."""

from __future__ import annotations

import pytest

from lemmata import latex, parse

ROWS = [
    ("-xlogy(p, p)", "p: unit", r"-p \log(p)"),
    ("sum(xlogy(p, p/q))", "p: simplex[n], q: simplex[n]", r"p \odot \log"),
    ("sum(xlogy(x[i], y) for i in range(n))", "x: nonnegative[n], y: positive", r"\sum_{i=1}^{n} x_{i} \log(y)"),
    ("2*log(p)", "p: unit", r"2 \log(p)"),
]


@pytest.mark.parametrize("text, vars, shown", ROWS)
def test_x_log_y(text, vars, shown):
    f = parse(text, vars)
    assert shown in f._repr_latex_() and shown in f._repr_html_() and "xlogy" not in f._repr_html_()
    assert latex(f.latex(), f.declarations).expr is parse(f.text, f.declarations).expr is f.expr


def test_titles_and_derivations():
    f = parse("-xlogy(p, p) - xlogy(1 - p, 1 - p)", "p: unit")
    assert f.picture().title.latex == r"-p \log(p) - (1 - p) \log(1 - p)" and "xlogy" not in f.picture().title.text
    derivation = f.derivation("p")
    assert "xlogy" not in derivation.text + derivation.latex() + derivation._repr_html_()
    assert derivation[0].data()["after"]["text"] == f.text
