"""Symbols, sizes and parts of an expression replaced by others."""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.expr.constructors import integer
from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import Apply, Bind, Int, Local, Symbol
from lemmata.engine.expr.sizes import Shape, Size
from lemmata.engine.expr.traversal import (
    fit_size_params,
    nodes_over,
    postorder,
    rebuilt,
    reindex,
    rename,
    transform,
    with_args,
)


def substitute(
    root: Expr, values: Mapping[Expr, Expr] = {}, sizes: Mapping[str, Size | int | str] = {}
) -> Expr:
    """Replace nodes (symbols, opened locals) by expressions and dims or opened indices by sizes."""
    exact = {name: Size.of(size) for name, size in sizes.items()}
    if not values and all(name[0] == "%" for name in exact):
        return reindex(root, exact)
    if not exact and all(isinstance(old, (Symbol, Local)) for old in values):
        return _put(root, values)

    def fit(shape: Shape) -> Shape:
        return tuple(d.substitute(exact) for d in shape)

    def change(node: Expr) -> Expr | None:
        if node in values:
            return values[node]
        if not exact:
            return None
        if isinstance(node, Int):
            return integer(node.size.substitute(exact))
        if isinstance(node, Symbol):
            params = tuple(
                p.substitute(exact) if isinstance(p, Size) else fit(p) if isinstance(p, tuple) else p
                for p in node.params
            )
            new = intern(Symbol, (node.name, fit(node.shape), node.domain, params))
            return values.get(new, new)
        if isinstance(node, Local):
            return intern(Local, (node.name, fit(node.shape), node.domain))
        return None

    def rebuild(node: Expr, children: tuple[Expr, ...]) -> Expr:
        """Over children whose sizes are replaced already, so that those of its own parameters must be too, once."""
        if isinstance(node, Apply):
            op, params, shape, sort = node.data
            fitted = tuple((key, fit_size_params(value, exact)) for key, value in params)
            if fitted != params or children != node.children or fit(shape) != shape:
                return with_args(intern(Apply, (op, fitted, fit(shape), sort), node.children), children)
            return node
        return node if children == node.children else with_args(node, children)

    return transform(root, change, rebuild if exact else None)


def _put(root: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """Expressions in the place of symbols and locals, with no binder opened.

    A value that has binders raises those above it, whose names go by height: until its new height is known, each
    is called `up`, which is higher than all that can come to stand below it, so that nothing is captured.
    """
    over = nodes_over(root, values.__contains__)
    if root not in over:
        return root
    most = max(value.height for value in values.values())

    def up(name: str) -> str:
        return f"#{int(name[1:]) + most}"

    def below(node: Expr) -> Expr:
        """A node below one that changes; in what stays, only the names of binders above it do."""
        bound = [name for name in node.free if name[0] == "#"] if most and node not in over else []
        return rebuilt(node, {n: Size.of(up(n)) for n in bound}, {n: up(n) for n in bound}) if bound else done[node]

    done: dict[Expr, Expr] = {}
    for node in postorder(root):
        if node not in over or node in values:
            done[node] = values.get(node, node)
            continue
        children, data = tuple(map(below, node.children)), node.data
        if isinstance(node, Bind):
            name = f"#{children[0].height + 1}"
            if most:
                children = (rename(children[0], up(node.name), name), *children[1:])
            done[node] = intern(Bind, (data[0], name, *data[2:]), children)
            continue
        if most and isinstance(node, Apply):
            sizes = {n: Size.of(up(n)) for n in node.free if n[0] == "#"}
            params = tuple((key, fit_size_params(value, sizes)) for key, value in data[1])
            data = (data[0], params, tuple(d.substitute(sizes) for d in data[2]), data[3])
        same = all(new.shape == old.shape and new.sort == old.sort != "integer"
                   for new, old in zip(children, node.children) if new is not old)
        fitted = intern(type(node), data, children if same else node.children)
        done[node] = fitted if same else with_args(fitted, children)
    return done[root]
