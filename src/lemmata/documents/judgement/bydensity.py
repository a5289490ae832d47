"""Means and probabilities of a variable whose density the text has given: "$X$ has density $f(x) = 3x^2$ on $[0, 1]$".

They are integrals, with which a claim on them is decided; that X could have another law refutes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from lemmata.documents.judgement.links import Link
from lemmata.documents.language.givendensities import DENSITIES, Density
from lemmata.engine.evaluation.random import unfold
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Symbol,
    bind,
    constant,
    fresh_local,
    number,
    open_binder,
    open_function,
    operands,
    postorder,
    substitute,
    symbols,
    transform,
)
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.definitions import after_definition
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

_ABOVE, _BELOW = ("ge", "gt"), ("le", "lt")


@dataclass(frozen=True)
class _Density:
    """A density between two ends."""

    function: Expr
    low: Expr
    high: Expr

    def over(self, body: Expr, variable: Expr, low: Expr | None = None, high: Expr | None = None) -> Expr:
        """The integral of a value of the variable, from `low` to `high` where these lie between the ends."""
        first = self.low if low is None else low if _infinite(self.low) else apply("maximum", low, self.low)
        last = self.high if high is None else high if _infinite(self.high) else apply("minimum", high, self.high)
        if (low is not None or high is not None) and not _infinite(first) and not _infinite(last):
            last = apply("maximum", first, last)
        [local], density = open_function(self.function)
        point = fresh_local()
        weight = substitute(density, {local: point})
        inside = substitute(body, {variable: point})
        if _infinite(first) and _infinite(last) and (mixed := _mixed(inside, weight, point)) is not None:
            return mixed
        return bind("integral", point, weight if body is number(1) else inside * weight, first, last)

    def holding(self, value: Expr) -> list[Expr]:
        """What says that a number is one of the values."""
        return [*([] if _infinite(self.low) else [apply("ge", value, self.low)]),
                *([] if _infinite(self.high) else [apply("le", value, self.high)])]


def _mixed(body: Expr, weight: Expr, point: Expr) -> Expr | None:
    """The mean of a value at a point under a mixture of laws, as the mixture of its means under each; else None."""
    if isinstance(weight, Bind) and weight.binder == "sum":
        index, inside = open_binder(weight)
        part = _mixed(body, inside, point)
        return None if part is None else bind("sum", index, part, *weight.range)
    if not isinstance(weight, Apply):
        return None
    if weight.op == "density" and len(weight.args) == 2 and weight.args[1] is point and (
            point not in postorder(weight.args[0])):
        local = fresh_local()
        return bind("expectation", local, substitute(body, {point: local}), weight.args[0])
    if weight.op == "add":
        parts = [part for one in weight.args if (part := _mixed(body, one, point)) is not None]
        return apply("add", *parts) if len(parts) == len(weight.args) else None
    if weight.op in ("mul", "div"):
        first, second = weight.args
        if point not in postorder(first) and weight.op == "mul":
            part = _mixed(body, second, point)
            return None if part is None else first * part
        part = None if point in postorder(second) else _mixed(body, first, point)
        return None if part is None else apply(weight.op, part, second)
    return None


def with_integrals(reading: Reading, scope: Scope, seed: int) -> Reading:
    """The reading with integrals for the means and probabilities of a variable, where it stands nowhere else."""
    return replace(reading, claims=tuple(_with_integrals(c, scope, seed) for c in reading.claims))


def maybe_density(link: Link) -> Verdict | None:
    """`E[d^2 \\log f(X; t) / dt^2]` of an f of which nothing is said: as a score it is made of the density of X."""
    for node in postorder(link.relation):
        inner = node.children[0] if isinstance(node, Apply) and node.op == "log" else None
        f, *places = inner.children if isinstance(inner, Apply) and inner.op == "call" else (None,)
        if isinstance(f, Symbol) and {p.sort == "variable" for p in places} == {True, False}:
            return Verdict("undecided", "", f"whether {f.name} is the density of the variable is not said")
    return None


def density_unused(link: Link) -> Verdict | None:
    """A claim on a variable whose density was given, and which this density might save."""
    scope = link.known.scope
    known = scope.options.get(DENSITIES, {})
    for s in symbols(link.relation):
        if s.sort == "variable" and s.name in known and known[s.name].spelled and not scope.laws_of(s.name):
            return Verdict("undecided", "", f"the density of {s.name} was not used")
    return None


def integrated_out(premise: Expr, link: Link) -> bool:
    """Whether a condition is on a variable with a density that a claim no more has: its integral has the ends."""
    known = link.known.scope.options.get(DENSITIES, {})
    return any(s.sort == "variable" and s.name in known and s not in symbols(link.relation) for s in symbols(premise))


def _with_integrals(claim: Claim, scope: Scope, seed: int) -> Claim:
    random = {s for s in symbols(*claim.relations) if s.sort in ("variable", "event")}
    if claim.kind != "claim" or len(random) != 1:
        return claim
    [variable] = random
    density = _given(variable.name, scope)
    kept = tuple(p for p in claim.premises if variable not in symbols(p))
    if density is None or variable.shape or not _integrates(density, kept, seed):
        return claim
    told = {s.name for s in symbols(*claim.premises)}
    values = [end for r in claim.relations for end in _values(r, variable) if end.name not in told]
    letters = {s.name for s in (*symbols(density.function, density.low, density.high), *values)} | told
    relations = tuple(_integrated(r, variable, density) for r in claim.relations)
    if any(s.sort == "variable" or (s.name not in letters and scope.lookup(s.name) is None)
           for s in symbols(*relations)):
        return claim
    return replace(claim, relations=relations, premises=(*kept, *(p for end in values for p in density.holding(end))))


def _given(name: str, scope: Scope) -> _Density | None:
    """The density that was given to a variable by a formula."""
    told = scope.options.get(DENSITIES, {}).get(name)
    function = None if told is None or scope.laws_of(name) else _function(told, scope)
    if told is None or function is None or len(open_function(function)[0]) != 1:
        return None
    infinity = constant("inf")
    low, high = (end if end is not None else infinite for end, infinite in (
        (told.low, -infinity), (told.high, infinity)))
    return _Density(function, low, high)


def _function(told: Density, scope: Scope) -> Expr | None:
    """The function that a density is: what its name means, or what its formula says where it has no name."""
    if told.name or not told.source:
        role = scope.lookup(told.name)
        return role.definition if role is not None else None
    try:
        claim = read_latex(rf"\Xi({told.letter}) = {told.source}", scope.forget("Xi"))[0].claims[0]
    except (ReadError, IndexError):
        return None
    after = after_definition(claim)
    return None if after is None else after[1]


@cache
def _integrates(density: _Density, premises: tuple[Expr, ...], seed: int) -> bool:
    """Whether it is one between its ends: else it was given elsewhere too, or up to a factor."""
    total = density.over(number(1), number(0))
    return decide(Claim((apply("eq", total, number(1)),), premises), seed).kind in HOLDS


def _integrated(relation: Expr, variable: Symbol, density: _Density) -> Expr:
    unfolded = unfold(relation, keep=("probability", "variance"))
    if any(isinstance(n, Apply) and n.op in ("density", "cdf") and variable in symbols(n) for n in postorder(unfolded)):
        return relation

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or len(node.args) != 1:
            return None
        if node.op == "variance":  # no integral in an integral
            return density.over(node.args[0] ** 2, variable) - density.over(node.args[0], variable) ** 2
        if node.op == "expectation" and node.args[0].sort == "variable":
            return density.over(node.args[0], variable)
        if node.op == "probability" and (ends := _ends(node.args[0], variable)) is not None:
            return density.over(number(1), variable, *ends)
        return None

    return transform(unfolded, change)


def _values(relation: Expr, variable: Symbol) -> list[Symbol]:
    """The letters for any values of the variable: t of P(T > t) = 1 - F(t), not the median m of P(T > m) = 1/2."""
    beside = transform(relation, lambda n: number(0) if isinstance(n, Apply) and n.op == "probability" else None)
    events = (n.args[0] for n in postorder(relation) if isinstance(n, Apply) and n.op == "probability")
    ends = (end for event in events for end in _ends(event, variable) or ())
    return list(dict.fromkeys(end for end in ends if isinstance(end, Symbol) and end in symbols(beside)))


def _ends(event: Expr, variable: Symbol) -> tuple[Expr | None, Expr | None] | None:
    """The ends between which an event says that the variable lies; None for other events."""
    found: dict[bool, Expr] = {}
    for above, end in _bounds(event, variable):
        if end is None or above in found or variable in symbols(end):
            return None
        found[above] = end
    return (found.get(True), found.get(False)) if found else None


def _bounds(event: Expr, variable: Symbol) -> Iterator[tuple[bool, Expr | None]]:
    for part in operands(event, "and"):
        if isinstance(part, Apply) and part.op in (*_ABOVE, *_BELOW) and variable in part.args:
            first = part.args[0] is variable
            yield (part.op in _ABOVE) == first, part.args[1 if first else 0]
        else:
            yield True, None


def _infinite(end: Expr) -> bool:
    return any(n is constant("inf") for n in (end, *end.children))
