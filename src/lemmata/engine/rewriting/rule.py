"""A rule is a named row: left, right, condition. A matcher applies rows, a trace remembers which.

The symbols of a row are its variables: a variable matches any expression of its rank whose dims
agree, and whose facts are those of its declared domain (unknown facts: the rule does not fire).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from lemmata.engine.expr import Apply, Expr, Symbol, postorder, substitute, symbols, transform
from lemmata.engine.ops import OPS, apply
from lemmata.engine.rewriting.matching import ASSOCIATIVE, Binding, flatten, joined, match, place

ARITHMETIC = frozenset(("add", "mul", "neg", "div", "pow"))
MOST_ROUNDS = 12
MOST_STEPS = 400
MOST_TERMS = 8  # of a sum of which some are matched


@dataclass(frozen=True)
class Rule:
    """left -> right, wherever both sides are defined; the domains of its symbols are its condition.

    always  of a rule that keeps digits: it is never worse and costs next to nothing, so that values and code take it
            without being asked (`programs.stable`)
    last    only when nothing is differentiated any more, as derivatives of the right side are worse than of the left

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> str(Rule("sine is odd", apply("sin", -x), -apply("sin", x)).name)
    'sine is odd'
    """

    name: str
    left: Expr
    right: Expr
    always: bool = False
    last: bool = False

    def __post_init__(self) -> None:
        extra = {s.name for s in symbols(self.right)} - {s.name for s in symbols(self.left)}
        if extra:
            raise ValueError(f"rule {self.name!r}: {sorted(extra)[0]} stands on the right only")
        if self.left.shape != self.right.shape:
            raise ValueError(f"rule {self.name!r}: the sides have shapes {self.left.shape} and {self.right.shape}")

    @property
    def named(self) -> frozenset[str]:
        """The operations of the left side that tell it from sums and products."""
        return frozenset(node.op for node in postorder(self.left) if isinstance(node, Apply)) - ARITHMETIC


@dataclass(frozen=True)
class Step:
    """One use of a rule: the node before and after."""

    rule: str
    before: Expr
    after: Expr


def apply_rule(rule: Rule, node: Expr) -> Expr | None:
    """The right side for a node that the left side matches."""
    for found in match(rule.left, node, Binding({}, {})):
        fitted = {substitute(s, sizes=found.sizes): value for s, value in found.values.items()}
        return substitute(substitute(rule.right, sizes=found.sizes), fitted)
    return None


@lru_cache(maxsize=4096)
def _entrywise(rule: Rule) -> bool:
    """Whether a row of numbers holds entry by entry."""
    return all(not isinstance(node, Apply) or OPS[node.op].elementwise for node in postorder(rule.left, rule.right))


def rewrites(rule: Rule, node: Expr) -> Iterator[Expr]:
    """The right side for every way in which the left side matches a node, or some terms (factors) of it.

    A row of numbers is matched entry by entry with arrays, too.

    >>> from lemmata.engine.expr import symbol
    >>> x, y = symbol("x"), symbol("y", ["n"])
    >>> row = Rule("one less a cosine", 1 - apply("cos", x), 2 * apply("sin", x / 2) ** 2)
    >>> [found] = rewrites(row, 1 - apply("cos", y) + y)
    >>> found is 2 * apply("sin", y / 2) ** 2 + y
    True
    """
    left, free = rule.left, Binding({}, {}, _entrywise(rule), True)
    seen: set[Expr] = set()
    for found, rest in _ways(left, node, free):
        fitted = {substitute(s, sizes=found.sizes) if s.rank else s: value for s, value in found.values.items()}
        right = substitute(substitute(rule.right, sizes=found.sizes) if found.sizes else rule.right, fitted)
        after = right if not rest else apply(left.op, right, joined(left.op, rest))  # type: ignore[attr-defined]
        if after.shape == node.shape and after is not node and after not in seen:
            seen.add(after)
            yield after


def _ways(left: Expr, node: Expr, free: Binding) -> Iterator[tuple[Binding, list[Expr]]]:
    """All matches with the node as a whole; of sums and products also with some arguments, and those that are left."""
    for found in match(left, node, free):
        yield found, []
    if not (isinstance(left, Apply) and left.op in ASSOCIATIVE and isinstance(node, Apply) and node.op == left.op):
        return
    wanted, given = flatten(left), flatten(node)
    if not len(wanted) < len(given) <= MOST_TERMS:
        return
    fixed = [p for p in wanted if not isinstance(p, Symbol)]
    loose: list[Expr] = [p for p in wanted if isinstance(p, Symbol)]
    for chosen in combinations(range(len(given)), len(wanted)):
        some = [given[k] for k in chosen]
        for found in place(left.op, fixed, loose, some, free):
            yield found, [part for k, part in enumerate(given) if k not in chosen]


def rewrite(expr: Expr, rules: Iterable[Rule], trace: list[Step] | None = None) -> Expr:
    """Apply directed rules bottom-up until none fires, within a budget of steps.

    >>> from lemmata.engine.expr import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> odd = Rule("sine is odd", apply("sin", -x), -apply("sin", x))
    >>> rewrite(apply("sin", -(y * y)), [odd]) is -apply("sin", y * y)
    True
    """
    table: dict[str, list[Rule]] = {}
    for rule in rules:
        assert isinstance(rule.left, Apply)
        table.setdefault(rule.left.op, []).append(rule)
    steps = 0

    def change(node: Expr) -> Expr | None:
        nonlocal steps
        if not isinstance(node, Apply) or steps >= MOST_STEPS:
            return None
        for rule in table.get(node.op, ()):
            after = apply_rule(rule, node)
            if after is not None and after is not node:
                steps += 1
                if trace is not None:
                    trace.append(Step(rule.name, node, after))
                return after
        return None

    for _ in range(MOST_ROUNDS):
        before, expr = expr, transform(expr, change)
        if expr is before:
            break
    return expr

