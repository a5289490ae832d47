"""A function of Python source as it is written: its name, its parameters, its statements."""

from __future__ import annotations

import ast
from dataclasses import dataclass

# decorators that leave what a function says as it is; the last name of each
HARMLESS = frozenset(("jit", "njit", "no_grad", "inference_mode", "staticmethod", "add_to_class", "save", "compile",
                      "cache", "lru_cache", "typechecked", "jaxtyped", "script"))


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function; `default` is its syntax tree, None without one."""

    name: str
    default: ast.expr | None = None


@dataclass(frozen=True)
class Function:
    """A function as it is written; `line` is that of its `def` in the source that it stands in.

    owner: of a method, the class
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[ast.stmt, ...]
    line: int
    column: int
    block: int = 0  # the number of the source, of several
    owner: str = ""


def function_of(node: ast.FunctionDef, number: int = 0) -> Function:
    return Function(node.name, parameters_of(node.args), tuple(node.body), node.lineno, node.col_offset + 1, number)


def parameters_of(args: ast.arguments) -> tuple[Parameter, ...]:
    """Parameters in order; those behind `*` and `**` are none, and nothing is known of them."""
    names = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [*[None] * (len(names) - len(args.defaults)), *args.defaults]
    pairs = [*zip(names, defaults), *zip(args.kwonlyargs, args.kw_defaults)]
    return tuple(Parameter(arg.arg, default) for arg, default in pairs)


def plain(node: ast.FunctionDef) -> bool:
    """Whether the decorators leave the function as it is written."""
    for decorator in node.decorator_list:
        head = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = head.attr if isinstance(head, ast.Attribute) else getattr(head, "id", "")
        if name not in HARMLESS:
            return False
    return True
