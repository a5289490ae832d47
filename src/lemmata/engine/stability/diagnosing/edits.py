"""Changes of the user's source: an expression replaced, a function and imports put above it, as a unified diff."""

from __future__ import annotations

import ast
import difflib
import linecache
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lemmata.engine.readers.tracing import Place
from lemmata.engine.writers.code import Source


def is_expression(place: Place) -> bool:
    """Whether a place is a whole expression of a file that can be read."""
    return _node(place) is not None


def is_entry(place: Place) -> bool:
    """Whether a place takes an entry out of something that has a name: x[i], model.w[i - 1]."""
    node = _node(place)
    return isinstance(node, ast.Subscript) and not any(
        isinstance(below, (ast.Call, ast.NamedExpr, ast.Await)) for below in ast.walk(node))


def diff(edits: Sequence[tuple[Place, Source]]) -> str:
    """All edits of one or several files as a unified diff; "" where there is none."""
    files = dict.fromkeys(place.file for place, _ in edits)
    return "".join(_file_diff(file, [(p, s) for p, s in edits if p.file == file]) for file in files)


def _file_diff(file: str, edits: Sequence[tuple[Place, Source]]) -> str:
    old = linecache.getlines(file)
    name = relative(file)
    return "".join(difflib.unified_diff(old, edited("".join(old), edits).splitlines(keepends=True), f"a/{name}",
                                        f"b/{name}"))


def edited(text: str, edits: Sequence[tuple[Place, Source]]) -> str:
    """The text of a file after the edits.

    A form of one expression is written in its place; a longer one becomes a function above, which is called there.
    """
    tree = ast.parse(text)
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | {
        n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    above: dict[int, list[str]] = {}
    imports: list[str] = []
    written: dict[tuple[str, ...], str] = {}
    for place, source in sorted(edits, key=lambda edit: (-edit[0].line, -edit[0].column)):
        short = _expression(source)
        if short is not None:
            new = short if _stands_alone(tree, place) or _is_atom(short) else f"({short})"
        else:
            name = written.get(source.function) or _free(f"stable_{source.name}", taken)
            if source.function not in written:
                written[source.function] = name
                taken.add(name)
                above.setdefault(_top(tree, place.line), []).append(
                    "\n".join([*source.helpers, *source.function]).replace(f"def {source.name}(", f"def {name}(", 1))
            new = f"{name}({', '.join(source.inputs)})"
        imports += [line for line in source.imports if line not in imports]
        _replace(lines, place, new)
    for line in sorted(above, reverse=True):
        lines[line - 1:line - 1] = [f"{text}\n\n\n".encode() for text in above[line]]
    bound = _bound(tree)
    missing = [f"{line}\n".encode() for line in imports if not _imported(line).items() <= bound.items()]
    start = _after_imports(tree)
    lines[start:start] = missing
    return b"".join(lines).decode()


def _replace(lines: list[bytes], place: Place, new: str) -> None:
    first, last = place.line - 1, place.end_line - 1
    lines[first:last + 1] = [lines[first][:place.column] + new.encode() + lines[last][place.end_column:]] + [
        b""] * (last - first)  # so that the lines above keep their numbers


def _expression(source: Source) -> str | None:
    """The one expression that a function returns; None where it has more lines."""
    text = "\n".join(source.function)
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    body = [s for s in function.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    if source.helpers or len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return None
    found = ast.get_source_segment(text, body[0].value)
    for parameter, given in zip(function.args.args, source.inputs):
        found = found and re.sub(rf"\b{parameter.arg}\b", lambda _: given, found)
    return found if found is not None and "\n" not in found else None


def _is_atom(text: str) -> bool:
    kinds = (ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.Constant)
    return isinstance(ast.parse(text, mode="eval").body, kinds)


def _stands_alone(tree: ast.AST, place: Place) -> bool:
    """Whether nothing binds an expression from outside: it is all that is assigned, returned or handed on."""
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            if isinstance(child, ast.expr) and _same(child, place):
                whole = (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr, ast.keyword, ast.Lambda)
                return isinstance(parent, whole) or (isinstance(parent, ast.Call) and child in parent.args)
    return False


def _same(node: ast.expr, place: Place) -> bool:
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) == (
        place.line, place.column, place.end_line, place.end_column)


def _node(place: Place) -> ast.expr | None:
    tree = _tree("".join(linecache.getlines(place.file)))
    if tree is None:
        return None
    return next((n for n in ast.walk(tree) if isinstance(n, ast.expr) and _same(n, place)), None)


@lru_cache(maxsize=16)
def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text) if text else None
    except SyntaxError:
        return None


def _top(tree: ast.Module, line: int) -> int:
    """The first line of the statement of the file, with its decorators, that a line belongs to."""
    for statement in tree.body:
        if statement.lineno <= line <= (statement.end_lineno or line):
            return min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    return 1


def importable(file: str, source: Source) -> bool:
    """Whether the names that a function imports mean nothing else in a file."""
    tree = _tree("".join(linecache.getlines(file)))
    bound = {} if tree is None else _bound(tree)
    return all(bound.get(name, home) == home for line in source.imports for name, home in _imported(line).items())


def _bound(tree: ast.AST) -> dict[str, str]:
    """What the imports of a file make of names; what is bound otherwise is nothing that could be imported."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update({a.asname or a.name: a.name for a in node.names})
        elif isinstance(node, ast.ImportFrom):
            found.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = ""
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = ""
    return found


def _imported(line: str) -> dict[str, str]:
    return _bound(ast.parse(line))


def _after_imports(tree: ast.Module) -> int:
    """How many lines stand above the place for one more import."""
    ends = [s.end_lineno or 0 for s in tree.body if isinstance(s, (ast.Import, ast.ImportFrom))]
    if ends:
        return max(ends)
    first = tree.body[0] if tree.body else None
    return (first.end_lineno or 0) if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else 0


def _free(name: str, taken: set[str]) -> str:
    name = name if name.isidentifier() else "stable"
    return next(n for n in (name, *(f"{name}_{k}" for k in range(2, 1000))) if n not in taken)


def relative(file: str) -> str:
    """A file as seen from here."""
    path = Path(file)
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name
