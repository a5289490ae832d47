"""One relation to decide, prepared: calls reduced, derivatives worked out, premises turned into domains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from lemmata.engine.derivatives import NoDerivative, unfold
from lemmata.engine.derivatives.limits import resolve_limits
from lemmata.engine.derivatives.optima import resolve_optima
from lemmata.engine.evaluation import Unsupported
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Int,
    Size,
    Symbol,
    dims,
    implied,
    integer,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.constructors import number
from lemmata.engine.expr.expression import intern
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import resolve_integrals, same_form
from lemmata.engine.rewriting.logarithmic import over_logarithms
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.rewriting.radial import radial
from lemmata.engine.verdicts.roots import without_roots

# What the engine says where it can't do something, which leaves a question open.
CANT = (Undecided, Unsupported, NoDerivative, ShapeError, OverflowError, MemoryError)


@dataclass(frozen=True)
class Question:
    """premises |- left op right, over the free symbols of all of them."""

    op: str
    left: Expr
    right: Expr
    premises: tuple[Expr, ...] = ()
    stated: Expr | None = None  # the left side as it was before derivatives were worked out
    written: Expr | None = None  # the right side likewise, and before premises gave its symbols values
    absorbed: tuple[tuple[tuple[tuple[Expr, Expr], ...], tuple[tuple[str, Size], ...]], ...] = ()  # these, in order
    restated: bool = False  # whether the text has other forms of the sides: a slip there may make them the same here

    @property
    def exprs(self) -> tuple[Expr, ...]:
        return (self.left, self.right, *self.premises)

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        return symbols(*self.exprs)

    def replaced(self, values: dict[Expr, Expr]) -> Question:
        """The same question with symbols replaced (a stronger domain, a function)."""
        return self.mapped(lambda e: substitute(e, values))

    def mapped(self, change: Callable[[Expr], Expr]) -> Question:
        """The same question about changed expressions."""
        premises = tuple(change(p) for p in self.premises)
        return replace(self, left=change(self.left), right=change(self.right), premises=premises)

    def absorbing(self, values: dict[Expr, Expr] = {}, sizes: dict[str, Size] = {}) -> Question:
        """The same question with what a premise says put in, which it remembers."""
        found = self.mapped(lambda e: substitute(e, values, sizes))
        return replace(found, absorbed=(*self.absorbed, (tuple(values.items()), tuple(sizes.items()))))

    def with_right(self, right: Expr) -> Question:
        """The same question about another right side, given as the text would write it."""
        right = _worked_out(right)
        for values, sizes in self.absorbed:
            right = substitute(right, dict(values), dict(sizes))
        return replace(self, right=_integrated(right, self.premises))

    def unfolded(self) -> Question:
        """Derivatives worked out, limits and optima where that can be done exactly."""
        return self.mapped(_worked_out)

    def integrated(self) -> Question:
        """Integrals in closed form where the premises allow one."""
        return self.mapped(lambda e: _integrated(e, self.premises))


def _worked_out(expr: Expr) -> Expr:
    return resolve_optima(resolve_limits(unfold(expr)))


def _integrated(expr: Expr, premises: tuple[Expr, ...]) -> Expr:
    return resolve_integrals(over_logarithms(radial(expr, premises)), premises)


def ask(relation: Expr, premises: tuple[Expr, ...]) -> Question:
    """The question of a relation under premises, with the premises that are domains used as such."""
    assert isinstance(relation, Apply)
    left, right = relation.args
    question = Question(relation.op, left, right, premises, left, right).unfolded()
    for _ in range(2 * len(premises) + 1):
        found = _absorb(question)
        if found is None:
            break
        question = found
    kept = tuple(without_roots(p) for p in question.premises if not _idle(p, question))
    return replace(question, premises=kept).integrated()


def _idle(premise: Expr, question: Question) -> bool:
    """Whether a premise only says what something is that stands nowhere else: `E[g] = f'(x)` in a claim about x.

    There is a variable of any mean, and a function of any value or slope at a place, so it restricts nothing.
    """
    if not isinstance(premise, Apply) or premise.op != "eq":
        return False
    elsewhere = symbols(question.left, question.right, *(p for p in question.premises if p is not premise))
    for side, other in (premise.args, premise.args[::-1]):
        head = side.children[0] if isinstance(side, Apply) and side.op in ("expectation", "call") else None
        if isinstance(head, Apply) and head.op == "derivative":
            head = head.children[0]
        if isinstance(head, Symbol) and head.domain in ("variable", "function") and len(side.children) < 3 and (
                head not in symbols(other, *side.children[1:]) and head not in elsewhere):
            return True
    return False


def _absorb(question: Question) -> Question | None:
    """Turn one premise into the domain of a symbol (or drop it, where its domain implies it)."""
    for premise in question.premises:
        if not isinstance(premise, Apply):
            continue
        rest = tuple(p for p in question.premises if p is not premise)
        smaller = replace(question, premises=rest)
        if _implied(premise):
            return smaller
        size = _as_size(premise, question)
        if size is not None:
            return smaller.absorbing(sizes=size)
        same = _as_value(premise)
        if same is not None and not _in_law(same, rest):
            return smaller.absorbing(same)
        found = _as_domain(premise)
        if found is not None:
            symbol, domain = found
            if implied(symbol.domain, domain):
                return smaller
            both = _meet(symbol.domain, domain)
            if both is not None:
                return smaller.absorbing({symbol: with_domain(symbol, both)})
            if symbol.domain == "positive" and domain == "simplex":  # its inner points, which are no domain
                inner = with_domain(symbol, domain)
                found_inner = smaller.absorbing({symbol: inner})
                return replace(found_inner, premises=(*found_inner.premises, apply("gt", inner, 0)))
        ordered = _definite(premise)
        if ordered is not None and not implied(ordered.domain, "symmetric"):
            both = _meet(ordered.domain, "symmetric")
            if both is not None:
                return question.absorbing({ordered: with_domain(ordered, both)})
    return None


def with_domain(symbol: Symbol, domain: str) -> Symbol:
    """The same symbol in another domain."""
    return intern(Symbol, (symbol.name, symbol.shape, domain, symbol.params))  # type: ignore[return-value]


# The domain of both, where it is neither of the two.
_MEETS = {
    frozenset(("integer", "nonnegative")): "natural",
    frozenset(("nonnegative", "nonzero")): "positive",
    frozenset(("nonnegative", "simplex")): "simplex",
    frozenset(("invertible", "semidefinite")): "posdef",
}


def _meet(a: str, b: str) -> str | None:
    if implied(b, a):
        return b
    if implied(a, b):
        return a
    return _MEETS.get(frozenset((a, b)))


def _implied(premise: Apply) -> bool:
    """Whether a premise says no more than the declared domains do."""
    if premise.op in ("lt", "le", "gt", "ge", "ne") and len(premise.args) == 2:
        left, right = premise.args
        low, high = (left, right) if premise.op in ("lt", "le") else (right, left)
        if premise.op == "ne":
            return known(left - right, "nonzero") is True
        return known(high - low, "positive" if premise.op in ("lt", "gt") else "nonnegative") is True
    return False


def _in_law(same: dict[Expr, Expr], premises: tuple[Expr, ...]) -> bool:
    """Whether a number would be replaced in a law by what that law tells: P(X = 1) for p of Bernoulli(p)."""
    laws = [p for p in premises if isinstance(p, Apply) and p.op == "distributed"]
    return any(s in symbols(law.args[1]) and set(symbols(law.args[0])) & set(symbols(value))
               for s, value in same.items() for law in laws)


def _as_value(premise: Apply) -> dict[Expr, Expr] | None:
    """The symbol that a premise `p == q` makes the same as another, with the stronger domain."""
    if premise.op != "eq":
        return None
    left, right = premise.args
    if not isinstance(left, Symbol) or not isinstance(right, Symbol) or left.shape != right.shape:
        for side, other in ((left, right), (right, left)):
            fits = other.sort == "real" or (other.rank > 0 and other.sort == "integer")  # A = I
            if isinstance(side, Symbol) and side.shape == other.shape and side not in symbols(other) and fits and (
                    side.domain == "real" or (side.sort == "real" and known(other, side.domain) is True)):
                return {side: other}
            if isinstance(side, Symbol) and not side.shape and not other.shape and not symbols(other) and (
                    not dims(other)) and other.sort in ("real", "integer") and known(other, side.domain) is True:
                return {side: other}
        return None
    if left.sort in ("variable", "event", "function") or right.sort != left.sort:
        return None
    if implied(right.domain, left.domain):
        return {left: right}
    return {right: left} if implied(left.domain, right.domain) else None


_LENGTHS, _TERMS = 8, 1000  # of arrays, and of sums


def _as_size(premise: Apply, question: Question) -> dict[str, Size] | None:
    """The size that a premise `n == 3` gives, where what has that size stays small enough to be looked at."""
    if premise.op != "eq":
        return None
    left, right = premise.args
    names = dims(left)
    if not isinstance(left, Int) or len(names) != 1 or left is not integer(names[0]) or not isinstance(right, Number):
        return None
    if right.value < 0 or right.value.denominator != 1:
        return None
    counts = any(isinstance(node, Bind) for node in postorder(question.left, question.right))
    limit = _LENGTHS if any(names[0] in dims(s) for s in question.symbols) else _TERMS if counts else right.value
    return {names[0]: Size.of(int(right.value))} if right.value <= limit else None


def _as_domain(premise: Apply) -> tuple[Symbol, str] | None:
    """The domain that a premise states of one symbol: `x > 0`, `A.T == A`, `sum(p) == 1`."""
    if len(premise.args) != 2:
        return None
    left, right = premise.args
    zero = isinstance(right, Number) and right.value == 0
    if premise.op == "ne" and premise.shape:
        return None  # an array is not zero where one entry is not
    if isinstance(left, Symbol) and zero and left.sort == "real" and left.rank < 2:
        name = _SIGNS.get(premise.op)
        return (left, name) if name else None
    if isinstance(right, Symbol) and isinstance(left, Number) and left.value == 0 and right.rank < 2:
        name = _SIGNS.get(_SWAPPED.get(premise.op, ""))
        return (right, name) if name else None
    definite = _definite(premise)
    if definite is not None:
        return definite, "posdef" if premise.op == "gt" else "semidefinite"
    if premise.op == "eq":
        return _matrix_domain(left, right) or _matrix_domain(right, left)
    return None


_SIGNS = {"gt": "positive", "ge": "nonnegative", "lt": "negative", "ne": "nonzero"}
_SWAPPED = {"gt": "lt", "lt": "gt", "le": "ge", "ge": "le", "ne": "ne"}


def _definite(premise: Apply) -> Symbol | None:
    """The matrix of `A \\succ 0` or `A \\succeq 0`, which is said of symmetric matrices."""
    if premise.op not in ("gt", "ge") or premise.args[1] is not number(0):
        return None
    values = premise.args[0].children[0] if isinstance(premise.args[0], Apply) and premise.args[0].op == "min" else None
    matrix = values.children[0] if isinstance(values, Apply) and values.op == "eigvalsh" else None
    while isinstance(matrix, Apply) and matrix.op == "transpose":
        matrix = matrix.children[0]
    return matrix if isinstance(matrix, Symbol) and matrix.rank == 2 else None


def _matrix_domain(left: Expr, right: Expr) -> tuple[Symbol, str] | None:
    candidates = [s for s in symbols(left, right) if s.sort == "real" and s.rank in (1, 2)]
    if len(candidates) != 1:
        return None
    symbol = candidates[0]
    try:
        if symbol.rank == 2:
            if left.shape == right.shape == symbol.shape == symbol.shape[::-1] and same_form(
                    left - right, symbol - symbol.T):
                return symbol, "symmetric"
            gram = symbol.T @ symbol
            if left.shape == gram.shape == right.shape and same_form(left, gram) and _is_identity(right):
                return symbol, "orthogonal" if symbol.shape[0] == symbol.shape[1] else "semiorthogonal"
            other = symbol @ symbol.T
            if left.shape == other.shape == right.shape == symbol.shape and same_form(left, other) and (
                    _is_identity(right)):
                return symbol, "orthogonal"  # of a square matrix the rows are orthonormal if the columns are
        elif implied(symbol.domain, "nonnegative") and right is number(1) and not left.shape and same_form(
                left, apply("sum", symbol)):
            return symbol, "simplex"
    except Undecided:
        return None
    return None


def _is_identity(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "eye"
