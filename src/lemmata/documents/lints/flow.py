"""Where a value comes from: through names, branches, loops, changes in place, functions of the document."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Binding


def origins(program: Program, node: ast.AST, stop: Callable[[ast.AST], bool]) -> Iterator[ast.Call]:
    """The calls from which a value comes; what `stop` says of a part that the value does not depend on it."""
    return (part for part in reached(program, node, stop) if isinstance(part, ast.Call))


def reached(program: Program, node: ast.AST, stop: Callable[[ast.AST], bool] = lambda part: False) -> Iterator[ast.AST]:
    """All parts of an expression, and of what its names and the functions that it calls stand for."""
    seen: set[int] = set()
    work: list[ast.AST] = [node]

    def follow(binding: Binding | None) -> None:
        if binding is None or id(binding) in seen:
            return
        seen.add(id(binding))
        if binding.value is not None:
            work.append(gone_through(program, binding))
        if binding.kind == "changed" and isinstance(binding.node, ast.Assign | ast.AugAssign | ast.Expr):
            work.append(binding.node.value)
        elif binding.kind == "changed" and isinstance(binding.node, ast.Call):
            work.append(binding.node)
        for before in binding.before:
            follow(before)
        if binding.kind == "merged" and isinstance(binding.node, ast.For | ast.While):  # what an earlier round gave it
            for name in ast.walk(binding.node):
                if isinstance(name, ast.Name) and name.id == binding.name:
                    follow(program.scopes.targets.get(id(name)))
        for up in program.above(binding.node):  # whether it was assigned may depend on more
            if isinstance(up, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                break
            if isinstance(up, ast.If | ast.While):
                work.append(up.test)

    while work:
        part = work.pop()
        if id(part) in seen or stop(part):
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, ast.Name):
            follow(program.scopes.uses.get(id(part)))
            continue
        if isinstance(part, ast.Call):
            own = program.function(part.func)
            if own is not None:
                work.extend(program.returned(own))
        work.extend(ast.iter_child_nodes(part))


def gone_through(program: Program, binding: Binding) -> ast.expr:
    """What gives a name its value; of `a` in `for a, b in zip(x, y)` it is x."""
    assert binding.value is not None
    source, path = binding.value, binding.path
    if binding.kind == "each" and path and isinstance(source, ast.Call) and program.name(source) == "zip" and (
            path[0] < len(source.args)):
        return source.args[path[0]]
    return source


def given_to(program: Program, binding: Binding) -> list[tuple[ast.Call, ast.expr]]:
    """The calls of a function, and what each gives to a parameter of it; its default where it gives it nothing."""
    function = program.around(binding.node)
    if binding.kind != "parameter" or function is None:
        return []
    places = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    found = []
    for call in program.calls():
        if program.function(call.func) is not function or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        own = isinstance(call.func, ast.Attribute) and places[:1] in (["self"], ["cls"])
        given = dict(zip(places[1:] if own else places, call.args)) | {k.arg: k.value for k in call.keywords if k.arg}
        value = given.get(binding.name, binding.value)
        if value is not None:
            found.append((call, value))
    return found
