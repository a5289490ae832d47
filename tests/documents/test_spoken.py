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
# what states nothing, or nothing that can be decided
SILENT = [
    A + "If its determinant is 5, nothing follows.",
    A + "Suppose the determinant of $A$ is 5.",
    A + "The determinant of $A$ is not 5.",
    A + "Its trace is 10 percent larger.",
    A + "The rank of $A$ is 3 times as large.",
    A + "Is it true that the determinant of $A$ is 5?",
    A + "Its variance is 5.",
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


def test_the_place_of_the_words() -> None:
    (found,) = [f for f in findings(A + "\n\nWe note:\nits trace is 5.") if f.verdict == "refuted"]
    assert (found.line, found.column, found.source, found.message) == (4, 1, "its trace is 5", "the trace of A is 4")
