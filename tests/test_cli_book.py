"""Commands on the book: what they print, to whom, and their exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from rich.console import Console

from lemmata.cli import main
from lemmata.lemmas import chapters, find, lemmas
from lemmata.lemmas.page import page
from lemmata.lemmas.showing import print_list, print_page


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    return code, *capsys.readouterr()


@pytest.mark.parametrize("arguments, code, words", [
    (["list", "linear-algebra"], 0, ["Linear algebra", "linear-algebra/vectors", "dot-product  ",
                                    "linear_algebra.dot_product"]),
    (["list", "Linear algebra", "--start"], 0, ["start here"]),
    (["list", "linear-algebra/vectors"], 0, ["cosine-similarity", "3 lemmas"]),
    (["list", "--color", "always", "vectors"], 0, ["\x1b[36m"]),
    (["show", "dot-product"], 0, ["The dot product", "a · b = ∑ᵢ₌₁ⁿ aᵢ bᵢ", "df/da = b", "  │ 0.93",
                                  "    print(round(float(dot_product", "leads to: magnitude", "--answer FORMULA"]),
    (["show", "Dot product", "--hints"], 0, ["Hint 1.", "Hint 2."]),
    (["show", "softmax"], 0, ["Softmax", "softmax-stable"]),  # the only one with this title
    (["show", "kl_divergence", "--solution"], 0, ["Hint 1.", "Solution.", "log(pᵢ/qᵢ)", "p*log(p)", "0 log 0"]),
    (["show", "dot-product", "--code", "torch"], 0, ["import torch\n", "return a @ b"]),
    (["show", "dot-product", "--answer", "2*a"], 0, ["correct"]),
    (["show", "dot-product", "--answer", "-2a"], 1, ["wrong sign", "a = [", "yours = [", "Hint."]),
    (["show", "kl-divergence", "--answer", "4"], 1, ["different", "Hint."]),
    (["show", "dot-product", "--answer", "2*b"], 2, ["unreadable", "no 'b'"]),
    (["show", "dot-product", "--answer", ""], 2, ["unreadable", "nothing is written"]),
    (["search", "gradient", "descent"], 0, ["gradient-descent  ", "optimization.gradient_step"]),
    (["search", "information_theory.kl_divergence"], 0, ["kl-divergence"]),
    (["search", "∇"], 0, ["gradient "]),
])
def test_what_is_printed(capsys, arguments, code, words):
    found, out, err = call(capsys, *arguments)
    assert (found, err) == (code, "")
    for word in words:
        assert word in out
    if "--color" not in arguments:
        assert "\x1b" not in out and "$" not in out and not any(line != line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("arguments, code, words", [
    (["list", "algebra"], 2, ["no chapter or section 'algebra'", "linear-algebra, calculus"]),
    (["list", "--format", "xml"], 2, ["--format xml", "text or json"]),
    (["show", "dotproduct"], 2, ["no lemma 'dotproduct'", "did you mean dot-product"]),
    (["show", "cosine_similarty"], 2, ["cosine-similarity"]),
    (["show", "optimization.adamw"], 2, ["did you mean adamw?"]),
    (["show", "vectors"], 2, ["is a section", "dot-product, magnitude"]),
    (["show", "calculus"], 2, ["is a chapter", "lemmata list calculus"]),
    (["show", "zzz"], 2, ["no lemma 'zzz'", "lemmata search"]),
    (["show", "dot-product", "--code", "numpi"], 2, ["numpy, jax or torch", "did you mean 'numpy'"]),
    (["search", "gradeint", "descent"], 1, ["no lemma has 'gradeint'", "did you mean gradient descent?"]),
    (["search", "softmax", "rotation", "kullback"], 1, ["all of these words"]),
    (["search", " "], 2, ["search for what?"]),
    (["notebook", "training"], 2, ["several sections", "calculus/training"]),
    (["notebook", "nothing"], 2, ["no lemma 'nothing'"]),
    (["notebook", "dot-product", "-o", "none/x.ipynb"], 2, ["no folder none", "make it first"]),
])
def test_what_is_not_there(capsys, arguments, code, words):
    found, out, err = call(capsys, *arguments)
    assert (found, out) == (code, "") and "Traceback" not in err
    for word in words:
        assert word in err


def test_search_finds_words_where_they_begin(capsys):
    """No "adam" in Hadamard's product; titles come first."""
    _, out, _ = call(capsys, "search", "adam")
    found = [line.split()[0] for line in out.splitlines()]
    assert found[:2] == ["adam", "adamw"] and "kronecker-product" not in found


def test_data(capsys):
    code, out, _ = call(capsys, "list", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and [row["id"] for row in rows] == [lemma.id for lemma in lemmas()]
    assert rows[0].keys() >= {"id", "title", "chapter", "section", "functions", "needs", "start"}
    code, out, _ = call(capsys, "search", "no-such-word-at-all", "--format", "json")
    assert (code, json.loads(out)) == (1, [])
    code, out, _ = call(capsys, "show", "dot-product", "--format", "json")
    assert code == 0 and [part["title"] for part in json.loads(out)["parts"]][:2] == ["", "Symbols"]
    code, out, _ = call(capsys, "show", "dot-product", "--answer", "a", "--format", "json")
    assert code == 1 and json.loads(out)["kind"] == "constant factor"


def test_a_notebook_is_not_overwritten(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call(capsys, "notebook", "dot-product") == (0, "dot-product.ipynb\n", "")
    first = (tmp_path / "dot-product.ipynb").read_text()
    (tmp_path / "dot-product.ipynb").write_text("mine")
    code, out, err = call(capsys, "notebook", "dot-product")
    assert (code, out) == (2, "") and "is there already" in err and "--force" in err
    assert (tmp_path / "dot-product.ipynb").read_text() == "mine"
    assert call(capsys, "notebook", "dot-product", "--force")[0] == 0
    assert call(capsys, "notebook", "dot-product", "-o", "-") == (0, first, "")
    assert (tmp_path / "dot-product.ipynb").read_text() == first
    assert json.loads(first)["nbformat"] == 4


def test_a_chapter_is_a_folder_of_notebooks(capsys, tmp_path):
    code, out, _ = call(capsys, "notebook", "implementation-notes", "-o", str(tmp_path))
    (chapter,) = (c for c in chapters() if c.name == "implementation-notes")
    assert code == 0
    assert out.splitlines() == [str(tmp_path / chapter.name / f"{s.name}.ipynb") for s in chapter.sections]
    assert call(capsys, "notebook", "vectors", "-o", str(tmp_path)) == (0, f"{tmp_path / 'vectors.ipynb'}\n", "")


@pytest.mark.parametrize("width", [80, 120])
def test_a_terminal_is_wide_enough(width):
    """Only code is longer than a line: what is copied must run."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system=None, soft_wrap=True)
    print_list([(c, s, lemma) for c in chapters() for s in c.sections for lemma in s.lemmas], console)
    assert max(map(len, out.getvalue().splitlines())) <= width
    lemma = find("layer-norm")
    parts = page(lemma, "solution")
    print_page(lemma, parts, console)
    code = {f"    {line}" for part in parts for line in part.text.splitlines()}
    shown = out.getvalue().partition(f"\n{lemma.title}\n")[2].splitlines()
    assert all(len(line) <= min(width, 100) for line in shown if line not in code)
    assert any(line in code for line in shown)


def test_listing_starts_light():
    """Without the engine, which takes a second to import."""
    code = ("import sys\nfrom lemmata.cli import main\nmain(['list']); main(['search', 'chain', 'rule'])\n"
            "print([m for m in ('numpy', 'sympy', 'scipy', 'flint', 'lemmata.engine') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]" and "\x1b" not in done.stdout
