"""Markdown as HTML: every formula of the checker is an element, and nothing of a document is a script."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.documents.formats.markdown import parse_markdown
from lemmata.web.manuscript import TAGS, anchor, extent, to_html
from lemmata.web.sections import numbered

CASES = [
    ("A $x$.", '<p>A <span class="formula" id="formula-0" data-formula="0"><span class="tex">x</span></span>.</p>'),
    ("A $x < 1$.", 'aria-label="Open this formula"></button></span>'),
    ("$$\na\n= b\n$$", '<span class="tex" data-display>a\n= b</span>'),
    ("> $$\n> a = b\n> $$\n> below", "<blockquote>"),
    ("\\[a = b\\] and \\(c\\)", 'data-formula="1"><span class="tex">c</span></span>'),
    ("\\begin{align}a &= b\\end{align}", "\\begin{align}a &amp;= b\\end{align}"),
    ("```math\na = b\n```", '<span class="tex" data-display>a = b</span>'),
    ("| a |\n|---|\n| $x + y$ |", '<span class="tex">x + y</span><button'),
    ("`$x$` costs", "<code>$x$</code>"),
    ("```python\nx = 1\n```", '<pre class="code" tabindex="0"><code><span class="n">x</span>'),
    ("```output\n1.0\n```", '<pre class="code output" tabindex="0"><code>1.0'),
    ("```nolanguage\n<b>\n```", "<code>&lt;b&gt;"),
    ("<details><summary>A</summary>\n\n$x$\n\n</details>", "<details><summary>A</summary>"),
    ("<!-- lemmata: x: real -->\n\n$x$", '<p><span class="formula"'),
    ("![words](https://example.org/a.png)", '<a href="https://example.org/a.png" rel="noreferrer">words</a>'),
    ("![words](a.png)", '<img src="a.png" alt="words" loading="lazy">'),
    ("[out](https://example.org)", '<a href="https://example.org" rel="noreferrer">out</a>'),
    ("## The *chain* rule", '<h2 id="the-chain-rule">'),
    ("~~gone~~", "<s>gone</s>"),
]


def html_of(text: str) -> str:
    return to_html(text, numbered(parse_markdown(text)).numbers.get)


@pytest.mark.parametrize(("text", "part"), CASES)
def test_cases(text: str, part: str) -> None:
    assert part in html_of(text)


class Seen(HTMLParser):
    """The tags and attributes of a page, and the numbers of its formulas."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.numbers: list[int] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "data-formula":
                self.numbers.append(int(value or ""))
            if name in ("href", "src"):
                self.addresses.append(value or "")


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>",
    "<a href='x'>y</a>",
    "[a](javascript:alert(1))", "[a](data:text/html,x)", "![a](javascript:alert(1))", "<svg/onload=alert(1)>",
    "$x$<iframe src=//x>", "$</span><script>1</script>$", "```\"><script>\nx\n```", "<!-- a --><script>b</script>-->",
    "<b onclick=alert(1)>x</b>", "# <script>x</script>", "$$</span><b onclick=1>$$", "\ue0000\ue001 $x$",
    "<style>*{}</style>",
]
OURS = {"span", "div", "button", "a", "img", "del", *TAGS, *(f"h{k}" for k in range(1, 7)), "section"}
ATTRIBUTES = {"class", "id", "data-formula", "data-display", "role", "tabindex", "type", "aria-label", "href", "rel",
    "src",
              "alt", "loading", "start"}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_document_acts(text: str) -> None:
    seen = Seen(html_of(text))
    assert seen.tags <= OURS and seen.attributes <= ATTRIBUTES
    assert not [address for address in seen.addresses if address.lower().startswith(("javascript", "data"))]


PIECES = st.sampled_from([
    "Let $x$ be.", "$$\na = b\n$$", "- $y > 0$\n- two", "> $z$ quoted", "\\[c\\]", "text",
    "| a | b |\n|---|---|\n| $x$ | $y$ |",
    "```python\nx = '$1$'\n```", "1. $a$\n\n   $$\n   b\n   $$", "## On $k$", "`$q$`", "$$ open",
    "<details>\n\n$m$\n\n</details>",
    "\\begin{equation}d = e\\end{equation}", "$a$ and $b$, $c$.", "<b>$n$</b>", "a \\$ b $p$ c", *HOSTILE])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_every_formula_has_its_place(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    document = parse_markdown(text.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd"))
    seen = Seen(html_of(text))
    assert seen.numbers == list(range(len(document.formulas)))
    assert seen.tags <= OURS and seen.attributes <= ATTRIBUTES


def test_extent_holds_the_delimiters() -> None:
    text = "a $x$ b \\[y\\] $$z$$"
    document = parse_markdown(text)
    assert [text[slice(*extent(document, formula))] for formula in document.formulas] == ["$x$", "\\[y\\]", "$$z$$"]


def test_anchors() -> None:
    assert anchor("The chain rule, twice!") == "the-chain-rule-twice"
