"""Definitions as conditions, behind a formula, a second time; relations of functions of which nothing is known."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    (r"Let $A\in\mathbb R^{m\times n}$. For square matrices $A$, $\det(A^\top)=\det(A)$", HOLDS),
    (r"Let $A\in\mathbb R^{m\times n}$ and $B\in\mathbb R^{n\times p}$. If $A$ and $B$ are invertible then "
     r"$(AB)^{-1}=B^{-1}A^{-1}$", HOLDS),
    (r"For $f(x)=\frac12x^\top Qx-b^\top x$ with $Q$ symmetric positive definite, $\nabla f(x)=Qx-b$", HOLDS),
    (r"If $f(x)=\ln(x^2+1)$ then $f'(x)=\frac1{x^2+1}$", REFUTED),
    (r"For $f(x)=xe^{-x}$ we find $f''(x)=(2-x)e^{-x}$", REFUTED),
    (r"For $f(x)=xe^{-x}$ we find $f''(x)=(x-2)e^{-x}$", HOLDS),
    (r"When $g(u)=\sin u$ we have $g'(u)=-\cos u$", REFUTED),
    (r"The function $x\mapsto e^x$ is important. $e^{x+y}=e^x e^y$.", HOLDS),
    (r"The map $x\mapsto x^2$ is not injective. $x=2\Rightarrow x^2=4$", HOLDS),
    (r"Let $A$ be symmetric with eigenvalues $\lambda_i$. Then $A\otimes B=B\otimes A$.", REFUTED),
    (r"The fundamental theorem of calculus: $$\int_a^bf'(x)\,dx=f(b)-f(a)$$", HOLDS),
    (r"The fundamental theorem of calculus: $$\int_a^bf'(x)\,dx=f(a)-f(b)$$", REFUTED),
    (r"$$\frac d{dx}\int_a^xf(t)\,dt=f(x)$$", HOLDS),
    (r"$$e^x\ge1+x$$", HOLDS),
    (r"$\ell(p) = k\log p + (n-k)\log(1-p)$. Later $$\ell(\mu,\sigma^2) = -\frac n2\log(2\pi\sigma^2) - "
     r"\frac1{2\sigma^2}\sum_i(x_i-\mu)^2$$ and $\frac{\partial\ell}{\partial\mu} = "
     r"\frac1{\sigma^2}\sum_i(x_i-\mu)$", HOLDS),
    (r"$\mathrm{JSD}(p\|q) = \frac12D_{KL}(p\|m)+\frac12D_{KL}(q\|m)$ where $m = \frac12(p+q)$", "TD"),
    (r"We define nothing. $E[g(X)] = g(E[X])$", REFUTED),
    (r"We define $P(A\mid B) = \frac{P(A\cap B)}{P(B)}$.", DEFINITION),
    (r"The **entropy** is defined as $H(X) = -\sum_x p(x)\log p(x)$.", HOLDS),
    (r"$$x^2 \ge x$$", REFUTED),
    (r"For all real $x$ we have $x^2 \ge x$.", REFUTED),
    (r"Let $f(x) = x^2$ and choose $a$ with $f(a) = 0$.", CONDITION),
    (r"Let $A\in\mathbb R^{m\times n}$ and $B\in\mathbb R^{n\times m}$. If $A$ and $B$ are invertible then "
     r"$(AB)^{-1}=B^{-1}A^{-1}$. Moreover $\det(I_m + AB) = \det(I_n + BA)$", HOLDS),
    (r"We use the denominator layout. Let $a, b$ be vectors."
     "\n"
     "\n"
     r"- $\frac{\partial a^\top x}{\partial x} = a^\top$ in numerator layout"
     "\n"
     r"- $\frac{\partial (a^\top X b)}{\partial X} = a b^\top$", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
