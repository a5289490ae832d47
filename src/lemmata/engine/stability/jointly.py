"""A formula and its derivatives, each in the form that keeps its digits, measured at the same points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.notation import readable
from lemmata.engine.programs import stable
from lemmata.engine.stability.formats import Format
from lemmata.engine.stability.stabilizing import Draws, Stabilized, found_at
from lemmata.engine.stability.where import Where

ROUNDS = 2  # from forms of derivatives, which come from stable ones

Path = tuple[Expr, ...]  # the variables of a derivative, one after the other; none of the value


def jointly(expr: Expr, declared: Mapping[str, Symbol], format: Format, where: str | Where | None = None,
            points: int = 8000, seed: int = 0, wanted: Sequence[Path] = ()) -> dict[Path, Stabilized]:
    """The value and the derivatives that are wanted: made stable, differentiated, made stable again.

    What a derivative is searched from: that of the formula as it stands, that of its stable form, and that of the
    stable derivative of one order less. All are measured where all have a value.
    """
    plain = unfold(expr)
    paths = list(dict.fromkeys([(), *(path[:k] for path in wanted for k in range(1, len(path))), *wanted]))
    true: dict[Path, Expr] = {(): plain}
    for path in paths[1:]:
        true[path] = derivative(true[path[:-1]], path[-1])
    draws = Draws([true[path] for path in paths], declared, format, where, seed)
    found: dict[Path, Stabilized] = {}
    programs: dict[Path, Expr] = {(): stable(plain)}
    for place, path in enumerate(paths):
        others = []
        if path:
            programs[path] = stable(derivative(programs[path[:-1]], path[-1]))
            before = found[path[:-1]].result
            others = [readable(true[path]), programs[path], stable(programs[path], last=True),
                      *(stable(derivative(before, path[-1]), last=last) for last in (False, True))]
        found[path] = found_at(draws, place, points, others, **({"rounds": ROUNDS} if path else {}))
    return {path: found[path] for path in ((), *wanted)}
