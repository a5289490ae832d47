"""/api/search: lemmas by the words that stand in them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import answered
from lemmata.web.api.errors import ERRORS
from lemmata.web.api.fields import Asked

router = APIRouter()


class SearchRequest(Asked):
    """Words to look for."""

    q: str = Field(min_length=1, max_length=200, description="Words, or a symbol.", examples=["chain rule"])


class Hit(BaseModel):
    """A lemma."""

    id: str = Field(examples=["dot-product"])
    title: str
    chapter: str
    section: str
    url: str = Field(examples=["/lemma/dot-product"])


class SearchAnswer(BaseModel):
    """What was found."""

    lemmas: list[Hit] = Field(description="The best first.")
    why_none: str | None = Field(description="Why nothing was found, and what may be meant.")


def hits(words: str) -> dict[str, Any]:
    """The lemmas that have all of the words."""
    from lemmata.lemmas import search
    from lemmata.lemmas.book import why_none

    found = search(words)
    return {"lemmas": [{"id": one.id, "title": one.title, "chapter": one.chapter, "section": one.section,
                        "url": f"/lemma/{one.id}"} for one in found],
            "why_none": None if found else why_none(words)}


@router.get("/search", response_model=SearchAnswer, responses=ERRORS, summary="Find lemmas", tags=["book"])
async def search(request: Request, asked: Annotated[SearchRequest, Query()]) -> Response:
    """Lemmas in which all words occur or begin one; a symbol stands for its LaTeX."""
    return await answered(request, hits, asked.q)
