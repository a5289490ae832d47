"""Displayed formulas as a rule of markdown-it: dollars, brackets, environments, over several lines."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

MAX_LINES = 200  # of one display
ENVIRONMENT = (  # as it begins
    r"\\begin\{(?P<name>(?:equation|align|aligned|gather|gathered|multline|eqnarray|alignat|flalign|math|displaymath)\*?)\}")
_OPENING = re.compile(
    rf"(?P<dollars>\$\$)|(?P<bracket>\\{{1,2}}\[)|{ENVIRONMENT}"
    r"|(?P<colon>:{3,})\s*\{math\}(?P<argument>[^\n]*)$"
)
_AFTER = re.compile(r"\s*(?:[.,;:]|\{[^{}]*\}|\([\w:.-]+\)|\\tag\{[^{}]*\})*\s*")
STOPS = re.compile(r"\s{0,3}(?:#{1,6}\s|```|~~~)")


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a formula in a display that begins on a line of its own."""
    if state.is_code_block(start):
        return False
    src = state.src
    low = state.bMarks[start] + state.tShift[start]
    opening = _OPENING.match(src, low, state.eMarks[start])
    if opening is None:
        return False
    if opening["dollars"]:
        closing = "$$"
    elif opening["bracket"]:
        closing = opening[0][:-1] + "]"
    elif opening["colon"]:
        closing = opening["colon"]
    else:
        closing = rf"\end{{{opening['name']}}}"
    rows: list[tuple[int, int]] = []
    line, at = start, opening.end()
    close = -1
    while line < end:
        stop = state.eMarks[line]
        if line > start:
            at = state.bMarks[line] + state.tShift[line]
            blank = at >= stop
            if (not blank and state.sCount[line] < state.blkIndent) or STOPS.match(src, at, stop):
                break
        close = src.find(closing, at, stop)
        rows.append((at, stop if close < 0 else close))
        if close >= 0:
            break
        line += 1
    if close >= 0:
        tail = close + len(closing)
        if _AFTER.match(src, tail, state.eMarks[line]).end() < state.eMarks[line]:  # type: ignore[union-attr]
            if line == start:
                return False  # `$$a$$ and more`: running text
        else:
            tail = state.eMarks[line]
    else:
        blanks = [k for k in range(start, line) if state.isEmpty(k)]
        line = (blanks[0] if blanks else line) - 1
        tail = state.eMarks[line]
        rows = rows[:line - start + 1]
        if not re.search(r"[\\^_=]", "".join(src[a:b] for a, b in rows)):
            return False
    if silent:
        return True
    if opening["name"]:
        rows = [(low, rows[0][1]), *rows[1:]]
        rows[-1] = (rows[-1][0], close + len(closing) if close >= 0 else rows[-1][1])
    problem = "" if close >= 0 else f"this {opening[0].strip()} is never closed; end the formula with {closing}"
    token = state.push("lemmata_math", "", 0)
    token.map = [start, line + 1]
    token.meta = {"open": low, "rows": rows, "tail": (tail, state.eMarks[line]), "problem": problem}
    state.line = line + 1
    return True
