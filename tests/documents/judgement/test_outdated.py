"""What was defined before its letters were arrays is read again with these."""

from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, rows

LAYER = r"Let $\delta = \frac{\partial L}{\partial z}$ and $z = W x + b$. Then "
CASES = [
    (LAYER + r"$\frac{\partial L}{\partial W} = \delta x^T$.", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial W} = 2 \delta x^T$.", REFUTED),
    (LAYER + r"$\frac{\partial L}{\partial b} = \delta$.", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial b} = -\delta$.", REFUTED),
    (LAYER + r"$\frac{\partial L}{\partial x} = W^T \delta$.", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial x} = W \delta$.", UNDECIDED),  # square, if at all
    (LAYER + r"$\delta^T \delta = \left\|\frac{\partial L}{\partial z}\right\|^2$.", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
