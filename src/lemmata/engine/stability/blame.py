"""Which operation loses the bits, and why: each operation alone in floats, all others exact.

An operation is given the exact values of its arguments, rounded; its rounded result takes the place of its exact one,
and what the formula then loses is what this operation does. Several can do the same damage (in sqrt(x + 1) - sqrt(x)
the roots are rounded, and the difference leaves nothing but that): the one whose kind explains it is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import flint
import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported
from lemmata.engine.evaluation.batches import Batch
from lemmata.engine.evaluation.budget import Split
from lemmata.engine.expr import Apply, Bind, Constant, Expr, Number
from lemmata.engine.ops import OPS
from lemmata.engine.stability.balls import ExtendedBalls
from lemmata.engine.stability.faults import KINDS, kinds_of
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group, Over
from lemmata.engine.stability.truth import START, Truth, by_point, cap_of, ends_of
from lemmata.engine.stability.written import floats_in

LOSING = 1.5  # bits, from which a point is looked at
MOST = 64  # points that are looked at in a group
ENTRIES = 2048  # entries of the inputs of these points
MOVING = ("structure", "logic", "relations")  # groups of operations that only move numbers, or compare them
EXACT = ("neg", "abs", "where", "maximum", "minimum", "max", "min", "relu", "sign", "floor", "ceil")


@dataclass(frozen=True)
class _Effect:
    """What one operation alone does at each point: the bits lost in the end, and the kind (its place in KINDS)."""

    node: Expr
    bits: Array
    kind: Array


def blamed(known: Truth, bits: Array) -> list[tuple[Expr, str, float, float, int]]:
    """Operations of the truth's first formula as (node, kind, share, bits, worst point), most harmful first."""
    found: dict[tuple[Expr, str], list[tuple[float, int, float]]] = {}
    start = 0
    for k in known.known:
        mine = bits[start:start + k.group.count]
        places = _chosen(mine, k.group)
        if len(places):
            weight = float(mine[mine > LOSING].sum()) / float(mine[places].sum())
            for node, kind, place in _at_fault(known.exprs, k.group[places], known.format, mine[places]):
                at = int(places[place])
                found.setdefault((node, kind), []).append((float(mine[at]), start + at, weight))
        start += k.group.count
    total = sum(lost * weight for rows in found.values() for lost, _, weight in rows)
    ranked = [(node, kind, sum(lost * w for lost, _, w in rows) / total, sum(r[0] for r in rows) / len(rows),
               known.points.plainest(np.array([at for lost, at, _ in rows if lost >= 0.9 * max(rows)[0]])))
              for (node, kind), rows in found.items()]
    return sorted(ranked, key=lambda row: (-row[2], row[0].digest))


def _chosen(bits: Array, group: Group) -> Array:
    """Points that lose bits, spread over all of them in the order of their loss."""
    losing = np.flatnonzero(bits > LOSING)
    entries = max([1, *(v[:1].size for v in group.values.values())])
    most = max(2, min(MOST, ENTRIES // entries))
    if len(losing) > most:
        ordered = losing[np.argsort(-bits[losing], kind="stable")]
        losing = ordered[np.linspace(0, len(ordered) - 1, most).astype(int)]
    return losing


def _at_fault(exprs: Sequence[Expr], group: Group, format: Format, bits: Array) -> list[tuple[Expr, str, int]]:
    """For each point, the operation that is to blame, and why."""
    effects = _effects(exprs, group, format)
    found = []
    names = list(KINDS)
    for place in range(group.count):
        scored = [(e.bits[place], int(e.kind[place]), order) for order, e in enumerate(effects)]
        most = max((s[0] for s in scored), default=0.0)
        if most <= 1:
            continue  # no operation does it alone: the errors of many add up
        enough = max(1.0, min(most, float(bits[place])) * 0.75 - 1)
        _, kind, order = min((s for s in scored if s[0] >= enough), key=lambda s: (s[1], -round(s[0]), s[2]))
        found.append((effects[order].node, names[kind], place))
    return found


def _effects(exprs: Sequence[Expr], group: Group, format: Format) -> list[_Effect]:
    floats = floats_in(format)
    with floats.context():
        plain = Over(group, floats)
        for expr in exprs:
            plain.value(expr)
    bits, infinite = START, any(np.isinf(v).any() for v in group.values.values())
    while True:
        balls = ExtendedBalls(bits, infinite=infinite)
        with balls.context():
            exact = _beside(plain, Over(group, balls))
            ends = [ends_of(exact.over_points(exact.value(expr))) for expr in exprs]
            certain = all((low == high).all() for low, high, _ in ends)
            if certain or bits >= cap_of(exprs):
                return _by_operation(exprs, plain, exact, format, [format.rounded(e[0], e[2]) for e in ends])
        bits *= 2


def _beside(plain: Over, other: Over) -> Over:
    """With the same binders opened, and what the floats unfold unfolded."""
    other.opened, other.ranges = plain.opened, dict(plain.ranges)
    other.unfolded = {node: stand_in for node, stand_in in plain.unfolded.items() if stand_in is not None}
    return other


def _by_operation(exprs: Sequence[Expr], plain: Over, exact: Over, format: Format, true: list[Array]) -> list[_Effect]:
    rounded: dict[Expr, Batch] = {}

    def nearest(node: Expr) -> Batch:
        if node not in rounded:
            batch = exact.value(node)
            rounded[node] = Batch(nearest_floats(batch.array, format), batch.names)
        return rounded[node]

    found = []
    for node in [n for n in plain.done if _computes(plain, n)]:
        try:
            given = {child: nearest(child) for child in plain._needs(node)}
            own = nearest(node)
            local = _alone(plain, node, given)
            harm = _harm(exprs, exact, node, local, format, true)
        except (Unsupported, Undefined, Split):
            continue
        found.append(_Effect(node, harm, kinds_of(exact, node, own, local, given, format)))
    return found


def _computes(plain: Over, node: Expr) -> bool:
    """Whether an operation rounds; what only moves or chooses numbers does not."""
    if isinstance(node, Bind):
        return node.binder in ("sum", "prod")
    if isinstance(node, Apply):
        return node.sort == "real" and OPS[node.op].group not in MOVING and node.op not in EXACT and (
            plain.stand_in(node) is None)
    return isinstance(node, (Number, Constant))


def nearest_floats(array: Array, format: Format) -> Array:
    """Balls as the floats nearest to their middles; truth values and places stay."""
    if array.dtype != object or not array.size or not isinstance(array.flat[0], flint.arb):
        return array.astype(bool) if array.dtype == object else array
    _, high, rest = ends_of(array)
    return format.rounded(high, rest)


def _alone(plain: Over, node: Expr, given: Mapping[Expr, Batch]) -> Batch:
    """The value of one operation in floats."""
    with plain.arithmetic.context():
        floats = _beside(plain, Over(plain.group, plain.arithmetic))
        floats.done = {child: Batch(_lifted(floats, b.array), b.names) for child, b in given.items()}
        found = floats._step(node)
    return Batch(np.asarray(found.array).astype(np.float64), found.names)


def _lifted(floats: Over, array: Array) -> Array:
    with np.errstate(all="ignore"):
        return array if array.dtype.kind in "bi" else array.astype(floats.arithmetic.dtype)  # type: ignore[attr-defined]


def _harm(exprs: Sequence[Expr], exact: Over, node: Expr, local: Batch, format: Format, true: list[Array]) -> Array:
    """The bits lost where this operation has its value in floats, and all others are exact."""
    infinite = not np.isfinite(local.array).all()
    assert isinstance(exact.arithmetic, ExtendedBalls)
    balls = replace(exact.arithmetic, infinite=infinite or exact.arithmetic.infinite)
    with balls.context():
        other = _beside(exact, Over(exact.group, balls))
        changed = {node}
        for n in exact.done:
            if n not in changed and any(child in changed for child in exact._needs(n)):
                changed.add(n)
        other.done = {n: batch for n, batch in exact.done.items() if n not in changed}
        other.done[node] = Batch(balls.array(local.array), local.names)
        lost = []
        for expr, right in zip(exprs, true):
            _, high, rest = ends_of(other.over_points(other.value(expr)))
            lost.append(by_point(format.rounded(high, rest), right, format))
    return np.mean(lost, axis=0)
