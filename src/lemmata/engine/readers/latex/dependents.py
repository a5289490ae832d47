"""Functions of what a later formula defines: L(w) = (a - y)^2, and then a = \\sigma(w x)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Symbol,
    apply_at,
    bind,
    dims,
    fresh_local,
    open_binder,
    open_function,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.parameters import SQUARE_MARK
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.scope import Scope, meant


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
        found = _followed(role.definition, parameters, scope)
        if found is not None:
            shapes = tuple(local.shape for local in found[1])
            scope = replace(scope, roles={**scope.roles, name: replace(role, definition=found[0], params=shapes)})
    return scope


def _followed(
    function: Bind, parameters: tuple[str, ...], scope: Scope
) -> tuple[Expr, list[Local]] | None:
    """The function over its parameters and all that depends on them, and its arguments; None where that is the same."""
    body: Expr = function
    arguments: list[Local] = []
    for _ in parameters:
        if not isinstance(body, Bind) or body.binder != "function":
            return None  # the name has become an array
        local, body = open_binder(body)
        assert isinstance(local, Local)
        arguments.append(local)
    whole = _with_functions(body, arguments, scope)
    meanings = {s: scope.expanded(s) for s in symbols(whole) if scope.meaning(s) is not None}
    moving: dict[Expr, Expr] = {s: expr for s, expr in meanings.items() if s.domain != "function" and any(
        p.name in parameters for p in symbols(expr))}  # functions are followed where they are used: they may change
    whole = substitute(whole, moving) if moving else whole
    if whole is body:
        return None
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


def _with_functions(body: Expr, arguments: list[Local], scope: Scope) -> Expr:
    """The body with the functions that are defined of arrays by now: w in f(w) = \\sum_i f_i(w) was taken for a number.

    The arguments of which they are taken become arrays too; nothing changes where one stands elsewhere.
    """
    for s in symbols(body):
        role = scope.lookup(s.name)
        meaning = None if role is None or s.domain != "function" else role.definition
        if not isinstance(meaning, Bind) or meant(s, meaning) is not None:
            continue
        calls = {node: node.args[1:] for node in postorder(body) if isinstance(node, Apply) and node.op == "call"
                 and node.args[0] is s}
        wanted, _ = open_function(meaning)
        if len(set(calls.values())) != 1 or len(wanted) != len(s.params):
            continue
        (given,) = set(calls.values())
        fresh = [fresh_local(local.shape, local.domain) for local in wanted]
        called = apply("call", in_sizes(meaning, s), *fresh)
        if called.shape != s.shape or len(set(given)) != len(given) or any(g not in arguments for g in given):
            continue
        changed = substitute(body, dict.fromkeys(calls, called))
        if s in symbols(changed) or any(isinstance(g, Local) and g.name in changed.free for g in given):
            continue
        body = changed
        for old, new in zip(given, fresh):
            arguments[arguments.index(old)] = new  # type: ignore[arg-type]
    return body


def in_sizes(meaning: Expr, s: Symbol) -> Expr:
    """The meaning with as many values as the function has that it is the meaning of."""
    value = open_function(meaning)[1]
    sizes = {a.atom: b for a, b in zip(value.shape, s.shape) if a.atom and a != b}
    clash = any(size.atom in dims(meaning) for size in sizes.values())
    return meaning if not sizes or clash or len(value.shape) != len(s.shape) else substitute(meaning, sizes=sizes)
