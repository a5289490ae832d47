"""Sequences that a formula defines step by step: what a recurrence adds to the scope, and values that go by a place."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Int,
    Number,
    Size,
    Symbol,
    as_size,
    bind,
    dims,
    fresh_local,
    integer,
    number,
    open_binder,
    open_function,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.syntax import Big, Chain, Name, Node, Num, Relation, Script, walk
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import with_label
from lemmata.engine.rewriting.equality import canonical

STEPS = ("t", "k", "n", "i", "j", "s", "tau")


def after_step(scope: Scope, claim: Claim) -> Scope:
    """The scope in which a recurrence holds: in place of an earlier one of the sequence, with its first values.

    What was said of x_0 before there was a sequence is said of its value at 0.
    """
    f = claim.defines
    assert f is not None
    role = Role(f.shape, f.domain, f.params, source="formula")
    if any(r.children[:1] == (f,) for r in claim.relations):
        return scope if scope.lookup(f.name) else scope.declare(f.name, role)  # x <- x - c: no equation in x
    if f.params == ((),):
        starts = [apply("eq", symbol(name, f.shape), role.definition) for name, role in scope.roles.items()
                  if _place(name, f) is not None and role.definition is not None and role.definition.shape == f.shape]
        kept = [p for p in (*scope.premises, *starts) if not _defines_steps(p, f)]
        used = {s for r in claim.relations for s in symbols(r) if s.domain == "function" and s.params == ((),)}
        for g in sorted({f, *used}, key=lambda s: s.digest):  # y_0 of \mu_0 = y_0 is the first of the y_t
            kept = [_of_values(p, g) for p in kept]
            for name in [n for n in scope.roles if _place(n, g) is not None]:
                scope = scope.forget(name)
        scope = replace(scope, premises=tuple(kept))
    return scope.declare(f.name, role).assume(*(for_every_step(r) for r in claim.relations))


def is_reached(scope: Scope, name: str) -> bool:
    """Whether x_3 is a value that a recurrence gives by values which are known: no equation says what it means.

    >>> from lemmata.engine.readers.latex import read_latex, scope_after
    >>> scope = scope_after(Scope(), read_latex(r"x_t = 2 x_{t-1} + c", Scope())[0])
    >>> start = read_latex("x_0 = 1", scope)[0].claims[0].relations
    >>> is_reached(scope, "x_2"), is_reached(scope.assume(*start), "x_2")
    (False, True)
    """
    base, _, place = name.rpartition("_")
    role = scope.lookup(base) if place.isdigit() else None
    if role is None or role.domain != "function" or role.params != ((),):
        return False
    f = role.symbol(base)
    steps = [p for p in scope.premises if _defines_steps(p, f)]
    starts = {k for p in scope.premises if isinstance(p, Apply) and p.op == "eq" for k in [_start_of(p.args[0], f)]
              if k is not None and f not in symbols(p.args[1])}
    first = min(starts, default=0)
    return len(steps) == 1 and first + _order(steps[0], f) <= int(place) and starts.issuperset(
        range(first, first + _order(steps[0], f)))


def _start_of(left: Expr, f: Symbol) -> int | None:
    """The k of a value f(k) at a number."""
    return _whole(left.args[1]) if isinstance(left, Apply) and left.op == "call" and left.args[0] is f else None


def _order(step: Expr, f: Symbol) -> int:
    """How many steps lie between the first and the last place at which a recurrence takes its sequence."""
    ahead = []
    for side in step.children:
        [t], body = open_function(side)
        ahead += [_whole(n.args[1] - t) or 0 for n in postorder(body)
                  if isinstance(n, Apply) and n.op == "call" and n.args[0] is f]
    return max(1, max(ahead, default=0) - min(ahead, default=0))


def _whole(expr: Expr) -> int | None:
    value = canonical(expr)
    return int(value.value) if isinstance(value, Number) and value.value.denominator == 1 else None


def for_every_step(relation: Expr) -> Expr:
    """A recurrence holds at every step: as an equation between functions of the step."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return relation
    steps = [s for s in symbols(relation) if s.domain == "natural" and not s.rank and s.name in STEPS]
    if len(steps) != 1:
        return relation
    local = fresh_local((), "natural")
    left, right = (bind("function", local, substitute(side, {steps[0]: local})) for side in relation.args)
    return apply("eq", left, right)


def by_place(source: str, scope: Scope) -> Scope:
    """The scope in which s_n, defined for one n, is a sequence: for a formula that takes it at other places.

    >>> from lemmata.engine.readers.latex import read_latex, scope_after
    >>> scope = scope_after(Scope(), read_latex(r"s_n = \\sum_{i=1}^n a_i", Scope())[0])
    >>> str(by_place("s_n - s_{n-1} = a_n", scope).lookup("s").domain)
    'function'
    """
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return scope
    before = scope  # an array that has become a sequence has its meaning here
    waiting = sorted(_moved(tree))
    while waiting:
        name, letter = waiting.pop()
        for known in (with_label(name, letter), name):
            role = before.lookup(known)
            found = None if role is None or role.definition is None else _value(name, letter, role.definition, scope)
            if found is not None:
                scope = _with_sequence(known, *found, scope)
                waiting += [(array, letter) for array in sorted(found[2])]  # they may have a meaning themselves
                break
    return scope


def in_two(source: str, scope: Scope) -> tuple[str, str] | None:
    """What a chain says that s_n is, and how it goes on from s_{n-1}, as two formulas; None for other formulas.

    >>> in_two(r"s_n = \\sum_{i=1}^n a_i = s_{n-1} + a_n", Scope())
    ('s_n = \\\\sum_{i=1}^n a_i', 's_n = s_{n-1} + a_n')
    """
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return None
    if scope.macros or not isinstance(tree, Relation) or set(tree.relations) != {"="}:
        return None
    head, *values = tree.operands
    if not isinstance(head, Script) or head.sup is not None or head.primes or not isinstance(
            head.base, Name) or not isinstance(head.sub, Name):
        return None
    name = head.base.text
    first = next((k for k, value in enumerate(values) if (name, head.sub.text) in _moved(value)), 0)
    if not first:
        return None

    def part(one: Node, other: Node) -> str:
        return source[one.span[0]:other.span[1]]

    return part(head, values[first - 1]), f"{part(head, head)} = {part(values[first], values[-1])}"


def of_steps(definition: Expr | None) -> Bind | None:
    """The function of the step that a sequence was defined as: `a_t = 1 - b_t` of a sequence b."""
    if not isinstance(definition, Bind) or definition.binder != "function" or definition.shape:
        return None
    local = open_binder(definition)[0]
    return definition if getattr(local, "domain", "") == "natural" and not getattr(local, "shape", ()) else None


def _moved(tree: Node) -> set[tuple[str, str]]:
    """The names that stand at n - 1 or n + 1, or are summed from n = 0 on, and the letters."""
    found = set()
    for node in walk(tree):
        if isinstance(node, Big) and node.body is not None and (counted := _from_zero(node)):
            found |= {(one.base.text, counted) for one in walk(node.body) if isinstance(one, Script) and one.sup is None
                      and isinstance(one.base, Name) and isinstance(one.sub, Name) and one.sub.text == counted}
        place = node.sub if isinstance(node, Script) and node.sup is None else None
        if not isinstance(node, Script) or not isinstance(node.base, Name) or not isinstance(place, Chain):
            continue
        letter, step = place.operands[0], place.operands[-1]
        if len(place.operands) == 2 and set(place.operators) <= {"+", "-"} and isinstance(step, Num) and (
                isinstance(letter, Name) and letter.text in STEPS):
            found.add((node.base.text, letter.text))
    return found


def _from_zero(node: Big) -> str:
    """The letter of a sum from 0 on, "" of any other."""
    start = node.sub
    if not isinstance(start, Relation) or len(start.operands) != 2:
        return ""
    letter, first = start.operands
    counted = isinstance(letter, Name) and letter.text in STEPS and isinstance(first, Num) and first.text == "0"
    return letter.text if counted else ""


def _value(name: str, letter: str, meaning: Expr, scope: Scope) -> tuple[Expr, Expr, set[str]] | None:
    """f(n), its value by n, and the names of the arrays that become sequences; None where that is no number."""
    n = Size.of(letter)
    if isinstance(meaning, Bind) and meaning.binder == "array" and meaning.rank == 1:
        index, meaning = open_binder(meaning)  # entries, counted from 1
        if not isinstance(index, Size) or letter in dims(meaning):
            return None
        meaning = substitute(meaning, sizes={str(index): n - 1})
    arrays = {s for s in symbols(meaning) if s.shape and letter in dims(s)} | {
        node.array for node in postorder(meaning) if isinstance(node, At) and isinstance(node.array, Symbol) and (
            len(node.children) == 2 and isinstance(node.children[1], Int) and letter in node.children[1].size.atoms)}
    own = letter in dims(meaning) or any(s.name == letter for s in symbols(meaning))
    if meaning.shape or meaning.sort not in ("real", "integer") or not own or any(
            len(s.shape) != 1 or s.domain not in ("real", "positive", "nonnegative") for s in arrays):
        return None

    def entry(node: Expr) -> Expr | None:
        if not isinstance(node, At) or len(node.children) != 2 or node.array not in arrays:
            return None
        a = node.array
        assert isinstance(a, Symbol)
        place = integer(as_size(node.children[1]) + 1)
        return apply("call", symbol(a.name, (), "function", ((),)), place)

    value = transform(meaning, entry)
    if any(s.shape and letter in dims(s) for s in symbols(value)):
        return None
    f = symbol(name, (), "function", ((),))
    return apply("call", f, symbol(letter, (), "natural")), value, {s.name for s in arrays}


def _with_sequence(known: str, left: Expr, value: Expr, arrays: set[str], scope: Scope) -> Scope:
    f = left.children[0]
    assert isinstance(f, Symbol)
    scope = scope.forget(known)
    for name in (f.name, *sorted(arrays)):
        scope = scope.forget(name).declare(name, Role((), "function", ((),), source="formula"))
    kept = (p for p in scope.premises if not any(s.name in arrays and s.shape for s in symbols(p)))
    return replace(scope, premises=tuple(kept)).assume(apply("eq", left, value))


def _defines_steps(premise: Expr, f: Symbol) -> bool:
    if not isinstance(premise, Apply) or premise.op != "eq":
        return False
    left = premise.args[0]
    if not isinstance(left, Bind) or left.binder != "function":
        return False
    value = open_binder(left)[1]
    return isinstance(value, Apply) and value.op == "call" and getattr(value.args[0], "name", "") == f.name


def _of_values(premise: Expr, f: Symbol) -> Expr:
    if f.shape and isinstance(premise, Apply) and premise.op == "eq" and isinstance(premise.args[0], Symbol) and (
            premise.args[1] is number(0)) and (place := _place(premise.args[0].name, f)) is not None:
        return apply("eq", apply("call", f, number(place)), premise.args[1])  # `v_0 = 0` before v were vectors
    values: dict[Expr, Expr] = {}
    for s in symbols(premise):
        place = _place(s.name, f)
        if place is not None and s.shape == f.shape:
            values[s] = apply("call", f, number(place))
    return substitute(premise, values) if values else premise


def _place(name: str, f: Symbol) -> int | None:
    """The k of a name x_k with a number."""
    match = re.fullmatch(rf"{re.escape(f.name)}_(\d+)", name)
    return int(match[1]) if match else None
