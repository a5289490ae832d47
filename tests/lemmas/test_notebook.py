"""Each section as a notebook, run from the first cell to the last."""

from __future__ import annotations

import nbclient
import nbformat
import pytest

from lemmata.lemmas import chapters, find, lemmas
from lemmata.lemmas.notebook import notebook

NAMES = [f"{chapter.name}/{section.name}" for chapter in chapters() for section in chapter.sections
         if section.lemmas]  # the others have nothing to run, and no pictures


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore")  # of the kernel's own libraries
@pytest.mark.parametrize("name", NAMES)
def test_sections_run_as_notebooks(name):
    made = notebook(name)
    nbformat.validate(made)
    nbclient.NotebookClient(made, timeout=300, kernel_name="python3").execute()
    outputs = [output for cell in made.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error"]
    assert any("plotly" in mime for o in outputs for mime in o.get("data", {})), "no picture is shown"


def test_a_lemma_by_itself_has_the_code_before_it():
    lemma = lemmas()[1]
    made = notebook(lemma.id)
    nbformat.validate(made)
    assert made.cells[0].cell_type == "code"
    assert any(cell.source.startswith(f"# {lemma.title}") for cell in made.cells)
    assert find(lemma.id) is lemma


def test_names_that_are_none():
    with pytest.raises(ValueError, match="no lemma"):
        notebook("linear-algebra/nothing")
