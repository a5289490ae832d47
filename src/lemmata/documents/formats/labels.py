"""The word that stands before a formula, and what the opening line of a code block says."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\s*(?:\d+[.)]\s*)?(?:(?P<mark>\*\*|__|\*|_)(?P<marked>(?:(?!(?P=mark))[^\n]){1,80}?)(?P<inner>[:.])?(?P=mark)"
    r"(?:\s*\([^()\n]{0,40}\))?\s*(?P<outer>:|-{1,3}\s|–|—)?"
    r"|(?P<plain>[A-Z][\w'’&/ -]{1,48}):)\s*"
)
_PYTHON = {"python", "py", "python3", "ipython", "ipython3", "py3", "pycon", "python-repl", "jupyter-python"}
_ATTRIBUTES = re.compile(r"^\{(?P<inner>[^}]*)\}(?P<rest>.*)$")


def read_label(text: str) -> tuple[str, int]:
    """The words that introduce what follows ("**Independence**: ..."), and where the rest begins.

    >>> read_label("**Independence**: $P$")
    ('Independence', 18)
    """
    match = _LABEL.match(text)
    if match is None or not (match["plain"] or match["inner"] or match["outer"]):
        return "", 0
    label = (match["plain"] or match["marked"]).strip(" :.*_")
    return ("", 0) if "$" in label or "`" in label else (label, match.end())


def read_info(info: str) -> tuple[str, str]:
    """The language of a fence and the rest of its info string.

    >>> read_info("{.python .input}"), read_info("{code-cell} ipython3"), read_info("py title='a'")
    (('python', '.input'), ('python', ''), ('python', "title='a'"))
    """
    info = info.strip()
    match = _ATTRIBUTES.match(info)
    words = (match["inner"].replace(",", " ") if match else info).split()
    rest = match["rest"].strip() if match else ""
    language = words[0].lstrip(".={").rstrip("}").lower() if words else ""
    others = words[1:]
    if language in ("code-cell", "code-block", "code", "sourcecode"):
        language, others = (rest.split() or [""])[0].lower(), rest.split()[1:]
    return ("python" if language in _PYTHON else language), " ".join(others)
