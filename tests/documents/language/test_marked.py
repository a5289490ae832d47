"""What a sentence denies is said of no symbol: every word of the tables of properties, and the same word denied."""

import re

import pytest
from tests.documents.judged import sentence

from lemmata.documents.language.vocabulary import ADJECTIVES
from lemmata.documents.prose.properties import _ADJECTIVES, _PAIRS, _PREDICATES
from lemmata.documents.prose.reader import read_sentence

A, F, X, C, U = "$A$", "$f$", "$X$", "$c$", "$u$"
# a subject and what is said of it
SAID = [
    *((A, f"is {words}") for words in (
        "positive definite", "positive semidefinite", "a p.s.d. matrix", "an s.p.d. matrix", "orthogonal",
        "orthonormal", "a rotation matrix", "a permutation matrix", "diagonal", "symmetric", "Hermitian",
        "self-adjoint", "invertible", "nonsingular", "regular", "full-rank", "diagonalizable", "diagonalisable",
        "a real matrix", "a real-valued matrix", "a scalar matrix", "idempotent", "involutory", "involutive",
        "skew-symmetric", "antisymmetric", "anti-symmetric", "traceless", "trace-free", "a row-stochastic matrix",
        "a column-stochastic matrix", "lower triangular", "upper-triangular")),
    *((X, f"is {words}") for words in (
        "random", "stochastic", "zero-mean", "mean-zero", "a centered random variable", "unit-variance")),
    *((C, f"is {words}") for words in (
        "positive", "strictly positive", "nonnegative", "non-negative", "strictly negative", "nonzero", "binary",
        "boolean", "an indicator", "a natural number", "an integer", "a whole number", "a correlation coefficient")),
    *((U, f"is {words}") for words in (
        "a one-hot vector", "a probability vector", "a stochastic vector", "a unit vector", "unit-norm",
        "unit-length")),
    (F, "is differentiable"), (F, "is twice continuously differentiable"),
    (U, "has unit norm"), (U, "has unit length"), (A, "has zero trace"), (A, "has unit determinant"),
    (A, "has full row rank"),
    (X, "has zero mean"), (X, "has mean zero"), (X, "has zero mean and unit variance"), (X, "has unit variance"),
    (X, "has nonzero variance"), (X, "has finite and positive variance"),
    (U, "is orthogonal to $v$"), (X, "is uncorrelated with $Y$"), (X, "is independent of $Y$"),
    (A, "commutes with $B$"),
    ("$A$ and $B$", "commute"), ("$A$ and $B$", "are commuting"), ("$A$ and $B$", "are disjoint"),
    ("$A$ and $B$", "are mutually exclusive"), ("$A$ and $B$", "are incompatible"),
    ("$X$ and $Y$", "are uncorrelated"), ("$X$ and $Y$", "are independent"), ("$u$ and $v$", "are orthogonal vectors"),
    ("$u$ and $v$", "are linearly independent"),
]
NEVER = ("$A$ and $B$", "cannot happen together")  # says something by a denial
NOUNS = {A: "matrix", X: "random variable", C: "number", U: "vector", "$A$ and $B$": "matrices",
         "$X$ and $Y$": "random variables"}
STARTS = ("We do not assume that", "We don't assume that", "It is false that", "It is not true that", "We ask whether",
          "It is not known whether", "It fails unless")
NOT = ("not", "not necessarily", "no longer", "far from", "hardly", "never", "neither small nor")
# denied before a noun, and with hyphens
IN_OTHER_WORDS = (
    "$X$ is not zero-mean.",
    "for a not necessarily idempotent matrix $A$",
    "for a not necessarily involutory matrix $A$",
    "for a not necessarily involutive matrix $A$",
    "for a not necessarily antisymmetric matrix $A$",
    "for a not necessarily traceless matrix $A$",
    "$P$ is far from an idempotent matrix.",
    "$P$ is neither an idempotent matrix nor small.",
    "$A$ and $B$ are no longer commuting matrices.",
    "for a non-skew-symmetric matrix $A$",
    "for a non-anti-symmetric matrix $A$",
    "Let $X$ be non-unit-variance.",
)


def told(text):
    """The domains, formulas and independences that the words of a sentence say; that a variable is one, is its noun."""
    found = read_sentence(sentence(text))
    noun = "variable" if "random variable" in text else ""
    domains = {name: one.domain for name, one in found.said.items() if one.domain not in ("", noun)}
    return domains, found.laws + found.laws_here, found.independent + found.independent_here


def denied(subject, words):
    verb, _, rest = words.partition(" ")
    yield from (f"{start} {subject} {words}." for start in STARTS)
    if verb in ("is", "are"):
        yield from (f"{subject} {verb} {no} {rest}." for no in NOT)
        yield f"{subject} {verb} neither {rest} nor small."
        yield f"{subject} {verb}n't {rest}."
        yield f"Let {subject} be not necessarily {rest}."
    elif verb == "has":
        yield from (f"{subject} {no} have {rest}." for no in ("does not", "doesn't", "need not", "will never"))
        yield f"{subject} neither has {rest} nor is small."
    else:
        yield from (f"{subject} {no} commute {rest}." for no in ("do not", "don't", "need not", "fail to", "never"))
    if verb in ("is", "are") and subject in NOUNS and re.fullmatch("(?!non)[^ ]+", rest):
        yield f"Let {subject} be non-{rest}."
        yield from (f"for a {no}{rest} {NOUNS[subject]} {subject}" for no in ("non-", "not ", "not necessarily "))


def alternatives(pattern):
    """The parts of a regular expression between the bars that stand in no brackets."""
    parts, depth = [""], 0
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


TABLES = (ADJECTIVES, _ADJECTIVES, _PREDICATES, _PAIRS)
ROWS = [part for table in TABLES for row in table for part in alternatives(row[0])]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_tables_is_among_the_words(row):
    assert any(re.search(rf"\b(?:{row})(?!\w)", words, re.IGNORECASE) for _, words in [*SAID, NEVER])


@pytest.mark.parametrize(("subject", "words"), [*SAID, NEVER])
def test_what_is_said(subject, words):
    assert any(told(f"{subject} {words}."))


@pytest.mark.parametrize(("subject", "words"), SAID)
def test_what_is_denied(subject, words):
    found = {text: told(text) for text in denied(subject, words)}
    assert not {text: one for text, one in found.items() if any(one)}


@pytest.mark.parametrize("text", IN_OTHER_WORDS)
def test_what_is_denied_in_other_words(text):
    assert not any(told(text))
