"""The handbook for tests: without a server and without processes of its own, or the real thing on a free port."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import uvicorn

from lemmata.web.api.warm import warm
from lemmata.web.app import create_app
from lemmata.web.limits import Limits
from lemmata.web.workers import Workers

PATIENT = Limits(workers=1, rate=1e6, burst=10**6)


class Here(Workers):
    """Workers that are this process: what a worker answers, without the seconds that one takes to start."""

    is_ready = True

    async def run(self, function: Callable[..., Any], *args: Any, seconds: float | None = None,
                  aside: bool = False, hear: Callable[[Any], None] | None = None) -> Any:
        return function(*args) if hear is None else function(*args, tell=hear)


def application(limits: Limits = PATIENT, still: bool = False) -> Any:
    """The application with its work done here."""
    app = create_app(limits=limits, still=still)

    @asynccontextmanager
    async def idle(app: Any) -> AsyncIterator[None]:
        yield

    app.router.lifespan_context = idle
    app.state.workers = Here(limits, os.getpid)
    return app


class Client:
    """Asks an application without a server."""

    def __init__(self, app: Any):
        self.app = app

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


@contextmanager
def served(limits: Limits = PATIENT, warm: Callable[[], object] = warm) -> Iterator[httpx.Client]:
    """A client of a server with these limits; when it ends, so have its processes. `warm`: what each begins with."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(limits=limits)

        @asynccontextmanager
        async def working(app: Any) -> AsyncIterator[None]:
            async with Workers(limits, warm) as app.state.workers:
                yield

        app.router.lifespan_context = working
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until = time.monotonic() + 30
            while not server.started and time.monotonic() < until:
                time.sleep(0.01)
            address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
