"""What is wrong with an answer: a sign, a factor, a transpose, a term; each is decided before it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, islice

from lemmata.engine.expr import Expr, Number, constant, count_nodes, dims, integer, number, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.sizes import folded
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.changes import changes
from lemmata.engine.verdicts.terms import is_op, times
from lemmata.engine.verdicts.verdict import HOLDS
from lemmata.engine.writers import to_text
from lemmata.exercises.assessment import Assessment
from lemmata.exercises.screen import Screen, Values, difference, terms
from lemmata.formulas import Formula

MOST_TRIED, MOST_NODES = 1500, 300
USUAL = tuple(Fraction(n) ** k for n in (2, 10, 100) for k in (1, -1))  # by which numbers are off
Decide = Callable[[Expr], bool]


def slip(answer: Formula, given: Formula) -> Assessment | None:
    """The first that fits; None where nothing does."""
    screen = Screen(answer.expr, given.expr)

    def equal(expr: Expr) -> bool:
        """Whether the answer is this, decided."""
        return answer.equals(Formula(expr, given.declarations)).kind in HOLDS

    if not screen.givens:
        return None
    for look in (_sign, _factor, _transposed, _term, _part):
        found = look(answer.expr, given.expr, screen, equal)
        if found is not None:
            return found
    return None


def _sign(answer: Expr, given: Expr, screen: Screen, equal: Decide) -> Assessment | None:
    if screen.equal(screen.rights, [-v for v in screen.givens]) and equal(-given):
        return Assessment("wrong sign", "the sign is the other way round: what you give is the answer times −1", "-1")
    return None


def _factor(answer: Expr, given: Expr, screen: Screen, equal: Decide) -> Assessment | None:
    """A number, a size or a constant times the answer."""
    ratio = screen.ratio(screen.givens, screen.rights)
    if _closed(answer, given):  # of two numbers the quotient is always one
        return _with_factor(str(ratio)) if ratio in USUAL else None
    if ratio is not None and ratio not in (0, 1) and equal(times(given, 1 / ratio)):
        return _with_factor(str(ratio))
    for factor in _factors(answer, given):
        known = screen.values(factor)
        if known is None:
            continue
        for above in (True, False):
            values = [v * f if not above else v / f for v, f in zip(screen.givens, known)]
            ratio = screen.ratio(values, screen.rights)
            if ratio is None or ratio == 0:
                continue
            now = given / factor if above else given * factor
            if equal(times(now, 1 / ratio)):
                return _with_factor(to_text(times(factor, ratio) if above else number(ratio) / factor))
    return None


def _closed(*exprs: Expr) -> bool:
    return not symbols(*exprs) and not dims(*exprs)


def _with_factor(factor: str) -> Assessment:
    return Assessment("constant factor", f"a constant factor is wrong: what you give is the answer times {factor}",
                      factor)


def _factors(answer: Expr, given: Expr) -> Iterator[Expr]:
    """Sizes and constants that are left out or put in."""
    sizes = dims(*symbols(answer, given), answer, given)
    for name in sizes:
        yield integer(name)
        yield integer(name) - 1
        yield integer(name) / (integer(name) - 1)
    yield from (integer(a) / integer(b) for a, b in combinations(sizes, 2))
    yield from (apply("log", number(2)), constant("pi"), apply("sqrt", number(2)), apply("log", number(10)),
                apply("sqrt", number(2) * constant("pi")), apply("sqrt", constant("pi")), constant("e"))


def _transposed(answer: Expr, given: Expr, screen: Screen, equal: Decide) -> Assessment | None:
    if answer.rank != 2:
        return None
    if screen.equal(screen.rights, [v.T for v in screen.givens]) and equal(given.T):
        return Assessment("transposed", "what you give is the transpose of the answer: rows and columns are in each "
                          "other's place", "the whole")
    return None


def _term(answer: Expr, given: Expr, screen: Screen, equal: Decide) -> Assessment | None:
    """A term that is missing, too many, or has another sign or factor."""
    apart = difference(screen.rights, screen.givens)
    if apart is None or _closed(answer, given):
        return None
    own, theirs = terms(answer), terms(given)
    for term, ratio in _that_explain(own, apart, screen):
        if not equal(given + times(term, ratio)):
            continue
        shown = _shown(term)
        if ratio == 1 and len(own) > 1:
            return Assessment("missing term", f"a term is missing: {shown}", shown)
        if ratio == 2:
            return Assessment("wrong sign", f"one sign is wrong: that of the term with {_unsigned(term)}",
                              _unsigned(term))
        if ratio < 1 or ratio > 2:
            return Assessment("constant factor", f"in one term the factor is wrong: it has {1 - ratio} times what "
                              f"belongs to {_unsigned(term)}", str(1 - ratio))
    for term, ratio in _that_explain(theirs, apart, screen):
        if not equal(given + times(term, ratio)):
            continue
        shown = _shown(term)
        if ratio == -1 and len(theirs) > 1:
            return Assessment("extra term", f"one term is too many: {shown}", shown)
        if ratio == -2:
            return Assessment("wrong sign", f"one sign is wrong: that of {shown}", shown)
        if ratio > -1:
            factor = 1 / (1 + ratio)
            return Assessment("constant factor", f"in one term the factor is wrong: {shown} is {factor} times what "
                              "belongs there", str(factor))
    return None


def _that_explain(some: list[Expr], apart: Values, screen: Screen) -> Iterator[tuple[Expr, Fraction]]:
    """The terms of which the difference is a multiple, with the factor; plain terms first."""
    found = []
    for term in some:
        if isinstance(term, Number) and not term.value:
            continue
        values = screen.values(term)
        ratio = None if values is None else screen.ratio(apart, values)
        if ratio:
            found.append((term, ratio))
    yield from sorted(found, key=lambda row: (row[1] not in (1, -1), row[1] not in (2, -2), count_nodes(row[0])))


def _shown(term: Expr) -> str:
    return to_text(folded(term))


def _unsigned(term: Expr) -> str:
    return _shown(term.children[0] if is_op(term, "neg") else term).removeprefix("-")


# Words of `changes` -> what is said; of others there is no diagnosis, only a difference.
_PARTS = {
    "a sign": ("wrong sign", "one sign is wrong"),
    "two signs": ("wrong sign", "two signs are wrong"),
    "the sign of the argument": ("wrong sign", "the sign of an argument is wrong"),
    "a transpose": ("transposed", "a part is transposed that should not be, or the other way round"),
    "a factor 2": ("constant factor", "a factor 2 is missing in one place"),
    "a factor 1/2": ("constant factor", "a factor 1/2 is missing in one place"),
    "a factor": ("constant factor", "in one place there is a factor too many"),
}


def _part(answer: Expr, given: Expr, screen: Screen, equal: Decide) -> Assessment | None:
    """A sign, a transpose or a factor within the formula."""
    if count_nodes(answer, given) > MOST_NODES:
        return None
    names = tuple(s for s in symbols(given, answer) if s.domain != "function")
    sizes = sorted({a for s in (given, answer, *names) for a in dims(s)})
    tried = 0
    for changed in islice(changes(given, answer, names, sizes), 20 * MOST_TRIED):
        kind = _PARTS.get(changed.words)
        if kind is None or changed.side.shape != answer.shape:
            continue
        tried += 1
        if tried > MOST_TRIED:
            return None
        values = screen.values(changed.side)
        try:
            if values is not None and screen.equal(values, screen.rights) and equal(changed.side):
                return Assessment(*kind, changed.words)
        except Undecided:
            continue
    return None
