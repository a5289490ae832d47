"""What a function is defined over: f(x, y), and \\ell(\\mu, \\sigma^2) with a square as a variable of its own."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply, Expr, Number, Symbol, bind, fresh_local, substitute
from lemmata.engine.expr.domains import implied
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.syntax import Name, Node, Num, Script
from lemmata.engine.rewriting.equality import same_form

SQUARE_MARK = "^2"  # behind the name of a parameter that is a square


def is_parameter(node: Node) -> bool:
    """Whether a node among the arguments on the left of a definition names a parameter."""
    if isinstance(node, Script):
        squared = isinstance(node.sup, Num) and node.sup.text == "2"
        labelled = node.sup is None and (node.sub is not None) != bool(node.primes)  # k(x, x')
        return isinstance(node.base, Name) and (labelled or (squared and not node.primes))
    return isinstance(node, Name) and node.style != "symbol" and node.text not in ("e", "pi")


def squared(expr: Expr) -> Symbol | None:
    """The symbol that an expression is the square of."""
    if isinstance(expr, Apply) and expr.op == "pow" and not expr.rank:
        base, power = expr.children
        if isinstance(base, Symbol) and isinstance(power, Number) and power.value == 2:
            return base
    return None


def abstracted(body: Expr, arguments: Sequence[Expr]) -> Expr | None:
    """The function of these arguments; None where one of them is no variable and no square that tells the value."""
    for argument in reversed(arguments):
        root = squared(argument)
        if root is not None:
            if not implied(root.domain, "nonnegative") and not same_form(body, substitute(body, {root: -root})):
                return None  # g(x^2) = x^3 says two things of g(1)
            local = fresh_local((), "positive")
            body = substitute(substitute(body, {argument: local}), {root: apply("sqrt", local)})
        elif isinstance(argument, Symbol):
            local = fresh_local(argument.shape, argument.domain if argument.domain != "variable" else "real")
            body = substitute(body, {argument: local})
        else:
            return None
        body = bind("function", local, body)
    return body


def names_of(arguments: Sequence[Expr]) -> tuple[str, ...]:
    """The parameters by name, a square with a mark."""
    found: list[str] = []
    for argument in arguments:
        root = squared(argument)
        if root is not None:
            found.append(root.name + SQUARE_MARK)
        elif isinstance(argument, Symbol):
            found.append(argument.name)
    return tuple(found)
