"""What sentences say of symbols; which formulas are conditions."""

import pytest

from lemmata.documents.formats.blocks import Paragraph
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.language.marked import marked
from lemmata.documents.language.sentences import roles_of, sentences, split_sentences
from lemmata.documents.language.sets import set_of
from lemmata.documents.language.symbols import mention, symbol_list
from lemmata.documents.prose.reader import read_sentence


def segments(text):
    return [s for b in parse_markdown(text).blocks if isinstance(b, Paragraph) for s in b.segments]


def said(text):
    """name -> domain[sizes], as declarations are written; `?` for a rank without sizes."""
    found = {}
    for name, one in read_sentence(marked(segments(text))).said.items():
        sizes = " ".join(one.shape) if one.shape is not None else "?" * (one.rank or 0)
        found[name] = f"{one.domain}[{sizes}]" if sizes else one.domain
    return found


SAID = [
    (r"Let $A$ be an $n \times n$ symmetric positive definite matrix.", {"A": "posdef[n n]"}),
    (r"Let $A$ be a symmetric, positive-definite $n \times n$ matrix.", {"A": "posdef[n n]"}),
    (r"for an invertible matrix $A$", {"A": "invertible[??]"}),
    (r"a square matrix $A$ of size $n \times n$", {"A": "[n n]"}),
    (r"where $U, V$ are orthogonal matrices", {"U": "orthogonal[??]", "V": "orthogonal[??]"}),
    (r"Let $Q$ and $R$ be diagonal.", {"Q": "diagonal[??]", "R": "diagonal[??]"}),
    (r"Suppose $A$ is symmetric and positive definite", {"A": "posdef[??]"}),
    (r"the $m \times n$ matrices $A$, $B$ and $C$", {"A": "[m n]", "B": "[m n]", "C": "[m n]"}),
    (r"Let $W \in \mathbb{R}^{d \times m}$ be a matrix with orthonormal columns", {"W": "semiorthogonal[d m]"}),
    (r"Let $X$ be an $n \times p$ matrix of full column rank", {"X": "fullrank[n p]"}),
    (r"an $m$-by-$n$ matrix $M$", {"M": "[m n]"}),
    (r"$x \in \mathbb{R}^n$", {"x": "real[n]"}),
    (r"$u, v \in \mathbb{R}^d$ are column vectors", {"u": "real[d]", "v": "real[d]"}),
    (r"Let $\mathbf{x}$ be a $d$-dimensional vector", {"x": "[d]"}),
    (r"a vector $b$ of length $k$", {"b": "[k]"}),
    (r"a positive vector $b$", {"b": "positive[?]"}),
    (r"Let $a, b, c$ be real numbers", {"a": "real", "b": "real", "c": "real"}),
    (r"Let $T$ be a positive integer.", {"T": "natural"}),
    (r"for all real $x_1$ and $x_2$", {"x_1": "real", "x_2": "real"}),
    (r"for every positive $t$", {"t": "positive"}),
    (r"where $c > 0$ and $0 < p < 1$", {"c": "positive", "p": "unit"}),
    (r"with a nonnegative constant $c$", {"c": "nonnegative"}),
    (r"Let $x_1, \ldots, x_n$ be real numbers", {"x": "real[n]"}),
    (r"positive numbers $p_1, \dots, p_n$", {"p": "positive[n]"}),
    (r"Let $(x_1, y_1), \ldots, (x_n, y_n)$ be pairs of real numbers", {"x": "real[n]", "y": "real[n]"}),
    (r"independent random variables $X$ and $Y$", {"X": "variable", "Y": "variable"}),
    (r"Let $Z$ be a standard normal random variable", {"Z": "variable"}),
    (r"Let $v$ be a random vector in $\mathbb{R}^n$", {"v": "variable[n]"}),
    (r"the events $A$ and $B$", {"A": "event", "B": "event"}),
    (r"Let $f$ be twice continuously differentiable", {"f": "function"}),
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}$ be convex", {"f": "function"}),
    (r"with mean $\mu$ and standard deviation $\sigma$", {"sigma": "positive"}),
    (r"success probability $p$", {"p": "unit"}),
    (r"$y \in \{0, 1\}$, $t \in [0, 1]$ and $k \in \mathbb{N}$", {"y": "binary", "t": "unit", "k": "natural"}),
    (r"$\Sigma$ is the covariance matrix", {"Sigma": "posdef[??]"}),
    (r"the eigenvalue $\lambda$ of the symmetric matrix $A$", {"A": "symmetric[??]"}),
    (r"$\lambda$ is an eigenvalue of the symmetric matrix $A$", {"A": "symmetric[??]"}),
    (r"a probability vector $p$", {"p": "simplex[?]"}),
    (r"the matrix $X^\top X$ is invertible and $A^{-1}$ is symmetric", {}),
    (r"the derivative with respect to its $i^\textrm{th}$ parameter $x_i$", {"x": "[?]"}),
    (r"Let $A \in \mathbb{R}^{2^{10} \times 2^5}$", {"A": "real"}),
    (r"$f''(x) \geq 0$ for $c_i(x) < 0$", {}),
    ("for matrix A, if $Av = w$", {"A": "[??]"}),
    ("random variables X and Y", {"X": "variable", "Y": "variable"}),
    ("A matrix A and a vector of numbers", {"A": "[??]"}),
    (r"We use $A$ and $b$ below.", {}),
    (r"the matrix is large and $x$ is small", {}),
]


@pytest.mark.parametrize("text, expected", SAID, ids=range(len(SAID)))
def test_roles(text, expected):
    found = said(text)
    for name, role in expected.items():
        assert found.get(name, "").replace("real", "") == role.replace("real", ""), found
    assert all(one == "" or name in expected for name, one in found.items()), found


@pytest.mark.parametrize("text, groups", [
    ("independent random variables $X$ and $Y$", [("X", "Y")]),
    ("Let $X, Y$ and $Z$ be mutually independent.", [("X", "Y", "Z")]),
    ("The events $A$ and $B$ are independent.", [("A", "B")]),
    (r"let $\epsilon$ be independent of $\theta$", [("epsilon", "theta")]),
    ("$X$ and $Y$ are not independent", []),
    ("linearly independent columns $a$ and $b$", []),
])
def test_independence(text, groups):
    said = read_sentence(marked(segments(text)))
    assert said.independent + said.independent_here == groups


@pytest.mark.parametrize("text, options", [
    ("the entropy in bits is $h$", {"log": "2"}), ("with natural logarithms $h$", {"log": "e"}),
    ("the gradient as a row vector $g$", {"layout": "row"}),
    ("As a column vector the gradient of $f$ is", {"layout": "column"}), ("nothing of $x$", {}),
])
def test_conventions(text, options):
    assert read_sentence(marked(segments(text))).options == options


@pytest.mark.parametrize("text, laws", [
    (r"Let $v$ be a random vector with the standard normal distribution $\mathcal{N}(0, I)$",
     [r"v \sim \mathcal{N}(0, I)"]),
    (r"standard normal random variables $Y$ and $Z$", [r"Y \sim \mathcal{N}(0, 1)", r"Z \sim \mathcal{N}(0, 1)"]),
    (r"Let $P$ and $Q$ be Bernoulli distributions with success probabilities $p, q \in (0, 1)$",
     [r"P = \operatorname{Bernoulli}(p)", r"Q = \operatorname{Bernoulli}(q)"]),
    (r"Let $P$ be a Poisson distribution with rate $\mu > 0$.", [r"P = \operatorname{Poisson}(\mu)"]),
    (r"a random variable $X$ with mean $\mu$", []),
])
def test_laws_that_words_spell_out(text, laws):
    assert read_sentence(marked(segments(text))).laws == laws


CONDITIONS = [
    (r"Let $a, b$ be real numbers with $ad - bc \neq 0$.", ["claim", "property"]),
    ("For every $a > 0$, $f(a) = 1$.", ["local", "claim"]),
    ("We have $f(x) = 1$ for $x > 0$ and $y > 0$.", ["claim", "local", "local"]),
    ("$KL = 0$ iff $p = q$", ["claim", "local"]),
    ("If $A = B$ and $C = D$, then $E = F$.", ["local", "local", "claim"]),
    ("Suppose that all are equal, so that $m = g$. Then $n = g$.", ["given", "claim"]),
    ("numbers with $\\sum_i p_i = 1$ and $\\sum_i q_i = 1$", ["property", "property"]),
    ("the sum is one, since $a = 1$", ["claim"]),
    ("Let $x > 0$. It follows that $x^2 > 0$ and that $y > 0$.", ["given", "claim", "claim"]),
    ("For example $a = b$ is $c = d$.", ["claim", "claim"]),
    ("orthonormal columns, $W^T W = I$, where $m < d$", ["given", "given"]),
    (r"Let $X \sim N(0, 1)$ and $Y \sim N(1, 1)$.", ["given", "given"]),
    (r"$Q \in \mathbb{R}^{n \times n}$, $c \in \mathbb{R}^n$", ["given", "given"]),
    ("expanded about $g = 0$:\n\n$$f = 1$$", ["near", "claim"]),
    ("one arrives at\n\n$$f = 1$$\n\nwhere $c > 0$.", ["claim", "given"]),
]


@pytest.mark.parametrize("text, expected", CONDITIONS, ids=range(len(CONDITIONS)))
def test_conditions(text, expected):
    blocks = [b for b in parse_markdown(text).blocks if isinstance(b, Paragraph)]
    assert [role for s in sentences(blocks) for role in roles_of(s).values()] == expected


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


def test_sentences_end_at_full_stops_but_not_at_abbreviations():
    text = "Take $x$, e.g. $y$. Then $z$ (cf. $w$) holds! Next $v$."
    found = ["".join(s if isinstance(s, str) else "$" for s in one).strip() for one in split_sentences(segments(text))]
    assert found == ["Take $, e.g. $.", "Then $ (cf. $) holds!", "Next $."]
