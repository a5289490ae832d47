"""Where sentences end; which of their formulas are conditions."""

import pytest
from tests.documents.judged import segments

from lemmata.documents.formats.blocks import Paragraph
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.language.claimed import roles_of
from lemmata.documents.language.sentences import sentences, split_sentences

CONDITIONS = [
    (r"Let $a, b$ be real numbers with $ad - bc \neq 0$.", ["claim", "property"]),
    ("For every $a > 0$, $f(a) = 1$.", ["local", "claim"]),
    ("We have $f(x) = 1$ for $x > 0$ and $y > 0$.", ["claim", "local", "local"]),
    ("$KL = 0$ iff $p = q$", ["claim", "local"]),
    ("If $A = B$ and $C = D$, then $E = F$.", ["local", "local", "claim"]),
    ("Suppose that all are equal, so that $m = g$. Then $n = g$.", ["given", "claim"]),
    ("numbers with $\\sum_i p_i = 1$ and $\\sum_i q_i = 1$", ["property", "property"]),
    ("the sum is one, since $a = 1$", ["claim"]),
    ("Let $x > 0$. It follows that $x^2 > 0$ and that $y > 0$.", ["given", "claim", "claim"]),
    ("For example $a = b$ is $c = d$.", ["claim", "claim"]),
    ("orthonormal columns, $W^T W = I$, where $m < d$", ["given", "given"]),
    (r"Let $X \sim N(0, 1)$ and $Y \sim N(1, 1)$.", ["given", "given"]),
    (r"$Q \in \mathbb{R}^{n \times n}$, $c \in \mathbb{R}^n$", ["given", "given"]),
    ("expanded about $g = 0$:\n\n$$f = 1$$", ["near", "claim"]),
    ("one arrives at\n\n$$f = 1$$\n\nwhere $c > 0$.", ["claim", "given"]),
]


@pytest.mark.parametrize("text, expected", CONDITIONS)
def test_conditions(text, expected):
    blocks = [b for b in parse_markdown(text).blocks if isinstance(b, Paragraph)]
    assert [role for s in sentences(blocks) for role in roles_of(s).values()] == expected


def test_sentences_end_at_full_stops_but_not_at_abbreviations():
    text = "Take $x$, e.g. $y$. Then $z$ (cf. $w$) holds! Next $v$."
    found = ["".join(s if isinstance(s, str) else "$" for s in one).strip() for one in split_sentences(segments(text))]
    assert found == ["Take $, e.g. $.", "Then $ (cf. $) holds!", "Next $."]
