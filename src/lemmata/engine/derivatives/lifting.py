"""From entries back to arrays: `A[i, k] * x[k]` summed over k, over all i, is `A @ x`.

`lift(clean, i, n, body)` is the array whose entry (or slice) at i is `body`, in terms of whole arrays;
None where the index stands in a place that has no such form.
"""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING

from lemmata.engine.derivatives.factors import ONE, is_op, times, transposed
from lemmata.engine.expr import Apply, At, Bind, Expr, Size, apply_at, as_size, at, is_size
from lemmata.engine.ops import OPS, apply

if TYPE_CHECKING:
    from lemmata.engine.derivatives.tidy import Tidy


def lift(clean: Tidy, index: Size, size: Size, body: Expr) -> Expr | None:
    """The array over 0 <= index < size of `body`; a new axis stands in front."""
    atom = str(index.atom)
    if atom not in body.free or any(atom in d.atoms for d in body.shape):
        return None
    done: dict[Expr, Expr] = {}
    stack = [body]
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        if isinstance(node, (Apply, Bind)) and not clean.onehot(node):
            waiting = [c for c in node.children if atom in c.free and c not in done]
            if waiting and (isinstance(node, Bind) or not _liftable(node)):
                return None
            if waiting:
                stack.extend(waiting)
                continue
        stack.pop()
        lifted = _lift_node(clean, node, index, size, done)
        if lifted is None:
            return None
        done[node] = lifted
    return done[body]


def _liftable(node: Expr) -> bool:
    return isinstance(node, Apply) and (
        (OPS[node.op].elementwise and node.op != "delta") or node.op in (
            "matmul", "sum", "transpose", "expand_dims", "einsum"))


def _lift_node(clean: Tidy, node: Expr, index: Size, size: Size, done: dict[Expr, Expr]) -> Expr | None:
    if isinstance(node, At):
        return _lift_entry(node, index, size)
    if isinstance(node, Bind):
        return _lift_onehot(clean, node, index, size)
    if not isinstance(node, Apply) or not _liftable(node) or index.atom in node._own_locals():
        return None
    if any(d.atoms & {index.atom} for c in node.children for d in c.shape):
        return None
    args = [done.get(c) for c in node.children]
    if OPS[node.op].elementwise:
        parts = [
            c if new is None else new if c.rank == node.rank
            else clean.make("expand_dims", new, axis=tuple(range(-node.rank, -c.rank)))
            for c, new in zip(node.children, args)
        ]
        return clean.make(node.op, *parts, **node.params)
    if node.op == "matmul":
        return _lift_product(clean, node, args)
    if node.op == "einsum":
        inputs, output = node.params["subscripts"].split("->")
        letter = next(c for c in ascii_letters if c not in inputs)
        words = [word if new is None else letter + word for word, new in zip(inputs.split(","), args)]
        return clean.make("einsum", *(c if new is None else new for c, new in zip(node.children, args)),
                          subscripts=",".join(words) + "->" + letter + output)
    (new,) = args
    assert new is not None
    if node.op == "sum":
        axis = node.params["axis"]
        axis = tuple(range(-node.children[0].rank, 0)) if axis is None else axis
        return clean.make("sum", new, axis=axis, keepdims=node.params["keepdims"])
    if node.op == "transpose" and node.params["axes"] is not None:
        return None
    return clean.make(node.op, new, **node.params)


def _lift_entry(node: At, index: Size, size: Size) -> Expr | None:
    """A[i] over i is A, A[j, i] is A[j], and A[i, j] is A.T[j]."""
    array, indices = apply_at(node)
    if index.atom in array.free:
        return None
    places = [k for k, i in enumerate(indices) if index.atom in i.free]
    if len(places) == len(indices) == array.rank == 2 and all(is_size(i) and as_size(i) == index for i in indices):
        return apply("diag", array) if array.shape == (size, size) else None
    if len(places) != 1:
        return None
    (place,) = places
    if not is_size(indices[place]) or as_size(indices[place]) != index or array.shape[place] != size:
        return None
    others = indices[:place] + indices[place + 1:]
    if place == len(indices) - 1:
        return at(array, *others)
    if array.rank == 2:
        return at(transposed(array), *others)
    axes = [a for a in range(array.rank) if a != place]
    axes.insert(len(others), place)
    return at(apply("transpose", array, axes=tuple(axes)), *others)


def _lift_onehot(clean: Tidy, node: Bind, index: Size, size: Size) -> Expr | None:
    """delta(i, j) * v[i] over i and j is diag(v)."""
    hot = clean.onehot(node)
    if hot is None or len(hot.shape) != 1 or hot.shape[0] != size or hot.positions[0] is None:
        return None
    position = hot.positions[0]
    if not is_size(position) or as_size(position) != index:
        return None
    if index.atom not in hot.value.free:
        eye = apply("eye", n=size)
        return eye if hot.value is ONE else clean.make("mul", hot.value, eye)
    entries = lift(clean, index, size, hot.value)
    return None if entries is None else clean.make("diag", entries)


def _lift_product(clean: Tidy, node: Apply, args: list[Expr | None]) -> Expr | None:
    left, right = node.children
    new_left, new_right = args
    if left.rank > 2 or right.rank > 2:
        return None
    if new_left is not None and new_right is not None:
        if left.rank == right.rank == 1:
            return clean.make("sum", clean.make("mul", new_left, new_right), axis=(-1,), keepdims=False)
        return clean.make("matmul", new_left, new_right) if left.rank == right.rank == 2 else None
    if new_right is not None:
        if right.rank == 1:  # A @ v[i] over i
            return clean.make("matmul", new_right, left if left.rank == 1 else clean.make("transpose", left))
        return clean.make("matmul", left, new_right)
    assert new_left is not None
    return clean.make("matmul", new_left, right)


def contraction(clean: Tidy, index: Size, size: Size, parts: list[Expr]) -> Expr | None:
    """The sum over an index of a product of numbers, as a product of vectors; what is constant stands in front."""
    atom = index.atom
    moving = [p for p in parts if atom in p.free]
    if len(moving) == len(parts) == 2:
        columns = [p for p in moving if is_op(p, "expand_dims") and p.shape[1:] == (1,) and p.children[0].rank == 1]
        rows = [p for p in moving if p not in columns and p.rank == 1]
        if columns and rows:  # a column times a row
            left, right = (lift(clean, index, size, p) for p in (columns[0].children[0], rows[0]))
            if left is None or right is None:
                return None
            return clean.make("matmul", clean.make("transpose", left), right)
    rows = [p for p in moving if p.rank]
    if any(p.rank > 1 for p in parts) or len(rows) > 1 or (rows and len(moving) == 1):
        return None
    if rows:
        moving = [p for p in moving if not p.rank] + rows
    vectors = []
    for part in moving:
        vector = lift(clean, index, size, part)
        if vector is None:
            return None
        vectors.append(vector)
    last = vectors.pop()
    if rows:
        total = clean.make("matmul", clean.make("transpose", last), times(*vectors))
    elif vectors:
        first = times(*vectors)
        # a row of a matrix stands on the left: over all rows it is the matrix
        left, right = (last, first) if isinstance(last, At) else (first, last)
        total = clean.make("matmul", left, right)
    else:
        total = clean.make("sum", last)
    return times(*(p for p in parts if atom not in p.free), total)
