"""From a request to its answer: worked out by a worker, once for the same request, and for as long as someone waits."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from fastapi import Request
from starlette.responses import Response

from lemmata.web.api.errors import SMALLER, Refusal, of_work
from lemmata.web.limits import Limits, error_body
from lemmata.web.workers import WorkError, Workers


class Answer(NamedTuple):
    """Bytes with a status; `kept` where the same request always has the same answer."""

    status: int
    body: bytes
    kept: bool = True
    headers: tuple[tuple[str, str], ...] = ()


class Answers:
    """The answers of late, up to so many bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int):
        self.most, self.size = most, 0
        self._found: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()

    def get(self, key: tuple[Any, ...]) -> Answer | None:
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def keep(self, key: tuple[Any, ...], answer: Answer) -> None:
        if not answer.kept or key in self._found:
            return
        self._found[key] = answer
        self.size += _size(key, answer)
        while self.size > self.most:
            self.size -= _size(*self._found.popitem(last=False))


def _size(key: tuple[Any, ...], answer: Answer) -> int:
    return len(answer.body) + sum(len(part) for part in key if isinstance(part, str)) + 500


def worked_out(function: Callable[..., Any], *args: Any, tell: Callable[[Any], None] | None = None) -> Answer:
    """In a worker: what a function gives as JSON; what it says against its arguments as an error with its place.

    tell   hears the parts that it tells on the way, each a name and JSON
    """
    try:
        found = function(*args) if tell is None else function(
            *args, tell=lambda name, value: tell((name, _json(value))))
    except RecursionError:
        return Answer(422, error_body("too_deep", "this nests too deeply to be worked out", "name parts of it: `... "
                                      "where t = ...`"))
    except (ValueError, ArithmeticError) as error:
        return _against(error, function, args)
    if isinstance(found, Answer):
        return found
    return Answer(200, _json(found))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _against(error: Exception, function: Callable[..., Any], args: tuple[Any, ...]) -> Answer:
    """What a reader says, with the place; what anything else says."""
    from lemmata.engine.readers.errors import ReadError

    if isinstance(error, ReadError):
        return Answer(422, error_body("unreadable", error.message or str(error), **_place(error, function, args)))
    return Answer(422, error_body("no_answer", str(error) or type(error).__name__))


def _place(error: Any, function: Callable[..., Any], args: tuple[Any, ...]) -> dict[str, Any]:
    """The field that an unreadable text stands in, and where in it."""
    names = function.__code__.co_varnames
    field = next((name for name, value in zip(names, args) if value and value == error.text), None)
    if field is None or error.position is None:
        return {"field": field} if field else {}
    return {"field": field, "start": error.position, "end": max(error.end, error.position + 1)}


async def answered(request: Request, function: Callable[..., Any], *args: Any,
                   seconds: float | None = None, remedy: str = SMALLER, aside: bool = False) -> Response:
    """The response of a function of hashable arguments; the work ends soon after whoever asked has gone.

    aside   it takes long: workers stay free for others
    """
    state = request.app.state
    if not hasattr(state, "answers"):
        state.answers = Answers(state.limits.kept)
    key = (function.__module__, function.__name__, *args)
    found = state.answers.get(key)
    if found is None:
        try:
            found = await _while_connected(request, state.workers, function, args, seconds, aside)
        except WorkError as error:
            raise of_work(error, repr(key), remedy) from None
        state.answers.keep(key, found)
    return Response(found.body, found.status, dict(found.headers), None if found.headers else "application/json")


async def _while_connected(request: Request, workers: Workers, function: Callable[..., Any], args: tuple[Any, ...],
                           seconds: float | None, aside: bool) -> Answer:
    work = asyncio.ensure_future(workers.run(worked_out, function, *args, seconds=seconds, aside=aside))
    leaving = asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            return Answer(499, b"", False)  # nobody reads it
        return work.result()
    except asyncio.CancelledError:  # the server is told to end, and waits for nothing that takes long
        raise Refusal(503, "ending", "the server ends", "start it again") from None
    finally:
        work.cancel()
        leaving.cancel()


async def gone(request: Request) -> None:
    """Until the other side closes its connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def limits_of(request: Request) -> Limits:
    """The limits that the application was made with."""
    found: Limits = request.app.state.limits
    return found
