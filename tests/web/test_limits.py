"""How much may come, how often, how slowly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.web.served import Client, application

from lemmata.web.limits import DOCUMENT, FORMULA, Buckets, Guard, Limits


def test_tokens_come_back() -> None:
    now = 0.0
    buckets = Buckets(rate=2, burst=3, now=lambda: now)
    assert [buckets.wait("1.2.3.4") for _ in range(4)] == [0, 0, 0, 0.5]
    now = 0.25
    assert buckets.wait("1.2.3.4") == 0.25
    now = 0.5
    assert [buckets.wait("1.2.3.4"), buckets.wait("1.2.3.4")] == [0, 0.5]
    now = 1000.0
    assert [buckets.wait("1.2.3.4") for _ in range(4)] == [0, 0, 0, 0.5]  # never more than the burst


def test_a_household_is_one_and_memory_is_bounded() -> None:
    buckets = Buckets(rate=1, burst=1, most=10, now=lambda: 0.0)
    assert [buckets.wait("2001:db8::1"), buckets.wait("2001:db8::2"), buckets.wait("2001:db8:0:1::1")] == [0, 1, 0]
    for k in range(1000):
        buckets.wait(f"10.0.{k // 256}.{k % 256}")
    assert len(buckets._full) == 10


def test_too_many_requests_are_told_when_to_come_again() -> None:
    api = Client(application(Limits(rate=0.5, burst=2)))
    found = [api.get("/api/search") for _ in range(3)]
    assert [one.status_code for one in found] == [422, 422, 429]
    assert found[2].headers["retry-after"] == "2"
    assert found[2].json()["error"] == {
        "code": "too_many", "message": "more than 0.5 requests a second from 127.0.0.1", "remedy": "wait 2 s"}
    panel, page = api.get("/panel/information-theory/entropy.json"), api.get("/lemma/entropy")  # these ask workers too
    assert (panel.status_code, panel.json()) == (429, found[2].json())
    assert (page.status_code, page.headers["retry-after"]) == (429, "2") and "In 2 s this page" in page.text
    assert api.get("/workbench").status_code == 200  # other pages are not counted


@pytest.mark.parametrize("chunked", [False, True])
def test_large_bodies_are_not_read_to_their_end(chunked: bool) -> None:
    api, read = Client(application()), 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10_000):
            read += 1
            yield b" " * 10_000

    content: Any = endless() if chunked else b" " * 10_000_000
    found = api.post("/api/derive", content=content, headers={"Content-Type": "application/json"})
    assert (found.status_code, found.json()["error"]["code"]) == (413, "too_large")
    assert found.headers["connection"] == "close"
    assert read < 5000


def test_the_largest_formulas_and_documents_fit() -> None:
    api = Client(application())
    for path, name, letters in (("parse", "formula", FORMULA), ("check", "text", DOCUMENT)):
        for text in ("\u00e9" * letters, "\\" * letters, "\U0001d44e" * letters):
            body = json.dumps({name: text, "more": 1}, ensure_ascii=path == "parse").encode()
            found = api.post(f"/api/{path}", content=body,
                             headers={"Content-Type": "application/json"})
            assert found.json()["error"]["message"] == "there is no field more"


def test_a_body_has_to_come_in_time() -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    async def receive() -> Any:
        await asyncio.sleep(0.06)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    guard = Guard(app, "/api/", Limits(reading=0.1))
    scope = {"type": "http", "path": "/api/parse", "method": "POST", "headers": [], "client": ("127.0.0.1", 1)}
    asyncio.run(guard(scope, receive, send))
    assert (sent[0]["status"], json.loads(sent[1]["body"])["error"]["code"]) == (408, "slow_request")
