"""Slips with sums, products and integrals: their limits, what they go over, what stands inside and what outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    as_size,
    as_variable,
    at,
    bind,
    fresh_index,
    integer,
    is_size,
    number,
    open_binder,
    postorder,
    substitute,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.verdicts.brackets import is_function
from lemmata.engine.verdicts.terms import is_op, plus

MOST_INDICES = 4


def started(e: Expr, low: int, high: int) -> Expr | None:
    """A sum or a product that starts or ends one place further."""
    if not isinstance(e, Bind) or e.binder not in ("sum", "prod") or e.domain != "index":
        return None
    if not all(is_size(end) for end in e.range):
        return None
    variable, body = open_binder(e)
    return bind(e.binder, variable, body, as_size(e.range[0]) + low, as_size(e.range[1]) + high)


def summed(node: Expr, names: Sequence[Symbol], sizes: Sequence[str],
           opened: Mapping[str, Expr]) -> Iterator[tuple[str, Expr]]:
    """What may have been meant for a sum, a product or an integral; how to say it."""
    if isinstance(node, Bind) and node.binder in ("sum", "prod", "integral") and len(node.range) > 1:
        yield from (("a limit of the " + _called(node), e) for e in _limits(node, names, sizes))
    if isinstance(node, Bind) and node.binder in ("sum", "integral") and not node.shape:
        yield from (("the values in the mean", e) for e in _means(node, names))
        yield from (("where the " + _called(node) + " ends", e) for e in _parted(node))
    if isinstance(node, Bind) and node.binder in ("sum", "prod") and node.domain == "index":
        yield from (("an index", e) for e in _other_index(node, opened))
        yield from (("what is summed over", e) for e in _other_axis(node, opened))
    if isinstance(node, Apply) and not node.shape:
        yield from (("where the sum ends", e) for e in _joined(node))
    if is_function(node) and isinstance(node.children[0], Bind) and node.children[0].binder in ("sum", "integral"):
        yield "where the sum stands", _mapped(node.children[0], lambda body: with_args(node, (body,)))


def _called(node: Bind) -> str:
    return {"sum": "sum", "prod": "product"}.get(node.binder, "integral")


def _mapped(node: Bind, change: Callable[[Expr], Expr]) -> Expr:
    variable, body = open_binder(node)
    return bind(node.binder, variable, change(body), *node.range)


def _limits(node: Bind, names: Sequence[Symbol], sizes: Sequence[str]) -> Iterator[Expr]:
    """Another end of the range: a letter for a number, and the other way round."""
    variable, body = open_binder(node)
    low, high = node.range
    ends: list[Expr] = [s for s in names if s.sort == "real" and not s.shape] if node.domain != "index" else [
        integer(size) for size in sizes]
    if node.domain != "index":
        ends += [number(0), number(1)]
    for end in ends:
        if end is not high and (isinstance(high, Number) or isinstance(end, Number)):
            yield bind(node.binder, variable, body, low, end)
        if end is not low and node.domain != "index" and (isinstance(low, Number) or isinstance(end, Number)):
            yield bind(node.binder, variable, body, end, high)


def _means(node: Bind, names: Sequence[Symbol]) -> Iterator[Expr]:
    """sum x p(x) for sum p(x), sum x_i p_i for sum p_i."""
    variable, body = open_binder(node)
    own = as_variable(variable)
    factors = [own]
    if isinstance(variable, Size):
        factors = [own, integer(variable + 1)]
        factors += [at(s, variable) for s in names if s.rank == 1 and s.sort == "real" and (
            len(node.range) > 1 and integer(s.shape[0]) is node.range[1])]
    for factor in factors:
        if not any(factor is n for n in postorder(body) if not isinstance(factor, (Int, Local))):
            yield bind(node.binder, variable, factor * body, *node.range)


def _parted(node: Bind) -> Iterator[Expr]:
    """sum a times sum b for the sum of a b, the square of a sum for one of squares, sum a plus b for that of a + b."""
    variable, body = open_binder(node)
    own = _name(variable)
    if is_op(body, "mul", "add"):
        left, right = body.children
        both = own in left.free and own in right.free
        if is_op(body, "mul") and both:
            yield bind(node.binder, variable, left, *node.range) * bind(node.binder, variable, right, *node.range)
        if is_op(body, "add") and own not in right.free:
            yield plus(bind(node.binder, variable, left, *node.range), right)
    if is_op(body, "pow") and own not in body.children[1].free:
        yield bind(node.binder, variable, body.children[0], *node.range) ** body.children[1]
    if is_function(body) and own in body.free:
        yield with_args(body, (bind(node.binder, variable, body.children[0], *node.range),))


def _joined(node: Apply) -> Iterator[Expr]:
    """The sum of a b for sum a times sum b, that of a + b for sum a plus b, a sum of squares for the square of one."""
    if node.op == "pow" and isinstance(node.args[0], Bind) and node.args[0].binder in ("sum", "integral"):
        yield _mapped(node.args[0], lambda body: body ** node.args[1])
    if node.op not in ("add", "mul") or not isinstance(node.args[0], Bind):
        return
    first, second = node.args[0], node.args[1]
    if first.binder not in ("sum", "integral") or first.shape:
        return
    variable, body = open_binder(first)
    if node.op == "add" and not (isinstance(second, Bind) and second.binder == first.binder):
        yield bind(first.binder, variable, plus(body, second), *first.range)
    elif node.op == "mul" and isinstance(second, Bind) and (second.binder, second.domain, second.range) == (
            first.binder, first.domain, first.range):
        other, more = open_binder(second)
        same = substitute(more, sizes={_name(other): variable}) if isinstance(variable, Size) else substitute(
            more, {as_variable(other): as_variable(variable)})
        yield bind(first.binder, variable, body * same, *first.range)


def _other_index(node: Bind, opened: Mapping[str, Expr]) -> Iterator[Expr]:
    """x_j for x_i wherever it stands in a sum over j, in which j does not occur; a sum over i for one over j."""
    variable, body = open_binder(node)
    assert isinstance(variable, Size)
    if _name(variable) in body.free:
        for atom in list(opened)[:MOST_INDICES]:
            if atom in body.free:
                yield bind(node.binder, variable, substitute(body, sizes={atom: variable}), *node.range)
        return
    for atom, end in _ends(body).items():
        again = fresh_index()
        meant = substitute(body, sizes={atom: again})
        if atom in opened:
            yield bind(node.binder, again, meant, 0, end)


def _ends(body: Expr) -> dict[str, Size]:
    """The indices of the arrays in an expression that are opened around it, with the sizes of what they go over."""
    return {index.size.atom: node.array.shape[k] for node in postorder(body) if isinstance(node, At)
            for k, index in enumerate(node.indices)
            if isinstance(index, Int) and index.size.atom is not None and index.size.atom in body.free}


def _other_axis(node: Bind, opened: Mapping[str, Expr]) -> Iterator[Expr]:
    """sum_k p_{kj} for sum_k p_{ik}: the table summed the other way."""
    variable, body = open_binder(node)
    if not isinstance(body, At) or len(body.indices) != 2 or node.range[0] is not number(0):
        return
    assert isinstance(variable, Size)
    for k, index in enumerate(body.indices):
        other = body.indices[1 - k]
        if index is not integer(variable) or other is integer(variable):
            continue
        for atom, end in opened.items():
            if end is integer(body.array.shape[k]):
                indices = (integer(variable), integer(atom))
                made = at(body.array, *(indices if k else indices[::-1]))
                yield bind(node.binder, variable, made, 0, body.array.shape[1 - k])


def other_indices(node: Expr, opened: Mapping[str, Expr]) -> Iterator[Expr]:
    """x_j for x_i, where j goes over the same places."""
    if isinstance(node, At):
        for k, index in enumerate(node.indices):
            for atom, high in opened.items():
                if integer(atom) is not index and integer(node.array.shape[k]) is high:
                    yield at(node.array, *node.indices[:k], atom, *node.indices[k + 1:])


def _name(variable: Size | Local) -> str:
    name = variable.atom if isinstance(variable, Size) else variable.name
    assert name is not None
    return name
