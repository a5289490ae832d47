"""Random signs, probabilities written with a small p, what is independent of a variable, laws that follow."""

from tests.documents.judged import assert_all, rows

SIGN = r"Let $X \sim N(0, 1)$ and let $W$ be independent of $X$ with $p(W = -1) = p(W = 1) = 0.5$. Put $Y = WX$. "
SAME = r"Let $X \sim N(0, 1)$ and $Y = 2X$. "
NOISE = (r"For a fixed number $x_0 \in \mathbb{R}$ let $x_t = \sqrt{a_t} x_0 + \sqrt{1 - a_t} \epsilon$ with "
         r"$\epsilon \sim N(0, 1)$ and $0 < a_t < 1$. ")
CASES = [
    # uncorrelated, and not independent
    (SIGN + r"Then $E[XY] = 0.5 E[X \cdot (-X)] + 0.5 E[X \cdot X] = 0$.", "CCDT"),
    (SIGN + r"Then $E[XY] = 0.5 E[X \cdot X] + 0.5 E[X \cdot X] = 1$.", "CCDF"),
    (SIGN + r"Then $E[X^2 Y^2] = 3$.", "CCDT"),
    (SIGN + r"Then $E[X^2 Y^2] = 1$.", "CCDF"),
    # what is independent of a variable is random, whatever its letter is elsewhere; constants are not
    (r"Let $X \sim N(0, 1)$ and let $W$ be independent of $X$. Then $E[W X] = 0$.", "CT"),
    (r"Let $X \sim N(1, 1)$ and let $c$ be a constant independent of $X$. Then $E[c X] = c$.", "CT"),
    # a small p of what is compared is a probability, but where it may be a density
    (r"Let $p(X = 1) = 0.7$ and $p(X = 0) = 0.3$. Then $E[X] = 0.7$ and $Var(X) = 0.21$.", "CCTT"),
    (r"Let $p(X = 1) = 0.7$ and $p(X = 0) = 0.3$. Then $E[X] = 0.3$ and $Var(X) = 0.7$.", "CCFF"),
    (r"Let $X \sim \mathrm{Poisson}(2)$. Then $p(X = 0) = e^{-2}$.", "CT"),
    (r"Let $X \sim \mathrm{Poisson}(2)$. Then $p(X = 0) = e^{2}$.", "CF"),
    (r"Let $X \sim \mathrm{Uniform}(0, 1)$. Then $p(X < 1/2) = 1/2$.", "CT"),
    (r"Let $X \sim N(0, 1)$. Then $p(X = 0) = 1/\sqrt{2\pi}$.", "CX"),
    (r"Let $X \sim \mathrm{Uniform}(0, 1)$ and $Y = X^2$. Then $p(Y = 1/4) = 1$.", "CDC"),
    (r"By Bayes' rule, $p(D = 1 \mid T = 1) = \frac{p(T = 1 \mid D = 1) p(D = 1)}{p(T = 1)}$.", "T"),
    (r"By Bayes' rule, $p(D = 1 \mid T = 1) = \frac{p(T = 1 \mid D = 1) p(T = 1)}{p(D = 1)}$.", "F"),
    # signs in words
    (r"Let $W$ be $1$ or $-1$ with probability $1/2$ each, independent of $X \sim N(0, 1)$. So $E[W X^2] = 0$.", "CT"),
    (r"Let $W$ be $\pm 1$ with equal probability. Then $E[W] = 0$ and $Var(W) = 1$.", "TT"),
    (r"Let $S$ be a Rademacher variable. Then $E[e^{t S}] \le e^{t^2/2}$ and $Var(S) = 1/2$.", "TF"),
    (r"Let $X$ take the values $-1$ and $2$ with probabilities $2/3$ and $1/3$. Then $E[X] = 0$.", "T"),
    (r"Let $X$ take the values $-1$ and $2$ with probabilities $2/3$ and $1/3$. Then $E[X] = 1$.", "F"),
    # probabilities at the values of a finite set
    (r"Let $x \in \{-1, 1\}$ with $p(x = 1) = \frac{1 + \mu}{2}$ and $p(x = -1) = \frac{1 - \mu}{2}$, where "
     r"$\mu \in (-1, 1)$. The mean is $E[x] = \mu$ and $Var[x] = 1 - \mu^2$.", "CCCCTT"),
    (r"Let $x \in \{-1, 1\}$ with $p(x = 1) = \frac{1 + \mu}{2}$ and $p(x = -1) = \frac{1 - \mu}{2}$, where "
     r"$\mu \in (-1, 1)$. The mean is $E[x] = -\mu$ and $Var[x] = (1 - \mu)^2$.", "CCCCFF"),
    (r"Let $x \in \{0, 1\}$ with $p(1 \mid q) = q$ and $p(0 \mid q) = 1 - q$. Then $E[x] = q$ and $Var(x) = q$.",
     "XXTF"),
    (r"Let $X \in \{0, 1\}$ be a random variable with $P(X = 1) = p$. Then $E[X] = p$ and $Var(X) = p^2$.", "CTF"),
    (r"Let $X \in \{-1, 1\}$ be a random variable with $P(X = 1) = p$. Then $E[X] = 2p - 1$ and $Var(X) = p(1-p)$.",
     "CCTF"),
    (r"Let $X \in \{-1, 0, 1\}$ with $P(X = -1) = P(X = 1) = q$ and $P(X = 0) = 1 - 2q$. Then $Var(X) = 2q$.", "CCCT"),
    (r"Let $X \in \{-1, 0, 1\}$ be a random variable with $P(X = 1) = q$. Then $Var(X) = 2q$.", "CCU"),
    (r"Let $X$ be a random variable with $P(X = 1) = q$. Then $E[X] = q$.", "CU"),
    # a fraction that is given, and what number it is
    (r"About one in 4000 people has it, that is, $\Pr(D = 1) = \frac{1}{4000} = 0.00025$.", "T"),
    (r"About one in 4000 people has it, that is, $\Pr(D = 1) = \frac{1}{4000} = 0.0025$.", "F"),
    (r"Two dice are thrown. Thus $P(A) = 1/6 = 0.1667$.", "U"),
    # x_0 beside x_t, a name of its own
    (NOISE + r"Then $E[x_t] = \sqrt{a_t} x_0$ and $Var(x_t) = 1 - a_t$.", "DCCTT"),
    (NOISE + r"Then $Var(x_t) = \sqrt{1 - a_t}$.", "DCCF"),
    (r"Let $x_0 \in \mathbb{R}$ be a number. The path $x_k = x_0 + k h$ has $x_{k+1} - x_k = h$.", "DT"),
    (r"Let $x_0 \in \mathbb{R}$ be a number. The path $x_k = x_0 + k h$ has $x_{k+1} - x_k = 2h$.", "DF"),
    # a law that follows is claimed, and the name keeps its meaning
    (SAME + r"Then $Y \sim N(0, 4)$ and $Cov(X, Y) = 2$.", "CDTT"),
    (SAME + r"Then $Y \sim N(0, 2)$.", "CDF"),
    (SAME + r"Then $Y \sim N(0, 4)$. Hence $Cov(X, Y) = 0$.", "CDTF"),
    (SAME + r"Let $Y \sim N(0, 2)$. Then $E[Y^2] = 2$.", "CDCT"),
    (r"Let $X \sim N(0, 1)$ and $Y = 2X$, so that $Y \sim N(0, 4)$ and $Cov(X, Y) = 2$.", "CDTT"),
    (r"Let $X \sim N(\mu, \sigma^2)$. Then $Z = (X - \mu) / \sigma \sim N(0, 1)$ and $E[Z^2] = 1$.", "CTT"),
    (r"Let $X \sim N(\mu, \sigma^2)$. Then $Z = (X - \mu) / \sigma \sim N(0, 2)$ and $E[Z^2] = 1$.", "CFT"),
    (r"Let $X \sim N(0, 1)$, and set $Y = X^2$. Thus $Y \sim \chi^2_1$ and $Var(Y) = 2$.", "CDTT"),
]


@rows(CASES)
def test_signs_and_laws(text, expected):
    assert_all(text, expected)
