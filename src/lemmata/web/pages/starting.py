"""The first seconds of a server: its workers still import the engine. Pages come at once, and say what is to follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from lemmata.web.site import Site

router = APIRouter(include_in_schema=False)


@router.get("/ready")
async def ready(request: Request) -> JSONResponse:
    """Answers as soon as a worker is ready: a page that was shown before asks for itself again then."""
    await request.app.state.workers.ready()
    return JSONResponse({"ready": True}, headers={"Cache-Control": "no-store"})


async def made(request: Request, key: str, seconds: float, work: Callable[..., Any], *args: Any) -> Any:
    """What a page is made of, worked out once; None while no worker is ready and the page can be had without it."""
    site: Site = request.app.state.site
    if key not in site.made:
        if site.starting():
            return None
        site.made[key] = await request.app.state.workers.run(work, *args, seconds=seconds)
    return site.made[key]
