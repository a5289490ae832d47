"""Python's expression grammar: text to a syntax tree with places, limited before it is parsed.

A sum of thousands of terms nests as deep as it is long, which Python's parser refuses. Such a chain is
cut out first, its terms are parsed one by one, and a name with an attribute `terms` stands for it.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from lemmata.engine.readers.errors import ReadError


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Env = Mapping[str, Any]  # bound names on a walk over the tree: Size (an index) or Expr
Visit = Generator[Any, Any, Any]  # of one node: yields the visits that it waits for and is sent their values
MAX_TEXT = 1_000_000
LONG = 100  # signs in a chain from which it is cut out
HOLE = "chain_"
_TOKEN = re.compile(
    r"""(?P<string>'[^'\n]*'|"[^"\n]*")|(?P<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|"""
    r"""(?P<name>[^\W\d]\w*)|(?P<mark>\*\*|//|<<|>>|<=|>=|==|!=|->|[^\s\w])""")
_WORDS = words("and or not if else for in is lambda")
_LOOSER = words(", : = == != < > <= >= & | ^ << >> ; ->")
_HINTS = (
    (re.compile(r"(?<![=!<>:])=(?!=)"), "write == for an equation"),
    (re.compile(r"\blambda\b(?!.*:)"), "lambda is a keyword of Python; write lambda_"),
    (re.compile(r"\w'"), "a prime is no derivative here; write derivative(f)(x)"),
    (re.compile(r"\\[A-Za-z]"), "this looks like LaTeX; read it with lemmata.latex"),
    (re.compile("[·×∙⋅]"), "write a product with *"),
    (re.compile("[−–]"), "write a minus as -"),
    (re.compile("[²³¹⁰⁴-⁹ⁿ]"), "write a power with **, as x**2"),
    (re.compile("[≤≥≠]"), "write <=, >= or !="),
    (re.compile("[√∑∏∫∂∇]"), "write the function by its name, as sqrt(x), or the formula in LaTeX"),
    (re.compile(r"^\s*(?:def|return)\b"), "a formula is one expression, as what stands behind `return`"),
    (re.compile(r"\d[A-Za-z(]"), "write a product with *"),
    (re.compile(r"\|\w+\|"), "write abs(x) for |x|"),
)


@dataclass(frozen=True)
class Source:
    """A text in pieces: the expression, and the definitions after `where` in their order."""

    text: str
    main: ast.expr
    definitions: tuple[tuple[str, ast.expr], ...] = ()


def parse_text(text: str) -> Source:
    """The syntax trees of `expression` or of `expression where a = ...; b = ...`.

    Every tree node has `start` and `stop`, its place in the text.

    Raises ReadError where the text is no Python expression, too long or nested too deeply.

    >>> source = parse_text("2*t where t = exp(x)")
    >>> ast.unparse(source.main), [(name, ast.unparse(tree)) for name, tree in source.definitions]
    ('2 * t', [('t', 'exp(x)')])
    """
    if not isinstance(text, str):
        raise TypeError(f"a formula is text, not {type(text).__name__}")
    if len(text) > MAX_TEXT:
        raise ReadError(f"a text of {len(text)} characters; at most {MAX_TEXT} are read")
    for bad in ("#", "\0"):
        if bad in text:
            raise ReadError(f"the character {bad!r} has no meaning here; leave it out", text, text.index(bad))
    if not text.strip():
        raise ReadError("the text is empty; write a formula such as x**2 + 1")
    flat = re.sub(r"[\n\r\t\f\v]", " ", text)
    pieces = _split_definitions(flat)
    trees = [(name, _parse(text, flat[start:stop], start)) for name, start, stop in pieces]
    return Source(text, trees[0][1], tuple(trees[1:]))


def _split_definitions(flat: str) -> list[tuple[str, int, int]]:
    """Names, starts and ends of the pieces; the first one is the expression itself."""
    match = re.search(r"\bwhere\s+[^\W\d]\w*\s*=(?!=)", flat)
    if match is None:
        return [("", 0, len(flat))]
    pieces, start = [("", 0, match.start())], match.start() + len("where")
    for part in flat[start:].split(";"):
        head = re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", part)
        if head is None:
            raise ReadError("expected `name = expression` after where", flat, start + len(part) - len(part.lstrip()))
        pieces.append((head[1], start + head.end(), start + len(part)))
        start += len(part) + 1
    return pieces


def _parse(text: str, piece: str, offset: int) -> ast.expr:
    """The tree of one piece."""
    chains = _long_chains(piece)
    holes: dict[str, list[tuple[str, ast.expr]]] = {}
    cut, last = [], 0
    for start, stop, signs in chains:
        hole = f"{HOLE}{len(holes)}"
        holes[hole] = [
            (sign, _parse(text, piece[a:b], offset + a)) for sign, a, b in _terms(piece, start, stop, signs)]
        cut += [piece[last:start], f" {hole} ".ljust(stop - start)]
        last = stop
    code = "".join((*cut, piece[last:]))
    lead = len(code) - len(code.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "int object is not callable" for 2(x): our own error says more
            tree = ast.parse(code.strip(), mode="eval").body
    except SyntaxError as error:
        at = error.offset - 1 if error.offset else len(code.strip())  # no offset: the text ended too early
        place = min(lead + max(at, 0), len(code))
        message = (error.msg or "invalid syntax").replace(". Perhaps you forgot a comma?", "")
        hint = next((f"; {remedy}" for pattern, remedy in _HINTS if pattern.search(piece)), "")
        raise ReadError(f"not a Python expression: {message}{hint}", text, offset + place) from None
    except (RecursionError, MemoryError):
        raise ReadError("nested too deeply for Python's parser; name parts of it: `... where t = ...`",
                        text, offset) from None
    except ValueError as error:  # half a character, or none
        raise ReadError(f"not a Python expression: {error}", text, offset) from None
    _place(tree, code.strip(), offset + lead)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in holes:
            node.terms = holes[node.id]
    return tree


def _place(tree: ast.expr, code: str, offset: int) -> None:
    """Give every node its first and last place in the whole text, in characters."""
    ascii_only = code.isascii()
    encoded = b"" if ascii_only else code.encode()
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            start, stop = node.col_offset, node.end_col_offset
            if not ascii_only:
                start, stop = len(encoded[:start].decode()), len(encoded[:stop].decode())
            node.start, node.stop = offset + start, offset + stop


def _long_chains(piece: str) -> list[tuple[int, int, list[int]]]:
    """Start, end and places of the signs of the outermost chains a + b - c ... that are long."""
    if piece.count("+") + piece.count("-") <= LONG:
        return []
    found: list[tuple[int, int, list[int]]] = []
    stack: list[tuple[int, list[int]]] = [(0, [])]
    operand = False  # whether the token before ends an operand, so that a sign is binary

    def close(stop: int) -> None:
        start, signs = stack.pop()
        if len(signs) > LONG:
            while found and found[-1][0] >= start:  # those inside belong to it
                found.pop()
            found.append((start, stop, signs))

    for match in _TOKEN.finditer(piece):
        token, kind = match[0], match.lastgroup
        if token in ("(", "[", "{"):
            stack.append((match.end(), []))
            operand = False
        elif token in (")", "]", "}"):
            if len(stack) > 1:
                close(match.start())
            operand = True
        elif token in _LOOSER or token in _WORDS:
            close(match.start())
            stack.append((match.end(), []))
            operand = False
        elif token in ("+", "-"):
            if operand:
                stack[-1][1].append(match.start())
            operand = False
        else:
            operand = kind in ("string", "number", "name") or token == "."
    while stack:
        close(len(piece))
    return sorted(found)


def _terms(piece: str, start: int, stop: int, signs: list[int]) -> list[tuple[str, int, int]]:
    """Sign, start and end of each term."""
    begins = [start, *(place + 1 for place in signs)]
    ends = [*signs, stop]
    return list(zip(["+", *(piece[place] for place in signs)], begins, ends))
