"""The chain rule: formulas composed, their derivative, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lemmata.calculus.given import Given, formula_of
from lemmata.engine.derivations import Derivation
from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import Expr, substitute, symbol, symbols
from lemmata.engine.notation import readable
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.definitions import applied
from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.annotations import Real
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.formulas import Formula, formula


@formula
def total_derivative(slopes: Real["n"], rates: Real["n"]):
    """The chain rule in several variables: df/dx = sum over i of df/dy_i * dy_i/dx.

    slopes   df/dy_i, how f changes with each of the y_i
    rates    dy_i/dx, how each of the y_i changes with x

    >>> float(total_derivative([2.0, 3.0], [1.0, -1.0]))
    -1.0

    Deisenroth, Faisal, Ong, Mathematics for Machine Learning, section 5.2.2.
    """
    return slopes @ rates


@formula
def jacobian_product(outer: Real["k m"], inner: Real["m n"]):
    """The chain rule in matrix form: the Jacobian of f(g(x)) is J_f(g(x)) J_g(x), k x m times m x n.

    >>> jacobian_product([[1.0, 2.0]], [[1.0, 0.0], [3.0, 4.0]]).tolist()
    [[7.0, 8.0]]

    Deisenroth, Faisal, Ong, Mathematics for Machine Learning, section 5.3.
    """
    return outer @ inner


@formula
def weight_gradient(slope: Real["m"], x: Real["n"]):
    """The gradient of a loss by the weights of y = W x: dL/dW[i, j] = dL/dy_i x_j, the outer product.

    dy_i/dW[j, k] is 0 unless i = j: the product dL/dy . dy/dW leaves one term.

    slope    dL/dy; x: the layer's input

    >>> weight_gradient([1.0, -1.0], [2.0, 3.0]).tolist()
    [[2.0, 3.0], [-2.0, -3.0]]

    Goodfellow, Bengio, Courville, Deep Learning, section 6.5.
    """
    return np.outer(slope, x)


@dataclass(frozen=True)
class Composition:
    """A composed formula and its derivative by the chain rule.

    formula      f(g(x)) in x
    parts        the formulas that were put in, by name
    derivative   by x, in closed form
    factors      for each part y: df/dy (at y = g(x)) and dy/dx
    derivation   the steps: the parts named, the rules backwards, the parts put back

    >>> print(chain_rule("u**2", "x", {"u": "tanh(x)"}).formula)
    tanh(x)**2
    """

    formula: Formula
    parts: dict[str, Formula]
    derivative: Formula
    factors: dict[str, tuple[Formula, Formula]]
    derivation: Derivation


def compose(f: Given, parts: Mapping[str, Given], vars: Declarations = None) -> Formula:
    """The formula with others in the place of some of its variables: f(y, z) with y = g(x), z = h(x).

    f       a formula or a text, in which the parts are variables; their shapes are those of the parts
    parts   what takes the place of which variable
    vars    declarations of the variables that remain

    Raises ValueError where f has no such variable, ShapeError where shapes differ.

    >>> compose("y**2 + z", {"y": "sin(x)", "z": "cos(x)"}).text
    'sin(x)**2 + cos(x)'
    """
    return _composed(f, vars, parts)[0]


def chain_rule(f: Given, wrt: str, parts: Mapping[str, Given], vars: Declarations = None) -> Composition:
    """The derivative of a composition, with what the chain rule multiplies.

    In one variable (f o g)'(x) = f'(g(x)) g'(x); in several df/dx = sum_i df/dy_i dy_i/dx; of vectors the product of
    Jacobians J_f J_g.

    f       a formula or a text in which the parts are variables
    wrt     what to differentiate by
    parts   what takes the place of which variable
    vars    declarations of the variables that remain

    Raises ValueError where f has no such variable, ShapeError where shapes differ.

    >>> found = chain_rule("u**3", "x", {"u": "sin(x)"})
    >>> found.derivative.equals("3*sin(x)**2*cos(x)").kind, [part.text for part in found.factors["u"]]
    ('proved', ['3*sin(x)**2', 'cos(x)'])
    >>> layer = chain_rule("sum((y - t)**2)", "W", {"y": "W @ x"}, "W: real[m n], x: real[n], t: real[m]")
    >>> layer.derivative.text
    '2*outer(W @ x - t, x)'

    Apostol, Calculus I, section 4.10; Calculus II, sections 8.8 and 8.15.
    """
    whole, outer, inner = _composed(f, vars, parts)
    known: dict[Expr, Expr] = {outer.declarations[name]: part.expr for name, part in inner.items()}
    factors = {}
    for name, part in inner.items():
        slope = derivative(outer.expr, outer.declarations[name])
        there = Formula(readable(substitute(slope, known)), whole.declarations)
        factors[name] = there, Formula(part.expr, whole.declarations).derivative(wrt)
    named = whole.named(**{name: part for name, part in inner.items() if part.expr.children})
    return Composition(whole, inner, whole.derivative(wrt), factors, named.derivation(wrt))


def _composed(f: Given, vars: Declarations, parts: Mapping[str, Given]) -> tuple[Formula, Formula, dict[str, Formula]]:
    """The whole, the outer formula with variables of the parts' shapes, and the parts."""
    inner = {name: formula_of(part, vars) for name, part in parts.items()}
    if isinstance(f, Formula):
        outer = f
    else:
        known = {s.name: s for part in inner.values() for s in part.declarations.values()}
        known.update({name: symbol(name, part.shape) for name, part in inner.items()})
        outer = formula_of(f, {**known, **declared(vars)})
    for name, part in inner.items():
        if name not in outer.declarations:
            raise ValueError(f"f has no {name!r}; it has {', '.join(outer.declarations)}")
        if outer.declarations[name].shape != part.shape and len(outer.declarations[name].shape) != len(part.shape):
            raise ShapeError(f"{name} is {outer.vars[name]}, the part has shape {show(part.shape)}")
    rest = {name: s for name, s in outer.declarations.items() if name not in inner}
    arguments: dict[str, Expr] = {**rest, **{name: part.expr for name, part in inner.items()}}
    expr = applied(outer.expr, outer.declarations, arguments)
    declarations = {**{n: s for part in inner.values() for n, s in part.declarations.items()
                       if n not in inner or s in symbols(part.expr)}, **rest}
    return Formula(expr, declarations), outer, inner
