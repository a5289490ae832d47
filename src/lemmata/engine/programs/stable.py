"""The same function in operations that neither overflow nor cancel: softplus, sigmoid, softmax, logsumexp."""

from __future__ import annotations

from functools import lru_cache, reduce

from lemmata.engine.expr import Apply, Expr, Number, number, operands, postorder, substitute, symbols, transform
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.programs.complements import complement
from lemmata.engine.programs.hazards import hazards
from lemmata.engine.programs.logsums import entry_of_shares, log_of
from lemmata.engine.programs.quotients import ONE, is_op, quotient
from lemmata.engine.rewriting.rule import Rule, rewrites
from lemmata.engine.rewriting.rules.stability import REDUCTIONS, STABILITY, over_axes
from lemmata.engine.rewriting.rules.stability.table import Table, table

ROUNDS = 4  # what one rule leaves may be what another one begins with
Made = set[tuple[str, Expr]]  # what a rule leaves in its branches is not given to it again
Kind = tuple[int, tuple[int, ...] | None, bool]


def stable(expr: Expr, last: bool = False) -> Expr:
    """The expression with log(1 + exp(x)) as softplus(x), exp(x) / sum(exp(x)) as softmax(x), and their like.

    These are the rules of stability that are taken `always`, and sums and products of any length in their place.

    last    nothing is differentiated any more: also what decides by values (x log y is 0 where x is)

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> stable(apply("exp", x) / (1 + apply("exp", x))) is apply("sigmoid", x)
    True
    """
    expr = _rewritten(expr, last=False)
    return _rewritten(_complemented(expr), last=True) if last else expr


def _complemented(expr: Expr) -> Expr:
    """1 - y by functions that keep its digits, but for s (1 - s) and 1 - tanh(x)^2, where s and tanh are at hand."""
    held: set[Expr] = set()
    for node in postorder(expr):
        if is_op(node, "mul"):
            factors = operands(node, "mul")
            held.update(f for f in factors if is_op(f, "add") and any(
                is_op(s, "sigmoid") and -s in f.children for s in factors))
        elif is_op(node, "add") and any(is_op(p, "neg") and is_op(p.children[0], "pow") for p in node.children):
            held.add(node)
    return transform(expr, lambda node: None if node in held else complement(node),
                     only=lambda node: is_op(node, "add"))


def _rewritten(expr: Expr, last: bool) -> Expr:
    made: Made = set()
    for _ in range(ROUNDS):
        book, before = _book(expr, last), expr
        if book is None:
            return expr
        expr = transform(expr, lambda node: _change(node, book, last, made) if isinstance(node, Apply) else None)
        if expr is before:
            break
    return expr


def _book(expr: Expr, last: bool) -> Table | None:
    """The rules whose operations are all in an expression; None where nothing in it would change."""
    ops: set[str] = set()
    kinds: dict[Kind, None] = {}
    for node in postorder(expr):
        if isinstance(node, Apply):
            ops.add(node.op)
            if node.op in REDUCTIONS and node.params.get("axis", ()) != ():
                for keepdims in (False, True):
                    kinds.setdefault((node.args[0].rank, node.params["axis"], keepdims))
    found = _of(frozenset(ops), tuple(kinds), last)
    return found if found or ops & {"exp", "log", "erfcx"} else None


@lru_cache(maxsize=256)
def _of(ops: frozenset[str], kinds: tuple[Kind, ...], last: bool) -> Table:
    rules = [rule for rule in STABILITY if rule.always and rule.named <= ops]
    rules += [rule for kind in kinds for rule in _always_over(*kind) if rule.named <= ops]
    return table(sorted((rule for rule in rules if last or not rule.last), key=_length))


@lru_cache(maxsize=64)
def _always_over(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in over_axes(rank, axis, keepdims) if rule.always)


def _length(rule: Rule) -> int:
    """Longer left sides come first."""
    return -sum(1 for _ in postorder(rule.left))


def _change(node: Apply, book: Table, last: bool, made: Made) -> Expr | None:
    for rule in book.get(node.op, ()):
        if rule.last and ((rule.name, node) in made or _constant(node)):
            continue
        for after in rewrites(rule, node):
            if rule.last:
                made.update((rule.name, below) for below in postorder(after))
            return after
    if node.op == "log":
        return log_of(node.args[0])
    if node.op == "add":
        return entry_of_shares(node) or (_less(node, made) if last else None)
    if node.op in ("mul", "div", "pow"):
        return quotient(node) or (_vanishing(node) if last and node.op == "mul" else None)
    return None


def _less(node: Apply, made: Made) -> Expr | None:
    """Hazards less their argument; what is left of them where nothing cancels is not one again."""
    found = None if ("hazard", node) in made else hazards(node)
    if found is not None:
        made.update(("hazard", below) for below in postorder(found))
    return found


def _constant(node: Apply) -> bool:
    return any(isinstance(below, Number) for a in node.args for below in (a, *a.children)) and not symbols(node)


def _vanishing(node: Apply) -> Expr | None:
    """x log(y), which is 0 where x is, where both may be 0 by what is declared of them."""
    factors = operands(node, "mul")
    for k, factor in enumerate(factors):
        y = factor.children[0] if is_op(factor, "log") else ONE + factor.children[0] if is_op(factor, "log1p") else None
        if y is None or not _may_vanish(y):
            continue
        for j, x in enumerate(factors):
            if j != k and _may_vanish(x) and _may_vanish(substitute(x, {y: number(0)})) and x.shape == factor.shape:
                value = apply("xlogy", x, y) if is_op(factor, "log") else apply(
                    "where", apply("eq", x, 0), 0, x * factor)
                rest = [f for i, f in enumerate(factors) if i not in (j, k)]
                found = reduce(lambda a, b: a * b, rest, value)
                return found if found.shape == node.shape else None
    return None


def _may_vanish(x: Expr) -> bool:
    """Whether it is never negative, and 0 somewhere for all that is known."""
    return known(x, "nonnegative") is True and known(x, "positive") is not True
