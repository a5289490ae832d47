"""A symbol is fit for a refutation only where every word said of it was understood."""

from tests.documents.judged import CONDITION, CONDITIONAL, DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    (r"Let $A$ be a nilpotent matrix. Then $\operatorname{tr}(A) = 0$.", UNDECIDED),
    (r"Let $A$ be a frobnicated matrix. Then $\det(A) = 1$.", UNDECIDED),
    (r"The matrix $A$ is doubly stochastic. Hence $A \mathbf{1} = \mathbf{1}$.", UNDECIDED),
    (r"Suppose that $A$ is unipotent. Then $\det A = 1$.", UNDECIDED),
    (r"Let $P$ be an idempotent matrix. Then $\operatorname{rank}(P) = \operatorname{tr}(P)$.", HOLDS),
    (r"Let $R$ be a rotation in the plane. Then $\det(R) = 1$.", UNDECIDED),
    (r"For traceless $A$ we have $\operatorname{tr}(A) = 0$.", UNDECIDED),
    (r"Let $H$ be a Householder matrix. Then $H^2 = I$.", CONDITION),
    (r"Let $S$ be skew. Then $x^\top S x = 0$.", UNDECIDED),
    (r"Let $J$ be the all-ones matrix of size $n\times n$. Then $J^2 = nJ$.", UNDECIDED),
    (r"If $u$ is parallel to $v$, then $|u^\top v| = \|u\|\|v\|$.", UNDECIDED),
    (r"Let $v$ span the null space of $A$. Then $Av = 0$.", UNDECIDED),
    (r"Let $x$ solve the least squares problem. Then $A^\top A x = A^\top b$.", UNDECIDED),
    (r"The vector $x$ minimizes the residual. Hence $A^\top(Ax - b) = 0$.", UNDECIDED),
    (r"Let $v$ be an eigenvector of $A$ with eigenvalue $\lambda$. Then $A^2 v = \lambda^2 v$.", HOLDS),
    (r"Let $f$ be an even function. Then $f(-x) = f(x)$.", UNDECIDED),
    (r"Let $f$ be $L$-Lipschitz. Then $|f(x) - f(y)| \le L|x-y|$.", UNDECIDED),
    (r"Let $f$ be periodic with period $T$. Then we have $f(x+T) = f(x)$.", UNDECIDED),
    (r"Let $n$ be even. Then $(-1)^n = 1$.", UNDECIDED),
    (r"For odd $n$ we have $(-1)^n = -1$.", UNDECIDED),
    (r"When $n$ is a multiple of four, $\cos(n\pi/2) = 1$.", UNDECIDED),
    (r"Let $x$ be the larger of the two roots. Then $x = 1 + \sqrt{2}$.", DEFINITION),
    (r"Let $x$ lie on the unit sphere. Then $\|x\| = 1$.", UNDECIDED),
    (r"If the columns of $Q$ are orthonormal, then $Q^\top Q = I$.", HOLDS),
    (r"If all rows of $P$ sum to one, then $P\mathbf{1} = \mathbf{1}$.", UNDECIDED),
    (r"Provided the errors are uncorrelated, $\operatorname{Var}(X+Y) = "
     r"\operatorname{Var}(X)+\operatorname{Var}(Y)$.", UNDECIDED),
    (r"Assume the data are centered. Then $\sum_i x_i = 0$.", UNDECIDED),
    (r"Under the null hypothesis $E[X] = 0$.", CONDITION),
    (r"If the classes are balanced, then $p = 1/2$.", DEFINITION),
    (r"Let $X$ be degenerate. Then $\operatorname{Var}(X) = 0$.", UNDECIDED),
    (r"Let $X$ be symmetric about zero. Then $E[X^3] = 0$.", UNDECIDED),
    (r"Let $X$ and $Y$ be comonotone with the same law. Then $E[(X-Y)^2]=0$.", UNDECIDED),
    (r"Let $X$ be standardized. Then $\operatorname{Var}(X) = 1$ and $E[X^2] = 1$.", UNDECIDED),
    (r"Let $A$ and $B$ be mutually exclusive events. Then $P(A \cup B) = P(A) + P(B)$.", HOLDS),
    (r"The events $A$ and $B$ cannot occur together, so $P(A \cap B) = 0$.", CONDITION),
    (r"Let $X$ be a Rademacher variable. Then $E[X^2] = 1$.", HOLDS),
    (r"Let $X$ be almost surely positive. Then $E[|X|] = E[X]$.", UNDECIDED),
    (r"Let $Y$ be a deterministic function of $X$. Then $H(Y \mid X) = 0$.", UNDECIDED),
    (r"Let $X \to Y \to Z$ form a Markov chain. Then $I(X;Z) \le I(X;Y)$.", HOLDS),
    (r"Let $p$ and $q$ have disjoint supports. Then $\sum_i p_i q_i = 0$.", UNDECIDED),
    (r"For small $x$ we have $\sin x = x$.", UNDECIDED),
    (r"Approximately, $e^x = 1 + x$.", UNDECIDED),
    (r"At the optimum, $\|w\| = 1$.", CONDITION),
    (r"On the simplex we have $\sum_i x_i = 1$.", UNDECIDED),
    (r"In the limit of large $n$, $\left(1+\frac1n\right)^n = e$.", CONDITION),
    (r"Let $\epsilon$ be infinitesimal. Then $(1+\epsilon)^2 = 1 + 2\epsilon$.", UNDECIDED),
    (r"For upper triangular $A$, $\det A = \prod_i A_{ii}$.", HOLDS),
    (r"Let $L$ be a unit lower triangular matrix. Then $\det(L)=1$.", UNDECIDED),
    (r"Let $e$ denote the residual vector. Then $X^\top e = 0$.", UNDECIDED),
    (r"Let $z$ denote the standardized score. Then $\operatorname{Var}(z) = 1$.", UNDECIDED),
    (r"Here $\kappa$ stands for the condition number of $A$. We have $\kappa = \|A\| \|A^{-1}\|$.", DEFINITION),
    (r"For two commuting projections $P$ and $Q$, $(PQ)^2 = PQ$.", UNDECIDED),
    (r"Let $G$ be the Gram matrix of the columns. Then $G = A^\top A$.", UNDECIDED),
    (r"We write $r$ for the rank of $A$. Then $r \le n$.", CONDITION),
    (r"Let $A$ and $B$ be square matrices. Then $(A+B)^2 = A^2 + 2AB + B^2$.", REFUTED),
    (r"Let $A$ be an invertible $n \times n$ matrix. Then $\det(A^{-1}) = \det(A)$.", CONDITIONAL),
    (r"For all vectors $u$ and $v$ in $\mathbb{R}^n$ we have $\|u+v\| = \|u\|+\|v\|$.", REFUTED),
    (r"Let $x$ be the input vector and $W$ the weight matrix of the layer. Then $\nabla_x \|Wx\|^2 = 2 W x$.", REFUTED),
    (r"Let $w$ be the weights and $\lambda$ the regularization strength. The gradient of the penalty is "
     r"$\nabla_w \lambda\|w\|^2 = \lambda w$.", REFUTED),
    (r"Let $X$ and $Y$ be independent random variables with finite variance. Then $\operatorname{Var}(X-Y) "
     r"= \operatorname{Var}(X)-\operatorname{Var}(Y)$.", REFUTED),
    (r"In general, for real numbers $a$ and $b$, $\sqrt{a^2+b^2} = a + b$.", REFUTED),
    (r"The softmax function satisfies $\operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$ and "
     r"hence for any real vector $x$ we get $\sum_i \operatorname{softmax}(x)_i = 2$.", REFUTED),
    (r"For the sigmoid function $\sigma(x) = \frac{1}{1+e^{-x}}$ the derivative is $\sigma'(x) = "
     r"\sigma(x)(1+\sigma(x))$.", REFUTED),
    (r"Multiplying $A$ by $B$ gives $C = AB$. Its trace is $\operatorname{tr}(C) = "
     r"\operatorname{tr}(A)\operatorname{tr}(B)$.", REFUTED),
    (r"Note that matrix multiplication is not commutative, but $(AB)^\top = A^\top B^\top$.", REFUTED),
    (r"Consider a random variable $X$ with values in $\{0, 1\}$. Then $\operatorname{Var}(aX) = "
     r"a\operatorname{Var}(X)$.", REFUTED),
    (r"For every $n$, $\sum_{k=1}^n k = \frac{n(n-1)}{2}$.", REFUTED),
    (r"The trace of a product: $\operatorname{tr}(AB) = \operatorname{tr}(A)\operatorname{tr}(B)$.", REFUTED),
    (r"The **chain rule** reads $\frac{d}{dx} \sin(x^2) = \cos(x^2)$.", REFUTED),
    (r"Let $A$ be symmetric. Then $\nabla_x x^\top A x = A x$.", REFUTED),
    (r"Recall the product rule: $\frac{d}{dx}(x e^x) = e^x$.", REFUTED),
    (r"Suppose $x > 0$. Then $\log(2x) = 2\log x$.", REFUTED),
    (r"Let $u$ and $v$ be orthogonal vectors. Then $\|u+v\|^2=\|u\|^2+\|v\|^2$.", HOLDS),
    (r"For orthogonal $u,v\in\mathbb R^n$, $\|u+v\|^2=\|u\|^2+\|v\|^2$.", UNDECIDED),
    (r"If $A$ and $B$ commute, $e^{A+B}=e^Ae^B$.", HOLDS),
    (r"For symmetric $A$: $x^\top Ay=y^\top Ax$.", HOLDS),
    (r"For nonnegative $a, b$: $\sqrt{ab}\le\frac{a+b}2$", HOLDS),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_1,\dots,\lambda_n$. Then "
     r"$\operatorname{tr}(A^k)=\sum_i\lambda_i^k$.", HOLDS),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_1,\dots,\lambda_n$. Then "
     r"$\det(A+cI)=\prod_i(\lambda_i+c)$", HOLDS),
    (r"If $A$ has eigenvalues $\lambda_i$ then $\operatorname{tr}(A^{-1})=\sum_i 1/\lambda_i$", UNDECIDED),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_i$. Then $A\otimes B=B\otimes A$.", REFUTED),
    (r"Let $A$ and $B$ be square. We have $\operatorname{tr}(AB)=\operatorname{tr}(BA)$ and $\det(A)=0$.", REFUTED),
    (r"Let $A$ be nilpotent. Now let $A$ be an invertible $n\times n$ matrix. Then $\det(A^{-1})=\det(A)$.",
     CONDITIONAL),
    (r"Let $A$ be symmetric. If $A$ is invertible, then $A^{-1} = (A^{-1})^\top$.", HOLDS),
    (r"Let $A$ be symmetric and invertible. Then $\operatorname{rank}(A) = n$.", HOLDS),
    (r"Let $A\in\mathbb{R}^{n\times n}$ be symmetric and invertible. Then $\det(A)^2 > 0$.", HOLDS),
    # What belongs to the sentence or to another noun than the symbol.
    (r"The score, where $\beta > 0$, is a weighted harmonic mean of both: "
     r"$(1 + \beta)^2 = 1 + \beta^2 + \beta$.", REFUTED),
    (r"The loss, with $t > 0$, is a frobnicated surrogate: $\log(1 + e^{-t}) = t - \log(1 + e^t)$.", REFUTED),
    (r"On the negative axis the scaled linear unit is $f(x) = a(e^x - 1)$, $x < 0$. "
     r"We use $f'(x) = f(x) - a$.", REFUTED),
    (r"A plug-in estimate replaces $p$ by its estimate, and the variance is $p(1 - p) = p + p^2$.", REFUTED),
    (r"A vector $w \in \mathbb{R}^n$ classifies $x \in \mathbb{R}^n$ correctly. "
     r"Then $e^{-2 w^\top x} = e^{-2} e^{-w^\top x}$.", REFUTED),
    (r"Let $w \in \mathbb{R}^n$ classify $x \in \mathbb{R}^n$ correctly. Then $|w^\top x| = w^\top x$.", UNDECIDED),
    (r"The perplexity is usually computed from the logarithm: $e^{-\log x} = \log x$.", REFUTED),
    (r"It is the inverse of their geometric mean: $(ab)^{-1/2} = \sqrt{ab}$.", REFUTED),
    (r"The vector $x$, with norm $1$, is a unit vector. Then $x^\top x = 1$.", UNDECIDED),
    (r"The matrix $A \in \mathbb{R}^{2 \times 2}$ has trace $0$. Then $\operatorname{tr}(A + I) = 2$.", UNDECIDED),
    (r"Let $A \in \mathbb{R}^{n \times n}$ be a matrix with determinant $1$. Then $\det(A^2) = 1$.", UNDECIDED),
    (r"With $x > 0$ the return is $(1 + x)^2 = 1 + x + x^2$.", REFUTED),
    (r"Let $X \in \mathbb{R}^{n \times p}$ and $y \in \mathbb{R}^n$. For the least squares estimate "
     r"$b \in \mathbb{R}^p$, $X^\top (y - X b) = 0$.", UNDECIDED),
    (r"For the current estimate $x > 0$ we have $(1 + x)^2 = 1 + x + x^2$.", REFUTED),
    (r"The matrix $A$ sends $x$ to $0$. Then $Ax = 0$.", UNDECIDED),
    (r"Each row of the matrix $A$ annihilates $x$. Then $A x = 0$.", UNDECIDED),
    (r"The matrix $A$, with $c > 0$, is frobnicated. Then $\det(cA) = c$.", UNDECIDED),
    (r"Let $A \in \mathbb{R}^{n \times n}$ be symmetric and $P \in \mathbb{R}^{n \times n}$ the projection onto its "
     r"range. Then $P^2 A = P A$.", UNDECIDED),
    (r"Let $A \in \mathbb{R}^{n \times n}$ be symmetric and $x \in \mathbb{R}^n$ an eigenvector. "
     r"Then $\|Ax\| \|x\| = |x^\top A x|$.", UNDECIDED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


NEAR = [  # what is said of small or of large numbers holds at least in the limit
    (r"For small $x$ we have $\cos x = 1 - x^2$.", UNDECIDED),
    (r"For small $x$ we have $\sin x = 2x$.", REFUTED),
    (r"For small $x$ the left side loses digits: $1-\cos x=2\sin^2x$.", REFUTED),
    (r"For small $g$ the power is $(1+g)^3 = 1 + 3g + 6g^2 + O(g^3)$.", REFUTED),
    (r"For small $g$ the power is $(1+g)^3 = 1 + 3g + 3g^2 + O(g^3)$.", HOLDS),
    (r"For large $x$ we have $\sqrt{x+1} = \sqrt{x}$.", UNDECIDED),
    (r"Let $a$ and $b$ be distinct numbers. Then $\frac{1}{a} - \frac{1}{b} = \frac{a-b}{ab}$.", REFUTED),
    (r"Let $x$ be bounded. Then $|x| = x$.", UNDECIDED),
    (r"Let $f$ be a differentiable function. Then $\frac{d}{dx} f(x)^2 = f(x)f'(x)$.", REFUTED),
]


@rows(NEAR)
def test_words_that_a_refutation_stands_in_spite_of(text, expected):
    assert_last(text, expected)
