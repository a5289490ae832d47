"""Comprehensions and generators of Python text: what sums, arrays and extrema run over."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import DOMAINS, Constant, Local, Size, bind, fresh_index, fresh_local
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder


def domain_of(builder: Builder, node: ast.expr, env: Env) -> Visit:
    """`real`, `positive[m, n]`: shape and domain of a bound variable."""
    base = node.value if isinstance(node, ast.Subscript) else node
    if not isinstance(base, ast.Name) or base.id not in DOMAINS or builder.known(base.id, env):
        raise builder.error("expected a domain such as real, positive or real[n]", node)
    shape: list[Size] = []
    if isinstance(node, ast.Subscript):
        for item in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
            shape.append(size_of((yield builder.visit(item, env))))
    return tuple(shape), base.id


def comprehension(builder: Builder, binder: str, node: ast.ListComp | ast.GeneratorExp, env: Env) -> Visit:
    """`body for i in range(a, b) for x in real[n]`: the first one is the outermost."""
    variables: list[tuple[Size | Local, tuple[Any, ...]]] = []
    for part in node.generators:
        if not isinstance(part.target, ast.Name) or part.is_async:
            raise builder.error("the variable of a sum is a single name: for i in range(n)", part.target)
        if part.ifs:
            raise builder.error("no `if` here; multiply by an indicator: (f if c else 0)", part.ifs[0])
        variable, ends = yield from _range(builder, binder, part.iter, env)
        variables.append((variable, ends))
        env = {**env, part.target.id: variable}
    body = builder.expression((yield builder.visit(node.elt, env)))
    for variable, ends in reversed(variables):
        body = bind(binder, variable, body, *ends)
    return body


def _range(builder: Builder, binder: str, node: ast.expr, env: Env) -> Visit:
    """Variable and ends of `range(a, b)`, of a domain (extrema), a law (expectations), a random variable (sums)."""
    is_range = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
    if binder == "expectation" and not is_range:
        law = builder.expression((yield builder.visit(node, env)))
        return fresh_local(law.shape, "real"), (law,)
    if not is_range:
        if binder == "sum" and not (isinstance(node, ast.Name) and node.id in DOMAINS):
            found = builder.expression((yield builder.visit(node, env)))
            if found.sort == "variable":
                return fresh_local(found.shape), (found,)
        if binder not in ("max", "min", "argmax", "argmin"):
            raise builder.error("expected range(n) or range(a, b)", node)
        shape, domain = yield from domain_of(builder, node, env)
        return fresh_local(shape, domain), ()
    ends: list[Any] = []
    for end in node.args:  # type: ignore[attr-defined]
        value = yield builder.visit(end, env)
        ends.append(value if isinstance(value, Constant) else size_of(value))
    if not 1 <= len(ends) <= 2 or node.keywords:  # type: ignore[attr-defined]
        raise builder.error("range takes one or two ends: range(n), range(a, b)", node)
    variable = fresh_index()
    if isinstance(ends[-1], Size) and variable.atom is not None:
        builder.ranges[variable.atom] = ends[-1]
    return variable, tuple(ends) if len(ends) == 2 else (0, *ends)
