"""The application: its pages, its HTTP interface, what every answer carries."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lemmata import __version__
from lemmata.web import vendored
from lemmata.web.api import install, working
from lemmata.web.api import router as api
from lemmata.web.limits import LIMITS, Limits
from lemmata.web.pages import book, checking, documents, lemmas, panels, pictures, starting, tools
from lemmata.web.shelf import Shelf
from lemmata.web.site import STATIC, Site

# Nothing is loaded from elsewhere, and no page is shown inside of another one.
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
           "Cross-Origin-Opener-Policy": "same-origin"}


def create_app(shelf: Shelf | None = None, still: bool = False, limits: Limits = LIMITS) -> FastAPI:
    """The handbook as an application; with the reader's own documents where there is a shelf.

    still   pages as they are written to files: links are relative, what needs the engine is left out
    """
    app = FastAPI(title="Lemmata", version=__version__, docs_url=None, redoc_url=None, lifespan=working(limits),
                  summary="Formulas read, compared, derived and written as code; documents checked. No code is run.")
    # files are written of whole pages only
    app.state.site = Site(shelf, still, lambda: not still and not app.state.workers.is_ready)
    for pages in (book, lemmas, documents, checking, panels, pictures, tools, starting):
        app.include_router(pages.router)
    app.include_router(api)
    app.add_api_route("/static/vendor/plotly.min.js", _plotly, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.exception_handler(HTTPException)(_refused)
    install(app, limits)
    app.add_middleware(GZipMiddleware, minimum_size=1 << 10, compresslevel=5)  # others may look from another machine
    app.add_middleware(Headed)
    return app


class Headed:
    """Gives every answer the headers."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, headed if scope["type"] == "http" else send)


def _plotly() -> Response:
    return FileResponse(vendored.plotly(), media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})


async def _refused(request: Request, error: Exception) -> Response:
    """What is not there: a page for readers."""
    assert isinstance(error, HTTPException)
    site: Site = request.app.state.site
    title = "There is no such page" if error.status_code == 404 else "This did not work"
    return site.page("error.html", request.url.path.strip("/"), error.status_code, title=title, message=error.detail)
