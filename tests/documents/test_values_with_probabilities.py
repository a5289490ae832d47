"""What a text gives beside a formula and is no reason for doubt; probabilities of values in letters."""

from tests.documents.judged import HOLDS, UNDECIDED, assert_last, rows, twins

BALL = (r"Let $w \in (0, 1)$ be the share of red balls, and let $Y$ be the colour of one, so that $P(Y = 1) = w$ and "
        r"$P(Y = 2) = 1 - w$. ")
CASES = [
    (BALL + "Its entropy in bits is ", r"H(Y) = -w \log_2 w - (1 - w) \log_2 (1 - w)",
     r"H(Y) = -w \log_2 w + (1 - w) \log_2 (1 - w)"),
    (BALL + "Then ", r"\mathrm{Var}(Y) = w (1 - w)", r"\mathrm{Var}(Y) = w^2 (1 - w)"),
    (r"Let $b, d > 1$ be two other bases and let $t > 0$. Then ", r"\log_b(t) = \frac{\log_d(t)}{\log_d(b)}",
     r"\log_b(t) = \frac{\log_d(t)}{\log_b(d)}"),
    (r"Let $u_1, \ldots, u_K$ be real scores and $q_k = \frac{e^{u_k}}{\sum_{j=1}^K e^{u_j}}$. The loss for the label "
     r"$c \in \{1, \ldots, K\}$ is ", r"-\log q_c = -u_c + \log \sum_{j=1}^K e^{u_j}",
     r"-\log q_c = u_c + \log \sum_{j=1}^K e^{u_j}"),
    (r"Let $s > 0$ and $\ell(s) = -n \log s - \frac{1}{s} \sum_{i=1}^n t_i$. Setting the derivative to zero gives the "
     r"estimate: ", r"\frac{\partial \ell}{\partial s} = -\frac{n}{s} + \frac{1}{s^2} \sum_{i=1}^n t_i",
     r"\frac{\partial \ell}{\partial s} = \frac{n}{s} + \frac{1}{s^2} \sum_{i=1}^n t_i"),
    (r"Let $p$ and $q$ be vectors of probabilities. Then ",
     r"D_{JS}[p \,\|\, q] = H\left(\frac{p + q}{2}\right) - \frac{H(p) + H(q)}{2}",
     r"D_{JS}[p \,\|\, q] = H\left(\frac{p + q}{2}\right) - H(p) - H(q)"),
]
OTHERS = [
    (r"Let $P$ be the uniform distribution on $[0, 1]$ and $Q$ the uniform distribution on $[-1, 3]$. Then "
     r"$D_{KL}(P \,\|\, Q) = \log 4$.", HOLDS),
    (r"Let $X$ be a variable with $P(X = 1) = p$ and $P(X = 2) = q$. Then $E[X] = p + 2q$.", UNDECIDED),
]


@rows([*twins(CASES), *OTHERS])
def test_what_is_given_beside_a_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
