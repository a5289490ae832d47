"""LaTeX to the syntax tree: what people write, the place of every error, budgets, garbage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.readers.latex import Macro, Unreadable, macros_of, parse_latex, read_latex
from lemmata.engine.readers.latex.syntax import show, walk
from lemmata.engine.readers.latex.tokens import tokenize

TREES = [
    (r"\frac12", "(Frac 1 2)"),
    (r"\dfrac{a}{b} \tfrac{c}{d}", "(Product (Frac a b) (Frac c d))"),
    (r"x^2_i", "(Script x i 2)"),
    (r"x_i^2", "(Script x i 2)"),
    (r"f''(x)", "(Product (Script 2 f) (Group ( ) x))"),
    (r"f^{\prime}(x)", "(Product (Script 1 f) (Group ( ) x))"),
    (r"A^{-\top}", "(Script A -top)"),
    (r"A^\intercal B^\dagger", "(Product (Script A top) (Script B dagger))"),
    (r"\sqrt[3]{x}", "(Root x 3)"),
    (r"\left| x \right| |y|", "(Product (Group | | x) (Group | | y))"),
    (r"\|x\|_2", "(Script (Group || || x) 2)"),
    (r"P(A \mid B)", "(Product P (Group ( ) | A B))"),
    (r"P(|X| > 1 | Y)", "(Product P (Group ( ) | (Relation > (Group | | X) 1) Y))"),
    (r"D(p \| q)", "(Product D (Group ( ) || p q))"),
    (r"[0, 1)", "(Group [ ) , 0 1)"),
    (r"\{ x : x > 0 \}", "(Group { } : x (Relation > x 0))"),
    (r"\langle u, v \rangle", "(Group < > , u v)"),
    (r"a - b \cdot c", "(Chain - a (Chain dot b c))"),
    (r"-x^2", "(Prefix - (Script x 2))"),
    (r"a b / c", "(Chain / (Product a b) c)"),
    (r"\sin 2x + 1", "(Chain + (Product (Function sin) 2 x) 1)"),
    (r"\log_2 x", "(Product (Function log 2) x)"),
    (r"\sum_{i=1}^n x_i + 1", "(Chain + (Big sum (Relation = i 1) n (Script x i)) 1)"),
    (r"\int_0^1 x + 1 \, dx", "(Big int 0 1 (Chain + x 1) x)"),
    (r"\int_0^1\!\!\int_0^1 f \,dx\,dy", "(Big int 0 1 (Big int 0 1 f x) y)"),
    (r"\lim_{h \to 0} h", "(Big lim (Relation -> h 0) h)"),
    (r"\operatorname*{argmax}_j z_j", "(Big argmax j (Script z j))"),
    (r"\arg\min_w f", "(Big argmin w f)"),
    (r"\frac{d}{dx} f", "(Product (Slope d 1 x) f)"),
    (r"\frac{\partial^2 f}{\partial x \partial y}", "(Slope partial 2 1 1 f x y)"),
    (r"\partial f/\partial x", "(Slope partial 1 1 f x)"),
    (r"\nabla_x^2 f", "(Product (Nabla nabla 2 x) f)"),
    (r"\binom nk", "(Binom n k)"),
    (r"{n \choose k}", "(Binom n k)"),
    (r"\hat{\mathbf{y}}_i", "(Script y_hat i)"),
    (r"\mathbf{AB}", "(Product A B)"),
    (r"\mathrm{softplus}(x)", "(Product softplus (Group ( ) x))"),
    (r"KL(p||q)", "(Product KL (Group ( ) || p q))"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(Matrix pmatrix 1 2 3 4)"),
    (r"\underbrace{a + b}_{c} d", "(Product (Chain + a b) d)"),
    (r"x \ne y", "(Relation != x y)"),
    (r"a \stackrel{\text{def}}{=} b", "(Relation := a b)"),
    (r"a = b \le c.", "(Relation =<= a b c)"),
    (r"f'(x)|_{x=0}", "(Evaluated (Product (Script 1 f) (Group ( ) x)) (Relation = x 0))"),
    (r"12{,}345", "12345"), (r"12\,345", "12345"), (r"1\,234\,567.5", "1234567.5"),
    (r"1,234 + 1", "(Chain + 1234 1)"), (r"10~000 + 1", "(Chain + 10000 1)"),
    (r"5\%", "(Postfix % 5)"),
    (r"n!", "(Postfix ! n)"),
    (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "(Relation == a b c)"),
    (r"a = b \tag{3} \label{eq}", "(Relation = a b)"),
    (r"\color{red} a + \textcolor{blue}{b}", "(Chain + a b)"),
    ("α ≤ β", "(Relation <= alpha beta)"),
]


def plain(text: str) -> str:
    """Without the orders of the variables of a derivative, which are numbers beside the nodes."""
    return text.replace(" 1 1 f", " f").replace("partial 1 f", "partial f")


@pytest.mark.parametrize("source, tree", TREES)
def test_a_formula_has_the_tree_that_it_shows(source, tree):
    assert plain(show(parse_latex(source))) == plain(tree)


@pytest.mark.parametrize("source", [source for source, _ in TREES])
def test_spans_lie_inside_the_source(source):
    for node in walk(parse_latex(source)):
        start, stop = node.span
        assert 0 <= start <= stop <= len(source)


@pytest.mark.parametrize(
    "source, place, expected",
    [
        (r"a + \foo b", 4, "command"),
        (r"\frac{a}{b", 8, "}"),
        (r"(a + b", 0, ")"),
        (r"a + ", 4, ""),
        (r"x^2^3", 3, "braces"),
        (r"\begin{matrix} 1 & 2", 0, ""),
        (r"\begin{tikzpicture} \end{tikzpicture}", 0, "matrix"),
    ],
)
def test_what_is_not_understood_has_a_place_and_an_expectation(source, place, expected):
    with pytest.raises(Unreadable) as caught:
        parse_latex(source)
    assert abs(caught.value.position - place) <= 2
    assert expected in caught.value.message


def test_macros_of_the_document_are_expanded():
    macros = macros_of(
        r"\newcommand{\R}{\mathbb{R}} \newcommand{\norm}[1]{\left\|#1\right\|} \def\half#1{\frac{#1}{2}}"
    )
    assert show(parse_latex(r"\norm{\half x}", macros)) == "(Group || || (Frac x 2))"
    assert show(parse_latex(r"\newcommand{\v}{w} \v_1", {})) == "(Script w 1)"
    assert macros["R"] == Macro(0, r"\mathbb{R}")


def test_an_operator_that_is_declared_is_a_name():
    macros = macros_of(r"\DeclareMathOperator{\prox}{prox} \DeclareMathOperator*{\argmin}{argmin}")
    assert show(parse_latex(r"\argmin_i \prox(x)", macros)) == "(Big argmin i (Product prox (Group ( ) x)))"


@pytest.mark.parametrize(
    "source",
    [
        r"\newcommand{\a}{\a\a} \a",
        r"\def\b#1{\b{#1#1}} \b{x}",
        "(" * 2000,
        "{" * 2000 + "}" * 2000,
        "x^{" * 500,
        "-" * 3000 + "x",
        "x" * 30_000,
    ],
)
def test_budgets_end_what_has_no_end(source):
    with pytest.raises(Unreadable):
        parse_latex(source)


def test_tokens_know_their_place():
    source = r"\alpha_{1} + 2.5\,x"
    for token in tokenize(source):
        assert source[token.start : token.stop].lstrip("\\") == token.text


PIECES = st.sampled_from(
    [
        *"abxyzfXAP123+-=/<>_^{}()[]|,.;:!&' ",
        r"\\",
        r"\frac",
        r"\sum",
        r"\int",
        r"\left(",
        r"\right)",
        r"\mathbf{x}",
        r"\text{if }",
        r"\text{for all }",
        r"\begin{bmatrix}",
        r"\end{bmatrix}",
        r"\nabla",
        r"\partial",
        r"\|",
        r"\mid",
        r"\log",
        r"\mathbb{E}",
        r"\sqrt",
        r"\in",
        r"\mathbb{R}^n",
        r"\ldots",
        r"\lim_{x \to 0}",
        r"\quad",
        r"\iff",
        r"^\top",
        r"_i",
        r"\max_i",
        r"\operatorname{tr}",
        "dx",
        r"\begin{cases}",
        r"\end{cases}",
        r"\sim",
        r"\mathcal{N}",
        "O(x^2)",
    ]
)


@settings(max_examples=250)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_garbage_is_read_or_unreadable_and_nothing_else(source):
    try:
        readings = read_latex(source)
    except Unreadable as error:
        assert error.position is None or 0 <= error.position <= len(source)
        return
    assert readings
    for reading in readings:
        for claim in reading.claims:
            assert all(0 <= a <= b <= len(source) for a, b in claim.spans)
