"""Sums, products, extrema, integrals, limits, functions, expectations: what binds a variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, At, Bind, Expr, Number, Size, as_size, integer, is_size, number, postorder
from lemmata.engine.writers.latex.brackets import ARROW, ATOM, BIG, OPTIMUM, POWER, in_round, in_square
from lemmata.engine.writers.latex.matrices import is_kronecker, is_plain_slice
from lemmata.engine.writers.latex.names import symbol_latex
from lemmata.engine.writers.layout import Piece, Render, array_chain

if TYPE_CHECKING:
    from lemmata.engine.writers.latex.writer import LatexWriter

_ZERO = number(0)
_BIG = {"sum": r"\sum", "prod": r"\prod", "max": r"\max", "min": r"\min", "argmax": r"\arg\max", "argmin": r"\arg\min"}


def _is_index(atom: str, body: Expr) -> bool:
    """Whether the variable stands in a subscript, so that it counts from 1 on paper."""
    return any(atom in size for node in postorder(body) if atom in node.free for size in _subscripts(node))


def _subscripts(node: Expr) -> Iterator[Iterable[str]]:
    """The variables of what is written below a symbol or a bracket."""
    if isinstance(node, At):
        yield from (i.free for i in node.indices)
    elif isinstance(node, Bind) and node.binder == "array":
        yield node.range[0].free
    elif isinstance(node, Apply) and node.op == "delta" and is_kronecker(node):
        yield from (a.free for a in node.args)
    elif isinstance(node, Apply) and node.op == "slice" and is_plain_slice(node):
        yield from (Size.of(end).atoms for part in node.params["slices"] for end in part[:2])
    elif isinstance(node, Apply) and node.op in ("eye", "ones", "zeros"):
        yield from (size.atoms for size in node.shape)


def _covers(node: Bind, atom: str, body: Expr) -> bool:
    """Whether the range is that of an axis which the variable indexes, so that it need not be written."""
    index = integer(atom)
    return node.range[0] is _ZERO and any(
        isinstance(inner, At) and any(i is index and integer(d) is node.range[1]
                                      for i, d in zip(inner.indices, inner.array.shape))
        for inner in postorder(body))


def write_bind(w: LatexWriter, node: Bind) -> Render:
    return _BINDERS.get(node.binder, _bind_big)(w, node)


def _opened(w: LatexWriter, node: Bind) -> tuple[str, str, Expr]:
    """The variable's atom, its name in LaTeX, and the body."""
    variable, body = w.unbound(node)
    atom = (variable.atom if isinstance(variable, Size) else variable.name) or ""
    if isinstance(variable, Size) and (node.binder == "array" or _is_index(atom, body)):
        w.from_one.add(atom)
    return atom, symbol_latex(w.names[atom]), body


def _ends(w: LatexWriter, node: Bind, atom: str) -> Any:
    """Lower and upper limit as they are written, both included."""
    low, high = node.range
    first = w.size(as_size(low), int(atom in w.from_one)) if is_size(low) else (yield low)
    last = w.size(as_size(high), int(atom in w.from_one) - 1) if is_size(high) else (yield high)
    return first, last


def _bind_big(w: LatexWriter, node: Bind) -> Render:
    atom, name, body = _opened(w, node)
    if node.domain != "index":
        below: list[str | Piece] = [name]
        above: list[str | Piece] = []
    else:
        first, last = yield from _ends(w, node, atom)
        above = ["^{", last, "}"]
        below = [name, "=", first]
    if node.binder in ("max", "min", "argmax", "argmin") and above:
        low = [] if _covers(node, atom, body) else [below[2], r" \le "]
        below, above = [*low, name, *([r" \le ", above[1]] if low else [])], []
    inner = w.closed((yield body), BIG)
    reach = OPTIMUM if node.domain != "index" and node.binder not in ("sum", "prod") else BIG
    return Piece([_BIG[node.binder], "_{", *below, "}", *above, " ", inner], reach)


def _bind_array(w: LatexWriter, node: Bind) -> Render:
    chain = array_chain(w, node)
    if len(chain) > 1:
        return (yield from _by_indices(w, chain))
    atom, name, body = _opened(w, node)
    first, last = yield from _ends(w, node, atom)
    return Piece([in_round((yield body)), f"_{{{name}=", first, "}^{", last, "}"], POWER)


def _by_indices(w: LatexWriter, chain: list[Bind]) -> Render:
    """(2 \\delta_{ik} B_{jl})_{i,j,k,l=1}^{m,n,m,n}"""
    names, ends = [], []
    for node in chain:
        _, name, body = _opened(w, node)
        w.beside.append(name)
        names.append(name)
        ends.append(w.size(as_size(node.range[1]), 0))
    inner = yield body
    del w.beside[len(w.beside) - len(chain) :]
    above = [part for end in ends for part in (",", end)][1:] if len({str(end) for end in ends}) > 1 else ends[:1]
    return Piece([in_round(inner), f"_{{{','.join(names)}=1}}^{{", *above, "}"], POWER)


def _bind_integral(w: LatexWriter, node: Bind) -> Render:
    _, name, body = _opened(w, node)
    if vector := node.data[2]:
        sizes = [part for s in vector for part in (r" \times ", w.size(s, 0))][1:]
        return Piece([r"\int_{\mathbb{R}^{", *sizes, "}} ", w.closed((yield body), BIG), rf" \, d{name}"], BIG)
    low, high = (yield node.range[0]), (yield node.range[1])
    return Piece([r"\int_{", low, "}^{", high, "} ", w.closed((yield body), BIG), rf" \, d{name}"], BIG)


def _bind_limit(w: LatexWriter, node: Bind) -> Render:
    atom, name, body = _opened(w, node)
    w.from_one.discard(atom)
    point, side = node.range
    sign = "" if side is _ZERO else "^{+}" if isinstance(side, Number) and side.value > 0 else "^{-}"
    return Piece([rf"\lim_{{{name} \to ", (yield point), sign, "} ", w.closed((yield body), BIG)], BIG)


def _bind_function(w: LatexWriter, node: Bind) -> Render:
    names, inner = [], node
    while isinstance(inner, Bind) and inner.binder == "function":
        _, name, body = _opened(w, inner)
        w.beside.append(name)
        names.append(name)
        inner = body  # type: ignore[assignment]
    del w.beside[len(w.beside) - len(names) :]
    head = names[0] if len(names) == 1 else f"({', '.join(names)})"
    return Piece([head, r" \mapsto ", (yield inner)], ARROW)


def _bind_expectation(w: LatexWriter, node: Bind) -> Render:
    _, name, body = _opened(w, node)
    law = yield from w.law(node.range[0])
    return Piece([rf"\mathbb{{E}}_{{{name} \sim ", law, "}", in_square((yield body))], ATOM)


_BINDERS = {"array": _bind_array, "integral": _bind_integral, "limit": _bind_limit, "function": _bind_function,
            "expectation": _bind_expectation}
