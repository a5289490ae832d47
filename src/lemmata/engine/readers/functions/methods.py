"""Methods of classes as functions: what they take of `self` are parameters, other methods are called by their paths."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TypeVar

from lemmata.engine.readers.functions.records import Function, Parameter, function_of, plain

_CALLED = ("forward", "__call__", "call")  # methods that are the function as which an instance is called
_Methods = Mapping[str, ast.FunctionDef]
N = TypeVar("N", ast.Name, ast.keyword)


def methods_of(node: ast.ClassDef, number: int = 0) -> dict[str, Function]:
    """The methods of a class as functions, by paths that are no names of Python: only methods call them.

    A local name `w` beside `self.w` gets another one; methods in which that is a parameter or a name from outside are
    left out.

    >>> from lemmata.engine.readers.functions.code import parsed
    >>> source = '''
    ... class Swish:
    ...     def __init__(self, beta=1.0): self.beta = beta
    ...     def forward(self, x): return x * self.gate(x)
    ...     def gate(self, x): return 1 / (1 + exp(-self.beta * x))
    ... '''
    >>> for path, function in methods_of(parsed(source).body[0]).items():
    ...     print(path, function.name, [p.name for p in function.parameters])
    Swish.forward Swish ['x', 'beta']
    Swish.gate gate ['x', 'beta']
    """
    methods = {m.name: m for m in node.body if isinstance(m, ast.FunctionDef) and plain(m)}
    needed = {name: _attributes(m, methods) for name, m in methods.items()}
    for _ in methods:  # what a method that is called needs, the caller needs too
        needed = {name: dict.fromkeys((*own, *(a for called in _calls(methods[name], methods) for a in needed[called])))
                  for name, own in needed.items()}
    defaults = _defaults(node, methods)
    found: dict[str, Function] = {}
    for name, method in methods.items():
        if name.startswith("__") and name not in _CALLED:
            continue
        own = _own(method)
        attributes = {*needed[name], *(node.attr for node in _of_self(method) if node.attr not in methods)}
        local, others = _names(method)
        if others & attributes:
            continue
        rewritten = _Plain(node.name, own, methods, needed, local & attributes)
        body = [rewritten.visit(deepcopy(statement)) for statement in method.body]
        function = function_of(method, number)
        taken = function.parameters[1:] if own else function.parameters
        extra = [Parameter(a, defaults.get(a)) for a in needed[name] if a not in {p.name for p in taken}]
        found[f"{node.name}.{name}"] = replace(
            function, name=node.name if name in _CALLED else name, parameters=(*taken, *extra), body=tuple(body),
            owner=node.name)
    return found


def _own(method: ast.FunctionDef) -> str:
    """What a method calls its instance; "" for a static one."""
    if any(getattr(d, "id", "") == "staticmethod" for d in method.decorator_list):
        return ""
    names = [*method.args.posonlyargs, *method.args.args]
    return names[0].arg if names else ""


def _of_self(method: ast.FunctionDef) -> Iterator[ast.Attribute]:
    own = _own(method)
    for node in ast.walk(method):
        if own and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == own:
            yield node


def _names(method: ast.FunctionDef) -> tuple[set[str], set[str]]:
    """The names that a method assigns, and the others that it uses: parameters, names from outside."""
    arguments = {node.arg for node in ast.walk(method) if isinstance(node, ast.arg)}
    used = [node for node in ast.walk(method) if isinstance(node, ast.Name)]
    local = {node.id for node in used if isinstance(node.ctx, ast.Store)} - arguments
    return local, (arguments | {node.id for node in used}) - local - {_own(method)}


def _attributes(method: ast.FunctionDef, methods: _Methods) -> dict[str, None]:
    """What a method takes of its instance and does not set itself."""
    found = list(_of_self(method))
    made = {node.attr for node in found if isinstance(node.ctx, ast.Store)}
    return dict.fromkeys(node.attr for node in found if node.attr not in made and node.attr not in methods)


def _calls(method: ast.FunctionDef, methods: _Methods) -> list[str]:
    return [node.attr for node in _of_self(method) if node.attr in methods]


def _defaults(node: ast.ClassDef, methods: _Methods) -> dict[str, ast.expr]:
    """The values that attributes have where nobody gives another: of the class, and those set when one is made."""
    found: dict[str, ast.expr] = {statement.targets[0].id: statement.value for statement in node.body
                                  if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
                                  and isinstance(statement.value, ast.Constant)}
    start = methods.get("__init__")
    given = {p.name: p.default for p in function_of(start).parameters} if start is not None else {}
    for statement in start.body if start is not None else ():
        if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Attribute):
            value = given.get(statement.value.id) if isinstance(statement.value, ast.Name) else statement.value
            if isinstance(value, ast.Constant) and value.value is not None:
                found[target.attr] = value
    return found


class _Plain(ast.NodeTransformer):
    """`self.beta` as `beta`, `self.gate(x)` as a call of the path of the method with what that needs."""

    def __init__(
        self, owner: str, own: str, methods: _Methods, needed: Mapping[str, Mapping[str, None]], local: set[str]
    ):
        self.owner, self.own, self.methods, self.needed, self.local = owner, own, methods, needed, local

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return _placed(ast.Name(f"{node.id} of its own", node.ctx), node) if node.id in self.local else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if self.own and isinstance(node.value, ast.Name) and node.value.id == self.own and (
                node.attr not in self.methods):
            return _placed(ast.Name(node.attr, node.ctx), node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        func = node.func
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.attr in self.methods and (
                func.value.id in {self.own, self.owner} - {""}):
            method = self.methods[func.attr]
            if func.value.id == self.own or not _own(method):
                taken = {p.arg for p in method.args.args}
                extra = [_placed(ast.keyword(a, _placed(ast.Name(a, ast.Load()), node)), node)
                         for a in self.needed[func.attr] if a not in taken]
                node.func = _placed(ast.Name(f"{self.owner}.{func.attr}", ast.Load()), func)
                node.keywords = [*node.keywords, *extra]
        return node


def _placed(made: N, like: ast.expr) -> N:
    ast.copy_location(made, like)
    made.start, made.stop = like.start, like.stop  # type: ignore[union-attr]
    return made
