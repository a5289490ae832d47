"""What a text poses as an equation is a condition; what it asserts is checked."""

import pytest

from lemmata.documents import check

# a text; the verdicts of its last formula
HOLDS, WRONG = {"proved", "agrees"}, {"refuted", "conditional"}
POSED, OPEN = {"condition", "definition"}, {"undecided", "definition", "condition", "notation"} | HOLDS
CASES = [
    (r"The hyperplane $w^\top x + b = 0$ separates the classes.", POSED),
    (r"The decision boundary is given by $$w^\top x+b=0$$", POSED),
    (r"The unit circle $x^2+y^2=1$ is drawn below.", POSED),
    (r"The quadratic equation $ax^2+bx+c=0$ has two roots.", POSED),
    (r"The line $2x+3y=6$ crosses the axis.", POSED),
    (r"The system $Ax=0$ has only the trivial solution.", POSED),
    (r"We want to solve $$Ax=0.$$", POSED),
    (r"The equation $x^3-x-1=0$ has one real root.", POSED),
    (r"The characteristic equation is $\det(A-\lambda I)=0$.", POSED),
    (r"Setting the derivative to zero gives $$2X^\top Xw-2X^\top y=0.$$", OPEN),
    (r"We obtain the normal equations $$X^\top X\beta=X^\top y.$$", OPEN),
    (r"The dual constraint is $\sum_i\alpha_iy_i=0$.", POSED),
    (r"We normalize the vector so that $\|x\|=1$.", POSED),
    (r"The matrix is singular: $\det(A)=0$.", POSED),
    (r"The columns are orthonormal, $q_i^\top q_j=\delta_{ij}$.", POSED),
    (r"For the harmonic oscillator, $\ddot x+\omega^2x=0$.", POSED),
    (r"The weights are nonnegative and sum to one (i.e., $\left(\sum_i w_i = 1\right)$).", POSED),
    (r"The weights $w_i$ are nonnegative and sum to one (i.e., $\left(\sum_i w_i = 1\right)$).", POSED),
    (r"For all real $x$ we have $x^2 + 1 = 0$.", WRONG),
    (r"We have $\operatorname{tr}(A) = 0$.", WRONG),
    (r"The sum is always one: $\sin^2 x + \cos^2 x = 2$.", WRONG),
    (r"The probabilities satisfy $P(A) + P(A^c) = 2$.", WRONG),
    (r"$\sin^2 x + \cos^2 x = 2$", WRONG),
    (r"The derivative is $\frac{d}{dx} x^2 = 2$.", WRONG),
    (r"Vectors $u$ and $v$ are orthogonal, that is, $$u^\top v=0$$", POSED),
    (r"$u^\top v=\|u\|\|v\|\cos\theta$", OPEN),
    (r"$u\cdot v=\|u\|\|v\|\cos\theta$ where $\theta$ is the angle between $u$ and $v$.", OPEN),
    (r"$$\det(\lambda I-A)=(\lambda-\lambda_1)\cdots(\lambda-\lambda_n)$$", OPEN),
    (r"$$v=\beta v+(1-\beta)g$$", {"definition"}),
    (r"The update is $$W=W-\alpha\,dW$$", {"definition"}),
    (r"$$\theta=\theta-\alpha\frac{\hat m}{\sqrt{\hat v}+\epsilon}$$", {"definition"}),
    (r"$$i=i+1$$", OPEN),
    (r"Let $A$ be a matrix. Then $A = A + I$.", WRONG),
    (r"Let $P$ be an orthogonal projection, $P^2=P=P^T$.", OPEN),
    (r"Let $A$ and $B$ be events with $P(B)>0$. $P(A\mid B)+P(A\mid B^c)=1$", WRONG),
    (r"$$Ax = 0$$", POSED),
    (r"$$\operatorname{tr}(A)=0$$", POSED),
    (r"$$x^\top y = 0$$", POSED),
    (r"$$x^2 + y^2 = 1$$", POSED),
    (r"$$\sum_i w_i = 1$$", POSED),
    (r"$$\sum_i |x_i - \bar x| = 0$$", WRONG),
    (r"$$\sin^2 x + \cos^2 x = 0$$", WRONG),
    (r"Let $g(x) = \operatorname{sech}(x)$. Then $g'(x) = -\operatorname{sech}(x)\tanh(x)$.", OPEN),
    (r"We have $\operatorname{tr}(A) = 0$.", WRONG),
    (r"$$(x + 1)^2 - x^2 - 1 = 0$$", WRONG),
    (r"$$A - A^\top = 0$$", WRONG),
    (r"If $Q$ is orthogonal, $\det(Q) = 1$.", WRONG),
    (r"For orthogonal $Q$, $\det(Q) = 1$.", WRONG),
    (r"Let $x$ be a real number. Then $\sin(2x) = \sin x \cos x$.", WRONG),
    (r"The identity $\cosh^2 x - \sinh^2 x = 2$ holds.", WRONG),
    (r"**Theorem.** $\det(AB) = \det(A) + \det(B)$.", WRONG),
    (r"Let $A$ be a symmetric matrix. It follows that $\operatorname{tr}(A) = 0$.", WRONG),
    (r"The double angle formula reads $\cos 2x = \cos^2 x + \sin^2 x$.", WRONG),
    (r"Recall that $\frac{d}{dx} \tan x = \sec x$.", WRONG),
    (r"The mean squared error is $L(w) = \|Xw - y\|^2$. Its gradient is $\nabla L(w) = X^\top(Xw - y)$.", WRONG),
    (r"For a Poisson variable $X$ with rate $\lambda$ we have $\operatorname{Var}(X) = \lambda^2$.", WRONG),
    (r"The cross product rule for exponents: $e^{x+y} = e^x + e^y$.", WRONG),
    (r"In two dimensions $(a+b)^2 = a^2 + b^2$.", WRONG),
    (r"Since $A$ is symmetric, $x^\top A y = 2 y^\top A x$.", WRONG),
    (r"Let $u$ be a unit vector in $\mathbb{R}^n$ and $c$ a number. Then $(c+1)^2 = c^2 + 1$.", WRONG),
    (r"The stationarity condition is $\nabla f(x) = 0$.", POSED),
    (r"The Lagrangian condition reads $x + y = 1$.", POSED),
    (r"We look for $x$ with $Ax = \lambda x$ and $\|x\| = 1$.", POSED),
    (r"The constraint $\|w\|^2 \le 1$ is active.", POSED),
    (r"Equating both expressions yields the equation $x^2 - 3x + 2 = 0$.", POSED),
    (r"Because $\det(A) = 0$ the matrix has no inverse.", POSED),
    (r"The plane is described by $n^\top (x - p) = 0$.", POSED),
    (r"The parabola $y = x^2 + 1$ opens upwards.", OPEN),
    (r"Let the weights sum to one, $\sum_i w_i = 1$.", POSED),
    (r"The circle has the equation $(x-a)^2 + (y-b)^2 = r^2$.", POSED),
    (r"The ODE $y'' + y = 0$ has periodic solutions.", POSED),
    (r"Newton's law is $m \ddot{x} = F$.", OPEN),
    (r"The eigenvalue equation $Av = \lambda v$ defines $v$.", OPEN),
    (r"The half-space $w^\top x + b \ge 0$ is convex.", POSED),
    (r"The unit ball $\|x\| \le 1$ is compact.", POSED),
    (r"Let $x$ and $y$ be real. Then $x + y \ge x$.", WRONG),
    (r"The line $2x+3y=6$ and $x-y=1$ cross.", POSED),
    (r"Subject to $x+y=1$ and $x-y=0$", OPEN),
]


@pytest.mark.parametrize("text, verdicts", CASES, ids=range(len(CASES)))
def test_the_last_formula(text, verdicts):
    findings = check(text + "\n\n").findings
    last = findings[-1]
    assert last.verdict in verdicts, (last.source, last.verdict, last.message, last.reading)
    assert not any(f.verdict in WRONG for f in findings[:-1])


STANDING = [
    (r"$$q_i^\top q_j = \delta_{ij}$$", {"condition"}),
    (r"$$ax^2 + bx + c = 0$$", {"condition"}),
    (r"$$A^\top = -A$$", {"condition"}),
    (r"$$Q^\top Q = I$$", {"condition", "conditional"}),
    (r"$$x = 3, \quad |y| < 1$$", {"condition"}),
    (r"$$A^\top = A$$", {"condition", "conditional"}),
    (r"$$(A^\top)^\top = -A$$", {"refuted"}),
    (r"$$(x+y)^2 - x^2 - y^2 = 0$$", {"refuted"}),
    (r"$$|x + y| < 1$$", {"refuted"}),
    (r"$$(AB)^\top = A^\top B^\top$$", {"refuted"}),
]


@pytest.mark.parametrize(("text", "allowed"), STANDING)
def test_relations_that_stand_alone(tmp_path, text, allowed):
    path = tmp_path / "text.md"
    path.write_text(text)
    found = check([str(path)]).findings[-1]
    assert found.verdict in allowed, (found.verdict, found.message)
