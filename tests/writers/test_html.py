"""What notebooks show: well-formed HTML in which nothing of a formula or a text is taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import lemmata as lm
from lemmata.engine.verdicts.verdict import Verdict
from lemmata.engine.writers import html

FIT = "X: real[m n], w: real[n], y: real[m]"


class Read(HTMLParser):
    """The tags, which must close in order, and the text."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert all(name == "style" or name in ("class", "colspan") for name, _ in attrs)
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


SHOWN = {
    "formula": lm.parse("sum((X @ w - y)**2)", FIT),
    "cases": lm.parse("where(x < 1, x, 2*x)", "x: real"),
    "derivation": lm.parse("sum(where(x < 1, x**2, x))", "x: real[n]").derivation("x"),
    "chain": lm.parse("sin(x**2)", "x: real").chain("x", x=2.0),
    "verdict": lm.parse("x*x", "x: real").equals("x**3"),
    "markup": Verdict("refuted", "<b>", "1 < 2 & <script>alert(1)</script>", counterexample={"<x>": "\"1\" & 2"},
                      hint="a < b", notes=("<note>",)),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_well_formed_and_plain(name):
    found = Read(SHOWN[name]._repr_html_())
    assert set(found.tags) <= {"div", "table", "tr", "td", "th", "b", "i"}


def test_what_is_shown():
    formula = Read(SHOWN["formula"]._repr_html_())
    assert SHOWN["formula"].latex() in formula.text and "X: real[m n], w: real[n], y: real[m]" in formula.text
    assert "x < 1" in Read(SHOWN["cases"]._repr_html_()).text
    derivation = Read(SHOWN["derivation"]._repr_html_())
    assert derivation.text.count("=") >= len(SHOWN["derivation"])
    assert "Go back from f to x, one rule at a time." in derivation.text
    chain = Read(SHOWN["chain"]._repr_html_())
    assert chain.tags.count("tr") == 5 and "-0.756802" in chain.text
    verdict = Read(SHOWN["verdict"]._repr_html_())
    assert "refuted" in verdict.text
    assert all(value in verdict.text for value in SHOWN["verdict"].counterexample.values())


def test_markup_stays_text():
    found = Read(SHOWN["markup"]._repr_html_())
    assert "1 < 2 & <script>alert(1)</script>" in found.text and "<note>" in found.text and "<x>" in found.text
    assert html.math("a < b & c") == r"$\displaystyle a &lt; b &amp; c$"
