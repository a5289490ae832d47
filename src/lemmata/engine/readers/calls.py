"""Calls in Python text: operations by their names, forms with bound variables, methods."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import (
    Expr,
    Int,
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
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.record import PYTHON_NAMES, Op
from lemmata.engine.readers.sizes import size_of

if TYPE_CHECKING:
    from lemmata.engine.readers.text import Builder

Env = Mapping[str, Any]
Visit = Generator[Any, Any, Any]

# what PyTorch and others call a parameter
PARAMS = {"dim": "axis", "keepdim": "keepdims", "correction": "ddof", "unbiased": "ddof", "p": "ord", "dims": "axes",
          "dim0": "axis1", "dim1": "axis2", "negative_slope": "slope", "size": "shape"}
IGNORED = frozenset(("dtype", "out", "device", "optimize", "casting"))
# how many arguments stand before the condition; `H(X, Y)` is joint, `H(X | Y)` conditional
BEFORE_GIVEN = {"expectation": 1, "variance": 1, "standard_deviation": 1, "correlation": 2, "covariance": 2,
                "probability": 1, "density": 2, "cdf": 2, "entropy": 1, "differential_entropy": 1,
                "mutual_information": 2}
BINDERS = {"sum": "sum", "prod": "prod", "max": "max", "min": "min", "argmax": "argmax", "argmin": "argmin",
           "expectation": "expectation", "nansum": "sum"}


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
        return (yield from builder.binder(BINDERS[op], node.args[0], env))
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
        values = _joined(builder, op, [builder.expression(v) for v in values])
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


def _joined(builder: Builder, op: str, values: list[Expr]) -> list[Expr]:
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
        return [apply("joint", *values)]
    raise TypeError(f"{op} takes {count} argument(s); write a condition as `given=...` or after |")


def operate(builder: Builder, op: Op, values: Sequence[Any], params: Mapping[str, Any], module: str = "",
            is_method: bool = False) -> Expr:
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
    if module == "torch" and op.name in ("var", "std") and "ddof" not in full:
        full["ddof"] = 1
    return apply(op.name, *(builder.expression(v) for v in given[:count]),
                 **{name: param(v) for name, v in full.items()})


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
    return [builder.expression(v) for v in (yield from raw(builder, nodes, env))]


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


# forms: what binds a name, or reads otherwise than an operation


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
    side = _keyword(node, "side") or (node.args[3] if len(node.args) == 4 else None)
    ends = yield from expressions(builder, [node.args[2], *([side] if side else [])], env)
    point, direction = (*ends, number(0))[:2]
    whole = isinstance(flag, ast.Constant) and flag.value is True
    variable: Size | Local = fresh_index() if whole else fresh_local()
    body = builder.expression((yield builder.visit(node.args[0], {**env, name: variable})))
    return bind("limit", variable, body, point, direction)


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
        return (yield from builder.binder("array", node.args[0], env))
    return builder.expression((yield builder.visit(node.args[0], env)))


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
        axis = isinstance(second, (ast.Constant, ast.UnaryOp, ast.Tuple)) and module not in ("", "math")
        if second is None or axis:
            return None
        values = yield from expressions(builder, node.args, env)
        total = values[0]
        for value in values[1:]:
            total = apply(name, total, value)
        return total

    return form


def _log(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """log(x, b) is the logarithm to base b."""
    if len(node.args) != 2:
        return None
    x, base = yield from expressions(builder, node.args, env)
    return apply("log_base", x, base)


def _clip(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """clip(x, low, high): the nearest number of the interval."""
    bounds = [k.value for k in node.keywords if k.arg in ("min", "a_min", "max", "a_max")]
    x, low, high = yield from expressions(builder, [*node.args, *bounds], env)
    return apply("minimum", apply("maximum", x, low), high)


def _linear(builder: Builder, node: ast.Call, env: Env, module: str) -> Visit:
    """linear(x, W, b) is x @ W.T + b."""
    values = yield from expressions(builder, node.args, env)
    result = apply("matmul", values[0], apply("transpose", values[1]))
    return apply("add", result, values[2]) if len(values) > 2 else result


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
    "Fraction": _fraction, "Rational": _fraction, "len": _length, "size": _size,
    "max": _extremum("maximum"), "min": _extremum("minimum"), "log": _log, "clip": _clip, "clamp": _clip,
    "linear": _linear, "at": _at,
}
