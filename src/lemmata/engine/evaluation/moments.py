"""Expectations over a law: of polynomials through moments, of anything else through sums and integrals.

The bound variable of `bind("expectation", x, body, law)` is given a polynomial as its value, in whichever
arithmetic is at work; if the body evaluates to a polynomial, its powers are replaced by moments. So
`E[v.T @ A @ v]`, `Var(a X + b Y)` or `E[(X - m)**4]` need no integral, whatever operations they are made of.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array, Unsupported
from lemmata.engine.evaluation.batches import Batch
from lemmata.engine.evaluation.evaluator import ANALYSES, Evaluator
from lemmata.engine.evaluation.random import family_of, is_infinite
from lemmata.engine.evaluation.random_polynomials import NotPolynomial, Polynomial, whole_power
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    array_of,
    as_size,
    at,
    bind,
    fresh_index,
    integer,
    is_size,
    number,
    open_binder,
    substitute,
    transform,
)
from lemmata.engine.ops import apply

# The expectation of a polynomial


def expectation(evaluator: Evaluator, node: Bind) -> Array:
    """The value of an expectation over a law: by moments, else by the sum or integral."""
    own = evaluator.shape(node.body)
    try:
        return _by_moments(evaluator, node, own)
    except (NotPolynomial, TypeError):  # a TypeError: a function of numbers was given a polynomial
        return evaluator.value(summed(_with_ends(evaluator, node), own)).array.reshape(own)


def _by_moments(evaluator: Evaluator, node: Bind, own: tuple[int, ...]) -> Array:
    local, body = evaluator.opened.setdefault(node, open_binder(node))
    assert isinstance(local, Local)
    shape = evaluator.shape(local)
    generators = np.empty(shape, dtype=object)
    names = {}
    for place in np.ndindex(shape):
        name = f"{local.name}{list(place)}"
        names[name] = place
        generators[place] = Polynomial({((name, 1),): evaluator.arithmetic.scalar(1)})
    try:
        found = evaluator.at_local(local.name, Batch(generators), with_squares(body)).array
    finally:
        evaluator.forget(local.name)
        evaluator.locals.pop(local.name, None)
    if found.size != math.prod(own):
        raise Unsupported("a mean of a sum that may be empty")
    value = found.reshape(own)
    moments = _Moments(evaluator, node.range[0], names, shape)
    result = np.empty(own, dtype=object)
    for place in np.ndindex(own):
        result[place] = moments.mean(value[place])
    if not any(isinstance(v, Polynomial) for v in result.flat):
        result = evaluator.arithmetic.array(result)
    return result


ANALYSES["expectation"] = expectation


@lru_cache(maxsize=256)
def with_squares(body: Expr) -> Expr:
    """The body with x @ x for \\|x\\|^2, which is a polynomial though its root is none.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> with_squares(apply("norm", x) ** 2) is x @ x
    True
    """

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or node.op != "pow" or node.args[1] is not number(2):
            return None
        norm = node.args[0]
        if not isinstance(norm, Apply) or norm.op != "norm" or norm.params["ord"] != 2 or norm.args[0].rank != 1:
            return None
        return None if norm.shape else norm.args[0] @ norm.args[0]

    return transform(body, change)


def _with_ends(evaluator: Evaluator, node: Bind) -> Bind:
    """A binomial law over a symbol n gets the number, as a sum needs an end that is known."""
    law = node.range[0]
    if family_of(law).name not in ("binomial_distribution", "discrete_uniform"):
        return node
    ends = [whole_power(evaluator.value(p).array.reshape(-1)[0]) if p.rank == 0 else None for p in law.children]
    local, body = open_binder(node)
    params = [p if end is None else number(end) for p, end in zip(law.children, ends)]
    return bind("expectation", local, body, apply(law.op, *params))  # type: ignore[attr-defined, return-value]


class _Moments:
    """Moments of one law, of a number or of an array of numbers."""

    def __init__(self, evaluator: Evaluator, law: Expr, names: Mapping[str, tuple[int, ...]], shape: tuple[int, ...]):
        self.evaluator, self.law, self.names, self.shape = evaluator, law, names, shape
        self.family, self.params = family_of(law), law.children
        self.known: dict[tuple[int, ...], Any] = {}
        self.places = sorted(names.values())

    def mean(self, value: Any) -> Any:
        """The expectation of a polynomial; other variables stay in it."""
        if not isinstance(value, Polynomial):
            return value
        total: Any = self.evaluator.arithmetic.scalar(0)
        for monomial, factor in value.terms.items():
            powers = {self.names[g]: k for g, k in monomial if g in self.names}
            others = tuple((g, k) for g, k in monomial if g not in self.names)
            left = Polynomial({others: factor}) if others else factor
            total = total + left * self.moment(tuple(powers.get(place, 0) for place in self.places))
        return total

    def moment(self, powers: tuple[int, ...]) -> Any:
        if powers not in self.known:
            if not any(powers):
                self.known[powers] = self.evaluator.arithmetic.scalar(1)
            elif self.family.support == "vectors":
                self.known[powers] = self._gaussian(powers)
            elif self.family.support == "simplex":
                self.known[powers] = self._dirichlet(powers)
            else:
                self.known[powers] = self._independent(powers)
        return self.known[powers]

    def number(self, expr: Expr) -> Any:
        return self.array(expr).reshape(())[()]

    def array(self, expr: Expr) -> Array:
        value = self.evaluator.value(expr)
        return value.array.reshape(value.own)

    def _independent(self, powers: tuple[int, ...]) -> Any:
        """Entries of one family are independent: the product of their moments."""
        if self.family.moment is None:
            raise NotPolynomial(f"the moments of the {self.family.name} family have no closed form here")
        product: Any = self.evaluator.arithmetic.scalar(1)
        for place, power in zip(self.places, powers):
            if power:
                rank = len(self.shape)
                params = [at(p, *place[rank - p.rank:]) if 0 < p.rank <= rank else p for p in self.params]
                product = product * self.number(self.family.moment(power, *params))
        return product

    def _gaussian(self, powers: tuple[int, ...]) -> Any:
        """E[x_i m] = mu_i E[m] + sum_j Sigma_ij E[dm / dx_j] (Isserlis)."""
        mean, covariance = self.array(self.params[0]), self.array(self.params[1])
        mean = np.broadcast_to(mean, self.shape)
        first = next(i for i, k in enumerate(powers) if k)
        lower = tuple(k - (i == first) for i, k in enumerate(powers))
        total = mean[first] * self.moment(lower)
        for j, k in enumerate(lower):
            if k:
                fewer = tuple(p - (i == j) for i, p in enumerate(lower))
                total = total + covariance[first, j] * k * self.moment(fewer)
        return total

    def _dirichlet(self, powers: tuple[int, ...]) -> Any:
        """prod_i rising(alpha_i, k_i) / rising(sum(alpha), sum(k))"""
        alpha = self.array(self.params[0])
        total = sum(alpha[1:], alpha[0])
        value: Any = self.evaluator.arithmetic.scalar(1)
        for a, k in zip(alpha, powers):
            for i in range(k):
                value = value * (a + i)
        for i in range(sum(powers)):
            value = value / (total + i)
        return value


# Sums and integrals over the density


def summed(node: Bind, shape: tuple[int, ...] = ()) -> Expr:
    """E[body] as the sum or integral of density times body, entry by entry.

    >>> from lemmata.engine.expr import fresh_local
    >>> x = fresh_local()
    >>> summed(bind("expectation", x, apply("exp", x), apply("normal", 0, 1))).binder
    'integral'
    """
    if shape:
        local, body = open_binder(node)
        return array_of(node.shape, lambda *indices: summed(
            bind("expectation", local, at(body, *indices), node.range[0])))  # type: ignore[arg-type]
    local, body = open_binder(node)
    law = node.range[0]
    family = family_of(law)
    assert isinstance(local, Local)
    if local.rank or family.support not in ("reals", "integers"):
        raise Unsupported("an expectation over a random vector that is no polynomial of it")
    low, high = family.low(*law.children), family.high(*law.children)
    if not family.discrete:
        return bind("integral", local, family.density(local, *law.children) * body, low, high)
    index = fresh_index()
    term = family.density(integer(index), *law.children) * substitute(body, {local: integer(index)})
    if is_infinite(high):
        return bind("sum", index, term, low, high)
    if not is_size(high):
        raise Unsupported(f"the last value of the {family.name} law is no known number")
    return bind("sum", index, term, low, as_size(high) + 1)
