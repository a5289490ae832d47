"""Functions as expressions: application, derivative, composition, and their reduction."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Shape,
    Size,
    Symbol,
    as_size,
    at,
    intern,
    is_size,
    reindex,
    substitute,
    transform,
)
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, same_size, show
from lemmata.engine.ops.structure import letters
from lemmata.wording import counted

# Properties of functions that samplers can draw.
SHAPED = ("convex", "concave", "increasing", "decreasing", "quadratic", "affine")


def argument_shapes(f: Expr) -> tuple[Shape, ...] | None:
    """The shapes of a function's arguments; None where they are not known (a bound function).

    >>> from lemmata.engine.expr import shape_of, symbol
    >>> argument_shapes(symbol("f", ["m"], "function", (shape_of(["n"]), ())))
    ((n,), ())

    Raises ShapeError for what is no function.
    """
    while True:
        if f.sort != "function":
            raise ShapeError(f"call: an array of shape {show(f.shape)} is no function; multiply with *")
        if isinstance(f, Symbol):
            return tuple(f.params)
        if isinstance(f, Bind):
            return _bound_shapes(f)
        if isinstance(f, At):
            f = f.array
        elif isinstance(f, Apply):
            f = f.args[1] if f.op == "compose" else f.args[0]
        else:
            return None


def _bound_shapes(f: Expr) -> tuple[Shape, ...]:
    """One argument a binder, from outside to inside."""
    shapes = []
    while isinstance(f, Bind) and f.binder == "function":
        shapes.append(f.data[2])
        f = f.body
    return tuple(shapes)


def _call_shape(f: Expr, *args: Expr) -> Shape:
    wanted = argument_shapes(f)
    if wanted is not None:
        if len(wanted) != len(args):
            raise ShapeError(f"call: the function takes {len(wanted)} argument(s), {len(args)} given")
        for shape, arg in zip(wanted, args):
            _same_shape("call", shape, arg.shape)
    return f.shape


def _same_shape(op: str, left: Shape, right: Shape) -> None:
    if len(left) != len(right):
        raise ShapeError(f"{op}: the function takes {show(left)}, not {show(right)}")
    for a, b in zip(left, right):
        same_size(op, a, b)


def _derivative_shape(f: Expr, arg: int) -> Shape:
    shapes = argument_shapes(f)
    if shapes is None:
        raise ShapeError("derivative: the shape of the function's argument is not known; declare the function")
    if not 0 <= arg < len(shapes):
        raise ShapeError(f"derivative: the function has {len(shapes)} argument(s), there is no argument {arg}")
    return f.shape + shapes[arg]


def _of_one(f: Expr) -> Shape:
    if f.sort != "function":
        raise ShapeError("this is said of functions only")
    return ()


def _compose_shape(f: Expr, g: Expr) -> Shape:
    shapes = argument_shapes(f)
    argument_shapes(g)
    if shapes is not None:
        if len(shapes) != 1:
            raise ShapeError(f"compose: the outer function takes {counted(len(shapes), 'argument')}, not 1")
        _same_shape("compose", shapes[0], g.shape)
    return f.shape


def _call_sort(f: Expr, *args: Expr) -> str:
    return "variable" if any(a.sort in ("variable", "event") for a in args) else "real"


def _call_back(g: Expr, out: Expr, f: Expr, *args: Expr) -> list[Expr | None]:
    """The cotangent against each partial derivative; what `f` itself contains is seen only after `reduce_calls`."""
    result: list[Expr | None] = [None]
    for k, arg in enumerate(args):
        slope = apply("call", apply("derivative", f, arg=k), *args)
        if not out.rank:
            result.append(g * slope)
            continue
        rows, columns = letters(out.rank), letters(arg.rank, out.rank)
        result.append(apply("einsum", g, slope, subscripts=f"{rows},{rows}{columns}->{columns}"))
    return result


register(
    Op(name="call", about="a function applied to arguments: f(x, y)", arity=None, group="calculus", sort=_call_sort,
       shape=_call_shape, vjp=_call_back, samples=("f: function[n]", "x: real[n]")),
    Op(name="derivative", about="derivative of a function by an argument: f', the gradient, the Jacobian; the "
       "axes of the argument are appended", group="calculus", sort="function", params={"arg": 0},
       shape=_derivative_shape, constant="a function is no number; call it", samples=("f: function[n]",)),
    *(Op(name=kind, about=f"the function of one argument is {kind}", group="calculus", sort="boolean", shape=_of_one,
         constant="what is said of a function; a sampler draws such a one", samples=("f: function[n]",))
      for kind in SHAPED),
    Op(name="compose", about="composition of functions: compose(f, g)(x) = f(g(x))", arity=2, latex=("circ",),
       group="calculus", sort="function", shape=_compose_shape, constant="a function is no number; call it",
       samples=("f: function[n -> m]", "g: function[m -> n]")),
)


# reduction


def reduce_calls(expr: Expr) -> Expr:
    """Apply the functions that are known: call(x -> body, a) is body at x = a, call(compose(f, g), a) is f(g(a)).

    >>> from lemmata.engine.expr import bind, fresh_local, symbol
    >>> x, a = fresh_local(), symbol("a")
    >>> reduce_calls(apply("call", bind("function", x, x * x), a)) is a * a
    True
    """
    while True:
        reduced = transform(expr, _reduce, only=_is_call)
        if reduced is expr:
            return expr
        expr = reduced


def _is_call(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "call"


def _reduce(node: Expr) -> Expr | None:
    """One step at a call; None where nothing is known of the function."""
    if not _is_call(node):
        return None
    f, *args = node.args
    if isinstance(f, Apply) and f.op == "compose":
        return apply("call", f.args[0], apply("call", f.args[1], *args))
    if isinstance(f, At) and isinstance(f.array, (Bind, Apply)):
        return at(apply("call", f.array, *args), *f.indices)
    if not (isinstance(f, Bind) and f.binder == "function"):
        return None
    values: dict[Expr, Expr] = {}
    sizes: dict[str, Size] = {}
    body: Expr = f
    for arg in args:
        assert isinstance(body, Bind)
        if body.domain != "index":
            values[intern(Local, (body.name, *body.data[2:]))] = arg
        elif is_size(arg):
            sizes[body.name] = as_size(arg)
        else:
            return None
        body = body.body
    return substitute(reindex(body, sizes), values)


def substitute_function(expr: Expr, symbol: Symbol, function: Expr) -> Expr:
    """Put a function in the place of a symbol and apply it wherever it is called.

    >>> from lemmata.engine.expr import bind, fresh_local, symbol
    >>> f, x, a = symbol("f", [], "function", ((),)), fresh_local(), symbol("a")
    >>> substitute_function(apply("call", f, a), f, bind("function", x, 2 * x)) is 2 * a
    True

    Raises ShapeError where the function's shapes are not those of the symbol.
    """
    _same_shape("substitute_function", symbol.shape, function.shape)
    wanted, given = argument_shapes(symbol), argument_shapes(function)
    if wanted is not None and given is not None:
        if len(wanted) != len(given):
            raise ShapeError(f"{symbol.name} takes {len(wanted)} argument(s), the function {len(given)}")
        for left, right in zip(wanted, given):
            _same_shape("substitute_function", left, right)
    return reduce_calls(substitute(expr, {symbol: function}))


