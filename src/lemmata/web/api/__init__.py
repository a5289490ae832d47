"""The HTTP API: formulas are read, compared, derived and written as code, documents checked, answers judged.

    app = FastAPI(lifespan=working())
    app.include_router(router)
    install(app)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, FastAPI

from lemmata.web.api import (
    accuracy,
    annotate,
    answer,
    check,
    code,
    data,
    derive,
    equal,
    formula_notebook,
    opened,
    parse,
    picture,
    search,
    stabilize,
)
from lemmata.web.api.answering import Answers
from lemmata.web.api.errors import PREFIX
from lemmata.web.api.errors import install as install_errors
from lemmata.web.api.warm import warm
from lemmata.web.limits import DOCUMENT_BODY, LIMITS, LOADED, WORKED, Guard, Limits
from lemmata.web.workers import Workers

__all__ = ["install", "router", "working"]

router = APIRouter(prefix=PREFIX)
for one in (parse, equal, derive, accuracy, stabilize, code, picture, data, opened, formula_notebook, check, annotate,
            answer, search):
    router.include_router(one.router)


def install(app: FastAPI, limits: Limits = LIMITS) -> None:
    """Give an application the limits of the API, which hold for pages that ask workers too, and the handlers of its
    errors; those that it has are kept."""
    app.state.limits = limits
    app.state.answers = Answers(limits.kept)
    install_errors(app)
    app.add_middleware(Guard, prefixes=(f"{PREFIX}/", *LOADED, *WORKED), pages=WORKED, limits=limits,
                       bodies={f"{PREFIX}/{name}": DOCUMENT_BODY for name in ("check", "annotate", "annotate/parts")})


def working(limits: Limits = LIMITS) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The lifespan of an application with its workers, in `app.state.workers`."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with Workers(limits, warm) as app.state.workers:
            yield

    return lifespan
