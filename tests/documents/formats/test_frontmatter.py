"""What stands before the text of a document is not checked; a rule with text below it is text."""

import pytest

from lemmata.documents.formats.markdown import parse_markdown

MATTER = [
    "---\ntitle: The sum $1+1=3$\n---\n",
    "---  \ntitle: \"$1+1=3$\"\nauthor:\n  - A. Nobody\n  - $x$\ntags: [a,\n  b\n]\n---\t\n",
    "\n\n---\nabstract: |\n  We show\n  $$1+1=3$$\n\n  and more.\n# a comment $y$\n...\n",
    "---\njupyter:\n  kernelspec:\n    name: python3\n'a key': $z$\n---\n",
    "---\nlist:\n- $x$\n- $y$\n---\n",
    "+++\ntitle = \"$1+1=3$\"\n[extra]\nmath = true\n+++\n",
]
TEXT = [
    "---\n\nNote: $1+1=3$.\n\n---\n", "---\nThe sum $1+1=3$ is wrong.\n---\n", "---\ntitle: $1+1=3$\n\nno end\n",
    "Text\n\n---\ntitle: $1+1=3$\n---\n", "---\nWe see: that\nthe sum $1+1=3$ is wrong.\n\n---\n",
    "+++\nA sum $1+1=3$.\n+++\n",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("matter", MATTER)
def test_it_is_no_text_and_moves_no_place(matter, newline):
    document = parse_markdown((matter + "# Title\n\nIt is $a = b$.\n").replace("\n", newline))
    line = matter.count("\n") + 3
    assert [(f.source, f.line, f.column) for f in document.formulas] == [("a = b", line, 7)]
    assert document.formulas[0].section == ("Title",)


@pytest.mark.parametrize("text", TEXT)
def test_text_is_text(text):
    assert [f.source for f in parse_markdown(text).formulas] == ["1+1=3"]
