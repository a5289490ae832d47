"""The book's lemmas: read, found, bound to the library, shown, as notebooks."""

from lemmata.lemmas.binding import bound
from lemmata.lemmas.book import BOOK, Chapter, Section, chapters, find, lemmas, search
from lemmata.lemmas.lemma import PARTS, BookError, Lemma, Part, Task

__all__ = ["BOOK", "PARTS", "BookError", "Chapter", "Lemma", "Part", "Section", "Task", "bound", "chapters", "find",
           "lemmas", "search"]
