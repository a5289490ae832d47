"""What a text said before is known where it is used: each row with a true last formula and its false twin."""

from __future__ import annotations

import pytest
from tests.documents.judged import assert_last, findings, rows, twins

STARTS = [
    (r"The Fibonacci numbers are given by $F_0 = 0$, $F_1 = 1$ and $F_{n+1} = F_n + F_{n-1}$. So $F_5 = 5$ and",
     r"F_{10} = 55", r"F_{10} = 54"),
    (r"The sequence with $u_0 = 2, u_1 = 1$ and $u_{n+1} = u_n + u_{n-1}$ grows. Then", r"u_4 = 7", r"u_4 = 8"),
    (r"Let $p_1 = 1$, $p_2 = 3$ and $p_{n+1} = 2 p_n - p_{n-1}$ for $n \ge 2$. Then", r"p_4 = 7", r"p_4 = 6"),
    (r"Let $F_0 = 0$, $F_1 = 1$ and $F_{n+1} = F_n + F_{n-1}$ for $n \ge 1$. Cassini found that",
     r"F_{n+1} F_{n-1} - F_n^2 = (-1)^n", r"F_{n+1} F_{n-1} - F_n^2 = (-1)^{n+1}"),
]
INTERVALS = [
    (r"On $[0, \pi]$ we have", r"\sin x \ge 0", r"\cos x \ge 0"),
    (r"On the interval $(0, 1)$,", r"t^2 < t", r"t^2 > t"),
    (r"Let $g(x) = x \sin x$ on the interval $[0, \pi]$. Here", r"g(x) \ge 0", r"g(x) \le 1"),
    (r"Let $f(x) = x^2$. On $[-1, 1]$ we have", r"f(x) \le 1", r"f(x) \ge 1"),
    (r"Over $(0, \infty)$ we have", r"\ln x \le x - 1", r"\ln x \ge x - 1"),
    (r"For $x > 0$,", r"\frac{x}{1+x^2} \le \frac12", r"\frac{x}{1+x^2} \le \frac13"),
    (r"Let $h(x) = x e^{-x}$. For $x > 0$,", r"h(x) \le \frac1e", r"h(x) \le \frac13"),
    (r"For $a, b > 0$, $\sqrt{ab} \le \frac{a + b}{2}$, and", r"\frac{2}{\frac1a + \frac1b} \le \sqrt{ab}",
     r"\frac{2}{\frac1a + \frac1b} \ge \sqrt{ab}"),
]
CONSTANTS = [
    (r"Let $P = \begin{bmatrix}0.9&0.1\\0.5&0.5\end{bmatrix}$. The stationary law $\pi = (\frac56, \frac16)$ satisfies",
     r"\pi P = \pi", r"\pi P = 2 \pi"),
    (r"Let $\pi = (\frac13, \frac23)$. Then", r"\pi_1 + \pi_2 = 1", r"\pi_1 + \pi_2 = 2"),
]
LAWS = [
    (r"For independent $X, Y \sim \mathcal{N}(0, 1)$ we have", r"X + Y \sim \mathcal{N}(0, 2)",
     r"X + Y \sim \mathcal{N}(0, 4)"),
    (r"Let $U, V \sim \mathcal{N}(1, 3)$ be independent. Then", r"U - V \sim \mathcal{N}(0, 6)",
     r"U - V \sim \mathcal{N}(2, 6)"),
]
A = r"A = \begin{bmatrix}2&1\\1&2\end{bmatrix}"
B = r"A = \begin{bmatrix}0&1\\-1&0\end{bmatrix}"
GENERAL = r"Throughout, $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
EXAMPLES = [
    (rf"{GENERAL} For ${A}$ we have", r"\det A = 3", r"\det A = 4"),
    (rf"{GENERAL} Let ${A}$. Its inverse is", r"A^{-1} = \frac13 \begin{bmatrix}2&-1\\-1&2\end{bmatrix}",
     r"A^{-1} = \frac13 \begin{bmatrix}2&1\\1&2\end{bmatrix}"),
    (rf"{GENERAL} For ${A}$ we see that", r"x^\top A x = 2x_1^2 + 2x_1x_2 + 2x_2^2",
     r"x^\top A x = 2x_1^2 + x_1x_2 + 2x_2^2"),
    (rf"For ${A}$ compute the square." + "\n\nMultiplying out,", r"A^2 = \begin{bmatrix}5&4\\4&5\end{bmatrix}",
     r"A^2 = \begin{bmatrix}4&1\\1&4\end{bmatrix}"),
    (rf"For ${A}$ we have $\det A = 3$. For ${B}$ we have", r"A^2 = -I", r"A^2 = I"),
    (r"Let $x = (1, 2)$. For $x = (3, 4)$ we have", r"\|x\| = 5", r"\|x\| = \sqrt{5}"),
    (rf"{GENERAL} For ${A}$ we have $\det A = 3$. For any square matrix, then,", r"\det(2A) = 2^n \det A",
     r"\det(2A) = 3^n \det A"),
    (rf"If ${A}$, then $\det A = 3$. If $A = \begin{{bmatrix}}a&b\\c&d\end{{bmatrix}}$, then", r"\det A = ad - bc",
     r"\det A = ad + bc"),
]
DICE = r"The variable $X$ takes the values $1, 2, 3$ with probabilities $\frac12, \frac13, \frac16$."
COIN = r"Let $Y$ be a random variable that takes the value 0 with probability 0.2 and 5 with probability 0.8."
MASSES = [
    (rf"{DICE} Its expectation is", r"E[X] = \frac53", r"E[X] = 2"),
    (rf"{DICE} Thus", r"\operatorname{Var}(X) = \frac59", r"\operatorname{Var}(X) = \frac49"),
    (rf"{DICE} Thus", r"P(X \ge 2) = \frac12", r"P(X \ge 2) = \frac13"),
    (rf"{COIN} Then", "E[Y] = 4", "E[Y] = 5"),
    (rf"{COIN} Then", r"\operatorname{Var}(Y) = 4", r"\operatorname{Var}(Y) = 2"),
]
SIMILARITY = r"We define the similarity of $x, y \in \mathbb{R}^n$ by $\cos(x, y) = \frac{x^\top y}{\|x\| \|y\|}$."
FUNCTIONS = [
    (rf"{SIMILARITY} Then", r"\cos(2x, y) = \cos(x, y)", r"\cos(-x, y) = \cos(x, y)"),
    (rf"{SIMILARITY} Always,", r"\cos(x, y) \le 1", r"\cos(x, y) \ge 0"),
    (rf"{SIMILARITY} For $x = (3, 4)$ and $y = (4, 3)$ we get", r"\cos(x, y) = \frac{24}{25}",
     r"\cos(x, y) = \frac{12}{25}"),
    (r"Let $f(x) = \|x\|^2$ for $x \in \mathbb{R}^n$. For $x = (3, 4)$ we have", "f(x) = 25", "f(x) = 5"),
    (r"Let $s(u, v) = u^\top v$. Let $x = (3, 4)$ and $y = (4, 3)$. Then", "s(x, y) = 24", "s(x, y) = 25"),
    (r"Let $m(x) = \frac1n \sum_{i=1}^n x_i$ for $x \in \mathbb{R}^n$. For $z = (1, 2, 6)$ we have", "m(z) = 3",
     "m(z) = 9"),
    (rf"{GENERAL} Let $q(x) = x^\top A x$. For ${A}$ and $x = (1, 1)$ we have", "q(x) = 6", "q(x) = 4"),
    (r"Let $h(t) = -t \log_2 t - (1-t) \log_2 (1-t)$. Then", "h(t) = h(1 - t)", "h(t) = 2 h(1 - t)"),
    (r"Let $h(t) = -t \log_2 t - (1-t) \log_2 (1-t)$. Its maximum is", r"h(\tfrac12) = 1", r"h(\tfrac12) = \ln 2"),
    (r"Let $g(x) = x (1 - x)$." + "\n\nThis is symmetric:", "g(x) = g(1 - x)", "g(x) = g(-x)"),
]
TABLES = [*STARTS, *INTERVALS, *CONSTANTS, *LAWS, *EXAMPLES, *FUNCTIONS, *MASSES]
BEHIND = [
    (rf"Let $A = \begin{{bmatrix}}1&2\\3&4\end{{bmatrix}}$. We have $\det A = 3$ for ${A}$.", "TD"),
    (rf"Let $A = \begin{{bmatrix}}1&2\\3&4\end{{bmatrix}}$. We have $\det A = -2$ for ${A}$.", "FD"),
    (r"Let $x = (1, 2)$. We have $\|x\| = 5$ if $x = (3, 4)$, and $\|x\| = 13$ if $x = (5, 12)$.", "TDTD"),
    (r"Let $x = (1, 2)$. We have $\|x\| = 5$ if $x = (3, 4)$, and $\|x\| = 5$ if $x = (5, 12)$.", "TDFD"),
    (rf"{GENERAL} We have $\det A = -1$ where ${A}$.", "FD"),
]


@rows(twins((f"{text} ", true, false) for text, true, false in TABLES))
def test_what_follows_holds_and_its_twin_does_not(text: str, expected: str) -> None:
    assert_last(text, expected)


ONLY_IF = [
    (r"We have $a^2 = b^2$ iff $|a| = |b|$.", "TC"),
    (r"Let $a$ and $b$ be real numbers. We have $a^2 = b^2$ iff $a = b$.", "FC"),
    (r"We have $a^2 = b^2$ if $a = b$.", "TC"),
    (r"Always $|a + b| = |a| + |b|$ if and only if $ab \ge 0$.", "TC"),
    (r"Always $|a + b| = |a| + |b|$ if and only if $a = b$.", "FC"),
    (r"Let $A$ and $B$ be square matrices. Then $AB = BA$ iff $A = I$.", "FC"),
    (r"We have $\|v\| = 0$ exactly when $v = 0$.", "TC"),
]


MODELS = [
    (r"We model $p(y=1 \mid x) = \sigma(w^\top x + b), \quad \sigma(z) = \frac{1}{1+e^{-2z}}$. "
     r"Here $\sigma'(0) = \frac12$.", "DT"),
    (r"We model $p(y=1 \mid x) = \sigma(w^\top x + b), \quad \sigma(z) = \frac{1}{1+e^{-2z}}$. "
     r"Here $\sigma'(0) = \frac14$.", "DF"),
    (r"The model is $P(Y = 1 \mid x) = \Phi(w^\top x)$. Hence $P(Y = 0 \mid x) = \Phi(w^\top x)$.", "DU"),
]


@rows(MODELS)
def test_a_model_of_probabilities(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(ONLY_IF)
def test_only_if_is_claimed_too(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(BEHIND)
def test_an_example_behind_a_claim(text: str, expected: str) -> None:
    assert_last(text, expected)


NEVER_REFUTED = [
    r"Let $p = (\frac12, \frac12)$ and $q = (\frac13, \frac23)$. Then $D_{KL}(p \| q) > 0$, and it is $0$ iff $p = q$.",
    r"But it is wrong to write $(a+b)^2 = a^2 + b^2$.",
    r"One must not conclude that $AB = BA$ for $2 \times 2$ matrices.",
    r"Never write $\log(a+b) = \log a + \log b$.",
    r"The Lucas numbers satisfy $L_{n+1} = L_n + L_{n-1}$. Then $L_{n+1} L_{n-1} - L_n^2 = 5 (-1)^{n+1}$.",
    r"Let $a_k = 3 \cdot 2^k$ for $k = 0, 1, 2, \dots$. Then $\sum_{k=0}^{n} a_k = 3(2^{n+1} - 1)$.",
    rf"{GENERAL} For ${A}$ we have $\det A = 3$." + "\n\nWe have $\\det(2A) = 2^n \\det A$.",
    r"Let $Z$ take the values $1, 2$ with probabilities $\frac12, \frac13$. Then $E[Z] = 7$.",  # these are not all
    r"For $f(x) = x^2$ the derivative is $2x$; for $f(x) = x^3$ the derivative is $3x^2$.",
    r"Let $X \sim \mathcal{N}(2, 9)$. The mean is $2$. For $Y = 2X$ the mean is $4$, and the variance is $36$.",
    r"Let $M = \begin{bmatrix}1&2\\2&4\end{bmatrix}$. Its trace is $5$. Adding $I$, the trace is $7$.",
    rf"Let ${A}$, so $\det A = 3$. More generally, $\det(cA) = c^n \det A$ for $A \in \mathbb{{R}}^{{n \times n}}$.",
    r"Let $\pi = (\frac12, \frac12)$ be the stationary law. The circle has area $\pi r^2$ with $\pi \approx 3.14$.",
    r"Let $g(t) = t^2$ on $[0, 1]$ and extend it by $g(t) = 1$ for $t > 1$. Then $g(2) = 1$.",
    r"Let $f(x) = x^2$ on $[0, 1]$ and $f(x) = 2 - x$ on $[1, 2]$. Then $f(\frac12) = \frac14$.",
    rf"Let ${A}$. The trace of the inverse is $\frac43$. The determinant of its inverse is $\frac13$.",
    r"Let $h(x) = |x|$. For $x < 0$ the derivative is $-1$.",
    r"Let $T \sim \operatorname{Exp}(\lambda)$. The mean is $\frac1\lambda$ or $\lambda$, as one likes.",
    r"The data are $x = (1, 2, 3)$. If we add the value $10$, the mean is $4$.",
    r"Let $v = (1, 1)$. We normalize it. The norm is $1$.",
    r"The function $f(x) = x^2 - 1$ is even on $[-1, 1]$. For all $x > 2$, $f(x) > 3$.",
]


@pytest.mark.parametrize("text", NEVER_REFUTED)
def test_what_is_true_or_denied_is_not_refuted(text: str) -> None:
    assert not [f for f in findings(text) if f.verdict in ("refuted", "conditional")]
