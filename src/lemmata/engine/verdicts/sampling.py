"""Evidence from points: both sides in balls, at points of all styles, in several sizes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from lemmata.engine.evaluation import (
    ContinuousSpace,
    NoPoint,
    Point,
    draw_shaped,
    fit_parameters,
    laws_in,
    sample,
    sample_space,
    size_choices,
)
from lemmata.engine.expr import Apply, Bind, Constant, Expr, Number, Symbol, dims, postorder, symbols
from lemmata.engine.ops.calculus import SHAPED
from lemmata.engine.ops.facts import known
from lemmata.engine.verdicts.bounded import between_bounds
from lemmata.engine.verdicts.compare import FAILS, HOLDS, UNDEFINED, UNKNOWN, Outcome
from lemmata.engine.verdicts.constructing import constructed
from lemmata.engine.verdicts.edges import CONNECTED, edges
from lemmata.engine.verdicts.looking import STRUCTURAL, at_point, has_op, holds, look
from lemmata.engine.verdicts.question import Question

GENERIC = ("random", "small", "random", "nonsymmetric")
SPECIAL = ("special", "rank_deficient", "ill_conditioned", "large", "tiny")
# Domains whose entries can each be moved by itself, keeping sign and size.
MOVABLE = ("real", "positive", "nonnegative", "negative", "nonzero", "invertible", "fullrank")
# Whose entries move with their mirror images.
MIRRORED = ("symmetric", "semidefinite", "posdef")
FINITE = ("finite",)
STRICT = ("lt", "gt", "ne")
# Operations that are defined and continuous on all numbers.
CONTINUOUS_OPS = ("add", "mul", "neg", "exp", "expm1", "sin", "cos", "sinh", "cosh", "tanh", "asinh", "atan", "erf",
                  "abs", "sigmoid", "softplus", "relu", "square", "maximum", "minimum")
TELLING = 3  # points that have to meet premises on arrays
CONTINUOUS = ("gaussian", "polynomial", "families")
# How often a point is drawn again because a premise does not hold there.
DRAWS = 40
# How many points may be undefined before a proof counts as one about nothing.
LOOKS = 16
# How many points more are drawn far out where whole numbers stand: n^2 <= 100 holds for the small ones.
FAR = 4
CONSTANTS = 4


@dataclass
class Evidence:
    """What was seen: outcomes at generic points and at special ones."""

    holds: int = 0
    vanishing: int = 0  # of these: both sides are 0
    fails: list[tuple[Point, Outcome]] = field(default_factory=list)
    special_fails: list[tuple[Point, Outcome]] = field(default_factory=list)
    unknown: int = 0
    undefined: int = 0
    wide: bool = False  # something was seen at sizes above 1
    outside: int = 0
    why: list[str] = field(default_factory=list)
    held: list[Point] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)  # at these
    apart: list[Point] = field(default_factory=list)  # where a side is undefined

    @property
    def informative(self) -> int:
        return self.holds + len(self.fails)

    @property
    def empty(self) -> bool:
        """All that was seen: a side is undefined."""
        return bool(self.undefined) and not self.informative and not self.unknown

    def tells_nothing(self, question: Question) -> bool:
        """Whether all that was seen is 0 = 0, where neither side says that it is 0 and something could be special."""
        lawful = {p.args[0] for p in question.premises if isinstance(p, Apply) and p.op == "distributed"
                  and not symbols(p.args[1])}
        return 0 < self.vanishing == self.holds and not lawful.issuperset(question.symbols) and not any(
            known(side, "zero") is True for side in (question.left, question.right))

    def degenerate(self, question: Question) -> bool:
        """Whether premises on arrays were hardly met but where some array is 0 as a whole, or has one entry."""
        if not question.premises or not self.held or not dims(*question.exprs):
            return False
        arrays = [s.name for s in question.symbols if s.rank and s.sort == "real"]
        telling = [p for p in self.held if all(size > 1 for size in p.sizes.values()) and all(
            np.any(p.values[name] != 0) for name in arrays if name in p.values)]
        return len(telling) < TELLING

    def single(self, question: Question) -> bool:
        """Whether an equation among the premises was met at one point only, which need not be all that meets it."""
        equations = [p for p in question.premises if isinstance(p, Apply) and p.op == "eq" and symbols(p) and not any(
            isinstance(side, Symbol) and side not in symbols(other) for side, other in (p.args, p.args[::-1]))]
        numbers = {s.name for p in equations for s in symbols(p) if not s.shape and s.sort == "real"}
        seen = {tuple(str(point.values.get(name)) for name in sorted(numbers)) for point in self.held}
        return bool(numbers) and len(seen) == 1 and len(self.held) > 1

    @property
    def plenty(self) -> bool:
        """Failed at several generic points, and not as a rare exception."""
        return len(self.fails) >= 3 and 4 * len(self.fails) >= self.informative


def gather(question: Question, seed: int, count: int = 12, spaces: tuple[str, ...] = FINITE,
           first_failure: bool = False) -> Evidence:
    """Evidence at `count` generic points and one of each special style, on spaces of these kinds.

    With `first_failure` one failure at a generic point ends the search.
    """
    seen = Evidence()
    strict = question.op in STRICT
    for point, generic in points(question, seed, count, spaces):
        if strict:
            _look_at_edges(question, point, seed, seen)
            strict = False
        outcome = look(question, point)
        if outcome is None:
            seen.outside += 1
            continue
        if outcome.why:
            seen.why.append(outcome.why)
        if outcome.state in (HOLDS, FAILS) and all(size > 1 for size in point.sizes.values()):
            seen.wide = True
        if outcome.state == FAILS:
            (seen.fails if generic else seen.special_fails).append((point, outcome))
            if (len(seen.fails) >= 4 and seen.plenty) or (first_failure and seen.fails):
                break
        elif outcome.state == HOLDS and not _by_chance(question, point):
            seen.holds += 1
            seen.held.append(point)
            seen.outcomes.append(outcome)
            seen.vanishing += _vanishes(outcome)
            if generic and seen.holds + len(seen.fails) >= count + len(SPECIAL):
                break
        elif outcome.state == UNDEFINED:
            seen.undefined += 1
            seen.apart.append(point)
            if seen.undefined >= LOOKS and spaces != FINITE and not seen.informative:
                break  # P(X = 1 | Y = 0) of continuous laws
        else:
            seen.unknown += 1
            if seen.unknown >= 3 and not seen.informative:
                break
    return seen


def _look_at_edges(question: Question, point: Point, seed: int, seen: Evidence) -> None:
    """Points where strict orders fail, if they fail anywhere; that they hold there shows nothing new."""
    constants = _constants(question, dict(point.sizes), seed)
    for edge in (*edges(question, point), *constants):
        outcome = look(question, edge)
        if outcome is not None and outcome.state == FAILS:
            seen.special_fails.append((edge, outcome))
        seen.unknown += outcome is not None and outcome.state == UNKNOWN


def _vanishes(outcome: Outcome) -> bool:
    """Whether both sides are 0, as far as balls can tell."""
    sides = (np.asarray(v, dtype=object).flat for v in (outcome.left, outcome.right))
    return all(hasattr(v, "contains") and v.contains(0) for side in sides for v in side)


def first_look(question: Question, seed: int) -> str:
    """What the first points that tell something say: holds, fails, or undefined where none tells anything.

    A proof is about all points at which both sides are defined; it is worth nothing where there are none.
    """
    if random_symbols(question) or has_analysis(question):
        return HOLDS
    fails = undefined = 0
    for point, generic in points(question, seed, LOOKS, FINITE):
        outcome = look(question, point) if generic else None
        if outcome is None:
            continue
        if outcome.state in (HOLDS, UNKNOWN):
            return HOLDS
        undefined += outcome.state == UNDEFINED
        fails += outcome.state == FAILS
        if fails == 2:
            return FAILS
        if undefined == LOOKS:
            break
    return UNDEFINED if undefined and not fails else HOLDS


def points(question: Question, seed: int, count: int, spaces: tuple[str, ...]) -> Iterator[tuple[Point, bool]]:
    """Points at which the premises may hold, and whether they are generic ones."""
    names = dims(*question.exprs)
    rng = random.Random(f"{seed}")
    choices = size_choices(*question.exprs) or [{}]
    # More than asked for: points where a side is undefined tell nothing.
    styles = [(style, True) for _ in range(count) for style in GENERIC]
    if not question.symbols and not names:
        yield Point({}, {}, None, seed), True
        return
    wide = FAR if any(s.sort == "integer" and not s.shape for s in question.symbols) else 0
    mixed = styles[:count] + [(s, False) for s in (*SPECIAL, *["large"] * wide)] + styles[count:]
    found, patience = False, _patience(question)
    for k, (style, generic) in enumerate(mixed):
        if k >= patience and not found:
            return  # premises that no draw has met are met by none
        sizes = choices[k % len(choices)]
        point = _draw(question, sizes, rng, style, spaces[k % len(spaces)])
        if point is not None:
            found = True
            yield point, generic and all(v > 1 for v in sizes.values())


def _patience(question: Question) -> int:
    """How many points are tried for before one meets the premises.

    Functions that are drawn hardly ever solve an equation, and of two functions it is not seen that they are equal.
    """
    told = [p for p in question.premises if isinstance(p, Apply) and p.op == "eq" and any(
        s.domain == "function" for s in symbols(p))]
    if any(p.args[0].sort == "function" for p in told):
        return 1
    return 3 if told else 2 * len(GENERIC)


def drawn(question: Question, seed: int) -> Iterator[Point]:
    """A few generic points at which the premises hold."""
    return (point for point, generic in itertools.islice(points(question, seed, 4, FINITE), LOOKS // 2) if generic)


def crosses(question: Question, seen: Evidence) -> bool:
    """Whether the difference of two numbers that shall never be equal has both signs, so that it is 0 in between.

    That needs numbers from intervals, no premises and operations without jumps.
    """
    sides = question.left, question.right
    whole = all(s.domain in CONNECTED and not s.shape for s in question.symbols) and not question.premises
    if question.op != "ne" or not whole or not all(_has_no_jump(n) for n in postorder(*sides)):
        return False
    gaps = [outcome.left - outcome.right for outcome in seen.outcomes]
    return any(gap > 0 for gap in gaps) and any(gap < 0 for gap in gaps)


def _has_no_jump(node: Expr) -> bool:
    """Whether an operation is defined and continuous everywhere."""
    if isinstance(node, Apply) and node.op == "pow":
        exponent = node.args[1]
        return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 0
    return isinstance(node, (Symbol, Number, Constant)) or (isinstance(node, Apply) and node.op in CONTINUOUS_OPS)


def _constants(question: Question, sizes: dict[str, int], seed: int) -> Iterator[Point]:
    """Points at which random variables don't vary, where strict orders between their moments fail."""
    if any(s.sort == "variable" for s in random_symbols(question)):
        rng = random.Random(f"constant {seed}")
        drawn_points = (_draw(question, sizes, rng, "small", "constant") for _ in range(CONSTANTS))
        yield from (point for point in drawn_points if point is not None)


def _draw(
    question: Question, sizes: dict[str, int], rng: random.Random, style: str, space: str
) -> Point | None:
    """A point in the declared domains, if possible one at which the premises hold."""
    plain = [p for p in question.premises if not (isinstance(p, Apply) and p.op in STRUCTURAL)]
    abstract = any(s.domain == "function" for s in symbols(*plain))
    for attempt in range((DRAWS // 8 if abstract else DRAWS) if plain else 1):
        try:
            # Premises such as n > p > 1 hold more often among other kinds of numbers.
            kind = style if attempt % 2 == 0 else "small"
            point = _shaped(question, sample(question.symbols, sizes, rng, kind), rng, kind)
            if random_symbols(question):
                within = between_bounds(plain, point)
                return sample_space(question.symbols, question.premises, rng, within, space, question.exprs)
            point = constructed(plain, fit_parameters(laws_in(question.exprs), rng, point))
        except NoPoint:
            return None
        if all(holds(p, point) for premise in plain for p in at_point((premise,), point)):
            return point
    return None


def _shaped(question: Question, point: Point, rng: random.Random, style: str) -> Point:
    """The point with functions that are convex, increasing, ..., where premises say so."""
    drawn = {}
    for premise in question.premises:
        if isinstance(premise, Apply) and premise.op in SHAPED and isinstance(f := premise.args[0], Symbol) and (
                f.name in point.values and f.name not in drawn):
            drawn[f.name] = draw_shaped(premise.op, rng, (f.params or ((),))[0], style)
    return replace(point, values={**point.values, **drawn}) if drawn else point


def refutes(question: Question, seen: Evidence, seed: int) -> tuple[Point, Outcome] | None:
    """A failure on more than a thin set: at several generic points, or at one and everywhere near it."""
    if seen.plenty or (seen.fails and not question.symbols):
        # Thresholds and factors are usually positive: a failure there convinces more.
        return next((fail for fail in seen.fails if _above_zero(fail[0])), seen.fails[0])
    for point, outcome in (*seen.fails, *seen.special_fails):
        if not all(size > 1 for size in point.sizes.values()):
            continue
        rng = random.Random(seed)
        near = [look(question, moved) for moved in (_nearby(question, point, rng) for _ in range(3)) if moved]
        if len(near) == 3 and all(n is not None and n.state == FAILS for n in near):
            return point, outcome
    return None


def _above_zero(point: Point) -> bool:
    """Whether all single numbers of a point are positive."""
    return all(v.shape or v[()] > 0 for v in point.values.values() if isinstance(v, np.ndarray))


def _nearby(question: Question, point: Point, rng: random.Random) -> Point | None:
    """The point with its free real entries moved a little; None where nothing can move."""
    values = dict(point.values)
    moved = False
    for symbol in question.symbols:
        value = values.get(symbol.name)
        if not isinstance(value, np.ndarray) or symbol.domain not in (*MOVABLE, *MIRRORED, "simplex"):
            continue
        moved = True
        if symbol.domain == "simplex":  # towards its inside
            weights = np.array([Fraction(rng.randint(1, 9)) for _ in value.flat], dtype=object).reshape(value.shape)
            values[symbol.name] = (99 * value + weights / weights.sum(axis=-1, keepdims=True)) / Fraction(100)
            continue
        steps = np.empty(value.shape, dtype=object)
        for place in np.ndindex(value.shape):
            steps[place] = Fraction(rng.randint(-9, 9) * 2 + 1, 2000) * (abs(value[place]) if value[place] else 1)
        if symbol.domain in MIRRORED:
            steps = (steps + np.swapaxes(steps, -1, -2)) / Fraction(2)
        values[symbol.name] = value + steps
    return replace(point, values=values) if moved else None


def random_symbols(question: Question) -> list[Symbol]:
    return [s for s in question.symbols if s.sort in ("variable", "event")]


def space_classes(question: Question) -> tuple[tuple[str, ...], ...]:
    """On which spaces the claim is to be tried: continuous, finite, or (where the text leaves it open) both."""
    if has_op(question, "differential_entropy") or _integrates_densities(question):
        return (CONTINUOUS,)
    if any(s.sort == "variable" for s in random_symbols(question)):
        return (FINITE, CONTINUOUS)
    return (FINITE,)


def _integrates_densities(question: Question) -> bool:
    """Whether a density is integrated over its point, which says nothing of the masses of a discrete variable."""
    return any(
        isinstance(n, Bind) and n.binder == "integral" and any(
            isinstance(d, Apply) and d.op == "density" and n.name in d.free for d in postorder(n.body))
        for n in postorder(*question.exprs))


def _by_chance(question: Question, point: Point) -> bool:
    """Whether a claim held on a space whose variables are independent only because no better one was drawn."""
    if not isinstance(point.space, ContinuousSpace):
        return False
    found = random_symbols(question)
    bases = [set(symbols(point.space.images.get(s.name, s))) for s in found]
    if any(one & other for one, other in itertools.combinations(bases, 2)):
        return False
    stated = {s for p in question.premises if isinstance(p, Apply) and p.op in STRUCTURAL for s in symbols(p)}
    return len([s for s in found if s not in stated]) > 1


def has_analysis(question: Question) -> bool:
    """Integrals, limits and extrema over numbers, which take long to evaluate."""
    return any(isinstance(n, Bind) and n.domain != "index" for n in postorder(*question.exprs))
