"""The word that stands before a formula, and what the opening line of a code block says."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\s*(?:\d+[.)]\s*)?(?:(?P<mark>\*\*|__|\*|_)(?P<marked>(?:(?!(?P=mark))[^\n]){1,80}?)(?P<inner>[:.])?(?P=mark)"
    r"(?:\s*\([^()\n]{0,40}\))?\s*(?P<outer>:|-{1,3}\s|–|—)?"
    r"|(?P<plain>[A-Z][\w'’&/ -]{1,48}):)\s*"
)
# "This is symmetric:" claims what follows, and names nothing.
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|had|this|that|it|they|holds?|gives?|gets?|follows?|"
                       r"becomes?|yields?|satisf(?:y|ies)|shows?|implies)\b", re.IGNORECASE)
_PYTHON = {"python", "py", "python3", "ipython", "ipython3", "py3", "pycon", "python-repl", "jupyter-python"}
# Directives of MyST and Sphinx that hold code; of these, the ones that hold Python.
_CODE_DIRECTIVES = ("code-cell", "code-block", "code", "sourcecode", "testcode", "testsetup", "testcleanup", "doctest",
                    "ipython", "jupyter-execute", "plot")
_PYTHON_DIRECTIVES = _CODE_DIRECTIVES[4:]
FENCE = r"`{3,}|~{3,}"  # what opens and closes a block of code
INFO = r"[ \t]*(?P<info>[^`]*)$"  # and what may stand behind its opening
OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")  # of a directive, on a line of its own
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
    sentence = match["plain"] and _SENTENCE.search(label)
    return ("", 0) if "$" in label or "`" in label or sentence else (label, match.end())


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
    if match is not None and language in _CODE_DIRECTIVES:
        if language in _PYTHON_DIRECTIVES:
            language, others = "python", rest.split()
        else:  # the kernel of a notebook is Python where nothing else is said
            usual = "python" if language == "code-cell" else ""
            language, others = (rest.split() or [usual])[0].lower(), rest.split()[1:]
    return ("python" if language in _PYTHON else language), " ".join(others)


def read_options(source: str) -> list[str]:
    """The lines at the start of a directive's body that are its options: `:tags: [a]`, or YAML between `---`.

    >>> read_options(":tags: [raises-exception]\\n\\n1 / 0\\n"), read_options("x = 1\\n")
    ([':tags: [raises-exception]'], [])
    """
    rows = source.split("\n")
    if rows[0].strip() == "---":
        ends = [number for number, row in enumerate(rows[1:], 1) if row.strip() == "---"]
        return rows[:ends[0] + 1] if ends else []
    found = 0
    while found < len(rows) and rows[found].strip() and OPTION.match(rows[found]):
        found += 1
    return rows[:found]
