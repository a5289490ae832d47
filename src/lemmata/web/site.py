"""What all pages share: where they are, how templates are filled, how they link to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from lemmata import __version__
from lemmata.lemmas.book import chapters
from lemmata.web.shelf import Shelf
from lemmata.web.vendored import plotly_style_ids

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, eq=False)
class Site:
    """The pages of a server, or of a folder of files.

    shelf   the reader's own documents; None: the book alone
    made    what pages were made of, so that it is made once
    still   whether the pages are files without a server behind them: links are relative, what needs the engine is
            left out
    starting  whether no worker has the engine yet: pages are shown without what it adds, and ask again
    """

    shelf: Shelf | None = None
    still: bool = False
    starting: Callable[[], bool] = lambda: False
    made: dict[str, Any] = field(default_factory=dict)
    templates: Environment = field(default_factory=lambda: Environment(
        loader=PackageLoader("lemmata.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True))

    def __post_init__(self) -> None:
        self.templates.filters["words"] = words

    def page(self, template: str, path: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page by its template; `path` is its address from the root, "lemma/entropy"."""
        to = self.links(path)
        body = self.templates.get_template(template).render(
            path=path, to=to, root=to(""), site=self, still=self.still,
            starting=self.starting(), chapters=chapters(), version=__version__,
            style_ids=plotly_style_ids(),
            **context)
        return HTMLResponse(body, status)

    def links(self, path: str) -> Callable[[str], str]:
        """What makes addresses on the page at a path: "lemma/entropy" to "/lemma/entropy", or "../../lemma/entropy/".

        >>> Site().links("map")("lemma/entropy"), Site(still=True).links("lemma/norm")("map")
        ('/lemma/entropy', '../../map/')
        """
        if not self.still:
            return lambda target: f"/{target}"
        up = "../" * len(path.split("/")) if path else "./"

        def to(target: str) -> str:
            plain, mark, rest = target.partition("#")
            folder = plain and "." not in plain.rsplit("/", 1)[-1]
            return f"{up}{plain}{'/' if folder else ''}{mark}{rest}"

        return to


def words(text: str) -> Markup:
    """Words with formulas between dollar signs.

    >>> words("it holds with $x^2$ (a < b)")
    Markup('it holds with <span class="tex">x^2</span> (a &lt; b)')
    """
    parts = text.split("$") if text.count("$") % 2 == 0 else [text]
    return Markup("").join(Markup('<span class="tex">{}</span>').format(part) if place % 2 else part
                           for place, part in enumerate(parts))


def safe(html: str) -> Markup:
    """HTML that was made here."""
    return Markup(html)
