"""Sequences of matrices, sizes and words with labels, labels in finite sets, and matrices that depend on a number."""

from tests.documents.judged import CONDITIONAL, HOLDS, REFUTED, UNDECIDED, assert_last, rows

NEWTON = (r"Let $A$ and $X_k$ be $n \times n$ matrices. The iteration is $X_{k+1} = X_k(2I - AX_k)$. "
          r"Its residuals satisfy")
VMLS = (r"For an $n$-vector $x$ let $\mathbf{avg}(x) = \mathbf{1}^T x / n$, $\mathbf{rms}(x) = \|x\| / \sqrt{n}$ and "
        r"$\mathbf{std}(x) = \|x - \mathbf{avg}(x)\mathbf{1}\| / \sqrt{n}$. They are related by")
SVD = (r"Let $A = U\Sigma V^\top$ with orthogonal matrices $U$ and $V$ be the singular value decomposition of "
       r"$A \in \mathbb{R}^{m\times n}$.")
LABELS = r"Let $t_n \in \{-1, 1\}$ for all $n$."
LAYER = (r"Let $\sigma(z) = \frac{1}{1+e^{-z}}$. For an input $x \in \mathbb{R}^n$ with desired output "
         r"$y \in \mathbb{R}^m$ the cost is $C = \frac12 \sum_{j} (y_j - a_j)^2$ with $a_j = \sigma(z_j)$ and "
         r"$z_j = \sum_k w_{jk} x_k + b_j$. For the layer")
FROM_ZERO = r"Let $x_0, x_1, \ldots, x_n$ be real numbers."
FIRST_ORDER = ("Suppose $f : \\mathbb{R}^n \\to \\mathbb{R}$ is convex and differentiable. The Taylor approximation is "
               "a global underestimator: for all $x, y \\in \\mathbb{R}^n$\n\n")
CASES = [
    (rf"{NEWTON} $I - AX_{{k+1}} = (I - AX_k)^2$.", HOLDS),
    (rf"{NEWTON} $I - AX_{{k+1}} = 2(I - AX_k)$.", REFUTED),
    (rf"{VMLS} $\mathbf{{std}}(x)^2 = \mathbf{{rms}}(x)^2 - \mathbf{{avg}}(x)^2$.", HOLDS),
    (rf"{VMLS} $\mathbf{{std}}(x)^2 = \mathbf{{rms}}(x)^2 + \mathbf{{avg}}(x)^2$.", REFUTED),
    (rf"{SVD} Then $A^\top A = V\Sigma^\top\Sigma V^\top$.", HOLDS),
    (r"Let $v \in \mathbb{R}$. The absolute value is $|v| = (v)_+ + (-v)_+$.", HOLDS),
    (r"Let $v \in \mathbb{R}$. The absolute value is $|v| = (v)_+ - (-v)_+$.", CONDITIONAL),
    (rf"{LABELS} Then $\sum_{{n=1}}^N t_n^2 = N$.", HOLDS),
    (rf"{LABELS} Then $\sum_{{n=1}}^N t_n = N$.", REFUTED),
    (r"Let $y \in \{1, 2, 5\}$. Then $y^2 \le 5y$.", HOLDS),
    (rf"{LAYER} $\frac{{\partial C}}{{\partial w_{{jk}}}} = (a_j - y_j)\,\sigma'(z_j)\, x_k$.", HOLDS),
    (rf"{LAYER} $\frac{{\partial C}}{{\partial w_{{jk}}}} = (a_j - y_j)\, x_k$.", REFUTED),
    (r"Let $A(t)$ and $B(t)$ be differentiable $n \times n$ matrices. Then $\frac{d}{dt}(A(t)B(t)) = "
     r"A'(t)B(t) + A(t)B'(t)$.", HOLDS),
    (r"Let $A(t)$ be an invertible $n \times n$ matrix for each $t$. Then $\frac{d}{dt} A(t)^{-1} = "
     r"-A(t)^{-1} A'(t) A(t)^{-1}$.", HOLDS),
    (r"The derivative is $\frac{d}{dx}(AB) = \frac{dA}{dx} B + A \frac{dB}{dx}$.", HOLDS),
    # where an argument ends, and names with labels that have a meaning
    (r"We have $2\sin t\cos t - 2\sin t = 2 \sin t (\cos t - 1)$.", HOLDS),
    (r"We have $2\sin t\cos t - 2\sin t = 2 \sin t (\cos t + 1)$.", REFUTED),
    (r"We have $\cos 2x (1 + \cos 2x) = \cos 2x + \cos^2 2x$.", HOLDS),
    (r"We have $\sin \pi (x - 1) = -\sin \pi x$.", HOLDS),
    (r"Let $x_1 = \sin t$ and $x_2 = \cos t$. Then $\frac{d x_1}{d t} + \frac{d x_2}{d t} = \cos t - \sin t$.", HOLDS),
    (r"Let $x_1 = \sin t$ and $x_2 = \cos t$. Then $\frac{d x_1}{d t} + \frac{d x_2}{d t} = \cos t + \sin t$.",
     REFUTED),
    (r"We have $\frac{d}{dx}\left[(1 + x) \sin x\right] = \sin x + \cos x (1 + x)$.", HOLDS),
    (r"We have $\frac{d}{dx}\left[(1 + x) \sin x\right] = \sin x - \cos x (1 + x)$.", REFUTED),
    (r"Let $P_k$ be symmetric for all $k$, where $P_{k+1} = P_k + G P_k$ with a matrix $G$. Then "
     r"$P_{k+1}^\top = P_{k+1}$.",
     UNDECIDED),
    # a display behind "for all" is claimed
    (FIRST_ORDER + "$$f(y) \\ge f(x) + \\nabla f(x)^T(y - x) .$$", HOLDS),
    (FIRST_ORDER + "$$f(y) \\le f(x) + \\nabla f(x)^T(y - x) .$$", REFUTED),
    # sizes with labels
    (r"Let $q, k \in \mathbb{R}^{d_k}$ and $s = q^\top k / \sqrt{d_k}$. Then $s \sqrt{d_k} = q^\top k$.", HOLDS),
    (r"Let $q, k \in \mathbb{R}^{d_k}$ and $s = q^\top k / \sqrt{d_k}$. Then $s d_k = q^\top k$.", CONDITIONAL),
    (r"Let $q, k \in \mathbb{R}^{d_k}$ have entries with $q_i = 1$. Then $q^\top q = d_k$.", HOLDS),
    (r"Let $d \in \mathbb{R}^n$ and $x \in \mathbb{R}^{d_k}$. Then $\sum_{k=1}^n d_k = \mathbf{1}^\top d$.", HOLDS),
    # lists from 0 on
    (rf"{FROM_ZERO} Then $\sum_{{i=1}}^{{n}} (x_i - x_{{i-1}}) = x_n - x_0$.", HOLDS),
    (rf"{FROM_ZERO} Then $\sum_{{i=1}}^{{n}} (x_i - x_{{i-1}}) = x_n$.", REFUTED),
    (rf"{FROM_ZERO} Let $p(t) = \sum_{{k=0}}^n x_k t^k$. Then $p(0) = x_0$.", HOLDS),
    (rf"{FROM_ZERO} Let $p(t) = \sum_{{k=0}}^n x_k t^k$. Then $p(0) = x_n$.", REFUTED),
    (rf"{FROM_ZERO} Then $\max_i x_i \ge x_n$.", HOLDS),
    (rf"{FROM_ZERO} Now let $x_1, \ldots, x_n$ be integers. Then "
     r"$\sum_{i=1}^n (x_i + 1) = n + \sum_{i=1}^n x_i$.", HOLDS),
    (r"Let $x_0, \ldots, x_{N-1}$ be real numbers. Then $\sum_{i=0}^{N-1} (x_i + 1) = N + \sum_{i=0}^{N-1} x_i$.",
     HOLDS),
    (r"Let $X$ be an invertible $n \times n$ matrix without any special structure. Then $X^\top = X$.", CONDITIONAL),
    # a value behind "for" binds what follows
    (r"For $b = \frac{1}{2}$ we have $b^2 = b/2$.", HOLDS),
    (r"For $b = \frac{1}{2}$ we have $b^2 = b/3$.", REFUTED),
    (r"For $g = \frac{1 + \sqrt{5}}{2}$ we have $g^2 = g + 1$.", HOLDS),
    # what is said of the pass of a network, or done with symbols, restricts nothing
    (r"For $c > 0$ let $s = \sqrt{c}$. In the backward pass we need "
     r"$\frac{\partial s}{\partial c} = \frac{1}{c}$.", REFUTED),
    (r"Let $r(x) = x^\top x$. If we collect its partial derivatives into a vector, we find $\nabla r(x) = x$.",
     REFUTED),
    (r"If a vector $x \in \mathbb{R}^n$ is multiplied by $c \in \mathbb{R}$, its length is $\|cx\| = c\|x\|$.",
     CONDITIONAL),
]


@rows(CASES)
def test_steps_and_labels(text, expected):
    assert_last(text, expected)
