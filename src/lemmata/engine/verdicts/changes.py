"""What authors mistake for each other: one small change of one place of a side, with how natural it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Number,
    Symbol,
    as_size,
    at,
    bind,
    constant,
    integer,
    is_size,
    number,
    open_binder,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.terms import Put, is_op, places, plus, power, times

Change = Callable[[Expr], Expr | None]


@dataclass(frozen=True)
class Changed:
    """A side after one change: how to say it, what it costs (1: the slips that are most common), the new side.

    slight  whether it is a slip of the pen, by which nothing is added or left out
    """

    words: str
    cost: float
    side: Expr
    slight: bool = True


def _scalar(e: Expr) -> bool:
    return not e.shape and e.sort == "real" and not isinstance(e, Number)


def _other(e: Expr, ops: dict[str, str]) -> Expr | None:
    """The same of another operation."""
    assert isinstance(e, Apply)
    return apply(ops[e.op], *e.args) if not e.params else None


def _counted(e: Expr, step: int) -> Expr | None:
    """A size next to it: n - 1 for n."""
    return integer(e.size + step) if isinstance(e, Int) and e.size.constant is None and not e.free else None


def _mirrored(e: Expr) -> Expr | None:
    """n + 1 for n - 1."""
    if not isinstance(e, Int) or e.free or e.size.constant is not None:
        return None
    constant = next((factor for monomial, factor in e.size.terms if not monomial), 0)
    return integer(e.size - 2 * constant) if constant else None


def _started(e: Expr, low: int, high: int) -> Expr | None:
    """A sum or a product that starts or ends one place further."""
    if not isinstance(e, Bind) or e.binder not in ("sum", "prod") or e.domain != "index":
        return None
    if not all(is_size(end) for end in e.range):
        return None
    variable, body = open_binder(e)
    return bind(e.binder, variable, body, as_size(e.range[0]) + low, as_size(e.range[1]) + high)


def _split(e: Expr) -> Expr | None:
    """AB + BA for 2AB."""
    product = e.children[1] if is_op(e, "mul") and e.children[0] is number(2) else e
    if not is_op(product, "matmul"):
        return None
    left, right = product.children
    if product is e:
        if not is_op(left, "mul") or left.children[0] is not number(2):
            return None
        left = left.children[1]
    return left @ right + right @ left if left.rank == right.rank == 2 else None


def _factors(e: Expr) -> list[tuple[Expr, Put]]:
    """The factors of a product."""
    if not is_op(e, "mul"):
        return [(e, lambda new: new)]
    left, right = e.children
    return [*((f, partial(_after, put, right)) for f, put in _factors(left)),
            *((f, partial(_before, put, left)) for f, put in _factors(right))]


def _after(put: Put, right: Expr, new: Expr) -> Expr:
    return put(new) * right


def _before(put: Put, left: Expr, new: Expr) -> Expr:
    return left * put(new)


def _turned_ratios(e: Expr) -> Iterator[Expr]:
    """The same quotient with a factor above and one below in each other's place."""
    if not is_op(e, "div") or not is_op(e.children[0], "mul"):
        return
    for above, put_above in _factors(e.children[0]):
        for below, put_below in _factors(e.children[1]):
            if not isinstance(above, Number) and not isinstance(below, Number) and above.shape == below.shape:
                yield put_above(below) / put_below(above)


def _turned_index(e: Expr) -> Expr | None:
    """B_{kj} for B_{jk}."""
    if not isinstance(e, At) or len(e.indices) != 2 or e.array.rank != 2:
        return None
    return at(e.array, e.indices[1], e.indices[0])


def _inside(e: Expr, change: Change) -> Expr | None:
    """A function of a number of something else: f(2x) for f(x)."""
    if not isinstance(e, Apply) or len(e.args) != 1 or e.op in _NO_FUNCTIONS or e.args[0].sort != "real":
        return None
    if isinstance(e.args[0], Number) or e.shape != e.args[0].shape:
        return None
    new = change(e.args[0])
    return None if new is None else with_args(e, (new,))


def _with_e(u: Expr) -> Expr:
    """2 pi e s for 2 pi s: behind the numbers and constants in front."""
    first = u.children[0] if is_op(u, "mul") else u
    if first is not u and (is_op(first, "mul") or isinstance(first, (Number, Constant))) and not symbols(first):
        return u.children[0] * constant("e") * u.children[1]
    return constant("e") * u


def _squared_inside(e: Expr) -> Expr | None:
    """f(x)^2 for f(x^2) and the other way round, as in E[X]^2 and E[X^2]."""
    if isinstance(e, Apply) and len(e.args) == 1 and e.op not in _NO_FUNCTIONS and is_op(e.args[0], "pow"):
        base, exponent = e.args[0].children
        return with_args(e, (base,)) ** exponent
    if is_op(e, "pow") and isinstance(e.children[0], Apply) and len(e.children[0].args) == 1 and (
            e.children[0].op not in _NO_FUNCTIONS):
        inner = e.children[0]
        return with_args(inner, (inner.args[0] ** e.children[1],))
    return None


def _arguments(e: Expr) -> Expr | None:
    """The two arguments the other way round: the conditional probability, the divergence, the power."""
    if not isinstance(e, Apply) or len(e.args) != 2 or e.op in ("add", "mul", "and", "or", "matmul", "div", "delta"):
        return None
    return with_args(e, (e.args[1], e.args[0]))


def _multiplied(e: Expr, numerators: tuple[int, ...]) -> Expr | None:
    """A quotient for a product: a/b, b/a."""
    if not is_op(e, "mul") or isinstance(e.children[0], Number):
        return None
    top, bottom = (e.children[k] for k in numerators)
    return None if is_op(top, "div") or is_op(bottom, "div") else top / bottom


def _reciprocal(e: Expr) -> Expr:
    """b/a for a/b, and b for 1/b."""
    return e.children[1] if e.children[0] is number(1) else e.children[1] / e.children[0]


def _moved(node: Expr, around: list[Expr]) -> Iterator[Expr]:
    """A function of an argument less or more something that occurs: exp(x - m) for exp(x)."""
    if isinstance(node, Apply) and node.op in _MOVED and not node.shape:
        for known in around:
            if known is not node.args[0]:
                yield with_args(node, (node.args[0] - known,))
                yield with_args(node, (node.args[0] + known,))


_NO_FUNCTIONS = ("neg", "transpose", "inv", "sqrt", "factorial", "abs", "decimal", "float")
_LOGS = {"log": "log2", "log2": "log", "log10": "log"}
_SUMS = {"max": "sum", "mean": "sum", "sum": "mean"}
_MAXIMA = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max"}
_SETS = {"and": "or", "or": "and"}
_MOVED, MOST_AROUND = ("exp", "log", "sin", "cos", "tanh", "sigmoid", "sqrt"), 6
_JOINED = {"entropy": "joint", "probability": "and"}
_SHIFTED = ("factorial", "gamma", "lgamma", "digamma")
_PI = constant("pi")
_HALF, _TWO = Fraction(1, 2), Fraction(2)
_WITHIN = 0.5  # what both sides have in common was not mistyped on one of them

# One row each: how to say it, its cost, and the change of a node (None: not here).
WHOLE: tuple[tuple[str, float, Change], ...] = (
    ("the sign", 1, lambda e: times(e, Fraction(-1))),
    ("a factor 2", 1, lambda e: times(e, _TWO)),
    ("a factor 1/2", 1, lambda e: times(e, _HALF)),
    ("a transpose", 1, lambda e: e.T if e.rank == 2 else None),
    ("a square", 1, power),
    ("a square root", 1, lambda e: power(e, root=True)),
    ("the reciprocal, not the negative", 1.1, lambda e: 1 / e.children[0] if is_op(e, "neg") and not e.shape else None),
    ("an inverse", 1, lambda e: 1 / e if not e.shape else apply("inv", e) if e.rank == 2 else None),
    ("a logarithm", 1, lambda e: apply("log", e) if not e.shape else None),
    ("an exponential", 1.5, lambda e: apply("exp", e) if not e.shape else None),
)
PARTS: tuple[tuple[str, float, Change], ...] = (
    ("a sign", 1, lambda e: e.children[0] if is_op(e, "neg") else None),
    ("a sign", 1, lambda e: plus(e.children[0], times(e.children[1], Fraction(-1))) if is_op(e, "add") and isinstance(
        e.children[1], Number) else None),
    ("a sign", 1, lambda e: apply("add", e.children[0], -e.children[1]) if is_op(e, "add") and not is_op(
        e.children[1], "neg") and not isinstance(e.children[1], Number) else None),
    ("a sign", 1.2, lambda e: e.children[1] - e.children[0] if is_op(e, "add") and not is_op(
        e.children[1], "neg") else None),
    ("a transpose", 1, lambda e: e.children[0] if is_op(e, "transpose") else None),
    ("a transpose", 1, lambda e: e.T if e.rank == 2 and not is_op(e, "transpose") else None),
    ("an inverse", 1, lambda e: e.children[0] if is_op(e, "inv") else None),
    ("an inverse", 1, lambda e: _reciprocal(e) if is_op(e, "div") else None),
    ("an inverse", 1.2, lambda e: 1 / e if _scalar(e) and not is_op(e, "div", "mul", "add", "neg") else None),
    ("the order of the factors", 1, lambda e: e.children[1] @ e.children[0]
     if is_op(e, "matmul") and e.children[0].rank == e.children[1].rank == 2 else None),
    ("a factor", 1, lambda e: e.children[1] if is_op(e, "mul") and isinstance(e.children[0], Number) else None),
    ("a square", 1, lambda e: e.children[0] if is_op(e, "pow") and e.children[1] is number(2) else None),
    ("a square", 1, lambda e: power(e) if _scalar(e) else None),
    ("a square root", 1.2, lambda e: power(e, root=True) if _scalar(e) else None),
    ("where the square stands", 1.2, _squared_inside),
    ("a factor 2", 1, lambda e: 2 * e if isinstance(e, Symbol) and _scalar(e) else None),
    ("a factor 1/2", 1.2, lambda e: e / 2 if isinstance(e, Symbol) and _scalar(e) else None),
    ("a factor 2", 1, lambda e: plus(e.children[0], times(e.children[1], _TWO)) if is_op(e, "add") else None),
    ("a factor 2", 1, lambda e: times(e.children[0], _TWO) + e.children[1] if is_op(e, "add") else None),
    ("a factor 1/2", 1, lambda e: plus(e.children[0], times(e.children[1], _HALF)) if is_op(e, "add") else None),
    ("a factor 1/2", 1, lambda e: times(e.children[0], _HALF) + e.children[1] if is_op(e, "add") else None),
    ("both orders of the factors", 1, _split),
    ("off by one", 1, lambda e: _counted(e, -1)),
    ("off by one", 1, lambda e: _counted(e, 1)),
    ("a sign", 1, _mirrored),
    ("where the sum starts", 1, lambda e: _started(e, -1, 0)),
    ("where the sum starts", 1, lambda e: _started(e, 1, 0)),
    ("where the sum ends", 1, lambda e: _started(e, 0, -1)),
    ("where the sum ends", 1, lambda e: _started(e, 0, 1)),
    ("the base of the logarithm", 1, lambda e: _other(e, _LOGS) if is_op(e, *_LOGS) else None),
    ("a sum", 1, lambda e: _other(e, _SUMS) if is_op(e, *_SUMS) else None),
    ("the maximum and the minimum", 1.1, lambda e: _other(e, _MAXIMA) if is_op(e, *_MAXIMA) else None),
    ("union and intersection", 1, lambda e: _other(e, _SETS) if is_op(e, *_SETS) and e.sort == "event" else None),
    ("the order of the arguments", 0.9, _arguments),
    ("a logarithm", 1.5, lambda e: apply("log", e) if _scalar(e) and not is_op(e, "log", "exp") else None),
    ("a logarithm", 1.5, lambda e: e.children[0] if is_op(e, "log") else None),
    ("the sign of the argument", 1, lambda e: _inside(e, lambda u: times(u, Fraction(-1)))),
    ("the argument", 1.2, lambda e: _inside(e, lambda u: times(u, _TWO))),
    ("the argument", 1.2, lambda e: _inside(e, lambda u: times(u, _HALF))),
    ("a factor e", 1.4, lambda e: _inside(e, lambda u: _with_e(u)) if is_op(
        e, "log") and _PI in postorder(e) else None),
    ("the indices", 1, _turned_index),
    ("a shift by one", 1, lambda e: with_args(e, (e.children[0] - 1,)) if is_op(e, *_SHIFTED) else None),
    ("a shift by one", 1, lambda e: with_args(e, (e.children[0] + 1,)) if is_op(e, *_SHIFTED) else None),
    ("a quotient for a product", 1, lambda e: _multiplied(e, (0, 1))),
    ("a quotient for a product", 1, lambda e: _multiplied(e, (1, 0))),
    ("a product for a quotient", 1, lambda e: e.children[0] * e.children[1] if is_op(e, "div") and not isinstance(
        e.children[1], Number) else None),
    ("a sum for a product", 1, lambda e: e.children[0] + e.children[1]
     if is_op(e, "mul") and not isinstance(e.children[0], Number) else None),
    ("a product for a sum", 1, lambda e: e.children[0] * e.children[1]
     if is_op(e, "add") and not e.shape and not is_op(e.children[1], "neg") and not isinstance(
         e.children[1], Number) and not isinstance(e.children[0], Number) else None),
    ("the exponent", 1, lambda e: e.children[0] ** (e.children[1] - 1) if is_op(e, "pow") else None),
    ("the exponent", 1, lambda e: e.children[0] ** (e.children[1] + 1) if is_op(e, "pow") else None),
    ("a term too many", 1.5, lambda e: e.children[0] if is_op(e, "add") else None),
    ("a term too many", 1.5, lambda e: e.children[1] if is_op(e, "add") else None),
    ("a factor too many", 1.2, lambda e: e.children[0] if is_op(e, "mul", "matmul", "div") else None),
    ("a factor too many", 1.2, lambda e: e.children[1] if is_op(e, "mul", "matmul") else None),
    ("a number", 1.5, lambda e: number(e.value + 1) if isinstance(e, Number) and e.value.denominator == 1 else None),
    ("a number", 1.5, lambda e: number(e.value - 1) if isinstance(e, Number) and e.value > 1 else None),
    ("a number", 1.5, lambda e: number(e.value * 2) if isinstance(e, Number) else None),
    ("a sign", 1.2, lambda e: number(-e.value) if isinstance(e, Number) and e.value else None),
)


def changes(side: Expr, stated: Expr, names: tuple[Symbol, ...], sizes: list[str]) -> Iterator[Changed]:
    """The sides one change away; `names` and `sizes`: what may have been meant instead of others."""
    shared = {n for n in postorder(stated) if n.children}
    around = [n for n in postorder(side) if not n.free and n is not side and _scalar(n)][:MOST_AROUND]
    for words, new in _derived(side):
        yield Changed(words, 1, new, False)
    for words, cost, change in WHOLE:
        yield from _made(words, cost, change, side, lambda new: new)
    for node, put, within, opened in places(side, shared):
        for words, cost, change in PARTS:
            yield from _made(words, cost + _WITHIN * within, change, node, put, "too many" not in words)
        for new in _moved(node, around):
            yield from _made("a missing term", 1.4, partial(_given, new), node, put, False)
        for new in _turned_ratios(node):
            yield Changed("the probabilities above and below" if any(
                is_op(n, "probability") for n in postorder(node)) else "what stands above and below", 1, put(new))
        for words, new in (*_others(node, names, sizes), *_other_indices(node, opened), *_conditioned(node)):
            yield from _made(words, 1, partial(_given, new), node, put, words == "a power")
    for k, one in enumerate(found := symbols(side)):  # two symbols of one kind that take each other's place
        for other in found[k + 1:]:
            if _alike(one, other):
                swap: dict[Expr, Expr] = {one: other, other: one}
                yield Changed(f"{one.name} and {other.name} swapped", 1.1, substitute(side, swap))


def _others(node: Expr, names: tuple[Symbol, ...], sizes: list[str]) -> Iterator[tuple[str, Expr]]:
    """Another letter of the formula for this one; `c^n det(A)` for `c det(A)`."""
    if isinstance(node, Symbol):
        yield from ((f"{s.name} for {node.name}", s) for s in names if s is not node and _alike(node, s))
        if node.sort == "event":
            yield from ((f"what {node.name} and {s.name} have in common", apply("and", *sorted((s, node), key=_name)))
                        for s in names if s is not node and s.sort == "event" and s.shape == node.shape)
    if isinstance(node, Int) and node.size.atom in sizes:
        yield from ((f"{size} for {node.size.atom}", integer(size)) for size in sizes if size != node.size.atom)
    if is_op(node, "mul") and _scalar(node):
        factor, rest = node.children
        yield from (("a power", factor ** integer(size) * rest) for size in sizes)


def _conditioned(node: Expr) -> Iterator[tuple[str, Expr]]:
    """What is given instead of what is joint, and the other way round: H(X, Y) and H(X | Y), P(A, B) and P(A | B)."""
    if not isinstance(node, Apply) or node.op not in _JOINED:
        return
    if len(node.args) == 2:
        yield "joint, not given", with_args(node, (apply(_JOINED[node.op], *node.args),))
    elif is_op(node.args[0], _JOINED[node.op]) and len(node.args[0].children) == 2:
        one, other = node.args[0].children
        for pair in ((one, other), (other, one)):
            yield "given, not joint", with_args(node, pair)


def _derived(node: Expr) -> Iterator[tuple[str, Expr]]:
    """The rules of which f'(x) g'(x) is a shortened form."""
    if not is_op(node, "mul") or not all(_is_slope(factor) for factor in node.children):
        return
    (one, x), (other, y) = (factor.children for factor in node.children)
    f, g = one.children[0], other.children[0]
    if x is y and f.shape == g.shape == ():
        left, right = node.children
        yield "the product rule", left * apply("call", g, x) + apply("call", f, x) * right
        yield "the chain rule", apply("call", one, apply("call", g, x)) * right
        yield "the chain rule", left * apply("call", other, apply("call", f, x))


def _is_slope(node: Expr) -> bool:
    """Whether it is the derivative of a function of one number at a place: f'(x)."""
    return is_op(node, "call") and len(node.children) == 2 and is_op(node.children[0], "derivative") and (
        not node.shape and not node.children[1].shape)


def _name(s: Symbol) -> str:
    return s.name


def _other_indices(node: Expr, opened: Mapping[str, Expr]) -> Iterator[tuple[str, Expr]]:
    """x_j for x_i, where j goes over the same places."""
    if isinstance(node, At):
        for k, index in enumerate(node.indices):
            for atom, high in opened.items():
                if integer(atom) is not index and integer(node.array.shape[k]) is high:
                    yield "an index", at(node.array, *node.indices[:k], atom, *node.indices[k + 1:])


def _given(new: Expr, node: Expr) -> Expr:
    return new


def _alike(one: Symbol, other: Symbol) -> bool:
    return one.shape == other.shape and one.domain == other.domain and one.params == other.params


def _made(
    words: str, cost: float, change: Change, node: Expr, put: Put, slight: bool = True
) -> Iterator[Changed]:
    """The changed side, where the change applies and the shapes still fit."""
    try:
        new = change(node)
        if new is not None and new is not node:
            yield Changed(words, cost, put(new), slight)
    except (ValueError, TypeError, KeyError):  # shapes, sorts and ranges that the operations around it do not take
        return
