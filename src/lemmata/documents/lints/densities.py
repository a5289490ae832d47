"""What in code is a density or a probability of data."""

from __future__ import annotations

import re

from lemmata.documents.lints.terms import Term, add

NAMED = re.compile(
    r"\b(pdf|pmf|density|densities|probability|probabilities|prob|probs|likelihoods?|lik|gaussian|normal|bernoulli|binomial|poisson|"
    r"exponential|laplace|chances?)\b"
)
_CALLS = re.compile(r"(^|\.)(pdf|pmf)$")
_LOGS = re.compile(r"(^|\.)(logpdf|logpmf|log_prob)$")


def is_density(term: Term) -> bool:
    """Whether a term is a density at data, or a product with one among its factors."""
    term = term.whole
    if term.head == "mul":
        return any(is_density(part) for part in term.args) or _bernoulli(term)
    if term.head == "either":  # p if y else 1 - p
        return len(term.args) == 2 and add(term.args).number == 1
    if term.head == "call" and isinstance(term.value, str):
        return _CALLS.search(term.value) is not None
    if term.head == "exp":
        inner = term.args[0]
        return _is_log(inner) or _falls(inner)
    return False


def _is_log(term: Term) -> bool:
    return term.head == "call" and isinstance(term.value, str) and _LOGS.search(term.value) is not None


def _falls(term: Term) -> bool:
    """An exponent such as -c (x - m)**2 or -rate * x, or a sum with one."""
    if term.head == "add":
        return any(_falls(part) for part in term.args)
    return term.head == "mul" and (term.args[0].number or 0) < 0


def _bernoulli(term: Term) -> bool:
    """p**x * (1 - p)**(1 - x)"""
    powers = [part for part in term.args if part.head == "pow" and part.args[1].number is None]
    return (
        len(powers) == 2
        and any(p.args[0].head == "add" for p in powers)
        and any(p.args[1].head == "add" for p in powers)
    )


def length(term: Term) -> int | None:
    """How many numbers an array of draws, or a list, has, as far as it is written there."""
    if term.head == "index":  # an entry in each round of a loop stands for all; any other part is of unknown length
        return length(term.args[0]) if [t.head for t in term.args[1:]] == ["counter"] else None
    if term.head == "list":
        return len(term.args)
    value = term.value[0] if isinstance(term.value, tuple) else term.value
    if term.head == "call" and isinstance(value, str):
        named = {t.value: t.args[0] for t in term.args if t.head == "keyword"}
        rest = [t for t in term.args if t.head != "keyword"]
        name = value.rpartition(".")[2]
        if value.startswith("."):
            rest = rest[1:]
        size = named.get("size") or named.get("sample_shape")
        if size is None and name in _PLACES and len(rest) > _PLACES[name]:
            size = rest[_PLACES[name]]
        if size is None and name in ("randn", "rand") and rest:
            size = Term("list", tuple(rest))
        if size is not None:
            return _count(size)
    sizes = [n for part in term.args if (n := length(part)) is not None]
    return max(sizes, default=None)


_PLACES = {
    "normal": 2,
    "uniform": 2,
    "laplace": 2,
    "gamma": 2,
    "beta": 2,
    "binomial": 2,
    "logistic": 2,
    "gumbel": 2,
    "lognormal": 2,
    "exponential": 1,
    "poisson": 1,
    "geometric": 1,
    "standard_normal": 0,
    "random": 0,
    "random_sample": 0,
    "choice": 1,
    "standard_t": 1,
    "standard_exponential": 0,
}


def _count(size: Term) -> int | None:
    parts = size.args if size.head == "list" else (size,)
    total = 1
    for part in parts:
        if part.number is None:
            return None
        total *= int(part.number)
    return total
