"""A section or a lemma of the book as a notebook that runs."""

from __future__ import annotations

import re
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lemmata.lemmas.book import chapters, find
from lemmata.lemmas.prelude import FENCE, prelude, shown

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


def notebook(name: str) -> Any:
    """The notebook of a section, "linear-algebra/vectors", or of one lemma, by its id.

    Python blocks are cells, outputs are left to be computed, pictures are shown. A lemma by itself begins
    with the code of its section that it uses.

    Raises ValueError where there is neither.

    >>> [cell.cell_type for cell in notebook("linear-algebra/vectors").cells][:3]
    ['markdown', 'code', 'markdown']
    """
    for chapter in chapters():
        for section in chapter.sections:
            if name == f"{chapter.name}/{section.name}":
                return _made(section.path.read_text(encoding="utf-8"))
    lemma = find(name)
    return _made(f"# {lemma.title}\n\n{lemma.markdown}", prelude(lemma))


def write(name: str, path: str) -> None:
    """Write the notebook to a file."""
    nbformat.write(notebook(name), path)


def _made(markdown: str, before: str = "") -> Any:
    cells = []
    if before:
        cells.append(new_code_cell(before))
    place = 0
    for match in FENCE.finditer(markdown):
        cells += _words(markdown[place:match.start()])
        place = match.end()
        if match["language"] == "python":
            cells.append(new_code_cell(_ending(shown(match["code"].rstrip()))))
        elif match["language"] != "output":
            cells += _words(match[0])
    cells += _words(markdown[place:])
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    made = new_notebook(cells=cells)
    made.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return made


def _ending(source: str) -> str:
    """A cell that makes a picture ends with it."""
    last = source.rsplit("\n", 1)[-1]
    return f"{source}\nfigure" if re.match(r"figure\s*=|figure\.", last) or (source.endswith(")") and re.search(
        r"(?m)^figure\s*=", source)) else source


def _words(text: str) -> list[Any]:
    kept = _COMMENT.sub("", text).strip()
    return [new_markdown_cell(kept)] if kept else []
