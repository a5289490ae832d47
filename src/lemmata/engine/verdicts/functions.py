"""Slips with functions: one that is missing or too many, another one, another argument, another variable of a slope."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Local,
    Number,
    Symbol,
    bind,
    constant,
    fresh_local,
    number,
    open_function,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.terms import is_op, led, times

Change = Callable[[Expr], Expr | None]
Made = Callable[[Expr], Expr]

_NO_FUNCTIONS = ("neg", "transpose", "inv", "sqrt", "factorial", "abs", "decimal", "float")
_MOVED = ("exp", "log", "sin", "cos", "tanh", "sigmoid", "sqrt")
_USED = ("sin", "cos", "tan", "tanh", "sigmoid", "cosh", "sinh", "softplus", "relu", "norm_cdf", "gamma", "abs")
_WITH_FACTORIALS = ("factorial", "binomial", "gamma")
_ROOTS = {"sqrt": "cbrt", "cbrt": "sqrt"}
MOST_USED = 3


def inside(e: Expr, change: Change) -> Expr | None:
    """A function of a number of something else: f(2x) for f(x)."""
    if not isinstance(e, Apply) or len(e.args) != 1 or e.op in _NO_FUNCTIONS or e.args[0].sort != "real":
        return None
    if isinstance(e.args[0], Number) or e.shape != e.args[0].shape:
        return None
    new = change(e.args[0])
    return None if new is None else with_args(e, (new,))


def factorials(e: Expr, factor: Fraction) -> Expr | None:
    """(2n)! for n!."""
    return apply("factorial", times(e.children[0], factor)) if is_op(e, "factorial") else None


def with_e(u: Expr) -> Expr:
    """2 pi e s for 2 pi s: behind the numbers and constants in front."""
    first = u.children[0] if is_op(u, "mul") else u
    if first is not u and (is_op(first, "mul") or isinstance(first, (Number, Constant))) and not symbols(first):
        return u.children[0] * constant("e") * u.children[1]
    return constant("e") * u


def squared_inside(e: Expr) -> Expr | None:
    """f(x)^2 for f(x^2) and the other way round, as in E[X]^2 and E[X^2]."""
    if isinstance(e, Apply) and len(e.args) == 1 and e.op not in _NO_FUNCTIONS and is_op(e.args[0], "pow"):
        base, exponent = e.args[0].children
        return with_args(e, (base,)) ** exponent
    if is_op(e, "pow") and isinstance(e.children[0], Apply) and len(e.children[0].args) == 1 and (
            e.children[0].op not in _NO_FUNCTIONS):
        inner = e.children[0]
        return with_args(inner, (inner.args[0] ** e.children[1],))
    return None


def squared_deviation(e: Expr) -> Expr | None:
    """E[(X - E[X])^2] for E[X - E[X]]."""
    if not is_op(e, "expectation") or e.shape or not is_op(e.children[0], "add"):
        return None
    return with_args(e, (e.children[0] ** 2, *e.children[1:]))


def turned_arguments(e: Expr) -> Expr | None:
    """The two arguments the other way round: the conditional probability, the divergence, the power."""
    if not isinstance(e, Apply) or len(e.args) != 2 or e.op in ("add", "mul", "and", "or", "matmul", "div", "delta"):
        return None
    return with_args(e, (e.args[1], e.args[0]))


def other_root(e: Expr) -> Expr | None:
    """A cube root for a square root."""
    return apply(_ROOTS[e.op], *e.args) if isinstance(e, Apply) and e.op in _ROOTS else None


def as_factorial(e: Expr) -> Expr | None:
    """(n - r)! for n - r."""
    return apply("factorial", e) if e.sort in ("real", "integer") and not e.shape and not isinstance(
        e, Number) and not is_op(e, "factorial", "mul", "div", "pow", "neg") else None


def has_factorials(*sides: Expr) -> bool:
    return any(is_op(n, *_WITH_FACTORIALS) for n in postorder(*sides))


def moved(node: Expr, around: list[Expr]) -> Iterator[Expr]:
    """A function of an argument less or more something that occurs: exp(x - m) for exp(x)."""
    if isinstance(node, Apply) and node.op in _MOVED and not node.shape:
        for known in around:
            if known is not node.args[0]:
                yield with_args(node, (node.args[0] - known,))
                yield with_args(node, (node.args[0] + known,))


def functions_of(side: Expr, stated: Expr) -> list[tuple[Made, Expr | None]]:
    """The functions of one number that a formula uses, each with what it is a function of where that is one letter.

    What is differentiated is one too: `s' = x (1 - x)` for `s' = s (1 - s)`.
    """
    found: dict[object, tuple[Made, Expr | None]] = {}
    for node in postorder(stated, side):
        if is_op(node, *_USED) and not node.free and not node.shape:
            assert isinstance(node, Apply)
            found.setdefault(node.op, (_named(node.op), None))
        elif is_op(node, "call") and len(node.children) == 2 and not node.shape and not node.children[1].shape:
            function = node.children[0]
            if is_op(function, "derivative"):
                function = function.children[0]
            x = node.children[1]
            if not function.free and _of_one(function):
                found.setdefault(function, (_called(function), x if isinstance(x, Symbol) else None))
    return list(found.values())[:MOST_USED]


def _named(op: str) -> Made:
    return lambda e: apply(op, e)


def _called(function: Expr) -> Made:
    return lambda e: _written_out(function, e)


def _written_out(function: Expr, e: Expr) -> Expr:
    if not isinstance(function, Bind):
        return apply("call", function, e)
    (x,), body = open_function(function)
    return substitute(body, {x: e})


def _of_one(function: Expr) -> bool:
    if isinstance(function, Bind) and function.binder == "function":
        variables, body = open_function(function)
        return len(variables) == 1 and not variables[0].shape and body.sort == "real" and not body.shape
    return isinstance(function, Symbol) and function.domain == "function" and function.params == ((),)


def with_function(node: Expr, used: Sequence[tuple[Made, Expr | None]]) -> Iterator[Expr]:
    """f(y) for y, of the functions that the formula has."""
    if isinstance(node, (Symbol, At, Local)) and node.sort == "real" and not node.shape:
        for made, of in used:
            if of is None or of is node:
                yield made(node)


def in_all_places(side: Expr, used: Sequence[tuple[Made, Expr | None]]) -> Iterator[Expr]:
    """f(x) for x, wherever it stands."""
    for made, x in used:
        if x is not None and x in symbols(side):
            held = fresh_local()
            yield substitute(substitute(side, {x: held}), {held: made(x)})


def undoes(side: Expr) -> bool:
    """Whether a logarithm is taken of a product with an exponential in it, which no author writes.

    >>> from lemmata.engine.expr import symbol
    >>> undoes(apply("log", apply("exp", symbol("x")) / symbol("y"))), undoes(apply("log", symbol("x")))
    (True, False)
    """
    for node in postorder(side):
        if is_op(node, "log"):
            within = node.children[0]
            parts = within.children if is_op(within, "div", "mul") else (within,)
            if any(is_op(part, "exp") for part in parts):
                return True
        elif is_op(node, "exp") and is_op(node.children[0], "log"):
            return True
    return False


def without_function(node: Expr) -> Expr | None:
    """y for f(y)."""
    if is_op(node, "call") and len(node.children) == 2 and not is_op(node.children[0], "derivative"):
        return node.children[1]
    return node.children[0] if is_op(node, "exp", "factorial", *_USED) else None


def other_variables(node: Expr, names: Sequence[Symbol]) -> Iterator[tuple[str, Expr]]:
    """The slope in y for the one in x: of a derivative in one letter, and of a function of several arguments."""
    if not is_op(node, "call") or not is_op(node.children[0], "derivative"):
        return
    slope, places = node.children[0], node.children[1:]
    assert isinstance(slope, Apply)
    function = slope.children[0]
    if len(places) > 1:
        here = slope.params["arg"]
        for k, other in enumerate(places):
            if k != here and other.shape == places[here].shape:
                turned = apply("call", apply("derivative", function, arg=k), *places)
                if turned.shape == node.shape:
                    yield f"the variable {_called_so(other)}", turned
        return
    if not isinstance(places[0], Symbol) or not isinstance(function, Bind) or function.binder != "function":
        return
    (x,), body = open_function(function)
    if not isinstance(body, Expr) or x.shape:
        return
    for y in names:
        if y is not places[0] and y in symbols(body) and not y.shape and y.sort == "real":
            held = fresh_local()
            again = substitute(body, {y: held, x: places[0]})
            yield f"the variable {y.name}", apply("call", apply("derivative", bind("function", held, again), arg=0), y)


def _called_so(place: Expr) -> str:
    return place.name if isinstance(place, Symbol) else "of the derivative"


def power_rule(node: Expr) -> Iterator[tuple[str, Expr]]:
    """a^x log(a) for x a^{x - 1}, and n x^{n - 1} for x^n log(x)."""
    if not is_op(node, "mul"):
        return
    one, other = node.children
    if is_op(other, "pow") and other.children[1] in (one - 1, one + number(-1)):
        base = other.children[0]
        yield "the rule of powers", base**one * apply("log", base)
    if is_op(one, "pow") and is_op(other, "log") and other.children[0] is one.children[0]:
        base, exponent = one.children
        yield "the rule of powers", led(exponent, base ** (exponent - 1))
