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
from lemmata.engine.readers.operations import BEFORE_GIVEN, expressions, joined, moment, operate, raw
from lemmata.engine.readers.spellings import IGNORED, SPELLINGS, TORCH_WORDS, find, module_of, reversed_axes
from lemmata.engine.readers.spellings.record import Spelling
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
        return (yield from named(builder, node, path[-1], env, module=module_of(path)))
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


def named(builder: Builder, node: ast.Call, name: str, env: Env, module: str = "-",
          first: Sequence[Any] = ()) -> Visit:
    """A call by name in a module ("-": none); `first` is the array whose method it is."""
    generator = node.args[0] if len(node.args) == 1 and not first else None
    spelling = None if isinstance(generator, ast.GeneratorExp) else _spelling(node, name, module, bool(first))
    if spelling is None:
        form = FORMS.get(name) if name not in OPS or name in OVERLOADED else None
        if form is not None and not first:
            result = yield from form(builder, node, env, module)
            if result is not None:
                return result
    op = PYTHON_NAMES.get(name)
    if spelling is None and (op is None or module.startswith(ELSEWHERE)):
        raise builder.error(unknown(name, module, bool(first)), node.func)
    if op in BINDERS and isinstance(generator, ast.GeneratorExp):
        return (yield from comprehension(builder, BINDERS[op], generator, env))
    args = list(node.args)
    given: list[ast.expr] = []
    if (args and op is not None and OPS[op].group == "probability") or name in CONDITIONED:
        args[-1], given = _split_given(args[-1])
    values = [*first, *(yield from raw(builder, args, env))]
    params: dict[str, Any] = {}
    for keyword in node.keywords:
        if keyword.arg is None:
            raise builder.error("** has no meaning here; write the arguments out", keyword)
        if keyword.arg == "given":
            given.append(keyword.value)
        elif keyword.arg not in IGNORED:
            params[keyword.arg] = yield builder.visit(keyword.value, env)
    conditions = yield from expressions(builder, given, env)
    chance = moment(op or name, values, params)
    if chance is not None:
        return chance
    if spelling is not None:
        if conditions:
            params["given"] = conditions[0]
        return spelling.build(**spelling.bind(values, params))
    assert op is not None
    if op in BEFORE_GIVEN:
        values = joined(builder, op, [builder.expression(v) for v in values])
    return operate(builder, OPS[op], [*values, *conditions], params)


def _spelling(node: ast.Call, name: str, module: str, is_method: bool) -> Spelling | None:
    """The row of the library that a call is written for; parameters such as `dim` are PyTorch's."""
    place = "." if is_method else module
    if module == "-" and any(k.arg in TORCH_WORDS for k in node.keywords):
        return find(name, "torch") or find(name, place)
    return find(name, place)


ELSEWHERE = ("numpy.random", "jax.random", "torch.random", "scipy.stats")  # what stands there has other meanings
CONDITIONED = ("I", "MI")  # I(X, Y | Z)


def unknown(name: str, module: str, is_method: bool) -> str:
    """Why a function is not known, and what to do."""
    if module != "-":
        return f"{module}.{name} is not known here; write it out in operations that are"
    if is_method:
        known = name in FORMS or find(name, "-") is not None
        return f"no method {name!r}" + (f"; write {name}(x, ...)" if known else "; write it out")
    names = [*PYTHON_NAMES, *FORMS, *(n for n in SPELLINGS if find(n, "-"))]
    if in_a_library(name):
        return f"{name!r} is a function of a library that is not known here; write it out in operations that are"
    near = [n for n in get_close_matches(name, names, 3, 0.75) if n[0] == name[0]]
    if near:
        return f"no function {name!r}; did you mean {near[0]!r}?"
    return f"no function {name!r}; declare it: `{name}: function`, or write a product with *"


def in_a_library(name: str) -> bool:
    """Whether NumPy, SciPy's special functions or Python have a function of the name."""
    import builtins
    import math

    import numpy as np
    from scipy import linalg, special

    return any(callable(getattr(m, name, None)) for m in (np, np.linalg, linalg, special, math, builtins))


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
    made.start, made.stop = place.start, place.stop
    return made


# methods and attributes


def attribute(builder: Builder, value: Expr, node: ast.Attribute) -> Any:
    """`x.T`, `x.shape`, `x.size`, `x.ndim`."""
    if node.attr in ("T", "H"):
        return reversed_axes(value)
    if node.attr in ("mT", "mH"):
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
    made.start, made.stop = node.start, node.stop
    return made
