"""What makes a node valid: one function a kind, in a table. Run after each pass in tests."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lemmata.engine.expr import (
    BINDERS,
    DOMAINS,
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    is_size,
    postorder,
)
from lemmata.engine.ops.record import OPS, result_sort
from lemmata.engine.ops.shapes import broadcast, show
from lemmata.wording import counted

CONSTANTS = ("pi", "e", "euler_gamma", "inf")
WHOLE = ("integer", "variable")  # an index may be random
INDEXED = ("array", "sum", "prod", "max", "min", "argmax", "argmin")


class InvalidExpression(ValueError):
    """A node that no constructor should have built; the message names the node and the rule."""


def check_expr(expr: Expr, open_locals: frozenset[str] = frozenset()) -> None:
    """Check every node, and that nothing but `open_locals` is open at the top.

    >>> from lemmata.engine.expr import symbol
    >>> check_expr(symbol("x", ["n"])[0])
    """
    for node in postorder(expr):
        NODE_RULES[type(node)](node)
    left = sorted(expr.free - open_locals)
    if left:
        raise InvalidExpression(f"{left[0]} is open at the top; close it with bind()")


def need(holds: bool, node: Expr, rule: str) -> None:
    if not holds:
        raise InvalidExpression(f"{node.kind} {node.data!r}: {rule}")


def check_number(node: Number) -> None:
    """An exact rational."""
    need(isinstance(node.value, Fraction), node, "a number is a Fraction; build it with number()")


def check_constant(node: Constant) -> None:
    """One of the few named reals."""
    need(node.name in CONSTANTS, node, f"a constant is one of {', '.join(CONSTANTS)}")


def check_symbol(node: Symbol) -> None:
    """A free variable: a plain name, and a shape that its domain allows."""
    need(bool(node.name) and node.name[0] not in "#%", node, "names with # and % are for bound variables")
    check_domain(node, node.domain)
    if node.domain == "function":
        need(all(isinstance(shape, tuple) for shape in node.params), node, "a function has one shape an argument")


def check_domain(node: Expr, name: str) -> None:
    need(name in DOMAINS, node, f"there is no domain {name!r}")
    domain = DOMAINS[name]
    need(domain.rank is None or node.rank >= domain.rank, node,
         f"{name} takes {counted(domain.rank, 'axis')} (and batch axes before them), the shape is {show(node.shape)}")
    if "square" in domain.implies:
        need(node.shape[-2] == node.shape[-1], node, f"{name} takes a square matrix, the shape is {show(node.shape)}")


def check_local(node: Local) -> None:
    """A bound variable, by height (#3) or opened (%17)."""
    need(node.name[0] in "#%", node, "a bound variable is named #height or %fresh")
    check_domain(node, node.domain)


def check_int(node: Int) -> None:
    """A size that is no plain number."""
    need(node.size.constant is None, node, "a constant size is a Number; build it with integer()")


def check_apply(node: Apply) -> None:
    """The record's arity, params, shape and sort."""
    record = OPS.get(node.op)
    need(record is not None, node, f"there is no operation {node.op!r}")
    assert record is not None
    need(record.arity is None or len(node.args) == record.arity, node, f"it takes {counted(record.arity, 'argument')}")
    params = node.params
    need(set(params) == set(record.params), node, f"its params are {sorted(record.params)}")
    if record.normal is not None:
        need(record.normal(*node.args, **params) == params, node, "its params are not in normal form")
    shape = (
        broadcast(node.op, *(a.shape for a in node.args)) if record.shape is None
        else record.shape(*node.args, **params)
    )
    need(shape == node.shape, node, f"its shape is {show(node.shape)}, the rule gives {show(shape)}")
    sort = result_sort(record, node.args)
    need(sort == node.sort, node, f"its sort is {node.sort}, the rule gives {sort}")


def check_at(node: At) -> None:
    """An array and at most as many integer scalars as it has axes."""
    need(0 < len(node.indices) <= node.array.rank, node,
         f"{counted(len(node.indices), 'index')} into an array of shape {show(node.array.shape)}")
    need(node.shape == node.array.shape[len(node.indices):], node, "its shape is what is left of the array's")
    for index in node.indices:
        need(index.rank == 0 and index.sort in WHOLE, node, f"an index is an integer, not a {index.sort}")


def check_bind(node: Bind) -> None:
    """A known binder, its variable named by height, its range fit for what it binds."""
    need(node.binder in BINDERS, node, f"there is no binder {node.binder!r}")
    need(node.name == f"#{node.body.height + 1}", node, f"its variable must be #{node.body.height + 1}")
    need(all(node.name not in end.free for end in node.range), node, "its range contains its own variable")
    if node.domain != "index":
        check_domain_of_bound(node)
    count = len(node.range)
    if node.binder in INDEXED and node.domain == "index":
        need(count == 2, node, "an index range has two ends, low and high")
        for end in node.range:
            fits = is_size(end) or (node.binder != "array" and (end.sort in WHOLE or _infinite(end)))
            need(fits and end.rank == 0, node, "an index runs between integers (an array's between sizes)")
    elif node.binder == "integral":
        need(count == 2 and all(end.rank == 0 for end in node.range), node, "an integral has two scalar ends")
    elif node.binder == "limit":
        need(count == 2, node, "a limit has a point and a direction")
    elif node.binder == "function":
        need(count == 0, node, "a function has no range")
    elif node.binder == "expectation":
        need(count <= 1 and all(end.sort == "distribution" for end in node.range), node,
             "an expectation ranges over a distribution")


def _infinite(end: Expr) -> bool:
    """inf or -inf."""
    inner = end.args[0] if isinstance(end, Apply) and end.op == "neg" else end
    return isinstance(inner, Constant) and inner.name == "inf"


def check_domain_of_bound(node: Bind) -> None:
    need(node.domain in DOMAINS, node, f"there is no domain {node.domain!r}")
    shape = node.data[2]
    need(all(isinstance(size, Size) for size in shape), node, "a shape is made of sizes")


NODE_RULES: dict[type[Expr], Callable[..., None]] = {
    Number: check_number, Constant: check_constant, Symbol: check_symbol, Local: check_local,
    Int: check_int, Apply: check_apply, At: check_at, Bind: check_bind,
}
