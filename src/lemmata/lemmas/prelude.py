"""What the code of a lemma needs of the code that stands before it in its section."""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Sequence

from lemmata.lemmas.lemma import Lemma

FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_SILENCED = re.compile(r"[ \t]*# lemmata: ignore\[[^\]]*\]")


def prelude(lemma: Lemma) -> str:
    """The statements before the lemma without which its code would not run, or would give other numbers.

    Going back from the lemma: what binds a name that is needed, and what may change a thing that is (a list that grows,
    a generator of random numbers that somebody draws from).
    """
    lines = lemma.path.read_text(encoding="utf-8").splitlines(keepends=True)
    source = "\n".join(blocks("".join(lines[: lemma.line - 1])))
    before = ast.parse(source).body
    modules = {name for statement in before if isinstance(statement, (ast.Import, ast.ImportFrom))
               for name in _names(statement)[0]}
    drawing = {name for statement in before if "rng(" in ast.unparse(statement) for name in _names(statement)[0]}
    needed = _free(ast.parse("\n".join(blocks(lemma.markdown))).body)
    kept: list[str] = []
    for statement in reversed(before):
        binds, uses = _names(statement)
        if needed & (binds | _changed(statement) - modules | uses & drawing):
            text = ast.get_source_segment(source, statement) or ""
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                names = [a for a in statement.names if (a.asname or a.name.partition(".")[0]) in needed]
                statement.names = names
                text = ast.unparse(statement)
            kept.append(text)
            needed = needed - binds | _free([statement])
    return _sorted(kept[::-1])


def blocks(markdown: str) -> list[str]:
    """The Python blocks, without comments for the checker."""
    return [shown(m["code"].rstrip()) for m in FENCE.finditer(markdown) if m["language"] == "python"]


def shown(code: str) -> str:
    """Code without comments for the checker.

    >>> shown("x = 1 / 0  # lemmata: ignore[M1]")
    'x = 1 / 0'
    """
    return _SILENCED.sub("", code)


def _sorted(statements: list[str]) -> str:
    """Imports first, each once."""
    imports = [s for s in dict.fromkeys(statements) if s.startswith(("import ", "from "))]
    return "\n".join([*imports, *(s for s in statements if s not in imports)])


def _free(body: Sequence[ast.stmt]) -> set[str]:
    """The names that code uses before it binds them; the body of a loop is read in order too."""
    found: set[str] = set()
    bound: set[str] = set()
    for statement in body:
        binds, uses = _names(statement)
        if isinstance(statement, ast.For):
            taken, uses = _names(ast.Assign([statement.target], statement.iter, lineno=statement.lineno))
            uses |= _free(statement.body) - taken | _free(statement.orelse)
        found |= uses - bound
        bound |= binds
    return found


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that stand for something else afterwards, and those that are read, inside of functions too."""
    top = symtable.symtable(ast.unparse(statement), "block", "exec")
    binds = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    inner = list(top.get_children())
    while inner:
        scope = inner.pop()
        inner += scope.get_children()
        uses |= {s.get_name() for s in scope.get_symbols() if s.is_global()}
    added_to = (n.target for n in ast.walk(statement) if isinstance(n, ast.AugAssign))
    uses |= {target.id for target in added_to if isinstance(target, ast.Name)}
    looped = {n.id for loop in ast.walk(statement) if isinstance(loop, ast.For) for n in ast.walk(loop.target)
              if isinstance(n, ast.Name)}  # bound before they are read
    return binds, uses - looped - set(dir(builtins))


def _changed(statement: ast.stmt) -> set[str]:
    """The names of things that a statement may change: it calls their methods, or puts something into them."""
    found = set()
    for node in ast.walk(statement):
        inside: ast.AST = node.func if isinstance(node, ast.Call) else node
        stores = isinstance(getattr(node, "ctx", None), ast.Store)
        if isinstance(inside, (ast.Attribute, ast.Subscript)) and (stores or inside is not node):
            while isinstance(inside, (ast.Attribute, ast.Subscript)):
                inside = inside.value
            if isinstance(inside, ast.Name):
                found.add(inside.id)
    return found
