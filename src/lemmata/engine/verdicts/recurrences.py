"""Claims about sequences that premises define step by step: unrolled at small places, proved by induction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Size,
    Symbol,
    as_size,
    bind,
    dims,
    implied,
    integer,
    is_size,
    number,
    open_binder,
    operands,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.places import PLACES, at_place, shifted, summed, whole
from lemmata.engine.verdicts.sequences import (
    Recurrence,
    calls_of,
    is_call,
    placed,
    recurrence_at_numbers,
    recurrence_of,
    value_symbol,
)
from lemmata.engine.verdicts.solutions import divided_by
from lemmata.engine.verdicts.unrolling import in_parts, unrolled
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Verdict
from lemmata.engine.writers import to_text

Decide = Callable[[Expr, Sequence[Expr]], Verdict]
_STEPS = 3  # by how many of them a formula that is written out goes back
RATIONAL = ("add", "mul", "neg", "div", "pow")


def by_recurrence(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict on a claim about one sequence; None where premises define none that it is about.

    What holds holds only as far as the premises say what the values are.
    """
    if not isinstance(relation, Apply) or len(relation.args) != 2:
        return None
    relation = placed(relation)
    assert isinstance(relation, Apply)
    found = recurrence_of(relation, premises)
    if found is None:
        return _at_numbers(relation, premises, decide)
    backwards = _in_one_step(relation, *found, decide, backwards=True)
    answer = backwards or _answered(relation, *_overdetermined(*found), decide)
    if backwards is None and answer.kind in HOLDS:
        open_part = _not_covered(relation, found[0])
        if open_part:
            return Verdict("undecided", "recurrence", f"{answer.message}; but {open_part}")
    return answer


def _overdetermined(known: Recurrence, others: list[Expr]) -> tuple[Recurrence, list[Expr]]:
    """The recurrence without values that premises give behind its first ones, which these and the steps give too.

    `a_n = r a_{n-1}, a_0 = 1, a_1 = 2` says what r is. Only numbers that contradict the steps are where they begin.
    """
    kept, conditions = [], list(others)
    for one in (known, *known.others):
        first = {k: v for k, v in one.starts.items() if k < min(one.starts) + max(one.order, 1)}
        alone = replace(known if one is known else one, starts=first, others=tuple(
            r for r in (known, *known.others) if r.f is not one.f))
        for k in sorted(set(one.starts) - set(first)):
            same = apply("eq", unrolled(apply("call", one.f, number(k)), alone), unrolled(one.starts[k], alone))
            if symbols(same):
                conditions.append(same)
            else:
                first[k] = one.starts[k]
        kept.append(replace(one, starts=first))
    return replace(kept[0], others=tuple(kept[1:])), conditions


def _not_covered(relation: Apply, known: Recurrence) -> str:
    """Of which values or places the steps don't tell, in words; "" where they tell of all."""
    place: dict[Expr, Expr] = {known.t: integer(Size.of(known.t.name))}  # a step leads to no place before 1
    for one in (known, *known.others):
        if one.divided is not None and not divided_by(operands(substitute(one.divided, place), "mul"), *(
                substitute(side, place) for side in relation.args)):
            return f"nothing is said of {one.f.name} where {to_text(one.divided)} is 0"
    if not implied(known.t.domain, "nonnegative"):
        return f"nothing is said of {known.t.name} below 0"
    return ""


def _answered(relation: Apply, known: Recurrence, others: list[Expr], decide: Decide) -> Verdict:
    """The verdict by one step, by the values at small places, by induction."""
    t = known.t
    at_once = _in_one_step(relation, known, others, decide)
    if at_once is not None:
        return at_once
    relation = _as_value(relation, known, others, decide)
    unsaid = _implied_start(relation, known)
    if unsaid is not None:
        known = replace(known, starts={known.first: unsaid})
    verdicts: dict[int, Verdict] = {}
    begin = max(r.first - min((0, *_ahead(relation, r))) for r in (known, *known.others) if (
        r is known or calls_of(relation, r.f)))  # where every sequence has begun
    for k in range(begin, begin + PLACES):
        at_k = unrolled(at_place(relation, t, k), known)
        given = [unrolled(at_place(p, t, k), known) for p in others]
        verdicts[k] = decide(at_k, given)
        if verdicts[k].kind in FAILS and in_parts(at_k, *given):
            return Verdict("undecided", "recurrence", "a sequence is taken at places that are not all known")
        if _failed_twice(verdicts, known):
            break
    failed = {k: v for k, v in verdicts.items() if v.kind in FAILS}
    if failed and unsaid is None and _rests_on_starts(relation, known):
        return Verdict("undecided", "recurrence", f"the first values of {known.f.name} are not all given")
    if _failed_twice(verdicts, known):
        k, worst = max(failed.items(), key=lambda item: (item[1].kind == "refuted", item[0] > known.first, -item[0]))
        words = f"{worst.message}, at {t.name} = {k} by the recurrence of {known.f.name}"
        point = {t.name: str(k), **worst.counterexample}
        return replace(worst, method="recurrence", message=words, counterexample=point, hint="")
    if failed or not any(v.kind in HOLDS for v in verdicts.values()):
        return Verdict("undecided", "recurrence", f"the recurrence of {known.f.name} decides too few places")
    if unsaid is not None:
        first = value_symbol(known.f, known.first).name
        return Verdict("undecided", "recurrence", f"holds if {first} = {to_text(unsaid)}, which the text does not say")
    held = [k for k, v in verdicts.items() if v.kind in HOLDS]
    # Sizes are at least 1, so the step that is proved begins there.
    start = next((k for k in held[:2] if all(
        j in verdicts and verdicts[j].kind == "proved" for j in range(k, max(k, 1) + known.order))), None)
    if relation.op == "eq" and start is not None and _inductive(relation, known, max(start, 1)):
        return Verdict("proved", "induction", f"it holds at {t.name} = {start}, and the recurrence of "
                       f"{known.f.name} carries it from each place to the next", True)
    return Verdict("agrees", "recurrence", f"held at {t.name} = {', '.join(map(str, held))} by the recurrence of "
                   f"{known.f.name}", True)


def _at_numbers(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict on a_3 = 15, where the steps lead from the first values to it and to nothing that is unknown."""
    found = recurrence_at_numbers(relation, premises)
    if found is None:
        return None
    known, others = found
    if relation.args[0].shape != relation.args[1].shape and symbols(relation.args[1]):
        return None  # numbers against vectors: the steps or the claim were read as something else
    worked_out = unrolled(relation, known)
    told = {f.name for f in symbols(relation) if f is not known.f and f.params == ((),)}
    if any("(" in s.name and s.name.partition("(")[0] not in told for s in symbols(worked_out)):
        return None  # of a sequence of which the claim does not speak: "of the same gradient $g$ at each step"
    if symbols(worked_out) and any(known.f in symbols(p) for p in others):
        return None  # a value that says what the letters are
    verdict = decide(worked_out, others)
    if verdict.kind not in (*HOLDS, "refuted"):
        return None
    message = f"{verdict.message}, by the recurrence of {known.f.name}"
    return replace(verdict, method="recurrence", message=message, hint="")


def _failed_twice(verdicts: Mapping[int, Verdict], known: Recurrence) -> bool:
    """Whether a claim fails at two places behind the start; at that alone it may not be meant."""
    return sum(v.kind in FAILS for k, v in verdicts.items() if k >= known.first + known.order) >= 2


def _rests_on_starts(relation: Apply, known: Recurrence) -> bool:
    """Whether values of a sequence are said of which not all first ones are known: `F_n^2 - F_{n+1} F_{n-1} = 1`."""
    return len(known.starts) < known.order > 1 and any(
        side is not number(0) and not calls_of(side, known.f) for side in relation.args)


def _implied_start(relation: Apply, known: Recurrence) -> Expr | None:
    """The first value that a closed form has, where neither a premise nor the claim speaks of the first value."""
    if known.starts or known.order != 1 or any(whole(c.children[1]) is not None for c in calls_of(relation, known.f)):
        return None
    for left, closed in (relation.args, relation.args[::-1]):
        if isinstance(left, Apply) and left.op == "call" and left.args[0] is known.f and not calls_of(closed, known.f):
            ahead = whole(left.args[1] - known.t)
            if ahead is not None:
                return summed(at_place(closed, known.t, known.first - ahead))
    return None


def _as_value(relation: Apply, known: Recurrence, premises: Sequence[Expr], decide: Decide) -> Apply:
    """`beta v_{t-1} + g_t = c(t)` as `v_t = c(t)`, where a side is what the steps make of earlier values."""
    for side, closed in (relation.args, relation.args[::-1]):
        ahead = _ahead(side, known)
        if relation.op != "eq" or not ahead or is_call(side, known.f) or calls_of(closed, known.f):
            continue
        for step in range(1, _STEPS + 1):
            value = apply("call", known.f, known.t + (max(ahead) + step))
            same, found = apply("eq", value, side), apply("eq", value, closed)
            assert isinstance(same, Apply) and isinstance(found, Apply)
            if _in_one_step(same, known, premises, decide) is not None:
                return found
    return relation


def _ahead(relation: Expr, known: Recurrence) -> list[int]:
    """How far from the place the claim takes values of the sequence."""
    t = known.t
    found = [whole(c.children[1] - t) for c in calls_of(relation, known.f) if t in symbols(c.children[1])]
    return [k for k in found if k is not None]


def _in_one_step(
    relation: Apply, known: Recurrence, premises: Sequence[Expr], decide: Decide, backwards: bool = False
) -> Verdict | None:
    """A relation between neighbouring values that the recurrence turns into one that holds for any earlier value.

    Backwards the earlier values are put in by the later ones, if a premise gives them so.
    """
    ahead, t = _ahead(relation, known), known.t
    if len(ahead) < len(calls_of(relation, known.f)) or max(ahead) - min(ahead) not in range(1, PLACES):
        return None
    if backwards and known.later is None:
        return None
    link: Expr = relation
    if backwards:
        turned = replace(known, step=known.later or known.step)
        for k in range(min(ahead), max(ahead) - known.order + 1):
            link = _stepped(link, turned, t, k)
    else:
        for k in range(max(ahead), min(ahead) + known.order - 1, -1):
            link = _stepped(link, known, t, k)

    def named(node: Expr) -> Expr | None:
        f = node.args[0] if isinstance(node, Apply) and node.op == "call" else None
        if not isinstance(f, Symbol) or f.params != ((),) or node.free:
            return None
        place = whole(node.children[1] - t)
        return None if place is None else value_symbol(f, f"{t.name} + {place}")

    found = decide(transform(link, named), [p for p in premises if not calls_of(p, known.f)])
    if found.kind != "proved":
        return None
    return Verdict("proved", "recurrence", f"one step of the recurrence of {known.f.name}: {found.message}", True)


def _stepped(expr: Expr, known: Recurrence, t: Symbol, k: int) -> Expr:
    """With the value of the sequence at t + k by its step."""
    step = shifted(known.step, t, k)
    return substitute(expr, {c: step for c in calls_of(expr, known.f) if whole(c.children[1] - t) == k})


def _inductive(relation: Apply, known: Recurrence, start: int) -> bool:
    """Whether `f(t) = closed(t)` at t makes it hold at t + 1."""
    t = known.t
    for left, closed in (relation.args, relation.args[::-1]):
        if not (isinstance(left, Apply) and left.op == "call" and left.args[0] is known.f and left.args[1] is t):
            continue
        if any(whole(c.children[1]) is None for c in calls_of(closed, known.f)):
            return False
        following = shifted(known.step, t, 1)
        reached = transform(following, lambda n: shifted(closed, t, whole(n.children[1] - t) or 0)
                            if is_call(n, known.f) else None)
        used = (*calls_of(closed, known.f), *calls_of(reached, known.f))
        starts: dict[Expr, Expr] = {
            c: known.starts[k] for c in used for k in [whole(c.children[1])] if k in known.starts}
        further = _peeled(shifted(closed, t, 1), t.name, start)
        if further is None:
            return False
        for other in known.others:
            reached, further = (_stepped(side, other, t, 1) for side in (reached, further))
        # The place is a symbol in one part and a size in another.
        place: dict[Expr, Expr] = {t: integer(Size.of(t.name))}
        pair = substitute(substitute(reached, starts), place), substitute(substitute(further, starts), place)
        for left, right in (pair, _generalized(*pair, t)):
            try:
                if same_form(left, right):
                    return True
            except Undecided:
                continue
    return False


def _generalized(left: Expr, right: Expr, t: Symbol) -> tuple[Expr, Expr]:
    """Both sides with a positive number for each base of a power to the place.

    What holds for all of these holds for the bases: at each place both sides are rational in them, where these
    occur in nothing but sums, products and whole powers, and rational functions that agree for all positive
    numbers agree. An expression becomes a number of its own, which claims more.
    """
    bases = {n.args[0] for n in postorder(left, right) if isinstance(n, Apply) and n.op == "pow"
             and t.name in _names(n.args[1]) and n.args[1].sort == "integer" and not n.args[0].free
             and not isinstance(n.args[0], Number)}
    above: dict[Expr, set[Expr]] = {}
    for node in postorder(left, right):
        inside = set[Expr]().union(*(above[c] for c in node.children))
        if inside and not _rational(node):
            bases -= inside
        above[node] = {node} if node in bases else inside
    values: dict[Expr, Expr] = {
        b: symbol(f"base {k}", (), "positive") for k, b in enumerate(sorted(bases, key=lambda b: b.digest))}
    return substitute(left, values), substitute(right, values)


def _rational(node: Expr) -> bool:
    if isinstance(node, Bind):
        return node.binder in ("sum", "prod") and node.domain == "index"
    return isinstance(node, Apply) and node.op in RATIONAL and (node.op != "pow" or node.args[1].sort == "integer")


def _names(expr: Expr) -> set[str]:
    return {s.name for s in symbols(expr)} | set(dims(expr))


def _peeled(expr: Expr, name: str, start: int) -> Expr | None:
    """Sums and products up to t + d without their last term, which is written by itself."""
    failed = False

    def change(node: Expr) -> Expr | None:
        nonlocal failed
        if not (isinstance(node, Bind) and node.binder in ("sum", "prod") and node.domain == "index"):
            return None
        low, high = (as_size(e) if is_size(e) else None for e in node.range)
        if high is None or low is None or name not in high.atoms:
            return None
        index, body = open_binder(node)
        last = high - 1
        length = (last - low).substitute({name: start}).constant
        rising = (high - Size.of(name)).constant is not None and low.constant is not None
        if not rising or length is None or length < 0 or not isinstance(index, Size):
            failed = True
            return None
        rest = bind(node.binder, index, body, low, last)
        term = substitute(body, sizes={str(index): last})
        return rest + term if node.binder == "sum" else rest * term

    found = transform(expr, change)
    return None if failed else found

