"""Values that comments of a block state: `# 3.14`, `# => [1, 2]`, `# prints 5`, beside or below what gives them."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.code.values import is_value, leading_value

_SAID = re.compile(
    r"(?P<said>={1,2}>|-{1,2}>|→|⇒|>>>|(?:expected\s+)?(?:output|out|result|prints?|returns?|gives?|yields?|"
    r"evaluates to|should (?:be|print|give|return)|equals?|displays?|shows?)(?:\s*[:=]|(?=\s))|"
    r"(?P<near>≈|~=?|approx(?:\.|imately)?:?|about|roughly|around|=~)|=)\s*", re.IGNORECASE)
_HEAD = re.compile(r"(?:expected\s+)?(?:output|out|result|prints|gives)\s*:?", re.IGNORECASE)
_MOST = 200  # statements of a block


@dataclass(frozen=True)
class Expected:
    """A value that a comment states.

    lines       of the statement that gives it, in the source of the block: first and last
    line, column, width: the place of the comment's value
    kind        printed, value (of an expression), assigned
    said        whether words or an arrow say that it is the result
    near        whether it is said to be rounded (`≈`)
    """

    text: str
    lines: tuple[int, int]
    line: int
    column: int
    width: int
    kind: str
    said: bool = False
    near: bool = False


@dataclass(frozen=True)
class _Note:
    """A comment: its text without `#`, and whether it has its line for itself."""

    text: str
    line: int
    column: int
    alone: bool


def expected_values(source: str) -> list[Expected]:
    """The values that the comments of a block state.

    Only a comment that is a value as a whole, or says that one follows, counts; it belongs to the statement on its
    line, or right above it.

    >>> [(e.text, e.kind, e.lines) for e in expected_values("x = 5  # step 2\\nprint(2 * x)  # 10\\nx / 2\\n# => 2.5")]
    [('10', 'printed', (2, 2)), ('2.5', 'value', (3, 3))]
    """
    try:
        tree = ast.parse(source)
        notes = {note.line: note for note in _notes(source)}
    except (SyntaxError, ValueError, tokenize.TokenError, RecursionError, MemoryError):  # the last two: nested deeply
        return []
    found = []
    statements = list(_giving(tree))[:_MOST]
    busy = {n for node, _ in statements for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    for node, kind in statements:
        first, last = node.lineno, node.end_lineno or node.lineno
        beside = notes.get(last)
        stated = _read([beside], node, kind, False) if beside is not None and not beside.alone else None
        if stated is None:
            below: list[_Note] = []
            while (note := notes.get(last + len(below) + 1)) is not None and note.alone:
                below.append(note)
            if beside is not None and not beside.alone and _HEAD.fullmatch(beside.text.strip()):
                below.insert(0, beside)
            closed = (last + len(below) + 1) not in busy
            stated = _read(below, node, kind, not closed) if below else None
        if stated is not None:
            found.append(Expected(stated[0].text, (first, last), stated[0].line, stated[0].column,
                                  len(stated[0].text.split("\n")[0]), kind, stated[1], stated[2]))
    numbering = _numbering(found)
    return [e for e in found if e not in numbering]


def _numbering(found: list[Expected]) -> list[Expected]:
    """Comments that number the lines of a block: 1, 2, 3."""
    bare = [e for e in found if not e.said and re.fullmatch(r"\d{1,9}", e.text)]
    first = int(bare[0].text) if bare else 0
    counts = len(bare) >= 2 and first in (0, 1) and [int(e.text) for e in bare] == list(range(first, first + len(bare)))
    return bare if counts else []


def _notes(source: str) -> Iterator[_Note]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            (line, column), text = token.start, token.string.lstrip("#")
            shift = len(token.string) - len(text) + len(text) - len(text.lstrip())
            yield _Note(text.strip(), line, column + shift + 1, not token.line[:column].strip())


def _giving(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """The statements that print, show or assign a value."""
    work: list[tuple[ast.stmt, bool]] = [(node, True) for node in tree.body]
    while work:
        node, top = work.pop(0)
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
            printing = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and (
                node.value.func.id in ("print", "pprint", "display"))
            if printing or top:
                yield node, "printed" if printing else "value"
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and top and _computed(node):
            yield node, "assigned"
        inner = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                work.append((child, inner))
            elif isinstance(child, ast.ExceptHandler):
                work.extend((statement, inner) for statement in child.body)


def _computed(node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> bool:
    """Whether a value is computed from others: beside `x = 5` a number is another choice, no result."""
    if node.value is None:
        return False
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return False
    return any(isinstance(part, ast.Call) or (isinstance(part, ast.BinOp) and any(
        isinstance(leaf, ast.Name) for leaf in ast.walk(part)) and not _units(part)) for part in ast.walk(node.value))


def _units(node: ast.BinOp) -> bool:
    """Arithmetic of literals and constants of modules (`np.pi / 4`), beside which a comment often names other units."""
    names = [leaf for leaf in ast.walk(node) if isinstance(leaf, ast.Name)]
    owners = {id(leaf.value) for leaf in ast.walk(node) if isinstance(leaf, ast.Attribute)}
    return all(id(name) in owners for name in names)


def _like_output(text: str) -> bool:
    """Whether a comment may be what is printed, with words and numbers; it is, if its words are those of the output."""
    return bool(re.search(r"[A-Za-z]|\d\s+[-+\d]", text) and re.search(r"\d", text)) and not is_value(text)


def _targets(node: ast.stmt) -> list[str]:
    """The names that a statement assigns to."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _read(
    notes: list[_Note], node: ast.stmt, kind: str, followed: bool
) -> tuple[_Note, bool, bool] | None:
    """The value that comments state, whether it is said to be one, and whether it is rounded."""
    first = notes[0]
    said = _SAID.match(first.text)
    if _HEAD.fullmatch(first.text) and len(notes) > 1:  # `# Output:`, and the value below it
        rest = notes[1:]
        return _Note("\n".join(n.text for n in rest), rest[0].line, rest[0].column, True), True, False
    if said is not None:
        text = first.text[said.end():]
        value = leading_value(text)
        if value is None and len(notes) > 1 and is_value(whole := "\n".join([text, *(n.text for n in notes[1:])])):
            value = whole
        if value is None and kind != "assigned" and _like_output(text):
            value = text
        if value is None:
            return None
        return _Note(value, first.line, first.column + said.end(), first.alone), True, bool(said["near"])
    if kind == "assigned" and first.alone:
        return None
    named = re.match(r"(\w+)\s*(?:={1,2}|:|≈|is)\s*", first.text)
    if named is not None and kind == "assigned" and named[1] in _targets(node) and not first.alone:
        value = leading_value(first.text[named.end():])
        if value is None:
            return None
        return _Note(value, first.line, first.column + named.end(), False), True, "≈" in named[0]
    if kind != "assigned" and _like_output(first.text):
        return _Note(first.text, first.line, first.column, first.alone), False, False
    texts = [n.text for n in notes]
    for count in range(len(texts), 0, -1):
        value = "\n".join(texts[:count])
        if not is_value(value):
            continue
        if first.alone and (followed or count < len(texts)) and re.fullmatch(r"\d+\.?", value):
            return None  # `# 2` above a statement may number it
        if re.fullmatch(r"\d+\.|\(\d+\)", value):  # a number of a list, an annotation of Material for MkDocs
            return None
        return _Note(value, first.line, first.column, first.alone), False, False
    return None
