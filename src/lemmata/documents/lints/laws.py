"""Densities in terms: of which law, at what, with which parameters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.lints.terms import Term, mul, num

_METHODS = ("pdf", "pmf", "logpdf", "logpmf", "log_prob", "prob")
_LAW = re.compile(
    r"^(scipy\.stats|jax\.scipy\.stats|torch\.distributions|tensorflow_probability\.distributions|statistics)\."
    r"(?P<law>\w+)"
)
_ARGUMENTS = {  # names of the parameters in order, after the point where it is the first argument
    "norm": ("loc", "scale"),
    "normal": ("loc", "scale"),
    "normaldist": ("mu", "sigma"),
    "laplace": ("loc", "scale"),
    "cauchy": ("loc", "scale"),
    "logistic": ("loc", "scale"),
    "expon": ("loc", "scale"),
    "exponential": ("rate",),
    "poisson": ("mu",),
    "bernoulli": ("p",),
    "binom": ("n", "p"),
    "beta": ("a", "b"),
    "gamma": ("a", "loc", "scale"),
    "uniform": ("loc", "scale"),
    "t": ("df", "loc", "scale"),
}


@dataclass(frozen=True)
class Density:
    """law: its name in the library, in lower case; at: where it is evaluated; parameters by name; term: all of it."""

    law: str
    at: Term
    parameters: dict[str, Term]
    term: Term

    @property
    def location(self) -> Term | None:
        return self.parameters.get("loc", self.parameters.get("mu"))

    @property
    def scale(self) -> float | None:
        """The scale, where it is a number; 1 where a law that has one is given none."""
        found = self.parameters.get("scale", self.parameters.get("sigma"))
        if found is None:
            return 1.0 if "scale" in _ARGUMENTS.get(self.law, ()) else None
        return found.number


def densities(term: Term) -> Iterator[Density]:
    """The densities in a term, also those that are spelled out."""
    for part in term.walk():
        found = density(part)
        if found is not None:
            yield found


def density(term: Term) -> Density | None:
    """`norm.pdf(x, m, s)`, `norm(m, s).pdf(x)`, `Normal(m, s).log_prob(x)`, `exp(-(x - m)**2 / (2 s**2))`"""
    if term.head == "call" and isinstance(term.value, str) and term.value.rpartition(".")[2] in _METHODS:
        places = [t for t in term.args if t.head != "keyword"]
        named = {str(t.value): t.args[0] for t in term.args if t.head == "keyword"}
        if found := _LAW.match(term.value):
            at = places[0] if places else named.pop("x", named.pop("k", None))
            return _made(found["law"], at, places[1:], named, term)
        if (
            places
            and places[0].head == "call"
            and isinstance(places[0].value, str)
            and (found := _LAW.match(places[0].value))
            and len(places) > 1
        ):
            own = places[0]
            return _made(
                found["law"],
                places[1],
                [t for t in own.args if t.head != "keyword"],
                {str(t.value): t.args[0] for t in own.args if t.head == "keyword"},
                term,
            )
    if term.head == "exp" and term.args:
        return _spelled(term)
    return None


def _spelled(term: Term) -> Density | None:
    """exp(-c (x - m)**2) for a number c"""
    inner = term.args[0]
    if inner.head != "mul" or len(inner.args) != 2 or (inner.args[0].number or 0) >= 0:
        return None
    square = inner.args[1]
    if square.head != "pow" or square.args[1].number != 2 or square.args[0].head != "add":
        return None
    parts = square.args[0].args
    if len(parts) != 2:
        return None
    # of x - m and m - x one term is negative: the point is that which is no number and no mean
    at, middle = sorted(parts, key=lambda part: (part.number is not None, part.contains("mean", "attribute")))
    if at.head == "mul" and middle.head != "mul":
        at, middle = mul([num(-1), at]), mul([num(-1), middle])
    else:
        middle = mul([num(-1), middle])
    scale = math.sqrt(-1 / (2 * inner.args[0].value))
    return Density("norm", at, {"loc": middle, "scale": num(scale)}, term)


def gaussians(term: Term) -> Iterator[Density]:
    """The sums of squares in a logarithm, c sum((y - m)**2), as normal laws of the scale that c means.

    What a function calls its parameters makes no difference. A factor of 1 means no scale: it may be least squares.
    """
    seen: set[Term] = set()
    for part in term.walk():
        constant, (rest, other) = _split(part)
        if constant in (0.0, 1.0, -1.0) or rest.head != "add" or rest != other or part in seen:
            continue
        seen.update(part.args)  # the same without its factor
        yield Density("norm", anonymous(rest), {"scale": num(math.sqrt(1 / (2 * abs(constant))))}, part)


def _split(term: Term) -> tuple[float, tuple[Term, Term]]:
    """c and (r, r) of c sum(r**2) and c r @ r, wherever the number stands."""
    constant, parts = 1.0, [term]
    while parts[0].head == "mul" and len(parts[0].args) == 2 and parts[0].args[0].number is not None:
        constant *= parts[0].args[0].value
        parts = [parts[0].args[1]]
    (total,) = parts
    if total.head == "sum" and total.args and total.args[0].head == "pow" and total.args[0].args[1].number == 2:
        return constant, (total.args[0].args[0], total.args[0].args[0])
    if total.head == "matmul" and all(side.head == "add" for side in total.args):
        one, other = total.args  # -0.5 * r @ r has its number inside the first r
        ratio = _number(one.args[0]) / _number(other.args[0])
        return constant * ratio, (mul([num(1 / ratio), one]), other)
    return 0.0, (term, term)


def _number(term: Term) -> float:
    """The number in front of a term."""
    return term.args[0].value if term.head == "mul" and term.args[0].number else 1.0


def anonymous(term: Term) -> Term:
    """The term with all parameters of functions alike."""
    if term.head == "name" and getattr(term.value, "kind", "") == "parameter":
        return Term("name", (), "parameter")
    return Term(term.head, tuple(map(anonymous, term.args)), term.value) if term.args else term


def _made(law: str, at: Term | None, places: list[Term], named: dict[str, Term], term: Term) -> Density | None:
    if at is None:
        return None
    law = {"normal": "norm", "normaldist": "norm", "exponential": "expon"}.get(law.lower(), law.lower())
    order = _ARGUMENTS.get(law, ())
    return Density(law, at, {**dict(zip(order, places)), **named}, term)
