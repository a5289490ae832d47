"""The public object: a formula that is read, run, derived, compared and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial, reduce
from html import escape
from types import MappingProxyType
from typing import Any

from lemmata.engine.backends import Compiled, real_array, value_of
from lemmata.engine.calculus import Optimum, integral, limit, optimum, series
from lemmata.engine.derivations import Chain, Derivation, chain, derive, named_part
from lemmata.engine.derivatives import arranged, derivative, jvp, tidy, unfold, vjp
from lemmata.engine.evaluation import solve_sizes
from lemmata.engine.expr import (
    At,
    Expr,
    Shape,
    Symbol,
    count_nodes,
    dims,
    integer,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.notation import readable
from lemmata.engine.ops import ShapeError, apply, as_expr
from lemmata.engine.ops.shapes import show
from lemmata.engine.programs import stable
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import is_length, read, read_names
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.rule import rewrite
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.structure import Curvature, Definite, Operator, Structure, curvature, definite, operator, structure
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.writers import html, to_declarations, to_latex, to_text


@dataclass(frozen=True, repr=False)
class Formula:
    """An expression with the declarations of its symbols; it serves every size.

    >>> f = parse("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]")
    >>> f.grad("w").equals("2*X.T @ (X @ w - y)/m").kind
    'proved'
    >>> float(f(X=[[1.0, 2.0], [3.0, 4.0]], w=[1.0, 0.0], y=[1.0, 1.0]))
    2.0
    """

    expr: Expr
    declarations: Mapping[str, Symbol] = field(default_factory=dict)
    # What further derivatives are taken of, where `expr` uses facts such as sum(p) = 1, which do not hold beside p.
    source: Expr | None = field(default=None, compare=False)
    # Names for parts of it, under which they are written and derived.
    parts: Mapping[str, Expr] = field(default_factory=dict, compare=False)
    # Which way round a derivative stands, where that was asked for.
    layout: str | None = field(default=None, compare=False)
    # Of a derivative: what was derived last, and by which variable, whose axes come last.
    last: tuple[Expr, Expr] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        known = dict(self.declarations)
        for found in symbols(self.expr):
            if known.setdefault(found.name, found) is not found:
                raise ValueError(f"{found.name!r} is {to_declarations([known[found.name]])} and "
                                 f"{to_declarations([found])}; rename one")
        for name in dims(self.expr, *known.values()):
            if name in known:
                raise ValueError(f"{name!r} is the size of an axis and {to_declarations([known[name]])}; rename one")
        object.__setattr__(self, "declarations", MappingProxyType(known))

    def __hash__(self) -> int:
        return hash((self.expr, frozenset(self.declarations.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.expr, dict(self.declarations), self.source, dict(self.parts), self.layout, self.last)

    @property
    def vars(self) -> dict[str, str]:
        """The declared names and what they are: {"X": "real[m n]"}."""
        return {name: to_declarations([s]).split(": ", 1)[1] for name, s in self.declarations.items()}

    @property
    def dims(self) -> tuple[str, ...]:
        """The names of the sizes."""
        return dims(self.expr, *self.declarations.values())

    @property
    def shape(self) -> Shape:
        """The sizes of the axes of the value; () for a number."""
        return self.expr.shape

    @property
    def text(self) -> str:
        """Python text, which `parse` reads as the same formula."""
        return to_text(self.expr, self.parts)

    def latex(self) -> str:
        """LaTeX, without dollar signs."""
        return to_latex(self.expr, names=self.parts)

    def __call__(self, /, **arrays: Any) -> Any:
        """The value at NumPy arrays (or what converts to them); the dtype is kept.

        A size that stands in no array's shape is given by its name: `f(x=3.0, n=10)`.

        Raises ValueError where a name is missing or unknown, or shapes don't fit.
        """
        self._refuse_unknown(arrays)
        return value_of(self.expr, self.declarations, self.dims, arrays)

    def _refuse_unknown(self, names: Iterable[str]) -> None:
        unknown = [name for name in names if name not in self.declarations and name not in self.dims]
        if unknown:
            raise ValueError(f"the formula has no {unknown[0]!r}; it has "
                             f"{', '.join([*self.declarations, *self.dims]) or 'no symbols'}")

    # code

    def code(self, target: str = "numpy", *, grad: str | Sequence[str] = (), name: str = "",
             sizes: Mapping[str, int] | None = None) -> str:
        """Source code of a self-contained function: of the value, or of the value and its derivatives by `grad`.

        target  numpy, jax, torch; latex gives the formula
        name    of the function
        sizes   what the sizes are like (`{"n": 1000}`), to choose the order of products by

        Raises NoProgram, with the reason, for what has no array code (integrals, random variables).

        >>> print(parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").code(grad="w", name="loss"))
        import numpy as np
        <BLANKLINE>
        <BLANKLINE>
        def loss(X: np.ndarray, w: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
            \"\"\"sum((X @ w - y)**2), and its derivative by w
        <BLANKLINE>
            X: real[m n], w: real[n], y: real[m]
            \"\"\"
            r = X @ w - y
            value = r @ r
            grad_w = 2 * (X.T @ r)
            return value, grad_w
        <BLANKLINE>
        """
        if target == "latex":
            return self.latex()
        return str(self._compiled("numpy", grad, name, sizes).source(target))

    def compile(self, engine: str = "auto", *, grad: str | Sequence[str] = (), name: str = "",
                sizes: Mapping[str, int] | None = None) -> Compiled:
        """The value, or the value and its derivatives by `grad`, as a function of arrays by place or by name.

        engine  what computes with NumPy's arrays: numpy, jax, torch; auto takes XLA where JAX is installed and
                the work is large enough. Arrays of JAX and tensors are computed with by their own library.

        Raises NoProgram, with the reason, for what has no array code.

        >>> loss = parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").compile(grad="w")
        >>> value, slope = loss([[1.0, 2.0]], [1.0, 1.0], [1.0])
        >>> float(value), slope.tolist()
        (4.0, [4.0, 8.0])
        """
        return self._compiled(engine, grad, name, sizes)

    def _compiled(self, engine: str, grad: str | Sequence[str], name: str, sizes: Mapping[str, int] | None) -> Compiled:
        names = [grad] if isinstance(grad, str) else list(grad)
        base = stable(unfold(self.expr))
        slopes = [derivative(base if self.source is None else stable(self.source), self._variable(n)) for n in names]
        forms = [[base, *map(stable, slopes)], [base, *(stable(readable(s)) for s in slopes)]]
        if self.source is not None and not names:
            forms.append([stable(self.source)])
        derived = ", and its derivative by " + ", ".join(names) if names else ""
        return Compiled(forms, list(self.declarations.values()), engine, name or "f",
                        ["value", *(f"grad_{re.sub(r'[^A-Za-z0-9]+', '_', n).strip('_')}" for n in names)],
                        sizes or {}, about=f"{self.text}{derived}")

    # derivatives

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
        for _ in range(order):
            before, expr, rank = expr, derivative(expr, variable), expr.rank
        if not order:
            return self
        found = arranged(expr, rank, layout)
        last = (before, variable) if found is expr else None  # turned round, its last axes are others
        return Formula(readable(found), self.declarations, found, self.parts, layout, last)

    def directional(self, wrt: str, along: str) -> Formula:
        """The derivative along a direction: sum over j.. of d f[i..] / d wrt[j..] * along[j..], of the shape of f.

        along    of the shape of the variable, of any length: a new name, which gets that shape, or a text

        Raises ValueError for an unknown variable, ShapeError for a direction of another shape.

        >>> parse("w @ A @ w", "w: real[n], A: symmetric[n n]").directional("w", "v")
        Formula('2*(v @ (A @ w))', 'w: real[n], A: symmetric[n n], v: real[n]')
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
        return Formula(readable(total), known, total)

    def vjp(self, wrt: str, cotangent: str) -> Formula:
        """sum over i.. of cotangent[i..] * d f[i..] / d wrt[j..], of the shape of the variable, by one reverse pass.

        cotangent    of the shape of f: a new name, which gets that shape, or a text

        Raises ValueError for an unknown variable, ShapeError for a cotangent of another shape.

        >>> parse("tanh(A @ x)", "A: real[m n], x: real[n]").vjp("x", "g")
        Formula('A.T @ (g*(1 - tanh(A @ x)**2))', 'A: real[m n], x: real[n], g: real[m]')
        """
        known, expr = dict(self.declarations), self.expr if self.source is None else self.source
        found = vjp(expr, self._variable(wrt), _given(cotangent, self.shape, known))
        return Formula(readable(found), known, found)

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

        It is the trace of the derivative that `derivative` gives; each step has a rule, a hint, and two equal sides.

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
        """
        if order < 0:
            raise ValueError(f"order {order}; give 0 or more")
        return derive(self.expr, self._variable(wrt), order, self.parts, self.source)

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
        value = (lambda expr: Formula(expr, self.declarations)(**arrays)) if arrays else None
        return chain(self.expr, variable, self.parts, value, self.source)

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
            found[name] = named_part(self.expr, name, part.expr if isinstance(part, Formula) else read(
                part, self.declarations, strict=True, dims=self.dims)[0], (*self.declarations, *self.dims, *found))
        return Formula(self.expr, self.declarations, self.source, found)

    def _variable(self, wrt: str) -> Expr:
        found: Expr | None = self.declarations.get(wrt)
        if found is None:
            try:
                found = read(wrt, self.declarations, strict=True)[0]
            except ReadError:
                found = None
        if not isinstance(found, (Symbol, At)):
            raise ValueError(f"no variable {wrt!r} to differentiate by; the formula has "
                             f"{', '.join(self.declarations) or 'no symbols'}")
        return found

    # structure

    @property
    def structure(self) -> Structure:
        """What a derivative is made of, as a map from changes of the variable: diagonal, Kronecker, low rank ...

        It is proved from the expression; `dense` says that nothing was found. A matrix is a map as it stands.

        >>> f = parse("sum((R - U @ V.T)**2)", "R: real[m n], U: real[m k], V: real[n k]")
        >>> str(f.hessian("U").structure)
        'Kronecker: eye(m) ⊗ (2*(V.T @ V))'
        """
        return structure(self.expr, self._columns()).mapped(partial(Formula, declarations=self.declarations))

    def operator(self, /, **arrays: Any) -> Operator:
        """The derivative at arrays as a linear operator: `op @ v`, `op.T @ u`, `op.solve(b)`; it builds no matrix.

        >>> f = parse("sum((X @ w - y)**2) + w @ w", "X: real[m n], w: real[n], y: real[m]")
        >>> X, w, y = [[1.0, 2.0]], [0.0, 0.0], [1.0]
        >>> f.hessian("w").operator(X=X, w=w, y=y).solve(f.grad("w")(X=X, w=w, y=y))
        array([-0.16666667, -0.33333333])
        """

        self._refuse_unknown(arrays)
        named = {name: int(a) for name, a in arrays.items() if name not in self.declarations}
        given = {name: real_array(self.declarations[name], a) for name, a in arrays.items()
                 if name not in named and not isinstance(a, Expr)}

        def value(expr: Expr, **more: Any) -> Any:
            if isinstance(expr, Symbol) and expr.name in given:
                return given[expr.name]
            extra = {s.name: s for s in symbols(expr) if s.name in more}
            return value_of(expr, {**self.declarations, **extra}, (*named,), {**arrays, **more})

        sizes = solve_sizes([(self.declarations[name], a) for name, a in given.items()], named)
        return operator(self.expr, self._columns(), value, sizes, self.last)

    @property
    def definite(self) -> Definite | None:
        """Positive or negative (semi)definite at all values, with the reason, where rules prove it; else None.

        >>> f = parse("sum(softplus(X @ w) - y*(X @ w))", "X: real[m n], w: real[n], y: real[m]")
        >>> str(f.hessian("w").definite)
        'positive semidefinite: a Gram matrix with weights that are not negative'
        """
        return definite(self.expr, self._columns())

    def curvature(self, wrt: str) -> Curvature | None:
        """Convex, concave or affine in a variable over its domain, with the reason, where rules prove it; else None.

        >>> f = parse("norm(X @ w - y) + lam*sum(abs(w))", "X: real[m n], w: real[n], y: real[m], lam: positive")
        >>> print(f.curvature("w"))
        convex in w: a sum of norm of what is affine, abs of what is affine
        """
        if self.shape:
            raise ShapeError(f"a number bends in a variable, this formula has shape {show(self.shape)}; sum it up")
        return curvature(self.expr, self._symbol(wrt))

    # closed forms

    def optimum(self, wrt: str) -> Optimum:
        """Where the gradient by a variable is zero, with its conditions, and whether a minimum or maximum is proved.

        Raises NoClosedForm with the reason where there is none.

        >>> print(parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").optimum("w"))
        minimum at solve(X.T @ X, X.T @ y), where X.T @ X is invertible
        """
        found = optimum(self.expr, self._symbol(wrt))
        return replace(found, value=Formula(found.value, self.declarations))

    def integral(self, wrt: str, low: Formula | str | int | None = None,
                 high: Formula | str | int | None = None) -> Formula:
        """The integral between two ends (`"inf"`, `"-inf"` too), or an antiderivative; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("x*exp(-a*x)", "x: real, a: positive").integral("x", 0, "inf"))
        1/a**2
        """
        return Formula(integral(self.expr, self._symbol(wrt), *(
            None if end is None else self._read(end) for end in (low, high))), self.declarations)

    def limit(self, wrt: str, point: Formula | str | int, side: int = 0) -> Formula:
        """The limit at a point (`"inf"` too) from above (side=1), below (-1) or both sides; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("(1 + a/x)**x", "x: real, a: real").limit("x", "inf"))
        exp(a)
        """
        return Formula(limit(self.expr, self._symbol(wrt), self._read(point), side), self.declarations)

    def series(self, wrt: str, point: Formula | str | int = 0, order: int = 4) -> Formula:
        """The terms of degree below `order` of the Taylor or Laurent series around a point; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("log(1 + x)", "x: real").series("x", 0, 3))
        x - x**2/2
        """
        return Formula(series(self.expr, self._symbol(wrt), self._read(point), order), self.declarations)

    def _symbol(self, wrt: str) -> Symbol:
        found = self._variable(wrt)
        if not isinstance(found, Symbol):
            raise ValueError(f"{wrt!r} is an entry; name a variable of its own")
        return found

    def _read(self, value: Formula | str | int) -> Expr:
        if isinstance(value, Formula):
            return value.expr
        return read(str(value), self.declarations, strict=False, dims=self.dims)[0]

    def _columns(self) -> int:
        if self.last is not None:
            return self.last[1].rank
        if self.expr.rank % 2:
            raise ShapeError(f"an array of shape {show(self.shape)} is no linear map; take a jacobian or hessian")
        return self.expr.rank // 2

    # comparison and rewriting

    def equals(self, other: Formula | Expr | str | int, seed: int = 0) -> Verdict:
        """Whether the two agree wherever both are defined: proved, agrees, conditional, refuted, undecided.

        A text is read with the declarations of this formula; names that it adds are inferred.

        Raises ValueError where a name stands for different things in the two.
        """
        if isinstance(other, str):
            other = Formula(*read(other, self.declarations, strict=False, dims=self.dims))
        if not isinstance(other, (Formula, Expr, int, Fraction)):
            raise TypeError(f"{other!r} is no formula; write it as text" + (
                f", {str(other)!r}: decimals in text are exact" if isinstance(other, float) else ""))
        left, right = self, other if isinstance(other, Formula) else Formula(as_expr(other))
        left, right = left._sized(right.dims), right._sized(left.dims)
        op = "iff" if left.expr.sort == "boolean" else "eq"
        both = Formula(apply(op, left.expr, right.expr), {**right.declarations, **left.declarations})
        return decide(Claim((both.expr,)), seed)

    def _sized(self, names: Iterable[str]) -> Formula:
        """With numbers that have the name of a size taken for that size: n in `n*(n + 1)/2`."""
        sizes = {name for name in names if (s := self.declarations.get(name)) is not None and not s.shape
                 and s.domain in ("real", "integer", "natural", "positive")}
        values: dict[Expr, Expr] = {self.declarations[name]: integer(name) for name in sizes}
        kept = {name: s for name, s in self.declarations.items() if name not in sizes}
        return Formula(substitute(self.expr, values), kept) if sizes else self

    def simplify(self) -> Formula:
        """Rewritten by the rulebooks until no rule fires, zeros, ones and deltas gone; nothing is multiplied out."""
        found = readable(tidy(rewrite(self.expr, RULES)))
        return Formula(found if count_nodes(found) < count_nodes(self.expr) else self.expr, self.declarations)

    def expand(self) -> Formula:
        """The canonical form: a sum of products over indices, the same for equal polynomials.

        Raises `Undecided`, which says why, where the form takes more steps or nests deeper than its budget allows.
        """
        return Formula(canonical(self.expr), self.declarations)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 500 else self.text[:500] + "..."
        layout = f", layout={self.layout!r}" if self.layout else ""
        return f"Formula({text!r}, {to_declarations(self.declarations.values())!r}{layout})"

    def _repr_latex_(self) -> str:
        layout = f" \\quad \\text{{({self.layout} layout)}}" if self.layout else ""
        return f"$\\displaystyle {self.latex()}{layout}$"

    def _repr_html_(self) -> str:
        about = html.line(escape(to_declarations(self.declarations.values())), "color: gray") if self.vars else ""
        return html.block(html.line(html.math(self.latex())), about)


def _given(text: str, shape: Shape, known: dict[str, Symbol]) -> Expr:
    """What a text says; a new name is entered among the known ones, with a shape."""
    if text.isidentifier() and text not in known:
        new = declared(to_declarations([symbol(text, shape)]))
        known |= new
        return next(iter(new.values()))
    return read(text, known, strict=True)[0]


def parse(text: str, vars: Declarations = None) -> Formula:
    """The formula of a text in Python's notation; decimals are exact, nothing is evaluated.

    vars    `"X: real[m n], w: real[n]"`, a mapping of names, or None: shapes are inferred from use

    Raises ReadError with the place and the remedy.

    >>> parse("x @ A @ x").vars
    {'x': 'real[n]', 'A': 'real[n n]'}
    """
    expr, found = read(text, vars)
    lengths = set(dims(expr)) - {s.name for s in symbols(expr)}
    kept = {name: s for name, s in declared(vars).items() if name not in lengths or not is_length(s)}
    return Formula(expr, {**kept, **found}, None, read_names(text, found, dims(expr)))


def latex(text: str, vars: Declarations = None) -> Formula:
    """The formula of a text in LaTeX, or the relation; roles come from `vars` and the field's habits.

    Raises ReadError with the place and what was expected.

    >>> latex(r"\\sum_{i=1}^{n} x_i^2", "x: real[n]").equals("x @ x").kind
    'proved'
    """
    from lemmata.engine.readers.latex import parse_latex, read_expression, read_latex
    from lemmata.engine.readers.latex.syntax import Relation
    from lemmata.engine.readers.scope import Role, Scope

    if not isinstance(text, str):
        raise TypeError(f"a formula is text, not {type(text).__name__}")
    known, scope = declared(vars), Scope()
    for name, s in known.items():
        scope = scope.declare(name, Role(s.shape, s.domain, s.params))
    tree = parse_latex(text)
    if isinstance(tree, Relation) and tree.relations != ("|->",):
        links = [r for claim in read_latex(text, scope)[0].claims for r in claim.relations]
        expr = reduce(partial(apply, "and"), links)
    else:
        expr = read_expression(text, scope)
    return Formula(expr, known)


def trace(fn: Callable[..., Any], vars: Declarations | Mapping[str, Any], library: str | None = None) -> Formula:
    """The formula that a Python function computes: it runs once, with symbolic arrays in place of its arguments.

    fn       a function written with NumPy, SciPy, PyTorch or jax.numpy, with the helpers that it calls
    vars     `"X: real[m n], w: real[n]"`, one declaration a parameter; a mapping, list or record of declarations for
             a parameter that holds several arrays: `{"params": {"w": "real[n]"}}` declares params_w
    library  "numpy", "torch" or "jax" where the code itself doesn't tell (methods such as `x.std()` differ)

    Sizes stay open: `x.shape[0]` is n. The result is checked against the function at a random point.

    Raises ReadError with the line of the function's code for what has no formula: branches on values, loops over an
    open size, random numbers, `detach`.

    >>> trace(lambda X, w: ((X @ w)**2).sum() / len(X), "X: real[m n], w: real[n]")
    Formula('sum((X @ w)**2)/m', 'X: real[m n], w: real[n]')
    """
    from lemmata.engine.readers.tracing import trace_function

    return Formula(*trace_function(fn, vars, library))


class Definition(Formula):
    """A formula that a function defines: it takes arguments by place too, and has the function's name and words."""

    defaults: Mapping[str, Any] = MappingProxyType({})

    def __call__(self, /, *args: Any, **arrays: Any) -> Any:
        """The value at arrays, by place in the order of the parameters or by name, with the function's defaults."""
        names = list(self.declarations)
        if len(args) > len(names):
            raise TypeError(f"{len(args)} arguments for {len(names)} parameters: {', '.join(names)}")
        twice = [name for name in names[: len(args)] if name in arrays]
        if twice:
            raise TypeError(f"{twice[0]!r} is given by place and by name")
        return super().__call__(**{**self.defaults, **dict(zip(names, args)), **arrays})


def formula(fn: Callable[..., Any]) -> Definition:
    """The function's formula, from its annotations; parameters without one keep their default.

    Raises ReadError as `trace` does; TypeError where a parameter has neither annotation nor default.

    >>> from lemmata import Real
    >>> @formula
    ... def mean_square(X: Real["m n"], w: Real["n"]):
    ...     return ((X @ w)**2).mean()
    >>> mean_square.grad("w").equals("2*X.T @ X @ w / m").kind
    'proved'
    """
    from lemmata.engine.readers.tracing import declared_by, defaults_of, trace_function

    made = Definition(*trace_function(fn, declared_by(fn)))
    kept = {name: getattr(fn, name, None) for name in ("__name__", "__qualname__", "__doc__", "__module__")}
    defaults = {name: v for name, v in defaults_of(fn).items() if name in made.declarations}
    for name, value in {**kept, "__wrapped__": fn, "defaults": defaults}.items():
        object.__setattr__(made, name, value)
    return made
