"""Calls in Python text: operations by their names, forms with bound variables, methods."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Expr, Size, integer, number
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers.comprehensions import comprehension
from lemmata.engine.readers.forms import FORMS, OVERLOADED
from lemmata.engine.readers.operations import BEFORE_GIVEN, IGNORED, expressions, joined, operate, param, raw
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder

BINDERS = {"sum": "sum", "prod": "prod", "max": "max", "min": "min", "argmax": "argmax", "argmin": "argmin",
           "expectation": "expectation", "nansum": "sum"}


def call(builder: Builder, node: ast.Call, env: Env) -> Visit:
    """The value of a call: of a known function, of a library's name, of a method."""
    func = node.func
    for item in node.args:
        if isinstance(item, ast.Starred):
            raise builder.error("* has no meaning here; write the arguments out", item)
    path = builder.path(func, env) if isinstance(func, ast.Attribute) else None
    if path is not None:
        return (yield from named(builder, node, path[-1], env, module=path[0]))
    if isinstance(func, ast.Name) and not builder.known(func.id, env):
        return (yield from named(builder, node, func.id, env))
    if isinstance(func, ast.Attribute):
        value = yield builder.visit(func.value, env)
        return (yield from method(builder, node, func, value, env))
    args = yield from expressions(builder, node.args, env)
    function = builder.expression((yield builder.visit(func, env, [a.shape for a in args])))
    if function.sort != "function":
        raise builder.error("only a function can be called; write a product with *, or declare it as function", node)
    if node.keywords:
        raise builder.error("arguments of a function are given by place", node)
    return apply("call", function, *args)


def named(builder: Builder, node: ast.Call, name: str, env: Env, module: str = "",
          first: Sequence[Any] = ()) -> Visit:
    """A call by name; `first` is the array whose method it is."""
    form = FORMS.get(name) if name not in OPS or name in OVERLOADED else None
    if form is not None and not first:
        result = yield from form(builder, node, env, module)
        if result is not None:
            return result
    op = PYTHON_NAMES.get(name)
    if op is None:
        near = get_close_matches(name, [*PYTHON_NAMES, *FORMS], 1, 0.75)
        hint = f"did you mean {near[0]!r}?" if near else f"declare it: `{name}: function`, or write a product with *"
        raise builder.error(f"no function {name!r}; {hint}", node.func)
    if op in BINDERS and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp) and not first:
        return (yield from comprehension(builder, BINDERS[op], node.args[0], env))
    args = list(node.args)
    given: list[ast.expr] = []
    if OPS[op].group == "probability" and args:
        args[-1], given = _split_given(args[-1])
    values = [*first, *(yield from raw(builder, args, env))]
    params = {}
    for keyword in node.keywords:
        if keyword.arg is None:
            raise builder.error("** has no meaning here; write the arguments out", keyword)
        if keyword.arg == "given":
            given.append(keyword.value)
        elif keyword.arg not in IGNORED:
            params[keyword.arg] = yield builder.visit(keyword.value, env)
    conditions = yield from expressions(builder, given, env)
    if op in BEFORE_GIVEN:
        values = joined(builder, op, [builder.expression(v) for v in values])
    return operate(builder, OPS[op], [*values, *conditions], params, module, bool(first))


def _split_given(node: ast.expr) -> tuple[ast.expr, list[ast.expr]]:
    """`A | B` as A and the condition B; also `X == x | Y == y`, which Python takes for a chain."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return node.left, [node.right]
    if not isinstance(node, ast.Compare):
        return node, []
    for k, item in enumerate(node.comparators):
        if isinstance(item, ast.BinOp) and isinstance(item.op, ast.BitOr):
            head = _comparison(node, node.left, node.ops[: k + 1], [*node.comparators[:k], item.left])
            return head, [_comparison(node, item.right, node.ops[k + 1 :], node.comparators[k + 1 :])]
    return node, []


def _comparison(place: ast.expr, left: ast.expr, ops: list[ast.cmpop], comparators: list[ast.expr]) -> ast.expr:
    if not ops:
        return left
    made = ast.Compare(left=left, ops=ops, comparators=comparators)
    made.start, made.stop = place.start, place.stop  # type: ignore[attr-defined]
    return made


# methods and attributes


def attribute(builder: Builder, value: Expr, node: ast.Attribute) -> Any:
    """`x.T`, `x.shape`, `x.size`, `x.ndim`."""
    if node.attr in ("T", "mT", "H", "mH"):
        return apply("transpose", value)
    if node.attr == "shape":
        return tuple(integer(d) for d in value.shape)
    if node.attr == "size":
        total = Size.of(1)
        for d in value.shape:
            total = total * d
        return integer(total)
    if node.attr == "ndim":
        return number(value.rank)
    call_hint = f"; write {node.attr}(...)" if node.attr in PYTHON_NAMES else ""
    raise builder.error(f"an array has no attribute {node.attr!r}{call_hint}", node)


def method(builder: Builder, node: ast.Call, func: ast.Attribute, value: Any, env: Env) -> Visit:
    """`x.sum(axis=0)` is `sum(x, axis=0)`."""
    x = builder.expression(value)
    if func.attr in ("size", "dim") and func.attr not in PYTHON_NAMES:
        place = yield from raw(builder, node.args, env)
        if func.attr == "dim":
            return number(x.rank)
        sizes = tuple(integer(d) for d in x.shape)
        return sizes[int(place[0].value)] if place else sizes
    if func.attr in ("detach", "clone", "copy", "numpy", "float", "double", "contiguous"):
        return x
    if func.attr == "transpose" and len(node.args) == 2:
        axes = [param(v) for v in (yield from raw(builder, node.args, env))]
        if x.rank == 2 and sorted(a % 2 for a in axes) == [0, 1] and axes[0] % 2 == 0:
            raise builder.error("transpose(0, 1) of a matrix swaps its axes in PyTorch and leaves them in NumPy; "
                                "write .T", node)
        return apply("swapaxes", x, axis1=axes[0], axis2=axes[1])
    return (yield from named(builder, node, func.attr, env, first=[x]))


def in_brackets(builder: Builder, node: ast.Subscript, env: Env) -> ast.Call | None:
    """`E[X]`, `Var[X | Y]`: a call with square brackets."""
    name = node.value
    if not isinstance(name, ast.Name) or builder.known(name.id, env):
        return None
    op = PYTHON_NAMES.get(name.id)
    if op is None or OPS[op].group != "probability":
        return None
    args = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    made = ast.Call(func=name, args=args, keywords=[])
    made.start, made.stop = node.start, node.stop  # type: ignore[attr-defined]
    return made
