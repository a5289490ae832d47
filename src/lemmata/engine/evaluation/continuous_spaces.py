"""Random continuous spaces: laws as declared, and dependent variables as functions of common ones.

Kinds of what has no declared law:
gaussian    affine functions of shared normal variables: densities and entropies are known
polynomial  quadratic functions of shared normal variables: skewed, with all moments known
families    independent, each of another family
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.continuous import ContinuousSpace
from lemmata.engine.evaluation.finite_spaces import constant_space, finite_space, settle
from lemmata.engine.evaluation.parameters import fit_parameters, laws_in, match_numbers, support_of
from lemmata.engine.evaluation.points import Point, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.random import RANDOM, family_of
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.evaluation.supports import order_ends
from lemmata.engine.expr import Expr, Symbol, number, substitute, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES

KINDS = ("gaussian", "polynomial", "families")
STANDARD = apply("normal", 0, 1)


def continuous_space(
    wanted: Sequence[Symbol], known: Premises, rng: Random, point: Point, kind: str = "gaussian"
) -> Point:
    """The point with a continuous space for the random symbols, made for the premises.

    Raises NoPoint where none of this kind was found.
    """
    wanted = sorted({s for s in wanted if s.sort in RANDOM}, key=lambda s: s.name)
    if known.chains or known.componentwise - {name for name, _, _ in known.laws}:
        raise NoPoint("conditional independence is sampled on finite spaces")
    drawing = _Drawing(known, rng, kind, point)
    for node in drawing.ordered(wanted):
        drawing.add(node, wanted)
    if any(place for _, place in (*known.means, *known.variances)):
        raise NoPoint("the mean or variance of one entry is sampled on finite spaces")
    if known.same_means:
        raise NoPoint("equal means are sampled on finite spaces")
    if known.pointwise:
        raise NoPoint("a premise on single outcomes is sampled on finite spaces")
    images: dict[Expr, Expr] = {s: drawing.images[s.name] for s in wanted if s.name in drawing.images}
    laws = {name: substitute(law, images) for name, law in drawing.laws.items()}
    space = ContinuousSpace(laws, drawing.images, _outcomes(drawing, rng, point))
    values = {**point.values, **{s.name: value for s, value in drawing.parameters.items()}}
    return replace(point, values=values, space=space, symbols=(*point.symbols, *drawing.parameters))


class _Drawing:
    def __init__(self, known: Premises, rng: Random, kind: str, point: Point):
        self.known, self.rng, self.kind, self.point = known, rng, kind, point
        self.laws: dict[str, Expr] = {}
        self.images: dict[str, Expr] = {}
        self.bases: dict[str, Symbol] = {}
        self.parameters: dict[Symbol, Any] = {}  # that the laws got here, with their values
        self.pairs = known.pairs([(s.name, ()) for s in known.symbols])
        self.twins: dict[str, Any] = {}
        self.families: dict[str, Expr] = {}
        # Half of the spaces are narrow: there densities are above 1 and differential entropies negative.
        self.scale = rng.choice([Fraction(1), Fraction(1, 16)])

    def ordered(self, wanted: Sequence[Symbol]) -> list[Symbol]:
        """Parents before the variables whose law depends on them."""
        parents = {name: self._parents(law) for name, _, law in self.known.laws}
        found: list[Symbol] = []
        left = list(wanted)
        while left:
            done = {s.name for s in found}
            ready = [s for s in left if parents.get(s.name, set()) <= done]
            if not ready:
                raise NoPoint("laws that depend on each other in a circle")
            found += ready
            left = [s for s in left if s not in ready]
        return found

    def base(self, name: str, law: Expr, shape: tuple[Any, ...] = ()) -> Symbol:
        """A new base variable."""
        node = symbol(name, shape, "variable")
        self.laws[name], self.bases[name] = law, node
        return node

    def fraction(self) -> Fraction:
        return Fraction(self.rng.choice([-3, -2, -1, 1, 2, 3]), self.rng.choice([1, 2]))

    def apart(self, left: str, right: str) -> bool:
        return frozenset(((left, ()), (right, ()))) in self.pairs

    def add(self, node: Symbol, wanted: Sequence[Symbol]) -> None:
        twin = self.known.twin_of(node.name, ())
        law = next((law for name, place, law in self.known.laws if place is None and (
            name == node.name or (twin and self.known.twin_of(name, ()) == twin))), None)
        if node.sort == "event":
            raise NoPoint("events are sampled on finite spaces")
        if law is not None and law.rank > node.rank:
            raise NoPoint("a law of vectors for a number")
        if law is not None:
            self._lawful(node, law, wanted)
        elif node.rank:
            self._vector(node, wanted)
        elif self.kind == "families":
            self._of_a_family(node, twin)
        else:
            self._function(node, wanted)

    def _of_a_family(self, node: Symbol, twin: str) -> None:
        """Of any law, moved to the mean that is given."""
        family = self.families.get(twin) or self._family()
        if twin:  # variables with the same law
            self.families[twin] = family
        given = self.known.mean_of(node.name, ())
        if self.known.variance_of(node.name, ()) is not None:
            raise NoPoint("a given variance is sampled on normal and on finite spaces")
        if given is None:
            self.base(node.name, family)
            return
        mean = family_of(family).mean
        assert mean is not None, "each of these families has a mean"
        self.images[node.name] = self.base(f"noise of {node.name}", family) + (given - mean(*family.children))

    def _lawful(self, node: Symbol, law: Expr, wanted: Sequence[Symbol]) -> None:
        """Normal variables that are not declared independent share a base variable, others don't."""
        parents, children = self._parents(law), {
            name for name, _, other in self.known.laws if node.name in self._parents(other)}
        others = [s.name for s in wanted if s is not node and s.name not in children
                  and not self.apart(s.name, node.name)]
        if law.op != "normal" or node.rank:  # type: ignore[attr-defined]
            self.base(node.name, law, node.shape)
            return
        mean, variance = law.children
        sd = apply("sqrt", variance)
        if not parents and not others:
            self.base(node.name, law)
            return
        own = self.base(f"noise of {node.name}", STANDARD)
        if parents:  # given the parents it is normal, so it is a function of them and of its noise
            values: dict[Expr, Expr] = {s: self.images[s.name] for s in wanted if s.name in self.images}
            self.images[node.name] = substitute(mean + sd * own, values)
            return
        a, b = self.rng.choice([(Fraction(3, 5), Fraction(4, 5)), (Fraction(5, 13), Fraction(12, 13))])
        a *= self.rng.choice([-1, 1])
        shared = self._common(node, [s for s in wanted if s is node or s.name not in children])
        mixed = own if shared is None else number(a) * shared + number(b) * own
        self.images[node.name] = mean + sd * mixed

    def _vector(self, node: Symbol, wanted: Sequence[Symbol]) -> None:
        """A vector of which nothing is said, alone in its space: under a normal law of any mean and covariance."""
        if self.kind != "gaussian" or node.rank > 1 or any(s.name == node.name for s in self.known.symbols) or (
                len(wanted) > 1):
            raise NoPoint("vectors without a law are sampled on finite spaces")
        mean = symbol(f"mean of {node.name}", node.shape, "real")
        covariance = symbol(f"covariance of {node.name}", node.shape * 2, "posdef")
        for parameter in (mean, covariance):
            self.parameters[parameter] = draw(parameter.domain, self.rng, shape_at(parameter, self.point.sizes))
        self.base(node.name, apply("multivariate_normal", mean, covariance), node.shape)

    def _parents(self, law: Expr) -> set[str]:
        return {s.name for s in symbols(law) if s.sort == "variable"}

    def _common(self, node: Symbol, wanted: Sequence[Symbol], kind: str = "common") -> Expr | None:
        """A base variable of all in a group of which no two are independent; None for a variable alone in its group."""
        groups: list[list[str]] = []
        for name in sorted(s.name for s in wanted):
            free = (group for group in groups if not any(self.apart(name, other) for other in group))
            group = next(free, None)
            if group is None:
                groups.append(group := [])
            group.append(name)
        own = next(group for group in groups if node.name in group)
        if len(own) == 1:
            return None
        name = kind if len(groups) == 1 else f"{kind} of " + " and ".join(own[:2])
        return self.bases[name] if name in self.bases else self.base(name, STANDARD)

    def _function(self, node: Symbol, wanted: Sequence[Symbol]) -> None:
        """mean + a own + b common (+ c own**2 + d own * common for a polynomial)."""
        others = [s.name for s in wanted if s is not node and not self.apart(s.name, node.name)]
        own = self.base(f"noise of {node.name}", STANDARD)
        twin = self.known.twin_of(node.name, ())
        factors = self.twins.get(twin) or [self.fraction() for _ in range(5)]
        if twin:
            self.twins[twin] = factors
        mean = number(factors[0])
        a, b, c, d = (number(f * self.scale) for f in factors[1:])
        value: Expr = mean + a * own
        shared = self._common(node, wanted)
        if shared is not None:
            value = value + b * shared
        if shared is not None and len(others) > 1 and self.kind == "gaussian" and not twin:
            # With one common variable the product of three covariances would always be positive.
            second = self._common(node, wanted, "second common")
            assert second is not None, "there is a first one"
            value = value + number(self.fraction() * self.scale) * second
        if self.kind == "polynomial":
            value = value + c * own**2 / 2
            value = value + d * own * shared if shared is not None else value
        given, spread = self.known.mean_of(node.name, ()), self.known.variance_of(node.name, ())
        if given is not None and spread is None and self.kind == "polynomial":
            value = value + (given - mean - c / 2)  # the square has the mean 1
        elif given is not None or spread is not None:
            if self.kind != "gaussian":
                raise NoPoint("a given variance is sampled on normal and on finite spaces")
            sd = apply("sqrt", spread) if spread is not None else number(abs(factors[1]))
            mixed = number(Fraction(3, 5)) * own + number(Fraction(4, 5)) * shared if shared is not None else own
            value = (given if given is not None else mean) + sd * mixed
        self.images[node.name] = value

    def _family(self) -> Expr:
        pick, low = self.rng.choice, self.fraction()
        width = pick([Fraction(k, 2) for k in (1, 2, 3, 4)]) * self.scale
        return pick([
            apply("uniform", low, low + width), apply("exponential", 1 / width),
            apply("laplace", self.fraction(), width), apply("normal", self.fraction(), width**2),
            apply("gamma_distribution", pick([2, 3]), 1 / width),
        ])


def sample_space(
    wanted: Sequence[Symbol], premises: Sequence[Expr], rng: Random, point: Point, kind: str = "finite",
    exprs: Sequence[Expr] = (),
) -> Point:
    """The point with a probability space of a kind (`finite`, `constant`, or one of `KINDS`) for its random symbols.

    What premises declare holds in it (independence, laws, means, disjoint events ...), and symbols that
    they determine (`mu == expectation(X)`) get their values. Numbers that `exprs` or premises compare with a
    random variable (`X == x`) get values that it takes. Raises NoPoint where none was found.

    >>> x, y = symbol("X", (), "variable"), symbol("Y", (), "variable")
    >>> space = sample_space([x, y], [apply("independent", x, y)], Random(0), Point({})).space
    >>> sum(space.weights)
    Fraction(1, 1)
    """
    known = Premises.of(premises)
    laws = [law for _, _, law in known.laws]
    point = order_ends(known, fit_parameters([*laws, *laws_in(exprs)], rng, point, few=kind == "finite"))
    if kind == "finite":
        point = finite_space(wanted, known, rng, point)
    elif kind == "constant":
        point = constant_space(wanted, known, rng, point)
    else:
        point = continuous_space(wanted, known, rng, point, kind)
    return settle(known, match_numbers(exprs, premises, rng, point))


def _outcomes(drawing: _Drawing, rng: Random, point: Point) -> dict[str, Any]:
    """One value of each base variable, inside of the support that its law has at the values of those before it."""
    found: dict[str, Any] = {}
    plain: dict[Expr, Expr] = {node: symbol(name, node.shape) for name, node in drawing.bases.items()}
    for name, node in drawing.bases.items():
        law = substitute(drawing.laws[name], plain)
        here = replace(point, values={**point.values, **{s.name: v for s, v in drawing.parameters.items()}, **found})
        low, high = support_of(law, here) if getattr(law, "op", "") in FAMILIES else (None, None)
        value = np.empty(shape_at(node, point.sizes), dtype=object)
        for place in np.ndindex(value.shape):
            if getattr(law, "op", "") in FAMILIES and family_of(law).discrete:
                start = Fraction(1) if low is None else low
                value[place] = start + rng.randint(0, 2 if high is None else max(0, min(3, int(high - start))))
            elif low is not None and high is not None:
                value[place] = low + (high - low) * Fraction(rng.randint(1, 63), 64)
            else:
                step = Fraction(rng.randint(1, 64), 32)
                value[place] = low + step if low is not None else high - step if high is not None else step
        found[name] = value
    return found
