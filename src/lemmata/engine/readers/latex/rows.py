"""Aligned rows as one line: what continues a row is joined to it, the rest becomes separate statements."""

from __future__ import annotations

import re

from lemmata.engine.readers.latex.notation import CASES, INFIX, MATRICES, RELATIONS, ROWS
from lemmata.engine.readers.latex.tokens import Token, Unreadable

_LENGTH = re.compile(r"\[-?[\d.]+(pt|em|ex|mm|cm|in|baselineskip)?\]")
_OPENS, _CLOSES = ("{", "(", "[", "left", "begin"), ("}", ")", "]", "right", "end")
_ORDERS = ("<", ">", "le", "leq", "ge", "geq", "leqslant", "geqslant", "lt", "gt", "ne", "neq")
_ENDS = frozenset(["\\", "newline", "cr", "tabularnewline"])  # of a row


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
    """Without `aligned` and the like: `&` goes, a row that starts with `=` goes on.

    In a row every second `&` parts two columns, as `&&` does: a wide space, unless a sign stands at it.
    """
    done: list[Token] = []
    stack: list[tuple[str, Token]] = []
    several = any(t.kind == "command" and t.text in _ENDS for t in tokens)
    marks = 0  # `&` of the row so far
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
                marks = 0
                at = _skip_options(tokens, after, name) if token.text == "begin" else after
                continue
            done.extend(tokens[at:after])
            at = after
        elif token.kind == "command" and token.text in _ENDS:
            after = _skip_length(tokens, at + 1)
            if inside_matrix:
                done.append(Token("command", "\\", token.start, token.stop))
            else:
                _end_row(done, tokens, after, token)
                marks = 0
            at = after
        elif token.kind == "symbol" and token.text == "&" and not inside_matrix:
            double = tokens[at + 1].text == "&"
            marks += 1 + double
            between = bool(done) and not _joins(done[-1]) and not _joins(tokens[at + 1])
            if between and not (several or stack):
                raise Unreadable("& outside of a matrix and of aligned rows", token.start)
            if double or (between and marks % 2 == 0):
                done.append(Token("command", "quad", token.start, token.stop))
            at += 1 + double
        elif _is_spacing(done, tokens, at):
            at += 2
        else:
            done.append(token)
            at += 1
    if stack:
        raise Unreadable(f"\\begin{{{stack[-1][0]}}} without its \\end", stack[-1][1].start)
    return done


def _joins(token: Token) -> bool:
    """Whether what stands at both sides of a token belongs together."""
    return token.kind != "letter" and (token.text in RELATIONS or token.text in INFIX)


def _is_empty(tokens: list[Token], at: int) -> bool:
    return tokens[at].text == "{" and tokens[at + 1].text == "}"


def _is_spacing(done: list[Token], tokens: list[Token], at: int) -> bool:
    """Whether `{}` stands beside a sign or `&` only to set its distance, as in `= {} &`."""
    if not _is_empty(tokens, at):
        return False
    before, after = done[-1] if done else None, tokens[at + 2]
    if before is None or _joins(before) or before.text == "\n":
        return _joins(after) or after.text == "&" or (before is not None and after.kind != "end")
    return before.kind in ("letter", "number") and _joins(after)


def _end_row(done: list[Token], tokens: list[Token], after: int, token: Token) -> None:
    while after < len(tokens) and (tokens[after].text in ("&", "quad", "qquad", " ") or _is_empty(tokens, after)):
        after += 2 if tokens[after].text == "{" else 1
    following = tokens[after] if after < len(tokens) else token
    joins = _joins(following)
    open_end = bool(done) and _joins(done[-1])
    if joins and done and done[-1].text in (",", "."):
        done.pop()
    head = _head(done) if following.text == "=" and not open_end else []
    if head or not (joins or open_end):
        done.append(Token("symbol", "\n", token.start, token.stop))
    done.extend(head)


def _head(done: list[Token]) -> list[Token]:
    """The left side of a row that ends with a condition, for the next one: `f(x) &= a, \\quad x > 0 \\\\ &= b`."""
    start = max((k + 1 for k, t in enumerate(done) if t.text == "\n"), default=0)
    depth, head, parted = 0, 0, False
    for k in range(start, len(done)):
        text = done[k].text
        depth += (text in _OPENS) - (text in _CLOSES)
        if depth or done[k].kind == "letter":
            continue
        if text == "=" and not head:
            head = k
        elif head and (text in ("quad", "qquad") or (text == "," and done[k].kind == "symbol")):
            parted = True
        elif parted and text in _ORDERS:
            return done[start:head]
        elif parted and text == "=":
            return []
    return []


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
    if name.startswith(("alignat", "alignedat", "IEEEeqnarray")):
        while tokens[at].text not in ("}", "") and tokens[at].kind != "end":
            at += 1
        at += 1
    return min(at, len(tokens) - 1)
