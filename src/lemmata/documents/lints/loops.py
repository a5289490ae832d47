"""Loops that gather: `total += f(v)` from 0 is a sum, `*=` from 1 a product, `append` to [] a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from lemmata.documents.lints.scopes import Binding, Scopes

_PROD = Binding("prod", "import", ast.Pass(), target="math.prod")


def gathered(
    loop: ast.For | ast.AsyncFor | ast.While, before: Mapping[str, Binding], scopes: Scopes
) -> Iterator[tuple[str, ast.expr]]:
    """The names that a loop gathers into, each with an expression of the same value, for `for v in ...` without break.

    The names in it are the loop's own nodes, so that they mean what they mean there.
    """
    if not isinstance(loop, ast.For) or loop.orelse or _leaves(loop):
        return
    for statement in loop.body:
        found = _gathers(statement)
        if found is None:
            continue
        name, how, item = found
        start = before.get(name)
        if start is None or start.kind != "value" or start.path or not _starts(start.value, how):
            continue
        uses = sum(isinstance(n, ast.Name) and n.id == name for part in loop.body for n in ast.walk(part))
        own = sum(isinstance(n, ast.Name) and n.id == name for n in ast.walk(statement))
        if uses != own or own > 2:
            continue
        generators = [ast.comprehension(loop.target, loop.iter, [], 0)]
        if how == "list":
            yield name, ast.copy_location(ast.ListComp(item, generators), statement)
        else:
            function = ast.copy_location(ast.Name(how, ast.Load()), statement)
            if how == "prod":
                scopes.uses[id(function)] = _PROD
            each = ast.copy_location(ast.GeneratorExp(item, generators), statement)
            yield name, ast.copy_location(ast.Call(function, [each], []), statement)


def _gathers(statement: ast.stmt) -> tuple[str, str, ast.expr] | None:
    """The name, how, and what each round gives."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        how = {ast.Add: "sum", ast.Mult: "prod"}.get(type(statement.op))
        return (statement.target.id, how, statement.value) if how else None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(
            statement.targets[0], ast.Name) and isinstance(statement.value, ast.BinOp):
        name, value = statement.targets[0].id, statement.value
        how = {ast.Add: "sum", ast.Mult: "prod"}.get(type(value.op))
        for old, item in ((value.left, value.right), (value.right, value.left)):
            if how and isinstance(old, ast.Name) and old.id == name:
                return name, how, item
    if isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call) and isinstance(
            call.func, ast.Attribute) and call.func.attr == "append" and len(call.args) == 1 and isinstance(
            call.func.value, ast.Name) and not call.keywords:
        return call.func.value.id, "list", call.args[0]
    return None


def _starts(value: ast.expr | None, how: str) -> bool:
    if how == "list":
        return (isinstance(value, ast.List) and not value.elts) or (
            isinstance(value, ast.Call) and ast.unparse(value) == "list()")
    return isinstance(value, ast.Constant) and not isinstance(value.value, bool) and value.value == (
        0 if how == "sum" else 1)


def _leaves(loop: ast.For) -> bool:
    return any(isinstance(n, ast.Break | ast.Continue | ast.Return | ast.Yield)
               for part in loop.body for n in ast.walk(part))
