"""What a notebook stores of its code cells: their outputs, tags, and in which order they were run.

Whatever the file holds in place of these is taken for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.documents.formats.blocks import Stated, with_newlines


def stored_output(cell: object) -> Stated | None:
    """What a code cell printed and showed when the notebook was saved; pictures and HTML are left out.

    >>> stored_output({"outputs": [{"output_type": "execute_result", "data": {"text/plain": ["3"]}}]})
    Stated(text='3', where='the stored output', line=0, sure=True)
    """
    found = []
    for output in _list(cell, "outputs"):
        kind = _field(output, "output_type")
        if kind == "stream":
            if _field(output, "name") == "stdout":
                found.append(_text(_field(output, "text")))
        elif kind == "execute_result":
            found.append(_text(_field(_field(output, "data"), "text/plain")))
        else:  # an error, a picture, a table: of what there is a text beside it is not known
            return None
    text = "\n".join(part.rstrip("\n") for part in found)
    return Stated(text, "the stored output") if text.strip() else None


def tags(cell: object) -> str:
    """The tags of a cell, as the attributes of its block say them."""
    found = [tag for tag in _list(_field(cell, "metadata"), "tags") if isinstance(tag, str)]
    return f"tags: {', '.join(found)}" if found else ""


def out_of_order(cells: Sequence[object]) -> dict[int, str]:
    """What is to be said of cells that were run in another order than they stand in, by their place."""
    notes: dict[int, str] = {}
    last = 0
    for number, cell in enumerate(cells):
        count = _field(cell, "execution_count") if _field(cell, "cell_type") == "code" else None
        if isinstance(count, int):
            if count < last:
                notes[number] = (f"when the notebook was saved, this cell had been run before one that stands above it "
                                 f"([{count}], [{last}])")
            last = max(last, count)
    return notes


def _field(value: object, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _list(value: object, name: str) -> list[Any]:
    found = _field(value, name)
    return found if isinstance(found, list) else []


def _text(value: object) -> str:
    """A text, which may be given as a list of its lines."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return with_newlines(value.encode("utf-8", "replace").decode()) if isinstance(value, str) else ""
