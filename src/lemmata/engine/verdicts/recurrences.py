"""Claims about sequences that premises define step by step: unrolled at small places, proved by induction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Size,
    Symbol,
    as_size,
    bind,
    count_nodes,
    dims,
    integer,
    is_size,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.expr.nodes import Number
from lemmata.engine.rewriting.equality import canonical, same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.verdict import HOLDS, Verdict
from lemmata.engine.writers import to_text

Decide = Callable[[Expr, Sequence[Expr]], Verdict]
PLACES = 6  # at which a claim is unrolled
NODES = 4000
RATIONAL = ("add", "mul", "neg", "div", "pow")


@dataclass(frozen=True)
class Recurrence:
    """f(t) = step(t) for t > first, where step uses f(t - 1); `starts` are the values that premises give."""

    f: Symbol
    t: Symbol
    step: Expr
    starts: dict[int, Expr]
    first: int


def by_recurrence(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict on a claim about one sequence; None where premises define none that it is about."""
    if not isinstance(relation, Apply) or len(relation.args) != 2:
        return None
    found = _recurrence(relation, premises)
    if found is None:
        return None
    known, t, others = found
    unsaid = _implied_start(relation, known, t)
    if unsaid is not None:
        known = replace(known, starts={known.first: unsaid})
    verdicts: dict[int, Verdict] = {}
    for k in range(known.first, known.first + PLACES):
        at_k = _unrolled(_at(relation, t, k), known)
        verdicts[k] = decide(at_k, [_unrolled(_at(p, t, k), known) for p in others])
    failed = {k: v for k, v in verdicts.items() if v.kind in ("refuted", "conditional")}
    if len([k for k in failed if k > known.first]) >= 2:  # at the start alone the claim may not be meant
        k, worst = max(failed.items(), key=lambda item: (item[1].kind == "refuted", item[0] > known.first, -item[0]))
        return replace(worst, message=f"{worst.message}, at {t.name} = {k} by the recurrence of {known.f.name}",
                       counterexample={t.name: str(k), **worst.counterexample}, hint="")
    if failed or not any(v.kind in HOLDS for v in verdicts.values()):
        return Verdict("undecided", "recurrence", f"the recurrence of {known.f.name} decides too few places")
    if unsaid is not None:
        return Verdict("undecided", "recurrence", f"holds if {known.f.name}_{known.first} = {to_text(unsaid)}, "
                       "which the text does not say")
    held = [k for k, v in verdicts.items() if v.kind in HOLDS]
    # Sizes are at least 1, so the step that is proved begins there.
    start = next((k for k in held[:2] if all(verdicts[j].kind == "proved" for j in range(k, max(k, 1) + 1))), None)
    if relation.op == "eq" and start is not None and _inductive(relation, known, t, max(start, 1)):
        return Verdict("proved", "induction", f"it holds at {t.name} = {start}, and the recurrence of "
                       f"{known.f.name} carries it from each place to the next", True)
    return Verdict("agrees", "recurrence", f"held at {t.name} = {', '.join(map(str, held))} by the recurrence of "
                   f"{known.f.name}", True)


def _implied_start(relation: Apply, known: Recurrence, t: Symbol) -> Expr | None:
    """The first value that a closed form has, where neither a premise nor the claim speaks of the first value."""
    if known.starts or any(_whole(c.children[1]) is not None for c in _calls(relation, known.f)):
        return None
    for left, closed in (relation.args, relation.args[::-1]):
        if isinstance(left, Apply) and left.op == "call" and left.args[0] is known.f and not _calls(closed, known.f):
            ahead = _whole(left.args[1] - t)
            if ahead is not None:
                return _summed(_at(closed, t, known.first - ahead))
    return None


def _recurrence(relation: Expr, premises: Sequence[Expr]) -> tuple[Recurrence, Symbol, list[Expr]] | None:
    """The recurrence of the sequence that a claim is about, the symbol of its place, and the other premises."""
    places = [s for s in symbols(relation) if s.sort == "integer" and not s.shape]
    for premise in premises:
        for f in (s for s in symbols(relation) if s.domain == "function" and s.params == ((),)):
            own = [t for t in places if any(t in symbols(c) for c in _calls(relation, f))]
            step = _step(premise, f, own[0]) if len(own) == 1 else None
            if step is None:
                continue
            others = [p for p in premises if p is not premise]
            starts = {}
            for p in list(others):
                value = _start(p, f)
                if value is not None:
                    starts[value[0]] = value[1]
                    others.remove(p)
            named = [k for k in (_whole(c.children[1]) for c in _calls(relation, f)) if k is not None]
            first = min([*starts, *named], default=0)
            if any(f in symbols(p) for p in others):
                return None
            return Recurrence(f, own[0], step, starts, first), own[0], others
    return None


def _step(premise: Expr, f: Symbol, t: Symbol) -> Expr | None:
    """The right side of `f(t) = ... f(t - 1) ...`, also of a definition of f as a function of its place."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    left, right = premise.args
    if isinstance(left, Bind) and isinstance(right, Bind) and left.binder == right.binder == "function":
        (x, left), (y, right) = open_binder(left), open_binder(right)
        left, right = (substitute(side, {v: t}) for side, v in ((left, x), (right, y)))  # type: ignore[dict-item]
    if not (isinstance(left, Apply) and left.op == "call" and left.args[0] is f):
        return None
    try:
        ahead = _whole(left.args[1] - t)
        if ahead is None:
            return None
        right = _shifted(right, t, -ahead)
        used = [_whole(c.children[1] - t) for c in _calls(right, f)]
    except Undecided:
        return None
    return right if used and all(k == -1 for k in used) else None


def _start(premise: Expr, f: Symbol) -> tuple[int, Expr] | None:
    """`f(0) = value`."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    for left, right in (premise.args, premise.args[::-1]):
        if isinstance(left, Apply) and left.op == "call" and left.args[0] is f and f not in symbols(right):
            place = _whole(left.args[1])
            if place is not None:
                return place, right
    return None


def _calls(expr: Expr, f: Symbol) -> list[Expr]:
    return [n for n in postorder(expr) if isinstance(n, Apply) and n.op == "call" and n.args[0] is f]


def _whole(node: Expr) -> int | None:
    """The integer that an expression is."""
    try:
        value = canonical(node)
    except Undecided:
        return None
    if isinstance(value, Number) and value.value.denominator == 1:
        return int(value.value)
    return as_size(value).constant if is_size(value) else None


def _at(expr: Expr, t: Symbol, k: int) -> Expr:
    return substitute(expr, {t: number(k)}, sizes={t.name: Size.of(k)})


def _shifted(expr: Expr, t: Symbol, k: int) -> Expr:
    """The expression k places further, where the place stands in sizes too."""
    return expr if not k else substitute(expr, {t: t + k}, sizes={t.name: Size.of(t.name) + k})


def _unrolled(expr: Expr, known: Recurrence) -> Expr:
    """The expression with every value of the sequence worked out; other sequences become numbers of their own.

    Raises Undecided where a value grows past its budget.
    """
    def numbered(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op == "call" and len(node.args) == 2 and isinstance(node.args[0], Symbol):
            f, place = node.args[0], _whole(node.args[1])
            if place is not None and f.params == ((),) and (f is not known.f or place <= known.first):
                return symbol(f"{f.name}_{place}", f.shape)
        return None

    values = {k: transform(v, numbered) for k, v in known.starts.items()}
    values.setdefault(known.first, symbol(f"{known.f.name}_{known.first}", known.f.shape))

    def value(k: int) -> Expr:
        for place in range(known.first + 1, k + 1):
            if place not in values:
                step = _at(known.step, known.t, place)
                before = {call: values[place - 1] for call in _calls(step, known.f)}
                values[place] = transform(substitute(step, before), numbered)  # type: ignore[arg-type]
            if count_nodes(values[place]) > NODES:
                raise Undecided("a recurrence that grows too fast to be unrolled")
        return values[k]

    def change(node: Expr) -> Expr | None:
        if isinstance(node, Apply) and node.op == "call" and node.args[0] is known.f:
            place = _whole(node.args[1])
            if place is not None and place >= known.first:
                return value(place)
        return numbered(node)

    return transform(_summed(expr), change)


def _summed(expr: Expr) -> Expr:
    """Sums and products over a few known places written out, so that sequences in them have values."""

    def change(node: Expr) -> Expr | None:
        if not (isinstance(node, Bind) and node.binder in ("sum", "prod") and node.domain == "index"):
            return None
        if not all(is_size(e) and as_size(e).constant is not None for e in node.range):
            return None
        low, high = (as_size(e).constant or 0 for e in node.range)
        index, body = open_binder(node)
        if high - low > 4 * PLACES or not isinstance(index, Size):
            return None
        total: Expr = number(0 if node.binder == "sum" else 1)
        for k in range(low, high):
            term = substitute(body, sizes={str(index): Size.of(k)})
            total = total + term if node.binder == "sum" else total * term
        return total

    return transform(expr, change)


def _inductive(relation: Apply, known: Recurrence, t: Symbol, start: int) -> bool:
    """Whether `f(t) = closed(t)` at t makes it hold at t + 1."""
    for left, closed in (relation.args, relation.args[::-1]):
        if not (isinstance(left, Apply) and left.op == "call" and left.args[0] is known.f and left.args[1] is t):
            continue
        if any(_whole(c.children[1]) is None for c in _calls(closed, known.f)):
            return False
        following = _shifted(known.step, t, 1)
        reached = transform(following, lambda n: closed if n in _calls(following, known.f) else None)
        starts: dict[Expr, Expr] = {c: known.starts[k] for c in (*_calls(closed, known.f), *_calls(reached, known.f))
                                    for k in [_whole(c.children[1])] if k in known.starts}
        further = _peeled(_shifted(closed, t, 1), t.name, start)
        if further is None:
            return False
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

