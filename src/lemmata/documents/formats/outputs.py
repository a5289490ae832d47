"""Outputs that stand below a code block: `Output:` and a block of text, `{testoutput}`, a block marked as output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lemmata.documents.formats.blocks import Block, CodeBlock, Paragraph, Stated

_OUTPUT = ("output", "out", "stdout", "testoutput")
_TEXT = ("", "none", "text", "txt", "plain", "plaintext", "console")
_SAYS = re.compile(
    r"\b(?:outputs?|prints?|printed|gives?|yields?|results?|returns?|displays?|shows?|we (?:get|obtain|see)|produces?|"
    r"evaluates to)\b[^.]*:?\s*$|^\W*(?:expected )?(?:output|out|result|prints)\W*$", re.IGNORECASE)
_LONGEST = 200  # characters of what introduces an output


def with_outputs(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with what the document states of the output of its code."""
    found: list[Block] = []
    code = -1  # the place of the block whose output may follow
    said = ""
    for block in blocks:
        if isinstance(block, CodeBlock):
            stated = _stated(block, said, code == len(found) - 1) if code >= 0 else None
            if stated is not None:
                program = found[code]
                assert isinstance(program, CodeBlock)
                found[code] = replace(program, output=stated)
                block = replace(block, language="output")
            code = len(found) if block.language == "python" and block.output is None else -1
            said = ""
        elif isinstance(block, Paragraph) and code >= 0:
            words = "".join(part if isinstance(part, str) else "x" for part in block.segments).strip()
            said = f"{said} {words}".strip()
            if block.kind == "heading" or len(said) > _LONGEST:
                code, said = -1, ""
        found.append(block)
    return tuple(found)


def _stated(block: CodeBlock, said: str, directly: bool) -> Stated | None:
    """What a block states as the output of the one before, if it does; `sure` where it is said to be one."""
    if block.language in _OUTPUT and (directly or _SAYS.search(said)):
        return Stated(block.source, block.where, block.line)
    if block.language not in _TEXT or re.match(r"\s*[$>%#] ?\w", block.source):
        return None
    if said and (_SAYS.search(said) and (said.endswith(":") or len(said) < 60)):
        return Stated(block.source, block.where, block.line)
    return Stated(block.source, block.where, block.line, sure=False) if directly and not said else None
