"""Which names a code block defines and which it needs, from its compiled form; nothing is run."""

from __future__ import annotations

import ast
import builtins
import dis
import types
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "__builtins__", "__annotations__"}
_SEEDERS = ("seed", "manual_seed", "set_seed", "set_random_seed", "seed_everything")


@dataclass(frozen=True)
class Names:
    """defined and needed names in order of appearance; modules that it imports; whether it seeds itself.

    deleted: names that it deletes; stars: modules of which it imports every name
    """

    defined: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    seeds: bool = False
    deleted: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()


def names_of(source: str) -> Names:
    """Names of a block of Python.

    Raises SyntaxError where it is none.

    >>> names_of("import numpy as np\\ndef f(v): return np.sum(v) + b\\ny = f(x)")
    Names(defined=('np', 'f', 'y'), needed=('x', 'b'), imports=('numpy',), seeds=False, deleted=(), stars=())
    """
    tree, code = _compiled(source)
    defined: dict[str, None] = {}
    needed: dict[str, None] = {}
    later: dict[str, None] = {}
    _walk(code, defined, needed, later)
    defined.update(dict.fromkeys(_set_in_cases(tree)))
    for name in later:
        if name not in defined:
            needed[name] = None
    return Names(tuple(defined), tuple(n for n in needed if n not in _BUILTINS),
                 tuple(dict.fromkeys(_imports(tree.body))), _seeds(tree), _deleted(tree), _stars(tree))


def _compiled(source: str) -> tuple[ast.Module, types.CodeType]:
    """A source's tree and code; what Python warns of (`1 is x`, odd escapes) is told where the block runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        return tree, compile(tree, "<block>", "exec", dont_inherit=True)


def defined_from(source: str, line: int) -> set[str]:
    """The names that a block sets only on this line or below it.

    >>> sorted(defined_from("a = 1\\nb = a[0]\\na, c = 2, 3", 2))
    ['b', 'c']
    """
    above: set[str] = set()
    below: set[str] = set()
    for step in dis.get_instructions(_compiled(source)[1]):
        if step.opname in ("STORE_NAME", "STORE_GLOBAL") and step.positions is not None:
            (above if (step.positions.lineno or 0) < line else below).add(step.argval)
    return below - above


def _set_in_cases(tree: ast.Module) -> Iterator[str]:
    """Names that a block sets outside of functions, also where Python sees that a case never occurs (`if False:`)."""
    work: list[ast.AST] = list(tree.body)
    while work:
        node = work.pop(0)
        if isinstance(node, ast.If | ast.While | ast.For | ast.With | ast.Try | ast.TryStar):
            work.extend(part for part in ast.iter_child_nodes(node) if isinstance(part, ast.stmt | ast.ExceptHandler))
        elif isinstance(node, ast.ExceptHandler):
            work.extend(node.body)
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def first_use(source: str, name: str) -> tuple[int, int]:
    """Line and column where a block first uses a name that is no local of a function.

    >>> first_use("f = lambda x: x\\ny = 2 * x", "x")
    (2, 9)
    """
    work, places = [_compiled(source)[1]], [(1 << 30, 0)]
    while work:
        for step in dis.get_instructions(work.pop()):
            if isinstance(step.argval, types.CodeType):
                work.append(step.argval)
            elif step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and step.argval == name and step.positions is not None:
                places.append((step.positions.lineno or 1, (step.positions.col_offset or 0) + 1))
    return min(places) if len(places) > 1 else (1, 1)


def _walk(root: types.CodeType, defined: dict[str, None], needed: dict[str, None], later: dict[str, None]) -> None:
    """What runs at once fills `needed` in order; the bodies of functions fill `later`."""
    work: list[tuple[types.CodeType, bool]] = [(root, False)]
    while work:
        code, function = work.pop(0)
        own: set[str] = set()
        for step in dis.get_instructions(code):
            name = step.argval
            if isinstance(name, types.CodeType):
                body = bool(name.co_flags & 0x1)  # CO_OPTIMIZED: a function; else the body of a class
                work.append((name, function or body))
            elif step.opname == "STORE_GLOBAL" or (step.opname == "STORE_NAME" and code is root):
                defined[name] = None
            elif step.opname == "STORE_NAME":
                own.add(name)
            elif step.opname == "LOAD_GLOBAL" or (step.opname == "LOAD_NAME" and name not in own):
                if function:
                    later[name] = None
                elif name not in defined:
                    needed[name] = None


def _imports(body: list[ast.stmt]) -> Iterator[str]:
    """Modules that are imported without a way out (`try: import ...` has one)."""
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from (alias.name.split(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            yield statement.module.split(".")[0]
        elif isinstance(statement, ast.With):
            yield from _imports(statement.body)


def _seeds(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _SEEDERS:
                return True
    return False


def _deleted(tree: ast.Module) -> tuple[str, ...]:
    return tuple(target.id for statement in tree.body if isinstance(statement, ast.Delete)
                 for target in statement.targets if isinstance(target, ast.Name))


def _stars(tree: ast.Module) -> tuple[str, ...]:
    return tuple(node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                 and any(alias.name == "*" for alias in node.names))
