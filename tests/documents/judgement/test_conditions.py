"""What a sentence asserts is checked, however it says so; what it poses, gives or requires stays a condition."""

from tests.documents.judged import CONDITION, CONDITIONAL, DEFINITION, HOLDS, REFUTED, assert_last, rows

# a text; the verdicts of its last formula
CASES = [
    # reasons and conclusions
    (r"Suppose the waiting time has an exponential distribution with parameter $\alpha > 0$. The total probability is "
     r"one, since $$\int_0^{\infty} \frac{1}{\alpha} e^{-\alpha x} \, dx = 1 .$$", REFUTED),
    (r"Suppose the waiting time has an exponential distribution with parameter $\alpha > 0$. The total probability is "
     r"one, since $$\int_0^{\infty} \alpha e^{-\alpha x} \, dx = 1 .$$", HOLDS),
    (r"For a positive integer $k$ the density of the chi-square distribution with $k$ degrees of freedom integrates to "
     r"one: $$\int_0^\infty \frac{1}{2^{k/2} \Gamma(k/2)} x^{k/2} e^{-x/2} \, dx = 1$$", REFUTED),
    (r"For a positive integer $k$ the density of the chi-square distribution with $k$ degrees of freedom integrates to "
     r"one: $$\int_0^\infty \frac{1}{2^{k/2} \Gamma(k/2)} x^{k/2-1} e^{-x/2} \, dx = 1$$", HOLDS),
    (r"Let $\sigma > 0$. The Gaussian density is normalized, since "
     r"$$\int_{-\infty}^\infty\frac{1}{\sigma\sqrt{\pi}}e^{-x^2/(2\sigma^2)}dx=1.$$", REFUTED),
    (r"Let $\sigma > 0$. The Gaussian density is normalized, since "
     r"$$\int_{-\infty}^\infty\frac{1}{\sigma\sqrt{2\pi}}e^{-x^2/(2\sigma^2)}dx=1.$$", HOLDS),
    (r"Let $v\in\mathbb R^n$ with $\|v\|_2=1$ and set $H=I-vv^\top$. The matrix preserves lengths because "
     r"$$H^\top H=I.$$", REFUTED),
    (r"Let $v\in\mathbb R^n$ with $\|v\|_2=1$ and set $H=I-2vv^\top$. The matrix preserves lengths because "
     r"$$H^\top H=I.$$", HOLDS),
    (r"Let $v\in\mathbb R^n$ with $\|v\|_2=1$ and set $H=I-2vv^\top$. It is a projection, since $H^2=H$.", REFUTED),
    (r"Let $A$ be any $2\times 2$ matrix. It satisfies its own characteristic equation: "
     r"$$A^2-\operatorname{tr}(A)\,A+\det(A)\,I=0.$$", HOLDS),
    # names with a meaning
    (r"Let $X$ and $Y$ be random variables. The correlation is $\rho_{XY} = \frac{\operatorname{Cov}(X,Y)}"
     r"{\sqrt{\operatorname{Var}(X)\operatorname{Var}(Y)}}$, and $$-1\le\rho_{XY}\le1$$", HOLDS),
    (r"Let $X$ and $Y$ be random variables. The correlation is $\rho_{XY} = \frac{\operatorname{Cov}(X,Y)}"
     r"{\sqrt{\operatorname{Var}(X)\operatorname{Var}(Y)}}$, and $$0\le\rho_{XY}\le1$$", CONDITIONAL),
    (r"For real $x$ let $s=x^2+1$. Then $s \le 0$.", REFUTED),
    (r"For real $x$ let $s=x^2+1$. Then $s \ge 1$.", HOLDS),
    # what is asserted of functions of which too little is known stays open, and is not called given
    (r"Let $f:\mathbb R^n\to\mathbb R$ be convex and differentiable. The first-order condition for convexity states "
     r"that for all $x,y$, $$f(y)\le f(x)+\nabla f(x)^T(y-x).$$", REFUTED),
    (r"Let $\varphi:\mathbb R\to\mathbb R$ be convex. Jensen's inequality reads "
     r"$$\varphi\left(\mathbb E[X]\right)\le\mathbb E\left[\varphi(X)\right].$$", HOLDS),
    # what is given, posed or required
    (r"The matrix $P$ is a projection because $P^2=P$.", CONDITION),
    (r"The vectors are orthogonal, because $u^\top v=0$.", CONDITION),
    (r"Let $C=XX^\top$ be the covariance matrix. It is singular because $\det(C)=0$.", CONDITION),
    (r"Since the data are centered, $\sum_i x_i=0$.", CONDITION),
    (r"The constant $c$ is fixed by normalization: $$\int_0^1 c x^2 dx=1$$", CONDITION),
    (r"Let $c > 0$. The density $p(x)=cx^2$ on $[0,1]$ must satisfy $$\int_0^1 c x^2 dx=1$$", CONDITION),
    (r"Let $c > 0$. The equation $$\int_0^1 c x^2 dx=1$$ determines the constant.", CONDITION),
    (r"We want that $$\|w\|=1.$$", CONDITION),
    (r"The soft-margin machine requires for each training example $(\mathbf x_i,y_i)$ and slack variable $\xi_i\ge0$ "
     r"that $$y_i(\mathbf w^\top\mathbf x_i+b)\ge1-\xi_i.$$", CONDITION),
    (r"Let $a\ne0$, $c\neq0$ and $D=b^2-4ac\ge0$.", DEFINITION),
    (r"For real $x$ let $r=x^2+1\ge 1$.", HOLDS),
    (r"Let $D=b^2-4ac$. There are two roots when $D>0$.", CONDITION),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
