"""Functions and their calls; sums, arrays, integrals, limits: what binds a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Bind, Expr, Local, Size, as_size, is_size, number
from lemmata.engine.writers.layout import Piece, Render, array_chain, size_text
from lemmata.engine.writers.text.levels import ATOM, LAMBDA, OR, POSTFIX

if TYPE_CHECKING:
    from lemmata.engine.writers.text.writer import TextWriter

_ZERO = number(0)


def write_call(w: TextWriter, node: Apply) -> Render:
    function, *args = node.args
    at = w.derivative_at(function, args)
    if at is not None:
        body, x, order = at
        tail = [f", {order}"] if order > 1 else []
        return Piece(["derivative(", (yield body), ", ", (yield x), *tail, ")"], POSTFIX, 1)
    first = w.closed((yield function), POSTFIX)
    return Piece([first, "(", *(yield from w.listed(args)), ")"], POSTFIX, 1)


def write_bind(w: TextWriter, node: Bind) -> Render:
    return _BINDERS.get(node.binder, _bind_range)(w, node)


def _bind_range(w: TextWriter, node: Bind) -> Render:
    """sum(body for i in range(a, b) for j in range(c))"""
    chain, inner = _chain(w, node, merged=node.binder in ("sum", "prod", "max", "min"))
    clauses: list[str | Piece] = []
    for binder, variable in chain:
        clauses += yield from _clause(w, binder, variable)
    first = w.closed((yield inner), OR)
    return Piece([_binder_name(w, node.binder), "(", first, *clauses, ")"], POSTFIX, 1)


def _chain(w: TextWriter, node: Bind, merged: bool = True) -> tuple[list[tuple[Bind, Size | Local]], Expr]:
    """Binders of one kind that stand directly in each other, with their variables, and the innermost body."""
    chain: list[tuple[Bind, Size | Local]] = []
    inner: Expr = node
    while isinstance(inner, Bind) and inner.binder == node.binder and (merged or not chain):
        variable, body = w.unbound(inner)
        w.beside.append(w.name_of((variable.atom if isinstance(variable, Size) else variable.name) or ""))
        chain.append((inner, variable))
        inner = body
    del w.beside[len(w.beside) - len(chain) :]
    return chain, inner


def _binder_name(w: TextWriter, binder: str) -> str:
    return w.callee("expectation" if binder == "expectation" else binder)


def _clause(w: TextWriter, node: Bind, variable: Size | Local) -> Any:
    atom = variable.atom if isinstance(variable, Size) else variable.name
    head = f" for {w.names[atom or '']} in "
    if node.binder == "expectation":
        return [head, w.closed((yield node.range[0]), OR)]
    if isinstance(variable, Local):  # over the values of a random variable, or over a domain
        return [head, w.closed((yield node.range[0]), OR) if node.range else _domain(w, variable)]
    low, high = node.range
    ends = [(yield from _end(w, high))]
    if low is not _ZERO:
        ends = [(yield from _end(w, low)), ", ", *ends]
    return [head, "range(", *ends, ")"]


def _end(w: TextWriter, node: Expr) -> Any:
    return size_text(as_size(node), w.name_of)[0] if is_size(node) else (yield node)


def _domain(w: TextWriter, variable: Local) -> str:
    sizes = ", ".join(size_text(d, w.name_of)[0] for d in variable.shape)
    return f"{variable.domain}[{sizes}]" if sizes else variable.domain


def _bind_array(w: TextWriter, node: Bind) -> Render:
    chain = array_chain(w, node)
    if len(chain) > 2:  # a matrix is a list of lists, an array with more axes is a function of its indices
        return (yield from _by_indices(w, chain))
    variable, body = w.unbound(node)
    first = w.closed((yield body), OR)
    return Piece(["[", first, *(yield from _clause(w, node, variable)), "]"], ATOM, 1)


def _by_indices(w: TextWriter, chain: list[Bind]) -> Render:
    """fromfunction(lambda i, j, k: A[i, j]*x[k], (m, n, n))"""
    opened = [w.unbound(node) for node in chain]
    names = [w.names[variable.atom or ""] for variable, _ in opened if isinstance(variable, Size)]
    sizes = [size_text(as_size(node.range[1]), w.name_of)[0] for node in chain]
    w.beside += names  # for what stands inside, these are taken
    body = w.closed((yield opened[-1][1]), LAMBDA)
    del w.beside[len(w.beside) - len(names) :]
    head, shape = f"{w.callee('fromfunction')}(lambda {', '.join(names)}: ", f", ({', '.join(sizes)}))"
    return Piece([head, body, shape], POSTFIX, 1)


def _bind_integral(w: TextWriter, node: Bind) -> Render:
    variable, body = w.unbound(node)
    name = w.names[variable.name]  # type: ignore[union-attr]
    return Piece(["integral(", (yield body), f", {name}, ", *(yield from w.listed(node.range)), ")"], POSTFIX, 1)


def _bind_limit(w: TextWriter, node: Bind) -> Render:
    variable, body = w.unbound(node)
    atom = variable.atom if isinstance(variable, Size) else variable.name
    point, side = node.range
    tail: list[str | Piece] = [] if side is _ZERO else [", side=", (yield side)]
    if isinstance(variable, Size):
        tail.append(", integer=True")
    return Piece(["limit(", (yield body), f", {w.names[atom or '']}, ", (yield point), *tail, ")"], POSTFIX, 1)


def _bind_function(w: TextWriter, node: Bind) -> Render:
    chain, inner = _chain(w, node)
    heads = []
    for _, variable in chain:
        assert isinstance(variable, Local)
        plain = not variable.shape and variable.domain == "real"
        heads.append((w.names[variable.name], "" if plain else f"={_domain(w, variable)}"))
    first_default = next((k for k, (_, d) in enumerate(heads) if d), len(heads))
    text = ", ".join(name + (default or ("=real" if k > first_default else ""))
                     for k, (name, default) in enumerate(heads))
    return Piece([f"lambda {text}: ", w.closed((yield inner), LAMBDA)], LAMBDA)


_BINDERS = {"array": _bind_array, "integral": _bind_integral, "limit": _bind_limit, "function": _bind_function}
