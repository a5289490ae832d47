"""One module of all helpers in JavaScript, for pages that run several formulas: each imports what it needs from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lemmata.engine.writers.code.loops.helpers import read_helpers
from lemmata.engine.writers.code.loops.javascript import JavaScript
from lemmata.engine.writers.code.loops.printer import CALLED

_HEAD = """\
// What compiled formulas need and JavaScript has not: loops, special functions, linear algebra over nested arrays.
// Written by Lemmata from the helpers of its JavaScript code.
"""


@cache
def runtime_js() -> str:
    """The text of an ES module that exports every helper of the JavaScript target.

    >>> "export function logit(p)" in runtime_js()
    True
    """
    return _HEAD + "\n" + "\n\n".join(f"export {source}" for source in read_helpers("js").values()) + "\n"


def runtime_names(lines: Sequence[str]) -> list[str]:
    """The helpers that lines of JavaScript call.

    >>> runtime_names(["return Math.exp(logit(p)); // not sum()"])
    ['logit']
    """
    code = re.sub(JavaScript.comments, "", "\n".join(lines))
    called = set(re.findall(CALLED.format(r"\w+"), code))
    return [name for name in read_helpers("js") if name in called]
