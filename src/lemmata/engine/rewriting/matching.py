"""Which expressions a row stands for: its variables, sizes, and sums and products in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.engine.expr import Apply, At, Expr, Int, Number, Size, Symbol, as_size, is_size, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known

ASSOCIATIVE = ("add", "mul")


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
    yield from place(pattern.op, fixed, loose, list(given), binding)


def place(op: str, fixed: list[Expr], loose: list[Expr], given: list[Expr], binding: Binding) -> Iterator[Binding]:
    if fixed:
        for k, candidate in enumerate(given):
            for found in match(fixed[0], candidate, binding):
                yield from place(op, fixed[1:], loose, given[:k] + given[k + 1 :], found)
    elif len(loose) == 2 and len(given) >= 2:
        for one, other in ((loose[0], loose[1]), (loose[1], loose[0])):
            if one in binding.values:  # the other takes what it leaves
                left = [part for part in given if part is not binding.values[one]]
                if len(left) == len(given) - 1:
                    yield from match(other, joined(op, left), binding)
                return
        # Split off one argument: that is enough where the rule applies again to the rest.
        for k, part in enumerate(given):
            for found in match(loose[0], part, binding):
                yield from place(op, [], loose[1:], given[:k] + given[k + 1 :], found)
    elif len(loose) == 1 and given:
        yield from match(loose[0], joined(op, given), binding)
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


def joined(op: str, args: list[Expr]) -> Expr:
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
