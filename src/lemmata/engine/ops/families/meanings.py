"""In which ways the parameters of a family are given: by rate or by scale, by variance or by standard deviation.

A text's words settle which is meant, or its first formula that can be true in one way only; the letter is a hint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lemmata.engine.expr import Expr, Number, Symbol
from lemmata.engine.ops.record import apply

OPEN, DOUBTFUL, UNUSUAL = "open", "doubtful", ""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One way to give the parameters of a family.

    law      the law that the notation then stands for, `law(*params)`; None: that of the record itself
    roles    what a text calls each parameter, alternatives with "|", "" where the ways don't differ
    words    what a text says of such a variable as a whole: what it counts
    usual    where no words say so: OPEN, it may be meant; DOUBTFUL, only if the text said so; UNUSUAL, it is not meant
    first    whether it is the likeliest for these parameters
    """

    law: Callable[..., Expr] | None = None
    roles: tuple[str, ...] = ()
    words: str = ""
    usual: Callable[..., str] = lambda *params: OPEN
    first: Callable[..., bool] = lambda *params: False

    def of(self, law: Expr) -> Expr:
        """The law that one written in this way stands for."""
        return law if self.law is None else self.law(*law.children)


def base(param: Expr) -> str:
    """The letter of a bare name, without what stands below it."""
    return param.name.split("_")[0] if isinstance(param, Symbol) else ""


def undecided(param: Expr, *sure: str) -> bool:
    """Whether a parameter is a bare name (none that says what it is, as lambda does of a rate) or a number."""
    if isinstance(param, Symbol):
        return base(param) not in sure
    return isinstance(param, Number) and param.value != 1


def by_deviation(family: str) -> tuple[Meaning, ...]:
    """By variance; by standard deviation where the second parameter is a bare sigma, which is no usual variance.

    By precision, 1 / variance, where the words say so; of a bare tau they might have.
    """
    return (
        Meaning(roles=("", "variance"), usual=lambda m, v: DOUBTFUL if base(v) == "sigma" else OPEN),
        Meaning(law=lambda m, v: apply(family, m, v**2), roles=("", "standard deviation|deviation"),
                usual=lambda m, v: OPEN if base(v) == "sigma" else DOUBTFUL if base(v) in ("s", "sd", "std") else
                UNUSUAL, first=lambda m, v: base(v) == "sigma"),
        Meaning(law=lambda m, v: apply(family, m, 1 / v), roles=("", "precision|inverse variance"),
                usual=lambda m, v: DOUBTFUL if base(v) == "tau" else UNUSUAL),
    )


def by_covariance(family: str) -> tuple[Meaning, ...]:
    """By the covariance matrix; by its inverse where the words say so."""
    return (
        Meaning(roles=("", "covariance matrix|covariance|variance")),
        Meaning(law=lambda m, v: apply(family, m, apply("inv", v)), roles=("", "precision matrix|precision"),
                usual=lambda m, v: UNUSUAL),
    )


def by_scale(family: str, *before: str) -> tuple[Meaning, ...]:
    """By rate, and with the last parameter as the scale, 1 / rate."""
    mean = "" if before else "|mean|expectation|expected value|average"  # the scale of a gamma law is no mean
    return (
        Meaning(roles=(*before, "rate|rate parameter|intensity|inverse scale")),
        Meaning(law=lambda *params: apply(family, *params[:-1], 1 / params[-1]), roles=(*before, "scale" + mean),
                usual=lambda *params: OPEN if undecided(params[-1], "lambda", "rate") else UNUSUAL,
                first=lambda *params: base(params[-1]) == "theta"),
    )


def in_either_order(family: str, roles: tuple[str, str], *sure: str) -> tuple[Meaning, ...]:
    """With the two parameters the other way round too, unless the first one's name says what it is."""
    return (
        Meaning(roles=roles),
        Meaning(law=lambda a, b: apply(family, b, a), roles=roles[::-1],
                usual=lambda a, b: OPEN if undecided(a, *sure) else UNUSUAL),
    )


def whole_numbers() -> tuple[Meaning, ...]:
    """Between whole numbers, or names that may stand for some, the law of whole numbers; not between 0 and 1."""
    def usual(a: Expr, b: Expr) -> str:
        whole = all(isinstance(e, Symbol) or (isinstance(e, Number) and e.value.denominator == 1) for e in (a, b))
        narrow = isinstance(a, Number) and isinstance(b, Number) and b.value - a.value <= 1
        return OPEN if whole and not narrow else UNUSUAL

    return (Meaning(), Meaning(law=lambda a, b: apply("discrete_uniform", a, b), usual=usual))


def of_location_and_scale(family: str) -> tuple[Meaning, ...]:
    """Degrees of freedom first or last, and a scale, its square or, behind the location, a precision."""
    freedom, location = "degrees of freedom", "location|mean|median"

    def first(n: Expr, m: Expr, s: Expr) -> str:
        return UNUSUAL if base(s) in ("nu", "df") or base(n) in ("mu", "m") else OPEN

    def last(m: Expr, s: Expr, n: Expr) -> str:
        return UNUSUAL if base(m) in ("nu", "df") or base(n) in ("sigma", "s") else OPEN

    return (
        Meaning(roles=(freedom, location, "scale"), usual=first),
        Meaning(law=lambda n, m, v: apply(family, n, m, apply("sqrt", v)), roles=(freedom, location, "squared scale"),
                usual=first),
        Meaning(law=lambda m, s, n: apply(family, n, m, s), roles=(location, "scale", freedom), usual=last),
        Meaning(law=lambda m, v, n: apply(family, n, m, apply("sqrt", v)), roles=(location, "squared scale", freedom),
                usual=last),
        Meaning(law=lambda m, p, n: apply(family, n, m, 1 / apply("sqrt", p)), roles=(location, "precision", freedom),
                usual=last),
    )


TRIALS = "trials|tosses|attempts|throws|flips|rolls|draws|tries"
FAILURES = "failures|tails|misses"


def counting() -> tuple[Meaning, ...]:
    """The number of trials up to the first success, or that of failures before it."""
    return (Meaning(words=TRIALS), Meaning(law=lambda p: apply("geometric_failures", p), words=FAILURES))


def counting_many() -> tuple[Meaning, ...]:
    """The number of failures before the r-th success, p the probability of a success or of a failure; or of trials."""
    return (
        Meaning(words=FAILURES),
        Meaning(law=lambda r, p: apply("negative_binomial", r, 1 - p), words=FAILURES),
        Meaning(law=lambda r, p: apply("negative_binomial_trials", r, p), words=TRIALS),
    )


def classes() -> tuple[Meaning, ...]:
    """Classes that are counted from 1, or from 0."""
    return (Meaning(), Meaning(law=lambda p: apply("categorical", p)))
