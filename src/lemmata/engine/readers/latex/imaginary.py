"""Complex formulas over real symbols: an equation with the imaginary unit is one of real and of imaginary parts.

The unit is a mark in the expression while it is built. When a claim is made, each side is split along it; what
can't be split (a logarithm, a root of a complex number) leaves the claim open.
"""

from __future__ import annotations

from collections.abc import Callable

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    at,
    bind,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Frac,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    children,
    walk,
)

UNIT = symbol("imaginary_unit")
LETTERS = ("i", "j")
ANGLES = frozenset(["pi", "theta", "phi", "varphi", "omega", "x", "t", "xi", "psi"])
OPEN = "i may be the imaginary unit, and not all of this is read for complex numbers"
_LINEAR = ("neg", "sum", "mean", "trace", "transpose", "reshape", "expand_dims", "broadcast_to", "expectation", "diag")
_BILINEAR = ("mul", "matmul", "dot", "outer", "kron")
_ZERO, _ONE = number(0), number(1)
Parts = tuple[Expr, Expr]


def unit_letters(tree: Node, counted: set[str]) -> dict[str, tuple[tuple[int, bool], ...]]:
    """Letters that may stand for the imaginary unit, with the costs of reading them so (True) or as numbers.

    The unit stands in an exponent of e, in a term of a sum, or has the square -1; beside an angle nothing else fits.

    counted: letters that are bound or stand in subscripts, and so are indices.
    """
    letters = {n.text for n in walk(tree) if isinstance(n, Name) and n.text in LETTERS} - counted
    found: dict[str, tuple[tuple[int, bool], ...]] = {}
    for letter in letters:
        if any(_turns(node, letter) for node in walk(tree)):
            found[letter] = ((0, True),)
        elif any(_shows(node, letter) for node in walk(tree)):
            found[letter] = ((0, True), (1, False))
        else:
            found[letter] = ((0, False), (1, True))
    return found


def _turns(node: Node, letter: str) -> bool:
    """e^{i\\theta}: an exponent of e with the letter and an angle."""
    if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.text != "e" or node.sup is None:
        return False
    names = {n.text for n in walk(node.sup) if isinstance(n, Name)}
    return _factor(node.sup, letter) and bool(names & ANGLES)


def _shows(node: Node, letter: str) -> bool:
    if isinstance(node, Script) and isinstance(node.base, Name) and node.base.text == "e" and node.sup is not None:
        return _factor(node.sup, letter)
    if isinstance(node, Product) and isinstance(node.factors[0], Function) and node.factors[0].name == "exp":
        return any(_factor(f, letter) for f in node.factors[1:])
    if isinstance(node, Chain) and set(node.operators) <= {"+", "-", ""}:
        return any(isinstance(o, Product) and _factor(o, letter) for o in node.operands)
    if isinstance(node, Relation):
        numbers = [o.arg for o in node.operands if isinstance(o, Prefix) and isinstance(o.arg, Num)]
        return any(n.text == "1" for n in numbers) and any(_is_square(o, letter) for o in node.operands)
    return False


def _is_square(node: Node, letter: str) -> bool:
    square = isinstance(node, Script) and isinstance(node.sup, Num) and node.sup.text == "2"
    return square and isinstance(node.base, Name) and node.base.text == letter  # type: ignore[attr-defined]


def _factor(node: Node, letter: str) -> bool:
    """Whether the letter is a factor of a term: i\\theta, -2\\pi i k / N."""
    if isinstance(node, Name):
        return node.text == letter
    if isinstance(node, (Product, Group, Chain, Frac, Prefix)):
        return any(_factor(child, letter) for child in children(node))
    return False


def conjugate(expr: Expr) -> Expr:
    """The complex conjugate: every symbol but the unit is real, and so is every operation."""
    return substitute(expr, {UNIT: -UNIT})


class Unsplit(Exception):
    """No real and imaginary part is known of this."""


def split(relation: Expr) -> Expr | None:
    """The relation between complex sides as one between real ones; None where that is not possible.

    >>> split(apply("eq", UNIT**2, number(-1))) is apply("eq", -number(1), number(-1))
    True
    """
    if UNIT not in symbols(relation):
        return relation
    if not isinstance(relation, Apply):
        return None
    try:
        if relation.op in ("and", "or", "not", "iff"):
            found = [split(a) for a in relation.args]
            return None if None in found else apply(relation.op, *found)  # type: ignore[arg-type]
        if relation.op not in ("eq", "ne"):
            return None
        (a, b), (c, d) = (parts(side) for side in relation.args)
    except Unsplit:
        return None
    if b is _ZERO and d is _ZERO:
        return apply(relation.op, a, c)
    if a.shape != c.shape or b.shape not in ((), a.shape) or d.shape not in ((), c.shape):
        return None
    if a.rank:
        b, d = (x if x.rank else a - a for x in (b, d))
    return apply(relation.op, apply("stack", a, b), apply("stack", c, d))


def parts(expr: Expr) -> Parts:
    """Real and imaginary part of an expression, all of whose symbols but the unit are real."""
    if expr is UNIT:
        return _ZERO, number(1)
    if isinstance(expr, Apply) and expr.op == "sqrt" and isinstance(expr.args[0], Number) and expr.args[0].value < 0:
        return _ZERO, apply("sqrt", number(-expr.args[0].value))
    if UNIT not in symbols(expr) and not _has_root(expr):
        return expr, _ZERO
    if isinstance(expr, At):
        a, b = parts(expr.array)
        return at(a, *expr.indices), at(b, *expr.indices) if b.rank else b
    if isinstance(expr, Bind):
        return _bound(expr)
    if isinstance(expr, Apply):
        return _applied(expr)
    raise Unsplit


def _has_root(expr: Expr) -> bool:
    return any(isinstance(n, Apply) and n.op == "sqrt" and isinstance(n.args[0], Number) and n.args[0].value < 0
               for n in postorder(expr))


def _bound(expr: Bind) -> Parts:
    variable, body = open_binder(expr)
    if any(UNIT in symbols(end) for end in expr.children[1:]):
        raise Unsplit
    if expr.binder == "prod" or expr.binder not in ("sum", "array", "integral", "function"):
        raise Unsplit
    a, b = parts(body)
    ends = expr.children[1:]
    return bind(expr.binder, variable, a, *ends), bind(expr.binder, variable, b, *ends)


def _applied(expr: Apply) -> Parts:
    op, args, params = expr.op, expr.args, dict(expr.params)
    if op == "call":
        return _called(args)
    if op == "derivative":
        a, b = parts(args[0])
        return apply(op, a, **params), apply(op, b, **params)
    found = [parts(x) for x in args]
    if op in _LINEAR and len(found) == 1:
        (a, b), = found
        return apply(op, a, **params) if a is not _ZERO else a, apply(op, b, **params) if b is not _ZERO else b
    if op in ("add", "sub"):
        (a, b), (c, d) = found
        return _plus(op, a, c), _plus(op, b, d)
    if op in _BILINEAR:
        return _times(op, *found)
    if op == "stack":
        return apply(op, *(a for a, _ in found), **params), apply(op, *(b for _, b in found), **params)
    if op == "div":
        return _times("mul", found[0], _reciprocal(found[1]))
    if op == "pow":
        return _power(args, found)
    if op == "norm" and params.get("ord", 2) in (2, "fro") and not expr.rank:
        (a, b), = found
        return apply("sqrt", apply(op, a, **params) ** 2 + apply(op, b, **params) ** 2), _ZERO
    if op in _FUNCTIONS and len(found) == 1 and not args[0].rank:
        return _FUNCTIONS[op](*found[0])
    raise Unsplit


def _called(args: tuple[Expr, ...]) -> Parts:
    function, *values = args
    if any(UNIT in symbols(v) for v in values):
        for v in values:
            if not isinstance(function, Bind) or function.binder != "function":
                raise Unsplit
            variable, body = open_binder(function)
            function = substitute(body, {variable: v})  # type: ignore[dict-item]
        return parts(function)
    a, b = parts(function)
    return apply("call", a, *values), apply("call", b, *values)


def _plus(op: str, b: Expr, d: Expr) -> Expr:
    if d is _ZERO:
        return b
    return apply(op, b, d) if b is not _ZERO else d if op == "add" else -d


def _times(op: str, x: Parts, y: Parts) -> Parts:
    (a, b), (c, d) = x, y
    if b is _ZERO and d is _ZERO:
        return apply(op, a, c), _ZERO
    if b is _ZERO:
        return (_ZERO if c is _ZERO else _one_product(op, a, c)), _one_product(op, a, d)
    if d is _ZERO:
        return (_ZERO if a is _ZERO else _one_product(op, a, c)), _one_product(op, b, c)
    first = -_one_product(op, b, d)
    return (first if a is _ZERO or c is _ZERO else apply(op, a, c) + first,
            _plus("add", _ZERO if a is _ZERO else _one_product(op, a, d),
                  _ZERO if c is _ZERO else _one_product(op, b, c)))


def _one_product(op: str, x: Expr, y: Expr) -> Expr:
    """The product, without the factors 1 and -1 that the unit and its conjugate leave."""
    if op == "mul":
        for one, other in ((x, y), (y, x)):
            if one is _ONE or one is -_ONE:
                return other if one is _ONE else -other
    return apply(op, x, y)


def _reciprocal(z: Parts) -> Parts:
    a, b = z
    if b is _ZERO:
        return number(1) / a, _ZERO
    size = b**2 if a is _ZERO else a**2 + b**2
    return (_ZERO if a is _ZERO else a / size), -b / size


def _power(args: tuple[Expr, ...], found: list[Parts]) -> Parts:
    (a, b), (c, d) = found
    if b is _ZERO and d is not _ZERO:  # a ** (c + di), of a positive number
        size, angle = (number(1) if c is _ZERO else a**c), d * apply("log", a)
        return size * apply("cos", angle), size * apply("sin", angle)
    exponent = args[1]
    if d is not _ZERO or exponent.rank or args[0].rank:
        raise Unsplit
    if isinstance(exponent, Number) and exponent.value.denominator == 1 and 0 < abs(exponent.value) <= 12:
        result = base = (a, b)
        for _ in range(abs(int(exponent.value)) - 1):
            result = _times("mul", result, base)
        return result if exponent.value > 0 else _reciprocal(result)
    if exponent.sort != "integer":
        raise Unsplit
    angle = exponent * apply("atan2", b, a)
    size = (a**2 + b**2) ** (exponent / 2)
    return size * apply("cos", angle), size * apply("sin", angle)


def _exp(a: Expr, b: Expr) -> Parts:
    if a is _ZERO:
        return apply("cos", b), apply("sin", b)
    return apply("exp", a) * apply("cos", b), apply("exp", a) * apply("sin", b)


def _absolute(a: Expr, b: Expr) -> Parts:
    return apply("abs", b) if a is _ZERO else apply("sqrt", a**2 + b**2), _ZERO


def _root(a: Expr, b: Expr) -> Parts:
    """The principal root, off the negative axis."""
    size = apply("abs", b) if a is _ZERO else apply("sqrt", a**2 + b**2)
    return apply("sqrt", (size + a) / 2), apply("sign", b) * apply("sqrt", (size - a) / 2)


def _mixed(first: str, second: str, third: str, fourth: str, sign: int) -> Callable[[Expr, Expr], Parts]:
    """sin(a + bi) = sin a cosh b + i cos a sinh b and the like."""
    def found(a: Expr, b: Expr) -> Parts:
        second_part = apply(third, a) * apply(fourth, b)
        return apply(first, a) * apply(second, b), second_part if sign > 0 else -second_part

    return found


_FUNCTIONS = {
    "exp": _exp,
    "abs": _absolute,
    "sqrt": _root,
    "sin": _mixed("sin", "cosh", "cos", "sinh", 1),
    "cos": _mixed("cos", "cosh", "sin", "sinh", -1),
    "sinh": _mixed("sinh", "cos", "cosh", "sin", 1),
    "cosh": _mixed("cosh", "cos", "sinh", "sin", 1),
}
