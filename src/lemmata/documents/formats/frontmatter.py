"""What a document says of itself before its text begins: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import re

_YAML = re.compile(r"\A\s*^---[ \t]*\n(?P<inner>(?!\s*\n).*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\s*^\+\+\+[ \t]*\n(?P<inner>.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"""["']?[\w.@$-]+(?: [\w.-]+){0,3}["']?[ \t]*:(?:[ \t]|$)""")
_FURTHER = re.compile(r"\s*$|\s|#|-(?:\s|$)|[\]}]")  # indented lines, comments, lists, ends of brackets
_ENTRY = re.compile(r"""["']?[\w.-]+["']?[ \t]*=|\[""")


def front_matter(text: str) -> int:
    """Where the text of a document begins: 0 where nothing stands before it.

    A rule (`---`) with running text below it is no front matter.

    >>> front_matter("---\\ntitle: Sums\\n---\\nText"), front_matter("---\\n\\nText\\n\\n---\\n")
    (19, 0)
    """
    found = _YAML.match(text)
    if found is not None:
        rows = found["inner"].split("\n")
        keys = [row for row in rows if _KEY.match(row)]
        return found.end() if keys and all(_KEY.match(row) or _FURTHER.match(row) for row in rows) else 0
    found = _TOML.match(text)
    if found is not None and any(_ENTRY.match(row) for row in found["inner"].split("\n")):
        return found.end()
    return 0


def without_front_matter(text: str) -> str:
    """The text with nothing but blanks before its beginning, so that every place stays the same."""
    start = front_matter(text)
    return re.sub(r"[^\n]", " ", text[:start]) + text[start:]
