"""Functions of what a later formula defines: L(w) = (a - y)^2, and then a = \\sigma(w x)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Symbol,
    apply_at,
    bind,
    fresh_local,
    open_binder,
    substitute,
    symbols,
)
from lemmata.engine.readers.latex.parameters import SQUARE_MARK
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.scope import Role, Scope, meaning_of, written_out


def unused_arguments(relation: Expr) -> set[Symbol]:
    """The parameters of a definition that its right side does not contain: of w in L(w) = (a - y)^2 nothing is known.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> L, w, a = symbol("L", (), "function", ((),)), symbol("w"), symbol("a")
    >>> unused_arguments(apply("eq", apply("call", L, w), a**2)) == {w}
    True
    """
    if not isinstance(relation, Apply) or relation.op != "eq":
        return set()
    left, right = relation.args
    if not isinstance(left, Apply) or left.op != "call":
        return set()
    return {s for s in left.args[1:] if isinstance(s, Symbol)} - set(symbols(right))


def with_variables(expr: Expr, points: Sequence[Value]) -> Expr:
    """What an earlier formula defined, by the variables of this one, of which less may be known here: c > 0 there."""
    wanted = {v.name: v for p in points if isinstance(v := apply_at(p.expr)[0], Symbol)}
    same: dict[Expr, Expr] = {
        s: wanted[s.name] for s in symbols(expr) if s.name in wanted and wanted[s.name] is not s and (
            s.shape, s.sort, s.params) == (wanted[s.name].shape, wanted[s.name].sort, wanted[s.name].params)}
    return substitute(expr, same) if same else expr


def with_dependents(scope: Scope) -> Scope:
    """The scope in which functions also vary by what the names in them are defined as."""
    for name, parameters in scope.options.get("parameters", {}).items():
        role = scope.lookup(name)
        if role is None or not isinstance(role.definition, Bind) or any(SQUARE_MARK in p for p in parameters):
            continue
        found = _followed(role.definition, parameters, scope.roles)
        if found is not None:
            shapes = tuple(local.shape for local in found[1])
            scope = replace(scope, roles={**scope.roles, name: replace(role, definition=found[0], params=shapes)})
    return scope


def _followed(
    function: Bind, parameters: tuple[str, ...], roles: Mapping[str, Role]
) -> tuple[Expr, list[Local]] | None:
    """The function over its parameters and all that depends on them, and its arguments; None where that is the same."""
    body: Expr = function
    arguments: list[Local] = []
    for _ in parameters:
        if not isinstance(body, Bind):
            return None
        local, body = open_binder(body)
        assert isinstance(local, Local)  # of a function
        arguments.append(local)

    def meaning(s: Symbol) -> Expr | None:
        return meaning_of(s, roles.get(s.name))

    meanings = {s: written_out(s, meaning) for s in symbols(body) if meaning(s) is not None}
    moving: dict[Expr, Expr] = {
        s: expr for s, expr in meanings.items() if any(p.name in parameters for p in symbols(expr))}
    if not moving:
        return None
    whole = substitute(body, moving)
    for place, name in enumerate(parameters):
        for symbol in [s for s in symbols(whole) if s.name == name]:
            if arguments[place].shape != symbol.shape:
                if arguments[place] in body.free:
                    return None  # it was of another shape there
                arguments[place] = fresh_local(symbol.shape, symbol.domain)
            whole = substitute(whole, {symbol: arguments[place]})
    for local in reversed(arguments):
        whole = bind("function", local, whole)
    return whole, arguments
