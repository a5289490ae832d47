"""What one request may cost, and how many may come: sizes, seconds, memory, rate."""

from __future__ import annotations

import asyncio
import json
import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORMULA = 8 << 10  # characters of a formula, or of declarations
DOCUMENT = 1 << 20  # characters of a document
FORMULA_BODY = 3 * 12 * FORMULA + 1024  # bytes of a request: three texts, a character as two escapes (\ud835\udc65)
DOCUMENT_BODY = 4 * DOCUMENT + 1024  # UTF-8 at its longest, or what JSON makes of backslashes and line ends
LOADED = ("/panel/", "/picture/", "/figure/", "/bound/", "/data/", "/checking/")  # what scripts load, and workers make
WORKED = ("/lemma/", "/document/", "/notation", "/notebook/")  # what people open, and workers make
_DROPPED = 16 << 20  # bytes of what is too large that are read and dropped, so that the answer is heard
_DROPPING = 2.0  # seconds for that


@dataclass(frozen=True)
class Limits:
    """What the server gives to its readers.

    seconds, document_seconds, stability_seconds  of work for a formula, for a document, for a form that keeps digits
    watched_seconds  for a document whose reader sees how far it is, and can stop it
    memory     bytes of a worker
    workers    processes that work; 0: one a processor, two to four
    queue      requests that may wait for one of them, for `patience` seconds
    rate       requests a second that one address may go on with, after a first `burst`
    kept       bytes of answers that are kept for the same request
    reading    seconds in which the whole of a request has to come
    """

    seconds: float = 10.0
    document_seconds: float = 60.0
    stability_seconds: float = 30.0
    watched_seconds: float = 900.0
    memory: int = 4 << 30
    workers: int = 0
    queue: int = 64
    patience: float = 10.0
    rate: float = 20.0
    burst: int = 100
    kept: int = 16 << 20
    reading: float = 10.0

    @property
    def processes(self) -> int:
        """How many workers there are."""
        return self.workers or min(4, max(2, os.cpu_count() or 1))


LIMITS = Limits()


class Buckets:
    """A bucket of tokens for each address: a request takes one, and `rate` come back every second.

    >>> buckets = Buckets(rate=2, burst=1, now=lambda: 0)
    >>> buckets.wait("10.0.0.1"), buckets.wait("10.0.0.1"), buckets.wait("10.0.0.2")
    (0.0, 0.5, 0.0)
    """

    def __init__(self, rate: float, burst: int, most: int = 10_000, now: Callable[[], float] = time.monotonic):
        self.rate, self.burst, self.most, self.now = rate, burst, most, now
        self._full: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when they were counted

    def wait(self, address: str) -> float:
        """0 where a request is free to go; else seconds until one is. The addresses heard of last are known."""
        key, now = _network(address), self.now()
        tokens, then = self._full.pop(key, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - then) * self.rate)
        allowed = tokens >= 1
        self._full[key] = (tokens - allowed, now)
        if len(self._full) > self.most:
            self._full.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self.rate


def _network(address: str) -> str:
    """An address, or the network that one household has of IPv6: who has 2**64 addresses is still one."""
    try:
        return address if ip_address(address).version == 4 else str(ip_network(f"{address}/64", strict=False))
    except ValueError:  # a socket's path, a test's name
        return address


class Guard:
    """In front of what asks workers: the rate of each address, and bodies of bounded size that come in bounded time."""

    def __init__(self, app: ASGIApp, prefixes: tuple[str, ...], limits: Limits = LIMITS,
                 bodies: dict[str, int] | None = None, pages: tuple[str, ...] = ()):
        """
        prefixes  of the paths that it stands before
        bodies    bytes that a request to a path may have, where these are not those of formulas
        pages     prefixes of those that people read: they get a page, which the application makes of the exception
        """
        self.app, self.prefixes, self.limits, self.bodies, self.pages = app, prefixes, limits, bodies or {}, pages
        self.buckets = Buckets(limits.rate, limits.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self.prefixes):
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        if wait := self.buckets.wait(address):
            message, seconds = f"more than {self.limits.rate:g} requests a second from {address}", math.ceil(wait)
            if scope["path"].startswith(self.pages):
                await _refuse_page(scope, receive, send, message, seconds)
            else:
                await refuse(send, 429, "too_many", message, f"wait {seconds} s", seconds)
            return
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            body = await self._body(scope, receive, send, self.bodies.get(scope["path"], FORMULA_BODY))
            if body is None:
                return
            receive = _again(body, receive)
        await self.app(scope, receive, send)

    async def _body(self, scope: Scope, receive: Receive, send: Send, most: int) -> bytes | None:
        """The whole body; None where it was refused, or whoever sent it is gone."""
        told = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        length = int(told) if told.isdigit() and len(told) < 20 else 0
        parts: list[bytes] = []
        more = True
        try:
            async with asyncio.timeout(self.limits.reading):
                while more and length <= most:
                    message = await receive()
                    if message["type"] != "http.request":
                        return None
                    parts.append(message.get("body", b""))
                    length = max(length, sum(map(len, parts)))
                    more = message.get("more_body", False)
        except TimeoutError:
            await refuse(send, 408, "slow_request", f"the request was not whole after {self.limits.reading:g} s",
                         "send it at once")
            return None
        if length > most:
            await _drop(receive, more)
            await refuse(send, 413, "too_large", f"a request of {length} bytes or more; at most {most} are read",
                         "send a shorter text")
            return None
        return b"".join(parts)


async def _drop(receive: Receive, more: bool) -> None:
    """Read on for a while: who still sends when its connection is closed does not hear why."""
    left = _DROPPED
    try:
        async with asyncio.timeout(_DROPPING):
            while more and left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError:
        pass


def _again(body: bytes, receive: Receive) -> Receive:
    """What was received already, then what comes: that the other side is gone."""
    left = [body]

    async def replay() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return replay


def error_body(code: str, message: str, remedy: str = "", **more: Any) -> bytes:
    """An error as the API tells it; what is no character (half of one) is replaced."""
    error = {"code": code, "message": message, **({"remedy": remedy} if remedy else {}), **more}
    return json.dumps({"error": error}, ensure_ascii=False).encode("utf-8", "replace")


async def _refuse_page(scope: Scope, receive: Receive, send: Send, message: str, retry: int) -> None:
    """The same for who opened a page, in the application's form of it."""
    from starlette.exceptions import HTTPException
    from starlette.requests import Request

    told = HTTPException(429, f"There are {message}. In {retry} s this page can be loaded again.")
    response = await scope["app"].exception_handlers[HTTPException](Request(scope), told)
    response.headers["Retry-After"] = str(retry)
    await response(scope, receive, send)


async def refuse(send: Send, status: int, code: str, message: str, remedy: str, retry: int = 0) -> None:
    """Answer with an error, and close: what is left of the request is not read."""
    body = error_body(code, message, remedy)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()),
               (b"connection", b"close"), *([(b"retry-after", str(retry).encode())] if retry else [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
