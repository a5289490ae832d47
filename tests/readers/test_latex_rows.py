"""`&` parts columns of matrices and aligned rows; elsewhere it says nothing that could be read."""

import pytest

from lemmata.engine.readers.latex import Unreadable, read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.writers import to_text


def statements(source):
    reading = read_latex(source, Scope().with_options(document=True))[0]
    return [to_text(r) for claim in reading.claims for r in claim.relations]


@pytest.mark.parametrize("source", [
    "a & b", "x = 1 & y = 2", "f(a & b)", r"\sin x & \cos x", r"a = b & \text{for all } b", r"\frac{a & b}{c}",
])
def test_ampersands_in_running_text_are_unreadable(source):
    with pytest.raises(Unreadable) as caught:
        read_latex(source, Scope())
    assert caught.value.position == source.index("&") and "&" in str(caught.value)


@pytest.mark.parametrize("source, expected", [
    (r"\begin{align} u &= 1 & v &= 2 \\ w &= 3 & z &= 4 \end{align}", ["u == 1", "v == 2", "w == 3", "z == 4"]),
    (r"\begin{aligned} u &= 1 && v = 2 \end{aligned}", ["u == 1", "v == 2"]),
    (r"\begin{eqnarray} u &=& 1 \\ v &=& 2 \end{eqnarray}", ["u == 1", "v == 2"]),
    (r"u &= 1 \\ v &= 2", ["u == 1", "v == 2"]),
    (r"u &= 1", ["u == 1"]),
    (r"\begin{aligned} u &= 1 & + 2 \end{aligned}", ["u == 1 + 2"]),
    (r"\begin{aligned} u = {} & 1 + 2 \\ & {} + 3 \end{aligned}", ["u == 1 + 2 + 3"]),
    (r"\begin{alignedat}{2} u &= 1, &\quad v &= 2 \end{alignedat}", ["u == 1", "v == 2"]),
    (r"u {}={} 1 {}+{} 2", ["u == 1 + 2"]),
])
def test_rows(source, expected):
    assert statements(source) == expected


@pytest.mark.parametrize("source", [r"\frac{}{2} = 1", r"x^{} = 1", r"\sqrt{} + 1 = 2", "x = {}"])
def test_an_empty_argument_is_no_spacing(source):
    with pytest.raises(Unreadable):
        read_latex(source, Scope())


@pytest.mark.parametrize("source", [
    r"x \in \mathbb{R}", r"a, b \in \mathcal{X}", r"u = \mathbf{v} = \mathbf{w}",
    r"\mathbf{u} < \boldsymbol{v} < \mathcal{W}", "u = {v} = {w}",
    r"y = \operatorname{rank}(\mathbf{A})", r"x = \hat{\mathbf{y}} = \mathrm{abc}", r"\mathbf{1} = \mathbf{x}",
])
def test_the_places_of_links_end_with_their_last_brace(source):
    reading = read_latex(source, Scope().with_options(document=True))[0]
    spans = [span for claim in reading.claims for span in claim.spans]
    for start, end in spans:
        part = source[start:end]
        assert part.count("{") == part.count("}"), part
    assert max(end for _, end in spans) == len(source)
