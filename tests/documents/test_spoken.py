"""Numbers that words state of what has a value are claims; of all else they are none."""

import pytest
from tests.documents.judged import VERDICTS, findings

A = r"Let $A = \begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}$. "
S = r"Let $S = \begin{bmatrix} 3 & 0 \\ 0 & 4 \end{bmatrix}$. "
X = r"Let $x = (1, 2, 3)^\top$. "
P = r"Let $p = (1/2, 1/4, 1/4)$. "
LAW = r"Let $X \sim \mathrm{Poisson}(3)$. "
# a text, words that state a true number, words that state a false one
TWINS = [
    (A, "The eigenvalues of $A$ are 1 and 3.", "The eigenvalues of $A$ are 1 and 4."),
    (A, "The eigenvalues of $A$ are 3 and 1.", "The eigenvalues of $A$ are 2 and 2."),
    (A, "Its determinant is 3.", "Its determinant is 5."),
    (A, "The matrix $A$ has trace 4.", "The matrix $A$ has trace 3."),
    (A, "The matrix $A$ has rank two.", "The matrix $A$ has rank one."),
    (A, "The condition number of $A$ is 3.", "The condition number of $A$ is 9."),
    (A, "The determinant of $A$ is therefore 3, so it is regular.", "The determinant of $A$ is 4, so it is regular."),
    (S, "The norm of $S$ is 5.", "The norm of $S$ is 7."),
    (S, "The norm of $S$ is 4.", "The norm of $S$ is 12."),
    (X, "The norm of $x$ is about 3.74.", "The norm of $x$ is about 3.47."),
    (X, "Its mean is 2 and we go on.", "Its mean is 3 and we go on."),
    (X, "The variance of $x$ is 1.", "The variance of $x$ is 2."),
    (X, "The variance of $x$ is about 0.67.", "The variance of $x$ is about 0.76."),
    (P, "Its entropy is 1.5 bits.", "Its entropy is 1.5 nats."),
    (P, "The entropy of $p$ is about 1.04.", "The entropy of $p$ is about 1.4."),
    (LAW, "The variance of $X$ is 3.", "The variance of $X$ is 9."),
    (LAW, "Its standard deviation is about 1.73.", "Its standard deviation is 3."),
    ("", r"This is $\ln 2$ (about 0.693).", r"This is $\ln 2$ (about 0.639)."),
    ("", r"We get $\sqrt{2}$ (approximately 1.41).", r"We get $\sqrt{2}$ (approximately 1.14)."),
    (A, "Its determinant is $3$.", "Its determinant is $5$."),
    (A, "The eigenvalues of $A$ are $1$ and $3$.", "The eigenvalues of $A$ are $1$ and $4$."),
]
F = r"Let $f(x) = x^3 - 3x$. "
T = r"Let $T \sim \operatorname{Exp}(\lambda)$ with rate $\lambda > 0$. "
M = r"Let $M = \begin{bmatrix} 5 & 2 & 0 \\ 2 & 5 & 0 \\ 0 & 0 & 1 \end{bmatrix}$. "
J = r"Let $J = \begin{bmatrix} 1 & 1 \\ 0 & 1 \end{bmatrix}$. "
Q = r"Let $q(x) = x^\top x$ for $x \in \mathbb{R}^n$. "
INVERSE = r"\frac13 \begin{bmatrix} 2 & -1 \\ -1 & 2 \end{bmatrix}"
TWINS += [
    (A, "The determinant is $3$.", "The determinant is $4$."),
    (A, "The Frobenius norm of $A$ is $\\sqrt{10}$.", "The Frobenius norm of $A$ is $\\sqrt{8}$."),
    (A, f"Its inverse is ${INVERSE}$.", "Its inverse is $A$."),
    (A, "The determinant of $A + A^\\top$ is $12$.", "The determinant of $A + A^\\top$ is $6$."),
    (A, "The matrix $A - 2I$ has determinant $-1$.", "The matrix $A - 2I$ has determinant $1$."),
    (A, "The largest eigenvalue of $A$ is 3.", "The smallest eigenvalue of $A$ is 3."),
    (M, "The eigenvalues are $1, 3$ and $7$.", "The eigenvalues are $1, 3$ and $8$."),
    (J, "The only eigenvalue of $J$ is $1$.", "The only eigenvalue of $J$ is $2$."),
    (X, "The length of $x$ is 3.", "The length of $x$ is 4."),
    (F, "The derivative of $f$ is $3x^2 - 3$.", "The derivative of $f$ is $3x^2$."),
    (F, "Its second derivative is $6x$.", "Its second derivative is $6x^2$."),
    (Q, "The gradient of $q$ is $2x$.", "The gradient of $q$ is $x$."),
    (Q, "The Hessian of $q$ is $2I$.", "The Hessian of $q$ is $I$."),
    (T, "The mean of $T$ is $1/\\lambda$.", "The mean of $T$ is $\\lambda$."),
    (T, "The variance is $1/\\lambda^2$.", "The variance is $1/\\lambda$."),
    (LAW, "Its standard deviation is $\\sqrt 3$.", "Its standard deviation is $3$."),
]
# what states nothing, or nothing that can be decided
SILENT = [
    A + "If its determinant is 5, nothing follows.",
    A + "Suppose the determinant of $A$ is 5.",
    A + "The determinant of $A$ is not 5.",
    A + "Its trace is 10 percent larger.",
    A + "The rank of $A$ is 3 times as large.",
    A + "Is it true that the determinant of $A$ is 5?",
    A + "Its variance is 5.",
    A + "Let $B$ be another matrix. The trace is $7$.",
    X + "We roll a die. The mean is $3.5$.",
    A + "The determinant of the product is $5$.",
    A + r"The weights sum to one. The trace is $7$.",
    "Let $B$ be a square matrix. The determinant of $B$ is 5.",
    "Let $X$ be a random variable. The variance of $X$ is 5.",
    "The determinant is 5.",
]


@pytest.mark.parametrize(("text", "true", "false"), TWINS, ids=[false for _, _, false in TWINS])
def test_twins(text: str, true: str, false: str) -> None:
    for words, letter in ((true, "T"), (false, "F")):
        found = [f for f in findings(text + words) if f.verdict in (*VERDICTS["T"], "refuted")]
        assert len(found) == 1 and found[0].verdict in VERDICTS[letter], (words, found)
        assert found[0].source.strip(" .") in text + words


@pytest.mark.parametrize("text", SILENT)
def test_silence(text: str) -> None:
    assert not [f for f in findings(text) if f.verdict not in ("notation", "definition", "condition")]


SEVERAL = [  # a bare quantity may be one of any thing before: each with what is said of each number
    (A + "For it the determinant is $3$ and the trace is $5$. The rank is two.", "TFT"),
    (A + r"Then $A^2 = \begin{bmatrix} 5 & 4 \\ 4 & 5 \end{bmatrix}$. The trace is $10$. The trace is $7$.", "TTF"),
    (A + r"Then $A^2 = \begin{bmatrix} 5 & 4 \\ 4 & 5 \end{bmatrix}$. The trace is $4$.", "T"),
    (F + "The derivative of $f$ is $3x^2 - 3$. Its derivative is $6x$.", "TT"),
    (A + "The matrix $A$ has determinant 3 and trace 5.", "TF"),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_what_a_bare_quantity_is_of(text: str, expected: str) -> None:
    found = [f for f in findings(text) if f.verdict in (*VERDICTS["T"], "refuted")]
    assert len(found) == len(expected), found
    for finding, letter in zip(found, expected, strict=True):
        assert finding.verdict in VERDICTS[letter], finding


def test_the_place_of_the_words() -> None:
    (found,) = [f for f in findings(A + "\n\nWe note:\nits trace is 5.") if f.verdict == "refuted"]
    assert (found.line, found.column, found.source, found.message) == (4, 1, "its trace is 5", "the trace of A is 4")
