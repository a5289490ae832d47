"""Calls in Python text that bind a variable, or read otherwise than an operation of that name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import (
    Local,
    Number,
    Size,
    Symbol,
    at,
    bind,
    constant,
    fresh_index,
    fresh_local,
    integer,
    number,
    substitute,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.comprehensions import comprehension, end_of
from lemmata.engine.readers.operations import expressions, raw
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env, Visit
from lemmata.wording import counted

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder


def _variable(builder: Builder, node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        raise builder.error("expected the name of a variable", node)
    return node.id


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((k.value for k in node.keywords if k.arg == name), None)


def _integral(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """integral(body, x, a, b) or integral(body, (x, a, b)); the whole line without a and b."""
    args = list(node.args)
    if len(args) == 2 and isinstance(args[1], ast.Tuple):
        args = [args[0], *args[1].elts]
    if len(args) not in (2, 4):
        raise builder.error("write integral(body, x, a, b)", node)
    name = _variable(builder, args[1])
    if len(args) == 4:
        low, high = yield from expressions(builder, args[2:], env)
    else:
        low, high = apply("neg", constant("inf")), constant("inf")
    x = fresh_local()
    body = builder.expression((yield builder.visit(args[0], {**env, name: x})))
    return bind("integral", x, body, low, high)


def _limit(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """limit(body, x, a), from one side with `side=1` or `side=-1`; `integer=True` for a sequence."""
    if len(node.args) not in (3, 4):
        raise builder.error("write limit(body, x, a)", node)
    name = _variable(builder, node.args[1])
    flag = _keyword(node, "integer")
    side = _side(_keyword(node, "side") or _keyword(node, "dir") or (node.args[3] if len(node.args) == 4 else None))
    ends = yield from expressions(builder, [node.args[2], *([side] if side else [])], env)
    point, direction = (*ends, number(0))[:2]
    whole = isinstance(flag, ast.Constant) and flag.value is True
    variable: Size | Local = fresh_index() if whole else fresh_local()
    body = builder.expression((yield builder.visit(node.args[0], {**env, name: variable})))
    return bind("limit", variable, body, point, direction)


def _side(node: ast.expr | None) -> ast.expr | None:
    """"+" and "-" as the sides 1 and -1."""
    if isinstance(node, ast.Constant) and node.value in ("+", "-"):
        made = ast.Constant(1 if node.value == "+" else -1)
        made.start, made.stop = node.start, node.stop
        return made
    return node


def _derivative(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """derivative(f) of a function (arg=1: by its second argument), derivative(expr, x) of an expression."""
    order = _ORDER.get(getattr(node.func, "id", getattr(node.func, "attr", "")), 1)
    which = _keyword(node, "arg") or _keyword(node, "argnums")
    place = 0 if which is None else int(size_of((yield builder.visit(which, env))).constant or 0)
    if not node.args:
        raise builder.error("write derivative(f)(x) or derivative(expression, x)", node)
    if len(node.args) == 1:
        result = builder.expression((yield builder.visit(node.args[0], env)))
        if result.sort != "function":
            raise builder.error("the derivative of an expression needs a variable: derivative(expression, x)", node)
        for _ in range(order):
            result = apply("derivative", result, arg=place)
        return result
    if len(node.args) == 3:
        order = int(size_of((yield builder.visit(node.args[2], env))).constant or 0)
    body = builder.expression((yield builder.visit(node.args[0], env)))
    x = yield builder.visit(node.args[1], env)
    if not isinstance(x, (Symbol, Local)) or not 1 <= order <= 8 or len(node.args) > 3:
        raise builder.error("write derivative(expression, x) or derivative(expression, x, order)", node)
    variable = fresh_local(x.shape, x.domain if x.domain != "variable" else "real")
    result = bind("function", variable, substitute(body, {x: variable}))
    for _ in range(order):
        result = apply("derivative", result, arg=place)
    return apply("call", result, x)


_ORDER = {"hessian": 2}


def _array(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """array([1, 2]), tensor([[1, 2], [3, 4]]), array(x): what stands inside."""
    if len(node.args) != 1:
        raise builder.error("write array([...])", node)
    if isinstance(node.args[0], ast.GeneratorExp):
        return (yield from comprehension(builder, "array", node.args[0], env))
    return builder.expression((yield builder.visit(node.args[0], env)))


def _by_indices(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """fromfunction(lambda i, j: A[i]*x[j], (m, n)): the array whose entry at indices is the value of a function."""
    if len(node.args) != 2 or not isinstance(node.args[0], ast.Lambda) or not isinstance(node.args[1], ast.Tuple):
        raise builder.error("write fromfunction(lambda i, j: A[i, j], (m, n))", node)
    function, sizes = node.args[0], node.args[1].elts
    names = [a.arg for a in function.args.args]
    if len(names) != len(sizes) or function.args.defaults or function.args.vararg or function.args.kwonlyargs:
        raise builder.error(f"a function of {counted(len(names), 'index')} for {counted(len(sizes), 'axis')}; "
                            "name one index for each axis", node)
    ends = []
    for size in sizes:
        ends.append(end_of(builder, size, (yield builder.visit(size, env))))
    indices = [fresh_index() for _ in names]
    builder.ranges |= {str(index.atom): end for index, end in zip(indices, ends)}
    body = builder.expression((yield builder.visit(function.body, {**env, **dict(zip(names, indices))})))
    for index, end in zip(reversed(indices), reversed(ends)):
        body = bind("array", index, body, 0, end)
    return body


def _fraction(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    values = yield from expressions(builder, node.args, env)
    if not 1 <= len(values) <= 2 or not all(isinstance(v, Number) for v in values) or not values[-1].value:
        raise builder.error("write Fraction(a, b) with integers, b not 0", node)
    return number(values[0].value / (values[1].value if len(values) == 2 else Fraction(1)))


def _size(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """size(m*n) is the size m*n as one number; size(x) the number of entries of an array."""
    (value,) = yield from expressions(builder, node.args[:1], env)
    if not value.rank:
        return integer(size_of(value))
    total = Size.of(1)
    for d in value.shape:
        total = total * d
    return integer(total)


def _length(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    (x,) = yield from expressions(builder, node.args[:1], env)
    if not x.rank:
        raise builder.error("len needs an array, not a number", node)
    return integer(x.shape[0])


def _extremum(name: str) -> Callable[..., Visit]:
    """max(a, b) of numbers is `maximum`; max(x), np.max(x, axis) reduces."""

    def form(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
        second = node.args[1] if len(node.args) > 1 else None
        axis = isinstance(second, (ast.Constant, ast.UnaryOp, ast.Tuple)) and module not in ("-", "math")
        if second is None or axis:
            return None
        values = yield from expressions(builder, node.args, env)
        total = values[0]
        for value in values[1:]:
            total = apply(name, total, value)
        return total

    return form


def _log(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """log(x, b) is the logarithm to base b; NumPy's and PyTorch's have none."""
    if len(node.args) != 2 or module not in ("-", "math"):
        return None
    x, base = yield from expressions(builder, node.args, env)
    return apply("log_base", x, base)


def _float(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """float('inf'), float('-inf'); of a number itself."""
    (value,) = (yield from raw(builder, node.args, env)) if len(node.args) == 1 else (None,)
    if not isinstance(value, str):
        return builder.expression(value)
    sign, word = value.strip().lower()[:1], value.strip().lower().lstrip("+-")
    if word not in ("inf", "infinity"):
        raise builder.error("float('inf') is read, other text is not; write the number", node)
    return apply("neg", constant("inf")) if sign == "-" else constant("inf")


def _at(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """at(x, i, j): the entry x[i, j], whatever the indices are."""
    array, *indices = yield from expressions(builder, node.args, env)
    return at(array, *indices)


OVERLOADED = ("max", "min", "log", "derivative")  # records of which a form decides by the arguments
FORMS: dict[str, Callable[[Builder, ast.Call, Env, str], Visit]] = {
    "integral": _integral, "integrate": _integral, "limit": _limit,
    "derivative": _derivative, "grad": _derivative, "gradient": _derivative, "jacobian": _derivative,
    "hessian": _derivative, "diff": _derivative, "D": _derivative,
    "array": _array, "tensor": _array, "asarray": _array, "as_tensor": _array, "Tensor": _array,
    "fromfunction": _by_indices, "Fraction": _fraction, "Rational": _fraction, "len": _length, "size": _size,
    "max": _extremum("maximum"), "min": _extremum("minimum"), "log": _log, "at": _at, "float": _float,
}
