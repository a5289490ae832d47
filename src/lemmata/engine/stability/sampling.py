"""Points at which a formula is measured: drawn by laws, inside of the declared domains, with certified values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from lemmata.engine.expr import Bind, Expr, Symbol, dims, is_size, postorder, symbols
from lemmata.engine.stability.domains import DOMAINS
from lemmata.engine.stability.drawing import ROUNDS, draw
from lemmata.engine.stability.formats import Format
from lemmata.engine.stability.points import Points, joined
from lemmata.engine.stability.sizes import ENTRIES, sizes_for, slow
from lemmata.engine.stability.truth import Known, Truth, truth
from lemmata.engine.stability.where import Where, read_where

MOST_TRIED = 40  # points drawn for one that has a value; a few where none has


def sampled(exprs: Sequence[Expr], declared: Mapping[str, Symbol], format: Format, where: str | Where | None = None,
            points: int = 8000, seed: int = 0) -> Truth:
    """The true values of formulas at points that are drawn for them: as many as are asked for, where there are so many.

    Points outside of the domain are drawn again; of reductions there are fewer at large sizes.
    """
    from lemmata.engine.derivatives import unfold

    wanted = [unfold(expr) for expr in exprs]
    _refuse_unwritable(wanted)
    known = {**declared, **{s.name: s for s in symbols(*wanted)}}
    if not isinstance(where, Where):
        where = read_where(where, known, dims(*wanted, *known.values()))
    used = [s for s in known.values() if s in set(symbols(*wanted, *where.conditions))]
    for s in used:
        if s.sort not in ("real", "integer") or (s.domain not in DOMAINS and s.domain != "labels"):
            raise ValueError(f"{s.name} is a {s.domain}, of which no floats are drawn; put numbers in its place")
    rng = np.random.default_rng(seed)
    found: list[Truth] = []
    chosen = sizes_for(wanted, used, where.sizes)
    left = points if used else len(chosen)  # a number is the same at every point
    where = replace(where, moderate=slow(wanted))
    for place, sizes in enumerate(chosen):
        share = -(-left // (len(chosen) - place))
        if not share:
            continue
        entries = sum(int(np.prod([size.value(sizes) for size in s.shape])) for s in used) or 1
        some = _filled(wanted, used, sizes, where, format, min(share, max(8, ENTRIES // entries)), rng)
        nowhere = not some.count and some.undefined and place < len(chosen) - 1  # as a variance of one number
        found.append(replace(some, unsamplable=0) if nowhere else some)
        left -= 0 if nowhere else share
    return all_together(found)


def _refuse_unwritable(exprs: Sequence[Expr]) -> None:
    """Floats have sums and products over finite ranges; no integrals, limits, expectations."""
    for node in postorder(*exprs):
        finite = isinstance(node, Bind) and node.domain == "index" and all(is_size(end) for end in node.range)
        if isinstance(node, Bind) and not finite:
            raise ValueError(f"no floats come to the {node.binder} over all values of a variable; work it out first")


def _filled(exprs: Sequence[Expr], used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, format: Format,
            count: int, rng: np.random.Generator) -> Truth:
    """So many points of these sizes with a value, drawn in rounds."""
    found: list[Truth] = []
    done = tried = unsamplable = 0
    for _ in range(ROUNDS):
        missing = count - done - unsamplable
        if missing <= 0 or tried >= (MOST_TRIED if done else 4) * count:
            break
        chance = max(done / tried, 0.05) if tried else 1.0
        group = draw(used, sizes, where, format, int(missing / chance) + 1, rng)
        tried += group.count
        some = truth(exprs, Points(format, (group,)))
        unsamplable += some.unsamplable
        found.append(some)
        done += some.count
    together = all_together(found)
    return _first(together, count - min(unsamplable, count), count)


def _first(found: Truth, count: int, wanted: int) -> Truth:
    """So many of the points."""
    kept, left = [], count
    for k in found.known:
        part = slice(0, left)
        kept.append(Known(k.group[part], tuple(h[part] for h in k.high), tuple(r[part] for r in k.low)))
        left -= kept[-1].group.count
    done = sum(k.group.count for k in kept)
    return Truth(found.exprs, found.format, tuple(k for k in kept if k.group.count), found.undefined, wanted - done)


def all_together(found: Sequence[Truth]) -> Truth:
    """Points of several truths of the same formulas; those of the same sizes are one group."""
    by_sizes: dict[tuple[tuple[str, int], ...], list[Known]] = {}
    for k in (k for part in found for k in part.known):
        by_sizes.setdefault(tuple(k.group.sizes.items()), []).append(k)
    joint = []
    for some in by_sizes.values():
        high, low = (tuple(np.concatenate(parts) for parts in zip(*(getattr(k, name) for k in some)))
                     for name in ("high", "low"))
        joint.append(Known(joined(found[0].format, [k.group for k in some]).groups[0], high, low))
    return Truth(found[0].exprs, found[0].format, tuple(joint), sum(f.undefined for f in found),
                 sum(f.unsamplable for f in found))
