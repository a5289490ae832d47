r"""Densities given what came before, p(x_t | x_{<t}): a factorisation of the whole, losses, and twins."""

from tests.documents.judged import assert_last, rows

FACTORS = r"\prod_{t=1}^T p(x_t \mid x_{<t})"
LOGS = r"\sum_{t=1}^T \log p(x_t \mid x_{<t})"
ROWS = [
    (rf"The model factorises as $p(x_{{1:T}}) = {FACTORS}$.", "C"),
    (rf"By the chain rule, $p(x) = {FACTORS}$.", "C"),
    (rf"Therefore $\log p(x) = {LOGS}$.", "C"),
    (rf"Then ${FACTORS} = p(x_1) \prod_{{t=2}}^T p(x_t \mid x_{{<t}})$.", "C"),
    (r"The loss is $\mathcal{L} = -\sum_{t=1}^T \log p_\theta(x_t \mid x_{<t})$.", "D"),
    (rf"By definition $\operatorname{{ppl}}(x) = \exp\left(-\frac{{1}}{{T}} {LOGS}\right)$.", "D"),
    (r"We get $\pi_\theta(y \mid x) = \prod_{t=1}^T \pi_\theta(y_t \mid x, y_{<t})$.", "D"),
    (r"We have $p(x) = \prod_{i=1}^n p(x_i \mid x_{\le i-1})$.", "C"),
    # equal and unequal, whatever the densities are
    (rf"Then ${FACTORS} = \exp\left({LOGS}\right)$.", "T"),
    (rf"Then $\log {FACTORS} = \prod_{{t=1}}^T \log p(x_t \mid x_{{<t}})$.", "F"),
    (rf"Then ${LOGS} = \log \prod_{{t=1}}^T p(x_t \mid x_{{\le t-1}})$.", "T"),
    # what depends on the densities is neither proved nor refuted
    (rf"We have ${FACTORS} \le 1$.", "U"),
    (rf"If the tokens are independent, ${FACTORS} = \prod_{{t=1}}^T p(x_t)$.", "C"),
    (rf"As the prompt $y$ does not matter, $\prod_{{t=1}}^T p(x_t \mid x_{{<t}}, y) = {FACTORS}$.", "C"),
    # of anything else than a density what came before is not the whole with zeros
    (r"We have $\|x_{<t}\|^2 = \sum_{j<t} x_j^2$.", "X"),
    (r"For $x \in \mathbb{R}^5$ we have $\sum_j \exp(x_{<3})_j = e^{x_1} + e^{x_2}$.", "X"),
]


@rows(ROWS)
def test_what_came_before(text: str, expected: str) -> None:
    assert_last(text, expected)
