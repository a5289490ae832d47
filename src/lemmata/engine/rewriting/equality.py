"""Equality by normal form: the difference, over a common denominator, is zero."""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.expr import Apply, Bind, Expr, at, number, postorder, transform
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.canonical import Canonical
from lemmata.engine.rewriting.polynomial import Polynomial, Steps, Undecided, integer_value

MOST_ROUNDS = 6


def canonical(expr: Expr, steps: int = 100_000) -> Expr:
    """The expanded form of an expression.

    Raises Undecided past the budget.

    >>> from lemmata.engine.expr import symbol
    >>> a, b = symbol("a"), symbol("b")
    >>> canonical((a + b) ** 2) is canonical(b * b + 2 * a * b + a * a)
    True
    """
    with _deep_is_undecided():
        return Canonical(Steps(steps)).expression(expr)


def same_form(left: Expr, right: Expr, steps: int = 100_000, assumptions: tuple[Expr, ...] = ()) -> bool:
    """Whether the two agree wherever both are real and the assumptions hold; False proves nothing."""
    if left is right:
        return True
    if left.shape != right.shape:
        return False
    with _deep_is_undecided():
        form = Canonical(Steps(steps), assumptions)
        if left.sort not in ("real", "integer", "variable"):
            return form.expression(left) is form.expression(right)
        indices = [form.index(k, dim) for k, dim in enumerate(left.shape)]
        return is_zero(form, form.polynomial(apply("add", at(left, *indices), apply("neg", at(right, *indices)))))


def ratio(left: Expr, right: Expr, steps: int = 100_000) -> Fraction | None:
    """The number c with left = c * right wherever both are real; None where the forms show none.

    >>> from lemmata.engine.expr import symbol
    >>> a, b = symbol("a"), symbol("b")
    >>> ratio((a + b) ** 2 - a**2 - b**2, a * b)
    Fraction(2, 1)
    """
    if left.shape != right.shape or {left.sort, right.sort} - {"real", "integer"}:
        return None
    with _deep_is_undecided():
        form = Canonical(Steps(steps))
        indices = [form.index(k, dim) for k, dim in enumerate(left.shape)]
        one, other = (form.polynomial(at(side, *indices) if indices else side) for side in (left, right))
        if not other or one.keys() != other.keys():
            return None
        found = {factor / other[monomial] for monomial, factor in one.items()}
    return found.pop() if len(found) == 1 else None


def resolve_integrals(expr: Expr, assumptions: tuple[Expr, ...] = ()) -> Expr:
    """The expression with every integral over a line or half-line replaced whose closed form is known.

    >>> from lemmata.engine.expr import bind, constant, fresh_local
    >>> t = fresh_local()
    >>> resolve_integrals(bind("integral", t, apply("exp", -t), number(0), constant("inf"))) is number(1)
    True
    """

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Bind) or node.binder != "integral" or node.shape or node.free:
            return None
        try:
            with _deep_is_undecided():
                closed = Canonical(Steps(), assumptions).scalar(node)
        except Undecided:
            return None
        return None if any(isinstance(n, Bind) and n.binder == "integral" for n in postorder(closed)) else closed

    if not any(isinstance(n, Bind) and n.binder == "integral" for n in postorder(expr)):
        return expr
    return transform(expr, change)


def is_zero(form: Canonical, difference: Polynomial) -> bool:
    """Whether a polynomial vanishes once its denominators are multiplied out."""
    for _ in range(MOST_ROUNDS):
        if not difference:
            return True
        powers: dict[Expr, int] = {}
        for monomial in difference:
            for base, exponent in monomial:
                whole = integer_value(exponent)
                if whole is not None and whole < 0 and isinstance(base, Apply) and base.op == "add":
                    powers[base] = min(powers.get(base, 0), whole)
        if not powers:
            return False
        for base, lowest in sorted(powers.items()):
            difference = form.multiply(difference, {((base, number(-lowest)),): poly.Fraction(1)})
            difference = _refold(form, difference)
    return not difference


def _refold(form: Canonical, value: Polynomial) -> Polynomial:
    """Sums that a multiplication left as factors with positive exponents are distributed."""
    total: Polynomial = {}
    for monomial, factor in value.items():
        term = poly.of_number(factor)
        for base, exponent in monomial:
            folded = form.fold(base, exponent)
            term = form.multiply(term, poly.of_factor(base, exponent) if folded is None else folded)
        total = poly.add(total, term)
    return total


class _deep_is_undecided:
    """Nesting deeper than the interpreter allows counts as a cap, not as a crash."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is RecursionError:
            raise Undecided("the expression is nested too deeply for the canonical form") from None
