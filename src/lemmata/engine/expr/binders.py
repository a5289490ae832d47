"""One binder node for sums, products, arrays, integrals, limits, extrema, functions.

A bound variable is named by height, `#h` with h one above the highest binder in its body, so
that alpha-equivalent expressions are one object and closed ones are shared wherever they stand.
Opening a binder gives its variable a fresh name, `%k`; nothing can be captured, as a bound name
is always higher than every binder below it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from lemmata.engine.expr.constructors import integer
from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import Bind, Local, as_size
from lemmata.engine.expr.sizes import Shape, Size, shape_of
from lemmata.engine.expr.traversal import rename

# binder -> what it binds and what its range is
BINDERS: dict[str, str] = {
    "array": "index in low <= i < high",
    "sum": "index in low <= i < high",
    "prod": "index in low <= i < high",
    "max": "index in low <= i < high, or a variable over its domain",
    "min": "index in low <= i < high, or a variable over its domain",
    "argmax": "index in low <= i < high (counted from 0), or a variable over its domain",
    "argmin": "index in low <= i < high (counted from 0), or a variable over its domain",
    "integral": "real in low <= x <= high",
    "limit": "real or integer x -> point, from direction -1, 0, 1",
    "function": "the argument",
    "expectation": "random variable with a distribution",
}

_fresh = itertools.count()


def fresh_index() -> Size:
    """A new opened index."""
    return Size.of(f"%{next(_fresh)}")


def fresh_local(dims: Iterable[Size | int | str] = (), domain: str = "real") -> Local:
    """A new opened variable that is no index."""
    return intern(Local, (f"%{next(_fresh)}", shape_of(dims), domain))  # type: ignore[return-value]


def bind(binder: str, variable: Size | Local, body: Expr, *ends: Expr | Size | int | str) -> Expr:
    """Close `body` over an opened variable.

    >>> from lemmata.engine.expr import symbol, at
    >>> x, i, j = symbol("x", ["n"]), fresh_index(), fresh_index()
    >>> bind("sum", i, at(x, i), 0, "n") is bind("sum", j, at(x, j), 0, "n")
    True
    """
    if binder not in BINDERS:
        raise ValueError(f"no binder {binder!r}; known: {', '.join(BINDERS)}")
    if isinstance(variable, Size):
        name, shape, domain = variable.atom, shape_of(()), "index"
    else:
        name, shape, domain = variable.name, variable.shape, variable.domain
    if name is None or name[0] != "%":
        raise ValueError(f"{variable} is not an opened variable; use fresh_index() or fresh_local()")
    if any(name in size.atoms for size in body.shape):
        raise ValueError(f"what {binder} goes over has a size that changes with its index")
    bound = f"#{body.height + 1}"
    nodes = tuple(end if isinstance(end, Expr) else integer(end) for end in ends)
    if any(name in end.free for end in nodes):
        raise ValueError("the range of a binder can't contain its own variable")
    return intern(Bind, (binder, bound, shape, domain), (rename(body, name, bound), *nodes))


def open_binder(node: Bind) -> tuple[Size | Local, Expr]:
    """The variable under a fresh name, and the body over it."""
    _, name, shape, domain = node.data
    variable: Size | Local = fresh_index() if domain == "index" else fresh_local(shape, domain)
    fresh = variable.atom if isinstance(variable, Size) else variable.name
    assert fresh is not None
    return variable, rename(node.body, name, fresh)


def open_function(function: Expr) -> tuple[list[Local], Expr]:
    """What a function is bound over, each under a fresh name, and its value; of what is none: nothing, and itself."""
    found: list[Local] = []
    while isinstance(function, Bind) and function.binder == "function":
        local, function = open_binder(function)
        assert isinstance(local, Local)  # of a function
        found.append(local)
    return found, function


def index_range(node: Bind) -> tuple[Size, Size]:
    """Low and high of a binder over an index (low <= i < high).

    Raises ValueError where an end is infinite.
    """
    low, high = node.range
    return as_size(low), as_size(high)


def as_variable(variable: Size | Local) -> Expr:
    """The opened variable as an expression."""
    return integer(variable) if isinstance(variable, Size) else variable


def array_of(shape: Shape, body: object) -> Expr:
    """The array whose entry at indices i, j, ... is `body(i, j, ...)`."""
    indices = [fresh_index() for _ in shape]
    result = body(*indices)  # type: ignore[operator]
    for index, dim in zip(reversed(indices), reversed(shape)):
        result = bind("array", index, result, 0, dim)
    return result

