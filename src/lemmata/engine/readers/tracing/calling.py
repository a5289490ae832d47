"""A call of a library's function on traced arrays, in terms of operations: by the tables of spellings."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.engine.expr import Expr
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers.calls import ELSEWHERE, unknown
from lemmata.engine.readers.operations import expression, operate
from lemmata.engine.readers.spellings import IGNORED, Several, find
from lemmata.engine.readers.tracing.constants import constant_of
from lemmata.engine.readers.tracing.errors import met, untraceable
from lemmata.engine.readers.tracing.numbers import as_number, cast, dtype_kind

# What takes truth values as they are; everything else computes with them as 0 and 1.
LOGICAL = frozenset((
    "where", "masked_fill", "logical_and", "logical_or", "logical_not", "logical_xor", "and", "or", "not", "select",
    "any", "all", "concat", "concatenate", "cat", "stack", "scaled_dot_product_attention", "bitwise_and", "bitwise_or",
    "bitwise_not", "invert", "tril", "triu",
))
# What only puts entries elsewhere: of truth values it gives truth values.
ARRANGING = frozenset((
    "reshape", "view", "ravel", "flatten", "transpose", "permute", "expand_dims", "unsqueeze", "squeeze",
    "broadcast_to", "expand", "swapaxes", "moveaxis", "flip", "take", "roll", "repeat", "tile", "repeat_interleave",
    "diagonal", "gather", "take_along_axis", "take_along_dim", "index_select", "t", "rot90",
))


class Held:
    """What stands for an expression in Python code."""

    __slots__ = ("expr",)
    expr: Expr


def lifted(value: Any) -> Any:
    """A value of Python code as the tables take it: expressions, lists and tuples of them, strings, flags, None."""
    if isinstance(value, Held):
        if getattr(value, "fixed", None) is not None:
            raise met(value.fixed)  # type: ignore[attr-defined]
        if getattr(value, "selection", None) is not None:
            raise untraceable("entries chosen by a mask are used here, whose number depends on values; only their sum, "
                              "their mean and what is done to each entry is known: write np.where(mask, x, 0)")
        return value.expr
    if isinstance(value, (bool, str, slice, Expr)) or value is None or value is Ellipsis:
        return value
    if isinstance(value, (list, tuple)):
        return type(value)(lifted(v) for v in value) if type(value) in (list, tuple) else tuple(map(lifted, value))
    found = constant_of(value)
    return value if found is None else found


def as_expression(value: Any) -> Expr:
    """What stands for an expression in Python code, a number or an array, as an expression."""
    return expression(lifted(value))


def wrapped(value: Any, kind: Any) -> Any:
    """Expressions as arrays of a library."""
    if isinstance(value, Several):
        return namedtuple("Results", value.names)(*(wrapped(v, kind) for v in value))  # type: ignore[misc]
    if isinstance(value, (tuple, list)):
        return type(value)(wrapped(v, kind) for v in value)
    return kind(value) if isinstance(value, Expr) else value


def call_library(module: str, name: str, args: Sequence[Any], keywords: Mapping[str, Any], kind: Any) -> Any:
    """The value of `module.name(*args, **keywords)` where some argument is traced."""
    from lemmata.engine.readers.tracing.forms import FORMS, VIEWS

    if any(getattr(v, "selection", None) is not None for v in args):
        return _of_chosen(module, name, args, keywords, kind)
    form = FORMS.get(name)
    if form is not None and not module.startswith(ELSEWHERE):
        found = form(module, list(args), dict(keywords), kind)
        if found is not NotImplemented:
            return found
    values = [lifted(v) for v in args]
    params = {k: lifted(v) for k, v in keywords.items() if k not in IGNORED}
    found = meaning(module, name, values, params)
    if keywords.get("dtype") is not None and isinstance(found, Expr):
        found = cast(found, dtype_kind(keywords["dtype"]))
    result = wrapped(found, kind)
    if name in VIEWS and args and isinstance(args[0], kind) and isinstance(result, kind):
        return args[0].sharing(result.expr)
    return result


def known(module: str, name: str) -> bool:
    """Whether anything here says what a function of a library is."""
    from lemmata.engine.readers.tracing.forms import FORMS

    return name in FORMS or find(name, module) is not None or PYTHON_NAMES.get(name) is not None


def _of_chosen(module: str, name: str, args: Sequence[Any], keywords: Mapping[str, Any], kind: Any) -> Any:
    """A function of entries chosen by a mask: of each entry, then their sum or mean."""
    from lemmata.engine.readers.tracing.indexing import over_chosen

    if name in ("sum", "mean") and len(args) == 1 and not keywords:
        return over_chosen(name, args[0])
    row, op = find(name, module), OPS.get(PYTHON_NAMES.get(name, ""))
    losses = row is not None and "reduction" in row.signature.parameters
    if not losses and (op is None or not op.elementwise):
        [lifted(v) for v in args]  # says what is known of them
    plain = [kind(v.expr) if isinstance(v, Held) else v for v in args]
    given = {**keywords, "reduction": "none"} if losses else keywords
    found = args[0].like(call_library(module, name, plain, given, kind).expr, *args[1:])
    reduction = keywords.get("reduction", "mean") if losses else "none"
    return found if reduction == "none" else over_chosen(reduction, found)


def meaning(module: str, name: str, values: list[Any], params: dict[str, Any]) -> Any:
    """What the tables say that a function is, of expressions."""
    found = _meaning(module, name, values, params)
    if name in ARRANGING and isinstance(found, Expr) and values and isinstance(values[0], Expr) and (
            values[0].sort == "boolean" != found.sort):
        return apply("ne", found, 0)
    return found


def _meaning(module: str, name: str, values: list[Any], params: dict[str, Any]) -> Any:
    if name not in LOGICAL | ARRANGING:
        values, params = [_numeric(v) for v in values], {k: _numeric(v) for k, v in params.items()}
    if "where" in params or "initial" in params:
        raise untraceable(f"{name} with where= or initial= is not known; write {name}(np.where(mask, x, 0))")
    row = find(name, module)
    if row is not None:
        first = next(iter(row.signature.parameters.values()), None)
        if first is not None and first.annotation not in ("raw", "param", "arrays") and values:
            values = [_array(values[0]), *values[1:]]
        return row.build(**row.bind(values, params))
    op = PYTHON_NAMES.get(name)
    if op is None or module.startswith(ELSEWHERE):
        raise untraceable(unknown(name, module, False))
    if OPS[op].arity is not None and values:
        values = [_array(v) if k < (OPS[op].arity or 0) else v for k, v in enumerate(values)]
    return operate(None, OPS[op], values, params)  # type: ignore[arg-type]


def _array(value: Any) -> Any:
    """An argument where an array is meant: a tuple of numbers is one."""
    return expression(list(value)) if isinstance(value, tuple) and value else value


def _numeric(value: Any) -> Any:
    if isinstance(value, Expr):
        return as_number(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_numeric(v) for v in value)
    return value


