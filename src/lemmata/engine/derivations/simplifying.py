"""What a simplification did, told from its two sides; none where it only rearranged."""

from __future__ import annotations

from collections import Counter

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, implied, postorder, substitute, symbol, symbols
from lemmata.engine.notation import readable

_MOST = 10**6
# What is written another way without a reader's noticing.
_SILENT = frozenset((
    "neg", "mul", "transpose", "expand_dims", "squeeze", "broadcast_to", "ones", "moveaxis", "reshape"))
_NAMED = ("sigmoid", "tanh", "tan", "softmax")

_FACTS = {"simplex": "sum({0}) = 1", "symmetric": "{0}.T = {0}", "orthogonal": "{0}.T @ {0} = I"}


def simplification(before: Expr, after: Expr) -> str:
    """The name of what happened between two forms of one value; "" where no reader would have to think.

    >>> from lemmata.engine.expr import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> simplification(x * y / y, x), simplification(x + y + x, 2 * x + y), simplification(x * 2, 2 * x)
    ('cancel', 'collect like terms', '')
    >>> simplification(x * y - x, x * (y - 1))
    'factor out'
    """
    if before is after:
        return ""
    old, new = _tally(before), _tally(after)
    if old == new:
        return ""
    if any(old[op] > new[op] for op in ("delta", "eye")):
        return "remove the delta"
    if any(old[op] > new[op] for op in ("sum over", "array", "einsum")) and new["matmul"] >= old["matmul"]:
        return "write as matrices"
    name = next((op for op in _NAMED if new[op] > old[op] == 0), "")
    if name:
        return f"recognise {name}"
    if old["div"] > new["div"] == 1 and old["add"] and new["add"]:
        return "bring to one denominator"
    if old["add"] > new["add"]:
        return "collect like terms"
    if old["add"] < new["add"]:
        return "multiply out"
    fewer = [new[s.name] for s in symbols(before) if old[s.name] > new[s.name]]
    if fewer and old["add"] and all(fewer) and old["div"] <= new["div"]:
        return "factor out"
    return "cancel" if fewer else "rearrange"


def facts_used(before: Expr, after: Expr) -> list[str]:
    """What a simplification used of declared symbols: without it, it gives something else."""
    found = []
    for s in symbols(before):
        fact = next((words for domain, words in _FACTS.items() if implied(s.domain, domain)), "")
        if fact:
            bare = symbol(s.name, s.shape)
            if substitute(readable(substitute(before, {s: bare})), {bare: s}) is not after:
                found.append(fact.format(s.name))
    return found


def _tally(root: Expr) -> Counter[str]:
    """How often each operation and each letter would be written."""
    times: dict[Expr, int] = {}
    nodes = list(postorder(root))
    times[root] = 1
    for node in reversed(nodes):
        for child in node.children:
            times[child] = min(times.get(child, 0) + times[node], _MOST)
    found: Counter[str] = Counter()
    for node in nodes:
        if isinstance(node, Apply) and node.op not in _SILENT:
            found[node.op] += times[node]
        elif isinstance(node, Bind):
            found["sum over" if node.binder == "sum" else node.binder] += times[node]
        elif isinstance(node, Symbol):
            found[node.name] += times[node]
    return found
