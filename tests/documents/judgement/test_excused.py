"""What follows from conditions of the text is not refuted, however these were read; what does not is."""

from tests.documents.judged import FAULTS, REFUTED, assert_last, findings, rows

PROJECTION = r", provided that $P$ is a real $n\times n$ matrix with $P^2=P$ and $P^T=P$."
WHENEVER = r"Whenever $\|x\|=1$, $\|y\|=2$ and $x^Ty=0$, we get the chain $\|x+y\|^2=\|x\|^2+2x^Ty+\|y\|^2="


@rows([(text, "") for text in (
    r"We have $\|Px\|^2=x^TPx$ for every $x\in\mathbb{R}^n$" + PROJECTION,
    WHENEVER + r"1+0+4=5$.",
)])
def test_what_follows_is_not_refuted(text, expected):
    assert not [f for f in findings(text) if f.verdict in FAULTS]


@rows([
    (WHENEVER + r"1+0+2=3$.", REFUTED),
    (r"Let $a$ and $b$ be numbers with $a + b = 1$. Then $2a = 1 - 2b$.", REFUTED),
])
def test_what_does_not_is_refuted(text, expected):
    assert_last(text, expected)


def test_the_claim_before_its_conditions():
    found = findings(r"We have $\|Px\|^2=2x^TPx$ for every $x\in\mathbb{R}^n$" + PROJECTION)
    assert [f.verdict for f in found if f.source.startswith(r"\|Px")] == ["refuted"]
