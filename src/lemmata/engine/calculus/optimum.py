"""Where a gradient is zero, in closed form: equations linear in the variable, or entry by entry through SymPy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import count
from math import gcd
from typing import Any

from lemmata.engine.calculus.agreement import difference, points
from lemmata.engine.calculus.errors import NoClosedForm
from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import (
    Apply,
    Expr,
    Number,
    Symbol,
    dims,
    number,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.notation import readable
from lemmata.engine.notation.entries import ARITHMETIC
from lemmata.engine.notation.terms import Term
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.structure.curvature import curvature
from lemmata.engine.structure.derived import definite
from lemmata.engine.structure.derived import found as structured
from lemmata.engine.structure.entries import Entries, written
from lemmata.engine.structure.patterns import Blocks, Diagonal, Kronecker, Pattern, Zero
from lemmata.engine.structure.structure import factors_of_blocks, is_identity, with_deltas
from lemmata.engine.writers import to_text

CALLS = 400_000  # of functions inside SymPy
REMEDY = 'take Newton steps, f.hessian("x").operator(...).solve(f.grad("x")(...))'


@dataclass(frozen=True)
class Optimum:
    """Where the gradient by a variable is zero.

    value       the point, an expression (of a Formula: a formula)
    kind        minimum, maximum (where the function is proved convex or concave), local minimum, local maximum
                (where its Hessian at the point is proved definite), else stationary point
    conditions  what must hold for it to be the only one
    """

    value: Any
    kind: str
    conditions: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} at {self.value}" + (f", where {' and '.join(self.conditions)}" if self.conditions else "")


def optimum(expr: Expr, variable: Symbol) -> Optimum:
    """The point at which the gradient of a number is zero.

    Raises NoClosedForm with the reason where the equation is not linear, and not one in each entry that SymPy solves.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> X, w, y = symbol("X", ["m", "n"]), symbol("w", ["n"]), symbol("y", ["m"])
    >>> found = optimum(apply("sum", (X @ w - y) ** 2), w)
    >>> to_text(found.value), found.kind, found.conditions
    ('solve(X.T @ X, X.T @ y)', 'minimum', ('X.T @ X is invertible',))
    """
    name = variable.name
    if expr.shape:
        raise NoClosedForm("an optimum is of a number", "sum the array up")
    if not _has(expr, variable):
        raise NoClosedForm(f"the formula does not depend on {name}", "choose another variable")
    gradient = readable(derivative(expr, variable))
    value, conditions = _solved(gradient, variable)
    if value is None:
        turned = _by_inverse(expr, variable)
        if turned is None:
            turned = _entrywise(gradient, variable), []
        value, conditions = turned
    if not _borne_out(gradient, variable, value):
        raise NoClosedForm(f"values do not bear out the solution that was found for {name}", REMEDY)
    return Optimum(value, _kind(expr, gradient, variable, value), tuple(conditions))


def _kind(expr: Expr, gradient: Expr, variable: Symbol, value: Expr) -> str:
    """What the point is, as far as it is proved: of the whole function, or by the Hessian there."""
    bent = curvature(expr, variable)
    if bent is not None:
        return "minimum" if bent.convex else "maximum"
    there = readable(_lettered(substitute(readable(derivative(gradient, variable)), {variable: value})))
    proof = definite(there, variable.rank)
    if proof is None or not proof.kind.endswith(" definite"):
        return "stationary point"
    return "local minimum" if proof.kind.startswith("positive") else "local maximum"


def _has(expr: Expr, part: Expr) -> bool:
    return any(node is part for node in postorder(expr))


def _lettered(expr: Expr) -> Expr:
    """With a letter for each number that is no arithmetic of others, so that like terms are seen."""
    letters: dict[Expr, Symbol] = {}

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Apply) or node.shape or node.free or node.op in ARITHMETIC or node.sort != "real":
            return None
        domain = next((d for d in ("positive", "nonnegative") if known(node, d) is True), "real")
        return letters.setdefault(node, symbol(f"number_{len(letters)}_", (), domain))

    return transform(expr, change)


# equations linear in the variable


def _solved(gradient: Expr, variable: Symbol) -> tuple[Expr | None, list[str]]:
    """The solution of gradient = 0 where it is linear in the variable; None where it is not."""
    try:
        slope = readable(derivative(gradient, variable))
    except NoDerivative:
        return None, []
    if _has(slope, variable):
        return None, []
    nothing: Expr = apply("zeros", shape=variable.shape) if variable.shape else number(0)
    rest = readable(apply("neg", substitute(gradient, {variable: nothing})))
    form, node = structured(slope, variable.rank)
    if form is None or isinstance(node, Zero):
        raise NoClosedForm(f"the gradient by {variable.name} does not change with it" if form is not None else
                           f"the equation for {variable.name} has no form as matrices", REMEDY)
    return _divided(form, node, rest, variable)


def _divided(form: Entries, node: Pattern, rest: Expr, variable: Symbol) -> tuple[Expr, list[str]]:
    conditions: list[str] = []
    if isinstance(node, Diagonal) and all(node.rows.index(r) == node.columns.index(c) for r, c in node.pairs):
        used = {i for t in node.terms for f in t.powers for i in f.indices} & {*node.rows}
        common = _content(node.terms)
        entries = _shared_out(node.terms, common, list(node.rows) if used else [], form)
        rest = readable(apply("div", rest, number(common)))
        return readable(apply("div", rest, entries)), _nonzero(entries)
    if variable.rank == 1:
        common = _content(form.terms)
        matrix = _shared_out(form.terms, common, [*form.rows, *form.columns], form)
        return apply("solve", matrix, readable(apply("div", rest, number(common)))), _invertible(matrix)
    factors = _factors(node)
    if factors is None or len(factors) != 2 or variable.rank != 2:
        raise NoClosedForm(f"the equation for {variable.name} is linear, but no product of matrices inverts it", REMEDY)
    matrices: list[Expr | None] = []
    for factor in factors:
        if isinstance(factor, Diagonal) and is_identity(factor):
            matrices.append(None)
            continue
        terms, common = with_deltas(factor), _content(with_deltas(factor))
        rest = apply("div", rest, number(common))
        matrices.append(_shared_out(terms, common, [*factor.rows, *factor.columns], form))
    rest, (left, right) = readable(rest), matrices
    if left is not None:
        rest, conditions = apply("solve", left, rest), _invertible(left)
    if right is not None:
        conditions = conditions + _invertible(right)
        turned = right if known(right, "symmetric") is True else readable(apply("transpose", right))
        rest = apply("matmul", rest, apply("inv", turned))
    return rest, conditions


def _shared_out(terms: Iterable[Term], common: Fraction, names: list[str], form: Entries) -> Expr:
    """The array over indices, over the number that its terms have in common."""
    return written([t.scaled(1 / common) for t in terms], names, form.sizes)


def _factors(node: Pattern) -> list[Pattern] | None:
    """The maps of rows and of columns, where there are two."""
    if isinstance(node, Blocks) and node.alike:
        factors = factors_of_blocks(node)
    elif isinstance(node, Kronecker):
        factors = list(node.factors)
    else:
        return None
    straight = all(tuple(map(node.rows.index, f.rows)) == tuple(map(node.columns.index, f.columns)) for f in factors)
    return factors if straight and all(len(f.rows) == 1 for f in factors) else None


def _content(terms: Iterable[Term]) -> Fraction:
    """The number that all coefficients are multiples of."""
    parts = [t.coefficient for t in terms]
    top = reduce(gcd, (abs(p.numerator) for p in parts))
    sign = -1 if all(p < 0 for p in parts) else 1
    return Fraction(sign * top, reduce(lambda a, b: a * b // gcd(a, b), (p.denominator for p in parts)))


def _nonzero(expr: Expr) -> list[str]:
    return [] if known(expr, "nonzero") is True else [f"{to_text(expr)} is not zero"]


def _invertible(matrix: Expr) -> list[str]:
    return [] if known(matrix, "invertible") is True else [f"{to_text(matrix)} is invertible"]


# inverses of the variable


def _by_inverse(expr: Expr, variable: Symbol) -> tuple[Expr, list[str]] | None:
    """Solved for the inverse of a matrix, or for the matrix where it stands in inverses alone."""
    if variable.rank != 2 or variable.domain not in ("posdef", "invertible"):
        return None
    names = {s.name for s in symbols(expr)} | {*dims(expr)}
    inverse = symbol(next(n for k in count() if (n := f"{variable.name}_inverse{k}") not in names), variable.shape,
                     variable.domain)
    gradient = readable(derivative(expr, variable))
    held = readable(substitute(gradient, {apply("inv", variable): inverse}))
    if not _has(held, variable):
        value, conditions = _solved(held, inverse)
        if value is not None:
            return apply("inv", value), [*conditions, *_invertible(value)]
    turned = transform(substitute(expr, {variable: apply("inv", inverse)}), _without_inverses)
    held = readable(substitute(readable(derivative(turned, inverse)), {apply("inv", inverse): variable}))
    if _has(held, inverse):
        return None
    value, conditions = _solved(held, variable)
    return None if value is None else (value, conditions)


def _without_inverses(node: Expr) -> Expr | None:
    """inv(inv(Z)) is Z, logdet(inv(Z)) = -logdet(Z)."""
    if isinstance(node, Apply) and node.op in ("inv", "logdet"):
        inner = node.args[0]
        if isinstance(inner, Apply) and inner.op == "inv":
            return inner.args[0] if node.op == "inv" else apply("neg", apply("logdet", inner.args[0]))
    return None


# entry by entry, through SymPy


def _entrywise(gradient: Expr, variable: Symbol) -> Expr:
    import sympy

    from lemmata.engine.calculus.sympy_bridge import FUNCTIONS, Bridge, within

    bridge, name = Bridge(), variable.name

    def told(node: Expr) -> Any:
        """What has the variable, entry by entry; the rest are letters."""
        if node is variable or not _has(node, variable):
            return bridge.sympy(node) if isinstance(node, Number) else bridge.atom(node)
        if isinstance(node, Apply) and node.op in FUNCTIONS and OPS[node.op].elementwise:
            return FUNCTIONS[node.op](*map(told, node.args))
        if isinstance(node, Apply) and node.op == "ones":
            return sympy.Integer(1)
        raise NoClosedForm(f"the equation for {name}, {to_text(gradient)} = 0, is neither linear nor one in each entry",
                           REMEDY)

    x, equation = bridge.atom(variable), told(gradient)

    def work() -> list[Expr | None]:
        return [bridge.expression(s) for s in sympy.solve(equation, x) if s.is_real is not False]

    found = within(CALLS, work)
    solutions = [s for s in found or [] if s is not None and not _has(s, variable)]
    solutions = [_shaped(readable(s), variable) for s in solutions if not _outside(s, variable)]
    if not solutions:
        raise NoClosedForm(f"SymPy finds no solution of {to_text(gradient)} = 0 for {name}", REMEDY)
    if len(solutions) > 1:
        raise NoClosedForm(f"the gradient by {name} is zero at several points: " + ", ".join(map(to_text, solutions)),
                           f"give {name} a domain that holds one of them")
    return solutions[0]


def _outside(value: Expr, variable: Symbol) -> bool:
    """Whether a solution is surely not in the domain of the variable."""
    return variable.domain in ("positive", "nonnegative", "negative", "unit") and known(value, variable.domain) is False


def _shaped(value: Expr, variable: Symbol) -> Expr:
    return value if value.shape == variable.shape else apply("mul", value, apply("ones", shape=variable.shape))


def _borne_out(gradient: Expr, variable: Symbol, value: Expr) -> bool:
    """Whether the gradient is zero at the solution, wherever it has a value at the points that are tried."""
    there = substitute(gradient, {variable: value})
    nothing: Expr = apply("zeros", shape=variable.shape) if variable.shape else number(0)
    found = [difference(there, nothing, point) for point in points(there, value)]
    return False not in found and True in found
