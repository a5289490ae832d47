"""Base variables with their laws, and the entropies of what is an affine image of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.engine.evaluation.affine import affine, linear_image, normal_law, single
from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.random import family_of
from lemmata.engine.expr import At, Expr, Symbol, at, number, operands, symbols
from lemmata.engine.ops import apply


class BaseLaws:
    """The laws of base variables by name, which may depend on one another from step to step."""

    def __init__(self, laws: Mapping[str, Expr], point: Point):
        self.laws, self.point = laws, point
        self.copies: dict[str, Expr] = {}  # laws of copies of base variables

    def law(self, base: Expr) -> Expr:
        """The law of a base variable, or of an entry of one."""
        if isinstance(base, At):
            law = self.law(base.array)
            if family_of(law).support in ("vectors", "simplex"):
                if family_of(law).name != "multivariate_normal":
                    raise Unsupported(f"the law of one entry of a {family_of(law).name} vector")
                mean, covariance = law.children
                index = base.indices[0]
                return apply("normal", at(mean, index) if mean.rank else mean, at(covariance, index, index))
            rank = len(base.array.shape)
            params = [at(p, *base.indices[rank - p.rank:]) if p.rank else p for p in law.children]
            return apply(law.op, *params)  # type: ignore[attr-defined]
        name = base.name if isinstance(base, Symbol) else ""
        if name in self.copies:
            return self.copies[name]
        if name not in self.laws:
            raise Unsupported("a variable that has no law of its own")
        return self.laws[name]

    def bases(self, *exprs: Expr) -> list[Symbol]:
        """The base variables that occur, by name."""
        return sorted({s for s in symbols(*exprs) if s.sort == "variable"}, key=lambda s: s.name)

    def parents(self, base: Expr) -> set[Symbol]:
        """The base variables that the law of one depends on, from step to step."""
        found: set[Symbol] = set()
        stack = self.bases(self.law(base))
        while stack:
            one = stack.pop()
            if one not in found:
                found.add(one)
                stack += self.bases(self.law(one))
        return found

    def groups(self, variables: Sequence[Expr]) -> list[list[int]]:
        """Positions of variables that share no base variable with another group: independent groups."""
        groups: list[tuple[set[Symbol], list[int]]] = []
        for place, variable in enumerate(variables):
            own, members = set(self.bases(variable)), [place]
            own |= {p for b in own for p in self.bases(self.law(b))}
            apart = []
            for others, places in groups:
                if others & own:
                    own, members = own | others, places + members
                else:
                    apart.append((others, places))
            groups = [*apart, (own, members)]
        return [sorted(members) for _, members in groups]


class Entropies(BaseLaws):
    """Entropies as closed forms of the laws."""

    def entropy(self, variable: Expr, *given: Expr, base: int | None = None) -> Expr:
        value = self.nats(variable, *given)
        return value if base is None else value / apply("log", number(base))

    def nats(self, variable: Expr, *given: Expr) -> Expr:
        if variable.sort not in ("variable", "event"):
            return apply("entropy", variable, *given)
        if given:
            if given[0].sort == "event":
                raise Unsupported("the entropy given an event on a continuous space")
            return self.nats(apply("joint", variable, given[0])) - self.nats(given[0])
        parts = operands(variable, "joint")
        total: Expr = number(0)
        for group in self.groups(parts):
            total = total + self.group_entropy([parts[k] for k in group])
        return total

    def group_entropy(self, parts: Sequence[Expr]) -> Expr:
        """h(a U + b) = h(U) + log |a|; of normal variables together, by their covariance matrix."""
        if len(parts) == 1:
            part = parts[0]
            if part.rank and (image := linear_image(part)) is not None:
                return self.vector_entropy(image[0]) + image[1]
            form = single(affine(part))
            if form is not None:
                base, a, _ = form
                law = self.law(base)
                value = family_of(law).need("entropy")(*law.children) if not self.bases(law) else None
                if value is None:
                    raise Unsupported("the entropy of a variable whose law depends on another one")
                return value if family_of(law).discrete else value + apply("log", apply("abs", a))
        law = normal_law(parts, self.law)
        return family_of(law).need("entropy")(*law.children)

    def vector_entropy(self, base: Symbol) -> Expr:
        law = self.law(base)
        family = family_of(law)
        if family.support in ("vectors", "simplex"):
            return family.need("entropy")(*law.children)
        if base.rank != 1:
            raise Unsupported("the entropy of an array of variables")
        value = family.need("entropy")(*law.children)
        size = base.shape[0].substitute(dict(self.point.sizes)).constant
        return size * value if value.rank == 0 else apply("sum", value)  # type: ignore[operator]
