"""What a text reasons from binds what it claims: grounds, conditions behind, what was supposed in sentences before."""

from tests.documents.judged import (
    CONDITION,
    DEFINITION,
    HOLDS,
    REFUTED,
    UNDECIDED,
    assert_all,
    assert_last,
    rows,
)

CONVEX = r"Let $f$ be a convex function. "
WEIGHTED = r"We have $$\sum_i \alpha_i f(x_i) {} f\left(\sum_i \alpha_i x_i\right),$$ where "
SUPPOSED = CONVEX + r"There exists $x'$ for which $f(x') < f(x^*)$. Let $\lambda \in [0, 1)$. "

# a text; the verdicts of its formulas that are no notation
CASES = [
    # grounds
    (r"Since $\|x\| = 1$, $x^\top (I - x x^\top) x = 0$.", CONDITION + HOLDS),
    (r"Since $\|x\| = 1$, $x^\top (I + x x^\top) x = 0$.", CONDITION + REFUTED),
    (r"Because $a \le b$ and $b \le c$, it follows that $a \le c$.", CONDITION + CONDITION + HOLDS),
    (r"Because $a \le b$ and $b \le c$, it follows that $a \le c - 1$.", CONDITION + CONDITION + REFUTED),
    (r"We have $u^\top u v = v$, since $\|u\| = 1$.", HOLDS + CONDITION),
    # conditions behind
    (CONVEX + WEIGHTED.format(r"\ge") + r"$\alpha_i \ge 0$ and $\sum_i \alpha_i = 1$.", HOLDS + CONDITION + CONDITION),
    (CONVEX + WEIGHTED.format(r"\le") + r"$\alpha_i \ge 0$ and $\sum_i \alpha_i = 1$.",
     REFUTED + CONDITION + CONDITION),
    (CONVEX + WEIGHTED.format(r"\ge") + r"the $\alpha_i$ are nonnegative weights that sum to $1$.", HOLDS),
    (r"Let $\phi$ be convex. If $w_1, \dots, w_n \ge 0$ and $\sum_{i=1}^n w_i = 1$, then $$\phi\left(\sum_{i=1}^n w_i "
     r"x_i\right) \le \sum_{i=1}^n w_i \phi(x_i).$$", CONDITION + CONDITION + HOLDS),
    # what was supposed before
    (SUPPOSED + r"We have $$f(\lambda x^* + (1 - \lambda) x') \le \lambda f(x^*) + (1 - \lambda) f(x') "
     r"\le \lambda f(x^*) + (1 - \lambda) f(x^*) = f(x^*).$$", CONDITION + HOLDS),
    (r"To see that convexity of $f$ implies $f'' \ge 0$ we use the fact that $$\frac{1}{2} f(x + h) + "
     r"\frac{1}{2} f(x - h) \ge f(x).$$", HOLDS + HOLDS),
    (r"To see that convexity of $f$ implies $f'' \ge 0$ we use the fact that $$\frac{1}{2} f(x + h) + "
     r"\frac{1}{2} f(x - h) \le f(x).$$", HOLDS + REFUTED),
    # words say otherwise what a formula looked like
    (r"We have $b + c = c + b$. For all $b \in [0,1]$ we have $b^2 \le b$.", HOLDS + HOLDS),
    (r"We have $b + c = c + b$. For all $b \in [0,1]$ we have $b^2 \ge b$.", HOLDS + REFUTED),
    (r"We have $\|c - v\| = \|v - c\|$ for a vector $v$. For all $c, b, t \in [0, 1]$ we have $0 \le t c + (1 - t) b "
     r"\le 1$.", HOLDS + HOLDS),
    # an update is no equation, and a point without a name no condition on x
    (r"Gradient descent is $x \leftarrow x - \eta f'(x)$ with $\eta > 0$. "
     r"Then $(x + \eta)^2 = x^2 + 2 \eta x + \eta^2$.",
     DEFINITION + CONDITION + HOLDS),
    (r"The minimum of $f$ satisfies $\nabla f = 0$. We have $f(x + h) = f(x) + h f'(x) + O(h^2)$.", CONDITION + HOLDS),
    # the solution of a given equation
    (r"We have $$A x + b = 0 \text{ and hence } x = -A^{-1} b.$$", HOLDS),
    (r"We have $$A x + b = 0 \text{ and hence } x = A^{-1} b.$$", UNDECIDED),
    (r"Let $g: \mathbb{R}^d \to \mathbb{R}$ and $H = \nabla^2 g(x)$. We arrive at $$\nabla g(x) + H u = 0 "
     r"\text{ and hence } u = -H^{-1} \nabla g(x).$$", DEFINITION + HOLDS),
]


@rows(CASES)
def test_cases(text, expected):
    assert_all(text, expected)


OF_TWO = (r"Let $\mathbf{x} = [x_1, \ldots, x_d]^\top$. Consider $g(\mathbf{x}) = x_1 x_2$ with "
          r"$\mathbf{x} = [x_1, x_2]^\top$. The gradient is ")
# a text; the verdict of its last formula
LAST = [
    (r"For $f(\mathbf{x}) = \frac{1}{2} \|\mathbf{x}\|^2$ we have $\nabla^2 f = \mathbf{1}$, the identity matrix.",
     HOLDS),
    (r"For $f(\mathbf{x}) = \|\mathbf{x}\|^2$ we have $\nabla^2 f = \mathbf{1}$, the identity matrix.", REFUTED),
    (OF_TWO + r"$\nabla g(\mathbf{x}) = [x_2, x_1]^\top$.", HOLDS),
    (OF_TWO + r"$\nabla g(\mathbf{x}) = [x_1, x_2]^\top$.", REFUTED),
    (r"For a function $f: \mathbb{R} \to \mathbb{R}$ we get $f(x - \eta f'(x)) = f(x) - \eta f'^2(x) + "
     r"\mathcal{O}(\eta^2 f'^2(x))$.", HOLDS),
    (r"For a function $f: \mathbb{R} \to \mathbb{R}$ we get $f(x - \eta f'(x)) = f(x) + \eta f'^2(x) + "
     r"\mathcal{O}(\eta^2 f'^2(x))$.", REFUTED),
    (r"Let $\mu$ be the mean and $\sigma^2$ the variance of $X$. For instance, Chebyshev's inequality states that "
     r"$P(|X - \mu| \ge k \sigma) \le 1/k^2$.", HOLDS),
    (r"Let $Q$ be symmetric with eigenvalues $\lambda_1 \ge \lambda_2 > 0$. Then $\operatorname{tr} Q = \lambda_1 + "
     r"\lambda_2$.", UNDECIDED),
]


@rows(LAST)
def test_last(text, expected):
    assert_last(text, expected)
