"""A policy \\pi beside the number; states and moments of declared vectors that go on step by step."""

from tests.documents.judged import assert_all, assert_last, rows, twins

POLICY = (r"Let $\theta, x \in \mathbb{R}^d$ and $\sigma > 0$. The policy $\pi(a) = \frac{1}{\sigma\sqrt{2\pi}} "
          r"\exp\left(-\frac{(a - \mu)^2}{2\sigma^2}\right)$ with $\mu = \theta^\top x$ is Gaussian. Then ")
MOMENTUM = (r"Let $m_t, g_t, p_t \in \mathbb{R}^d$. A step computes $m_{t+1} = \beta m_t + (1 - \beta) g_t$ and "
            r"$p_{t+1} = p_t - \alpha m_{t+1}$. In one equation ")
CELL = r"Let $h_t \in \mathbb{R}^d$ and $W \in \mathbb{R}^{d \times d}$. With $h_t = W h_{t-1}$ we have "
CASES = [
    (POLICY, r"\nabla_\theta \ln \pi(a) = \frac{a - \mu}{\sigma^2} x",
     r"\nabla_\theta \ln \pi(a) = \frac{a - \mu}{\sigma^3} x"),
    (POLICY, r"\frac{\partial}{\partial \mu} \ln \pi(a) = \frac{a - \mu}{\sigma^2}",
     r"\frac{\partial}{\partial \mu} \ln \pi(a) = \frac{\mu - a}{\sigma^2}"),
    (CELL, r"h_{t+1} = W^2 h_{t-1}", r"h_{t+1} = W h_{t-1}"),
]
STEPS = [  # they say what the next value is, and are no claims on rows of an array
    (MOMENTUM + r"$p_{t+1} = p_t - \alpha \beta m_t - \alpha (1 - \beta) g_t$.", "DDT"),
    (r"Let $h_t \in \mathbb{R}^d$ be the state. A cell computes $h_t = \tanh(W h_{t-1} + b)$.", "D"),
    (r"Let $x_k \in \mathbb{R}^d$ be the iterates. We set $x_{k+1} = x_k - \eta g_k$.", "D"),
]


@rows(twins(CASES))
def test_the_last_formula(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(STEPS)
def test_steps_of_declared_vectors(text: str, expected: str) -> None:
    assert_all(text, expected)
