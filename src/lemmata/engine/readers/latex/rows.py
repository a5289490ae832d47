"""Aligned rows as one line: what continues a row is joined to it, the rest becomes separate statements."""

from __future__ import annotations

import re

from lemmata.engine.readers.latex.notation import CASES, INFIX, MATRICES, RELATIONS, ROWS
from lemmata.engine.readers.latex.tokens import Token, Unreadable

_LENGTH = re.compile(r"\[-?[\d.]+(pt|em|ex|mm|cm|in|baselineskip)?\]")


def environment(tokens: list[Token], at: int) -> tuple[str, int]:
    """Name of the environment in braces at `at`, and the place after it."""
    if at >= len(tokens) or tokens[at].text != "{":
        raise Unreadable(f"{tokens[at - 1]} without a name", tokens[at - 1].start, "an environment in braces")
    name, at = "", at + 1
    while at < len(tokens) and tokens[at].text != "}":
        if tokens[at].kind == "end":
            raise Unreadable("a brace that is never closed", tokens[at - 1].start, "}")
        name += tokens[at].text
        at += 1
    return name, at + 1


def flatten_rows(tokens: list[Token]) -> list[Token]:
    """Without `aligned` and the like: `&` goes, `&&` is a wide space, a row that starts with `=` goes on."""
    done: list[Token] = []
    stack: list[tuple[str, Token]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        inside_matrix = bool(stack) and stack[-1][0] not in ROWS
        if token.kind == "command" and token.text in ("begin", "end"):
            name, after = environment(tokens, at + 1)
            if token.text == "begin":
                if name not in MATRICES and name not in CASES and name not in ROWS:
                    raise Unreadable(f"the environment {name} is not known", token.start, "a matrix, cases or aligned")
                stack.append((name, token))
            elif not stack or stack[-1][0] != name:
                raise Unreadable(f"\\end{{{name}}} without its \\begin", token.start)
            else:
                stack.pop()
            if name in ROWS:
                at = _skip_options(tokens, after, name) if token.text == "begin" else after
                continue
            done.extend(tokens[at:after])
            at = after
        elif token.kind == "command" and token.text in ("\\", "newline", "cr", "tabularnewline"):
            after = _skip_length(tokens, at + 1)
            if inside_matrix:
                done.append(Token("command", "\\", token.start, token.stop))
            else:
                _end_row(done, tokens, after, token)
            at = after
        elif token.kind == "symbol" and token.text == "&" and not inside_matrix:
            double = tokens[at + 1].text == "&"
            if double:
                done.append(Token("command", "quad", token.start, token.stop))
            at += 1 + double
        else:
            done.append(token)
            at += 1
    if stack:
        raise Unreadable(f"\\begin{{{stack[-1][0]}}} without its \\end", stack[-1][1].start)
    return done


def _end_row(done: list[Token], tokens: list[Token], after: int, token: Token) -> None:
    while after < len(tokens) and tokens[after].text in ("&", "quad", "qquad", " "):
        after += 1
    following = tokens[after] if after < len(tokens) else token
    joins = following.text in RELATIONS or (following.text in INFIX and following.kind != "letter")
    open_end = bool(done) and (done[-1].text in RELATIONS or done[-1].text in INFIX) and done[-1].kind != "letter"
    if joins and done and done[-1].text in (",", "."):
        done.pop()
    if not (joins or open_end):
        done.append(Token("symbol", "\n", token.start, token.stop))


def _skip_length(tokens: list[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].text == "[":
        for stop in range(at + 1, min(at + 12, len(tokens))):
            if tokens[stop].text == "]":
                text = "".join(t.text for t in tokens[at : stop + 1])
                return stop + 1 if _LENGTH.fullmatch(text) else at
    return at


def _skip_options(tokens: list[Token], at: int, name: str) -> int:
    if tokens[at].text == "[" and tokens[at + 2].text == "]":
        at += 3
    if name.startswith("alignat") or name == "alignedat":
        while tokens[at].text not in ("}", "") and tokens[at].kind != "end":
            at += 1
        at += 1
    return min(at, len(tokens) - 1)
