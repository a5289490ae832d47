"""Each section as a notebook, run from the first cell to the last."""

from __future__ import annotations

import ast
import dataclasses

import nbclient
import nbformat
import pytest

from lemmata.lemmas import chapters, find
from lemmata.lemmas.notebook import notebook
from lemmata.lemmas.prelude import prelude

FLAT = ("scatter", "bar", "histogram", "heatmap", "contour", "box", "violin")
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
    figures = [value for o in outputs for mime, value in o.get("data", {}).items() if "plotly" in mime]
    assert figures, "no picture is shown"
    nameless = [f"{axis} of picture {k}" for k, figure in enumerate(figures) for axis in axes_without_titles(figure)]
    assert not nameless, nameless


def axes_without_titles(figure):
    """The axes of a picture in the plane that nobody named; those that are not to be seen need no name."""
    flat = [trace for trace in figure["data"] if trace.get("type", "scatter") in FLAT]
    axes = {f"{side}axis{trace.get(f'{side}axis', side)[1:]}" for trace in flat for side in "xy"}
    layouts = {axis: figure["layout"].get(axis, {}) for axis in axes}
    return sorted(axis for axis, layout in layouts.items()
                  if layout.get("visible", True) and not layout.get("title", {}).get("text"))


@pytest.mark.parametrize("name", ["trace", "covariance", "rmsprop", "learning-rate"])
def test_a_lemma_by_itself_begins_with_the_code_that_it_needs(name):
    made = notebook(name)
    nbformat.validate(made)
    first, *others = [cell.source for cell in made.cells if cell.cell_type == "code"]
    exec("\n".join([first, *others]), {})
    before = prelude(find(name))
    own = [first, *others] if not before else others
    for statement in ast.parse(before).body:  # none of them could be left out
        lines = before.splitlines()
        del lines[statement.lineno - 1 : statement.end_lineno]
        with pytest.raises(NameError):
            exec("\n".join([*lines, *own]), {})
    assert any(cell.source.startswith(f"# {find(name).title}") for cell in made.cells)


def test_generators_of_random_numbers_are_drawn_from_as_in_the_section(tmp_path):
    section = tmp_path / "section.md"
    section.write_text("```python\nimport numpy as np\nrng = np.random.default_rng(0)\nx = [i for i in range(3)]\n"
                       "unused = 1\na = rng.normal()\nx.append(4)\nprint(a)\n```\n\n## Title\n", encoding="utf-8")
    lemma = dataclasses.replace(find("trace"), path=section, line=12, parts=(), statement=(
        "```python\ni = x[-1]\nprint(i, rng.normal())\n```\n"))
    assert prelude(lemma) == ("import numpy as np\nrng = np.random.default_rng(0)\nx = [i for i in range(3)]\n"
                              "a = rng.normal()\nx.append(4)")


def test_names_that_are_none():
    with pytest.raises(ValueError, match="no lemma"):
        notebook("linear-algebra/nothing")
