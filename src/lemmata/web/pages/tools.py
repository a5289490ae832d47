"""The workbench, the checker, and what the search of the pages goes through."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse

from lemmata.lemmas.book import chapters, lemmas
from lemmata.web.site import Site

router = APIRouter(include_in_schema=False)
SEARCHED = ("Symbols", "In words", "In deep learning")  # parts whose words are looked through
EXAMPLES = (
    ("Softmax cross-entropy", "log(sum(exp(z))) - z[k]", "z: real[n], k: labels[n]"),
    ("Least squares", "sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]"),
    ("A Gaussian bump", "exp(-(x - mu)**2/(2*s**2))", "x: real, mu: real, s: positive"),
    ("Logistic loss, in LaTeX", r"\log(1 + e^{-y x^\top w})", "x: real[n], w: real[n], y: real"),
    ("Two wells", "x**4 - 2*x**2 + y**2", "x: real, y: real"),
)


@router.get("/workbench")
def workbench(request: Request) -> HTMLResponse:
    """A formula of the reader's own; its whole state stands in the address, and the page's script reads it there."""
    return _site(request).page("workbench.html", "workbench", examples=EXAMPLES)


@router.get("/check")
def check(request: Request) -> HTMLResponse:
    """A document of the reader's own, checked."""
    return _site(request).page("check.html", "check")


@router.get("/search.json")
def index() -> JSONResponse:
    """What the search goes through."""
    return JSONResponse(_index(), headers={"Cache-Control": "max-age=600"})


@cache
def _index() -> list[dict[str, Any]]:
    titles = {chapter.name: chapter.title for chapter in chapters()}
    return [{"id": lemma.id, "title": lemma.title, "chapter": titles[lemma.chapter],
             "names": " ".join(name.rpartition(".")[2].replace("_", " ") for name in lemma.names),
             "text": _words(lemma.statement),
             "more": _words(" ".join(part.text for part in lemma.parts if part.title in SEARCHED))}
            for lemma in lemmas()]


def _words(markdown: str) -> str:
    r"""The words and the signs of a text: "\sigma" is found as sigma and as σ.

    >>> _words(r"The **rate** $\sigma$")
    'the rate sigma'
    """
    return " ".join(dict.fromkeys(re.findall(r"[^\W_]+", markdown.lower())))


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site
