"""The orders that the summed indices of one component may have, once what they touch (refinement) is compared."""

from __future__ import annotations

import itertools
from hashlib import blake2b
from typing import TYPE_CHECKING

from lemmata.engine.expr import Size
from lemmata.engine.rewriting.contracting import used_by
from lemmata.engine.rewriting.polynomial import Pair, Undecided
from lemmata.engine.rewriting.signatures import Signatures

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical

MOST_ORDERS = 5040


def orders(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[tuple[str, ...]]:
    """The orders of the indices that refinement leaves open.

    Where some indices look alike, each of them in turn is told apart from the others, and what it touches
    with it: the two copies of a chain of n sums that is squared have 2 orders, not 2^n.
    """
    if len(dims) == 1:
        return [tuple(dims)]
    found: list[tuple[str, ...]] = []
    waiting = [_refined(form, {name: str(dims[name]) for name in dims}, pairs)]
    while waiting:
        colour = waiting.pop()
        classes: dict[str, list[str]] = {}
        for name in sorted(dims, key=lambda n: colour[n]):
            classes.setdefault(colour[name], []).append(name)
        alike = next((members for members in classes.values() if len(members) > 1), None)
        if alike is None:
            found.append(tuple(itertools.chain(*classes.values())))
        else:
            waiting.extend(_refined(form, {**colour, name: colour[name] + "!"}, pairs) for name in alike)
        if len(found) + len(waiting) > MOST_ORDERS:
            raise Undecided(f"more than {MOST_ORDERS} orders of the indices of a sum look alike")
    return found


def _refined(form: Canonical, colour: dict[str, str], pairs: list[Pair]) -> dict[str, str]:
    """Colours that differ as soon as what the indices touch has different colours."""
    while True:
        new = {name: _colour(form, name, colour, pairs) for name in colour}
        if len(set(new.values())) == len(set(colour.values())):
            return new
        colour = new


def _colour(form: Canonical, name: str, colour: dict[str, str], pairs: list[Pair]) -> str:
    """What an index touches, said without the names of the indices or any order of factors."""
    used = used_by(name, pairs)
    outside = {other: other for pair in used for part in pair for other in part.free}
    seen = Signatures({**outside, **colour, name: "here"}, form.assumptions)
    touched = sorted(seen.of(base) + seen.of(power) for base, power in used)
    return blake2b(b"|".join([colour[name].encode(), *touched]), digest_size=12).hexdigest()
