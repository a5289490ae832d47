"""What sentences say of symbols."""

import pytest
from tests.documents.judged import sentence

from lemmata.documents.prose.reader import read_sentence


def said(text):
    """name -> domain[sizes], as declarations are written; `?` for a rank without sizes."""
    found = {}
    for name, one in read_sentence(sentence(text)).said.items():
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
    (r"Let $X$ be unit-variance.", {}),
    (r"We use $A$ and $b$ below.", {}),
    (r"the matrix is large and $x$ is small", {}),
]


@pytest.mark.parametrize("text, expected", SAID)
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
    said = read_sentence(sentence(text))
    assert said.independent + said.independent_here == groups


@pytest.mark.parametrize("text, options", [
    ("the entropy in bits is $h$", {"log": "2"}), ("with natural logarithms $h$", {"log": "e"}),
    ("the gradient as a row vector $g$", {"layout": "row"}),
    ("As a column vector the gradient of $f$ is", {"layout": "column"}), ("nothing of $x$", {}),
])
def test_conventions(text, options):
    assert read_sentence(sentence(text)).options == options


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
    assert read_sentence(sentence(text)).laws == laws
