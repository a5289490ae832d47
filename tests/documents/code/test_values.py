"""Values as outputs write them: plain texts, and texts that are as long as an output may be."""

from __future__ import annotations

import pytest

from lemmata.documents.code.compare import answer_differs, comment_differs, shortly
from lemmata.documents.code.stated import expected_values
from lemmata.documents.code.values import is_value, leading_value, plain, tokens

PLAIN = {
    "array([1, 2])": "[1, 2]", "[array([1., 2.]), array([3.])]": "[[1., 2.], [3.]]", "array(3)": "3",
    "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', requires_grad=True)": "[[1., 2.],\n        [3., 4.]]",
    "(array([1]), tensor(2.5, grad_fn=<MeanBackward0>))": "([1], 2.5)", "array([1, 2": "[1, 2", "array(": "",
    "f(array(g([1])))": "f(g([1]))", "Tensor(Tensor(1))": "1", "x) array([1])": "x) [1]", "[1 , dtype=int]": "[1 ]",
    "[1]    dtype=float32": "[1]",
}
# A search that looks at each place of a text for the same end takes minutes for these.
LONG = {
    "names of arrays": "array(" * 8_000, "blanks": "x" + " " * 49_000 + "y", "ends of lines": "\r\n" * 24_000 + "z",
    "brackets": "[" * 25_000 + "1" + "]" * 25_000, "signs": "-" * 49_000, "words": "loops " * 8_000,
    "tags": "<a " * 16_000, "one long tag": "<" + "a" * 49_000, "numbers": "1, " * 16_000, "dots": "." * 49_000,
    "remarks": "1 - " * 12_000, "notes": " # " * 16_000, "paths": "/a" * 24_000, "digits": "9" * 49_000,
    "exponents": "1e" + "9" * 49_000, "fractions": "9" * 9_000 + "/7", "devices": " device=" * 6_000,
}

VALUES = ("brackets", "digits", "exponents", "fractions")  # of these, the texts that are a value as a whole


@pytest.mark.parametrize("text", PLAIN)
def test_what_libraries_write_around_values(text: str) -> None:
    assert plain(text) == PLAIN[text]


@pytest.mark.parametrize("kind", LONG)
def test_long_texts_cost_no_more_than_their_length(kind: str) -> None:
    text = LONG[kind]
    assert is_value(text) == (kind in VALUES)
    assert leading_value(text) == (text if kind in VALUES else "1" if kind == "remarks" else None)
    assert any(token.kind == "number" for token in tokens(text)) == (kind in (*VALUES, "remarks", "numbers"))
    assert not comment_differs(text, text) and answer_differs(text, text) is None
    assert comment_differs("2.5", text) == (kind in VALUES and kind != "fractions")  # which is not worked out
    assert len(shortly(text)) <= 70
    stated = expected_values(f"print(x)  # {' '.join(text.split())}\n")
    assert [e.text for e in stated] == ([text.strip()] if kind in (*VALUES, "remarks") else [])
