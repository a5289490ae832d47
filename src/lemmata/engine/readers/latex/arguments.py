"""What functions are taken of: after \\delta = \\partial L/\\partial a, L is a function of a; sizes of arguments."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply, Bind, Expr, Size, Symbol, open_binder, postorder, substitute
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.scope import Scope

OPTION = "arguments"


def with_arguments(scope: Scope, claim: Claim) -> Scope:
    """The scope that remembers of what a claim takes each unknown function; the first formula counts."""
    found: dict[str, tuple[str, ...]] = {}
    for node in (n for r in claim.relations for n in postorder(r)):
        if isinstance(node, Apply) and node.op == "call" and all(isinstance(c, Symbol) for c in node.children[1:]):
            function = _taken(node.children[0])
            if function is not None:
                found[function.name] = tuple(c.name for c in node.children[1:] if isinstance(c, Symbol))
    return scope.with_options(**{OPTION: {**found, **scope.options.get(OPTION, {})}}) if found else scope


def earlier_arguments(scope: Scope, name: str) -> tuple[str, ...]:
    return tuple(scope.options.get(OPTION, {}).get(name, ()))


def of_sizes(function: Expr, arguments: Sequence[Expr]) -> Expr:
    """A function that the text defined for vectors of any size, at the given sizes of its arguments: s((3, 4))."""
    sizes: dict[str, Size] = {}
    inner = function
    for argument in arguments:
        if not isinstance(inner, Bind) or inner.binder != "function":
            return function
        local, inner = open_binder(inner)
        if isinstance(local, Size) or len(local.shape) != len(argument.shape):
            return function
        for size, given in zip(local.shape, argument.shape):
            known = size.atom is not None and size.atom[0] != "?" and given.constant is not None
            if known and sizes.setdefault(str(size.atom), given) != given:
                return function
    return substitute(function, sizes=sizes) if sizes else function


def _taken(function: Expr) -> Symbol | None:
    """The unknown function in L, in its slopes, and in x -> L(x)."""
    while True:
        if isinstance(function, Apply) and function.op in ("derivative", "call"):
            function = function.children[0]
        elif isinstance(function, Bind) and function.binder == "function":
            function = function.body
        else:
            return function if isinstance(function, Symbol) and function.domain == "function" else None
