"""A density that a text defines under a family's name is still checked: it has to sum or integrate to 1."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from lemmata.engine.expr import (
    DOMAINS,
    Apply,
    Expr,
    Size,
    Symbol,
    bind,
    fresh_index,
    fresh_local,
    implied,
    integer,
    number,
    substitute,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops.families import FAMILIES, SPELLED, Family
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question, with_domain
from lemmata.engine.verdicts.verdict import Verdict

Decide = Callable[[Question], Verdict]


def check_law(claim: Claim, decide: Decide) -> Verdict | None:
    """The verdict on a definition of a density or mass; None where it is no such thing."""
    stated = _density(claim)
    families = _families(claim.label)
    if stated is None or not families:
        return None
    x, right = stated
    worst: Verdict | None = None
    for family in families:
        for variable, density, params, same in _candidates(family, x, right):
            total = _total(family, variable, density, params)
            found = decide(Question("eq", total, number(1)))
            if found.kind in ("proved", "agrees"):
                verb = "sums" if family.discrete else "integrates"
                law = f"{family.name}({', '.join(p.name for p in symbols(*params))})"
                note = f"; it is the density of {law}" if same else ""
                return Verdict("definition", "total mass", f"{verb} to 1 over its support ({found.method}){note}", True)
            if found.kind == "refuted":
                worst = found
    if worst is not None:
        return Verdict("refuted", "total mass", f"under the name {claim.label} its total mass is not 1",
                       worst.certified, worst.counterexample)
    return None


def _density(claim: Claim) -> tuple[Symbol, Expr] | None:
    """The variable and the right side of `P(X = k) = ...`, `f(x) = ...` or `p(x) = ...`."""
    if len(claim.relations) != 1:
        return None
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op != "eq" or relation.shape:
        return None
    left, right = relation.args
    free = [s for s in symbols(left) if s.sort in ("real", "integer") and not s.shape]
    return (free[0], right) if len(free) == 1 else None


def _families(label: str) -> list[Family]:
    """The families that a label names: "Normal/Gaussian", "Binomial distribution"."""
    words = {w.lower() for w in re.findall(r"[A-Za-z]+", label)}
    found: list[Family] = []
    for family in FAMILIES.values():
        names = {family.name.removesuffix("_distribution")} | {
            spelled.lower() for spelled, means in SPELLED.items() if family.name in means and len(spelled) > 2}
        if family.name == "normal":
            names.add("gaussian")
        if words & names and family.support in ("integers", "reals"):
            found.append(family)
    return found


def _candidates(family: Family, x: Symbol, right: Expr) -> list[tuple[Symbol, Expr, tuple[Expr, ...], bool]]:
    """The density under each assignment; those that are the family's own density come first."""
    found = []
    for values, params in _assignments(family, x, right):
        density = substitute(right, values)
        variable = next((v for v in symbols(density) if v.name == x.name), x)
        found.append((variable, density, params, _same(density, family.density(variable, *params))))
    return sorted(found, key=lambda c: not c[3])


def _assignments(family: Family, x: Symbol, right: Expr) -> Iterator[tuple[dict[Expr, Expr], tuple[Expr, ...]]]:
    """Ways to read the symbols of the right side as the family's parameters, with their domains."""
    free = [s for s in symbols(right) if s.name != x.name]
    if len(free) != len(family.params) or any(s.shape for s in free):
        return
    argument = with_domain(x, "integer" if family.discrete else "real")
    for order in itertools.permutations(free):
        values: dict[Expr, Expr] = {x: argument}
        params: list[Expr] = []
        for symbol, (name, domain) in zip(order, family.params):
            domain = domain.split("[")[0]
            kept = symbol.domain if implied(symbol.domain, domain) else domain
            values[symbol] = with_domain(symbol, kept if kept in DOMAINS else "real")
            # A scale may be written as a standard deviation where the family takes the variance.
            squared = name == "sigma2" and "2" not in symbol.name
            params.append(values[symbol] ** 2 if squared else values[symbol])
        yield values, tuple(params)


def _total(family: Family, x: Symbol, density: Expr, params: tuple[Expr, ...]) -> Expr:
    low, high = family.low(*params), family.high(*params)
    if not family.discrete:
        t = fresh_local()
        return bind("integral", t, substitute(density, {x: t}), low, high)
    index = fresh_index()
    body = substitute(density, {x: integer(index)})
    size = _as_dim(high)
    if size is None:
        return bind("sum", index, body, low, high)
    name, end = size
    return substitute(bind("sum", index, body, low, end + 1), {s: integer(name) for s in symbols(high)})


def _as_dim(high: Expr) -> tuple[Size, Size] | None:
    """An end of summation that is one integer symbol, as a size."""
    if isinstance(high, Symbol) and high.sort == "integer":
        return Size.of(high.name), Size.of(high.name)
    if hasattr(high, "value"):
        return Size.of("n"), Size.of(int(high.value))
    return None


def _same(left: Expr, right: Expr) -> bool:
    try:
        return same_form(left, right)
    except Undecided:
        return False


