"""Python's own functions: of numbers, arrays and lists."""

from __future__ import annotations

import ast
from functools import reduce
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Expr, Size, constant, integer, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.functions import loops
from lemmata.engine.readers.operations import raw
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.functions.reader import FunctionReader


def call(reader: FunctionReader, node: ast.Call, name: str, env: Env) -> Visit:
    """The value of `len(x)`, `sum(...)`, `max(a, b)`, `abs(x)`, `pow(a, b)`, `float(x)`, `list(x)`."""
    first = node.args[0] if node.args else None
    if name in loops.OVER_LISTS and len(node.args) == 1 and isinstance(first, ast.GeneratorExp):
        return loops.reduced(reader, name, first, env)
    values = yield from raw(reader, node.args, env)
    if node.keywords or not values:
        raise reader.error(f"this call of {name} is not read", node)
    one = values[0]
    if name == "len" and len(values) == 1:
        if isinstance(one, tuple | list):
            return number(len(one))
        x = reader.expression(one)
        if x.rank:
            return integer(x.shape[0])
    elif name == "range" and len(values) <= 2:
        ends = [size_of(v) for v in values]
        low = ends[0] if len(ends) == 2 else Size.of(0)
        return apply("arange", start=ends[-1]) if len(ends) == 1 else apply("arange", start=low, stop=ends[-1])
    elif name == "sum" and len(values) <= 2:
        start = reader.expression(values[1]) if len(values) == 2 else number(0)
        return reader.binary("add", start, _summed(reader, one)) if len(values) == 2 else _summed(reader, one)
    elif name in ("max", "min"):
        return _extremum(reader, name, values)
    elif name == "abs" and len(values) == 1:
        return apply("abs", reader.expression(one))
    elif name == "pow" and len(values) == 2:
        return reader.binary("pow", *(reader.expression(v) for v in values))
    elif name == "float" and len(values) == 1:
        return _number(reader, one)
    elif name == "int" and len(values) == 1 and reader.expression(one).sort == "integer":
        return one
    elif name in ("list", "tuple") and len(values) == 1 and isinstance(one, Expr | tuple | list):
        return one if isinstance(one, Expr) else list(one) if name == "list" else tuple(one)
    raise reader.error(f"{name} is not known, or not with these arguments", node)


def _summed(reader: FunctionReader, value: Any) -> Expr:
    """Python's sum goes over the first axis."""
    if isinstance(value, tuple | list):
        total: Expr = number(0)
        for part in value:
            total = reader.binary("add", total, reader.expression(part))
        return total
    return apply("sum", reader.expression(value), axis=0)


def _extremum(reader: FunctionReader, name: str, values: list[Any]) -> Expr:
    if len(values) == 1 and isinstance(values[0], Expr) and values[0].rank == 1:
        return apply(name, values[0])
    parts = values if len(values) > 1 else values[0]
    found = [reader.expression(v) for v in parts] if isinstance(parts, tuple | list) else []
    if not found or any(v.rank for v in found):
        raise TypeError(f"{name} of what are no numbers")
    return reduce(lambda a, b: apply(f"{name}imum", a, b), found)


def _number(reader: FunctionReader, value: Any) -> Expr:
    """float("inf"), float(x)."""
    if isinstance(value, str):
        word = value.strip().lower()
        if word.lstrip("+-") not in ("inf", "infinity"):
            raise TypeError("a text as a number")
        return apply("neg", constant("inf")) if word[0] == "-" else constant("inf")
    x = reader.expression(value)
    if x.rank:
        raise TypeError("float of an array")
    return x
