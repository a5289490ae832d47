"""Operations of Python text on values: arguments, then parameters, as NumPy, SciPy and PyTorch take them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Expr, Int, Number, Size, bind, fresh_local
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.record import Op
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.stacks import stacked
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder


# what PyTorch and others call a parameter
PARAMS = {"dim": "axis", "keepdim": "keepdims", "correction": "ddof", "unbiased": "ddof", "p": "ord", "dims": "axes",
          "dim0": "axis1", "dim1": "axis2", "negative_slope": "slope", "size": "shape"}
# how many arguments stand before the condition; `H(X, Y)` is joint, `H(X | Y)` conditional
BEFORE_GIVEN = {"expectation": 1, "variance": 1, "standard_deviation": 1, "correlation": 2, "covariance": 2,
                "probability": 1, "density": 2, "cdf": 2, "entropy": 1, "differential_entropy": 1,
                "mutual_information": 2}


def literal(parts: Sequence[Expr]) -> Expr:
    """A literal array of numbers or of rows."""
    return apply("stack", *parts, axis=0)


def as_function(op: str, expected: Sequence[tuple[Size, ...]]) -> Expr:
    """An operation's name where a function is expected: `derivative(sin)` is that of `lambda x: sin(x)`."""
    count = OPS[op].arity or 1
    variables = [fresh_local(expected[k] if k < len(expected) else ()) for k in range(count)]
    body = apply(op, *variables)
    for variable in reversed(variables):
        body = bind("function", variable, body)
    return body


def joined(builder: Builder, op: str, values: list[Expr]) -> list[Expr]:
    """Arguments before the condition: events together are their intersection, variables a joint one."""
    count = BEFORE_GIVEN[op]
    if len(values) <= count:
        return values
    if op == "probability":
        total = values[0]
        for value in values[1:]:
            total = apply("and", total, value)
        return [total]
    if op in ("entropy", "differential_entropy"):
        if not any(v.sort in ("variable", "event") for v in values):
            raise TypeError("entropy of two vectors of probabilities: write cross_entropy(p, q)")
        return [apply("joint", *values)]
    raise TypeError(f"{op} takes {count} argument(s); write a condition as `given=...` or after |")


def operate(builder: Builder, op: Op, values: Sequence[Any], params: Mapping[str, Any]) -> Expr:
    """An operation on values: as many arguments as it takes, then its parameters in their order."""
    texts = [v for v in values if isinstance(v, str)]
    given = [v for v in values if not isinstance(v, str)]
    full = {PARAMS.get(k, k) if k not in op.params else k: v for k, v in params.items()}
    if texts and "subscripts" in op.params:
        full["subscripts"], texts = texts[0], []
    if op.arity is None:
        if given and isinstance(given[0], (list, tuple)) and op.name not in BEFORE_GIVEN:
            given = [*given[0], *given[1:]]
        count = sum(1 for v in given if isinstance(v, (Expr, list)))
        if op.name in ("concat", "stack") and count and count == len(given) and _is_axis(given, values):
            count -= 1
    else:
        count = op.arity
    rest = [*given[count:], *texts]
    names = [name for name in op.params if name not in full]
    if rest and names and names[0] in ("shape", "axes") and len(rest) > 1:
        rest = [tuple(rest)]
    if len(rest) > len(names):
        raise TypeError(f"{op.name} takes {op.arity} argument(s){' and ' + ', '.join(op.params) if op.params else ''}; "
                        f"{len(values)} given")
    full.update(zip(names, rest))
    missing = count - len(given)
    if missing > 0:
        hint = f"; arguments are given by place: {op.name}(x)" if full and not op.params else ""
        raise TypeError(f"{op.name} takes {count} argument(s), {len(given)} given{hint}")
    return stacked(op.name, *(expression(v) for v in given[:count]),
                         **{name: param(v) for name, v in full.items()})


# of a single random variable these are its moments
MOMENTS = {"mean": "expectation", "var": "variance", "std": "standard_deviation"}


def moment(name: str, values: Sequence[Any], params: Mapping[str, Any]) -> Expr | None:
    """mean, var, std of one random variable, which has no axes to go over: E, Var, Std of it."""
    one = values[0] if len(values) == 1 else None
    if not isinstance(one, Expr) or one.rank or one.sort not in ("variable", "event"):
        return None
    if name in ("sum", "prod", "max", "min", "argmax", "argmin", "cumsum"):
        raise TypeError(f"{name} of one random variable: it has no axis to go over")
    if name not in MOMENTS:
        return None
    if params:
        raise TypeError(f"{name} of one random variable has no parameter; it has no axes")
    return apply(MOMENTS[name], one)


def expression(value: Any) -> Expr:
    """A value as an expression; nested lists are literal arrays."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, list):
        return literal([expression(v) for v in value])
    if isinstance(value, bool):
        raise TypeError(f"{value} is no number; write {int(value)}")
    what = "a tuple; write an array with square brackets" if isinstance(value, tuple) else repr(value)
    raise TypeError(f"expected a number or an array, found {what}")


def _is_axis(given: Sequence[Any], values: Sequence[Any]) -> bool:
    """Whether `concatenate([a, b], 1)` names its axis by place."""
    return isinstance(values[0], (list, tuple)) and len(values) == 2 and isinstance(given[-1], Number)


def param(value: Any) -> Any:
    """A parameter: an integer, a fraction, a size, a flag, a name, or several of them."""
    if isinstance(value, Number):
        return int(value.value) if value.value.denominator == 1 else value.value
    if isinstance(value, Int):
        return value.size
    if isinstance(value, Expr):
        if getattr(value, "name", "") == "inf":
            return "inf"
        if isinstance(value, Apply) and value.op == "neg" and getattr(value.args[0], "name", "") == "inf":
            return "-inf"
        try:
            size = size_of(value)
        except TypeError:
            raise TypeError("a parameter such as an axis or a shape is an integer or a size") from None
        return size if size.constant is None else size.constant
    return tuple(param(v) for v in value) if isinstance(value, (list, tuple)) else value


def raw(builder: Builder, nodes: Sequence[ast.expr], env: Env) -> Visit:
    values = []
    for item in nodes:
        values.append((yield builder.visit(item, env)))
    return values


def expressions(builder: Builder, nodes: Sequence[ast.expr], env: Env) -> Visit:
    return [expression(v) for v in (yield from raw(builder, nodes, env))]
