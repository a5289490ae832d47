"""Errors of the API, all of one shape: a code, the fact, the remedy, the place."""

from __future__ import annotations

import logging
import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lemmata.web.limits import LOADED, error_body
from lemmata.web.workers import Busy, Failed, TooLong, TooMuch, WorkError

PREFIX = "/api"
log = logging.getLogger("lemmata.web")
SMALLER = "take a smaller formula, or use the library on your own machine"
_SOON = "1"  # seconds after which to ask again


class Fault(BaseModel):
    """What was wrong."""

    code: str = Field(description="A name for programs.", examples=["unreadable"])
    message: str = Field(description="The fact and, mostly, the remedy.", examples=["no name 'y'; declare it"])
    remedy: str | None = Field(None, description="What to do.")
    field: str | None = Field(None, description="The field of the request that it is about.", examples=["formula"])
    start: int | None = Field(None, description="Where the culprit begins in that text, in characters from 0.")
    end: int | None = Field(None, description="Where it ends.")


class Fallible(BaseModel):
    """Each answer that is none."""

    error: Fault


def _said(description: str, **headers: str) -> dict[str, Any]:
    told = {name: {"description": text, "schema": {"type": "integer"}} for name, text in headers.items()}
    return {"model": Fallible, "description": description, **({"headers": told} if told else {})}


_RETRY = {"Retry-After": "Seconds to wait."}
ERRORS: dict[int | str, dict[str, Any]] = {
    400: _said("The body is no JSON."),
    408: _said("The request came too slowly."),
    413: _said("The request is larger than is read."),
    422: _said("It can't be read or worked out: the message says what, where, and what was expected."),
    429: _said("Too many requests from this address.", **_RETRY),
    503: _said("All workers are busy.", **_RETRY),
}
MISSING: dict[int | str, dict[str, Any]] = {404: _said("There is no lemma of this id; the message names near ones.")}


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, code: str, message: str, remedy: str = "", **more: Any):
        super().__init__(message)
        self.status, self.body = status, error_body(code, message, remedy, **more)


def of_work(error: WorkError, asked: str, remedy: str = SMALLER) -> Refusal:
    """What is said of work that gave nothing; what is our own mistake goes to the log."""
    if isinstance(error, Busy):
        return Refusal(503, "busy", str(error), f"ask again in {_SOON} s")
    if isinstance(error, TooLong):
        return Refusal(422, "too_long", f"this {error}, and the server gives no more to one request", remedy)
    if isinstance(error, TooMuch):
        return Refusal(422, "too_much", f"this {error}, and the server gives no more to one request", remedy)
    log.error("not worked out: %s: %s", asked[:500], error.trace if isinstance(error, Failed) else error)
    return Refusal(422, "not_worked_out", f"this could not be worked out: {error}", "please report it")


def retry(status: int) -> dict[str, str] | None:
    """The header of an answer with this status that says when to ask again."""
    return {"Retry-After": _SOON} if status == 503 else None


_NAMED = {400: ("no_json", "send an object in JSON"), 404: ("not_found", "see /openapi.json for what there is"),
          405: ("wrong_method", "see /openapi.json for what each address takes")}


def install(app: FastAPI) -> None:
    """Give an application the handlers of the API's errors. What handles other paths' errors is kept, if it is there.

    Call it when the application has its own handlers.
    """
    others: dict[Any, Any] = {HTTPException: http_exception_handler,
                              RequestValidationError: request_validation_exception_handler, **app.exception_handlers}

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return Response(error.body, error.status, retry(error.status), "application/json")

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if not request.url.path.startswith(f"{PREFIX}/"):
            found: Response = await others[HTTPException](request, error)
            return found
        code, remedy = _NAMED.get(error.status_code, ("refused", ""))
        message = f"{request.method} {request.url.path}: {error.detail}"
        headers = dict(error.headers or {})
        if error.status_code == 405:  # Starlette names the methods of one of the routes
            methods = request.app.openapi()["paths"].get(request.url.path, {})
            headers["Allow"] = ", ".join(map(str.upper, methods)) or headers.get("Allow", "")
        return Response(error_body(code, message, remedy), error.status_code, headers, "application/json")

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if not request.url.path.startswith(f"{PREFIX}/"):
            found: Response = await others[RequestValidationError](request, error)
            return found
        return Response(*_invalid(error), media_type="application/json")

    async def unfinished(request: Request, error: Exception) -> Response:
        """Work of a page that gave nothing; the API's own has said more already."""
        assert isinstance(error, WorkError)
        told = of_work(error, str(request.url))
        if request.url.path.startswith((f"{PREFIX}/", *LOADED)):
            return await refused(request, told)
        found: Response = await http_error(request, HTTPException(told.status, str(told)))
        if told.status == 503:
            found.headers["Retry-After"] = _SOON
        return found

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(WorkError, unfinished)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, invalid)


def _invalid(error: RequestValidationError) -> tuple[bytes, int]:
    """The first of what is wrong with the fields of a request; a body that is no JSON at all is 400."""
    first = error.errors()[0]
    kind, value, told = first["type"], first.get("input"), first.get("ctx", {})
    field = ".".join(map(str, first["loc"][1:]))
    if kind == "json_invalid":
        place = first["loc"][1] if len(first["loc"]) > 1 and isinstance(first["loc"][1], int) else 0
        return error_body("no_json", f"the body is no JSON: {told.get('error', '')} at character {place}",
                          "send an object in JSON", start=place, end=place + 1), 400
    if not field:
        return error_body("invalid", "the body is no object of JSON",
                          "send an object, with the header Content-Type: application/json"), 422
    if kind == "missing":
        message, remedy = f"{field} is missing", f"send {field}"
    elif kind == "extra_forbidden":
        message, remedy = f"there is no field {field}", "leave it out; see /openapi.json for the fields"
    elif kind == "string_too_long":
        message = f"{field} has {len(str(value))} characters; at most {told['max_length']} are read"
        remedy = "send a shorter text"
    elif kind == "string_pattern_mismatch":
        endings = re.findall(r"\w+", told["pattern"].rpartition("(")[2])
        message = f"{field} is {_short(value)}: no name of a document"
        remedy = f"give one without slashes that ends in {', '.join(f'.{ending}' for ending in endings)}"
    elif kind == "string_unicode":
        message, remedy = f"{field} holds half of a character, a lone surrogate", "leave it out"
    else:
        message = f"{field} is {_short(value)}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        remedy = "see /openapi.json for what it may be"
    return error_body("invalid", message, remedy, field=field), 422


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}..."
