"""The nearest true formula in the notation of the document: what it says, and that it is true where it stands."""

import pytest
from tests.documents.judged import last

MATRICES = r"For $\mathbf{A}, \mathbf{B} \in \mathbb{R}^{n \times n}$ we have "
LEAST = r"For $X \in \mathbb{R}^{m \times n}$, $w\in\mathbb{R}^n$, $y\in\mathbb{R}^m$: "
VECTORS = r"For $\mathbf{a}, \mathbf{b} \in \mathbb{R}^d$: "
LAWS = "For distributions $p$ and $q$ on $n$ outcomes: "
TWO = "For random variables $U$ and $V$: "
EVENTS = "For events $E$ and $F$ with $P(E), P(F) > 0$: "
SMOOTH = "For smooth functions $f$ and $g$, "
TRANSPOSED = r"With $\newcommand{\T}[1]{#1^\top}$ and $A, B \in \mathbb{R}^{n \times n}$: "
INVERTED = r"Here $\newcommand{\inv}[1]{#1^{-1}} \newcommand{\tp}{^\top}$ and $A$, $B$ are invertible matrices. Then "
MEASURED = r"Here $\newcommand{\ip}[2]{#1^\top #2}\newcommand{\no}[1]{\|#1\|}$ and $u, v \in \mathbb{R}^d$. Then "
# words before, the left side, a wrong right side, the right one that the hint says
CASES = [
    ("For an invertible matrix $G$: ", r"\det(G^{-1})", r"-\det G", r"\frac{1}{\det G}"),
    (MATRICES, r"(\mathbf{A}\mathbf{B})^{\mathsf{T}}", r"\mathbf{A}^{\mathsf{T}}\mathbf{B}^{\mathsf{T}}",
     r"\mathbf{B}^{\mathsf{T}} \mathbf{A}^{\mathsf{T}}"),
    (MATRICES, r"(\mathbf{A} + \mathbf{B})^2", r"\mathbf{A}^2 + 2\mathbf{A}\mathbf{B} + \mathbf{B}^2",
     r"\mathbf{A}^2 + \mathbf{A} \mathbf{B} + \mathbf{B} \mathbf{A} + \mathbf{B}^2"),
    (VECTORS, r"\|\mathbf{a} - \mathbf{b}\|^2", r"\|\mathbf{a}\|^2 - \mathbf{a}^T\mathbf{b} + \|\mathbf{b}\|^2",
     r"\|\mathbf{a}\|^2 - 2 \mathbf{a}^T\mathbf{b} + \|\mathbf{b}\|^2"),
    (TRANSPOSED, r"\T{(AB)}", r"\T{A}\T{B}", r"\T{B} \T{A}"),
    (INVERTED, r"\inv{(AB)}", r"\inv{A} \inv{B}", r"\inv{B} \inv{A}"),
    (INVERTED, r"(A B)\tp", r"A\tp B\tp", r"B\tp A\tp"),
    (MEASURED, r"\no{u - v}^2", r"\no{u}^2 - \ip{u}{v} + \no{v}^2", r"\no{u}^2 - 2 \ip{u}{v} + \no{v}^2"),
    (VECTORS, r"\mathbf{a}^T\mathbf{a}", r"\|\mathbf{a}\|", r"\|\mathbf{a}\|^2"),
    ("For $M \\in \\mathbb{R}^{k\\times k}$: ", r"\det(3M)", r"3\det(M)", r"3^k \det(M)"),
    (r"Let $H = X(X^T X)^{-1}X^T$ with $X \in \mathbb{R}^{n \times p}$ of full column rank. Then ",
     r"\operatorname{tr}(H)", "n", "p"),
    (LEAST, r"\nabla_w \|Xw - y\|^2", r"X^\top (Xw - y)", r"2 X^\top (Xw - y)"),
    (LEAST, r"\nabla_w \frac12\|Xw - y\|^2", r"X^\top (y - Xw)", r"X^\top (Xw - y)"),
    (r"For $b, z \in \mathbb{R}^d$: ", r"\nabla_z \, \log(1 + e^{b^T z})", r"\sigma(b^T z)", r"\sigma(b^T z) b"),
    (r"For $x, y\in\mathbb{R}^n$: ", r"\nabla_x \frac{1}{n}\sum_{i=1}^n (x_i - y_i)^2", "2(x - y)",
     r"\frac{2(x - y)}{n}"),
    (r"Let $p$ be a probability vector and $v \in \mathbb{R}^n$. Then ", r"\operatorname{Var}_{i \sim p}(v_i)",
     r"\sum_i p_i v_i^2 - \sum_i p_i v_i", r"\sum_i p_i v_i^2 - \left(\sum_i p_i v_i\right)^2"),
    ("", r"\frac{d}{dx} \sin(x^2)", r"\cos(x^2)", r"2 x \cos(x^2)"),
    ("", r"\frac{d}{dt} \ln(1 + t^2)", r"\frac{1}{1 + t^2}", r"\frac{2 t}{1 + t^2}"),
    ("", r"\frac{d}{dt} \sqrt{1 + t^2}", r"\frac{1}{2\sqrt{1 + t^2}}", r"\frac{t}{\sqrt{1 + t^2}}"),
    ("", r"\frac{d}{dx} e^{3x}", "e^{3x}", "3 e^{3x}"),
    ("For $a > 0$: ", r"\frac{d}{dx} a^x", "a^x", r"a^x \log(a)"),
    ("", r"\frac{d}{dx} (x^2 e^x)", "2x e^x", "2x e^x + x^2 e^x"),
    ("", r"\frac{d}{du} \frac{1}{1+u}", r"\frac{1}{(1+u)^2}", r"-\frac{1}{(1+u)^2}"),
    (SMOOTH, "(fg)'(x)", "f'(x) g'(x)", "f'(x) g(x) + f(x) g'(x)"),
    (SMOOTH, r"\frac{d}{dx} f(g(x))", "f'(x) g'(x)", "f'(g(x)) g'(x)"),
    (SMOOTH, r"\frac{d}{dx} f(g(x))", "f'(g(x))", "f'(g(x)) g'(x)"),
    ("", r"\int_0^1 e^{2t}\,dt", "e^2 - 1", r"\frac{e^2 - 1}{2}"),
    ("", r"\int_{-\infty}^\infty e^{-x^2/2}\,dx", r"\sqrt{\pi}", r"\sqrt{2 \pi}"),
    ("", r"\sum_{j=1}^{m} j^2", r"\frac{m(m+1)(2m-1)}{6}", r"\frac{m (m + 1) (2 m + 1)}{6}"),
    (r"For $q \ne 1$: ", r"\sum_{j=0}^{m-1} q^j", r"\frac{1-q^{m+1}}{1-q}", r"\frac{1 - q^m}{1-q}"),
    ("", "(a+b)^3", "a^3 + 3a^2 b + 3ab + b^3", "a^3 + 3a^2 b + 3 a b^2 + b^3"),
    ("", "(a+b)^2", "a^2 + b^2", "a^2 + b^2 + 2 a b"),
    ("", r"\sin(2x)", r"2\sin x", r"2 \cos(x) \sin(x)"),
    ("", r"1 - \cos x", r"2\sin^2(x)", r"2 \sin\left(\frac{x}{2}\right)^2"),
    ("For $n \\ge k \\ge 0$: ", r"\binom{n}{k}", r"\frac{n!}{(n-k)!}", r"\frac{n!}{k! (n-k)!}"),
    (TWO, r"\operatorname{Var}(U+V)", r"\operatorname{Var}(U) + \operatorname{Var}(V) + \operatorname{Cov}(U,V)",
     r"\operatorname{Var}(U) + \operatorname{Var}(V) + 2 \operatorname{Cov}(U,V)"),
    (TWO, r"\operatorname{Cov}(U, V)", r"\mathbb{E}[UV] - \mathbb{E}[U]",
     r"\mathbb{E}[UV] - \mathbb{E}[U] \mathbb{E}[V]"),
    (TWO, r"\operatorname{Var}(U)", r"\mathbb{E}[U^2] - \mathbb{E}[U]", r"\mathbb{E}[U^2] - \mathbb{E}[U]^2"),
    (EVENTS, r"P(E \mid F)", r"\frac{P(F \mid E) P(F)}{P(E)}", r"\frac{P(F \mid E) P(E)}{P(F)}"),
    (EVENTS, r"P(E \setminus F)", r"P(E) - P(F)", r"P(E) - P(E \cap F)"),
    (EVENTS, r"P(E^c \cap F^c)", r"1 - P(E \cap F)", r"1 - P(E \cup F)"),
    (r"Let $Z \sim \mathcal{N}(\mu, \sigma^2)$. Then ", r"\mathbb{E}[Z^2]", r"\mu^2 - \sigma^2", r"\mu^2 + \sigma^2"),
    (r"Let $X \sim \mathrm{Bin}(n, p)$. Then ", r"\operatorname{Var}(X)", "np", "np (1 - p)"),
    (r"Let $x \in \mathbb{R}^n$ with mean $\bar x = \frac1n\sum_i x_i$. Then ", r"\sum_{i=1}^n (x_i - \bar x)^2",
     r"\sum_{i=1}^n x_i^2 - \bar x^2", r"\sum_{i=1}^n x_i^2 - n \bar x^2"),
    (LAWS, r"D_{KL}(p \| q)", r"\sum_{i=1}^n q_i \log \frac{p_i}{q_i}",
     r"\sum_{i=1}^n p_i \log\left(\frac{p_i}{q_i}\right)"),
    ("For distributions $p, q$: ", r"H(p, q)", r"H(p) - D_{\mathrm{KL}}(p \| q)", r"H(p) + D_{\mathrm{KL}}(p \| q)"),
    (TWO, r"I(U; V)", r"H(U) - H(V \mid U)", r"H(U) - H(U \mid V)"),
    (TWO, r"I(U; V)", r"H(U) - H(U, V)", r"H(U) - H(U \mid V)"),
    (r"For $z \in \mathbb{R}^n$: ", r"\log \operatorname{softmax}(z)_i", r"z_i - \sum_{j=1}^n e^{z_j}",
     r"z_i - \log\left(\sum_{j=1}^n e^{z_j}\right)"),
    (r"For $z \in \mathbb{R}^n$: ", r"\log\sum_{i=1}^n e^{z_i}", r"\max_i z_i + \log \sum_{i=1}^n e^{z_i}",
     r"\max_i z_i + \log\left(\sum_{i=1}^n e^{z_i - \max_i z_i}\right)"),
    (r"Let $A = \begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix}$. Then ", r"\det A", "7", "5"),
    ("", r"0.01 \cdot 0.03", "0.0001", "0.0003"),
    ("", r"\frac{1}{4000}", "0.0025", "0.00025"),
    ("", r"0.940 - \frac{8}{14} \cdot 0.811 - \frac{6}{14}", "0.48", "0.048"),
    ("For $n \\ge k \\ge 0$: ", r"\binom{n}{k}", r"\frac{n!}{k! (n-k)}", r"\frac{n!}{k! (n-k)!}"),
    ("", r"\frac{d}{dx} 2^x", "x 2^{x-1}", r"2^x \log(2)"),
    (r"For $\tau > 0$: ", r"e^{2/\tau} - e^{1/\tau}", r"e^{1/\tau} e^{1/\tau - 1}", r"e^{1/\tau} (e^{1/\tau} - 1)"),
    (r"For $\sigma(x) = \frac{1}{1 + e^{-x}}$ we have ", r"\frac{d}{dx}\sigma(x)", r"\sigma(x) - (1 - \sigma(x))",
     r"\sigma(x) (1 - \sigma(x))"),
    (TWO + "Let $a, b \\in \\mathbb{R}$. ", r"\operatorname{Var}(aU + bV)",
     r"a \operatorname{Var}(U) + b \operatorname{Var}(V) + 2ab \operatorname{Cov}(U, V)",
     r"a^2 \operatorname{Var}(U) + b^2 \operatorname{Var}(V) + 2ab \operatorname{Cov}(U, V)"),
]


@pytest.mark.parametrize(("lead", "left", "wrong", "right"), CASES, ids=[f"{c[1]} = {c[2]}" for c in CASES])
def test_the_hint_is_true_and_as_the_author_writes(lead: str, left: str, wrong: str, right: str) -> None:
    found = last(f"{lead}${left} = {wrong}$.")
    assert found.verdict == "refuted"
    assert found.hint.startswith(f"it holds with ${right}$ on the right side ("), found.hint
    assert last(f"{lead}${left} = {right}$.").verdict in ("proved", "agrees")


ON_THE_LEFT = [
    ("", r"\sin^2 x - \cos^2 x", "1", r"\sin^2 x + \cos^2 x"),
    ("For $r \\ne 1$: ", r"\sum_{k=1}^n r^k", r"\frac{1 - r^{n+1}}{1 - r}", r"\sum_{k=0}^n r^k"),
    (r"For $\lambda > 0$: ", r"\int_0^\infty \frac{1}{\lambda} e^{-\lambda x} \, dx", "1",
     r"\int_0^{\infty} \lambda e^{-\lambda x} \, dx"),
]


@pytest.mark.parametrize(("lead", "wrong", "right", "meant"), ON_THE_LEFT, ids=[c[1] for c in ON_THE_LEFT])
def test_the_left_side_may_be_the_wrong_one(lead: str, wrong: str, right: str, meant: str) -> None:
    found = last(f"{lead}${wrong} = {right}$.")
    assert found.verdict == "refuted"
    assert found.hint.startswith("it holds with $") and "on the left side (" in found.hint, found.hint
    said = found.hint.split("$")[1]
    assert last(f"{lead}${said} = {right}$.").verdict in ("proved", "agrees")
    assert said == meant


NOTHING_NEAR = [
    r"For $A, B \in \mathbb{R}^{n \times n}$: $AB = BA$.",
    r"For $A, B \in \mathbb{R}^{n \times n}$: $\det(A + B) = \det(A) + \det(B)$.",
    r"For random variables $U$ and $V$: $H(U \mid V) = H(V \mid U)$.",
    r"For distributions $p$ and $q$: $D_{KL}(p \| q) = D_{KL}(q \| p)$.",
    r"$\sqrt{a + b} = \sqrt{a} + \sqrt{b}$ for $a, b > 0$",
    r"For $z \in \mathbb{R}^K$ and a number $c$: $\operatorname{softmax}(c z) = c\operatorname{softmax}(z)$.",
    r"In equilibrium the flows balance: $p_1 a = p_2 b$.",
    r"The Lyapunov matrix satisfies $P = Q + A^\top P A$ for $P, Q, A \in \mathbb{R}^{n \times n}$.",
    r"The operator is a contraction: $\|TU - TV\| \le \gamma \|U - V\|$ for $U, V \in \mathbb{R}^n$.",
    r"Where supply meets demand, $\exp(a - b p) = \exp(c + d p)$.",
    r"The residuals satisfy $\sum_{i=1}^n e_i x_i = 0$ with $e, x \in \mathbb{R}^n$.",
    r"Matching moments gives $n p (1 - p) = \lambda$ where $p \in (0, 1)$ and $\lambda > 0$.",
    r"The indifference condition is $p u(x) + (1 - p) u(y) = u(z)$ for smooth $u$ and $p \in (0, 1)$.",
    r"At the break-even point $a x + b = c x + d$.",
    r"Energy is conserved: $m v^2 / 2 + m g h = E$ for positive $m, v, g, h, E$.",
    r"For smooth $u$ and $\beta, r > 0$ the Euler equation $u'(c) = \beta r u'(d)$ holds at the optimum.",
]


@pytest.mark.parametrize("text", NOTHING_NEAR)
def test_a_side_is_not_copied_to_the_other(text: str) -> None:
    assert all(not f.hint.startswith("it holds with") for f in [last(text)])
