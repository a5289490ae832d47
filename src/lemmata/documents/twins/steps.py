r"""Steps of a walk, $\theta \leftarrow \theta - \eta \nabla L(\theta)$, as the new value in terms of old ones."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Symbol, postorder, substitute, symbol

GRADIENT = "gradient"


def new_value(left: Expr, right: Expr) -> Expr | None:
    """The right side with old values as plain symbols and the gradient as one; None where it is no step.

    >>> from lemmata.engine.writers import to_text
    >>> from lemmata.engine.readers.latex import read_latex
    >>> for source in (r"w \\leftarrow w - \\eta \\nabla L(w)", r"w_{t+1} = w_t - \\eta g_t", r"w = 2 \\eta"):
    ...     step = new_value(*read_latex(source)[0].claims[0].relations[0].args)
    ...     print(step and to_text(step))
    w - eta*gradient
    w - eta*g
    None
    """
    if isinstance(left, Symbol):
        return _with_gradient(right, left) if left in postorder(right) else None
    if not isinstance(left, Apply) or left.op != "call" or len(left.args) != 2:
        return None
    own, new = left.args
    if not isinstance(own, Symbol):
        return None
    places: dict[Expr, set[Expr]] = {}
    for node in postorder(right):
        if not isinstance(node, Apply) or node.op != "call" or len(node.args) != 2:
            continue
        function, place = node.args
        if isinstance(function, Symbol) and (function is own or place.sort == "integer"):
            places.setdefault(function, set()).add(place)
    if own not in places or any(len(at) > 1 for at in places.values()) or new in places[own]:
        return None
    old = symbol(own.name, own.shape)
    values: dict[Expr, Expr] = {}
    for function, at in places.items():
        assert isinstance(function, Symbol)
        for place in at:
            node = _call(right, function, place)
            values[node] = old if function is own else symbol(function.name, node.shape)
    return _with_gradient(substitute(right, values), old)


def _call(right: Expr, function: Expr, place: Expr) -> Expr:
    return next(n for n in postorder(right) if isinstance(n, Apply) and n.op == "call" and n.args == (function, place))


def _with_gradient(right: Expr, own: Expr) -> Expr:
    """A derivative at the old value as a symbol of its own."""
    slopes = [n for n in postorder(right) if isinstance(n, Apply) and ((n.op == "derivative" and n.sort == "real") or (
        n.op == "call" and isinstance(n.args[0], Apply) and n.args[0].op == "derivative"))]
    values: dict[Expr, Expr] = {n: symbol(GRADIENT, n.shape) for n in slopes if n.shape == own.shape}
    return substitute(right, values) if len(set(values)) == 1 else right
