"""The public object: a formula that is read, run, derived, compared and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial, reduce
from types import MappingProxyType
from typing import Any

import numpy as np

from lemmata.engine.calculus import Optimum, integral, limit, optimum, series
from lemmata.engine.derivatives import derivative, tidy, unfold
from lemmata.engine.evaluation import evaluate, solve_sizes
from lemmata.engine.evaluation.evaluate import with_functions
from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Shape,
    Symbol,
    count_nodes,
    dims,
    integer,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.notation import readable, runnable
from lemmata.engine.ops import ShapeError, apply, as_expr
from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import is_length, read
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.rule import rewrite
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.structure import Curvature, Definite, Operator, Structure, curvature, definite, operator, structure
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.writers import to_declarations, to_latex, to_text


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
        return Formula, (self.expr, dict(self.declarations), self.source, self.last)

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
        return to_text(self.expr)

    def latex(self) -> str:
        """LaTeX, without dollar signs."""
        return to_latex(self.expr)

    def __call__(self, /, **arrays: Any) -> Any:
        """The value at NumPy arrays (or what converts to them); the dtype is kept.

        A size that stands in no array's shape is given by its name: `f(x=3.0, n=10)`.

        Raises ValueError where a name is missing or unknown, or shapes don't fit.
        """
        sizes = {name: int(arrays.pop(name)) for name in self.dims
                 if name in arrays and name not in self.declarations}
        unknown = [name for name in arrays if name not in self.declarations]
        if unknown:
            raise ValueError(f"the formula has no {unknown[0]!r}; it has "
                             f"{', '.join([*self.declarations, *self.dims]) or 'no symbols'}")
        values = {name: v if isinstance(v, Expr) else _real_array(name, v) for name, v in arrays.items()}
        pairs = [(self.declarations[name], v) for name, v in values.items() if isinstance(v, np.ndarray)]
        sizes = solve_sizes(pairs, sizes)
        expr = runnable(unfold(with_functions(self.expr, values)))
        if _lists_singular_values(expr, sizes):
            expr = substitute(expr, sizes=sizes)
        occurring = {s.name for s in symbols(expr)}
        return evaluate(expr, {name: v for name, v in values.items() if name in occurring}, sizes=sizes)

    # derivatives

    def derivative(self, wrt: str, order: int = 1) -> Formula:
        """The derivative by a variable (or an entry, `"w[0]"`), its axes appended once for each order.

        Raises ValueError for an unknown name; NoDerivative, with the reason, where there is none.
        """
        if order < 0:
            raise ValueError(f"order {order}; give 0 or more")
        variable, expr = self._variable(wrt), self.expr if self.source is None else self.source
        for _ in range(order):
            before, expr = expr, derivative(expr, variable)
        return Formula(readable(expr), self.declarations, expr, (before, variable)) if order else self

    def grad(self, wrt: str) -> Formula:
        """The gradient of a number: d f / d wrt[j..] at [j..]."""
        if self.shape:
            raise ShapeError(f"a gradient is of a number, this formula has shape {show(self.shape)}; use jacobian")
        return self.derivative(wrt)

    def jacobian(self, wrt: str) -> Formula:
        """d f[i..] / d wrt[j..] at [i.., j..]."""
        return self.derivative(wrt)

    def hessian(self, wrt: str, other: str | None = None) -> Formula:
        """d^2 f[i..] / d wrt[j..] d other[k..] at [i.., j.., k..]; `other` is `wrt` where it is left out."""
        first = self.derivative(wrt)
        return first.derivative(wrt if other is None else other)

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
        >>> X, w, y = np.array([[1.0, 2.0]]), np.zeros(2), np.ones(1)
        >>> f.hessian("w").operator(X=X, w=w, y=y).solve(f.grad("w")(X=X, w=w, y=y))
        array([-0.16666667, -0.33333333])
        """

        def value(expr: Expr, **more: Any) -> Any:
            if isinstance(expr, Symbol) and expr.name in arrays:
                return _real_array(expr.name, arrays[expr.name])
            extra = {s.name: s for s in symbols(expr) if s.name in more}
            return Formula(expr, {**self.declarations, **extra})(**arrays, **more)

        return operator(self.expr, self._columns(), value, self.last)

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
        return f"Formula({text!r}, {to_declarations(self.declarations.values())!r})"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


def _real_array(name: str, value: Any) -> np.ndarray[Any, Any]:
    """The value as an array of real numbers."""
    if value is None:
        raise ValueError(f"{name} is None; give a number or an array of numbers")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; give an array, all rows equally long") from None
    if array.dtype.kind == "O" and any(v is None for v in array.flat):
        raise ValueError(f"{name} has a None in it; give a number or an array of numbers")
    if array.dtype.kind == "c":
        raise ValueError(f"{name} is complex; a formula takes real numbers: give its real part, or its absolute value")
    if array.dtype.kind in "fiub":
        return array
    try:
        return array.astype(float)
    except (TypeError, ValueError):
        what = repr(value) if array.ndim == 0 else f"an array of {array.dtype}"
        raise ValueError(f"{name} is {what}; give a number or an array of numbers") from None


def _lists_singular_values(expr: Expr, sizes: Mapping[str, int]) -> bool:
    """Whether there are fewer singular values at these sizes than the formula, which can't say min(m, n), has places.

    Such a formula is evaluated with its sizes put in: `svdvals` then has NumPy's shape.
    """
    for node in postorder(expr):
        if isinstance(node, Apply) and node.op in ("svdvals", "svd_left", "svd_right"):
            known = [size.value(sizes) for size in node.args[0].shape if size.atoms <= set(sizes)]
            if len(known) == 2 and known[0] < known[1]:
                return True
    return False


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
    return Formula(expr, {**kept, **found})


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
