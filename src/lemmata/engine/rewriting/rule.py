"""A rule is a named row: left, right, condition. A matcher applies rows, a trace remembers which.

The symbols of a row are its variables: a variable matches any expression of its rank whose dims
agree, and whose facts are those of its declared domain (unknown facts: the rule does not fire).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Int,
    Number,
    Size,
    Symbol,
    as_size,
    is_size,
    number,
    postorder,
    substitute,
    symbols,
    transform,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known

ASSOCIATIVE = ("add", "mul")
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


@dataclass
class Binding:
    """What the variables and dims of a row stand for."""

    values: dict[Expr, Expr]
    sizes: dict[str, Size]
    entrywise: bool = False  # numbers of the row stand for arrays of any shape, entry by entry
    any_order: bool = False  # of the arrays in sums and products of entries, too


def match(pattern: Expr, node: Expr, binding: Binding) -> Iterator[Binding]:
    """All ways in which the pattern is the node."""
    if isinstance(pattern, Symbol):
        found = _bind_symbol(pattern, node, binding)
        if found is not None:
            yield found
    elif isinstance(pattern, Apply):
        if isinstance(node, Number) and pattern.op == "neg":  # x - 1 is also x + (-1)
            yield from match(pattern.args[0], number(-node.value), binding)
        if not isinstance(node, Apply) or node.op != pattern.op:
            return
        if pattern.op in ASSOCIATIVE and (binding.any_order or not (pattern.shape or node.shape)):
            yield from _match_sum(pattern, node, binding)
        elif _same_params(pattern, node) and len(node.args) == len(pattern.args):
            yield from _match_all(pattern.args, node.args, binding)
    elif isinstance(pattern, At):
        if isinstance(node, At) and len(node.children) == len(pattern.children):
            yield from _match_all(pattern.children, node.children, binding)
    elif isinstance(pattern, Int):
        size = _bind_size(pattern, node, binding)
        if size is not None:
            yield size
    elif pattern is node:
        yield binding


def _same_params(pattern: Apply, node: Apply) -> bool:
    return pattern.params == node.params or all(
        a == b or isinstance(a, (Size, tuple)) for a, b in zip(pattern.params.values(), node.params.values()))


def _match_all(patterns: tuple[Expr, ...], nodes: tuple[Expr, ...], binding: Binding) -> Iterator[Binding]:
    if not patterns:
        yield binding
        return
    for found in match(patterns[0], nodes[0], binding):
        yield from _match_all(patterns[1:], nodes[1:], found)


def _match_sum(pattern: Apply, node: Apply, binding: Binding) -> Iterator[Binding]:
    """Sums and products in any order; a lone variable takes all that the others leave."""
    wanted, given = flatten(pattern), flatten(node)
    fixed = [p for p in wanted if not isinstance(p, Symbol)]
    loose: list[Expr] = [p for p in wanted if isinstance(p, Symbol)]
    if len(given) < len(wanted) or len(loose) > 2:
        return
    yield from _place(pattern.op, fixed, loose, list(given), binding)


def _place(op: str, fixed: list[Expr], loose: list[Expr], given: list[Expr], binding: Binding) -> Iterator[Binding]:
    if fixed:
        for k, candidate in enumerate(given):
            for found in match(fixed[0], candidate, binding):
                yield from _place(op, fixed[1:], loose, given[:k] + given[k + 1 :], found)
    elif len(loose) == 2 and len(given) >= 2:
        for one, other in ((loose[0], loose[1]), (loose[1], loose[0])):
            if one in binding.values:  # the other takes what it leaves
                left = [part for part in given if part is not binding.values[one]]
                if len(left) == len(given) - 1:
                    yield from match(other, _joined(op, left), binding)
                return
        # Split off one argument: that is enough where the rule applies again to the rest.
        for k, part in enumerate(given):
            for found in match(loose[0], part, binding):
                yield from _place(op, [], loose[1:], given[:k] + given[k + 1 :], found)
    elif len(loose) == 1 and given:
        yield from match(loose[0], _joined(op, given), binding)
    elif not loose and not given:
        yield binding


def flatten(node: Apply) -> list[Expr]:
    """The arguments of nested sums (or products), in order."""
    result: list[Expr] = []
    stack: list[Expr] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, Apply) and here.op == node.op and here.shape == node.shape:
            stack.extend(reversed(here.args))
        else:
            result.append(here)
    return result


def _joined(op: str, args: list[Expr]) -> Expr:
    total = args[0]
    for arg in args[1:]:
        total = apply(op, total, arg)
    return total


def _bind_symbol(pattern: Symbol, node: Expr, binding: Binding) -> Binding | None:
    if pattern in binding.values:
        return binding if binding.values[pattern] is node else None
    anywhere = binding.entrywise and not pattern.rank
    if (node.rank != pattern.rank and not anywhere) or node.sort not in ("real", "integer", "variable"):
        return None
    sizes = dict(binding.sizes)
    for want, have in zip(pattern.shape, node.shape):  # nothing to compare where a number stands for an array
        if want.atom is not None:
            if sizes.setdefault(want.atom, have) != have:
                return None
        elif want != have:
            return None
    if pattern.domain != "real" and known(node, pattern.domain) is not True:
        return None
    return Binding({**binding.values, pattern: node}, sizes, binding.entrywise, binding.any_order)


def _bind_size(pattern: Int, node: Expr, binding: Binding) -> Binding | None:
    """The number of entries that a row has as a dim, under whatever name the node has it."""
    if not is_size(node):
        return None
    unknown = pattern.size.atoms - set(binding.sizes)
    if not unknown:
        return binding if pattern.size.substitute(binding.sizes) == as_size(node) else None
    if pattern.size.atom is None:
        return None
    return Binding(binding.values, {**binding.sizes, pattern.size.atom: as_size(node)}, binding.entrywise,
                   binding.any_order)


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
        after = right if not rest else apply(left.op, right, _joined(left.op, rest))  # type: ignore[attr-defined]
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
        for found in _place(left.op, fixed, loose, some, free):
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

