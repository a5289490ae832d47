"""Formulas of kernels, chains, filters and returns, as texts state them, with twins that have one slip."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, NOTATION, REFUTED, assert_last, rows

CHAIN = (r"Let $P = \begin{pmatrix} 1 - a & a \\ b & 1 - b \end{pmatrix}$ with $0 < a, b < 1$. The stationary "
         r"distribution $\pi = \frac{1}{a + b}\begin{pmatrix} %s \end{pmatrix}$ satisfies $\pi P = \pi$.")
POLICY = (r"Let $\pi(a) = \frac{e^{h_a}}{\sum_{b=1}^{k} e^{h_b}}$ with $h \in \mathbb{R}^k$. Then "
          r"$\frac{\partial \log \pi(a)}{\partial h_b} = \mathbb{1}[a = b] - \pi(%s)$, where "
          r"$\mathbb{1}[a = b]$ is one if $a = b$ and zero otherwise.")
SHRUNK = (r"Let $S(x) = \operatorname{sign}(x) \max(|x| - c, 0)$ with $c > 0$. For $x > c$ this gives "
          r"$S(x) = x %s c$.")
BELLMAN = (r"Let $P \in \mathbb{R}^{n \times n}$ be a row-stochastic matrix, $r \in \mathbb{R}^n$ and "
           r"$0 \le g < 1$. The value $v = (I - g P)^{-1} r$ is the solution of the Bellman equation "
           r"$$v = r + g P%s v .$$")
ERRORS = (r"Writing $\delta_t = r_t + g V_{t+1} - V_t$, the sum of two of them telescopes: "
          r"$$\delta_t + g \delta_{t+1} = r_t + g r_{t+1} + %s V_{t+2} - V_t .$$")
KERNEL = (r"The kernel is $$k(x, x') = s^2 \exp\left(-\frac{(x - x')^2}{2\ell^2}\right).$$ One needs its derivative "
          r"$$\frac{\partial k(x, x')}{\partial \ell} = k(x, x') \frac{(x - x')^2}{\ell^%s}.$$")
VALUES = (r"Let $P = \begin{bmatrix} 0.9 & 0.1 \\ 0.2 & 0.8 \end{bmatrix}$. The eigenvalues of $P$ are $1$ and $%s$.")
ROOT = (r"With $D = \begin{pmatrix} 2 & 0 \\ 0 & 2\end{pmatrix}$ and $A = \begin{pmatrix} 1 & 1 \\ 1 & 1\end{pmatrix}$ "
        r"we have $D^{-1/2} A D^{-1/2} = \frac{1}{%s} A$.")
YOUNG = (r"For vectors $a, b \in \mathbb{R}^d$ and $s > 0$ it holds that "
         r"$$2 a^\top b \le %s \|a\|^2 + \frac{1}{s} \|b\|^2 .$$")
BLOCKS = (r"Let $M = \begin{pmatrix} A & B \\ C & D \end{pmatrix}$ be a block matrix with square blocks $A$ and $D$, "
          r"and let $A$ be invertible. Then $\det M = \det(A)\det(D - %s)$.")
SIGN = (r"For a Rademacher variable $e$, which is $+1$ or $-1$ with probability $\frac12$ each, "
        r"$\mathbb{E}[e^{te}] = \%s t$.")
PRESERVED = r"Let $a, s \in (0, 1)$ with $a^2 + s^2 = 1$. Then $\frac{a^2}{s^2} = \frac{1}{s^2} %s 1$."
NOISE = (r"Let $x \sim \mathcal{N}(0, t^2)$ and let $y = x + e$ be an observation with independent noise "
         r"$e \sim \mathcal{N}(0, s^2)$. Then $\operatorname{Var}(y) = t^2 %s s^2$.")
RIGHT = (r"If $A \in \mathbb{R}^{m\times n}$ has full row rank, its pseudoinverse is $A^+ = %s$.")
NAMED = r"Let $h = \tanh$. Then $h(-x) = %sh(x)$."

CASES = [
    (CHAIN % "b & a", HOLDS), (CHAIN % "a & b", REFUTED),
    (POLICY % "b", HOLDS + NOTATION + CONDITION), (POLICY % "a", REFUTED + NOTATION + CONDITION),
    (SHRUNK % "-", HOLDS), (SHRUNK % "+", REFUTED),
    (BELLMAN % "", HOLDS), (BELLMAN % r"^\top", REFUTED),
    (ERRORS % "g^2", HOLDS), (ERRORS % "g", REFUTED),
    (KERNEL % "3", DEFINITION + HOLDS), (KERNEL % "2", DEFINITION + REFUTED),
    (VALUES % "0.7", HOLDS + NOTATION), (VALUES % "0.3", REFUTED + NOTATION),
    (ROOT % "2", HOLDS), (ROOT % "4", REFUTED),
    (YOUNG % "s", HOLDS), (YOUNG % r"\frac{s}{2}", REFUTED),
    (BLOCKS % "C A^{-1} B", HOLDS), (BLOCKS % "B A^{-1} C", REFUTED),
    (SIGN % "cosh", HOLDS), (SIGN % "sinh", REFUTED),
    (PRESERVED % "-", HOLDS), (PRESERVED % "+", REFUTED),
    (NOISE % "+", HOLDS), (NOISE % "-", REFUTED),
    (RIGHT % r"A^\top (A A^\top)^{-1}", HOLDS), (RIGHT % r"(A A^\top)^{-1} A^\top", REFUTED),
    (NAMED % "-", HOLDS), (NAMED % "", REFUTED),
]


@rows(CASES)
def test_formulas_of_models(text, expected):
    assert_last(text, expected)
