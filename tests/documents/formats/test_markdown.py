"""Formulas, code blocks and comments of Markdown, and where they stand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.documents.formats.blocks import Comment, DocumentError, Paragraph
from lemmata.documents.formats.files import read_document
from lemmata.documents.formats.labels import read_info, read_label
from lemmata.documents.formats.markdown import parse_markdown

# text -> the formulas in it
FORMULAS = [
    ("inline $x$ and $y_1$", ["x", "y_1"]),
    ("GitHub's $`a_b`$ and ``$`c`$``", ["a_b"]),
    ("a price of $5 and $6, or \\$7 for $x$", ["x"]),
    ("between $5 million and $10 million", []),
    ("from $5-$6 and US$5 to 7$", []),
    ("$1, 2, 3$ and $0$", ["1, 2, 3", "0"]),
    ("loose $ x = 1 $ and $ 5 and 6 $", ["x = 1"]),
    ("`$code$` and ``a ` $b$`` and $c$", ["c"]),
    ("$\\text{if $x$ is $y$} = 3$ and $z$", ["\\text{if $x$ is $y$} = 3", "z"]),
    ("$\\text{a price of \\$5} = p$", ["\\text{a price of \\$5} = p"]),
    ("tex \\(a + b\\) and \\[a = b\\] but \\[1\\] and \\(see below\\)", ["a + b", "a = b"]),
    ("doubled \\\\(a_1\\\\)", ["a_1"]),
    ("an escaped \\`` and $x$", ["x"]),
    ("over two\nlines $a +\nb$", ["a +\nb"]),
    ("$$a = b$$ and $$c$$", ["a = b", "c"]),
    ("$$\na\n- b\n+ c\n= d\n> e\n$$", ["a\n- b\n+ c\n= d\n> e"]),
    ("text $$\na\n- b\n$$ and $k$", ["a\n- b", "k"]),
    ("text\n$$\nx\n$$\nmore", ["x"]),
    ("$$\na\n\nb\n$$", ["a\n\nb"]),
    ("- $x$\n  - $y$\n\n    $$\n    z\n    + 1\n    $$\n- last $w$", ["x", "y", "z\n+ 1", "w"]),
    ("1. item\n$$\nx\n$$\n", ["x"]),
    ("> $$\n> a\n> - b\n> $$\n> and $c +\n> d$", ["a\n- b", "c +\nd"]),
    ("> - nested $x$\n>   $$y$$", ["x", "y"]),
    ("| a | b |\n|---|---|\n| $P(A|B)$ | $\\|x\\|$ |\n| $c$ | |", ["P(A|B)", "\\|x\\|", "c"]),
    ("# Title $t$\n\nSetext $s$\n====\n", ["t", "s"]),
    ("note[^1] $u$\n\n[^1]: $x=y$\n\n    more $z$\n\nlast $w$", ["u", "x=y", "z", "w"]),
    ("```math\nx = y\n```", ["x = y"]),
    ("```{math}\n:label: eq\nx = z\n```", ["x = z"]),
    (":::{math}\n:label: eq\nu = v\n:::", ["u = v"]),
    ("$$\na = b\n$$ {#eq-one}\n\n$$c = d$$ (two)", ["a = b", "c = d"]),
    ("$$a$$\n:eqlabel:`eq_a`\n\nsee :eqref:`eq_$a$`", ["a"]),
    ("{math}`x^2` and :math:`y^2` and {ref}`$z$`", ["x^2", "y^2"]),
    ("\\begin{align}\na &= b\\\\\nc &= d\n\\end{align}\n", ["\\begin{align}\na &= b\\\\\nc &= d\n\\end{align}"]),
    ("\\[\nx\n= y\n\\]", ["x\n= y"]),
    ("---\ntitle: costs $x$\n---\n\n$y$", ["y"]),
    ("<div>\n$y$\n</div>\n\n<pre>$z$</pre>\n\n<!-- $w$ -->", ["y"]),
    ("[a link](http://b/$c$) $d$", ["d"]),
    ("    indented $code$\n", []),
    ("```python\nx = '$a$'\n```", []),
    ("~~~\n$a$\n~~~\n$b$", ["b"]),
    ("**bold** $a$*, $b$*", ["a", "b"]),
    ("a\r\n\r\n$$\r\nx\r\n$$\r\n", ["x"]),
    ("\ttab $x$\n", []),
    ("empty $$ $$ and $ $", []),
    ("", []),
]


@pytest.mark.parametrize("text, expected", FORMULAS)
def test_formulas(text, expected):
    document = parse_markdown(text)
    assert [f.source for f in document.formulas] == expected
    assert not any(f.problem for f in document.formulas)


@pytest.mark.parametrize("text, expected", FORMULAS)
def test_every_character_of_a_formula_is_where_its_place_says(text, expected):
    document = parse_markdown(text)
    for formula in document.formulas:
        for position, char in enumerate(formula.source):
            if char != "\n":
                assert document.text[formula.content.offset(position)] == char
        line = document.lines.line(formula.line)
        assert line[formula.column - 1:].startswith(("$", "\\", "`", ":", "{"))


@pytest.mark.parametrize("prefix", ["", "> ", "- ", "1. ", "> - "])
def test_places_move_with_what_stands_around(prefix):
    inner = " " * len(prefix) if prefix.strip("> ") else prefix
    rows = ["First $a$ here", "and $b$.", "", "$$", "c", "$$"]
    text = "intro\n\n" + "\n".join((prefix if k == 0 else inner.replace("-", " ")) + row for k, row in enumerate(rows))
    if prefix == "> - ":
        text = "intro\n\n" + "\n".join((prefix if k == 0 else ">   ") + row for k, row in enumerate(rows))
    found = [(f.source, f.line, f.column) for f in parse_markdown(text).formulas]
    width = len(prefix)
    assert found == [("a", 3, 7 + width), ("b", 4, 5 + width), ("c", 6, 1 + width)]


@pytest.mark.parametrize("text", ["$$\na = b\n\nmore text\n", "text\n\n$$\nx^2\n\n# Title $y$\n", "a $$ x_1\n\n$c$"])
def test_a_display_that_is_never_closed_is_named(text):
    first = parse_markdown(text).formulas[0]
    assert "never closed" in first.problem


CODE = [
    ("```python\nx\n```", [("python", 1, 2, "x\n")]),
    ("text\n\n~~~py\na\nb\n~~~", [("python", 3, 4, "a\nb\n")]),
    ("```{.python .input  n=3}\n%%tab all\n```", [("python", 1, 2, "%%tab all\n")]),
    ("```{code-cell} ipython3\nx\n```", [("python", 1, 2, "x\n")]),
    ("```{python}\n#| eval: false\nx\n```", [("python", 1, 2, "#| eval: false\nx\n")]),
    ("- item\n\n  ```js\n  y\n  ```", [("js", 3, 4, "y\n")]),
    ("> ```\n> z\n> ```", [("", 1, 2, "z\n")]),
    ("    x = 1\n", [("", 1, 1, "x = 1\n")]),
    ("```python\nnever closed", [("python", 1, 2, "never closed")]),
]


@pytest.mark.parametrize("text, expected", CODE)
def test_code_blocks(text, expected):
    assert [(c.language, c.line, c.first, c.source) for c in parse_markdown(text).code] == expected


@pytest.mark.parametrize("info, expected", [
    ("python", "python"), ("Python title='a b'", "python"), ("{.python}", "python"), ("{r, echo=FALSE}", "r"),
    ("{code-cell} python", "python"), ("", ""), ("pycon", "python"), ("c++", "c++"),
])
def test_language_of_a_fence(info, expected):
    assert read_info(info)[0] == expected


@pytest.mark.parametrize("text, expected", [
    ("**Independence**: $P$", "Independence"), ("**Normal/Gaussian:** $f$", "Normal/Gaussian"),
    ("__Bayes' Theorem__ — $P$", "Bayes' Theorem"), ("*Variance*: $v$", "Variance"), ("Variance: $v$", "Variance"),
    ("**KL** (forward): $k$", "KL"), ("**bold** start of $x$", ""), ("we have: $x$", ""), ("$x$: a number", ""),
])
def test_labels(text, expected):
    assert read_label(text)[0] == expected
    if expected:
        assert parse_markdown(f"- {text}").formulas[0].label == expected


def test_sections_and_comments():
    text = ("# A\n\n$a$\n\n## B\n\n<!-- lemmata: X: real[m n] -->\n\n$b$ <!-- lemmata: ignore --> $c$\n\n"
            "<!-- another -->\n\n# C\n\n$d$\n")
    document = parse_markdown(text)
    assert [f.section for f in document.formulas] == [("A",), ("A", "B"), ("A", "B"), ("C",)]
    comments = [b for b in document.blocks if isinstance(b, Comment)] + [
        s for b in document.blocks if isinstance(b, Paragraph) for s in b.segments if isinstance(s, Comment)]
    assert sorted((c.text, c.line) for c in comments) == [("X: real[m n]", 7), ("ignore", 9)]


@pytest.mark.parametrize("data, words", [
    (b"a\x00b", "binary"), (b"ok\n\xff\xfe", "UTF-8"), (b"a\n\nb\xe9", ":3: byte 0xe9"),
])
def test_files_that_are_no_text(tmp_path, data, words):
    path = tmp_path / "a.md"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=words):
        read_document(path)


@pytest.mark.parametrize("suffix", [".md", ".tex", ".rst"])
def test_a_nul_byte_is_told_and_the_rest_is_read(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"Some words, and more of them" * 20 + b"\n\na\x00b\n\nNow $1 + 1 = 3$.\n")
    document = read_document(path)
    assert [f.source for f in document.formulas] == ["1 + 1 = 3"]
    assert [(part.line, "NUL" in part.why) for part in document.broken] == [(3, True)]


def test_a_missing_file_and_a_byte_order_mark(tmp_path):
    with pytest.raises(DocumentError, match="no such file"):
        read_document(tmp_path / "none.md")
    path = tmp_path / "bom.md"
    path.write_bytes(b"\xef\xbb\xbf$x$")
    assert [(f.source, f.column) for f in read_document(path).formulas] == [("x", 1)]


@pytest.mark.parametrize("unit", ["<code>", "<kbd a='$x$'>", "$", "$a ", "$`", "\\(", "\\[a\n", "$$\n", "`", "a$$\n\n",
                                  "<!--", ":a", "${\\text{", "*a", "|a", "> ", "- ", "\\$", "[", "a $$\n- b\n",
                                  "\\begin{align}\n", "$x$ {"])
def test_time_is_linear_in_odd_documents(unit):
    def seconds(times):
        start = time.process_time()
        parse_markdown(unit * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(8000) < 5  # a square would take minutes


@given(st.text(alphabet="$\\`|>-# \n[](){}a1_^=.:*<!", max_size=80))
def test_any_text_is_read_and_every_formula_lies_in_it(text):
    document = parse_markdown(text)
    for formula in document.formulas:
        for position, char in enumerate(formula.source):
            if char != "\n":
                assert document.text[formula.content.offset(position)] == char
