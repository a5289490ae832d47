"""Containers of text in dialects of Markdown: what is in them is text like any other, so only their marks are cut out.

MyST has ```` ```{note} ````, Pandoc, Quarto and others `::: {.callout}`, Material for MkDocs `!!! note` with indented
text. Marks become blanks, and every other place stays the same.
"""

from __future__ import annotations

import re

from lemmata.documents.formats.labels import FENCE, INFO, OPTION

_FENCE = re.compile(rf"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(?P<mark>{FENCE}|:{{3,}}){INFO}")
_DIRECTIVE = re.compile(r"^\{(?P<name>[\w:.+-]+)\}(?P<title>.*)$")
_TEXT = re.compile(
    r"(?:note|tip|hint|warning|important|attention|caution|danger|error|seealso|admonition|dropdown|details|topic|"
    r"sidebar|margin|aside|epigraph|pull-quote|highlights|compound|container|card(?:-\w+)?|grid(?:-[\w-]+)?|div|example|"
    r"tab-(?:set|item)|tabs?|tabbed|panels|versionadded|versionchanged|deprecated|figure|todo|exercise(?:-start|-end)?|"
    r"solution(?:-start|-end)?|proof|theorem|lemma|definition|corollary|proposition|remark|conjecture|assumption|axiom|"
    r"criterion|observation|property|algorithm|question|important|attention|glossary|list-table|only|"
    r"prf:[\w-]+|proof:[\w-]+)")
_RULE = re.compile(r"^[ \t>]*---[ \t]*$")
_MATH = re.compile(r"[$\\`]")
_ADMONITION = re.compile(r"^(?P<lead>[ \t]*)(?:(?:!!!|\?\?\?\+?)(?= +\w)|===[!+]?(?= +[\"']))")
_JEKYLL = re.compile(r"^(?P<lead>[ \t]*)\{%-?\s*(?P<end>end)?highlight\s*(?P<language>\w*)[^%]*%\}\s*$")
_MYST = re.compile(
    r"(?m)^[ \t>]*(?:`{3,}|~{3,}|:{3,})\{[a-z]|^(?:jupytext|myst\w*)\s*:|\{(?:math|ref|eq|numref|doc|term)\}`")
_ANY = re.compile(r"(?m)^[ \t>]*(?:.{0,6}(?:`{3}|~{3})[ \t]*\{|:::|!!!|\?\?\?|===[!+]? |\{%)")
_COMMENT = re.compile(r"^%(?:[ \t]|$)")
_TARGET = re.compile(r"^[ \t]*\([\w:.+-]+\)=[ \t]*$")


def without_containers(text: str) -> str:
    """The text with blanks for the marks and options of its containers.

    >>> without_containers(":::{note}\\n:class: tip\\nLet $x$.\\n:::\\n")
    '         \\n           \\nLet $x$.\\n   \\n'
    """
    myst = bool(_MYST.search(text))
    if not myst and not _ANY.search(text):
        return text
    rows = text.split("\n")
    shown: list[str] = []
    stack: list[tuple[str, bool]] = []  # the marks that are open, and whether they hold text
    options = yaml = backticks = False
    for row in rows:
        inside_code = bool(stack) and not stack[-1][1]
        fence = _FENCE.match(row)
        if fence is not None and stack and not fence["info"].strip() and _closes(fence["mark"], stack[-1][0]):
            mark, of_text = stack.pop()
            if mark[0] == ":" and backticks:
                row, backticks = row.replace(":", "`"), False
            shown.append(_blank(row, fence["lead"]) if of_text else row)
            options = False
            continue
        jekyll = _JEKYLL.match(row)
        if inside_code and not (jekyll and jekyll["end"] and stack[-1][0] == "%"):
            shown.append(row)
            continue
        if fence is not None and (fence["mark"][0] != ":" or fence["info"].strip()):
            holds = _holds_text(fence["mark"], fence["info"].strip())
            if fence["mark"][0] == ":" and not holds:
                code = re.match(r"\{(?:code|ipython|test|doctest|jupyter)", fence["info"])
                shown.append(row.replace(":", "`", len(fence["mark"])) if code and not fence["lead"].strip() else row)
                stack.append((fence["mark"], False))
                backticks = bool(code)
                continue
            stack.append((fence["mark"], holds))
            shown.append(_title(row, fence) if holds else row)
            options, yaml = holds, False
            continue
        if options:
            if _RULE.match(row) or yaml:
                shown.append(_blank(row, ""))
                if _RULE.match(row):
                    yaml, options = not yaml, not yaml
                continue
            options = bool(OPTION.match(row.lstrip(" \t>")))
            shown.append(_blank(row, re.match(r"[ \t>]*", row)[0]) if options else row)  # type: ignore[index]
            continue
        if fence is not None and fence["mark"][0] == ":":  # closes what was never opened
            shown.append(_blank(row, fence["lead"]))
            continue
        if jekyll is not None:
            stack = stack[:-1] if jekyll["end"] else [*stack, ("%", False)]
            shown.append(f"{jekyll['lead']}```{jekyll['language']}")
            continue
        admonition = _ADMONITION.match(row)
        if admonition is not None:
            mark = admonition[0][len(admonition["lead"]):]
            shown.append(f"{admonition['lead']}-{' ' * (len(mark) - 1)}{row[admonition.end():]}")
        elif myst and (_COMMENT.match(row) or _TARGET.match(row)):
            shown.append(_blank(row, ""))
        else:
            shown.append(row)
    return "\n".join(shown)


def _closes(mark: str, opening: str) -> bool:
    return mark[0] == opening[0] and len(mark) >= len(opening)


def _holds_text(mark: str, info: str) -> bool:
    """Whether what stands between these marks is text."""
    directive = _DIRECTIVE.match(info)
    if directive is not None and not directive["name"].startswith((".", "#")):
        return bool(_TEXT.fullmatch(directive["name"]))
    return mark[0] == ":" and not re.match(r"(?:math|code)\b", info)


def _blank(row: str, lead: str) -> str:
    return lead + " " * (len(row) - len(lead))


def _title(row: str, fence: re.Match[str]) -> str:
    """The mark that opens a container; of one whose title has formulas, the title stays, behind an empty comment."""
    directive = _DIRECTIVE.match(fence["info"])
    title = directive["title"] if directive is not None else ""
    if not _MATH.search(title) or fence["lead"].strip(" \t>"):
        return _blank(row, fence["lead"])
    start = len(row) - len(title)
    width = start - len(fence["lead"])
    return f"{fence['lead']}<!--{' ' * (width - 7)}-->{title}" if width >= 7 else _blank(row, fence["lead"])
