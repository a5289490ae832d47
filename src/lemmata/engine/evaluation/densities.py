"""Means and densities of random expressions under the laws of base variables, which may depend on each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.engine.evaluation.affine import affine, normal_law, normal_parameters, single
from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.entropies import Entropies
from lemmata.engine.evaluation.random import density_at, family_of, inside
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
)
from lemmata.engine.ops import apply


class Densities(Entropies):
    """Expectations as integrals over base variables, densities of what is made of them."""

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
