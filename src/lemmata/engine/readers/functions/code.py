"""What Python source defines at its top level: functions, imported names, constants. Nothing is run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions.methods import methods_of
from lemmata.engine.readers.functions.records import Function, function_of, parameters_of, plain
from lemmata.engine.readers.syntax import MAX_TEXT

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
Path = tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """What is known of names after some sources: functions, dotted paths of imported names, values assigned once.

    unclear  names that have several meanings, or one that is not understood
    stars    whether some module's names were all imported, so that no bare name is sure
    """

    functions: Mapping[str, Function] = field(default_factory=dict)
    imports: Mapping[str, Path] = field(default_factory=dict)
    constants: Mapping[str, ast.expr] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()
    stars: bool = False

    @property
    def libraries(self) -> frozenset[str]:
        """The first names of the imported modules."""
        return frozenset(path[0] for path in self.imports.values())


def read_code(sources: Iterable[str]) -> Code:
    """What sources define together, the later ones over the earlier ones.

    Raises ReadError for a source that is no Python.

    >>> code = read_code(["import numpy as np\\nk = 2", "def f(x, a=1): return np.exp(x) * k"])
    >>> code.imports["np"], [p.name for p in code.functions["f"].parameters], code.functions["f"].block
    (('numpy',), ['x', 'a'], 1)
    """
    code = Code()
    for number, source in enumerate(sources):
        code = extended(code, source, number)
    return code


def extended(code: Code, source: str, number: int = 0) -> Code:
    """The code with one source more."""
    tree = parsed(source)
    functions, imports, constants = dict(code.functions), dict(code.imports), dict(code.constants)
    unclear, stars = set(code.unclear), code.stars
    bound: dict[str, int] = {}
    for statement in _top_level(tree.body):
        for name in _names_bound(statement):
            bound[name] = bound.get(name, 0) + 1
            for known in (functions, imports, constants):
                known.pop(name, None)
            unclear.discard(name)
        if isinstance(statement, ast.FunctionDef):
            if plain(statement):
                functions[statement.name] = function_of(statement, number)
            else:
                unclear.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            found = imported(statement)
            stars = stars or "*" in found
            imports.update(found)
        elif (given := _given(statement)) and all(bound[name] == 1 for name in given):
            for name, value in given.items():
                if isinstance(value, ast.Lambda):
                    functions[name] = Function(name, parameters_of(value.args), (returning(value),), value.lineno,
                                               statement.col_offset + 1, number)
                elif name in code.constants or name in code.functions:
                    unclear.add(name)
                else:
                    constants[name] = value
        else:
            if isinstance(statement, ast.ClassDef):
                functions.update(methods_of(statement, number))
            unclear.update(_names_bound(statement))
    return Code(functions, imports, constants, frozenset(unclear), stars)


def _given(statement: ast.stmt) -> dict[str, ast.expr]:
    """The names to which a statement gives values, each one expression: also those of `mu, sigma = 2, 0.5`."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return {}
    target, value = statement.targets[0], statement.value
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple) or len(target.elts) != len(value.elts):
        return {}
    names = [t.id for t in target.elts if isinstance(t, ast.Name)]
    used = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
    whole = len(names) == len(value.elts) == len({*names}) and not used & {*names} and not any(
        isinstance(v, ast.Starred) for v in value.elts)
    return dict(zip(names, value.elts)) if whole else {}


def parsed(source: str) -> ast.Module:
    """The syntax tree of a source, every node with `start` and `stop`; lines of IPython's magic are left out."""
    if len(source) > MAX_TEXT:
        raise ReadError(f"code of {len(source)} characters; at most {MAX_TEXT} are read")
    text = _MAGIC.sub("", source).replace("\r\n", "\n").replace("\r", "\n")  # as Python counts its lines
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes and the like are the document's
            tree = ast.parse(text)
    except SyntaxError as error:
        raise ReadError(f"not Python: {error.msg} in line {error.lineno}") from None
    except (RecursionError, MemoryError, ValueError):
        raise ReadError("not Python that can be read: nested too deeply, or with characters of no meaning") from None
    starts = [0]
    for line in text.encode().split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    for node in ast.walk(tree):  # the builder of expressions places its errors by these; nothing shows them
        if isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg):
            node.start = starts[node.lineno - 1] + node.col_offset  # type: ignore[union-attr]
            node.stop = starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)  # type: ignore[union-attr]
        else:
            node.start = node.stop = 0  # type: ignore[attr-defined]
    return tree


def imported(statement: ast.Import | ast.ImportFrom) -> dict[str, Path]:
    """The names that an import binds, with the dotted paths that they stand for; "*" for all of a module.

    >>> imported(ast.parse("import torch.nn.functional as F").body[0])
    {'F': ('torch', 'nn', 'functional')}
    """
    if isinstance(statement, ast.Import):
        return {a.asname or a.name.split(".")[0]: tuple(a.name.split(".")) if a.asname else (a.name.split(".")[0],)
                for a in statement.names}
    base = ("", *(statement.module or "").split(".")) if statement.level else tuple(
        (statement.module or "").split("."))
    return {a.asname or a.name: (*base, a.name) for a in statement.names}


def returning(value: ast.Lambda) -> ast.Return:
    made = ast.copy_location(ast.Return(value.body), value)
    made.start, made.stop = value.start, value.stop  # type: ignore[attr-defined]
    return made


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run when the source does; those that may not run count as binding something unclear."""
    for statement in body:
        if isinstance(statement, ast.With):
            yield from _top_level(statement.body)
        else:
            yield statement


def _names_bound(statement: ast.stmt) -> set[str]:
    """Names that a statement gives a meaning, anywhere inside of it."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        inner = {n for node in ast.walk(statement) if isinstance(node, ast.Global) for n in node.names}
        return {statement.name} | inner
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(imported(node))
    return found
