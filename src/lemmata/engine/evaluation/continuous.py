"""Continuous spaces: independent base variables with known laws, and what is a function of them.

Expectations become expectations over laws (`moments` gives them a value), probabilities of intervals
come from the cdf, densities and entropies from the law of an affine image `a U + b` of a base variable,
or from the joint normal law of affine images of normal ones. What has none of these forms is unsupported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lemmata.engine.evaluation.affine import ZERO, affine, normal_law, normal_parameters, single
from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.entropies import Entropies
from lemmata.engine.evaluation.intervals import interval_of, probability_of
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.random import density_at, family_of, inside, is_infinite, log_of, unfold
from lemmata.engine.evaluation.regressions import regression
from lemmata.engine.expr import (
    Apply,
    Expr,
    Symbol,
    at,
    bind,
    fresh_local,
    number,
    operands,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.ops import apply

OWN = ("probability", "entropy", "differential_entropy")  # not by their bodies: the law says more


@dataclass(frozen=True)
class ContinuousSpace:
    """Base variables by name.

    laws     base variable -> its distribution; parameters may be symbols of the point, or other base
             variables (X | Y ~ normal(Y, 1)); the entries of an array under a law of numbers are independent
    images   random variable or event -> an expression of base variables; without one it is a base variable
    outcome  base variable -> its exact value at one outcome, for statements about every outcome
    """

    laws: Mapping[str, Expr]
    images: Mapping[str, Expr] = field(default_factory=dict)
    outcome: Mapping[str, Any] = field(default_factory=dict)

    def ground(self, expr: Expr, point: Point) -> tuple[Expr, dict[str, Any]]:
        """The expression without random symbols, at the outcome where it is random; the outcome's values."""
        rules = _Laws(self, point)
        result = transform(unfold(expr, keep=OWN), rules.change)
        left = [s for s in symbols(result) if s.sort in ("variable", "event")]
        missing = [s.name for s in left if s.name not in self.outcome]
        if missing:
            raise Unsupported(f"the value depends on the outcome of {missing[0]}, which the space does not fix")
        fixed = {s: symbol(s.name, s.shape) for s in left}
        return substitute(result, fixed), {s.name: self.outcome[s.name] for s in left}  # type: ignore[arg-type]


class _Laws(Entropies):
    """The rules of one rewriting; arguments are already in terms of base variables."""

    def __init__(self, space: ContinuousSpace, point: Point):
        super().__init__(space.laws, point)
        self.space = space

    def change(self, node: Expr) -> Expr | None:
        if isinstance(node, Symbol) and node.sort in ("variable", "event"):
            image = self.space.images.get(node.name)
            if image is None and node.name not in self.space.laws:
                raise Unsupported(f"the probability space has no {node.name}")
            return image
        if isinstance(node, Apply):
            rule = _RULES.get(node.op)
            return None if rule is None else rule(self, *node.args, **node.params)
        return None

    # -- expectations ---------------------------------------------------------------------------

    def integrated(self, body: Expr, fixed: Sequence[Expr] = (), weighted: bool = False) -> Expr:
        """The expectation over all base variables in the body but the fixed ones.

        weighted: the body has the density of those fixed ones whose law depends on what is integrated over.
        """
        held = set(fixed)
        if not held and not weighted and (mean := self.normal_mean(body)) is not None:
            return mean
        while True:
            free = [b for b in self.bases(body) if b not in held]
            if not free:
                return body
            parents = {p for b in free for p in self.bases(self.law(b))}
            base = next(b for b in free if b not in parents)
            if not weighted and any(base in self.bases(self.law(h)) for h in self.bases(*held)):
                raise Unsupported("a condition on a variable whose law depends on another one")
            local = fresh_local(base.shape)
            body = bind("expectation", local, substitute(body, {base: local}), self.law(base))

    def given_values(self, body: Expr, values: Mapping[Expr, Expr]) -> Expr:
        """The mean of the body where base variables have given values: by Bayes' rule where their law depends on it."""
        held = list(values)
        weight: Expr | None = None
        for base in held:
            if self.parents(base) - set(held):
                mass = self.likelihood(base, held)
                weight = mass if weight is None else weight * mass
        if weight is None:
            return substitute(self.integrated(body, held), dict(values))
        above, below = (self.integrated(e, held, weighted=True) for e in (body * weight, weight))
        return substitute(above / below, dict(values))

    def likelihood(self, base: Expr, held: Sequence[Expr]) -> Expr:
        """The density of a base variable at its value, up to a factor without the variables that are not held."""
        law, free = self.law(base), self.parents(base) - set(held)
        if free & set(self.bases(inside(law, base))):
            return density_at(law, base)
        value = family_of(law).density(base, *law.children)
        while isinstance(value, Apply) and value.op == "div" and not free & set(self.bases(value.args[1])):
            value = value.args[0]
        return value

    # -- rules ----------------------------------------------------------------------------------

    def expectation(self, body: Expr, *given: Expr) -> Expr:
        if body.sort in ("event", "boolean"):
            return self.probability(body, *given)
        if not given:
            return self.integrated(body)
        if given[0].sort == "event":
            values = self.pinned(given[0])
            if values is not None:
                return self.given_values(body, values)
            if all(isinstance(a, Apply) and a.op == "eq" for a in operands(given[0], "and")):
                return self.regressed(body, [(a.children[0] - a.children[1], ZERO) for a in operands(given[0], "and")])
            return self.restricted(body, given[0]) / self.probability(given[0])
        parts = operands(given[0], "joint")
        if self.mixes(parts, body):
            return self.regressed(body, [(part, part) for part in parts])
        return self.given_values(body, {base: base for base in self.determined(given[0], body)})

    def mixes(self, parts: Sequence[Expr], body: Expr) -> bool:
        """Whether a condition is on a sum of several base variables of which the body has one."""
        return any(not isinstance(p, Symbol) and single(affine(p)) is None and set(self.bases(p)) & set(
            self.bases(body)) for p in parts)

    def regressed(self, body: Expr, conditions: Sequence[tuple[Expr, Expr]]) -> Expr:
        """The mean of the body where affine forms of normal variables have values, maybe these forms themselves."""
        held: dict[Expr, Expr] = {}
        left = [condition for condition, _ in conditions]
        for k, (_, value) in enumerate(conditions):
            place = symbol(f"value {k} that is held")
            held[place] = value
            found, laws = regression(left[k], place, self.law, f", copy {k}")
            self.copies.update(laws)
            body, left = substitute(body, found), [substitute(c, found) for c in left]
        return substitute(self.integrated(body), held)

    def normal_mean(self, body: Expr) -> Expr | None:
        """The mean of an affine form of normal variables, which needs no integral; None of anything else."""
        form = affine(body)
        if form is None or self.bases(form.constant, *form.coefficients.values()):
            return None
        if not all(isinstance(b, Symbol) and getattr(self.law(b), "op", "") in (
                "normal", "standard_normal") and not self.parents(b) for b in form.coefficients):
            return None
        mean = form.constant
        for base, factor in sorted(form.coefficients.items()):
            mean = mean + factor * normal_parameters(base, self.law(base))[0]
        return mean

    def restricted(self, body: Expr, event: Expr) -> Expr:
        """E[body where the event holds]; for an interval of one variable by integrating over it alone."""
        interval = interval_of(event, self.law, self.point)
        if interval is None:
            return self.integrated(apply("where", event, body, 0))
        base, low, high = interval
        law = self.law(base)
        family = family_of(law)
        if family.discrete or not isinstance(base, Symbol) or self.parents(base):
            return self.integrated(apply("where", event, body, 0))
        local = fresh_local()
        first, last = family.low(*law.children), family.high(*law.children)
        if low is not None:
            first = low if is_infinite(first) else apply("maximum", low, first)
        if high is not None:
            last = high if is_infinite(last) else apply("minimum", high, last)
        inner = substitute(self.integrated(body, [base]), {base: local})
        return bind("integral", local, family.density(local, *law.children) * inner, first, last)

    def determined(self, given: Expr, *others: Expr) -> list[Symbol]:
        """The base variables that a condition on `given` fixes."""
        parts = list(given.args) if isinstance(given, Apply) and given.op == "joint" else [given]
        fixed: list[Symbol] = []
        for part in parts:
            own = self.bases(part)
            if isinstance(part, Symbol) or (len(own) == 1 and single(affine(part)) is not None):
                fixed += own
            elif set(own) & set(self.bases(*others)) - set(fixed):
                raise Unsupported("a condition on a function of several random variables")
        return fixed

    def pinned(self, event: Expr) -> dict[Expr, Expr] | None:
        """Base variables at the values that an event `X == x` gives them; None for another event."""
        found: dict[Expr, Expr] = {}
        for atom in operands(event, "and"):
            if not isinstance(atom, Apply) or atom.op != "eq":
                return None
            form = single(affine(atom.args[0] - atom.args[1]))
            if form is None or (family_of(self.law(form[0])).discrete and not self.parents(form[0])):
                return None
            base, a, b = form
            found[base] = -b / a
        return found

    def probability(self, event: Expr, *given: Expr) -> Expr:
        if not given:
            return probability_of(event, self.law, self.integrated, self.point)
        if given[0].sort == "event":
            values = self.pinned(given[0])
            if values is not None:
                self.apart(event, values)
                return self.probability(substitute(event, values))
            return self.probability(apply("and", event, given[0])) / self.probability(given[0])
        fixed = self.determined(given[0], event)
        self.apart(event, fixed)
        names: dict[Expr, Expr] = {b: symbol(f"{b.name}, held", b.shape) for b in fixed}
        value = self.probability(substitute(event, names))
        return substitute(value, {held: base for base, held in names.items()})

    def apart(self, event: Expr, fixed: Iterable[Expr]) -> None:
        """Raise where the laws of an event's variables and of the fixed ones depend on each other."""
        held = set(fixed)
        others = set(self.bases(event)) - held
        if any(self.parents(b) & held for b in others) or any(self.parents(h) - held for h in held):
            raise Unsupported("a probability given a variable that another one's law depends on")

    def density(self, variable: Expr, x: Expr, *given: Expr) -> Expr:
        if given:
            left, right = self.condition(given[0])
            return self.density(apply("joint", variable, left), apply("joint", x, right)) / self.density(left, right)
        if isinstance(variable, Apply) and variable.op == "joint":
            values = x.children if isinstance(x, Apply) and x.op == "joint" else [
                at(x, k) for k in range(len(variable.args))]
            return self.joint_density(variable.args, values)
        return self.joint_density((variable,), [x])

    def condition(self, given: Expr) -> tuple[Expr, Expr]:
        """A condition as variable and value: of the event X == x, or of X itself."""
        if given.sort != "event":
            return given, given
        atoms = operands(given, "and")
        if not all(isinstance(a, Apply) and a.op == "eq" for a in atoms):
            raise Unsupported("a density given an event that is no X == x")
        pairs = [a.children if self.bases(a.children[0]) else a.children[::-1] for a in atoms]
        if len(pairs) == 1:
            return pairs[0][0], pairs[0][1]
        return apply("joint", *(p[0] for p in pairs)), apply("joint", *(p[1] for p in pairs))

    def joint_density(self, variables: Sequence[Expr], values: Sequence[Expr]) -> Expr:
        product: Expr = number(1)
        for group in self.groups(variables):
            parts, at_values = [variables[k] for k in group], [values[k] for k in group]
            if len(parts) == 1 and isinstance(parts[0], Symbol) and parts[0].rank:
                product = product * density_at(self.law(parts[0]), at_values[0])
                continue
            if all(isinstance(p, Symbol) for p in parts) and any(self.parents(p) for p in parts):
                product = product * self.marginal(dict(zip(parts, at_values)))
                continue
            form = single(affine(parts[0])) if len(parts) == 1 else None
            if form is not None:
                base, a, b = form
                law = self.law(base)
                if at_values[0] is parts[0]:  # the density at the variable itself, inside the support
                    value = apply("exp", family_of(law).log_density(base, *law.children))
                else:
                    value = density_at(law, (at_values[0] - b) / a)
                product = product * (value if family_of(law).discrete else value / apply("abs", a))
                continue
            joint_law = normal_law(parts, self.law)
            where = at_values[0] if len(parts) == 1 else apply("stack", *at_values)
            product = product * apply("exp", family_of(joint_law).log_density(where, *joint_law.children))
        return product

    def marginal(self, values: Mapping[Expr, Expr]) -> Expr:
        """The density of base variables at values, in which the others that their laws depend on are integrated out."""
        density: Expr = number(1)
        for base, value in values.items():
            density = density * density_at(substitute(self.law(base), dict(values)), value)
        return self.integrated(density, weighted=True)

    def cdf(self, variable: Expr, x: Expr, *given: Expr) -> Expr:
        return self.probability(apply("le", variable, x), *given)


_RULES: dict[str, Any] = {
    "omega": lambda laws: apply("eq", 0, 0), "empty_event": lambda laws: apply("ne", 0, 0),
    "expectation": _Laws.expectation, "probability": _Laws.probability, "density": _Laws.density,
    "cdf": _Laws.cdf, "log": lambda laws, x: log_of(x), "entropy": _Laws.entropy, "differential_entropy": _Laws.entropy,
}
