"""A section or a lemma of the book as a notebook that runs."""

from __future__ import annotations

import re
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lemmata.lemmas.book import Section, chapters, find, lemmas, spelled
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
    made = notebooks(name)
    if len(made) > 1:
        raise ValueError(f"{name!r} is a chapter; name one of its sections: {', '.join(p[:-6] for p in made)}")
    return next(iter(made.values()))


def notebooks(name: str) -> dict[str, Any]:
    """The notebooks of a chapter, a section or a lemma, each with the file that it goes to.

    >>> list(notebooks("implementation-notes"))
    ['implementation-notes/numerical-stability.ipynb', 'implementation-notes/computational-efficiency.ipynb']

    Raises ValueError where there is nothing of this name, or where several sections have it.
    """
    key = spelled(name)
    for chapter in chapters():
        if key == chapter.name:
            return {f"{key}/{s.name}.ipynb": _section(s) for s in chapter.sections}
    sections = {} if key in {lemma.id for lemma in lemmas()} else {
        path: s for c in chapters() for s in c.sections if key in (s.name, path := f"{c.name}/{s.name}")}
    if len(sections) > 1:
        raise ValueError(f"{name!r} names several sections: {', '.join(sections)}; write one of them")
    for section in sections.values():
        return {f"{section.name}.ipynb": _section(section)}
    lemma = find(name)
    return {f"{lemma.id}.ipynb": _made(f"# {lemma.title}\n\n{lemma.markdown}", prelude(lemma))}


def written(made: Any) -> str:
    """What stands in the file of a notebook."""
    return f"{nbformat.writes(made)}\n"


def _section(section: Section) -> Any:
    return _made(section.path.read_text(encoding="utf-8"))


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
