"""The server itself: hostile formulas, two hundred requests at once, and that it is well after them."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from tests.web.served import Client, application, served

from lemmata.web.limits import Limits

N = 8000  # characters, nearly what a formula may have
MACROS = r"\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\newcommand{\c}{\a\a}\a"
NAMED = "t300 where t0 = x; " + "; ".join(f"t{k + 1} = t{k}*t{k}" for k in range(300))
PYTHON = [
    "(" * (N // 2) + "x" + ")" * (N // 2), "[" * (N // 2) + "1" + "]" * (N // 2),
    "-" * N + "x", "not " * (N // 4) + "x", "__import__('os').system('true')", "x.__class__.__mro__", "x := 3",
    "+".join("x" * (N // 2)), "*".join("x" * (N // 2)), "**".join("x" * (N // 3)), "sin(" * 1600 + "x" + ")" * 1600,
    "9**9**9**9", "2**(10**12)", "x**(10**400)", "factorial(10**9)", "sum(i for i in range(10**12))", "1e999999999",
    "9" * N, "binomial(10**18, 10**17)", "zeros((10**9, 10**9))", "eye(10**12) @ ones(10**12)", "x[10**30]", "0/0",
    "einsum('abcdefghijklmnopqrstuvwxyz->', x)", "x where x = x", "x where a = b; b = a", NAMED, "x\0y", "\u202ex",
    "\uff58", "\U0001d465**2", "x\u0301", "   ",
    "lambda: 1", "f'{x}'", "await x",
]
LATEX = [
    "{" * N, r"\frac" * (N // 5), r"\frac{1}{" * 800 + "x" + "}" * 800, r"\sqrt{" * 1100 + "x" + "}" * 1100,
    "x^" * (N // 2), "x_" * (N // 2), "|" * N, "x" + "!" * N, "x!" * (N // 2), "x = " * 1900 + "x", "%" * N, "\\" * N,
    r"\def\a{\a\a}\a", MACROS, "9^{9^{9^{9}}}", r"10^{10^{10}}!", r"\sum_{i=1}^{10^{12}} i", r"\int" * 500 + "x",
    r"\begin{pmatrix}" * 400, r"\input{/etc/passwd}", r"\href{javascript:alert(1)}{x}", r"\lim_{x\to0}" * 600 + "x",
]
VARIABLES = [
    "x: real[100000000000 100000000000]", "x: real[" + "n+" * 3000 + "1]", "x: real[9**9**9]", "x: real[-1]",
    "x: real[" + "n " * 3000 + "]", "x: real[" + "9" * 5000 + "]", "x: function[" + "n," * 3000 + "n]", "x:" * 3000,
    "x: simplex[1000000000]", "x: labels[10000000000 100000000]", "\0", ", ".join(f"x{k}: real" for k in range(600)),
]
HOSTILE: list[tuple[str, dict[str, Any]]] = [
    *((path, {"formula": formula, "syntax": "python"}) for formula in PYTHON for path in ("parse", "derive", "code")),
    *((path, {"formula": formula, "syntax": "latex"}) for formula in LATEX for path in ("parse", "derive", "code")),
    *((path, {"formula": "sum(x)", "variables": text}) for text in VARIABLES for path in ("parse", "derive", "code")),
    *(("equal", {"left": formula, "right": "x", "syntax": "python"}) for formula in PYTHON),
    *(("equal", {"left": formula, "right": "x", "syntax": "latex"}) for formula in LATEX),
    *(("equal", {"left": "sum(x*x)", "right": "sum(x**2)", "variables": text}) for text in VARIABLES),
    *(("answer", {"lemma": "dot-product", "answer": formula}) for formula in (*PYTHON, *LATEX)),
    *(("check", {"text": text}) for text in (
        "$" * 500_000, "> " * 300_000, "[" * 900_000, "```python\n" + "(" * 90_000, "*a _b " * 20_000, f"${MACROS}$",
        f"$x = {'x+' * 100_000}x$", "$9^{9^{9^9}} = 1$", "\0" * 1000)),
    *(("check", {"text": text, "name": "a.ipynb"}) for text in (
        '{"cells":' * 100_000, '{"cells": [], "nbformat": ' + "9" * 5000 + "}", '{"cells": [1, null, {}]}')),
]


def ask(api: httpx.Client, k: int, paths: list[tuple[str, str]]) -> tuple[int, str | None]:
    """One of many requests: its status and what its error is called."""
    path, text = paths[k % len(paths)]
    found = api.get(f"/api/{path}", params={"q" if path == "search" else "formula": text.replace("%d", str(k))})
    if found.status_code in (429, 503):
        assert int(found.headers["retry-after"]) >= 1
    return found.status_code, found.json().get("error", {}).get("code")


def test_two_hundred_at_once() -> None:
    """All are answered or refused in words, and the server is well after them."""
    with served(Limits(workers=1, queue=10, patience=20, rate=5, burst=150), os.getpid) as api:
        with ThreadPoolExecutor(50) as pool:
            told = Counter(pool.map(lambda k: ask(api, k, [("search", "gradient %d"), ("search", " %d ")]), range(200)))
        assert told.keys() <= {(200, None), (429, "too_many"), (503, "busy")}, told
        assert sum(told.values()) == 200 and told[200, None] >= 10 and len(told) > 1, told
        time.sleep(0.3)
        assert api.get("/api/search", params={"q": "chain rule"}).status_code == 200


@pytest.mark.slow
def test_two_hundred_at_once_with_hostile_ones() -> None:
    """What takes too long is cut off, and costs the others nothing but time."""
    formulas = ["x**%d", "sin(x)*%d", "norm(A @ x - %d)", "%d**x"] * 4 + [NAMED.replace("t0 = x", "t0 = x + %d")]
    with served(Limits(workers=1, seconds=0.7, queue=20, patience=20, rate=5, burst=150)) as api:
        api.post("/api/derive", json={"formula": "x"})  # the first worker is there
        with ThreadPoolExecutor(50) as pool:
            told = Counter(pool.map(lambda k: ask(api, k, [("derive", one) for one in formulas]), range(200)))
        assert told.keys() <= {(200, None), (422, "too_long"), (429, "too_many"), (503, "busy")}, told
        assert told[200, None] > 10 and told[429, "too_many"] + told[503, "busy"] > 10, told
        for _ in range(100):
            after = api.post("/api/derive", json={"formula": "norm(A @ x - b)**3"})
            if after.status_code == 200:
                break
            time.sleep(0.1)
        assert after.json()["wrt"] == "x"


@pytest.mark.slow
def test_hostile_formulas_are_cut_off() -> None:
    """Each is answered or refused within its budget; then the server works as before, and quickly."""
    seconds = 3.0
    with served(Limits(workers=2, seconds=seconds, document_seconds=6, rate=1e6, burst=10**6)) as api:
        api.post("/api/derive", json={"formula": "x"})  # the first worker is there
        wrong = []
        for path, asked in HOSTILE:
            start = time.monotonic()
            found = api.post(f"/api/{path}", content=json.dumps(asked).encode(),
                             headers={"Content-Type": "application/json"})
            taken = time.monotonic() - start
            shown = {name: text[:60] for name, text in asked.items()}
            code = found.json()["error"]["code"] if found.status_code == 422 else ""
            if found.status_code not in (200, 422) or code in ("not_worked_out", "too_deep") or (
                    taken > (6 if path == "check" else seconds) + 5):
                wrong.append((path, shown, found.text, taken))
        assert not wrong
        api.post("/api/derive", json={"formula": "norm(A @ x - b)**3"})
        start = time.monotonic()
        assert api.post("/api/derive", json={"formula": "norm(A @ x - b)**5"}).status_code == 200
        assert time.monotonic() - start < 2


def test_hostile_formulas_in_short() -> None:
    """A few of them without a server, which are quick."""
    api = Client(application())
    few = [(one, "python") for one in (PYTHON[0], "9**9**9**9", "factorial(10**9)", "x where x = x", "x\0y")]
    few += [(one, "latex") for one in (r"\frac" * (N // 5), "x" + "!" * N, "{" * N, MACROS)]
    for formula, syntax in few:
        found = api.post("/api/parse", json={"formula": formula, "syntax": syntax})
        assert found.status_code in (200, 422)
        assert found.status_code == 200 or found.json()["error"]["code"] == "unreadable", formula[:20]
    long = api.post("/api/parse", json={"formula": "x = " * 1900 + "x", "syntax": "latex"})
    assert len(long.json()["relations"]) == 1900


@pytest.mark.slow
def test_who_goes_away_frees_the_worker() -> None:
    with served(Limits(workers=1, seconds=60, patience=30)) as api:
        api.post("/api/derive", json={"formula": "x**2"})
        with pytest.raises(httpx.ReadTimeout):
            api.post("/api/derive", json={"formula": NAMED}, timeout=0.2)
        start = time.monotonic()
        assert api.post("/api/derive", json={"formula": "x**3"}).status_code == 200
        assert time.monotonic() - start < 30
