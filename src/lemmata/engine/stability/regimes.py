"""Branches: which form serves where, found from the bits that each loses at points in order of one number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lemmata.engine.expr import Apply, Expr, Symbol, count_nodes, number, postorder, symbols
from lemmata.engine.ops import apply
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group, Points
from lemmata.engine.stability.scoring import Scores
from lemmata.engine.stability.truth import truth

Weight = Callable[[Expr], int]  # how simple a form is
MOST = 4  # branches
PAYS = 0.1  # mean bits that a further branch must save
SMALL = 2e-3  # bits that a node or a step of a form counts
FORMS = 80  # of which branches are made
CUTS = 160  # places where a branch may begin
BETWEEN = 40  # points drawn between two others, to find where one form becomes better
ZOOMS = 3
NATURAL = 0.02  # mean bits that a cut at 0 may cost
TOLERATED = 2.0  # bits of all the points between, that a cut with fewer digits may cost
PARTS = 6  # of the formula, that branches may be told by


@dataclass(frozen=True)
class Regimes:
    """Forms by the number that tells which is taken.

    by      the number
    cuts    rising; the first form below the first of them, and so on
    """

    by: Expr
    cuts: tuple[Fraction, ...]
    forms: tuple[Expr, ...]

    @property
    def rising(self) -> bool:
        return all(a < b for a, b in zip(self.cuts, self.cuts[1:]))

    @property
    def expr(self) -> Expr:
        """All as one expression."""
        whole = self.forms[-1]
        for cut, form in reversed(list(zip(self.cuts, self.forms))):
            whole = apply("where", apply("lt", self.by, number(cut)), form, whole)
        return whole


def deciders(expr: Expr) -> list[Expr]:
    """The numbers by which branches may be told: the variables, their sizes (of arrays the largest one), and small
    parts of the formula."""
    if expr.shape:
        return []
    names = [s for s in symbols(expr) if not s.shape and s.sort == "real"]
    found: list[Expr] = []
    for s in names:
        found.append(s)
        if s.domain == "real":
            found.append(apply("abs", s))
    for s in symbols(expr):
        if s.shape and s.sort == "real":
            found.append(apply("max", apply("abs", s)))
    parts = [node for node in postorder(expr) if isinstance(node, Apply) and not node.shape and node.sort == "real"
             and 2 <= count_nodes(node) <= 8 and len(symbols(node)) > 1]
    return found + parts[:PARTS]


def candidates(forms: Sequence[Expr], scores: Scores, weight: Weight) -> list[Expr]:
    """Few forms that together serve best everywhere, the simpler ones first where they are alike."""
    kept = sorted(forms, key=lambda f: (weight(f), f.digest))
    table = np.array([scores.bits(f) for f in kept])
    weights = np.array([weight(f) for f in kept]) * SMALL
    total = table + weights[:, None]
    chosen: list[int] = [int(np.argmin(total.mean(axis=1)))]
    best = total[chosen[0]]
    while len(chosen) < FORMS:
        saved = np.maximum(best - total, 0).sum(axis=1)
        k = int(np.argmax(saved))
        if saved[k] < 0.2:
            break
        chosen.append(k)
        best = np.minimum(best, total[k])
    return [kept[k] for k in chosen]


def regimes(start: Expr, forms: Sequence[Expr], scores: Scores, weight: Weight) -> Regimes | None:
    """The best branches; None where they don't pay."""
    if not forms or not deciders(start):
        return None
    table = np.array([scores.bits(f) for f in forms])
    weights = np.array([weight(f) for f in forms]) * SMALL
    single = float((table.mean(axis=1) + weights).min())
    best: tuple[float, Expr, list[tuple[int, int]], Array] | None = None
    for by in deciders(start):
        values = _values(by, scores)
        if values is None:
            continue
        order = np.argsort(values, kind="stable")
        found = _split(table[:, order], weights, values[order], single)
        if found is not None and (best is None or found[0] < best[0] - 0.02):
            best = found[0], by, found[1], values[order]
    if best is None:
        return None
    _, by, parts, values = best
    chosen = [forms[form] for _, form in parts]
    cuts = [_cut(by, chosen[k], chosen[k + 1], values[begin - 1], values[begin], scores)
            for k, (begin, _) in enumerate(parts[1:])]
    made = Regimes(by, tuple(cuts), tuple(chosen))
    for k in range(len(cuts)):
        at_zero = Regimes(by, (*made.cuts[:k], Fraction(0), *made.cuts[k + 1:]), made.forms)
        if at_zero.rising and scores.mean(at_zero.expr) <= scores.mean(made.expr) + NATURAL:
            made = at_zero
    return made if made.rising else None


def _values(by: Expr, scores: Scores) -> Array | None:
    try:
        found = np.concatenate([v.reshape(-1) for v in scores.values(by)])
    except (ValueError, ArithmeticError):
        return None
    return found if not np.isnan(found).any() else None


def _split(table: Array, weights: Array, values: Array, single: float) -> tuple[float, list[tuple[int, int]]] | None:
    """The mean bits, and where each branch begins with its form, by dynamic programming over the places for cuts."""
    count = len(values)
    places = [k for k in np.unique(np.linspace(0, count, CUTS + 1).astype(int)) if 0 < k < count]
    # A cut stands between two different numbers; also around 0, where signs change.
    places += [int(np.searchsorted(values, 0.0, side=side)) for side in ("left", "right")]  # type: ignore[call-overload]
    places = sorted({k for k in places if 0 < k < count and values[k - 1] < values[k]})
    if not places:
        return None
    ends = [0, *places, count]
    sums = np.concatenate([np.zeros((len(table), 1)), np.cumsum(table, axis=1)], axis=1)[:, ends] / count
    size = len(ends)
    cost, which = np.full((size, size), np.inf), np.zeros((size, size), int)
    for i in range(size - 1):
        parts = sums[:, i + 1:] - sums[:, i:i + 1] + weights[:, None]
        which[i, i + 1:], cost[i, i + 1:] = parts.argmin(axis=0), parts.min(axis=0)
    best = [cost[0]]
    back: list[Array] = []
    for _ in range(MOST - 1):
        sofar = best[-1][:, None] + cost + PAYS
        back.append(sofar.argmin(axis=0))
        best.append(sofar.min(axis=0))
    branches = int(np.argmin([b[-1] for b in best]))
    if not branches or best[branches][-1] > single - PAYS / 2:
        return None
    taken: list[tuple[int, int]] = []
    end = size - 1
    for k in range(branches, 0, -1):
        begin = int(back[k - 1][end])
        taken.append((ends[begin], int(which[begin, end])))
        end = begin
    taken.append((0, int(which[0, end])))
    return float(best[branches][-1]), taken[::-1]


def _cut(by: Expr, left: Expr, right: Expr, low: float, high: float, scores: Scores) -> Fraction:
    """Where the one form stops to be the better one, between two numbers: by points drawn there, ever closer."""
    format = scores.known.format
    symbol = by if isinstance(by, Symbol) else by.children[0] if isinstance(by, Apply) and by.op == "abs" else None
    if isinstance(symbol, Symbol):
        for zoom in range(ZOOMS):
            ends = format.order(np.array([low, high]))
            if ends[1] - ends[0] < 4:
                break
            found = _better(by, symbol, left, right, ends, scores, format, zoom)
            if found is None:
                break
            low, high = found
            if zoom and _digits(_short(low, high)) < 3:
                break
    return _short(low, high)


def _better(by: Expr, symbol: Symbol, left: Expr, right: Expr, ends: Array, scores: Scores, format: Format,
            seed: int) -> tuple[float, float] | None:
    rng = np.random.default_rng(seed)
    inside = np.unique(np.linspace(float(ends[0]), float(ends[1]), BETWEEN + 2)[1:-1].astype(np.int64))
    numbers = np.sort(format.number(inside))
    group = max((k.group for k in scores.known.known), key=lambda g: g.count)
    places = rng.integers(group.count, size=len(numbers))
    values = {name: v[places] for name, v in group.values.items()}
    signs = np.sign(values[symbol.name]) if by is not symbol else 1.0
    values[symbol.name] = np.where(signs == 0, 1.0, signs) * numbers
    known = truth(scores.known.exprs, Points(format, (Group(group.sizes, values, len(numbers)),)))
    if known.count < BETWEEN // 4:
        return None
    near = Scores(known)
    a, b = near.bits(left), near.bits(right)
    if a is None or b is None:
        return None
    kept = np.abs(known.known[0].group.values[symbol.name]) if by is not symbol else known.known[0].group.values[
        symbol.name]
    saved = np.concatenate([[0.0], np.cumsum(b - a)])  # what is saved by taking the left form up to here
    good = np.flatnonzero(saved >= saved.max() - TOLERATED)
    edges = np.concatenate([format.number(ends[:1]), kept, format.number(ends[1:])])
    return float(edges[good[0]]), float(edges[good[-1] + 1])


def _digits(value: Fraction) -> int:
    return len(f"{float(value):e}".partition("e")[0].rstrip("0"))


def _short(low: float, high: float) -> Fraction:
    """The number above low and up to high with the fewest digits."""
    if low < 0 <= high:
        return Fraction(0)
    middle = high if np.isinf(low) else low if np.isinf(high) else low / 2 + high / 2
    for digits in range(1, 18):
        for start in (middle, high):
            short = float(f"{start:.{digits - 1}e}")
            if low < short <= high:
                return Fraction(f"{short!r}")
    return Fraction(high)
