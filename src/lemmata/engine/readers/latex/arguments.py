"""What unknown functions are taken of: after \\delta = \\partial L/\\partial a, L is a function of a."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, postorder
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


def _taken(function: Expr) -> Symbol | None:
    """The unknown function in L, in its slopes, and in x -> L(x)."""
    while True:
        if isinstance(function, Apply) and function.op in ("derivative", "call"):
            function = function.children[0]
        elif isinstance(function, Bind) and function.binder == "function":
            function = function.body
        else:
            return function if isinstance(function, Symbol) and function.domain == "function" else None
