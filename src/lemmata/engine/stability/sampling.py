"""Points at which a formula is measured: drawn by laws, inside of the declared domains, with certified values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lemmata.engine.evaluation import FLOATS
from lemmata.engine.expr import Bind, Expr, Symbol, dims, is_size, postorder, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import read
from lemmata.engine.stability.domains import DOMAINS, ENTRIES, PLAIN, UNBOUNDED, moderate, with_infinite
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.laws import Law, law, normal
from lemmata.engine.stability.points import Group, Over, Points, joined
from lemmata.engine.stability.sizes import ENTRIES as MOST_ENTRIES
from lemmata.engine.stability.sizes import sizes_for, slow
from lemmata.engine.stability.truth import Known, Truth, truth

ROUNDS = 12  # of drawing, where few points have a value
MOST_TRIED = 40  # points drawn for one that has a value; a few where none has
INFINITE = 0.01  # of the points, of symbols without a law of their own, have infinite entries
TIED = 0.05  # of the points have a symbol that is near another one of its kind
_ITEM = re.compile(r"\s*([^\W\d]\w*)\s*:\s*(.+?)\s*$", re.DOTALL)
_CALL = re.compile(r"([^\W\d]\w*)\s*(?:\(([^()]*)\))?$")


@dataclass(frozen=True)
class Where:
    """How points are drawn: laws of symbols, sizes of dims, and conditions that hold at all of them.

    moderate   whether numbers without a law of their own stay near 1
    """

    laws: Mapping[str, Law] = field(default_factory=dict)
    sizes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    conditions: tuple[Expr, ...] = ()
    moderate: bool = False


def read_where(text: str | None, declared: Mapping[str, Symbol], names: Sequence[str]) -> Where:
    """`x: normal(0, 30), p: values(0, 0.5), n: 1000, x < y` as laws, sizes and conditions.

    Raises ReadError or ValueError with what is wrong.

    >>> from lemmata.engine.expr import symbol
    >>> where = read_where("x: normal(0, 30), n: 10, x[0] < 1", {"x": symbol("x", ["n"])}, ["n"])
    >>> str(where.laws["x"]), where.sizes["n"], len(where.conditions)
    ('normal(0, 30)', (10,), 1)
    """
    laws, sizes, conditions = {}, {}, []
    for part in _parts(text or ""):
        item = _ITEM.match(part)
        if item is None:
            condition = read(part, declared, strict=True, dims=names)[0]
            if condition.sort != "boolean":
                raise ValueError(f"{part!r} is no condition; write a law as x: normal(0, 1), a condition as x < y")
            conditions.append(condition)
        elif item[1] in declared:
            laws[item[1]] = _law(item[2])
        elif item[1] in names:
            sizes[item[1]] = _sizes(item[1], _law(item[2]))
        else:
            raise ValueError(f"the formula has no {item[1]!r}; it has {', '.join([*declared, *names]) or 'no symbols'}")
    return Where(laws, sizes, tuple(conditions))


def _parts(text: str) -> list[str]:
    """Split at commas, semicolons and lines outside of brackets."""
    found, depth, last = [], 0, 0
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        if mark in ",;\n" and not depth:
            found.append(text[last:place])
            last = place + 1
    return [part.strip() for part in [*found, text[last:]] if part.strip()]


def _law(text: str) -> Law:
    try:
        return law("values", [float(text)])
    except ValueError:
        pass
    call = _CALL.match(text)
    try:
        if call is None:
            raise ValueError(text)
        numbers = [float(n) for n in (call[2] or "").split(",") if n.strip()]
    except ValueError:
        raise ReadError(f"{text!r} is no law; write normal(0, 30), floats(0, 1), values(1, 2), or a number") from None
    return law(call[1], numbers)


def _sizes(name: str, found: Law) -> tuple[int, ...]:
    whole = tuple(int(n) for n in found.numbers if n == int(n) and n >= 1)
    if found.name != "values" or len(whole) != len(found.numbers):
        raise ValueError(f"{name} is a size; write {name}: 1000, or {name}: values(1, 10, 1000)")
    return whole


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
        some = _filled(wanted, used, sizes, where, format, min(share, max(8, MOST_ENTRIES // entries)), rng)
        nowhere = not some.count and some.undefined and place < len(chosen) - 1  # as a variance of one number
        found.append(replace(some, unsamplable=0) if nowhere else some)
        left -= 0 if nowhere else share
    return _together(found)


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
    together = _together(found)
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


def _together(found: Sequence[Truth]) -> Truth:
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


def draw(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, format: Format, count: int,
         rng: np.random.Generator) -> Group:
    """Points of these sizes, in the declared domains."""
    kept: list[dict[str, Array]] = []
    done = 0
    for _ in range(ROUNDS):
        some = _drawn(used, sizes, where, format, 2 * count if kept else count, rng)
        inside = _inside(used, sizes, where, some, 2 * count if kept else count)
        kept.append({name: v[inside] for name, v in some.items()})
        done += int(inside.sum())
        if done >= count:
            break
    if not done:
        conditions = " where " + str(len(where.conditions)) + " conditions hold" if where.conditions else ""
        raise ValueError(f"no point was found in the domain of {', '.join(s.name for s in used)}{conditions}; "
                         "give laws whose numbers lie in it")
    values = {s.name: np.concatenate([k[s.name] for k in kept])[:count] for s in used}
    return Group(dict(sizes), values, min(done, count) if used else count)


def _drawn(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, format: Format, count: int,
           rng: np.random.Generator) -> dict[str, Array]:
    found: dict[str, Array] = {}
    infinite = rng.random(count) < INFINITE
    tied = rng.random(count) < TIED
    for s in used:
        shape = (count, *(size.value(sizes) for size in s.shape))
        own = where.laws.get(s.name)
        if own is not None:
            values = own(rng, shape, format)
        elif s.domain == "labels":
            values = rng.integers(0, s.params[0].value(sizes), shape).astype(float)
        else:
            values = DOMAINS[s.domain](rng, shape, format)
            values = moderate(values) if where.moderate and s.domain in PLAIN else values
            if s.domain in UNBOUNDED and infinite.any():
                values[infinite] = with_infinite(normal)(rng, values[infinite].shape, format)
            near = next((name for name, v in found.items() if v.shape == shape and name not in where.laws), None)
            if near is not None and s.domain in PLAIN:
                values[tied] = (found[near] * (1 + rng.integers(-3, 4, shape) * format.epsilon))[tied]
        found[s.name] = values.astype(np.int64) if s.sort == "integer" else format.rounded(values)
    return found


def _inside(used: Sequence[Symbol], sizes: Mapping[str, int], where: Where, values: Mapping[str, Array],
            count: int) -> Array:
    """The points whose entries lie in their domains, and at which the conditions hold."""
    found = np.ones(count, bool)
    for s in used:
        if s.domain in ENTRIES:
            found &= np.asarray(ENTRIES[s.domain](values[s.name])).reshape(count, -1).all(axis=1)
        if s.name not in where.laws and s.domain not in UNBOUNDED:
            found &= np.isfinite(values[s.name]).reshape(count, -1).all(axis=1)
    if where.conditions:
        with FLOATS.context():
            over = Over(Group(dict(sizes), dict(values), count), FLOATS)
            for condition in where.conditions:
                found &= over.over_points(over.value(condition)).astype(bool).reshape(count, -1).all(axis=1)
    return found
