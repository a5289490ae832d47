"""What a document asks of the checker: `ignore`, `ignore[F102]`, `conventions layout=denominator`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lemmata.documents.catalogue import catalogue, codes_of
from lemmata.documents.conventions import Conventions, SettingError, nearest, quoted
from lemmata.documents.formats.blocks import CodeBlock, Comment, Document, Formula, Paragraph
from lemmata.documents.formats.frontmatter import front_matter
from lemmata.documents.reports.issues import kept
from lemmata.documents.reports.report import Finding

_ALONE = ("ignore", "off", "skip")
_IGNORE = re.compile(r"(?is)(?:ignore|off|skip)\s*\[(?P<codes>[^\]]*)\]\s*")
_CONVENTIONS = re.compile(r"(?is)conventions\b(?P<rest>.*)")
_WORD = re.compile(r"[\w-]++(?!\s*[:,;])")
_KNOWN = ("ignore", "conventions")
_ENTRY = re.compile(r"(?m)^lemmata:[ \t]*(?P<flow>\{[^}\n]*\})?[ \t]*(?:#.*)?\n?(?P<rows>(?:[ \t]+\S.*(?:\n|\Z))*)")
ASKED = "ignored, as the document asks"


@dataclass(frozen=True)
class Directive:
    """What a comment asks: codes that are ignored at what comes next, or conventions for the document.

    >>> read_directive("ignore[F102]").codes, read_directive("X: real[n]") is None
    (frozenset({'F102'}), True)
    """

    codes: frozenset[str] = frozenset()
    conventions: Conventions = field(default_factory=Conventions)


def read_directive(text: str) -> Directive | None:
    """The directive of a comment, None where it declares symbols. Raises SettingError."""
    text = text.strip()
    if text.lower() in _ALONE:
        return Directive(frozenset(catalogue()))
    if match := _IGNORE.fullmatch(text):
        codes = codes_of([match["codes"]])
        if not codes:
            raise SettingError("which codes are to be ignored? Write, for example, ignore[F102]")
        return Directive(frozenset(codes))
    if (match := _CONVENTIONS.fullmatch(text)) and not match["rest"].lstrip().startswith(":"):
        return Directive(conventions=Conventions.parse(match["rest"]))
    if word := _WORD.match(text):  # behind a name that is declared stands a colon
        near = nearest(word[0].lower(), list(_KNOWN))
        raise SettingError(f"no directive {quoted(word[0])}{near} (known: ignore, ignore[F102], conventions "
                           "layout=denominator; symbols are declared as x: real[n])")
    return None


def conventions_in(document: Document) -> Conventions:
    """The conventions that a document sets, for all of it; what is not understood there is reported where it stands."""
    found = Conventions()
    for comment in _comments(document):
        try:
            directive = read_directive(comment.text)
        except SettingError:
            continue
        if directive is not None:
            found = directive.conventions.over(found)
    try:
        return found.over(_in_front(document.text))
    except SettingError:
        return found


def _in_front(text: str) -> Conventions:
    """Those of `lemmata:` in the front matter. Raises SettingError."""
    match = _ENTRY.search(text[:front_matter(text)])
    if match is None:
        return Conventions()
    rows = re.sub(r"(?m)\s#.*$", "", match["flow"] or match["rows"])
    return Conventions.parse(re.sub(r"[{}\"']", " ", rows))


def problem_in_front(document: Document) -> str:
    """What is not understood in `lemmata:` of the front matter, "" where all is."""
    try:
        _in_front(document.text)
    except SettingError as error:
        return str(error)
    return ""


def _comments(document: Document) -> Iterator[Comment]:
    for block in document.blocks:
        if isinstance(block, Comment):
            yield block
        elif isinstance(block, Paragraph):
            yield from (segment for segment in block.segments if isinstance(segment, Comment))


def silenced_at(document: Document) -> dict[tuple[int, int], frozenset[str]]:
    """The codes that are ignored at a place: each `ignore` is for the formula or code block that comes next."""
    found: dict[tuple[int, int], frozenset[str]] = {}
    pending: frozenset[str] = frozenset()
    for block in document.blocks:
        for part in block.segments if isinstance(block, Paragraph) else (block,):
            if isinstance(part, Comment):
                try:
                    directive = read_directive(part.text)
                except SettingError:
                    continue
                if directive is not None and directive.codes:
                    pending |= directive.codes
            elif isinstance(part, Formula | CodeBlock):
                if pending:
                    found[part.line, part.column] = pending
                pending = frozenset()
    return found


def obeyed(finding: Finding, codes: frozenset[str]) -> Finding:
    """A finding without what the document asks to ignore there."""
    left, dropped = kept(finding, lambda issue: issue.code not in codes)
    if not dropped:
        return finding
    said = f"{ASKED} ({', '.join(sorted({issue.code for issue in dropped}))})"
    if left is None or not left.code:
        verdict = "notation" if finding.kind == "formula" else left.verdict if left is not None else "skipped"
        return replace(finding, verdict=verdict, message=said, hint="", counterexample=None, parts=(), excerpt=())
    return left
