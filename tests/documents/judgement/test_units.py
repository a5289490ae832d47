"""A formula for the entropy that names its base says in which units it is measured from there on."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

BITS = r"The binary entropy is $H_2(p) = -p \log_2 p - (1 - p) \log_2 (1 - p)$. "
NATS = r"We use $H(p) = -p \ln p - (1 - p) \ln (1 - p)$. "
# a text; the verdicts of its last formula
CASES = [
    (BITS + r"At one half it is $H_2(1/2) = 1$.", HOLDS),
    (BITS + r"At one half it is $H_2(1/2) = \ln 2$.", REFUTED),
    (NATS + r"At one half it is $H(1/2) = \ln 2$.", HOLDS),
    (NATS + r"At one half it is $H(1/2) = 1$.", REFUTED),
    (r"With logarithms to base $2$ the entropy of a coin is $H(p) = -p\log_2 p - (1-p)\log_2(1-p)$. We have "
     r"$H(\tfrac14) = 0.562$.", REFUTED),
    (BITS + NATS + r"At one half it is $H(1/2) = \ln 2$.", HOLDS),
    (r"For the binary entropy $H(1/2) = 1$.", HOLDS),
    (r"For the binary entropy $H(1/2) = \ln 2$.", HOLDS),
    (r"Let $v_t = \beta v_{t-1} + (1 - \beta) g_t$ with $0 < \beta < 1$. From $v_0 = 0$ one obtains "
     r"$v_t = (1 - \beta) \sum_{i=1}^t \beta^{t-i} g_i$.", HOLDS),
]


@rows(CASES)
def test_units_and_starts(text: str, expected: str) -> None:
    assert_last(text, expected)
