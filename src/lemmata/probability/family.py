"""A family of distributions as formulas: density, cdf, moments, entropy, divergence, from the engine's one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lemmata.engine.evaluation.random import cdf_at, density_at, inside, log_density_at
from lemmata.engine.expr import Expr, Symbol, postorder
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES, NoClosedForm
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.formulas.definition import Definition
from lemmata.formulas.object import Formula

if TYPE_CHECKING:
    from lemmata.probability.law import Law

# Densities written with these overflow long before the density does: they are exponentials of their logarithm.
OVERFLOWING = {"factorial", "binomial", "lgamma", "gamma"}
SUPPORTS = {"integers": "integer", "reals": "real"}


class Family:
    """The laws of one name, by their parameters in order; called with parameters it gives the law.

    record      the name of the engine's record, which holds the formulas
    words       what it models, a line or two
    source      where the formulas stand in the literature
    example     a call of one of its formulas and what it gives to six digits: "density(0.0, 0.0, 1.0) = 0.398942"

    Its formulas take arguments by place: `density(x, *params)`, `log_density`, `cdf`, `mean(*params)`, `variance`,
    `standard_deviation`, `entropy` (nats), `kl(*params_of_p, *params_of_q)`, `moment(k)` gives that of E[X^k].
    Outside of the support the density is 0, its logarithm -inf. What has no closed form raises NoClosedForm; the law
    with its parameters then gives the number through SciPy.

    >>> from lemmata.probability import normal
    >>> normal.log_density.grad("mu").text, normal.log_density([0.0, 1.0], 1.0, 1.0).round(3).tolist()
    ('(x - mu)/sigma2', [-1.419, -0.919])
    """

    def __init__(self, name: str, record: str, words: str, source: str, example: str) -> None:
        self.__name__, self.record, self.words, self.source = name, FAMILIES[record], words, source
        self.params = dict(self.record.params)
        called, gives = example.split(" = ")
        self.__doc__ = (f"{words}\n\n{self.record.about}. Parameters: "
                        f"{', '.join(f'{n} ({d})' for n, d in self.params.items())}.\n\n"
                        f">>> round(float({name}.{called}), 6)\n{gives}\n\nSource: {source}\n")

    def __call__(self, *params: Any, **named: Any) -> Law:
        """The law with these parameters, by place or by name."""
        from lemmata.probability.law import Law

        return Law(self, self.values(params, named))

    def __repr__(self) -> str:
        return f"{self.__name__}({', '.join(self.params)})"

    def values(self, params: Sequence[Any], named: dict[str, Any]) -> tuple[Any, ...]:
        """All parameters in order.

        Raises TypeError where one is missing, unknown or given twice.
        """
        names = list(self.params)
        found = dict(zip(names, params))
        unknown = [n for n in named if n not in names or n in found]
        missing = [n for n in names if n not in found and n not in named]
        if len(params) > len(names) or unknown or missing:
            what = f"{unknown[0]!r} is no parameter, or is given twice" if unknown else (
                f"{missing[0]!r} is missing" if missing else f"{len(params)} are given")
            raise TypeError(f"{self!r}: {self.record.about}; {what}")
        return tuple({**found, **named}[n] for n in names)

    def by(self, words: str, *params: Any) -> Law:
        """The law from parameters that are given in another way than the record's.

        words   what a text calls the last parameter, or the variable: "standard deviation", "precision", "scale"
        params  the parameters in that way, in order

        Raises ValueError with the ways that there are.

        >>> from lemmata.probability import exponential, normal
        >>> normal.by("standard deviation", 0.0, 3.0)
        normal(mu=0.0, sigma2=9.0)
        >>> exponential.by("scale", 4.0)
        exponential(rate=0.25)
        """
        ways = {way: m for m in self.record.meanings for text in (*m.roles, m.words) for way in text.split("|") if way}
        if words not in ways:
            raise ValueError(f"{self.__name__} is not given by {words!r}; it is by "
                             f"{', '.join(repr(w) for w in ways) or 'its own parameters only'}")
        law = ways[words].law
        if law is None:
            return self(*params)
        symbols = list(self._symbols().values())
        values = dict(zip(self.params, params))
        made = law(*symbols)
        home = next(f for f in _MADE if f.record.name == made.op)
        return home(*(Formula(child, {s.name: s for s in symbols})(**values) for child in made.children))

    # formulas

    @cached_property
    def density(self) -> Definition:
        """Density or mass at x, 0 outside of the support."""
        def of(x: Expr, law: Expr) -> Expr:
            value = density_at(law, x) if self.record.support != "simplex" else self.record.density(x, *law.children)
            if not any(node.kind == "apply" and node.op in OVERFLOWING for node in postorder(value)):  # type: ignore[attr-defined]
                return value
            inner = apply("exp", self.record.log_density(x, *law.children))
            return inner if self.record.support == "simplex" else apply("where", inside(law, x), inner, 0)
        return self._of_point("density", of)

    @cached_property
    def log_density(self) -> Definition:
        """Logarithm of the density or mass at x, -inf outside of the support; it does not underflow."""
        return self._of_point("log_density", lambda x, law: log_density_at(law, x))

    @cached_property
    def cdf(self) -> Definition:
        """P(X <= x) for any real x."""
        self.record.need("cdf")
        return self._of_point("cdf", lambda x, law: cdf_at(law, x), "real")

    @cached_property
    def mean(self) -> Definition:
        """E[X]"""
        return self._of_parameters("mean")

    @cached_property
    def variance(self) -> Definition:
        """Var[X]; of a vector the covariance matrix."""
        return self._of_parameters("variance")

    @cached_property
    def standard_deviation(self) -> Definition:
        """Root of the variance."""
        if self.record.support not in SUPPORTS:
            raise NoClosedForm(f"{self.__name__} is a law of vectors; its variance is a covariance matrix")
        symbols = self._symbols()
        value = apply("sqrt", self.record.need("variance")(*symbols.values()))
        return self._definition("standard_deviation", value, symbols)

    @cached_property
    def entropy(self) -> Definition:
        """-E[log p(X)] in nats."""
        return self._of_parameters("entropy")

    @cached_property
    def kl(self) -> Definition:
        """KL(P || Q) in nats of two laws of the family: E_P[log p(X) - log q(X)]."""
        both = [n for n in self.params if n in self.record.shared]
        names = {n: (n if n in both else f"{n}_p", n if n in both else f"{n}_q") for n in self.params}
        domains = {names[n][side]: d for side in (0, 1) for n, d in self.params.items()}
        symbols = parse_declarations(", ".join(f"{n}: {d}" for n, d in domains.items()))
        p, q = (tuple(symbols[names[n][side]] for n in self.params) for side in (0, 1))
        return self._definition("kl", self.record.need("kl")(p, q), symbols)

    def moment(self, k: int) -> Definition:
        """E[X^k] for a whole number k >= 0, as a formula of the parameters.

        >>> from lemmata.probability import normal
        >>> float(normal.moment(4)(0.0, 1.0))
        3.0
        """
        if k < 0 or k != int(k):
            raise ValueError(f"k = {k}; a moment is of a whole number k >= 0")
        symbols = self._symbols()
        return self._definition(f"moment({k})", self.record.need("moment")(int(k), *symbols.values()), symbols)

    # numbers through SciPy

    def frozen(self, *params: Any) -> Any:
        """SciPy's distribution with these parameters (`scipy.stats`)."""
        if self.record.scipy is None:
            raise NoClosedForm(f"SciPy has no {self.__name__}")
        return self.record.scipy(*(np.asarray(p, dtype=float) if np.ndim(p) else p for p in params))

    def quantile(self, q: Any, *params: Any, **named: Any) -> Any:
        """The least x of the support with P(X <= x) >= q, by SciPy's `ppf`; q and the parameters broadcast.

        Raises ValueError outside of 0 <= q <= 1, and for laws of vectors, which have no order.

        >>> from lemmata.probability import normal
        >>> round(float(normal.quantile(0.975, 0.0, 1.0)), 4)
        1.96
        """
        if self.record.support not in SUPPORTS:
            raise ValueError(f"{self.__name__} is a law of vectors, which have no quantiles; take those of an entry")
        level = np.asarray(q, dtype=float)
        if np.any((level < 0) | (level > 1)):
            raise ValueError(f"q = {q}; a quantile is for a probability, 0 <= q <= 1")
        law = self.frozen(*self.values(params, named))
        return np.maximum(law.ppf(level), law.support()[0])[()]

    def sample(self, *params: Any, size: int | tuple[int, ...] = (), seed: int | None = None, **named: Any) -> Any:
        """Independent draws, by SciPy's `rvs` with NumPy's generator PCG64; the same seed gives the same draws.

        >>> from lemmata.probability import poisson
        >>> poisson.sample(3.0, size=5, seed=0).tolist() == poisson.sample(3.0, size=5, seed=0).tolist()
        True
        """
        shape = size if isinstance(size, tuple) else (size,)
        frozen = self.frozen(*self.values(params, named))
        drawn = frozen.rvs(size=shape if shape else None, random_state=np.random.default_rng(seed))
        found = np.asarray(drawn)
        if found.ndim > len(shape) + (self.record.support not in SUPPORTS):
            found = found.reshape(found.shape[-1:]) if not shape else found
        return found[()]

    # how formulas are made

    def _symbols(self) -> dict[str, Symbol]:
        return parse_declarations(", ".join(f"{n}: {d}" for n, d in self.params.items()))

    def _of_point(self, piece: str, of: Callable[[Expr, Expr], Expr], domain: str = "") -> Definition:
        last = self._last_size()
        kind = domain or SUPPORTS.get(self.record.support) or (
            f"simplex[{last}]" if self.record.support == "simplex" else f"real[{last}]")
        params = ", ".join(f"{n}: {d}" for n, d in self.params.items())
        symbols = parse_declarations(f"x: {kind}, {params}" if params else f"x: {kind}")
        x, *rest = symbols.values()
        return self._definition(piece, of(x, apply(self.record.name, *rest)), symbols)

    def _last_size(self) -> str:
        """The name of the size of a draw: that of the first parameter that is a vector."""
        return next((d.split("[")[1].rstrip("]").split()[0] for d in self.params.values() if "[" in d), "")

    def _of_parameters(self, piece: str) -> Definition:
        symbols = self._symbols()
        return self._definition(piece, self.record.need(piece)(*symbols.values()), symbols)

    def _definition(self, piece: str, value: Expr, symbols: dict[str, Symbol]) -> Definition:
        made = Definition(value, symbols)
        about = (getattr(type(self), piece.split("(")[0]).__doc__ or "").split("\n")[0]
        words = f"{about}\n\n{made.text}\n\n{self.record.about}. Source: {self.source}\n"
        for name, kept in {"__name__": piece, "__qualname__": f"{self.__name__}.{piece}", "__doc__": words,
                           "__module__": "lemmata.probability.families", "_parameters": tuple(symbols)}.items():
            object.__setattr__(made, name, kept)
        return made


_MADE: list[Family] = []


def family(name: str, record: str, words: str, source: str, example: str) -> Family:
    """A family from the engine's record of it."""
    made = Family(name, record, words, source, example)
    _MADE.append(made)
    return made
