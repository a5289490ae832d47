"""Long work as a stream of events: what is found on the way, and then the whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from lemmata.web.api.answering import Answer, gone, limits_of, worked_out
from lemmata.web.api.errors import SMALLER, of_work, retry
from lemmata.web.workers import WorkError


class EventStream(StreamingResponse):
    """Events with a name and JSON, which nothing on the way keeps back."""

    media_type = "text/event-stream"


async def streamed(request: Request, function: Callable[..., Any], *args: Any, remedy: str = SMALLER,
                   done: Callable[[bytes], bytes] = bytes) -> Response:
    """What a function tells by its argument `tell`, a name and a value each time; then what it gives as `done`, or a
    `fault`.

    done   gets what it gave as JSON, and says what of it is sent

    What is refused before anything is told has its status. The work ends soon after whoever asked has gone.
    """
    told: asyncio.Queue[_Event] = asyncio.Queue()
    work = asyncio.ensure_future(_work(request, told, function, args, remedy))
    first, leaving = asyncio.ensure_future(told.get()), asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait((first, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not first.done():
            work.cancel()
    if not first.done():
        return Response(b"", 499)  # nobody reads it
    event = first.result()
    if event.status != 200:
        return Response(event.data, event.status, retry(event.status), "application/json")

    async def events() -> AsyncIterator[bytes]:
        part = event
        try:
            while part.name not in ("done", "fault"):
                yield part.written()
                part = await told.get()
            yield part.written() if part.name == "fault" else _Event("done", done(part.data)).written()
        finally:
            work.cancel()

    return EventStream(events(), headers={"Cache-Control": "no-store"})


class _Event(NamedTuple):
    """What is told, as JSON; of a fault, the status that it has where nothing was told before."""

    name: str
    data: bytes
    status: int = 200

    def written(self) -> bytes:
        return b"event: %s\ndata: %s\n\n" % (self.name.encode(), self.data)


async def _work(request: Request, told: asyncio.Queue[_Event], function: Callable[..., Any], args: tuple[Any, ...],
                remedy: str) -> None:
    try:
        found: Answer = await request.app.state.workers.run(
            worked_out, function, *args, seconds=limits_of(request).watched_seconds, aside=True,
            hear=lambda part: told.put_nowait(_Event(*part)))
        told.put_nowait(_Event("done" if found.status == 200 else "fault", found.body, found.status))
    except WorkError as error:
        refusal = of_work(error, f"{function.__module__}.{function.__name__}", remedy)
        told.put_nowait(_Event("fault", refusal.body, refusal.status))
