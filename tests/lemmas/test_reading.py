"""Sections that are not as lemmas are written, and how formulas look on a terminal."""

from __future__ import annotations

import pytest

from lemmata.lemmas import BookError, bound, chapters, search
from lemmata.lemmas.page import derivations
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
    ("needs: a, b\n-->", "needs: a, b\n", "and --> at the end"),
    ("lemma: one", "lemma: one two", "is no <!-- lemma: id"),
    ("needs: a, b", "needs: a\nneeds: b", "two rows needs"),
    ("needs: a, b", "start: maybe", "start is 'maybe'"),
    ("## A lemma", "### A lemma", "one.md:7: a lemma stands below a heading of second level"),
    ("$$x$$", "<!-- lemma: two\n-->", "two lemmas below this heading"),
    ("**In words.** Text.", "**In words.** Text.\n\n**In words.** Text.", "stands where .*In deep learning"),
    ("**Symbols.** Text.\n\n**In words.** Text.", "**In words.** Text.\n\n**Symbols.** Text.", "where .*Symbols"),
    ("<details><summary>Hint", "<!-- answer: 3 -->\n<details><summary>Hint", "two answers"),
    ("Two x.\n\n</details>", "Two x.\n\n</details>\n\n**Exercise.** Another.", "is too much"),
    ("Think.", "", "hints first"),
])
def test_what_is_missing_is_said(tmp_path, old, new, message):
    path = tmp_path / "one.md"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(BookError, match=message):
        read_section(path, "chapter")


@pytest.mark.parametrize("old, new, message", [
    ("trace(A)", "trac(A)", "one.md:5: lemmata.linear_algebra has no 'trac'"),
    ("trace(A)", "trace(A", "one.md:5: .* is no call"),
    ("trace(A)", "trace(A +)", "one.md:5: .* not a Python expression"),
    ("trace(A)", "trace(A, B)", "one.md:5: .* 2 arguments; it has A"),
    ("trace(A)", "trace(x)\nvars: x: real", "one.md:5: .* A has shape"),
    ("trace(A)", "trace(__import__('os').abort())", "one.md:5: .* not known here"),
    ("needs: a, b", "vars: A: reel[n n]", "one.md:5: .* no domain 'reel'"),
    ("needs: a, b", "derive: q", "one.md:5: .* no variable 'q'"),
    ("$$x$$", r"$$\operatorname{tr}(A)$$", r"one.md:5: .* says what linear_algebra.trace\(A\) is"),
    ("answer: 2*x", "answer: 2*", "one.md:5: .* answer .* not a Python expression"),
    ("answer: 2*x", "answer: __import__('os').abort()", "one.md:5: .* answer .* not known here"),
], ids=lambda text: text[:20])
def test_what_does_not_fit_the_library_is_said(tmp_path, old, new, message):
    path = tmp_path / "one.md"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    (lemma,) = read_section(path, "chapter")[2]
    with pytest.raises(BookError, match=message):
        _ = derivations(lemma), bound(lemma), lemma.tasks[0].exercise


def test_code_is_no_part_of_a_lemma(tmp_path):
    path = tmp_path / "one.md"
    code = "```html\n# No heading\n<!-- lemma: two\n-->\n**Proof.** None.\n```"
    path.write_text("\ufeff" + GOOD.replace("**Example.** Text.", f"**Example.** Text.\n\n{code}"), encoding="utf-8")
    (lemma,) = read_section(path, "chapter")[2]
    assert code in lemma.part("Example") and lemma.part("Proof") == "Text."


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
    (r"\left( \frac{\|g\|}{c} \right)", "(‖g‖/c)"),
    (r"{x^}_", "x^()_()"), (r"\frac{a", "a/()"), (r"\frac{(a + b)(c + d)}{k!}", "((a + b)(c + d))/k!"),
])
def test_formulas_on_a_terminal(latex, text):
    assert plain(latex) == text


def test_code_is_left_as_it_is():
    assert pieces("a $x_1 * y*$\n\n$$x^2$$\nb\n\n```python\nprint('$x^2$')\n```\n") == [
        ("", r"a x₁ \* y\*"), ("formula", "x²"), ("", "b"), ("python", "print('$x^2$')")]
