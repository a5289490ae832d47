"""Markdown as HTML, in which each formula is an element that can be opened.

The formulas are those that the checker finds, at the same places: each is cut out of the text before Markdown is
rendered, and put back as an element with its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from lemmata.documents.formats.blocks import Document, Formula
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.web.formulas import element

# What a text from outside may use of HTML: marks without attributes. All else is shown as it is written.
TAGS = ("details", "summary", "b", "strong", "i", "em", "sub", "sup", "kbd", "br", "hr", "u", "s", "small", "code",
        "pre", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "blockquote")
_TAG = re.compile(rf"<(/?)({'|'.join(TAGS)})\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
MARK = "\ue000{}\ue001"  # characters for private use stand for a formula while Markdown is rendered
MARKS = re.compile("\ue000(\\d+)\ue001")
_CLOSING = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$`": "`$", "$": "$"}
_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})")
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")

Number = Callable[[int], int | None]
Words = Callable[[str], str]


def _same(text: str) -> str:
    return text


def _nothing(text: object) -> str:
    return ""


def to_html(text: str, number: Number = lambda offset: None, link: Words = _same,
            marks: Callable[[int], str] = _nothing, remarks: Words = _nothing) -> str:
    """A text in Markdown as HTML.

    number   of the formula that begins at an offset of the text; None: it can't be opened
    link     the address for the target of a link
    marks    classes of the formula with a number
    remarks  what stands below a block of code, as HTML, by its source

    >>> to_html("Let $x > 0$ be *small*.")
    '<p>Let <span class="formula tex">x &gt; 0</span> be <em>small</em>.</p>\\n'
    """
    clean = unmarked(text)
    document = parse_markdown(clean)
    elements = []
    for formula in reversed(document.formulas):
        start, end = extent(document, formula)
        elements.append(_element(formula, number(start), marks))
        clean = f"{clean[:start]}{MARK.format(len(elements) - 1)}{clean[end:]}"
    rendered = _parser(link, remarks).render(clean)
    return MARKS.sub(lambda mark: elements[int(mark[1])], rendered)


def unmarked(text: str) -> str:
    """A text that has none of the characters that stand for what is put in."""
    return re.sub("[\ue000-\ue003]", "\ufffd", text)


def extent(document: Document, formula: Formula) -> tuple[int, int]:
    """Where a formula begins and ends in its text, with what encloses it."""
    text = document.lines.text
    start = document.lines.starts[formula.line - 1] + formula.column - 1
    last = formula.content.offset(max(len(formula.source) - 1, 0)) + bool(formula.source)
    if fence := _FENCE.match(text, start):
        close = re.compile(rf"^[ \t>]*{re.escape(fence[1])}[ \t]*$", re.MULTILINE).search(text, last)
        return start, close.end() if close else last
    opening = next((mark for mark in _CLOSING if text.startswith(mark, start)), "")
    if not opening:  # \begin{align} stands by itself
        return start, last
    close_at = text.find(_CLOSING[opening], last)
    return start, last if close_at < 0 else close_at + len(_CLOSING[opening])


def _element(formula: Formula, number: int | None, marks: Callable[[int], str]) -> str:
    return element(formula.source, formula.display, number, marks(number) if number is not None else "")


def _parser(link: Words, remarks: Words) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    rules = _Rules(link, remarks)
    for name in ("html_block", "html_inline", "fence", "code_block", "link_open", "table_open", "table_close",
                 "heading_open", "image"):
        parser.renderer.rules[name] = getattr(rules, name)
    return parser


class _Rules:
    """How what Markdown holds is written."""

    def __init__(self, link: Words, remarks: Words):
        self.link, self.remarks = link, remarks

    def html_block(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        return _harmless(tokens[place].content)

    html_inline = html_block

    def fence(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        token = tokens[place]
        language = re.split(r"[\s{},]+", token.info.strip().strip("{}"))[0]
        return code(token.content, language) + self.remarks(token.content)

    code_block = fence

    def link_open(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        target = str(tokens[place].attrGet("href") or "")
        parts = urlsplit(target)
        address = target if parts.scheme or not parts.path else self.link(target)
        if not address:  # where it would lead is not known here: its words stay
            return "<a>"
        outside = ' rel="noreferrer"' if parts.scheme else ""
        return f'<a href="{escape(address)}"{outside}>'

    def image(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        target, words = str(tokens[place].attrGet("src") or ""), escape(tokens[place].content)
        if urlsplit(target).scheme or urlsplit(target).netloc:  # no page loads anything from elsewhere
            return f'<a href="{escape(target)}" rel="noreferrer">{words or escape(target)}</a>'
        if not (address := self.link(target)):
            return f'<span class="quiet">[picture: {words or escape(target)}]</span>'
        return f'<img src="{escape(address)}" alt="{words}" loading="lazy">'

    def table_open(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        return '<div class="wide"><table>'

    def table_close(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        return "</table></div>"

    def heading_open(self, tokens: list[Token], place: int, options: object, env: object) -> str:
        return f'<{tokens[place].tag} id="{anchor(tokens[place + 1].content)}">'


def anchor(title: str) -> str:
    """What addresses a heading: "The chain rule" is the-chain-rule."""
    return re.sub(r"[^\w]+", "-", MARKS.sub("", title).lower()).strip("-")


def _harmless(html: str) -> str:
    """HTML with comments gone, marks of the list kept, and all else as text."""
    html = _COMMENT.sub("", html)
    parts, last = [], 0
    for tag in _TAG.finditer(html):
        parts += [escape(html[last:tag.start()], quote=False), f"<{tag[1]}{tag[2].lower()}>"]
        last = tag.end()
    return "".join([*parts, escape(html[last:], quote=False)])


def code(source: str, language: str = "") -> str:
    """A block of code with its words in colours; what code printed, and other text, without."""
    name = {"output": "", "text": ""}.get(language, language)
    try:
        shown = highlight(source, get_lexer_by_name(name), HtmlFormatter(nowrap=True)) if name else escape(source)
    except ClassNotFound:
        shown = escape(source)
    kind = f"code {language}" if language in ("output", "text") else "code"
    return f'<pre class="{kind}" tabindex="0"><code>{shown}</code></pre>\n'
