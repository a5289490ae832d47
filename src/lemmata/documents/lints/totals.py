"""Whether what was measured of a density adds up to 1: over the line, a part of it, or whole numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

_NEAR = 0.01
PLAIN = 50.0  # numbers up to which a law lies where integrals are taken well
_TRIALS = ("n", "N", "trials", "n_trials", "size")
COUNTS = ("k", "n", "i", "j", "y", "count")  # variables of laws of whole numbers


def last_count(answer: Mapping[str, Any], others: Sequence[str]) -> int | None:
    """The number of trials, up to which a law of whole numbers goes: what is called n."""
    known = dict(zip(others, answer["hints"])) if len(others) == len(answer["hints"]) else {}
    trials = next((known[name] for name in _TRIALS if name in known), 0.0)
    return int(trials) if trials == int(trials) and 0 < trials < PLAIN else None


def total(answer: Mapping[str, Any], strictly: bool, variable: str, mass: bool = False,
           last: int | None = None) -> str:
    """What the integral is, where it is over no usual range 1; "" where it is, or where one can't tell.

    mass: it is one of whole numbers, and only their sum counts, up to `last` where that is known
    """
    pieces, hints = answer["pieces"], answer["hints"]
    if answer["right"] < 0 or (answer["low"] < 0 and not strictly):
        return ""
    hill = _is_hill(answer["counts"], answer["first"], hints)
    discrete = mass or pieces is None or not (hill or (strictly and variable not in COUNTS))
    if discrete and any(abs(t - 1) < _NEAR for t in _sums(answer["counts"], answer["first"], hints)):
        return ""
    if last is not None:
        upto = [c for c in answer["counts"][-answer["first"]:][:last + 1] if c is not None]
        if len(upto) == last + 1 and sum(upto) > 1e-9:
            return f"the sum over 0, ..., {last} is {sum(upto):.4g}"
    if pieces is None or mass:
        return _counted(answer["counts"], answer["first"], mass)
    pi, inf = math.pi, math.inf
    ranges: list[tuple[float, float]] = [(-inf, inf)]
    whole = answer["low"] >= 0 and _between(pieces, -inf, inf) is not None
    if not hill:
        ranges += [(0, inf), (-inf, 0)]
        if not whole:  # a formula that only means something in a part of the line
            ranges += [(1, inf), (0, 1), (-1, 1), (-pi, pi), (0, 2 * pi), (0, pi)]
        for hint in hints:
            ranges += [(hint, inf), (-inf, hint), (0, hint), (-abs(hint), abs(hint))]
            ranges += [(hint, other) for other in hints]
    if any((total := _between(pieces, *ends)) is not None and abs(total - 1) < _NEAR for ends in ranges):
        return ""
    if not whole and not strictly:
        return ""
    total = _between(pieces, -inf if whole else 0, inf)
    return f"its integral{'' if whole else ' from 0 to infinity'} is {total:.4g}" if total and total > 1e-9 else ""


def _is_hill(counts: Sequence[float | None], first: int, hints: Sequence[float]) -> bool:
    """Whether the function falls alike to both sides from a place: a part of the line is not its range then."""
    for middle in {0, *(int(h) for h in hints if h == int(h) and abs(h) < 50)}:
        sides = [(counts[middle - first - k], counts[middle - first + k]) for k in range(8)]
        known = [(low, high) for low, high in sides if low is not None and high is not None]
        if (
            len(known) == 8
            and 0 < known[1][1] < known[0][0]
            and all(math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-300) for low, high in known)
            and all(later[0] <= sooner[0] for sooner, later in pairwise(known))
        ):
            return True
    return False


def _between(pieces: Sequence[Sequence[float]], low: float, high: float) -> float | None:
    """The integral from one point to another, as far as it is known well."""
    inner = [p for p in pieces if p[0] >= low and p[1] <= high]
    if not inner or inner[0][0] != low or inner[-1][1] != high:
        return None
    if all(math.isfinite(t) and abs(t) < 1e6 and error < 1e-3 * max(1.0, abs(t)) for _, _, t, error in inner):
        return sum(p[2] for p in inner)
    return None


def _sums(counts: Sequence[float | None], first: int, hints: Sequence[float]) -> Iterator[float]:
    """Sums over whole numbers: over all, from 0 and from 1, to the end and to places where laws end."""
    ends = {1, 6, *(int(h) for h in hints if h == int(h)), *(int(h) - 1 for h in hints if h == int(h))}
    yield sum(c for c in counts if c is not None)
    for start in (0, 1):
        found = counts[start - first :]
        stop = next((i for i, c in enumerate(found) if c is None), len(found))
        partial = list(accumulate(c for c in found[:stop] if c is not None))
        yield from partial[-1:]
        yield from (partial[end - start] for end in ends if start < end < start + len(partial))


def _counted(counts: Sequence[float | None], first: int, mass: bool) -> str:
    known = [c for c in counts[-first:] if c is not None]
    if len(known) > 50 and max(known[-20:]) < 1e-9 and sum(known) > 1e-9:
        return f"the sum over 0, 1, 2, ... is {sum(known):.4g}"
    large = next((k for k, c in enumerate(counts[-first:])
                  if mass and c is not None and 0 < k <= 10 and c > 1 + _NEAR), 0)
    return f"at {large} it is {counts[large - first]:.4g}, and a probability is at most 1: its sum is more" if (
        large) else ""
