"""Letters of a definition that are explained behind it."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows

MEAN = r"The mean is $m = s/n$, where $s = \sum_{i=1}^n x_i$. "
CASES = [
    (MEAN + r"So $n m = \sum_i x_i$.", HOLDS),
    (MEAN + r"So $m = \sum_i x_i$.", REFUTED),
    (MEAN + "Let $n = 2$. So $m = (x_1 + x_2)/2$.", HOLDS),
    (MEAN + "Let $n = 2$. So $m = (x_1 + x_2)/3$.", REFUTED),
    (r"The loss is $L = (y - z)^2$ with $z = wx$. Then $\frac{dL}{dw} = -2x(y - wx)$.", HOLDS),
    (r"The loss is $L = (y - z)^2$ with $z = wx$. Then $\frac{dL}{dw} = -2(y - wx)$.", REFUTED),
    (r"Let $f = a x$. Here $a = b + c$ and $b = 2c$. Hence $f = 3 c x$.", HOLDS),
    (r"Let $f = a x$. Here $a = b + c$ and $b = 2c$. Hence $f = 2 c x$.", REFUTED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
