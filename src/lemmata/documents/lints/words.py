"""What an author calls the things in code: names, comments, texts that are printed, the prose around."""

from __future__ import annotations

import ast
import re

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Function

_NEAR = 3  # lines above a statement on which a comment still speaks of it


def spaced(name: str) -> str:
    """An identifier as words.

    >>> spaced("confidenceInterval_95")
    'confidence interval 95'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").strip().lower()


def targets(statement: ast.AST | None) -> list[ast.expr]:
    """The names and places to which a statement gives a value."""
    found = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    flat: list[ast.expr] = []
    for target in found:
        flat.extend(target.elts if isinstance(target, ast.Tuple | ast.List) else [target] if target is not None else [])
    return flat


def called(program: Program, node: ast.AST) -> str:
    """By which names an expression goes: what it is assigned to; the function that returns it."""
    statement = program.statement(node)
    names = [getattr(t, "id", getattr(t, "attr", "")) for t in targets(statement)]
    key = program.parent(node)
    if isinstance(key, ast.keyword) and key.arg:
        names.append(key.arg)
    if isinstance(statement, ast.Return) and isinstance(around := program.around(node), ast.FunctionDef):
        names.append(around.name)
    return " , ".join(spaced(name) for name in names)


def comments(program: Program, node: ast.AST) -> str:
    """The comments on the lines of a statement, and those just above it."""
    statement = program.statement(node)
    part = program.part(node)
    if statement is None:
        return ""
    rows = part.source.split("\n")
    found = [part.comments.get(line, "") for line in range(statement.lineno, (statement.end_lineno or 0) + 1)]
    line = statement.lineno - 1
    while line > max(0, statement.lineno - 1 - _NEAR) and rows[line - 1].strip():
        alone = rows[line - 1].strip().startswith("#")
        if alone:
            found.insert(0, part.comments.get(line, ""))
        line -= 1
    return " ".join(c.lstrip("# ") for c in found if c).lower()


def texts(node: ast.AST | None) -> str:
    """The texts in a statement; of its keys and labels too."""
    found = (
        [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)] if node else []
    )
    return " ".join(found).lower()


def shown_as(program: Program, node: ast.AST) -> str:
    """The texts beside which an expression is printed or drawn, also by the names that it is given."""
    statement = program.statement(node)
    found = [texts(statement)] if not isinstance(statement, Function) else []
    for target in targets(statement):
        binding = program.scopes.targets.get(id(target))
        for use in program.uses(binding) if binding is not None else ():
            inner = program.statement(use)
            if isinstance(inner, ast.Expr | ast.Return | ast.Assign):
                found.append(texts(inner))
                found.append(called(program, inner))
    return " ".join(found)


def docstring(function: ast.AST | None) -> str:
    return (ast.get_docstring(function) or "").lower() if isinstance(function, ast.FunctionDef) else ""


def said_of(program: Program, node: ast.AST) -> str:
    """All of it but the prose: names, comments, texts, the names and docstring of the function around."""
    around = program.around(node)
    return " ; ".join(
        (
            called(program, node),
            comments(program, node),
            shown_as(program, node),
            spaced(getattr(around, "name", "")),
            docstring(around),
        )
    )
