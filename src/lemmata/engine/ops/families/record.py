"""The record of a distribution family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lemmata.engine.expr import Expr, Shape, constant
from lemmata.engine.ops.families.meanings import Meaning
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import broadcast

Params = tuple[Expr, ...]


class NoClosedForm(ValueError):
    """A piece of a family that its record does not have: the entropy of a Poisson distribution."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """One family of distributions, with the parameterisation stated in `about`.

    name         the operation that makes a distribution of it: apply(name, *params)
    about        density or mass, in one line
    params       name and declared domain of each parameter ("sigma2", "positive")
    spelled      names in LaTeX, inside \\mathcal or \\operatorname
    python       further names in Python text
    support      integers, reals, vectors or simplex
    low, high    ends of the support (of one entry), expressions of the parameters, by default infinite; integers:
                 both included
    open_low     whether there is no density at `low` itself
    density      density (or mass) at x inside the support, `density(x, *params)`
    log_density  its logarithm
    mean, variance, entropy   expressions of the parameters (nats); None where there is no closed form
    kl           divergence KL(p, q) inside the family, `kl(p_params, q_params)`
    shared       parameters that both laws must have in common for that to be closed
    cdf          P(X <= x) inside the support
    moment       E[X**k] for an integer k, `moment(k, *params)`; undefined where it does not exist
    affine       the law of a X + b for a != 0, `affine(a, b, *params)`; None where it leaves the family
    plus         the law of X + Y for independent X, Y of the family, `plus(p_params, q_params)`; None if not closed
    scipy        the frozen SciPy distribution at float parameters
    shape        shape of a draw from the shapes of the parameters; None: broadcast
    meanings     in which ways the notation gives its parameters, the record's own first; none: in this one only
    called       what a text calls each parameter where the meanings say nothing of it, alternatives with "|"
    words        what a text calls the law beside its name and what it is spelled, alternatives with "|"
    """

    name: str
    about: str
    params: tuple[tuple[str, str], ...]
    spelled: tuple[str, ...]
    python: tuple[str, ...] = ()
    support: str
    density: Callable[..., Expr]
    log_density: Callable[..., Expr]
    low: Callable[..., Expr] = lambda *params: apply("neg", constant("inf"))
    high: Callable[..., Expr] = lambda *params: constant("inf")
    open_low: bool = False
    mean: Callable[..., Expr] | None = None
    variance: Callable[..., Expr] | None = None
    entropy: Callable[..., Expr] | None = None
    kl: Callable[[Params, Params], Expr] | None = None
    shared: tuple[str, ...] = ()
    cdf: Callable[..., Expr] | None = None
    moment: Callable[..., Expr] | None = None
    affine: Callable[..., Expr] | None = None
    plus: Callable[[Params, Params], Expr | None] | None = None
    scipy: Callable[..., Any] | None = field(default=None, repr=False)
    shape: Callable[..., Shape] | None = None
    meanings: tuple[Meaning, ...] = ()
    called: tuple[str, ...] = ()
    words: str = ""

    @property
    def discrete(self) -> bool:
        return self.support == "integers"

    def need(self, piece: str) -> Callable[..., Expr]:
        """A piece of the record; raises NoClosedForm where the family has none of it."""
        found = getattr(self, piece)
        if found is None:
            raise NoClosedForm(f"the {piece} of the {self.name} family has no closed form here; integrate its density")
        return found


FAMILIES: dict[str, Family] = {}
SPELLED: dict[str, tuple[str, ...]] = {}  # a name in LaTeX -> families that it may mean, the likeliest first


def add(*families: Family) -> None:
    """Register families and the operation of each."""
    for family in families:
        register(Op(
            name=family.name, about=family.about, arity=len(family.params), python=family.python, group="distribution",
            sort="distribution", shape=family.shape or _broadcast(family.name),
            samples=tuple(f"{name}: {domain}" for name, domain in family.params),
        ))
        FAMILIES[family.name] = family
        for name in family.spelled:
            SPELLED[name] = (*SPELLED.get(name, ()), family.name)


def _broadcast(name: str) -> Callable[..., Shape]:
    return lambda *params: broadcast(name, *(p.shape for p in params))
