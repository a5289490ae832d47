"""What each name of a program stands for at its place; `walker.py` finds it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Env = dict[str, "Binding"]


@dataclass(eq=False)
class Binding:
    """What gives a name its value; two uses with one binding have the same value.

    kind       value, import, function, class, parameter, each (of a loop), merged (of branches), changed (in place)
    value      the expression assigned; what a loop goes through; the default of a parameter
    path       places in it, for `a, b = value`
    target     what an import imports
    before     for changed: what it was; for merged: what it may be
    """

    name: str
    kind: str
    node: ast.AST
    value: ast.expr | None = None
    path: tuple[int, ...] = ()
    target: str = ""
    before: tuple[Binding, ...] = ()


@dataclass
class Scopes:
    """The bindings of all uses of names, by identity of the node.

    uses         what a name that is read stands for; absent where nothing binds it
    targets      what a name that is written binds; the parameters of functions (by ast.arg) likewise
    returns      the `return` statements of each function
    attributes   for each class what `self.name` was set to, with the names' values
    methods      of each class by name
    selves       the class of whose instances a first parameter (`self`) is one
    star         modules imported with *
    roots        the packages that are imported
    """

    uses: dict[int, Binding] = field(default_factory=dict)
    targets: dict[int, Binding] = field(default_factory=dict)
    returns: dict[int, list[ast.Return]] = field(default_factory=dict)
    attributes: dict[int, dict[str, list[ast.expr]]] = field(default_factory=dict)
    methods: dict[int, dict[str, ast.FunctionDef | ast.AsyncFunctionDef]] = field(default_factory=dict)
    selves: dict[int, ast.ClassDef] = field(default_factory=dict)
    star: list[str] = field(default_factory=list)
    roots: set[str] = field(default_factory=set)


def bound_in(body: Sequence[ast.stmt]) -> set[str]:
    """The names that statements bind or change, as far as they are no function's own."""
    found: set[str] = set()
    work: list[ast.AST] = list(body)
    while work:
        node = work.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            base: ast.expr = node
            while isinstance(base, ast.Subscript | ast.Attribute):
                base = base.value
            if isinstance(base, ast.Name):
                found.add(base.id)
        if isinstance(node, ast.Expr) and isinstance(call := node.value, ast.Call) and isinstance(
                call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            found.add(call.func.value.id)
        work.extend(ast.iter_child_nodes(node))
    return found
