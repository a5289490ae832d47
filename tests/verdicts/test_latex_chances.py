"""Entropies of beginnings, densities and families of events in LaTeX: what holds, and the twin that doesn't."""

import pytest
from tests.verdicts.latex_claims import HOLDS, decided

from lemmata.engine.readers.latex import Unreadable

ENTROPIES = [
    ("holds", r"H(X_1,\dots,X_n) = H(X_1,\dots,X_{n-1}) + H(X_n \mid X_1,\dots,X_{n-1})"),
    ("holds", r"H(X_1,\dots,X_n) = \sum_{i=1}^n H(X_i \mid X_1,\dots,X_{i-1})"),
    ("holds", r"H(X_{1:n}) = \sum_{i=1}^n H(X_i \mid X_{<i})"),
    ("holds", r"H(X_1,\dots,X_{n-1}) \le H(X_1,\dots,X_n)"),
    ("holds", r"I(X_1,\dots,X_n; Y) = \sum_{i=1}^n I(X_i; Y \mid X_1,\dots,X_{i-1})"),
    ("holds", r"H(X_1,\dots,X_n, Y) = H(X_1,\dots,X_{n-1}, Y) + H(X_n \mid X_1,\dots,X_{n-1}, Y)"),
    ("refuted", r"H(X_1,\dots,X_n) = H(X_1,\dots,X_{n-1})"),
    ("refuted", r"H(X_n \mid X_1,\dots,X_{n-1}) = 0"),
    ("refuted", r"I(Y; X_1,\dots,X_{n-1}) = I(Y; X_1,\dots,X_n)"),
    ("undecided", r"H(X_1,\dots,X_k, Y) = H(X_1,\dots,X_{k-1}, Y)"),
    ("refuted", r"H(X_n \mid X_{<n}) = 0"),
    ("refuted", r"H(X_{1:n-1}) = H(X_{1:n})"),
    ("conditional", r"I(X_1,\dots,X_{n-1}; X_n) = 0"),  # of independent entries
]
AVERAGES = [
    ("holds", r"\mathbb{E}_{x \sim p(x\mid z)}[x] = \int_{-\infty}^{\infty} x p(x\mid z)\,dx"),
    ("holds", r"\mathbb{E}_{x \sim p(\cdot\mid z)}[x] = \int_{-\infty}^{\infty} x p(x\mid z)\,dx"),
    ("holds", r"\mathbb{E}_{x \sim p(x;\theta)}[x] = \int_{-\infty}^{\infty} x p(x;\theta)\,dx"),
    ("holds", r"\mathbb{E}_{p(x|z)}[f(x)] = \int f(x) p(x|z)\,dx"),
    ("holds", r"\mathbb{E}_{x \sim p(\cdot\mid z)}[f(x)] = \sum_x f(x) p(x\mid z)"),
    ("conditional", r"\mathbb{E}_{x \sim p(\cdot\mid z)}[f(x)] = \sum_x f(x) p(x)"),  # of independent variables
    ("condition", r"\mathbb{E}_{x \sim p(x\mid z)}[x] = \int_{-\infty}^{\infty} x p(x)\,dx"),
    ("condition", r"\mathbb{E}_{x \sim p(\cdot\mid z)}[x] = \int_{-\infty}^{\infty} x p(x)\,dx"),
    ("condition", r"\mathbb{E}_{p(x,y)}[xy] = \int_{-\infty}^{\infty} xy p(x,y)\,dx"),
]
DENSITIES = [
    ("holds", r"p(x) = \int p(x,y)\,dy"),
    ("holds", r"\int x p(x)\,dx = \int\int x p(x\mid y) p(y)\,dx\,dy"),
    ("holds", r"\int (x - a)^2 p(x)\,dx = \int x^2 p(x)\,dx - 2a\int x p(x)\,dx + a^2"),
    ("holds", r"D_{KL}(p\|q) = \int p(x)\log\frac{p(x)}{q(x)}\,dx"),
    ("holds", r"\int f(x) p(x,y)\,dx = p(y) \int f(x) p(x\mid y)\,dx"),
    ("holds", r"\int p(x) q(z-x)\,dx = \int p(z-x) q(x)\,dx"),
    ("holds", r"\int p(x) q(-x)\,dx = \int p(-x) q(x)\,dx"),
    ("refuted", r"\int p(x,y)\,dy = p(y)"),
    ("refuted", r"p(x) = \int p(x\mid z)\,dz"),
    # These hold of weights, which are at most 1, and of values that are counted, which are positive.
    ("undecided", r"\int |\log p(x)| p(x)\,dx = -\int p(x)\log p(x)\,dx"),
    ("undecided", r"\int |p(x)(1-p(x))|\,dx = \int p(x)(1-p(x))\,dx"),
    ("condition", r"\int \max(p(x),1)\,dx = \int 1\,dx"),
    ("undecided", r"\int \sqrt{p(x)^2}\min(1,p(x))\,dx = \int p(x)^2\,dx"),
    ("undecided", r"\int p(x)\sqrt{(1-p(x))^2}\,dx = \int p(x)(1-p(x))\,dx"),
    ("undecided", r"\int p(x)\log (1-p(x))^2\,dx = 2\int p(x)\log(1-p(x))\,dx"),
    ("undecided", r"\int |x| p(x)\,dx = \int x p(x)\,dx"),
    ("undecided", r"\int p(x) \log x^2 \,dx = 2\int \log x\, p(x)\,dx"),
    ("undecided", r"\int p(x) p(x+t)\,dx = \int p(x-t) p(x)\,dx"),
]
FAMILIES = [
    ("holds", r"P(A_1 \cup\dots\cup A_n) = 1 - P(\bar A_1 \cap\dots\cap \bar A_n)"),
    ("holds", r"P(A_1 \cap\dots\cap A_n) = 1 - P(\overline{A_1} \cup\dots\cup \overline{A_n})"),
    ("holds", r"\overline{A_1 \cup\dots\cup A_n} = \bar A_1 \cap\dots\cap \bar A_n"),
    ("holds", r"P(\bigcup_i A_i) = 1 - P(\bigcap_i \bar A_i)"),
    ("holds", r"\overline{\bigcup_{i=1}^n A_i} = \bigcap_{i=1}^n \overline{A_i}"),
    ("holds", r"P(\bigcup_{i=1}^n A_i) \le \sum_{i=1}^n P(A_i)"),
    ("refuted", r"P(A_1 \cup\dots\cup A_n) = 1 - P(\bar A_1 \cup\dots\cup \bar A_n)"),
    ("refuted", r"\overline{A_1 \cup\dots\cup A_n} = \bar A_1 \cup\dots\cup \bar A_n"),
    ("refuted", r"P(\bigcup_i A_i) = 1 - P(\bigcup_i \bar A_i)"),
    ("refuted", r"\overline{\bigcap_{i=1}^n A_i} = \bigcap_{i=1}^n \overline{A_i}"),
]
CASES = [*ENTROPIES, *AVERAGES, *DENSITIES, *FAMILIES]


@pytest.mark.parametrize(("kind", "formula"), CASES, ids=[f for _, f in CASES])
def test_what_holds_of_chances(kind: str, formula: str) -> None:
    verdict = decided("", formula)
    assert verdict.kind in (HOLDS if kind == "holds" else (kind,)), f"{verdict.kind}: {verdict.message}"


def test_a_union_is_of_events() -> None:
    with pytest.raises(Unreadable, match="no events"):
        decided("A: real[n]", r"x + \bigcup_{i=1}^n A_i = y")
