"""What a short formula mentions: names, sizes, sets."""

import pytest

from lemmata.documents.language.sets import set_of
from lemmata.documents.language.symbols import mention, symbol_list


@pytest.mark.parametrize("source, kind", [
    ("n", "symbols"), (r"n \times m", "size"), (r"x \in S", "member"), ("x > 0", "bound"), (r"f: A \to B", "map"),
    (r"X \sim P", "law"), ("a + b", "other"), ("f(x) = 1", "other"), (r"\frac{1}{2}", "other"), ("", "other"),
    ("x" * 500, "other"), (r"p(x \mid y)", "other"), (r"p(x, y)", "symbols"),
])
def test_mentions(source, kind):
    assert mention(source).kind == kind


@pytest.mark.parametrize("source, expected", [
    (r"\mathbb{R}^{2n \times d_k}", (("2*n", "d_k"), "real")), (r"\mathbb{R}_{+}^n", (("n",), "nonnegative")),
    (r"\mathbb{R}_{++}", ((), "positive")), (r"\mathbb{S}^n_{++}", (("n", "n"), "posdef")), (r"\R^n", (("n",), "real")),
    (r"[0, \infty)", ((), "nonnegative")), (r"(0,\infty)", ((), "positive")), (r"\{1, \ldots, K\}", ((), "integer")),
    (r"\mathcal{X}", (None, "")), (r"\{0,1\}^d", (("d",), "binary")), ("[0,1]^m", (("m",), "unit")),
])
def test_sets(source, expected):
    assert set_of(source) == expected


@pytest.mark.parametrize("source, names", [
    (r"\hat{\mathbf{y}}, \bar x, \tilde{\beta}_j", ["y_hat", "x_bar", "beta_tilde"]), (r"x^*", ["x_star"]),
    (r"W_{ij}, w_{i,j}", ["W", "w_ij"]), (r"n_{\text{max}}", ["n_max"]), (r"\Sigma_1", ["Sigma_1"]), ("AB", []),
    (r"\mathcal{L}", ["L"]), (r"(X, Y)", ["X", "Y"]), ("x + y", []), (r"\varepsilon", ["varepsilon"]),
])
def test_symbol_lists(source, names):
    assert [one.name for one in symbol_list(source)] == names
