"""A definition at arguments: its symbols replaced by expressions, leading axes beyond the declared ones as a batch."""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.expr import Expr, Shape, Size, Symbol, array_of, at, substitute
from lemmata.engine.ops.lifting import lifted
from lemmata.engine.ops.shapes import ShapeError, broadcast, show

ONE = Size.of(1)


def applied(expr: Expr, parameters: Mapping[str, Symbol], arguments: Mapping[str, Expr]) -> Expr:
    """The expression with arguments in the place of its parameters.

    Sizes are taken from the arguments' last axes. Axes in front of these are a batch: the result has them in front,
    broadcast by NumPy's rule, as with a generalized ufunc.

    Raises ShapeError where an argument has too few axes, or sizes contradict each other.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x", ("n",))
    >>> applied(apply("sum", x), {"x": x}, {"x": symbol("X", ("m", "k"))}).shape
    (m,)
    """
    sizes: dict[str, Size] = {}
    for name, argument in arguments.items():
        _unify(name, parameters[name].shape, argument.shape, sizes)
    leads = {name: a.shape[: a.rank - parameters[name].rank] for name, a in arguments.items()}
    for name, argument in arguments.items():
        _fits(name, parameters[name].shape, argument.shape, sizes)
    fitted = substitute(expr, sizes=sizes)
    symbols = {name: substitute(parameters[name], sizes=sizes) for name in arguments}
    batch = broadcast("batch", *leads.values())
    if batch:
        whole = lifted(fitted, {symbols[name]: argument for name, argument in arguments.items()})
        if whole is not None and whole.shape == batch + fitted.shape:
            return whole

    def entry(*indices: Size) -> Expr:
        return substitute(fitted, {symbols[name]: _at(argument, leads[name], indices)
                                   for name, argument in arguments.items()})

    return array_of(batch, entry) if batch else entry()


def _at(argument: Expr, lead: Shape, indices: tuple[Size, ...]) -> Expr:
    own = indices[len(indices) - len(lead):]
    return at(argument, *(Size.of(0) if size == ONE else index for size, index in zip(lead, own)))


def _unify(name: str, declared: Shape, given: Shape, sizes: dict[str, Size]) -> None:
    if len(given) < len(declared):
        raise ShapeError(f"{name} has shape {show(given)}; it is declared with {show(declared)}, and may have further "
                         "axes in front")
    for size, actual in zip(declared, given[len(given) - len(declared):]):
        if size.atom:
            sizes.setdefault(size.atom, actual)


def _fits(name: str, declared: Shape, given: Shape, sizes: Mapping[str, Size]) -> None:
    for size, actual in zip(declared, given[len(given) - len(declared):]):
        if (wanted := size.substitute(sizes)) != actual:
            raise ShapeError(f"{name} has shape {show(given)}; its axis of size {size} has {wanted} places elsewhere",
                             wanted, actual)
