"""One step away: every form that one rule, or one fraction, makes of one part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lemmata.engine.expr import Apply, Expr, postorder, substitute
from lemmata.engine.rewriting.rule import Rule, rewrites
from lemmata.engine.rewriting.rules.stability import STABILITY
from lemmata.engine.stability.candidates.clean import clean
from lemmata.engine.stability.candidates.fractions import ARITHMETIC, fraction

FRACTION = "one fraction, factored"
MULTIPLIED = "one fraction, multiplied out"
Made = Callable[[Expr], Iterator[tuple[str, Expr]]]


@dataclass(frozen=True)
class Move:
    """A part, what a rule makes of it, and the whole formula with it."""

    rule: str
    before: Expr
    after: Expr
    whole: Expr


def table(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    """Rules by the operation that they begin with."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        assert isinstance(rule.left, Apply)
        found.setdefault(rule.left.op, []).append(rule)
    return found


RULES = table(STABILITY)


def made(node: Expr) -> Iterator[tuple[str, Expr]]:
    """What rules and fractions make of a node: the name, and another form of it."""
    if not isinstance(node, Apply):
        return
    for rule in RULES.get(node.op, ()):
        for after in rewrites(rule, node):
            plain = clean(after)
            yield rule.name, plain
            short = shortened(plain)
            if short is not plain:
                yield rule.name, short
    if node.op in ARITHMETIC:
        for name, factored in ((FRACTION, True), (MULTIPLIED, False)):
            found = fraction(node, factored)
            if found is not None:
                yield name, clean(found)


def shortened(expr: Expr) -> Expr:
    """The parts that are sums as one fraction each: what a rule leaves to cancel."""
    for _ in range(4):
        for node in postorder(expr):
            if isinstance(node, Apply) and node.op == "add":
                found = fraction(node)
                if found is not None and _smaller(found, node):
                    expr = clean(substitute(expr, {node: clean(found)}))
                    break
        else:
            return expr
    return expr


def _smaller(found: Expr, node: Expr) -> bool:
    return sum(1 for _ in postorder(found)) < sum(1 for _ in postorder(node))


def moves(whole: Expr, within: set[Expr] | None = None) -> Iterator[Move]:
    """All moves from a formula, at all of its parts, or at those of `within`."""
    for node in list(postorder(whole)):
        if not isinstance(node, Apply) or node.free or (within is not None and node not in within):
            continue
        for name, after in made(node):
            if after is not node:
                result = after if node is whole else clean(substitute(whole, {node: after}))
                if result is not whole and result.shape == whole.shape:
                    yield Move(name, node, after, result)
