"""What a text says of a sequence after its recurrence is a claim about it; another algorithm's step is not."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, PROVED, REFUTED, UNDECIDED, assert_last, rows

AVERAGE = r"Let $m_t=\beta_1m_{t-1}+(1-\beta_1)g_t$ with $m_0=0$. Unrolling, $$m_t=(1-\beta_1)\sum_{i=1}^t"
BIAS = (r"Let $\beta \in (0, 1)$ and start the average with $m_0 = 0$. Suppose that all gradients equal the same "
        r"number $g$, so that $m_t = \beta m_{t-1} + (1 - \beta) g$ for $t \geq 1$. Then $m_t = ")
HERON = (r"Let $a > 0$ and $x_0 > 0$. Heron's method iterates $x_{k+1} = \frac12\left(x_k + \frac{a}{x_k}\right)$. "
         r"The error satisfies $$x_{k+1}-\sqrt a=")
IMPLICIT = r"Implicit Euler for $y'=\lambda y$ is $y_{k+1}=y_k+h\lambda y_{k+1}$. Hence $$y_{k+1}="
FIBONACCI = r"Fibonacci numbers satisfy $F_{n+1}=F_n+F_{n-1}$ with $F_0=0$ and $F_1=1$. Then $$F_{n+1}F_{n-1}-F_n^2="
MEAN = (r"Let $x_1, \ldots, x_n$ be numbers with mean $\bar x_n=\frac1n\sum_{i=1}^n x_i$. The mean is updated by "
        r"$$\bar x_n=\bar x_{n-1}+")
WELFORD = (r"Let $M_n=\sum_{i=1}^n(x_i-\bar x_n)^2$ with $\bar x_n=\frac1n\sum_{i=1}^nx_i$. "
           r"Welford's update is $M_n=M_{n-1}+")
LONG_MEAN = r"$$\bar x_n=\frac1n\sum_{i=1}^nx_i=\frac1n\left(x_n+\sum_{i=1}^{n-1}x_i\right)=\frac1n"
VELOCITY = r"The update is $v_t = \beta v_{t-1} + g_t$"
EXPANDED = r" Let's expand $v_t$ recursively into $$v_t = \beta^2 v_{t-2} + \beta g_{t-1} + g_t = \ldots, = "
DIAGONAL = r"Let $\mathbf{z} = \mathbf{O} \mathbf{x}$ and $\Lambda$ a diagonal matrix. Gradient descent becomes "
BACKWARD = (r"Let $a_0=0$ and $a_t=b_t+c_ta_{t-1}$ for $t\ge1$. Then for $t\ge1$ we have "
            r"$$a_t=b_t+\sum_{i=1}^{t-1}")
NORMALISED = (r"The step $\mathbf w^k=\mathbf w^{k-1}-\alpha\frac{\mathbf g}{\|\mathbf g\|_2}$ with $\alpha>0$ has the "
              r"length $")
RATE = r"The gross rate is $R=1+r$. An amount paid at time $T$ is discounted by $(\frac1{1+r})^T="
# a text; the verdicts of its last formula
CASES = [
    # steps that a chain leaves out, a start that the chain needs
    (VELOCITY + r" with $v_0 = 0$." + EXPANDED + r"\sum_{\tau=0}^{t-1} \beta^\tau g_{t-\tau}.$$", HOLDS),
    (VELOCITY + r" with $v_0 = 0$." + EXPANDED + r"\sum_{\tau=0}^{t-1} \beta^{\tau+1} g_{t-\tau}.$$", REFUTED),
    (VELOCITY + "." + EXPANDED + r"\sum_{\tau=0}^{t-1} \beta^\tau g_{t-\tau}.$$", UNDECIDED),
    (VELOCITY + r". We get $v_t = \beta v_{t-1} + g_t = \sum_{\tau=0}^{t-1} \beta^\tau g_{t-\tau}$.", UNDECIDED),
    (r"Let $x_{k+1} = a x_k + b$ with $x_0 = 0$. Then $a x_k + b = b \frac{1 - a^{k+1}}{1-a}$.", HOLDS),
    (r"Let $x_{k+1} = a x_k + b$ with $x_0 = 0$. Then $a x_k + b = b \frac{1 - a^{k}}{1-a}$.", REFUTED),
    # another z than the vector before
    (DIAGONAL + r"$$\mathbf{z}_t = \mathbf{z}_{t-1} - \Lambda \mathbf{z}_{t-1} = (\mathbf{I} - \Lambda) "
     r"\mathbf{z}_{t-1}.$$", PROVED),
    # unrolled
    (AVERAGE + r"\beta_1^{t-i}g_i$$", PROVED),
    (AVERAGE + r"\beta_1^{i}g_i$$", REFUTED),
    (AVERAGE + r"\beta_1^{t-i+1}g_i$$", REFUTED),
    (BIAS + r"(1 - \beta^t) g$.", PROVED),
    (BIAS + r"(1 - \beta^2) g$.", REFUTED),
    (r"Let $v_t=\mu v_{t-1}-\eta g_t$ with $v_0=0$. Then $$v_t=-\eta\sum_{i=1}^t\mu^{t-i}g_i$$", PROVED),
    (r"Let $v_t=\mu v_{t-1}-\eta g_t$ with $v_0=0$. Then $$v_t=\eta\sum_{i=1}^t\mu^{t-i}g_i$$", REFUTED),
    (r"An RNN computes $h_t=wh_{t-1}+x_t$ with $h_0=0$. Then $$h_t=\sum_{s=1}^t w^{t-s}x_s$$", PROVED),
    (r"An RNN computes $h_t=wh_{t-1}+x_t$ with $h_0=0$. Then $$h_t=\sum_{s=1}^t w^{s}x_s$$", REFUTED),
    (r"Let $x_{k+1}=\rho x_k$. Then $x_k=\rho^k x_0$.", PROVED),
    (r"Let $x_{k+1}=\rho x_k$. Then $x_k=\rho^{k+1} x_0$.", REFUTED),
    (r"Let $a_0=1$ and $a_n=2a_{n-1}+1$. Then $a_n=2^{n+1}-1$.", PROVED),
    (r"Let $a_0=1$ and $a_n=2a_{n-1}+1$. Then $a_n=2^{n}-1$.", REFUTED),
    (r"The state evolves as $x_{k+1}=Ax_k$. Hence $x_k=A^kx_0$.", PROVED),
    (r"Let $u_{k+1}=u_k-\eta(u_k-c)$. Then $u_k-c=(1-\eta)^k(u_0-c)$.", HOLDS),
    (r"Let $u_{k+1}=u_k-\eta(u_k-c)$. Then $u_k-c=(1+\eta)^k(u_0-c)$.", REFUTED),
    # one step
    (HERON + r"\frac{(x_k-\sqrt a)^2}{2x_k}$$", PROVED),
    (HERON + r"\frac{(x_k-\sqrt a)^2}{x_k}$$", REFUTED),
    (IMPLICIT + r"\frac{1}{1-h\lambda}y_k$$", PROVED),
    (IMPLICIT + r"\frac{1}{1+h\lambda}y_k$$", REFUTED),
    (r"Let $p_{t+1}=(1-a)p_t+b(1-p_t)$ with $a+b>0$. The stationary value $p^\star=\frac{b}{a+b}$ satisfies "
     r"$$p_{t+1}-p^\star=(1-a-b)(p_t-p^\star)$$", PROVED),
    (r"Let $p_{t+1}=(1-a)p_t+b(1-p_t)$ with $a+b>0$. The stationary value $p^\star=\frac{b}{a+b}$ satisfies "
     r"$$p_{t+1}-p^\star=(1-a+b)(p_t-p^\star)$$", REFUTED),
    (r"Let $G_t=r_{t+1}+\gamma G_{t+1}$ be the return. Then $$G_t=r_{t+1}+\gamma r_{t+2}+\gamma^2G_{t+2}$$", PROVED),
    (r"Let $G_t=r_{t+1}+\gamma G_{t+1}$ be the return. Then $$G_t=r_{t+1}+\gamma r_{t+2}+\gamma G_{t+2}$$", REFUTED),
    # two steps back
    (FIBONACCI + r"(-1)^n$$", HOLDS),
    (FIBONACCI + r"(-1)^{n+1}$$", REFUTED),
    # by a sum, a mean, an integral up to n
    (r"Let $s_n=\sum_{k=1}^na_k$. Then $s_n-s_{n-1}=a_n$.", HOLDS),
    (r"Let $s_n=\sum_{k=1}^na_k$. Then $s_n-s_{n-1}=a_{n-1}$.", REFUTED),
    (MEAN + r"\frac{x_n-\bar x_{n-1}}{n}$$", HOLDS),
    (MEAN + r"\frac{x_n-\bar x_{n-1}}{n-1}$$", REFUTED),
    (r"The harmonic numbers are $H_n=\sum_{k=1}^n\frac1k$. They satisfy $H_n=H_{n-1}+\frac1n$.", HOLDS),
    (r"The harmonic numbers are $H_n=\sum_{k=1}^n\frac1k$. They satisfy $H_{n+1}=H_{n}+\frac1n$.", REFUTED),
    (r"Let $J_n=\int_0^\infty x^ne^{-x}dx$. Integration by parts gives $J_n=nJ_{n-1}$.", HOLDS),
    (r"Let $J_n=\int_0^\infty x^ne^{-x}dx$. Integration by parts gives $J_n=(n+1)J_{n-1}$.", REFUTED),
    (WELFORD + r"(x_n-\bar x_{n-1})(x_n-\bar x_n)$.", HOLDS),
    (WELFORD + r"(x_n-\bar x_{n})^2$.", REFUTED),
    (r"Let $p_k=\frac{\lambda^k}{k!}e^{-\lambda}$. Then $p_{k+1}=\frac{\lambda}{k+1}p_k$.", HOLDS),
    (r"Let $p_k=\frac{\lambda^k}{k!}e^{-\lambda}$. Then $p_{k+1}=\frac{\lambda}{k}p_k$.", REFUTED),
    (r"Let $x_n=\cos n$. The differences are $y_n=x_{n+1}-x_n$.", DEFINITION),
    # a chain that says what a value is, and how it goes on from the one before
    (r"The mean is $\mu_k=\frac1k\sum_{j=1}^kx_j=\mu_{k-1}+\frac1k(x_k-\mu_{k-1})$.", HOLDS),
    (r"The mean is $\mu_k=\frac1k\sum_{j=1}^kx_j=\mu_{k-1}+\frac1{k-1}(x_k-\mu_{k-1})$.", REFUTED),
    (r"$$\bar x_n=\frac1n\sum_{i=1}^nx_i=\frac{n-1}n\bar x_{n-1}+\frac{x_n}n$$", HOLDS),
    (r"$$\bar x_n=\frac1n\sum_{i=1}^nx_i=\frac{n-1}n\bar x_{n-1}+\frac{x_n}{n-1}$$", REFUTED),
    (LONG_MEAN + r"\left(x_n+(n-1)\bar x_{n-1}\right)=\bar x_{n-1}+\frac1n(x_n-\bar x_{n-1})$$", HOLDS),
    (LONG_MEAN + r"\left(x_n+n\bar x_{n-1}\right)=\bar x_{n-1}+\frac1n(x_n-\bar x_{n-1})$$", REFUTED),
    (r"Then $s_n=\sum_{i=0}^nr^i=\frac{1-r^{n+1}}{1-r}=s_{n-1}+r^n$.", HOLDS),
    (r"Then $s_n=\sum_{i=0}^nr^i=\frac{1-r^n}{1-r}=s_{n-1}+r^n$.", REFUTED),
    (r"The mean is $m_t=\mathbb{E}[x_t]=m_{t-1}+c$.", UNDECIDED),
    (r"We have $x_k=x_0-\eta\sum_{i=0}^{k-1}g_i=x_{k-1}-\eta g_{k-1}$.", UNDECIDED),
    # a product inside a sum, whose range goes by the place of the sum
    (BACKWARD + r"\left(\prod_{j=i+1}^tc_j\right)b_i.$$", HOLDS),
    (BACKWARD + r"\left(\prod_{j=i}^tc_j\right)b_i.$$", REFUTED),
    # a step above the letter, counted from the one before
    (NORMALISED + r"\|\mathbf w^k-\mathbf w^{k-1}\|_2=\alpha$.", PROVED),
    (NORMALISED + r"\|\mathbf w^k-\mathbf w^{k-1}\|_2=2\alpha$.", REFUTED),
    (r"The step $w^k=w^{k-1}-\alpha g$ satisfies $w^k-w^{k-1}=-\alpha g$.", PROVED),
    (r"The step $w^k=w^{k-1}-\alpha g$ satisfies $w^k-w^{k-1}=\alpha g$.", REFUTED),
    # the T above a number is a number, as is one up to which powers are summed
    (RATE + r"R^{-T}$.", HOLDS),
    (RATE + r"R^{T}$.", REFUTED),
    (r"We have $\sum_{t=1}^T R^{-t}=\frac{1-R^{-T}}{R-1}$.", HOLDS),
    (r"We have $\sum_{t=1}^T R^{-t}=\frac{1-R^{-T}}{R+1}$.", REFUTED),
    (r"For an invertible matrix $A$ we have $(A^T)^{-1}=A^{-T}$.", PROVED),
    # what is said of a letter of the steps behind them
    (r"Let $x_{k+1}=ax_k$ with $a=1-\eta c$. Then $x_k=(1-\eta c)^kx_0$.", PROVED),
    (r"Let $x_{k+1}=ax_k$ with $a=1-\eta c$. Then $x_k=(1+\eta c)^kx_0$.", REFUTED),
    (r"Let $W=Q\Lambda Q^{-1}$ and $h_t=Wh_{t-1}$. Then $h_t=Q\Lambda^tQ^{-1}h_0$.", HOLDS),
    (r"Let $W=Q\Lambda Q^{-1}$ and $h_t=Wh_{t-1}$. Then $h_t=Q\Lambda^{t+1}Q^{-1}h_0$.", REFUTED),
    (r"The recurrence $h_t=Wh_{t-1}$ with diagonalisable $W=Q\Lambda Q^{-1}$ satisfies $h_t=Q\Lambda^tQ^{-1}h_0$.",
     UNDECIDED),
    # another algorithm, a fixed point, what is not known well enough
    (r"Gradient descent updates $\theta_{t+1}=\theta_t-\eta g_t$. Gradient descent with weight decay instead updates "
     r"$$\theta_{t+1}=(1-\lambda)\theta_t-\eta g_t$$", DEFINITION),
    (r"Momentum keeps $v_t=\beta v_{t-1}+g_t$. Nesterov momentum keeps $$v_t=\beta v_{t-1}+(1-\beta)g_t$$", DEFINITION),
    (r"Stochastic gradient descent computes $\theta_{t+1}=\theta_t-\eta g_t$. Adam thus computes "
     r"$$\theta_{t+1}=\theta_t-\eta\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$$", DEFINITION),
    (r"Let $x_{n+1}=\frac12x_n+1$. In equilibrium we have $x_{n+1}=x_n$.", CONDITION),
    (r"Let $x_{k+1}=g(x_k)$ be a fixed point iteration. Then $$|x_{k+1}-x^\star|\le q|x_k-x^\star|$$", UNDECIDED),
    (r"Let $x_{k+1}=\frac12x_k+1$. Then $$|x_{k+1}-x^\star|\le q|x_k-x^\star|$$", UNDECIDED),
    (r"Let $x_{k+1}=x_k-\eta f'(x_k)$. For some step sizes we have $$f(x_{k+1})\le f(x_k)$$", UNDECIDED),
    (r"The residual satisfies $r_{k+1}=r_k-\alpha_kAp_k$ with $x_{k+1}=x_k+\alpha_kp_k$. Hence $r_k=b-Ax_k$.",
     UNDECIDED),
    (r"Let $m_t=\beta m_{t-1}+(1-\beta)g_t$. Then $m_t=(1-\beta)\sum_{i=1}^t\beta^{t-i}g_i$.", UNDECIDED),
    # what was said of a name before it became a sequence
    (r"With $\bar x_n=\frac1n\sum_{i=1}^nx_i$ and $M_n=\sum_{i=1}^n(x_i-\bar x_n)^2$, "
     r"$$M_n=M_{n-1}+(x_n-\bar x_{n-1})(x_n-\bar x_n).$$", UNDECIDED),
    (r"Let $\beta_t\in(0,1)$, $\alpha_t = 1-\beta_t$ and $\bar\alpha_t = \prod_{s=1}^t\alpha_s$. Then "
     r"$$\frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t}\beta_t \le \beta_t.$$", UNDECIDED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
