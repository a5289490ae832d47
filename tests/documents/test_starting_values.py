"""Functions of time and the values that they start from: `N(t) = N_0 e^{rt}`."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, assert_last, rows, twins

SCHEDULE = (r"The cosine schedule with the initial learning rate $\eta_0 > 0$, $T$ decay steps and the parameter "
            r"$\alpha \in (0, 1)$ is $\eta(t) = \eta_0 \left((1 - \alpha) \cdot \frac12\left(1 + \cos \frac{\pi t}{T}"
            r"\right) + \alpha\right)$ for $0 \leq t \leq T$. It goes from ")
TWINS = [
    (SCHEDULE, r"\eta(0) = \eta_0", r"\eta(0) = \alpha \eta_0"),
    (SCHEDULE, r"\eta(T) = \alpha \eta_0", r"\eta(T) = \alpha"),
    (r"Let $N(t) = N_0 e^{rt}$. Then ", "N(0) = N_0", "N(0) = 2 N_0"),
    (r"Let $N(t) = N_0 (1 + t)$ with the initial value $N_0$. Then ", "N(1) = 2 N_0", "N(1) = 3 N_0"),
    (r"The height is $y(t) = y_0 + v_0 t - \frac12 g t^2$. Then ", "y'(0) = v_0", "y'(0) = 2 v_0"),
    (r"The learning rate decays as $\eta(t) = \eta_0 / (1 + kt)$. Thus ", r"\eta(1/k) = \eta_0 / 2",
     r"\eta(1/k) = \eta_0 / 3"),
    (r"Let $T > 0$ be the horizon and $r > 0$ the rate. The capital is $c(t) = c_0 e^{rt}$, so that ",
     "c(T) = c_0 e^{rT}", "c(T) = c_0 e^{T}"),
]
ROWS = [
    (r"Let $f(x) = f_0(x) + f_1(x)$. Then $f(0) = f_0(0) + f_1(0)$.", HOLDS),
    (r"Let $f(x) = f_0(2x - 1)$. Then $f'(x) = 2 f_0'(2x - 1)$.", HOLDS),
    (r"Let $f(x) = f_0(2x - 1)$. Then $f'(x) = f_0'(2x - 1)$.", REFUTED),
    (r"Let $f(x) = f_1 x + f_2 x^2$. Then $f'(0) = f_1$.", HOLDS),
    (r"Let $f(x) = f_1 x + f_2 x^2$. Then $f'(0) = f_2$.", REFUTED),
    (r"Let $f(x) = x^2 + 1$ and let $y > 0$. Let $f(y) = y^3$.", DEFINITION),
]


@rows(twins(TWINS))
def test_a_starting_value_is_a_number(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(ROWS)
def test_other_functions_with_labels(text: str, expected: str) -> None:
    assert_last(text, expected)
