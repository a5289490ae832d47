r"""Dialects of Markdown: every formula is found once where it stands, none in code, comments or options."""

from __future__ import annotations

import pytest

from lemmata.documents.formats.markdown import parse_markdown

# a text; the sources of its formulas
MYST = [
    ("```{note}\nLet $x$ be.\n$$\ny=1\n$$\n```\n", ["x", "y=1"]),
    (":::{admonition} The norm $\\|x\\|$\n:class: tip\nLet $x$.\n:::\n", ["\\|x\\|", "x"]),
    ("```{prf:theorem} Bayes\n:label: bayes\n\n$P(A)=1$ and $$b$$\n```\n$z$", ["P(A)=1", "b", "z"]),
    ("````{note}\n```{tip}\n$a$\n```\n```python\nx='$no$'\n```\n$b$\n````\n", ["a", "b"]),
    ("```{note}\n---\nclass: $no$\n---\n$a$\n```", ["a"]),
    ("```{math}\n:label: eq\n\nx = y\n```", ["x = y"]), ("```{math} x = y\n```", ["x = y"]),
    ("$$\na=b\n$$ (eq:one)\n\ntext", ["a=b"]), ("{math}`a_1` and {eq}`eq:one`", ["a_1"]),
    ("```{note}\nq\n```\n% a comment $no$\n$a$\n", ["a"]), ("(eq-no)=\n\n```{tip}\n$a$\n```\n", ["a"]),
    (":::{code-cell} python\nx = '$no$'\n:::\n$a$", ["a"]), ("```{mermaid}\n$no$\n```\n$a$", ["a"]),
    ("```{figure} x.png\n:name: f\n\nCaption $c$\n```\n", ["c"]),
    ("```{list-table}\n* - $a$\n  - $b$\n```\n", ["a", "b"]),
    ("> ```{note}\n> Let $x$.\n> ```\n> and $y$\n", ["x", "y"]), ("- item\n\n  ```{note}\n  Let $x$.\n  ```\n", ["x"]),
    ("```{code-cell} ipython3\n:tags: [a]\nx = '$no$'\n```\n$a$", ["a"]),
    ("```{note}\nnever closed $a$\n\n$b$\n", ["a", "b"]), (":::\n$a$\n", ["a"]),
]
QUARTO = [
    ("::: {.callout-note}\n## T $t$\nLet $x$.\n:::\n", ["t", "x"]),
    ("::: {#thm-a}\n\n## Name\n\n$$x=1$$ {#eq-x}\n\n:::\nsee @eq-x", ["x=1"]),
    ("$$\nx=1\n$$ {#eq-x}\n", ["x=1"]), ("```{python}\n#| label: $no$\nx='$no$'\n```\n$a$", ["a"]),
    (":::: {.columns}\n::: {.column width=\"50%\"}\n$a$\n:::\n::: {.column}\n$b$\n:::\n::::\n", ["a", "b"]),
    ("text^[see $x$ here] and[^1]\n\n[^1]: $y$\n", ["x", "y"]), ("{{< video https://x >}} and $a$", ["a"]),
    ("[text $a$]{.aside} and `$no$`{.r}", ["a"]),
]
BOOKS = [
    ("$$a=b$$\n:eqlabel:`eq_a`\n\n:begin_tab:`mxnet`\nLet $x$.\n:end_tab:\n\nsee :numref:`sec_a`", ["a=b", "x"]),
    ("```{.python .input}\n%%tab all\nx = '$no$'\n```\n$a$", ["a"]),
    ("!!! note \"T\"\n    Let $x$.\n\n    $$\n    y\n    $$\n\n$z$", ["x", "y", "z"]),
    ("??? info\n\n    ```python\n    a='$no$'\n    ```\n    $y$\n", ["y"]),
    ("=== \"A\"\n\n    $a$\n\n=== \"B\"\n\n    $b$\n", ["a", "b"]), ("::: warning\nLet $x$.\n:::\n", ["x"]),
    ("{% highlight python %}\nx='$no$'\n{% endhighlight %}\n$a$", ["a"]), ("{% raw %}$$a=b$${% endraw %}", ["a=b"]),
]
GITHUB = [
    ("the $`a_b`$ here", ["a_b"]), ("```math\na=b\n```\n", ["a=b"]),
    ("| $a$ | `$no$` |\n|--|--|\n| $b$ | $\\|c\\|$ |\n", ["a", "b", "\\|c\\|"]),
    ("- [ ] show $a$\n- [x] see $b$\n", ["a", "b"]),
    ("<details>\n<summary>Proof $p$</summary>\n\nLet $a$.\n\n$$b$$\n\n</details>\n", ["p", "a", "b"]),
    ("text <code>$no$</code> and $a$, <kbd>$no$</kbd>", ["a"]), ("<p>Let $a$</p>\n<code>$no$</code>\n", ["a"]),
    ("\\\\(a\\\\) and \\\\[b=1\\\\]", ["a", "b=1"]), ("from $5 and $10, or \\$3 to $20 each, and $x$", ["x"]),
    ("It costs $5. The price $p$ is $10 or more.", ["p"]), ("Pay $100 for $n=3$ items", ["n=3"]),
    ("set $HOME and $PATH to x", []),
    ("- a $x$\n  - b $y$\n    1. c\n\n       $$\n       z\n       $$\n", ["x", "y", "z"]),
    ("> - $a$\n>\n>   $$\n>   b\n>   $$\n> > $c$\n", ["a", "b", "c"]), ("> [!NOTE]\n> Let $x$.\n", ["x"]),
    ("<!-- $no$ -->\n$a$ <!-- $no$ --> $b$\n<!--\n$no$\n\n$no$\n-->\n$c$", ["a", "b", "c"]),
    ("<script>\nvar a = '$no$';\n</script>\n$a$", ["a"]), ("![alt $a$](x.png) and $b$", ["a", "b"]),
    ("*Let $a_1$ and $b_2$*, **$c$**", ["a_1", "b_2", "c"]),
    ("1. x\n\n    ```python\n    y='$no$'\n    ```\n\n    $a$\n", ["a"]),
]


@pytest.mark.parametrize(("text", "expected"), [*MYST, *QUARTO, *BOOKS, *GITHUB])
def test_formulas_with_their_places(text: str, expected: list[str]) -> None:
    document = parse_markdown(text)
    assert [f.source for f in document.formulas] == expected
    for formula in document.formulas:
        assert not formula.problem
        for position, sign in enumerate(formula.source):
            assert sign == "\n" or text[formula.content.offset(position)] == sign
        assert text.split("\n")[formula.line - 1][formula.column - 1:].startswith(("$", "\\", "`", ":", "{math}"))


@pytest.mark.parametrize(("text", "expected"), [*MYST, *QUARTO, *BOOKS, *GITHUB])
def test_places_move_with_what_stands_before(text: str, expected: list[str]) -> None:
    before = "Some words.\n\n"
    places = [(f.line, f.column) for f in parse_markdown(text).formulas]
    moved = [(f.line, f.column) for f in parse_markdown(before + text).formulas]
    assert moved == [(line + 2, column) for line, column in places]


def test_restructured_text_within_markdown() -> None:
    formula, = parse_markdown("```{eval-rst}\n.. math:: a = b\n```\n").formulas
    assert (formula.source, formula.line, formula.column) == ("a = b", 2, 1)


# a text; language, line of the first row of code and attributes of its blocks
CODE = [
    ("```{code-cell} ipython3\n:tags: [raises-exception]\n\n1 / 0\n```\n",
     [("python", 3, ":tags: [raises-exception]")]),
    ("```{code-cell}\n---\ntags: [a]\n---\nx = 1\n```\n", [("python", 5, "---\ntags: [a]\n---")]),
    ("```{code-block} python\n:linenos:\nx = 1\n```\n", [("python", 3, ":linenos:")]),
    ("```{testcode}\nx = 1\n```\n\n```{testoutput}\n1\n```\n", [("python", 2, ""), ("output", 6, "")]),
    ("::: {.cell}\n```python\nx = 1\n```\n:::\n", [("python", 3, "")]),
    (":::{code-block} python\nx = 1\n:::\n", [("python", 2, "")]),
    ("!!! note\n\n    ```python\n    x = 1\n    ```\n", [("python", 4, "")]),
    ("{% highlight python %}\nx = 1\n{% endhighlight %}\n", [("python", 2, "")]),
    ("```{r}\nx\n```\n```{ojs}\ny\n```\n", [("r", 2, ""), ("ojs", 5, "")]),
    ("````{tip}\n```{code-cell} python\nx = 1\n```\n````\n", [("python", 3, "")]),
]


@pytest.mark.parametrize(("text", "expected"), CODE)
def test_code_blocks(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(b.language, b.first, b.attributes) for b in parse_markdown(text).code] == expected
