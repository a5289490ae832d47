"""A symbol is fit for a refutation only where every word said of it was understood."""

import pytest

from lemmata.documents import check

# a text; the verdicts of its last formula
HOLDS, WRONG = {"proved", "agrees"}, {"refuted", "conditional"}
POSED, OPEN = {"condition", "definition"}, {"undecided", "definition", "condition", "notation"} | HOLDS
CASES = [
    (r"Let $A$ be a nilpotent matrix. Then $\operatorname{tr}(A) = 0$.", OPEN),
    (r"Let $A$ be a frobnicated matrix. Then $\det(A) = 1$.", OPEN),
    (r"The matrix $A$ is doubly stochastic. Hence $A \mathbf{1} = \mathbf{1}$.", OPEN),
    (r"Suppose that $A$ is unipotent. Then $\det A = 1$.", OPEN),
    (r"Let $P$ be an idempotent matrix. Then $\operatorname{rank}(P) = \operatorname{tr}(P)$.", OPEN),
    (r"Let $R$ be a rotation in the plane. Then $\det(R) = 1$.", OPEN),
    (r"For traceless $A$ we have $\operatorname{tr}(A) = 0$.", OPEN),
    (r"Let $H$ be a Householder matrix. Then $H^2 = I$.", OPEN),
    (r"Let $S$ be skew. Then $x^\top S x = 0$.", OPEN),
    (r"Let $J$ be the all-ones matrix of size $n\times n$. Then $J^2 = nJ$.", OPEN),
    (r"If $u$ is parallel to $v$, then $|u^\top v| = \|u\|\|v\|$.", OPEN),
    (r"Let $v$ span the null space of $A$. Then $Av = 0$.", OPEN),
    (r"Let $x$ solve the least squares problem. Then $A^\top A x = A^\top b$.", OPEN),
    (r"The vector $x$ minimizes the residual. Hence $A^\top(Ax - b) = 0$.", OPEN),
    (r"Let $v$ be an eigenvector of $A$ with eigenvalue $\lambda$. Then $A^2 v = \lambda^2 v$.", OPEN),
    (r"Let $f$ be an even function. Then $f(-x) = f(x)$.", OPEN),
    (r"Let $f$ be $L$-Lipschitz. Then $|f(x) - f(y)| \le L|x-y|$.", OPEN),
    (r"Let $f$ be periodic with period $T$. Then we have $f(x+T) = f(x)$.", OPEN),
    (r"Let $n$ be even. Then $(-1)^n = 1$.", OPEN),
    (r"For odd $n$ we have $(-1)^n = -1$.", OPEN),
    (r"When $n$ is a multiple of four, $\cos(n\pi/2) = 1$.", OPEN),
    (r"Let $x$ be the larger of the two roots. Then $x = 1 + \sqrt{2}$.", OPEN),
    (r"Let $x$ lie on the unit sphere. Then $\|x\| = 1$.", OPEN),
    (r"If the columns of $Q$ are orthonormal, then $Q^\top Q = I$.", OPEN),
    (r"If all rows of $P$ sum to one, then $P\mathbf{1} = \mathbf{1}$.", OPEN),
    (r"Provided the errors are uncorrelated, $\operatorname{Var}(X+Y) = "
     r"\operatorname{Var}(X)+\operatorname{Var}(Y)$.", OPEN),
    (r"Assume the data are centered. Then $\sum_i x_i = 0$.", OPEN),
    (r"Under the null hypothesis $E[X] = 0$.", OPEN),
    (r"If the classes are balanced, then $p = 1/2$.", OPEN),
    (r"Let $X$ be degenerate. Then $\operatorname{Var}(X) = 0$.", OPEN),
    (r"Let $X$ be symmetric about zero. Then $E[X^3] = 0$.", OPEN),
    (r"Let $X$ and $Y$ be comonotone with the same law. Then $E[(X-Y)^2]=0$.", OPEN),
    (r"Let $X$ be standardized. Then $\operatorname{Var}(X) = 1$ and $E[X^2] = 1$.", OPEN),
    (r"Let $A$ and $B$ be mutually exclusive events. Then $P(A \cup B) = P(A) + P(B)$.", OPEN),
    (r"The events $A$ and $B$ cannot occur together, so $P(A \cap B) = 0$.", OPEN),
    (r"Let $X$ be a Rademacher variable. Then $E[X^2] = 1$.", OPEN),
    (r"Let $X$ be almost surely positive. Then $E[|X|] = E[X]$.", OPEN),
    (r"Let $Y$ be a deterministic function of $X$. Then $H(Y \mid X) = 0$.", OPEN),
    (r"Let $X \to Y \to Z$ form a Markov chain. Then $I(X;Z) \le I(X;Y)$.", OPEN),
    (r"Let $p$ and $q$ have disjoint supports. Then $\sum_i p_i q_i = 0$.", OPEN),
    (r"For small $x$ we have $\sin x = x$.", OPEN),
    (r"Approximately, $e^x = 1 + x$.", OPEN),
    (r"At the optimum, $\|w\| = 1$.", OPEN),
    (r"On the simplex we have $\sum_i x_i = 1$.", OPEN),
    (r"In the limit of large $n$, $\left(1+\frac1n\right)^n = e$.", OPEN),
    (r"Let $\epsilon$ be infinitesimal. Then $(1+\epsilon)^2 = 1 + 2\epsilon$.", OPEN),
    (r"For upper triangular $A$, $\det A = \prod_i A_{ii}$.", OPEN),
    (r"Let $L$ be a unit lower triangular matrix. Then $\det(L)=1$.", OPEN),
    (r"Let $e$ denote the residual vector. Then $X^\top e = 0$.", OPEN),
    (r"Let $z$ denote the standardized score. Then $\operatorname{Var}(z) = 1$.", OPEN),
    (r"Here $\kappa$ stands for the condition number of $A$. We have $\kappa = \|A\| \|A^{-1}\|$.", OPEN),
    (r"For two commuting projections $P$ and $Q$, $(PQ)^2 = PQ$.", OPEN),
    (r"Let $G$ be the Gram matrix of the columns. Then $G = A^\top A$.", OPEN),
    (r"We write $r$ for the rank of $A$. Then $r \le n$.", OPEN),
    (r"Let $A$ and $B$ be square matrices. Then $(A+B)^2 = A^2 + 2AB + B^2$.", WRONG),
    (r"Let $A$ be an invertible $n \times n$ matrix. Then $\det(A^{-1}) = \det(A)$.", WRONG),
    (r"For all vectors $u$ and $v$ in $\mathbb{R}^n$ we have $\|u+v\| = \|u\|+\|v\|$.", WRONG),
    (r"Let $x$ be the input vector and $W$ the weight matrix of the layer. Then $\nabla_x \|Wx\|^2 = 2 W x$.", WRONG),
    (r"Let $w$ be the weights and $\lambda$ the regularization strength. The gradient of the penalty is "
     r"$\nabla_w \lambda\|w\|^2 = \lambda w$.", WRONG),
    (r"Let $X$ and $Y$ be independent random variables with finite variance. Then $\operatorname{Var}(X-Y) "
     r"= \operatorname{Var}(X)-\operatorname{Var}(Y)$.", WRONG),
    (r"In general, for real numbers $a$ and $b$, $\sqrt{a^2+b^2} = a + b$.", WRONG),
    (r"The softmax function satisfies $\operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$ and "
     r"hence for any real vector $x$ we get $\sum_i \operatorname{softmax}(x)_i = 2$.", WRONG),
    (r"For the sigmoid function $\sigma(x) = \frac{1}{1+e^{-x}}$ the derivative is $\sigma'(x) = "
     r"\sigma(x)(1+\sigma(x))$.", WRONG),
    (r"Multiplying $A$ by $B$ gives $C = AB$. Its trace is $\operatorname{tr}(C) = "
     r"\operatorname{tr}(A)\operatorname{tr}(B)$.", WRONG),
    (r"Note that matrix multiplication is not commutative, but $(AB)^\top = A^\top B^\top$.", WRONG),
    (r"Consider a random variable $X$ with values in $\{0, 1\}$. Then $\operatorname{Var}(aX) = "
     r"a\operatorname{Var}(X)$.", WRONG),
    (r"For every $n$, $\sum_{k=1}^n k = \frac{n(n-1)}{2}$.", WRONG),
    (r"The trace of a product: $\operatorname{tr}(AB) = \operatorname{tr}(A)\operatorname{tr}(B)$.", WRONG),
    (r"The **chain rule** reads $\frac{d}{dx} \sin(x^2) = \cos(x^2)$.", WRONG),
    (r"Let $A$ be symmetric. Then $\nabla_x x^\top A x = A x$.", WRONG),
    (r"Recall the product rule: $\frac{d}{dx}(x e^x) = e^x$.", WRONG),
    (r"Suppose $x > 0$. Then $\log(2x) = 2\log x$.", WRONG),
    (r"Let $u$ and $v$ be orthogonal vectors. Then $\|u+v\|^2=\|u\|^2+\|v\|^2$.", OPEN),
    (r"For orthogonal $u,v\in\mathbb R^n$, $\|u+v\|^2=\|u\|^2+\|v\|^2$.", OPEN),
    (r"If $A$ and $B$ commute, $e^{A+B}=e^Ae^B$.", OPEN),
    (r"For symmetric $A$: $x^\top Ay=y^\top Ax$.", HOLDS),
    (r"For nonnegative $a, b$: $\sqrt{ab}\le\frac{a+b}2$", HOLDS),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_1,\dots,\lambda_n$. Then "
     r"$\operatorname{tr}(A^k)=\sum_i\lambda_i^k$.", OPEN),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_1,\dots,\lambda_n$. Then "
     r"$\det(A+cI)=\prod_i(\lambda_i+c)$", OPEN),
    (r"If $A$ has eigenvalues $\lambda_i$ then $\operatorname{tr}(A^{-1})=\sum_i 1/\lambda_i$", OPEN),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_i$. Then $A\otimes B=B\otimes A$.", WRONG),
    (r"Let $A$ and $B$ be square. We have $\operatorname{tr}(AB)=\operatorname{tr}(BA)$ and $\det(A)=0$.", WRONG),
    (r"Let $A$ be nilpotent. Now let $A$ be an invertible $n\times n$ matrix. Then $\det(A^{-1})=\det(A)$.", WRONG),
    (r"Let $A$ be symmetric. If $A$ is invertible, then $A^{-1} = (A^{-1})^\top$.", HOLDS),
    (r"Let $A$ be symmetric and invertible. Then $\operatorname{rank}(A) = n$.", OPEN),
    (r"Let $A\in\mathbb{R}^{n\times n}$ be symmetric and invertible. Then $\det(A)^2 > 0$.", OPEN),
]


@pytest.mark.parametrize("text, verdicts", CASES, ids=range(len(CASES)))
def test_the_last_formula(text, verdicts):
    findings = check(text + "\n\n").findings
    last = findings[-1]
    assert last.verdict in verdicts, (last.source, last.verdict, last.message, last.reading)
    assert not any(f.verdict in WRONG for f in findings[:-1])


KINDS = [
    (r"The inverse of a product is, for invertible $n\times n$ matrices, $(AB)^{-1} = A^{-1} B^{-1}$.", {"refuted"}),
    (r"The inverse of a product is, for invertible matrices, $(AB)^{-1} = A^{-1} B^{-1}$.", {"refuted"}),
    (r"For symmetric matrices, $\nabla_x x^\top A x = 2Ax$.", HOLDS),
    (r"For symmetric matrices, $\nabla_x x^\top A x = Ax$.", WRONG),
    (r"For orthogonal matrices we have $Q^\top Q = I$.", HOLDS),
    (r"For orthogonal matrices we have $Q^\top Q = 2I$.", WRONG),
    (r"For positive numbers $\sqrt{x^2} = x$.", HOLDS),
    (r"For negative numbers $\sqrt{x^2} = x$.", {"refuted"}),
    (r"The determinant of a symmetric matrix is $\det\begin{pmatrix}2&1\\1&2\end{pmatrix}=5$.", {"refuted"}),
    (r"For unitary matrices we have $U^\top U = I$.", OPEN),
    (r"For stochastic matrices we have $P \mathbf{1} = \mathbf{1}$.", OPEN),
]


@pytest.mark.parametrize(("text", "allowed"), KINDS)
def test_kinds_of_arrays_without_a_symbol(tmp_path, text, allowed):
    path = tmp_path / "text.md"
    path.write_text(text)
    found = check([str(path)]).findings[-1]
    assert found.verdict in allowed, (found.source, found.verdict, found.message, found.reading)


NEAR = [  # what is said of small or of large numbers holds at least in the limit
    (r"For small $x$ we have $\cos x = 1 - x^2$.", OPEN),
    (r"For small $x$ we have $\sin x = 2x$.", {"refuted"}),
    (r"For small $x$ the left side loses digits: $1-\cos x=2\sin^2x$.", {"refuted"}),
    (r"For small $g$ the power is $(1+g)^3 = 1 + 3g + 6g^2 + O(g^3)$.", {"refuted"}),
    (r"For small $g$ the power is $(1+g)^3 = 1 + 3g + 3g^2 + O(g^3)$.", HOLDS),
    (r"For large $x$ we have $\sqrt{x+1} = \sqrt{x}$.", OPEN),
    (r"Let $a$ and $b$ be distinct numbers. Then $\frac{1}{a} - \frac{1}{b} = \frac{a-b}{ab}$.", {"refuted"}),
    (r"Let $x$ be bounded. Then $|x| = x$.", OPEN),
    (r"Let $f$ be a differentiable function. Then $\frac{d}{dx} f(x)^2 = f(x)f'(x)$.", {"refuted"}),
]


@pytest.mark.parametrize(("text", "allowed"), NEAR)
def test_words_that_a_refutation_stands_in_spite_of(tmp_path, text, allowed):
    path = tmp_path / "text.md"
    path.write_text(text)
    found = check([str(path)]).findings[-1]
    assert found.verdict in allowed, (found.source, found.verdict, found.message, found.reading)
