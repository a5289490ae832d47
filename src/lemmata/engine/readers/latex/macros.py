"""Macros of the document: \\newcommand, \\def, \\DeclareMathOperator, expanded within a budget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lemmata.engine.readers.latex.syntax import Node, children
from lemmata.engine.readers.latex.tokens import Token, Unreadable, tokenize
from lemmata.wording import counted

MAX_TOKENS = 20_000
MAX_EXPANSIONS = 2_000
MAX_BODY = 20_000  # characters: a brace that is never closed must not be sought to the end of the text each time


@dataclass(frozen=True)
class Macro:
    """`arity` arguments, the first of them optional where `default` is not None, put into `body`."""

    arity: int
    body: str
    default: str | None = None


_OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*(?=\{)")
_COMMAND = re.compile(
    r"\\(?:re)?(?:newcommand|providecommand)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?\s*(?:\[([^\]]*)\])?\s*(?=\{)"
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_DEF = re.compile(r"\\def\s*\\([A-Za-z]+)((?:#\d)*)\s*(?=\{)")


def macros_of(text: str) -> dict[str, Macro]:
    """The macros that a text defines; one whose body is never closed is none.

    >>> macros_of(r"\\newcommand{\\R}{\\mathbb{R}} \\DeclareMathOperator{\\tr}{tr}")["R"].body
    '\\\\mathbb{R}'
    """
    found: dict[str, Macro] = {}
    for _, at, name, arity, default, form in _heads(text):
        try:
            body, _ = _braced(text, at)
        except Unreadable:  # the formula that uses it is not understood; the rest of the document is
            continue
        found[name] = Macro(arity, form % body if form else body, default)
    return found


def split_definitions(text: str) -> tuple[dict[str, Macro], str]:
    """The macros that a text defines, and the text with their definitions blanked out (same positions).

    Raises Unreadable where the body of one is never closed, or too long for a macro.
    """
    found: list[tuple[int, int, str, Macro]] = []
    for start, at, name, arity, default, form in _heads(text):
        body, stop = _braced(text, at)
        found.append((start, stop, name, Macro(arity, form % body if form else body, default)))
    pieces, at = [], 0
    for start, stop, _, _ in found:
        if stop > at:  # else inside of another one
            pieces += [text[at:max(start, at)], " " * (stop - max(start, at))]
            at = stop
    return {name: macro for _, _, name, macro in found}, "".join((*pieces, text[at:]))


def _heads(text: str) -> list[tuple[int, int, str, int, str | None, str]]:
    """Where a definition and its body begin, its name, arity and default, what its body stands in; in their order."""
    found: list[tuple[int, int, str, int, str | None, str]] = []
    for match in _COMMAND.finditer(text):
        found.append((match.start(), match.end(), match[1], int(match[2] or 0), match[3], ""))
    for match in _DEF.finditer(text):
        found.append((match.start(), match.end(), match[1], len(match[2]) // 2, None, ""))
    for match in _OPERATOR.finditer(text):
        found.append((match.start(), match.end(), match[2], 0, None, rf"\operatorname{match[1]}{{%s}}"))
    return sorted(found, key=lambda row: row[0])


def _braced(text: str, at: int) -> tuple[str, int]:
    depth = 0
    for match in _BRACE.finditer(text, at, at + MAX_BODY):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return text[at + 1 : match.start()], match.end()
    raise Unreadable("a macro whose body is never closed", at, "}", text=text)


def expand(tokens: Iterable[Token], macros: Mapping[str, Macro]) -> list[Token]:
    """The tokens with macros replaced: a body has the span of the whole call, an argument its own.

    Raises Unreadable where the budget runs out (a macro that calls itself).
    """
    if not macros:
        return list(tokens)
    done: list[Token] = []
    todo = list(tokens)[::-1]
    budget = MAX_EXPANSIONS
    while todo:
        token = todo.pop()
        if token.kind == "words" and token.text[1:] in macros and token.text[0] == "\\":
            token = Token("command", token.text[1:], token.start, token.stop)
        macro = macros.get(token.text) if token.kind == "command" else None
        if macro is None:
            done.append(token)
            continue
        budget -= 1
        if budget < 0 or len(todo) + len(done) > MAX_TOKENS:
            raise Unreadable(f"\\{token.text} expands to more than {MAX_TOKENS} tokens", token.start)
        args: list[list[Token]] = []
        stop = token.stop
        if macro.default is not None and todo and todo[-1].text == "[":
            found, stop = _optional(todo)
            args.append(found)
        elif macro.default is not None:
            args.append([replace(t, start=token.start, stop=stop) for t in tokenize(macro.default)[:-1]])
        while len(args) < macro.arity:
            found, stop = _argument(todo, token)
            args.append(found)
        span = token.start, max(token.stop, stop)
        body: list[Token] = []
        pieces = tokenize(macro.body)[:-1]
        skip = False
        for piece, after in zip(pieces, [*pieces[1:], None]):
            if skip:
                skip = False
            elif piece.text == "#" and after is not None and after.kind == "number":
                place, rest = int(after.text[0]) - 1, after.text[1:]
                if place >= len(args):
                    raise Unreadable(f"\\{token.text} uses #{place + 1} but takes "
                                     f"{counted(macro.arity, 'argument')}", token.start)
                body.extend(args[place])
                if rest:
                    body.append(Token("number", rest, *span))
                skip = True
            else:
                body.append(Token(piece.kind, piece.text, *span))
        todo.extend(reversed(body))
    return done


def _optional(todo: list[Token]) -> tuple[list[Token], int]:
    """The tokens of an argument in square brackets, and where it ends."""
    found, stop = [], todo.pop().stop
    while todo and todo[-1].text != "]" and todo[-1].kind != "end":
        found.append(todo.pop())
        stop = found[-1].stop
    return found, todo.pop().stop if todo and todo[-1].text == "]" else stop


def _argument(todo: list[Token], macro: Token) -> tuple[list[Token], int]:
    """The tokens of an argument, and where it ends."""
    if not todo or todo[-1].kind == "end":
        raise Unreadable(f"\\{macro.text} at the end of the formula", macro.start, "an argument in braces")
    if todo[-1].text != "{":
        return [todo[-1]], todo.pop().stop
    found: list[Token] = []
    depth = 0
    while todo and todo[-1].kind != "end":
        token = todo.pop()
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
        if depth == 0:
            return found[1:], token.stop
        found.append(token)
    raise Unreadable(f"an argument of \\{macro.text} that is never closed", macro.start, "}")


def covering(node: Node) -> Node:
    """A node with the span of all of it: a part of a macro's body covers the whole call, which its arguments don't."""
    spans = [node.span, *(child.span for child in children(node))]
    span = min(start for start, _ in spans), max(stop for _, stop in spans)
    return node if span == node.span else replace(node, span=span)
