"""How an expression grows with its variable, found by a walk over its graph.

With x = t (or -t) the bound covers the tail of an integral or a sum to infinity; with x = p + 1/t, the part of
an integral next to a singular end p.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flint

from lemmata.engine.evaluation.bounds import COMPARISONS, KLEENE, KNOWN, RULES, Bounder
from lemmata.engine.evaluation.gammas import quotient
from lemmata.engine.evaluation.laurent import Laurent, plus, product_of
from lemmata.engine.evaluation.terms import Growth, NoBound, NoRule
from lemmata.engine.expr import Apply, At, Bind, Expr, Int, Local, integer, open_binder, substitute
from lemmata.engine.ops import OPS
from lemmata.engine.ops.balls import only_integer
from lemmata.engine.ops.index_form import entry

arb = flint.arb
MOST_TERMS = 32


def growth(body: Expr, name: str, x: Laurent, start: int, known: Callable[[Expr], Any]) -> Growth:
    """Bounds on the body for t >= start, where the opened variable `name` is the polynomial x in t.

    `known(node)` is the ball (or truth value) of a subterm that doesn't depend on the variable.

    Raises NoBound where no rule applies.
    """
    bounder = Bounder(start)
    found: dict[Expr, Any] = {}
    stack = [body]
    while stack:
        node = stack[-1]
        if node in found:
            stack.pop()
            continue
        gammas = quotient(node, name)
        needs = _needs(node, name, known) if gammas is None else gammas.needs
        waiting = [a for a in needs if a not in found]
        if waiting:
            stack.extend(waiting)
            continue
        args = [found[a] for a in needs]
        if name not in node.free:
            found[node] = known(node) if node.sort == "boolean" else bounder.constant(known(node))
        elif gammas is not None:
            found[node] = gammas.bound(bounder, args)
        elif isinstance(node, Local):
            found[node] = bounder.of_laurent(x)
        elif isinstance(node, Int):
            found[node] = bounder.of_laurent(_in_powers(node, name, x, known))
        elif isinstance(node, Bind):
            found[node] = _fold(bounder, node.binder, args)
        else:
            found[node] = _apply(bounder, node.op, args) if isinstance(node, Apply) else args[0]
    result = found[body]
    if not isinstance(result, Growth):
        raise NoBound("a truth value has no growth")
    return result


def _needs(node: Expr, name: str, known: Callable[[Expr], Any]) -> tuple[Expr, ...]:
    """What must be bounded before a node: a finite sum becomes its terms, an entry of an array its formula."""
    if name not in node.free or isinstance(node, (Local, Int)):
        return ()
    if isinstance(node, Bind) and node.binder in ("sum", "prod") and node.domain == "index":
        low, high = (only_integer(known(end)) for end in node.range)
        if low is None or high is None or high - low > MOST_TERMS:
            raise NoRule("a sum of too many terms")
        return _terms(node, int(low), int(high))
    if isinstance(node, At):
        return (_entry(node),)
    if not isinstance(node, Apply) or not OPS[node.op].elementwise or node.rank:
        raise NoRule(f"no bound on the growth of {node.op if isinstance(node, Apply) else node.kind}")
    if node.op in KNOWN or (node.op in ("floor", "ceil") and isinstance(node.args[0], Int)):
        return node.args
    return (_unfolded(node),)


# A bound is asked for from ever later starts on, so what a node is made of is worked out once for all of them.


@lru_cache(maxsize=256)
def _terms(node: Bind, low: int, high: int) -> tuple[Expr, ...]:
    variable, body = open_binder(node)
    return tuple(substitute(body, sizes={str(variable): k}) for k in range(low, high))


@lru_cache(maxsize=1024)
def _unfolded(node: Apply) -> Expr:
    unfold = OPS[node.op].body
    if unfold is None:
        raise NoRule(f"no bound on the growth of {node.op}")
    return unfold(*node.args, **node.params)


@lru_cache(maxsize=1024)
def _entry(node: At) -> Expr:
    """An entry in terms of entries of what its array is made of."""
    found = entry(node.array, node.indices)
    if found is None:
        raise NoRule("an entry of an array that has no formula")
    return found


def _fold(bounder: Bounder, binder: str, args: list[Any]) -> Growth:
    result = bounder.constant(arb(0 if binder == "sum" else 1))
    for arg in args:
        result = bounder.add(result, arg) if binder == "sum" else bounder.mul(result, arg)
    return result


def _apply(bounder: Bounder, op: str, args: list[Any]) -> Any:
    if op == "where":
        return bounder.choice(*args)
    if op in COMPARISONS:
        return bounder.compare(op, *args)
    if op in KLEENE:
        return KLEENE[op](*args)
    return RULES[op](bounder, *args) if op in RULES else args[0]


def _in_powers(node: Int, name: str, x: Laurent, known: Callable[[Expr], Any]) -> Laurent:
    """An integer polynomial in the index, as a polynomial in t."""
    total: Laurent = {}
    for monomial, factor in node.size.terms:
        product: Laurent = {0: arb(factor)}
        for atom, power in monomial:
            base = x if atom == name else {0: known(integer(atom))}
            for _ in range(power):
                product = product_of(product, base)
        total = plus(total, product)
    return total
