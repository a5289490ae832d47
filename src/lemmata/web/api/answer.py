"""/api/answer: an answer to the exercise of a lemma, judged; hints one by one."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from lemmata.web.api.answering import Answer, answered
from lemmata.web.api.errors import ERRORS, MISSING
from lemmata.web.api.fields import Asked
from lemmata.web.limits import FORMULA, error_body

router = APIRouter()


class AnswerRequest(Asked):
    """An answer to judge."""

    lemma: str = Field(min_length=1, max_length=200, description="The id of the lemma.", examples=["dot-product"])
    answer: str = Field(max_length=FORMULA, description="The answer, in Python's notation or LaTeX.", examples=["2*a"])
    hints: int = Field(0, ge=0, le=100, strict=True, description="How many hints were seen already.")
    reveal: Literal["hint", "solution"] | None = Field(None, description="What to tell beside: the next hint, or the "
                                                                         "solution.")


class Judged(BaseModel):
    """What was found of an answer."""

    lemma: str
    correct: bool
    kind: str = Field(description="correct, rounded, wrong sign, constant factor, transposed, wrong case, missing "
                                  "term, extra term, wrong shape, unreadable, different, undecided.")
    message: str
    detail: str = Field(description="What the kind is about: the factor, the term, the part of the domain.")
    counterexample: dict[str, str] = Field(description="Values at which the two differ, to be checked by hand.")
    start: int | None = Field(description="Where an unreadable answer is so, in characters from 0.")
    end: int | None
    next_hint: int | None = Field(description="The number of the next hint, from 0; null where all were seen.")
    hints: int = Field(description="How many there are.")
    hint: str | None = Field(description="The next hint, where it is asked for.")
    solution: str | None = Field(description="Where it is asked for.")


def judged(lemma: str, answer: str, hints: int, reveal: str | None) -> dict[str, Any] | Answer:
    """The assessment of an answer to the exercise of a lemma."""
    from lemmata.lemmas import find

    try:
        found = find(lemma)
    except ValueError as error:
        return Answer(404, error_body("no_lemma", str(error), field="lemma"))
    if not found.tasks:
        raise ValueError(f"the lemma {found.id!r} has no exercise")
    task = found.tasks[0]
    assessment = task.exercise.assess(answer)
    start, end = assessment.place or (None, None)
    left = hints if hints < len(task.hints) else None
    return {
        "lemma": found.id, "correct": bool(assessment), "kind": assessment.kind,
        "message": assessment.message.partition("\n")[0],  # the lines below show the place, which is told beside
        "detail": assessment.detail, "counterexample": dict(assessment.counterexample), "start": start, "end": end,
        "next_hint": left, "hints": len(task.hints),
        "hint": task.hints[left] if reveal == "hint" and left is not None else None,
        "solution": task.solution if reveal == "solution" else None,
    }


@router.post("/answer", response_model=Judged, responses={**ERRORS, **MISSING}, summary="Judge an answer",
             tags=["book"])
async def answer(request: Request, asked: AnswerRequest) -> Response:
    """Judge an answer to the exercise of a lemma: right, or what is wrong with it; the solution only on request."""
    return await answered(request, judged, asked.lemma, asked.answer, asked.hints, asked.reveal)
