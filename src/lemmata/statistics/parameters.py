"""Parameters of a log-likelihood as one vector without constraints: logarithms of what is positive, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.backends import rank_of
from lemmata.engine.expr import Expr, Size, Symbol, at, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.definitions import applied
from lemmata.formulas.definition import Definition
from lemmata.formulas.object import Formula
from lemmata.probability.family import Family
from lemmata.probability.law import Law

Values = Mapping[str, Any]
Prior = Formula | Mapping[str, Law] | None
START = {"real": 0.0, "positive": 1.0, "nonnegative": 1.0, "negative": -1.0, "unit": 0.5}
FREE = "eta"  # the vector without constraints


def total(formula: Formula | Family, data: Values, prior: Prior = None) -> Definition:
    """The log-likelihood of all data, plus the log prior: a number, of the data and the parameters.

    A formula of one observation is summed over the data's leading axes.

    Raises ValueError for a name in the data that the formula has not.
    """
    formula = formula.log_density if isinstance(formula, Family) else formula
    unknown = [n for n in data if n not in formula.declarations and n not in formula.dims]
    if unknown:
        raise ValueError(f"the formula has no {unknown[0]!r}; it has {', '.join(formula.declarations)}")
    arguments: dict[str, Symbol] = {}
    deepest = max((rank_of(v) - formula.declarations[n].rank for n, v in data.items() if n in formula.declarations),
                  default=0)
    batch = [Size.of(f"rows_{k}") for k in range(max(deepest, 0))]
    for name, own in formula.declarations.items():
        extra = rank_of(data[name]) - own.rank if name in data else 0
        lead = tuple(batch[len(batch) - extra:]) if extra > 0 else ()
        domain, params = (_sort(own), ()) if lead else (own.domain, own.params)
        arguments[name] = symbol(name, lead + own.shape, domain, params)
    value = _summed(applied(formula.expr, formula.declarations, arguments))
    for part, given in _priors(prior, arguments):
        value = value + _summed(part)
        arguments |= given
    return Definition(value, {**arguments, **_symbols(value, arguments)})


def _sort(own: Symbol) -> str:
    """What is known of each entry of a stack of such arrays."""
    if own.domain in ("real", "integer", "natural", "binary", "positive", "nonnegative", "unit"):
        return own.domain
    return "integer" if own.sort == "integer" else "real"


def _summed(value: Expr) -> Expr:
    return apply("sum", value, axis=None) if value.rank else value


def _symbols(value: Expr, known: Mapping[str, Symbol]) -> dict[str, Symbol]:
    from lemmata.engine.expr import symbols

    return {s.name: s for s in symbols(value) if s.name not in known}


def _priors(prior: Prior, known: Mapping[str, Symbol]) -> list[tuple[Expr, dict[str, Symbol]]]:
    """The terms of the log prior, with their further symbols."""
    if prior is None:
        return []
    if isinstance(prior, Formula):
        return [(prior.expr, {})]
    found = []
    for name, law in prior.items():
        if name not in known:
            raise ValueError(f"a prior is given for {name!r}; the parameters are among {', '.join(known)}")
        density = law.family.log_density
        given = {n: symbol(prior_name(name, n), density.declarations[n].shape, density.declarations[n].domain,
                           density.declarations[n].params) for n in law.params}
        found.append((applied(density.expr, density.declarations, {"x": known[name], **given}),
                      {s.name: s for s in given.values()}))
    return found


def prior_name(parameter: str, of: str) -> str:
    """The name of a prior's parameter in the formula."""
    return f"prior_{parameter}_{of}"


def prior_values(prior: Prior) -> dict[str, Any]:
    """What the laws of the prior are given by, under these names."""
    if not isinstance(prior, Mapping):
        return {}
    return {prior_name(name, n): v for name, law in prior.items() for n, v in law.params.items()}


@dataclass(frozen=True)
class Parameters:
    """Parameters with their constraints, as functions of a free vector eta.

    symbols   what each is
    start     values inside of the constraints
    """

    symbols: Mapping[str, Symbol]
    start: Mapping[str, Any]

    @property
    def counts(self) -> dict[str, int]:
        """How many free numbers each has."""
        def count(s: Symbol) -> int:
            size = int(np.size(self.start[s.name]))
            d = np.shape(self.start[s.name])[-1] if s.shape else 1
            return {"simplex": size - 1, "posdef": d * (d + 1) // 2}.get(s.domain, size)
        return {name: count(s) for name, s in self.symbols.items()}

    @property
    def names(self) -> list[str]:
        """One for each number: mu, w[0], w[1]."""
        return [name + (f"[{', '.join(map(str, place))}]" if place else "") for name in self.symbols
                for place in np.ndindex(np.shape(self.start[name]))]

    @property
    def sizes(self) -> dict[str, Size]:
        """The sizes that their shapes tell."""
        return {size.atom: Size.of(length) for name, s in self.symbols.items()
                for size, length in zip(s.shape, np.shape(self.start[name])) if size.atom}

    def of(self, eta: Symbol) -> dict[str, Expr]:
        """Each as an expression of eta."""
        found, first = {}, 0
        for name, own in self.symbols.items():
            entries = [at(eta, first + k) for k in range(self.counts[name])]
            found[name] = _constrained(own, np.shape(self.start[name]), entries)
            first += len(entries)
        return found

    def free(self) -> Any:
        """eta at the start."""
        parts = [_unconstrained(s, np.asarray(self.start[name], dtype=float)) for name, s in self.symbols.items()]
        return np.concatenate([np.ravel(p) for p in parts]) if parts else np.zeros(0)


def parameters(formula: Formula, data: Values, start: Values | None) -> Parameters:
    """What is no data is a parameter; its start is given, or 0, 1 or 1/2 as its domain is, in the shape that data tell.

    Raises ValueError for an array whose size the data don't tell, and for whole numbers, which have no derivative.
    """
    given = dict(start or {})
    lengths = {size.atom: length for n, v in data.items() if n in formula.declarations
               for size, length in zip(formula.declarations[n].shape, np.shape(v)) if size.atom}
    symbols = {n: s for n, s in formula.declarations.items() if n not in data}
    unknown = [n for n in given if n not in symbols]
    if unknown:
        raise ValueError(f"a start is given for {unknown[0]!r}; the parameters are {', '.join(symbols)}")
    for name, own in symbols.items():
        if own.sort == "integer":
            raise ValueError(f"{name} is a whole number, by which nothing is differentiated; give it with the data")
        if own.domain not in (*START, "simplex", "posdef"):
            raise ValueError(f"no parameters of domain {own.domain} ({name}); there are {', '.join(START)}, simplex, "
                             "posdef")
        if name not in given:
            given[name] = _begun(own, lengths)
    return Parameters(symbols, {n: given[n] for n in symbols})


def _begun(own: Symbol, lengths: Mapping[str, int]) -> Any:
    """Where to begin by default: equal chances, the identity matrix, the number of the domain in each entry."""
    if not all(size.atoms <= set(lengths) for size in own.shape):
        raise ValueError(f"{own.name} is an array, and the data don't tell its size; say with "
                         f"start={{{own.name!r}: ...}} how large it is and where to begin")
    shape = tuple(int(size.value(lengths)) for size in own.shape)
    if own.domain == "posdef":
        return np.eye(shape[-1])
    if own.domain == "simplex":
        return np.full(shape, 1 / shape[-1])
    return np.full(shape, START[own.domain]) if shape else START.get(own.domain)


def _constrained(own: Symbol, shape: tuple[int, ...], entries: list[Expr]) -> Expr:
    if own.domain == "posdef":
        return _posdef(shape[-1], entries)
    if own.domain == "simplex":
        return apply("softmax", apply("stack", *entries, 0))
    change = {"positive": lambda e: apply("exp", e), "nonnegative": lambda e: apply("exp", e),
              "negative": lambda e: -apply("exp", e), "unit": lambda e: apply("sigmoid", e)}
    return _stacked(shape, [change[own.domain](e) if own.domain in change else e for e in entries])


def _stacked(shape: tuple[int, ...], entries: list[Expr]) -> Expr:
    if not shape:
        return entries[0]
    step = len(entries) // shape[0]
    return apply("stack", *(_stacked(shape[1:], entries[k * step : (k + 1) * step]) for k in range(shape[0])))


def _posdef(d: int, entries: list[Expr]) -> Expr:
    """L L^T with L lower triangular, exponentials on its diagonal."""
    zero, rest, rows = apply("mul", 0, 1), iter(entries), []
    for i in range(d):
        rows.append([apply("exp", next(rest)) if j == i else next(rest) if j < i else zero for j in range(d)])
    lower = apply("stack", *(apply("stack", *row) for row in rows))
    return apply("matmul", lower, apply("transpose", lower))


def _unconstrained(own: Symbol, value: Any) -> Any:
    inside = {"positive": np.all(value > 0), "nonnegative": np.all(value > 0), "negative": np.all(value < 0),
              "unit": np.all((value > 0) & (value < 1)), "simplex": np.all(value > 0)}.get(own.domain, True)
    if not inside:
        raise ValueError(f"the start {own.name} = {value} is not inside of its domain, {own.domain}")
    if own.domain == "posdef":
        lower = np.linalg.cholesky(value)
        lower[np.diag_indices(len(lower))] = np.log(np.diag(lower))
        return lower[np.tril_indices(len(lower))]
    return {"positive": np.log, "nonnegative": np.log, "negative": lambda v: np.log(-v),
            "unit": lambda v: np.log(v) - np.log1p(-v), "simplex": lambda v: np.log(v[:-1] / v[-1])}.get(
                own.domain, lambda v: v)(value)
