"""Derivatives by the subscript of a name, and by an argument that primes leave open."""

from tests.documents.judged import CONDITION, HOLDS, UNDECIDED, assert_last, rows, twins

CASES = [
    ("We have ", r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = "
     r"\mathbb{E}_{x \sim p_\theta}[f(x) \nabla_\theta \log p_\theta(x)]",
     r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = "
     r"\mathbb{E}_{x \sim p_\theta}[f(x) \nabla_\theta p_\theta(x)]"),
    (r"For any smooth $g_\phi(\epsilon)$ we have ",
     r"\nabla_\phi \, g_\phi(\epsilon)^2 = 2 g_\phi(\epsilon) \nabla_\phi g_\phi(\epsilon)",
     r"\nabla_\phi \, g_\phi(\epsilon)^2 = g_\phi(\epsilon) \nabla_\phi g_\phi(\epsilon)"),
    (r"Let $f(x) = \frac{1}{\sqrt{2\pi}\sigma_x} e^{-(x - \mu_x)^2/(2\sigma_x^2)}$. Then ",
     r"\frac{\partial}{\partial x} \log f(x) = -\frac{x-\mu_x}{\sigma_x^2}",
     r"\frac{\partial}{\partial x} \log f(x) = \frac{x-\mu_x}{\sigma_x^2}"),
    (r"Let $s(X; p) = \frac{X}{p} - \frac{1 - X}{1 - p}$. Then ",
     r"-s'(X; p) = \frac{X}{p^2} + \frac{1 - X}{(1 - p)^2}", r"-s'(X; p) = \frac{X}{p^2} - \frac{1 - X}{(1 - p)^2}"),
    (r"Let $f(x; \theta) = x\theta^2$. Then ", r"f'(x; \theta) = \theta^2", r"f'(x; \theta) = 3\theta^2"),
]
# What is asserted of all laws by an equation with a number may be a condition on this one: it is not refuted.
FAMILY = r"Let $p_\theta(x)$ be a probability mass function that depends smoothly on $\theta$. Then "
OTHERS = [
    (FAMILY + r"$\sum_x p_\theta(x) \frac{\partial}{\partial\theta} \log p_\theta(x) = 0$.", HOLDS),
    (FAMILY + r"$\sum_x p_\theta(x) \frac{\partial}{\partial\theta} p_\theta(x) = 0$.", CONDITION),
    (FAMILY + r"$\frac{\partial}{\partial\theta} \sum_x p_\theta(x) = 0$.", HOLDS),
    (FAMILY + r"$\frac{\partial}{\partial\theta} p_\theta(x) = 0$.", CONDITION),
    # what is known of the name stays known
    (r"Let $S_\theta$ be a symmetric matrix. Then $\frac{\partial}{\partial\theta} S_\theta^\top = "
     r"\frac{\partial}{\partial\theta} S_\theta$.", HOLDS),
    (r"Let $L_\theta$ be diagonal. Then $\frac{\partial}{\partial\theta} \mathrm{tr}(L_\theta) = "
     r"\frac{\partial}{\partial\theta} \sum_{i,j} (L_\theta)_{ij}$.", HOLDS),
    (r"Let $u_\theta$ be a vector with $\|u_\theta\| = 1$. Then "
     r"$\frac{\partial}{\partial\theta} (2 + \|u_\theta\|^2) = \frac{\partial}{\partial\theta} \|u_\theta\|$.",
     UNDECIDED),
]


@rows([*twins(CASES), *OTHERS])
def test_what_has_the_variable_as_its_label_varies_with_it(text: str, expected: str) -> None:
    assert_last(text, expected)


ROOTS = r"For real $a, b > 1$ and $0 < x < 1$ we have "
EQUIVALENCES = [
    (ROOTS, r"\frac{a-1}{x} - \frac{b-1}{1-x} = 0 \iff x = \frac{a-1}{a+b-2}",
     r"\frac{a-1}{x} - \frac{b-1}{1-x} = 0 \iff x = \frac{a-1}{a+b-1}"),
    (r"For real $x$ and $a > 0$ we have ", r"e^x = a \iff x = \log a", r"e^{2x} = a \iff x = \log a"),
    (r"For real $x$ and $a$ we have ", r"x^2 = a^2 \iff |x| = |a|", r"x^2 = a^2 \iff x = a"),
    (r"Let $n > 1$. Then ", r"\sum_{i=1}^n (x_i - m) = 0 \iff m = \frac{1}{n} \sum_{i=1}^n x_i",
     r"\sum_{i=1}^n (x_i - m) = 0 \iff m = \sum_{i=1}^n x_i"),
    (r"For vectors $x, y \in \mathbb{R}^n$, ", r"\|x + y\|^2 = \|x\|^2 + \|y\|^2 \iff x^\top y = 0",
     r"\|x + y\|^2 = \|x\|^2 + \|y\|^2 \iff 2 x^\top y = \|x\|^2"),
    (r"For all events $A$ and $B$ we have ", r"P(A \cap B) = P(A) P(B) \iff P(A \mid B) = P(A)",
     r"P(A \cap B) = P(A) P(B) \iff P(A \mid B) = P(B)"),
]


HALF = [  # one way holds, the other is false or was looked at in one point
    (r"For real numbers, $x^3 - 3x = y^3 - 3y \iff x = y$.", UNDECIDED),
    (r"For real $x$, $\sin x = 0 \iff x = 0$.", UNDECIDED),
    (r"For real $x$, $x^4 = 5x^2 \iff x = 0$.", UNDECIDED),
    (r"For vectors $x, y \in \mathbb{R}^n$, $\|x + y\|^2 = \|x\|^2 + \|y\|^2 \iff x^\top y = 1$.", UNDECIDED),
    (r"For real $x$ and $y$, $x = 2y \iff 3x = 6y$.", HOLDS),
]


@rows([*twins(EQUIVALENCES), *HALF])
def test_each_side_of_an_equivalence_follows_from_the_other(text: str, expected: str) -> None:
    assert_last(text, expected)


LIKELIHOOD = (r"Given data $y_1, \ldots, y_n \in \mathbb{R}$ and $\mu \in \mathbb{R}$, the log-likelihood is "
              r"$\mathrm{LL}(\mu, \sigma^2) = -\frac{n}{2} \log \sigma^2 "
              r"- \frac{1}{2\sigma^2} \sum_{i=1}^n (y_i - \mu)^2$. Its derivative is ")
GIVEN = [
    (LIKELIHOOD, r"\frac{\partial \mathrm{LL}(\mu, \sigma^2)}{\partial \sigma^2} = -\frac{n}{2\sigma^2} "
     r"+ \frac{1}{2 \sigma^4} \sum_{i=1}^n (y_i - \mu)^2",
     r"\frac{\partial \mathrm{LL}(\mu, \sigma^2)}{\partial \sigma^2} = -\frac{n}{2\sigma^2} "
     r"+ \frac{1}{2 \sigma^2} \sum_{i=1}^n (y_i - \mu)^2"),
]


@rows(twins(GIVEN))
def test_what_is_given_at_the_start_stays(text: str, expected: str) -> None:
    assert_last(text, expected)
