"""Comprehensions and generators of Python text: what sums, arrays and extrema run over."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import DOMAINS, Constant, Expr, Local, Size, bind, constant, fresh_index, fresh_local, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.slices import part_length
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder

# what an entry that an `if` leaves out counts as
_LEAST = apply("neg", constant("inf"))
NEUTRAL = {"sum": number(0), "prod": number(1), "max": _LEAST, "argmax": _LEAST, "min": constant("inf"),
           "argmin": constant("inf")}


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
    conditions: list[Expr] = []
    for part in node.generators:
        if not isinstance(part.target, ast.Name) or part.is_async:
            raise builder.error("the variable of a sum is a single name: for i in range(n)", part.target)
        if part.ifs and binder not in NEUTRAL:
            raise builder.error("no `if` here: how many entries are left is not known", part.ifs[0])
        variable, ends, value = yield from _range(builder, binder, part.iter, env)
        variables.append((variable, ends))
        env = {**env, part.target.id: value}
        for condition in part.ifs:
            conditions.append(builder.expression((yield builder.visit(condition, env))))
    body: Expr = builder.expression((yield builder.visit(node.elt, env)))
    for kept in reversed(conditions):
        body = apply("where", kept, body, NEUTRAL[binder])
    for variable, ends in reversed(variables):
        body = bind(binder, variable, body, *ends)
    return body


def _range(builder: Builder, binder: str, node: ast.expr, env: Env) -> Visit:
    """Variable, ends and value of the name: of `range(a, b)`, of a domain (extrema), a law (expectations), a random
    variable (sums)."""
    is_range = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
    if binder == "expectation" and not is_range:
        law = builder.expression((yield builder.visit(node, env)))
        local = fresh_local(law.shape, "real")
        return local, (law,), local
    if not is_range:
        if binder == "sum" and not (isinstance(node, ast.Name) and node.id in DOMAINS):
            found = builder.expression((yield builder.visit(node, env)))
            if found.sort == "variable":
                local = fresh_local(found.shape)
                return local, (found,), local
        if binder not in ("max", "min", "argmax", "argmin"):
            raise builder.error("expected range(n) or range(a, b)", node)
        shape, domain = yield from domain_of(builder, node, env)
        local = fresh_local(shape, domain)
        return local, (), local
    ends: list[Any] = []
    for end in node.args:
        value = yield builder.visit(end, env)
        ends.append(value if isinstance(value, Constant) else end_of(builder, end, value))
    if not 1 <= len(ends) <= 3 or node.keywords:
        raise builder.error("range takes its ends: range(n), range(a, b), range(a, b, step)", node)
    variable = fresh_index()
    low, high = (Size.of(0), ends[0]) if len(ends) == 1 else ends[:2]
    value = variable
    if len(ends) == 3:
        step = ends[2].constant if isinstance(ends[2], Size) else None
        if not step or not isinstance(low, Size) or not isinstance(high, Size):
            raise builder.error("a step is an integer other than 0, between finite ends", node)
        value = low + variable * step
        low, high = Size.of(0), part_length(high - low if step > 0 else low - high, step)
    if isinstance(high, Size) and variable.atom is not None:
        builder.ranges[variable.atom] = high
    return variable, (low, high), value


def end_of(builder: Builder, node: ast.expr, value: Any) -> Size:
    """The end of a range, or the length of an axis."""
    try:
        return size_of(value)
    except TypeError:
        raise builder.error("the end of a range is an integer, a size or a sum of them; declare its name as natural",
                            node) from None
