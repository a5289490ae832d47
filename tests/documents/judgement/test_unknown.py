"""What fails and may be no identity: equations to be solved, points of which words spoke, variants of functions."""

from tests.documents.judged import CONDITION, HOLDS, NOTATION, REFUTED, UNDECIDED, assert_last, rows

OPEN = [
    (r"We have $f(x + h) = f(x) + \nabla f(x)^\top h + \frac12 h^\top H(x) h + o(\|h\|^2)$, where $H$ is the Hessian "
     "of $f$.", UNDECIDED + NOTATION * 2),
    (r"Trying $y=e^{mx}$ we get $5m-3=0$.", UNDECIDED),
    (r"The error is orthogonal to $a$, so $a^T(b-\hat x a)=0$.", UNDECIDED),
    (r"The error is orthogonal to the columns, hence $A^T(b-A\hat x)=0$ and $A^TA\hat x=A^Tb$.", UNDECIDED * 2),
    (r"The vectors are conjugate with respect to $A$, thus $p^TAq=0$.", UNDECIDED),
    (r"Let $x^*$ be the fixed point of $g(x)=\cos x$. Then $\cos x^*=x^*$.", UNDECIDED),
    (r"The matrix is symmetric, so $A^\top=A$.", UNDECIDED),
    (r"The angle $\omega$ between $x=[1,1]^\top$ and $y=[1,2]^\top$ is needed. We get "
     r"$\cos\omega=\frac{\langle x,y\rangle}{\sqrt{\langle x,x\rangle\langle y,y\rangle}}$.", UNDECIDED),
    (r"The softmax with temperature is $\operatorname{softmax}(z)_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}}$.", UNDECIDED),
    # the density of X, by whatever letter; one of the h_b that are summed
    (r"$$I(s)=\operatorname{Var}(\partial_s\log f(X;s))=\mathbb{E}[(\partial_s\log f(X;s))^2]$$", UNDECIDED),
    (r"The information is $$\mathbb{E}[(\partial_\theta\log f_\theta(X))^2]=-\mathbb{E}[\partial_\theta^2\log "
     r"f_\theta(X)].$$", UNDECIDED),
    (r"Let $\pi(a)=\frac{e^{h_a}}{\sum_be^{h_b}}$. Then $\frac{\partial\pi(a)}{\partial h_b}="
     r"\pi(a)(\mathbb{1}[a=b]-\pi(b))$.", UNDECIDED),
    (r"Take $p$ and $q$ with $p(0)=p(1)=\frac12$ and $q(0)=\frac34$.", CONDITION),
]
CLAIMED = [
    (r"We know that $\sin^2 x + \cos^2 x = 2$.", REFUTED),
    (r"Hence $c_1 x_1 - c_2 x_2 = 0$ for all real $x_1$ and $x_2$.", REFUTED + NOTATION * 2),
    (r"The softmax is $\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{-z_j}}$.", REFUTED),
    (r"For $x \in \mathbb{R}^n$ we have $\nabla_x x^\top x = 2x$.", HOLDS),
    (r"Let $X_1, \ldots, X_n$ be iid $\mathrm{Poisson}(\lambda)$. Then $\mathrm{Var}(\bar X)=\lambda/n$.", HOLDS),
    (r"Let $X_1, \ldots, X_n$ be iid $\mathrm{Poisson}(\lambda)$. Then $\mathrm{Var}(\bar X)=\lambda$.", REFUTED),
    (r"Let $X_1, \ldots, X_n$ be i.i.d. from $\mathcal{N}(\mu, \sigma^2)$. Then $\mathrm{Var}(\bar X)=\sigma^2/n$.",
     HOLDS),
    (r"We set the derivative to zero: $\frac{d}{dw}(w^2-3w)=2w-3=0$.", HOLDS),
    (r"We set the derivative to zero: $\frac{d}{dw}(w^2-3w)=2w-3=2(w-3)$.", REFUTED),
    (r"With $TP$ and $FP$ let $P=\frac{TP}{TP+FP}$. Then $F_\beta = 1-P = \frac{FP}{TP+FP}$.", HOLDS),
    (r"With $TP$ and $FP$ let $P=\frac{TP}{TP+FP}$. Then $F_\beta = 1-P = \frac{TP}{TP+FP}$.", REFUTED),
]
STATES = "The states are $s_k = w s_{k-1} + x_k$. Then "
UNTIED = [  # letters of which nothing is said are no constants: that all of these slopes are 0 shows nothing
    (STATES + r"$\frac{\partial s_3}{\partial s_1} = \frac{\partial s_3}{\partial s_2} "
     r"\frac{\partial s_2}{\partial s_2}$.", UNDECIDED),
    (STATES + r"$\frac{\partial s_3}{\partial s_1} = 0$.", UNDECIDED),
    (r"By the chain rule $\frac{\partial z}{\partial x} = \frac{\partial z}{\partial y} "
     r"\frac{\partial y}{\partial z}$.", UNDECIDED),
    (r"By the chain rule $\frac{\partial z}{\partial x} = \frac{\partial z}{\partial y} "
     r"\frac{\partial y}{\partial x}$.", HOLDS),
    (r"The coordinates satisfy $\frac{\partial x_i}{\partial x_j} = \delta_{ij}$.", HOLDS),
]


@rows([*OPEN, *CLAIMED, *UNTIED])
def test_what_may_be_no_identity(text, expected):
    assert_last(text, expected)
