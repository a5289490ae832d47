"""Python blocks of a document, and what comes of them."""

from __future__ import annotations

from typing import Any

from lemmata.documents.code.child import Limits
from lemmata.documents.code.run import Outcome, run_blocks
from lemmata.documents.formats.markdown import parse_markdown


def block(*lines: str) -> str:
    return "```python\n" + "\n".join(lines) + "\n```\n"


def outcomes(text: str, **limits: Any) -> list[Outcome]:
    return run_blocks(parse_markdown(text).code, limits=Limits(**{"seconds": 20, **limits}))


def outcomes_of(*sources: str, **limits: Any) -> list[Outcome]:
    return outcomes("".join(map(block, sources)), **limits)
