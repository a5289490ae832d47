"""Letters that what stands beside them shows to be matrices and vectors: A^{-1} b, P^2 = P, I - P, (x^T A x)^T."""

from tests.documents.judged import assert_last, rows, twins

NATURAL = (r"For $\mathcal{N}(\mu, \Sigma)$ with $\mu \neq 0$ let $\Lambda = \Sigma^{-1}$, "
           r"$\eta = \Sigma^{-1} \mu$. Then ")
SOLVED = [
    (r"Let $x = A^{-1} b$. Then ", "A x = b", "x = A b"),
    (r"Let $\eta = \Sigma^{-1} \mu$. Then ", r"\mu = \Sigma \eta", r"\mu = \Sigma^{-1} \eta"),
    (r"Let $b \neq 0$ and $x = A^{-1} b$. Then ", "A x = b", "A x = 2b"),
    (NATURAL, r"\mu = \Lambda^{-1} \eta", r"\mu = \Lambda \eta"),
    (r"Let $x \neq 0$. Then ", r"\frac{x^T A x}{\|x\|^2} = \frac{x^T A^T x}{x^T x}",
     r"\frac{x^T A x}{\|x\|} = \frac{x^T A^T x}{x^T x}"),
    (r"Let $a \neq 0$. Then ", r"\frac{a^2}{a} = a", r"\frac{a^2}{a} = a^2"),
]
IDEMPOTENT = [
    ("If $P^2 = P$ then ", "(I - P)^2 = I - P", "(I - P)^2 = I + P"),
    ("If $P$ satisfies $P^2 = P$, then ", "P(I - P) = 0", "P(I - P) = P"),
    ("Let $P$ be idempotent. Then ", "(2P - I)^2 = I", "(2P - I)^2 = 2I"),
    ("If $T^2 = 0$, then ", "(I - T)^{-1} = I + T", "(I - T)^{-1} = 2I + T"),
    ("", "(I - L)(I + L) = I - L^2", "(I - L)(I + L) = I + L^2"),
]
FORMS = [
    ("", "x^T A x = (x^T A x)^T = x^T A^T x", "x^T A x = (x^T A x)^T = -x^T A^T x"),
    (r"For $x, y \in \mathbb{R}^n$, ", "(x^T A y)^T = y^T A^T x", "(x^T A y)^T = 2 y^T A^T x"),
    ("", r"(u^\top v)^\top = v^\top u", r"(u^\top v)^\top = 2v^\top u"),
    ("", "(A^T B)^T = B^T A", "(A^T B)^T = A B^T"),
    ("", "(X^T y)^T = y^T X", "(X^T y)^T = 2 y^T X"),
]


@rows(twins(SOLVED))
def test_vectors_behind_inverses_and_not_zero(text, expected):
    assert_last(text, expected)


@rows(twins(IDEMPOTENT))
def test_letters_beside_the_identity_or_their_own_power(text, expected):
    assert_last(text, expected)


@rows(twins(FORMS))
def test_a_form_is_its_own_transpose(text, expected):
    assert_last(text, expected)
