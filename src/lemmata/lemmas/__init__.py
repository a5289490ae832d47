"""The book's lemmas: read, found, bound to the library, shown, as notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.lemmas.book import BOOK, Chapter, Section, chapters, find, lemmas, search
from lemmata.lemmas.lemma import PARTS, BookError, Lemma, Part, Task

if TYPE_CHECKING:
    from lemmata.engine.verdicts import Verdict

__all__ = ["BOOK", "PARTS", "BookError", "Chapter", "Lemma", "Part", "Section", "Task", "bound", "chapters", "find",
           "lemmas", "search"]


def bound(lemma: Lemma) -> Verdict | None:
    """As `binding.bound`, which brings the engine along: listing the book does without."""
    from lemmata.lemmas.binding import bound as verdict_of

    return verdict_of(lemma)
