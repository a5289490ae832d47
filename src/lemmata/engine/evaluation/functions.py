"""Smooth functions drawn at random: closed expressions over elementary functions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from lemmata.engine.expr import Expr, Local, Shape, Size, array_of, at, bind, fresh_index, fresh_local, integer, number
from lemmata.engine.ops import apply


def draw_function(rng: Random, arguments: Sequence[Shape], shape: Shape = (), style: str = "random") -> Expr:
    """A smooth function of arguments of these shapes, with values of a shape: a `Bind("function")` for each argument.

    With linear forms u, v of all entries of all arguments, an entry of the value is
    a + b*u + c*u*v + d*sin(v) + e*exp(u/4), or a polynomial of degree 2 alone in the styles small and special.

    >>> f = draw_function(Random(1), [()])
    >>> f.binder, f.sort
    ('function', 'function')
    """
    variables = [fresh_local(dims) for dims in arguments]
    forms = [_Coefficients(rng, len(dims) + len(shape)) for _ in range(2) for dims in arguments]
    terms = [_Coefficients(rng, len(shape), zero=style == "special") for _ in range(5)]

    def entry(*outer: Size) -> Expr:
        half = len(variables)
        u, v = (
            _total([_linear(x, form, outer) for x, form in zip(variables, forms[half * part : half * (part + 1)])])
            for part in range(2)
        )
        a, b, c, d, e = (term.at(outer) for term in terms)
        value = a + b * u + c * u * v
        if style not in ("small", "special"):
            value = value + d * apply("sin", v) + e * apply("exp", u * Fraction(1, 4))
        return value

    result = array_of(shape, entry)
    for variable in reversed(variables):
        result = bind("function", variable, result)
    return result


def draw_shaped(kind: str, rng: Random, argument: Shape, style: str = "random") -> Expr:
    """A smooth function of one argument that is of a kind of `SHAPED`, as its form shows.

    With linear forms u, v of all entries x and c, d, e >= 0, a + u + c*sum(x**2) + d*exp(v/4) + e*v**2 is convex, and
    a + b*x + c*x**3 + d*exp(x/4) increasing, where b >= 0 too; in the style special some of them are 0. So is d in a
    quadratic function, to which u*v is added.

    >>> draw_shaped("convex", Random(1), ()).binder
    'function'
    """
    x = fresh_local(argument)
    zero = style == "special"
    a = _Coefficients(rng, 0).at(())
    b, c, d, e = (Fraction(rng.randint(0 if zero else 1, 4), 4) for _ in range(4))
    if kind not in ("increasing", "decreasing"):
        u, v = (_linear(x, _Coefficients(rng, len(argument)), ()) for _ in range(2))
        squares = x**2 if not argument else apply("sum", x**2)
        value = a + u + c * squares + e * v**2
        if kind == "affine":
            value = a + u
        elif kind == "quadratic":
            value = value + u * v
        elif style != "small":
            value = value + d * apply("exp", v * Fraction(1, 4))
    else:
        value = a + b * x + c * x**3
        if style != "small":
            value = value + d * apply("exp", x * Fraction(1, 4))
    return bind("function", x, -value if kind in ("concave", "decreasing") else value)


class _Coefficients:
    """A number for each position, affine in the indices, so that one text serves every size."""

    def __init__(self, rng: Random, axes: int, zero: bool = False):
        self.constant = Fraction(rng.randint(1, 4), 2) * rng.choice([-1, 1])
        if zero and rng.random() < 0.4:
            self.constant = Fraction(0)
        self.slopes = [Fraction(rng.randint(1, 3), 4) for _ in range(axes)]

    def at(self, indices: Sequence[Size]) -> Expr:
        return _total([number(self.constant), *(slope * integer(i) for slope, i in zip(self.slopes, indices))])


def _linear(x: Local, form: _Coefficients, outer: Sequence[Size]) -> Expr:
    """The sum over all entries of an argument, each times its coefficient."""
    inner = [fresh_index() for _ in x.shape]
    total = form.at([*inner, *outer]) * at(x, *inner)
    for index, dim in zip(reversed(inner), reversed(x.shape)):
        total = bind("sum", index, total, 0, dim)
    return total


def _total(terms: Sequence[Expr]) -> Expr:
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result
