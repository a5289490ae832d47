"""The values of sequences at their first places, worked out step by step."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    Expr,
    Symbol,
    count_nodes,
    symbols,
    transform,
)
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.places import at_place, summed, whole
from lemmata.engine.verdicts.sequences import Recurrence, value_symbol

NODES = 4000


def unrolled(expr: Expr, known: Recurrence) -> Expr:
    """The expression with every value of the sequence worked out; other sequences become numbers of their own.

    Raises Undecided where a value grows past its budget.
    """
    system = {r.f: r for r in (known, *known.others)}
    values: dict[tuple[Symbol, int], Expr] = {}
    open_places: set[tuple[Symbol, int]] = set()

    def value(r: Recurrence, k: int) -> Expr:
        if (r.f, k) in open_places:
            raise Undecided(f"the recurrence of {r.f.name} rests on itself")
        for place in range(min(k, r.first), k + 1):
            at = r.f, place
            if at in values:
                continue
            open_places.add(at)
            if place in r.starts:
                values[at] = transform(r.starts[place], change)
            elif place < r.first + r.order:
                values[at] = value_symbol(r.f, place)
            else:
                values[at] = transform(summed(at_place(r.step, r.t, place)), change)
            open_places.discard(at)
            if count_nodes(values[at]) > NODES:
                raise Undecided("a recurrence that grows too fast to be unrolled")
        return values[r.f, k]

    def change(node: Expr) -> Expr | None:
        f = node.args[0] if isinstance(node, Apply) and node.op == "call" and len(node.args) == 2 else None
        place = whole(node.children[1]) if isinstance(f, Symbol) and f.params == ((),) else None
        if place is None or not isinstance(f, Symbol):
            return None
        return value(system[f], place) if f in system else value_symbol(f, place)

    return transform(summed(expr), change)


def in_parts(*exprs: Expr) -> bool:
    """Whether a sequence has a value of its own at a place, and is called beside it: both are chosen apart.

    What is proved of such expressions holds for all choices; a counterexample may be none of one sequence.
    """
    used = set(symbols(*exprs))
    called = [f for f in used if f.params == ((),)]
    return any(s.name.startswith(f"{f.name}(") for s in used for f in called)
