"""Sections that are not as lemmas are written, and how formulas look on a terminal."""

from __future__ import annotations

import pytest

from lemmata.lemmas import BookError, chapters, search
from lemmata.lemmas.plain import pieces, plain
from lemmata.lemmas.reading import read_section

PARTS = "\n\n".join(f"**{title}.** Text." for title in (
    "Symbols", "In words", "In deep learning", "Example", "Proof", "Picture", "Numerically"))
EXERCISE = """**Exercise.** What is it?

<!-- answer: 2*x; x: real -->

<details><summary>Hint</summary>

Think.

</details>
<details><summary>Solution</summary>

Two x.

</details>
"""
GOOD = f"""# Section

Words.

## A lemma

<!-- lemma: one
function: linear_algebra.trace(A)
needs: a, b
-->

$$x$$

{PARTS}

{EXERCISE}"""


def test_a_section(tmp_path):
    path = tmp_path / "one.md"
    path.write_text(GOOD)
    title, introduction, (lemma,) = read_section(path, "chapter")
    assert (title, introduction) == ("Section", "Words.")
    assert (lemma.id, lemma.title, lemma.needs) == ("one", "A lemma", ("a", "b"))
    assert lemma.names == ("linear_algebra.trace",)
    (task,) = lemma.tasks
    assert (task.question, task.answer, task.declarations) == ("What is it?", "2*x", "x: real")
    assert (task.hints, task.solution) == (("Think.",), "Two x.")


@pytest.mark.parametrize("old, new, message", [
    ("# Section", "Section", "heading of first level"),
    ("function: linear_algebra.trace(A)", "", "names no function"),
    ("needs: a, b", "wants: a", "no row"),
    ("**Numerically.** Text.", "", "no part"),
    ("<!-- answer: 2*x; x: real -->", "", "no answer"),
    ("<summary>Hint</summary>", "<summary>Help</summary>", "hints first"),
    ("<summary>Solution</summary>", "<summary>Hint</summary>", "solution last"),
])
def test_what_is_missing_is_said(tmp_path, old, new, message):
    path = tmp_path / "one.md"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(BookError, match=message):
        read_section(path, "chapter")


@pytest.mark.parametrize("change, message", [
    (lambda root: (root / "c" / "two.md").write_text(GOOD), "is not listed"),
    (lambda root: (root / "c" / "README.md").write_text("# C\n\n1. [One](one.md)\n2. [Two](two.md)\n") and
     (root / "c" / "two.md").write_text(GOOD), "is taken by"),
    (lambda root: (root / "c" / "one.md").write_text(GOOD.replace("needs: a, b", "needs: nothing")), "is no lemma"),
    (lambda root: (root / "README.md").unlink(), "is missing"),
    (lambda root: (root / "c" / "one.md").unlink(), "lists one.md, which is missing"),
])
def test_books_that_do_not_hang_together(tmp_path, change, message):
    (tmp_path / "c").mkdir()
    (tmp_path / "README.md").write_text("# Book\n\n1. [C](c/README.md)\n")
    (tmp_path / "c" / "README.md").write_text("# C\n\n1. [One](one.md)\n")
    (tmp_path / "c" / "one.md").write_text(GOOD.replace("needs: a, b\n", ""))
    assert len(chapters(tmp_path)) == 1
    chapters.cache_clear()
    (tmp_path / "c" / "one.md").write_text(GOOD.replace("needs: a, b\n", ""))
    change(tmp_path)
    with pytest.raises(BookError, match=message):
        chapters(tmp_path)


def test_words_in_the_title_come_first():
    found = search("dot product")
    assert found[0].id == "dot-product"
    assert not search("nothing has these words")


@pytest.mark.parametrize("latex, text", [
    (r"\frac{1}{\sqrt{2\pi\sigma^2}}", "1/√(2πσ²)"), (r"\|x\|_2", "‖x‖₂"), (r"\hat{\theta}_t", "θ̂ₜ"),
    (r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}", "[1, 0; 0, 1]"), (r"A^{-1}", "A⁻¹"), (r"x_{ij}", "xᵢⱼ"),
    (r"\operatorname{KL}(p \,\|\, q)", "KL(p ‖ q)"), (r"\binom{n}{k}", "C(n, k)"), (r"\unknown{x}", "unknownx"),
    (r"\log_2 \frac{a}{b c}", "log₂ (a/(b c))"), (r"\frac{d}{dx} \frac{x^3}{3}", "d/dx (x³/3)"),
    (r"\frac{\partial (A x)}{\partial x} = \Lambda", "∂(A x)/∂x = Λ"),
    (r"\frac{1}{m}\sum_{k=0}^{t-1} e^{-z_k}", "1/m ∑ₖ₌₀ᵗ⁻¹ e^(-zₖ)"),
    (r"\left( \frac{\|g\|}{c} \right)", "(‖g‖/c)"), (r"\frac{(a + b)(c + d)}{k!}", "((a + b)(c + d))/k!"),
])
def test_formulas_on_a_terminal(latex, text):
    assert plain(latex) == text


def test_code_is_left_as_it_is():
    assert pieces("a $x_1 * y*$\n\n$$x^2$$\nb\n\n```python\nprint('$x^2$')\n```\n") == [
        ("", r"a x₁ \* y\*"), ("formula", "x²"), ("", "b"), ("python", "print('$x^2$')")]
