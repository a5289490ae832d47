"""The error of a reader: the fact, the value, the remedy, and the place in the text."""

from __future__ import annotations

WIDTH = 100


class ReadError(ValueError):
    """A text that can't be read; `position` counts characters from 0, `end` is where the culprit stops.

    >>> print(ReadError("no name 'y'; declare it", "x + y", 4))
    no name 'y'; declare it
      x + y
          ^
    """

    def __init__(self, message: str, text: str = "", position: int | None = None, end: int | None = None):
        self.message, self.text, self.position = message, text, position
        self.end = end if end is not None or position is None else position + 1
        super().__init__(message if position is None else f"{message}\n{caret(text, position, self.end)}")


def caret(text: str, position: int, end: int | None = None) -> str:
    """The line of the text around a position, cut to a screen's width, with carets under it."""
    position = min(position, len(text))
    begin = text.rfind("\n", 0, position) + 1
    stop = text.find("\n", position)
    line = text[begin : len(text) if stop < 0 else stop]
    column = position - begin
    count = max(1, min(len(line), (end or position + 1) - begin) - column)
    if len(line) > WIDTH:
        left = max(0, min(column - WIDTH // 3, len(line) - WIDTH))
        cut = line[left : left + WIDTH]
        column, count = column - left, min(count, WIDTH - (column - left))
        if left:
            cut, column = "..." + cut, column + 3
        line = cut + ("..." if left + WIDTH < len(text[begin:stop if stop >= 0 else None]) else "")
    return f"  {line}\n  {' ' * column}{'^' * count}"
