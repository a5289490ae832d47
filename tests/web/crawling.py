"""What the pages of a site refer to, and which of it is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

LOADED = {"data-picture": "", "data-figure": "", "data-bound": "", "data-panels": ".json"}  # by scripts, from the root


class Read(HTMLParser):
    """The ids of a page, and the addresses that it names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = {"", "top"}
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            elif name in LOADED and value:
                self.loaded.append(value + LOADED[name])


def dead(pages: Mapping[str, str], there: Callable[[str], bool]) -> Iterator[str]:
    """Which addresses lead nowhere, of pages by their paths from the root ("", "lemma/entropy/") as HTML.

    An anchor is looked for where its page is among these; addresses elsewhere are not asked for.
    """
    read = {path: Read(html) for path, html in pages.items()}
    for path, page in read.items():
        for loaded in page.loaded:
            if not there(loaded):
                yield f"/{path} loads /{loaded}, which is not there"
        for link in page.links:
            address = urlsplit(urljoin(f"http://site/{path}", link))
            if address.netloc != "site":
                continue
            target = unquote(address.path).lstrip("/")
            if not there(target):
                yield f"/{path} links to {link}, which is not there"
            elif target in read and unquote(address.fragment) not in read[target].ids:
                yield f"/{path} links to {link}, where nothing has this id"
