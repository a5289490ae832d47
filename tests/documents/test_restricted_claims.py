"""Conditions in apposition bind their claim; values of integrals with letters of which words say where they lie."""

import pytest
from tests.documents.judged import findings

REALS = r"Let $y, f \in \mathbb{R}$ and $\delta > 0$. "
HUBER = r"\int_0^{|y - f|} \min(t, \delta) \, dt"
ROWS = [
    (REALS + rf"For a large residual, $|y - f| > \delta$, the loss is ${HUBER} = \delta |y - f| - \frac12 \delta^2$.",
     "T"),
    (REALS + rf"For a large residual, $|y - f| > \delta$, the loss is ${HUBER} = \delta (y - f) - \frac12 \delta^2$.",
     "F"),
    (REALS + rf"For small residuals, that is $|y - f| \le \delta$, it is ${HUBER} = \frac12 (y - f)^2$.", "T"),
    (REALS + rf"For small residuals, that is $|y - f| \le \delta$, it is ${HUBER} = (y - f)^2$.", "F"),
    (REALS + r"If $|y - f| > \delta$, then $|y - f| = y - f$.", "F"),  # also where y is positive
    (r"Let $y, f \in \mathbb{R}$. If $|y - f| > 2$, then $|y - f| = y - f$.", "F"),
    (r"Let $f \in \mathbb{R}$ be a prediction of $y \in \mathbb{R}$. Then $(y - f)^2 = y^2 - 2 f y + f^2$.", "T"),
    (r"Let $f \in \mathbb{R}$ be a prediction of $y \in \mathbb{R}$. Then $(y - f)^2 = y^2 - f^2$.", "F"),
    (r"For $a \in \mathbb{R}$ and $b > 0$ the density has heavy tails, and "
     r"$\int_{-\infty}^{\infty} \frac{1}{\pi} \frac{b}{(x - a)^2 + b^2} dx = 1$.", "T"),
    (r"For $a \in \mathbb{R}$ and $b > 0$ the density has heavy tails, and "
     r"$\int_{-\infty}^{\infty} \frac{1}{\pi} \frac{b^2}{(x - a)^2 + b^2} dx = 1$.", "F"),
    (r"Let $\mu \in \mathbb{R}$ and $\sigma > 0$. The density integrates to one, "
     r"$\int_{-\infty}^{\infty} \frac{1}{\sqrt{2 \pi \sigma}} e^{-(x - \mu)^2/(2 \sigma^2)} dx = 1$.", "F"),
    (r"Let $g$ be a differentiable function. Then $\frac{d}{dx} g(x)^2 = 2 g(x) g'(x)$.", "T"),
    (r"Let $g$ be a differentiable function. Then $\frac{d}{dx} g(x)^2 = 2 g(x)$.", "F"),
    (r"Let $g$ be a smooth activation function with derivative $g'$. Let $E(w) = (d - g(w))^2$. Then "
     r"$\frac{d E}{d w} = 2 (g(w) - d) g(w)$.", "F"),
    (r"For every differentiable $g$, $\frac{d}{dx} g(x^2) = 2 x g(x^2)$.", "F"),
    (r"Let $g$ be a differentiable function with $g' = g$. Then $\frac{d}{dx} g(x)^2 = 2 g(x)^2$.", "U"),
    (r"Let $g$ be a differentiable function that grows as it is. Then $\frac{d}{dx} g(x)^2 = 2 g(x)^2$.", "U"),
    (r"Let $g$ be a differentiable function. It satisfies $g'(x) = g(x)$. Then $\frac{d}{dx} g(x)^2 = 2 g(x)^2$.",
     "U"),
    (r"Let $g$ be a differentiable function. Assume that it grows as it is. Then $\frac{d}{dx} g(x)^2 = 2 g(x)^2$.",
     "U"),
    (r"Let $g$ be a differentiable function. It satisfies $\frac{d}{dx} g(x)^2 = g(x)$.", "C"),
    (r"Let $c \in \mathbb{R}$. The density integrates to one, $\int_0^\infty c e^{-x} dx = 1$.", "C"),
    (r"Let $\lambda > 0$. The constant $c$ satisfies $\int_0^\infty c e^{-\lambda x} dx = 1$.", "C"),
]
KINDS = {"T": ("proved", "agrees"), "F": ("refuted",), "C": ("condition",), "U": ("undecided",)}


@pytest.mark.parametrize(("text", "kind"), ROWS)
def test_what_is_said_is_judged_under_its_condition(text, kind):
    assert findings(text)[-1].verdict in KINDS[kind]
