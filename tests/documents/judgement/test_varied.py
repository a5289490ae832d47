"""Words that name the part a quantity plays in a model save no equation; words that may restrict still do."""

import pytest
from tests.documents.judged import HOLDS, REFUTED, UNDECIDED, assert_last, last, rows

CASES = [
    (r"From the net input $s \in \mathbb{R}$: $\frac{d}{ds} \frac{1}{1 + e^{-s}} = "
     r"1 - \frac{1}{1 + e^{-s}}$.", REFUTED),
    (r"Let the net input be $s \in \mathbb{R}$. Then $\frac{d}{ds} \tanh s = 1 - \tanh s$.", REFUTED),
    (r"Let the net input be $s \in \mathbb{R}$. Then $\frac{d}{ds} \tanh s = 1 - \tanh^2 s$.", HOLDS),
    (r"Let $p = b^2$, $q = e^b$ and $h = p q$. The node $b$ has two ways to $h$, so $\frac{\partial h}{\partial b} = "
     r"\frac{\partial h}{\partial p} \frac{\partial p}{\partial b} + \frac{\partial h}{\partial q} "
     r"\frac{\partial p}{\partial b}$.", REFUTED),
    (r"Let $p = b^2$, $q = e^b$ and $h = p q$. The node $b$ has two ways to $h$, so $\frac{\partial h}{\partial b} = "
     r"\frac{\partial h}{\partial p} \frac{\partial p}{\partial b} + \frac{\partial h}{\partial q} "
     r"\frac{\partial q}{\partial b}$.", HOLDS),
    (r"Let $d \in \mathbb{R}^n$ be the gradient of the cost at the current iterate. Then $(-d)^\top d = \|d\|^2$.",
     REFUTED),
    (r"Let $d \in \mathbb{R}^n$ be the gradient at the previous point. To first order the cost falls, because "
     r"$d^\top d = -\|d\|^2$.", REFUTED),
    (r"If the classes are linearly separable, then for $u, v \in \mathbb{R}$ we get $e^{u + v} = e^u + e^v$.", REFUTED),
    (r"If the classes are linearly separable, then for $u, v \in \mathbb{R}$ we get $e^{u + v} = e^u e^v$.", HOLDS),
    (r"Let $Z \in \mathbb{R}^{b \times h}$ and $A = \tanh(Z)$ elementwise. Then $1 - \tanh^2(Z) = 1 + A \odot A$.",
     REFUTED),
    (r"Let $Z \in \mathbb{R}^{b \times h}$ and $A = \tanh(Z)$ elementwise. Then $1 - \tanh^2(Z) = 1 - A \odot A$.",
     HOLDS),
    (r"Let $r \in \mathbb{R}^{1 \times h}$ and $s = \tanh(r)$. Then $\tanh^2(r) = s^2$.", HOLDS),
]
OPEN = [
    r"Let $x$ be the node of the grid nearest to zero. Then $x^2 + x = x$.",
    r"Let $g \in \mathbb{R}^n$ be the gradient at the optimum. Then $g^\top g = -\|g\|^2$.",
    r"Let $g \in \mathbb{R}^n$ be the gradient. The iterates have converged, so $\|g\|^2 = -\|g\|^2$.",
    r"Let $g \in \mathbb{R}^n$ be the gradient of the loss with respect to the logits. Then $\mathbf{1}^\top g = 0$.",
    r"Let $g \in \mathbb{R}^n$ be the gradient of the cost. Then $\|g\| = 1$.",
    r"Let $x$ be the minimizer of $x^2$. Then $\frac{d}{dx} x^2 = 0$.",
    r"Let $x$ be the critical node. Then $\frac{d}{dx} (x^2 - 4x) = 0$.",
    r"If the learning rate is small, then for $x \in \mathbb{R}$ we get $(1 + x)^2 = 1 + 2x$.",
    r"If the data are centered, then for $x \in \mathbb{R}$ we get $x + x = x$.",
    r"Let $a, x \in \mathbb{R}$. The sum stays the same to first order, because $a + x = a$.",
    r"Let $a, x \in \mathbb{R}^n$. To leading order $(a + x)^\top (a + x) = a^\top a$.",
    r"Let $A \in \mathbb{R}^{n \times n}$. Then $\sin^2(A) + \cos^2(A) = I$.",
]


@rows(CASES)
def test_roles(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("text", OPEN)
def test_words_that_may_restrict_keep_it_open(text):
    assert last(text).verdict not in ("refuted", "conditional"), text


CHAINS = [  # z_2 that the text defines is a name of its own, also where one differentiates by it
    (r"Let $a \in \mathbb{R}$ and $z_2 = 4a$. Let $L$ be a differentiable function of $z_2$. Then "
     r"$\frac{\partial L}{\partial a} = 4 \frac{\partial L}{\partial z_2}$.", HOLDS),
    (r"Let $a \in \mathbb{R}$ and $z_2 = 4a$. Let $L$ be a differentiable function of $z_2$. Then "
     r"$\frac{\partial L}{\partial a} = 2 \frac{\partial L}{\partial z_2}$.", REFUTED),
    (r"Let $V \in \mathbb{R}^{h \times h}$ and $s_1 \in \mathbb{R}^h$, $c_1 = \tanh(s_1)$ elementwise, $s_2 = V c_1$. "
     r"Let $E$ be a differentiable function of $s_2$ and $g = \frac{\partial E}{\partial s_2}$. Then "
     r"$\frac{\partial E}{\partial s_1} = (1 - \tanh^2(s_1)) \circ V^\top g$.", HOLDS),
    (r"Let $V \in \mathbb{R}^{h \times h}$ and $s_1 \in \mathbb{R}^h$, $c_1 = \tanh(s_1)$ elementwise, $s_2 = V c_1$. "
     r"Let $E$ be a differentiable function of $s_2$ and $g = \frac{\partial E}{\partial s_2}$. Then "
     r"$\frac{\partial E}{\partial s_1} = (1 - \tanh^2(s_2)) \circ V^\top g$.", REFUTED),
    (r"Let $a \in \mathbb{R}$ and $B > 1$. Then $\exp(B a) = \exp(a)^B$.", HOLDS),
    (r"Let $a \in \mathbb{R}$ and $B > 1$. Then $\exp(B a) = \exp(B) \exp(a)$.", REFUTED),
    (r"$\lim_{x \to 2} \frac{\min(x, 5)}{1 + |x|} = \frac{2}{3}$", HOLDS),
    (r"$\lim_{x \to 2} \frac{\min(x, 5)}{1 + |x|} = \frac{1}{3}$", REFUTED),
    (r"$\lim_{x \to 0} \frac{|x|}{x} = 1$", UNDECIDED),
    (r"Let $X \in \mathbb{R}^{N \times K}$, $y \in \mathbb{R}^N$ and $\beta_{\mathrm{LS}} = (X^\top X)^{-1} X^\top y$. "
     r"Then $X \beta_{\mathrm{LS}} = X (X^\top X)^{-1} X y$.", REFUTED),
    (r"Let $X \in \mathbb{R}^{N \times K}$, $y \in \mathbb{R}^N$ and $\beta_{\mathrm{LS}} = (X^\top X)^{-1} X^\top y$. "
     r"Then $X \beta_{\mathrm{LS}} = X (X^\top X)^{-1} X^\top y$.", HOLDS),
]


@rows(CHAINS)
def test_names_sizes_and_limits(text, expected):
    assert_last(text, expected)


GIVEN = [  # what words call the gradient is the slope itself
    (r"Let $V \in \mathbb{R}^{h \times h}$, $q \in \mathbb{R}^h$ and $z = V q$. Let $L$ be a smooth loss of $z$ whose "
     r"gradient is $g$. The chain rule gives $\frac{\partial L}{\partial q} = V^\top g$.", HOLDS),
    (r"Let $V \in \mathbb{R}^{h \times h}$, $q \in \mathbb{R}^h$ and $z = V q$. Let $L$ be a smooth function of "
     r"$z$ with gradient $g \in \mathbb{R}^h$. Backpropagation gives $\frac{\partial L}{\partial q} = 2 V^\top g$.",
     REFUTED),
    (r"Let $V \in \mathbb{R}^{h \times h}$, let $s_1 \in \mathbb{R}^{1 \times h}$ be a row vector, $c_1 = \tanh(s_1)$ "
     r"elementwise and $s_2 = c_1 V$. Let $E$ be a differentiable function of $s_2$ with gradient "
     r"$g_2 \in \mathbb{R}^{1 \times h}$. The backward pass gives, with the product $\circ$ by entries, "
     r"$$\frac{\partial E}{\partial s_1} = (1 - \tanh^2(s_1)) \circ g_2 V^\top$$", HOLDS),
    (r"Let $V \in \mathbb{R}^{h \times h}$, let $s_1 \in \mathbb{R}^{1 \times h}$ be a row vector, $c_1 = \tanh(s_1)$ "
     r"elementwise and $s_2 = c_1 V$. Let $E$ be a differentiable function of $s_2$ with gradient "
     r"$g_2 \in \mathbb{R}^{1 \times h}$. The backward pass gives, with the product $\circ$ by entries, "
     r"$$\frac{\partial E}{\partial s_1} = (1 - \tanh^2(s_2)) \circ g_2 V^\top$$", REFUTED),
]


@rows(GIVEN)
def test_gradients_in_words(text, expected):
    assert_last(text, expected)
