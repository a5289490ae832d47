"""The application: its pages, its HTTP interface, what every answer carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from lemmata import __version__
from lemmata.web import vendored
from lemmata.web.pages import book, documents, lemmas, panels, tools
from lemmata.web.shelf import Shelf
from lemmata.web.site import STATIC, Site

# Nothing is loaded from elsewhere, and no page is shown inside of another one.
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
           "Cross-Origin-Opener-Policy": "same-origin"}


def create_app(shelf: Shelf | None = None, still: bool = False) -> FastAPI:
    """The handbook as an application; with the reader's own documents where there is a shelf.

    still   pages as they are written to files: links are relative, what needs the engine is left out
    """
    app = FastAPI(title="Lemmata", version=__version__, docs_url=None, redoc_url=None,
                  summary="Formulas read, compared, derived and written as code; documents checked. No code is run.")
    app.state.site = Site(shelf, still)
    for pages in (book, lemmas, panels, tools, documents):
        app.include_router(pages.router)
    app.add_api_route("/static/vendor/plotly.min.js", _plotly, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.exception_handler(HTTPException)(_refused)
    app.middleware("http")(_headed)
    return app


async def _headed(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await proceed(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _plotly() -> Response:
    return FileResponse(vendored.plotly(), media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})


async def _refused(request: Request, error: Exception) -> Response:
    """What is not there: a page for readers."""
    assert isinstance(error, HTTPException)
    site: Site = request.app.state.site
    title = "There is no such page" if error.status_code == 404 else "This did not work"
    return site.page("error.html", request.url.path.strip("/"), error.status_code, title=title, message=error.detail)
