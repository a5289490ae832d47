"""Opened indices at other positions."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Bind, Expr, Int, Size, as_size, integer, intern, is_size


def place(root: Expr, index: Size, position: Expr) -> Expr | None:
    """`root` with the opened index at another position; None where that has no form (labels inside a size)."""
    name = index.atom
    assert name is not None
    if name not in root.free:
        return root
    sizes = {name: as_size(position)} if is_size(position) else None
    done: dict[Expr, Expr] = {}
    stack = [root]
    while stack:
        node = stack[-1]
        waiting = [c for c in node.children if name in c.free and c not in done]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        if node in done:
            continue
        children = tuple(done.get(c, c) for c in node.children)
        if isinstance(node, Int):
            if sizes is None and node.size.atom != name:
                return None
            done[node] = integer(node.size.substitute(sizes)) if sizes else position
        elif isinstance(node, Apply) and any(name in d.atoms for d in node.shape):
            if sizes is None:
                return None
            shape = tuple(d.substitute(sizes) for d in node.shape)
            done[node] = intern(Apply, (node.data[0], node.data[1], shape, node.data[3]), children)
        elif isinstance(node, Bind) and sizes is None and any(c.free and name in c.free for c in node.range):
            return None
        else:
            done[node] = intern(type(node), node.data, children)
    return done[root]


def solve(delta: Expr, index: Size) -> Expr | None:
    """The position of an opened index at which a delta is 1."""
    left, right = delta.children
    atom = str(index.atom)
    if is_size(left) and is_size(right):
        gap = as_size(left) - as_size(right)
        slope = gap.coefficient(atom)
        if slope not in (1, -1):
            return None
        rest = gap - slope * index
        return integer(-rest if slope == 1 else rest)
    for own, other in ((left, right), (right, left)):
        if isinstance(own, Int) and own.size == index and atom not in other.free:
            return other
    return None
