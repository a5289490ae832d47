r"""\nabla \pi_\theta is the gradient by \theta, which the label of the name says."""

from tests.documents.judged import HOLDS, REFUTED, assert_last, rows, twins


@rows([
    *twins([
        ("Since ", r"\nabla\pi_\theta = \pi_\theta\nabla\log\pi_\theta",
         r"\nabla\pi_\theta = 2\pi_\theta\nabla\log\pi_\theta"),
        (r"Let $\theta \in \mathbb{R}^d$. Then ", r"\nabla\pi_\theta = \pi_\theta\nabla\log\pi_\theta",
         r"\nabla\pi_\theta = \nabla\log\pi_\theta"),
        ("The trick is ", r"\nabla\log p_\theta = \frac{\nabla p_\theta}{p_\theta}",
         r"\nabla\log p_\theta = \frac{\nabla p_\theta}{p_\theta^2}"),
        ("Here ", r"\nabla q_\phi = q_\phi \nabla \ln q_\phi", r"\nabla q_\phi = -q_\phi \nabla \ln q_\phi"),
    ]),
    # by its argument, or by what is written
    (r"We have $\nabla p_\theta(x) = p_\theta(x)\nabla\log p_\theta(x)$.", HOLDS),
    (r"We have $\nabla_\theta \pi_\theta(a|s) = \pi_\theta(a|s)\nabla_\theta\log \pi_\theta(a|s)$.", HOLDS),
    (r"We want $J(\theta) = \mathbb E_{a\sim\pi_\theta}[R(a)]$, where all actions are of positive probability. "
     r"Since $\nabla\pi_\theta = \pi_\theta\nabla\log\pi_\theta$, we are done.", HOLDS),
    (r"We have $\nabla_\theta \pi_\theta = \nabla_\theta\log \pi_\theta$.", REFUTED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
