"""Small functions that emitted code brings with it, read from the files beside this one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HEADS = {"py": r"^def (\w+)", "js": r"^function (\w+)"}


@cache
def read_helpers(language: str) -> dict[str, str]:
    """The source of each helper by its name, in `py` or `js`.

    >>> print(read_helpers("js")["logit"])
    function logit(p) {
      return Math.log(p) - Math.log1p(-p);
    }
    """
    found = {}
    for path in sorted((Path(__file__).parent / "sources").glob(f"*.{language}")):
        for block in re.split(rf"(?m)(?={HEADS[language]})", path.read_text(encoding="utf-8")):
            head = re.match(HEADS[language], block)
            if head:
                found[head[1]] = block.rstrip()
    return found
