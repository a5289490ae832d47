"""How far derivatives and differentials reach, what a loss depends on, and sizes that earlier formulas fixed."""

from tests.documents.judged import (
    CONDITION,
    CONDITIONAL,
    DEFINITION,
    HOLDS,
    REFUTED,
    UNDECIDED,
    UNREADABLE,
    assert_last,
    rows,
)

LAYER = "Let $y=Wx+b$. For a loss $L$, "

# text, what the verdict of its last formula may be
CASES = [
    # compositions without an argument, and functions that multiply
    (r"For smooth $f$ and $g$: $(f \circ g)' = f'(g)\, g'$.", "T"),
    (r"For smooth $f$ and $g$: $(f \circ g)' = (f' \circ g)\, g'$.", "T"),
    (r"For smooth $f$ and $g$: $(f \circ g)' = f' \circ g$.", "F"),
    (r"Let $f(t) = t^2$ and $g(x) = x^2 - 1$. Then $(f \circ g)'' = f''(g)\,(g')^2 + f'(g)\, g''$.", "T"),
    (r"Let $f(t) = t^2$ and $g(x) = x^2 - 1$. Then $(f \circ g)'' = f''(g)\, g' + f'(g)\, g''$.", "F"),
    (r"Let $\sigma$ be the logistic function. Then $\sigma' = \sigma(1 - \sigma)$.", "T"),
    (r"Let $\sigma$ be the logistic function. Then $\sigma' = \sigma(1 + \sigma)$.", "F"),
    # partial derivatives by subscript
    (r"We take $f(x, y) = x e^y$. Then $f_{yy}(x, y) = x e^y$ and $f_{xy}(x, y) = e^y$.", "TT"),
    (r"We take $f(x, y) = x e^y$. Then $f_{yy}(x, y) = xy$ and $f_x(x, y) = x e^y$.", "FF"),
    (r"Let $f(x, y)$ be a density on the unit square. Its marginals are $f_x(x) = \int_0^1 f(x, y)\,dy$.", "D"),
    (r"$(g(f(x)))' = g'(f(x)) f'(x)$", "T"), (r"$(g(f(x)))' = g'(f(x))$", "F"), (r"$(f(x)^2)' = 2 f(x) f'(x)$", "T"),
    # an unknown loss depends on what a definition says, and on nothing beside it
    (LAYER + r"$\frac{\partial L}{\partial W}=\frac{\partial L}{\partial y}x^\top$", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial x}=W^\top\frac{\partial L}{\partial y}$", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial b}=\frac{\partial L}{\partial y}$", HOLDS),
    (LAYER + r"$\frac{\partial L}{\partial b}=2\frac{\partial L}{\partial y}$", REFUTED),
    (LAYER + r"$\frac{\partial L}{\partial x}=W\frac{\partial L}{\partial y}$", REFUTED),
    (r"Let $Y=XW$. For a loss $L$, $\frac{\partial L}{\partial W}=X^\top\frac{\partial L}{\partial Y}$", HOLDS),
    (r"Let $Y=XW$. For a loss $L$, $\frac{\partial L}{\partial X}=W^\top\frac{\partial L}{\partial Y}$", REFUTED),
    (r"Let $O=PV$. Then $\frac{\partial L}{\partial V}=P^\top\frac{\partial L}{\partial O}$", HOLDS),
    # without it nothing is known, and nothing refuted
    (r"$\frac{\partial L}{\partial W}=\frac{\partial L}{\partial y}x^\top$", UNDECIDED),
    (r"$\frac{\partial L}{\partial\gamma}=\sum_i\frac{\partial L}{\partial y_i}\hat x_i$", UNDECIDED),
    (r"$\frac{\partial L}{\partial V}=P^\top\frac{\partial L}{\partial O}$", UNDECIDED),
    # sizes that don't fit are those of the definition, not others
    (r"Let $f(x)=\|Ax-b\|^2$. Then $\nabla^2f(x)=2A^\top A$", HOLDS),
    (r"Let $f(x)=\|Ax-b\|^2$. Then $\nabla^2f(x)=2AA^\top$", REFUTED),
    (r"Let $f(x)=\|Ax-b\|^2$. Then $\nabla^2f(x)=2AA^\top$. No: $\nabla^2f(x)=2A^\top A$", "FT"),
    (r"Let $h=\tanh(Wx)$. Then $\frac{\partial h}{\partial x}=\operatorname{diag}(1-h^2)W$", HOLDS),
    (r"Let $h=\tanh(Wx)$. Then $\frac{\partial h}{\partial x}=W\operatorname{diag}(1-h^2)$", REFUTED),
    # an operator takes the product and the sum after it
    (r"$\frac{d}{dx}(x+1)(x+2)=2x+3$", HOLDS),
    (r"$\frac{d}{dx}(x+1)(x+2)=2x+4$", REFUTED),
    (r"$\frac{d}{dx}(x+1)^2(x+2)=(x+1)^2+2(x+1)(x+2)$", HOLDS),
    (r"$\frac{d}{dx}\left(x^2+1\right)\sin x=2x\sin x+(x^2+1)\cos x$", HOLDS),
    (r"$\frac{d}{dx}\left(x^2+1\right)\sin x=2x\sin x-(x^2+1)\cos x$", REFUTED),
    (r"$\frac{\partial}{\partial x}(x-a)^\top B(x-a)=(B+B^\top)(x-a)$", HOLDS),
    (r"$\frac{\partial}{\partial x}(x-a)^\top B(x-a)=(B-B^\top)(x-a)$", REFUTED),
    (r"$\nabla_w\|Xw-y\|^2+\lambda\|w\|^2=2X^\top(Xw-y)+2\lambda w$", HOLDS),
    (r"$\nabla_w\|Xw-y\|^2+\lambda\|w\|^2=2X^\top(Xw-y)+\lambda w$", REFUTED),
    (r"$\frac{d}{dx}x^2+3x=2x+3$", HOLDS),
    (r"$\frac{d}{dx}x^2+3x=2x+4$", REFUTED),
    # differentials
    (r"$d(xy)=x\,dy+y\,dx$", HOLDS),
    (r"$d(xy)=x\,dy-y\,dx$", REFUTED),
    (r"$d(x^2)=x\,dx$", REFUTED),
    (r"$d(AB)=(dA)B+A(dB)$", HOLDS),
    (r"$d(AB)=(dA)B+B(dA)$", REFUTED),
    (r"$d(A^{-1})=-A^{-1}(dA)A^{-1}$", HOLDS),
    (r"$\mathrm d\det X=\det(X)\operatorname{tr}(X^{-1}\mathrm dX)$", HOLDS),
    (r"$\mathrm d\ln|X|=\operatorname{tr}(X^{-1}\mathrm dX)$", HOLDS),
    (r"$\partial(XY)=(\partial X)Y+X(\partial Y)$", HOLDS),
    (r"$\delta(XY)=(\delta X)Y-X\delta Y$", REFUTED),
    (r"$d\sin x=\cos x\,dx$", HOLDS),
    (r"$d\|x\|^2=2x^\top dx$", HOLDS),
    (r"$df=\frac{\partial f}{\partial x}dx+\frac{\partial f}{\partial y}dy$", HOLDS),
    (r"Let $u=x^2$. Then $du=2x\,dx$.", HOLDS),
    (r"Let $u=x^2$. Then $du=x\,dx$.", REFUTED),
    (r"$dW=\frac1m dZ\,X^\top$", DEFINITION),
    (r"$ad-bc=da-cb$", HOLDS),  # d is a number that is multiplied
    # rules for functions without their arguments
    (r"$(fg)'=f'g+fg'$", HOLDS),
    (r"$(fg)'=f'g'$", REFUTED),
    (r"$(uv)'=u'v+uv'$", HOLDS),
    (r"$(cf)'=cf'$", HOLDS),
    (r"$(cf)'=c^2f'$", REFUTED),
    (r"$\left(\frac fg\right)'=\frac{f'g-fg'}{g^2}$", HOLDS),
    (r"$\left(\frac fg\right)'=\frac{f'g+fg'}{g^2}$", REFUTED),
    (r"$(\log f)'=\frac{f'}f$", HOLDS),
    (r"$(x^n)'=nx^{n-1}$", HOLDS),
    (r"$(e^{2x})'=e^{2x}$", REFUTED),
    (r"$\frac d{dx}(uv)=u\frac{dv}{dx}+v\frac{du}{dx}$", HOLDS),
    (r"$\frac d{dx}(uv)=\frac{du}{dx}\frac{dv}{dx}$", REFUTED),
    (r"$\frac{d}{dx}\left(\frac uv\right)=\frac{v\frac{du}{dx}-u\frac{dv}{dx}}{v^2}$", HOLDS),
    (r"$\nabla(fg)=f\nabla g+g\nabla f$", HOLDS),
    (r"$\nabla(fg)=f\nabla g-g\nabla f$", REFUTED),
    (r"$\frac{dx}{dy}=\frac1{dy/dx}$", UNDECIDED),
    # inverses
    (r"Let $\sigma(z)=\frac1{1+e^{-z}}$. Its inverse is $\sigma^{-1}(p)=\log\frac p{1-p}$.", HOLDS),
    (r"Let $\sigma(z)=\frac1{1+e^{-z}}$. Its inverse is $\sigma^{-1}(p)=\log\frac{1-p}p$.", REFUTED),
    (r"Let $f(x)=2x+1$. Then $f^{-1}(f(x))=x$ and $f^{-1}(y)=\frac{y-1}2$.", HOLDS),
    # by all arguments
    (r"Let $f(x,y)=x^3-3xy^2$. Then $\Delta f=0$.", HOLDS),
    (r"Let $f(x,y)=x^3-3xy^2+x^2$. Then $\Delta f=0$.", REFUTED),
    (r"Let $f(x,y)=x^2y+y^3$. Then $\nabla f=\begin{pmatrix}2xy\\x^2+3y^2\end{pmatrix}$", HOLDS),
    (r"Let $f(x,y)=x^2y+y^3$. Then $\nabla f=\begin{pmatrix}2xy\\x^2+y^2\end{pmatrix}$", REFUTED),
    (r"$\nabla\cdot F=0$", CONDITION),
    (r"$D_uf(x)=\nabla f(x)\cdot u=\lim_{h\to0}\frac{f(x+hu)-f(x)}h$", HOLDS),
    (r"$D_vf(x)=2\nabla f(x)^\top v$", REFUTED),
    # conventions of derivatives by a matrix
    (r"$\frac{\partial a^\top Xb}{\partial X}=ab^\top$", HOLDS),
    (r"$\frac{\partial a^\top Xb}{\partial X}=ba^\top$", CONDITIONAL),
    (r"In numerator layout, derivatives are rows. $\frac{\partial a^\top Xb}{\partial X}=ba^\top$",
     CONDITIONAL),
    # functions of a square, names of constants, values at points
    (r"Let $\ell(\mu,\sigma^2)=-\frac n2\log(2\pi\sigma^2)-\frac1{2\sigma^2}\sum_{i=1}^n(x_i-\mu)^2$. Then "
     r"$\frac{\partial\ell}{\partial\sigma^2}=-\frac n{2\sigma^2}+\frac1{2\sigma^4}\sum_{i=1}^n(x_i-\mu)^2$", HOLDS),
    (r"Let $\ell(\mu,\sigma^2)=-\frac n2\log(2\pi\sigma^2)-\frac1{2\sigma^2}\sum_{i=1}^n(x_i-\mu)^2$. Then "
     r"$\frac{\partial\ell}{\partial\sigma^2}=-\frac n{2\sigma^2}+\frac1{\sigma^4}\sum_{i=1}^n(x_i-\mu)^2$",
     REFUTED),
    (r"Let $\mu=\frac1n\sum_{i=1}^nx_i$. Then $\frac{\partial\mu}{\partial x_i}=\frac1n$", HOLDS),
    (r"Let $\mu=\frac1n\sum_{i=1}^nx_i$. Then $\frac{\partial\mu}{\partial x_i}=1$", REFUTED),
    (r"The residual is $e=y-X\hat\beta$.", DEFINITION),
    (r"$e=2$", REFUTED),
    (r"Let $\sigma>0$ be a number. Then $\sigma'(z)=\sigma(z)(1-\sigma(z))$.", UNDECIDED),
    (r"$\overline{x^2}-\bar x^2=\frac1n\sum_i(x_i-\bar x)^2$", UNREADABLE),
    (r"$\Gamma(n)=n!$", REFUTED),
    (r"$\Gamma(n)=(n-1)!$", HOLDS),
    (r"Let $f(x)=x^2$. Then $\frac{df}{dx}\Big|_{x=3}=6$", HOLDS),
    (r"$\int_a^bx^2\,dx=\frac{x^3}3\Big|_a^b$", HOLDS),
    (r"$\int_a^bx^2\,dx=\left[\frac{x^3}2\right]_a^b$", REFUTED),
    (r"$\forall x\in\mathbb R\colon x^2\ge0$", HOLDS),
    (r"$\forall x\in\mathbb R: x^2\ge1$", REFUTED),
    (r"$\det\begin{pmatrix}A&B\\0&D\end{pmatrix}=\det A\det D$", HOLDS),
    (r"$\det\operatorname{diag}(d_1,\dots,d_n)=\prod_{i=1}^nd_i$", HOLDS),
    (r"Let $Q\in\mathbb R^{n\times d}$, $K\in\mathbb R^{m\times d}$, $V\in\mathbb R^{m\times v}$. Then "
     r"$\mathrm{softmax}(QK^\top)V\in\mathbb R^{n\times v}$", HOLDS),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
