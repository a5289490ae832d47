"""Derivatives of formulas, with the steps that lead to them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

from lemmata.engine.derivations import Chain, Derivation, chain, derive, named_part
from lemmata.engine.derivatives import arranged, derivative, jvp, vjp
from lemmata.engine.expr import Expr, Shape, Symbol, symbol
from lemmata.engine.notation import readable
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.declarations import declared
from lemmata.engine.readers.text import read
from lemmata.engine.writers import to_declarations
from lemmata.formulas.base import Base

if TYPE_CHECKING:
    from lemmata.formulas.object import Formula


class Deriving(Base):
    """Gradients, Jacobians, Hessians; derivations; the chain rule."""

    def derivative(self, wrt: str, order: int = 1, layout: str | None = None) -> Formula:
        """The derivative by a variable (or an entry, `"w[0]"`), its axes appended once for each order.

        layout    None: axes of the function, then of the variable. Two axes can be arranged otherwise: "numerator" has
                  rows as the function and columns as the variable, and d f / d X of a number as X.T; "denominator" has
                  rows as the variable and columns as the function, and d F / d t of a matrix by a number as F.T

        At a kink it is a subgradient: abs, sign and relu have 0 at 0, maximum and minimum that of their first argument,
        max, min and median share it equally; norm and std have none where they are 0 (nan).

        Raises ValueError for an unknown name or layout; ShapeError for a layout of more than two axes; NoDerivative,
        with the reason, where there is none.

        >>> f = parse("A @ x", "A: real[m n], x: real[n]")
        >>> f.derivative("x"), f.derivative("x", layout="denominator").text
        (Formula('A', 'A: real[m n], x: real[n]'), 'A.T')
        """
        if order < 0:
            raise ValueError(f"order {order}; give 0 or more")
        variable, expr, rank = self._variable(wrt), self.expr if self.source is None else self.source, 0
        known = self._stable_slopes()
        if order == 1 and layout is None and (variable,) in known:
            slope = self._made(known[variable,], self.declarations, None, self.parts, None,
                               (self.__dict__["_start"], variable))
            object.__setattr__(slope, "_start", slope.expr)
            object.__setattr__(slope, "_slopes", {path[1:]: d for path, d in known.items()
                                                  if len(path) > 1 and path[0] is variable})
            return slope
        for _ in range(order):
            before, expr, rank = expr, derivative(expr, variable), expr.rank
        if not order:
            return self._made(self.expr, self.declarations, self.source, self.parts)
        found = arranged(expr, rank, layout)
        last = (before, variable) if found is expr else None  # turned round, its last axes are others
        return self._made(readable(found), self.declarations, found, self.parts, layout, last)

    def directional(self, wrt: str, along: str) -> Formula:
        """The derivative along a direction: sum over j.. of d f[i..] / d wrt[j..] * along[j..], of the shape of f.

        along    of the shape of the variable, of any length: a new name, which gets that shape, or a text

        Raises ValueError for an unknown variable, ShapeError for a direction of another shape.

        >>> parse("w @ A @ w", "w: real[n], A: symmetric[n n]").directional("w", "v")
        Formula('2*(v @ A @ w)', 'w: real[n], A: symmetric[n n], v: real[n]')
        """
        return self.jvp(**{wrt: along})

    def jvp(self, **directions: str) -> Formula:
        """The change of f as several variables change along directions: sum of d f / d w * v over `w="v"`.

        As `jax.jvp` pushes tangents forward. Directions and errors are those of `directional`.

        >>> parse("u @ v", "u: real[n], v: real[n]").jvp(u="du", v="dv").text
        'du @ v + dv @ u'
        """
        if not directions:
            raise ValueError("no direction; give one for each variable that changes: jvp(w='v')")
        known, expr = dict(self.declarations), self.expr if self.source is None else self.source
        parts = []
        for wrt, text in directions.items():
            variable = self._variable(wrt)
            parts.append(jvp(expr, variable, _given(text, variable.shape, known)))
        total = reduce(partial(apply, "add"), parts)
        return self._made(readable(total), known, total)

    def vjp(self, wrt: str, cotangent: str) -> Formula:
        """sum over i.. of cotangent[i..] * d f[i..] / d wrt[j..], of the shape of the variable, by one reverse pass.

        cotangent    of the shape of f: a new name, which gets that shape, or a text

        Raises ValueError for an unknown variable, ShapeError for a cotangent of another shape.

        >>> parse("tanh(A @ x)", "A: real[m n], x: real[n]").vjp("x", "g")
        Formula('A.T @ (g*(1 - tanh(A @ x)**2))', 'A: real[m n], x: real[n], g: real[m]')
        """
        known, expr = dict(self.declarations), self.expr if self.source is None else self.source
        found = vjp(expr, self._variable(wrt), _given(cotangent, self.shape, known))
        return self._made(readable(found), known, found)

    def grad(self, wrt: str, layout: str | None = None) -> Formula:
        """The gradient of a number: d f / d wrt[j..] at [j..]; by a matrix, transposed in numerator layout."""
        if self.shape:
            raise ShapeError(f"a gradient is of a number, this formula has shape {show(self.shape)}; use jacobian")
        return self.derivative(wrt, layout=layout)

    def jacobian(self, wrt: str, layout: str | None = None) -> Formula:
        """d f[i..] / d wrt[j..] at [i.., j..]; of a vector by a vector, at [j, i] in denominator layout."""
        return self.derivative(wrt, layout=layout)

    def hessian(self, wrt: str, other: str | None = None, layout: str | None = None) -> Formula:
        """d^2 f[i..] / d wrt[j..] d other[k..] at [i.., j.., k..]; `other` is `wrt` where it is left out.

        In a layout it is the derivative of the gradient: by vectors at [j, k] (numerator) or [k, j] (denominator).
        """
        first = self.derivative(wrt)
        return first.derivative(wrt if other is None else other, layout=layout)

    def derivation(self, wrt: str, order: int = 1) -> Derivation:
        """The steps from the formula to its derivative: names for its parts, the rules backwards, the parts put back.

        It is the trace of the derivative that `derivative` gives; each step has a rule, a hint, and two equal sides. At
        the end stands where the derivative is not defined, if anywhere, and what its code takes there (`singular`).

        >>> print(parse("norm(A @ x - b)").derivation("x"))
          f = norm(A @ x - b)
        Name the parts.
          r = A @ x - b
          f = norm(r)
        Go back from f to x, one rule at a time.
          df/dr = r/norm(r)                             [derivative of a norm]
          df/dx = A.T @ df/dr                           [derivative of a matrix product]
        Put the parts back.
          df/dx = A.T @ r / norm(r)                     [put in df/dr]
                = A.T @ (A @ x - b) / norm(A @ x - b)   [put in r]
        Not defined where A @ x = b: nan is taken.
        """
        if order < 0:
            raise ValueError(f"order {order}; give 0 or more")
        found = derive(self.expr, self._variable(wrt), order, self.parts, self.source)
        return replace(found, rough=lambda: self.derivative(wrt, order).singular) if order else found

    def chain(self, wrt: str, /, **arrays: Any) -> Chain:
        """The chain rule as backpropagation: values forwards, then derivatives backwards; with numbers for arrays.

        >>> print(parse("sin(x**2)").chain("x", x=2.0))
        forward
          u      = x**2         a scalar  4
          f      = sin(u)       a scalar  -0.756802
        backward
          df/du  = cos(u)       a scalar  -0.653644
          df/dx  = 2*(df/du*x)  a scalar  -2.61457
        """
        variable = self._variable(wrt)
        if not isinstance(variable, Symbol):
            raise ValueError(f"{wrt!r} is an entry; the chain goes back to a variable as a whole: give its name")
        value = (lambda expr: self._made(expr, self.declarations)(**arrays)) if arrays else None
        return chain(self.expr, variable, self.parts, value, self.source)

    @property
    def singular(self) -> tuple[str, ...]:
        """Of a derivative: the conditions under which it is not defined, each with what the emitted code takes there.

        Operations without a slope are tried out in the whole formula, in numbers: |x|^2 has a derivative at 0.
        "(entries)" stands where one entry is enough. What no numbers are found for is named, and not tried.

        Raises AttributeError of a formula that is no derivative.

        >>> parse("sum(abs(w)) + sum(w**2)", "w: real[n]").grad("w").singular
        ('w = 0 (entries): 0 is taken',)
        >>> parse("norm(x)", "x: real[n]").grad("x").singular, parse("norm(x)**2", "x: real[n]").grad("x").singular
        (('x = 0: nan is taken',), ())
        """
        from lemmata.engine.stability.singular import singular

        if self.last is None:
            raise AttributeError("the formula is no derivative as it was taken; `f.grad('x').singular` says where the "
                                 "gradient of f is not defined")
        return singular(*self.last)

    def named(self, **parts: str | Formula) -> Formula:
        """The same formula with names for parts of it, under which it is written, derived and chained.

        In a text they stand behind `where`; this names parts of any formula, whatever it was read from.

        >>> f = parse("norm(A @ x - b)").named(r="A @ x - b")
        >>> print(f.grad("x"))
        A.T @ r / norm(r) where r = A @ x - b
        >>> parse("norm(r) where r = A @ x - b").grad("x").text == f.grad("x").text
        True

        Raises ValueError where a name is taken, or what it names is no part of the formula.
        """
        found = dict(self.parts)
        for name, part in parts.items():
            found[name] = named_part(self.expr, name, part.expr if isinstance(part, Base) else read(
                part, self.declarations, strict=True, dims=self.dims)[0], (*self.declarations, *self.dims, *found))
        return self._made(self.expr, self.declarations, self.source, found)


def _given(text: str, shape: Shape, known: dict[str, Symbol]) -> Expr:
    """What a text says; a new name is entered among the known ones, with a shape."""
    if text.isidentifier() and text not in known:
        new = declared(to_declarations([symbol(text, shape)]))
        known |= new
        return next(iter(new.values()))
    return read(text, known, strict=True)[0]
