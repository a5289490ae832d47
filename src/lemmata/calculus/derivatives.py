"""Limits and derivatives of formulas: of one variable, of several, of arrays."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.calculus.given import Given, formula_of, only_variable, scalar_variables
from lemmata.engine.readers.annotations import Function, Nonzero, Real
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas import Formula, formula, parse


@formula
def difference_quotient(f: Function, x: Real, h: Nonzero):
    """The slope of the secant through x and x + h: (f(x + h) - f(x)) / h.

    Its limit as h goes to 0 is the derivative f'(x).

    f    a formula of one variable, or its text; `forward_difference` takes functions of Python

    >>> float(difference_quotient("x**2", 3.0, 0.5))
    6.5
    >>> difference_quotient.latex()
    '\\\\frac{f(x + h) - f(x)}{h}'

    Apostol, Calculus I, section 4.3.
    """
    return (f(x + h) - f(x)) / h  # type: ignore[misc]


def limit(f: Given, wrt: str, point: str | int | Formula, side: int = 0, vars: Declarations = None) -> Formula:
    """The limit of f as the variable goes to a point, in closed form.

    f       a formula, a text or a function
    point   a number, a text ("inf", "-inf", another variable) or a formula
    side    1 from above, -1 from below, 0 from both

    Raises NoClosedForm where none is found, or where the two sides differ.

    >>> limit("sin(x)/x", "x", 0).text, limit("((x + h)**2 - x**2)/h", "h", 0).text
    ('1', '2*x')

    Apostol, Calculus I, chapter 3.
    """
    return formula_of(f, vars).limit(wrt, point, side)


def derivative(f: Given, wrt: str | None = None, order: int = 1, vars: Declarations = None) -> Formula:
    """The derivative by a variable, of any order: f'(x) = lim_(h -> 0) (f(x + h) - f(x)) / h.

    wrt     the variable; it may be left out where there is one only. An array's axes are appended to those of f

    Raises ValueError for an unknown variable; NoDerivative, with the reason, where there is none.

    >>> derivative("x**2").text, derivative(lambda x: x**3, vars="x: real", order=2).text
    ('2*x', '6*x')

    Apostol, Calculus I, chapter 4.
    """
    found = formula_of(f, vars)
    return found.derivative(only_variable(found) if wrt is None else wrt, order)


def partial_derivative(f: Given, wrt: str | Sequence[str], vars: Declarations = None) -> Formula:
    """The partial derivative by a variable, or by several in turn: d^k f / d x_1 ... d x_k, all others held fixed.

    Entries count as variables: `partial_derivative("x @ x", "x[0]")`.

    Raises ValueError for an unknown variable.

    >>> partial_derivative("x**2 * y**3", "x").text, partial_derivative("x**2 * y**3", ["x", "y"]).text
    ('2*(x*y**3)', '6*(x*y**2)')

    Apostol, Calculus II, section 8.7; mixed ones in either order: section 8.23.
    """
    found = formula_of(f, vars)
    for name in [wrt] if isinstance(wrt, str) else wrt:
        found = found.derivative(name)
    return found


def gradient(f: Given, wrt: str | Sequence[str] | None = None, vars: Declarations = None) -> Formula:
    """The vector of partial derivatives of a number: [df/dx_1, ..., df/dx_n].

    wrt     an array variable, whose shape the gradient has; or names of numbers, one an entry; None: the only
            variable, or all of them where all are numbers

    Raises ShapeError where f is no number, ValueError for unknown variables.

    >>> gradient("x**2 + y**2").text, gradient("sum((X @ w - y)**2)", "w").text
    ('[2*x, 2*y]', '2*(X.T @ (X @ w - y))')

    Deisenroth, Faisal, Ong, Mathematics for Machine Learning, section 5.2.
    """
    found = formula_of(f, vars)
    if isinstance(wrt, str) or (wrt is None and len(found.declarations) == 1 and found.vars[only_variable(found)]
                                .endswith("]")):
        return found.grad(only_variable(found) if wrt is None else wrt)
    names = [s.name for s in scalar_variables(found, list(found.declarations) if wrt is None else wrt)]
    return _stacked([found.grad(name) for name in names], found)


def directional_derivative(f: Given, wrt: str, along: str, vars: Declarations = None) -> Formula:
    """The rate of change of f along v: D_v f(x) = lim_(h -> 0) (f(x + h v) - f(x)) / h = grad f(x) . v.

    along   a name, which gets the shape of the variable, or a text. The rate is that of moving by v itself: for the
            slope in the direction of v, give one of length 1, `"v / norm(v)"`

    Raises ValueError for an unknown variable, ShapeError for a direction of another shape.

    >>> directional_derivative("x @ x", "x", "v").text
    '2*(v @ x)'

    Apostol, Calculus II, sections 8.6 and 8.10.
    """
    return formula_of(f, vars).directional(wrt, along)


def jacobian(f: Given | Sequence[str], wrt: str | Sequence[str] | None = None, vars: Declarations = None) -> Formula:
    """The matrix of partial derivatives J[i, j] = df_i / dx_j, rows as the function, columns as the variable.

    f       an array formula; or a list of texts, one a component
    wrt     an array variable, or names of numbers

    >>> jacobian("tanh(A @ x)", "x").text
    'diag(1 - tanh(A @ x)**2) @ A'
    >>> jacobian(["r*cos(t)", "r*sin(t)"], ["r", "t"]).text
    '[[cos(t), -(r*sin(t))], [sin(t), r*cos(t)]]'

    Deisenroth, Faisal, Ong, Mathematics for Machine Learning, section 5.3.
    """
    whole = formula_of(f if isinstance(f, (Formula, str)) or callable(f) else "[" + ", ".join(f) + "]", vars)
    if isinstance(wrt, str) or (wrt is None and len(whole.declarations) == 1):
        return whole.jacobian(only_variable(whole) if wrt is None else wrt)
    names = [s.name for s in scalar_variables(whole, list(whole.declarations) if wrt is None else wrt)]
    if isinstance(f, (Formula, str)) or callable(f):
        return parse(f"{_stacked([whole.derivative(name) for name in names], whole).text}.T", whole.declarations)
    parts = [parse(text, whole.declarations) for text in f]
    return _stacked([_stacked([part.grad(name) for name in names], whole) for part in parts], whole)


def hessian(f: Given, wrt: str | Sequence[str] | None = None, vars: Declarations = None) -> Formula:
    """The matrix of second derivatives of a number: H[i, j] = d^2 f / dx_i dx_j; symmetric where they are continuous.

    wrt     an array variable (its axes come twice), or names of numbers

    >>> hessian("x**2 * y").text, hessian("sum((X @ w - y)**2)", "w").text
    ('[[2*y, 2*x], [2*x, 0]]', '2*(X.T @ X)')

    Deisenroth, Faisal, Ong, Mathematics for Machine Learning, section 5.7.
    """
    found = formula_of(f, vars)
    if isinstance(wrt, str):
        return found.hessian(wrt)
    if wrt is None and len(found.declarations) == 1:
        return found.hessian(only_variable(found))
    names = [s.name for s in scalar_variables(found, list(found.declarations) if wrt is None else wrt)]
    slopes = {name: found.grad(name) for name in names}
    rows = [_stacked([slopes[row].derivative(column) for column in names], found) for row in names]
    return _stacked(rows, found)


def _stacked(parts: Sequence[Formula], of: Formula) -> Formula:
    """The array whose rows are these formulas."""
    return parse("[" + ", ".join(part.text for part in parts) + "]", of.declarations)
