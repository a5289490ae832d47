"""Iterative walks over expressions: however deep, no RecursionError."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lemmata.engine.expr.constructors import integer
from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import Apply, At, Bind, Int, Local, Symbol, sizes_within
from lemmata.engine.expr.sizes import Shape, Size


def postorder(*roots: Expr) -> Iterator[Expr]:
    """Every node once, children before parents; bodies of binders unopened."""
    seen: set[Expr] = set()
    stack: list[tuple[Expr, bool]] = [(root, False) for root in reversed(roots)]
    while stack:
        node, ready = stack.pop()
        if ready:
            yield node
            continue
        if node in seen:
            continue
        seen.add(node)
        if not node.children:
            yield node
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.children) if child not in seen)


def count_nodes(*roots: Expr) -> int:
    """How many different nodes there are."""
    return sum(1 for _ in postorder(*roots))


def symbols(*roots: Expr) -> tuple[Symbol, ...]:
    """The free variables, in the order of their first occurrence."""
    return tuple(node for node in postorder(*roots) if isinstance(node, Symbol))


def dims(*roots: Expr) -> tuple[str, ...]:
    """Names of the dims that occur in sizes and shapes, sorted."""
    found: set[str] = set()
    for node in postorder(*roots):
        sizes: Shape = node.shape
        if isinstance(node, Int):
            sizes = (*sizes, node.size)
        if isinstance(node, Apply):
            sizes = (*sizes, *sizes_within(value for _, value in node.data[1]))
        if isinstance(node, Symbol):
            sizes = (*sizes, *(s for s in node.params if isinstance(s, Size)))
            for shape in node.params:
                if isinstance(shape, tuple):
                    sizes = (*sizes, *shape)
        for size in sizes:
            found.update(a for a in size.atoms if a[0] not in "#%")
    return tuple(sorted(found))


def operands(node: Expr, op: str) -> list[Expr]:
    """What a nested operation combines, in order: the terms of a sum, the factors of a product, conjuncts."""
    found: list[Expr] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Apply) and part.op == op:
            stack.extend(reversed(part.children))
        else:
            found.append(part)
    return found


def rename(root: Expr, old: str, new: str) -> Expr:
    """Rename a free local. Binders inside keep their names: `new` is fresh or higher than all."""
    return rebuilt(root, {old: Size.of(new)}, {old: new})


def reindex(root: Expr, positions: Mapping[str, Size]) -> Expr:
    """Free indices at other positions, all at once; what doesn't contain them is not visited, no binder is opened."""
    return rebuilt(root, positions, {})


def rebuilt(root: Expr, sizes: Mapping[str, Size], names: Mapping[str, str]) -> Expr:
    """Free locals at other sizes (indices), or under other names; sharing is kept, so it costs each node once."""
    old = frozenset(sizes)
    if not old & root.free:
        return root
    done: dict[Expr, Expr] = {}
    stack = [root]
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        waiting = [c for c in node.children if c not in done and not old.isdisjoint(c.free)]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        children = tuple(done.get(c, c) for c in node.children)
        data = node.data
        if isinstance(node, Int):
            done[node] = integer(node.size.substitute(sizes))
            continue
        if isinstance(node, Local):
            data = (names.get(data[0], data[0]), *data[1:])
        elif isinstance(node, Apply):
            params = tuple((key, fit_size_params(value, sizes)) for key, value in data[1])
            data = (data[0], params, tuple(d.substitute(sizes) for d in data[2]), data[3])
        done[node] = intern(type(node), data, children)
    return done[root]


def fold(
    root: Expr, step: Callable[[Expr, tuple[Expr, ...]], Expr],
    close: Callable[[Bind, Size | Local, tuple[Expr, ...], tuple[Expr, ...]], Expr],
    done: dict[Expr, Expr], opened: Callable[[Bind], tuple[Size | Local, Expr]],
) -> Expr:
    """Work out a node from what was made of the nodes below it, bottom-up, each once; `done` holds what is known.

    `step(node, new)` does so for a node over `new`. A binder is opened by `opened`, so that nothing is captured,
    and made by `close(node, variable, below, new)` of its body and ends.
    """
    found: dict[Expr, tuple[Size | Local, Expr]] = {}
    stack = [root]
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        if isinstance(node, Bind) and node not in found:
            found[node] = opened(node)
        below = (found[node][1], *node.range) if isinstance(node, Bind) else node.children
        waiting = [c for c in below if c not in done]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        new = tuple(done[c] for c in below)
        done[node] = close(node, found[node][0], below, new) if isinstance(node, Bind) else step(node, new)
    return done[root]


def transform(
    root: Expr, change: Callable[[Expr], Expr | None],
    rebuild: Callable[[Expr, tuple[Expr, ...]], Expr] | None = None,
    only: Callable[[Expr], bool] | None = None,
) -> Expr:
    """Rebuild bottom-up; `change(node)` gives the replacement of a node over its new children, or None.
    `rebuild` puts a node over them, `with_args` where they changed unless said otherwise.

    Binders are opened before their bodies are visited and closed afterwards, so that nothing is
    captured; `change` sees the closed binder. What is over no node that `only` names stays as it is, unopened.
    """
    from lemmata.engine.expr.binders import bind, open_binder

    done: dict[Expr, Expr] = {}
    if only is not None:
        over = nodes_over(root, only)
        done = {node: node for node in postorder(root) if node not in over}

    def changed(node: Expr) -> Expr:
        found = change(node)
        return node if found is None else found

    def step(node: Expr, new: tuple[Expr, ...]) -> Expr:
        return changed(node if new == node.children and rebuild is None else (rebuild or with_args)(node, new))

    def close(node: Bind, variable: Size | Local, below: tuple[Expr, ...], new: tuple[Expr, ...]) -> Expr:
        moved = done.get(variable) if isinstance(variable, Local) else None
        if isinstance(moved, Local):
            variable = moved  # its shape may have been changed
        return changed(node if new == below else bind(node.binder, variable, *new))

    return fold(root, step, close, done, open_binder)


def nodes_over(root: Expr, wanted: Callable[[Expr], bool]) -> set[Expr]:
    """The nodes that are wanted, and those over one of them; no binder is opened."""
    found: set[Expr] = set()
    for node in postorder(root):
        if wanted(node) or not found.isdisjoint(node.children):
            found.add(node)
    return found


def with_args(node: Expr, children: tuple[Expr, ...]) -> Expr:
    """The node over other children; an operation's shape is worked out again."""
    if isinstance(node, Apply):
        return reapply(node, children)
    return intern(type(node), node.data, children)


def _keep_shape(node: Apply, children: tuple[Expr, ...]) -> Expr:
    return intern(Apply, node.data, children)


# The room of operations knows the shape rules; it puts its own function here when it is imported.
reapply: Callable[[Apply, tuple[Expr, ...]], Expr] = _keep_shape


def set_reapply(function: Callable[[Apply, tuple[Expr, ...]], Expr]) -> None:
    global reapply
    reapply = function


def apply_at(node: Expr) -> tuple[Expr, tuple[Expr, ...]]:
    """Array and all indices of nested applications: (A[i])[j] as A, (i, j)."""
    indices: tuple[Expr, ...] = ()
    while isinstance(node, At):
        indices = node.indices + indices
        node = node.array
    return node, indices


def fit_size_params(value: object, sizes: Mapping[str, Size]) -> object:
    if isinstance(value, Size):
        return value.substitute(sizes)
    if isinstance(value, tuple):
        return tuple(fit_size_params(v, sizes) for v in value)
    return value
