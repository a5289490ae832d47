"""Laws of what is made of a variable, means that have a name, and equations that tell a number by itself."""

from tests.documents.judged import assert_all, rows

UNIFORM = r"Let $U$ be uniformly distributed on $(0, 1)$ and $a > 0$. "
NORMAL = r"Let $Z \sim N(0, 1)$. "
CASES = [
    # increasing and falling functions of a variable, undone step by step
    (UNIFORM + r"Put $X = -\log(U) / a$. For $x > 0$ we have $P(X \le x) = 1 - e^{-a x}$.", "CDCT"),
    (UNIFORM + r"Put $X = -\log(U) / a$. For $x > 0$ we have $P(X \le x) = e^{-a x}$.", "CDCF"),
    (UNIFORM + r"Put $G = -\log(-\log U)$. Then $P(G \le g) = e^{-e^{-g}}$.", "CDT"),
    (UNIFORM + r"Put $G = -\log(-\log U)$. Then $P(G \le g) = 1 - e^{-e^{-g}}$.", "CDF"),
    (UNIFORM + r"Put $L = \log \frac{U}{1 - U}$. Then $P(L > x) = \frac{1}{1 + e^x}$.", "CDT"),
    (UNIFORM + r"Put $L = \log \frac{U}{1 - U}$. Then $P(L > x) = \frac{1}{1 + e^{-x}}$.", "CDF"),
    (UNIFORM + r"Put $X = U^{-1/a}$. For $x > 1$ we have $P(X > x) = x^{-a}$.", "CDCT"),
    (UNIFORM + r"Put $X = U^{-1/a}$. For $x > 1$ we have $P(X > x) = x^{-1/a}$.", "CDCF"),
    (NORMAL + r"Put $Y = e^Z$. For $y > 0$ we have $P(Y \le y) = \Phi(\log y)$.", "CDCT"),
    (NORMAL + r"Put $Y = e^Z$. For $y > 0$ we have $P(Y > y) = \Phi(\log y)$.", "CDCF"),
    (NORMAL + r"Put $Y = Z^2$. For $y > 0$ we have $P(Y \le y) = 2 \Phi(\sqrt{y}) - 1$.", "CDCT"),
    (NORMAL + r"Put $Y = Z^2$. For $y > 0$ we have $P(Y \le y) = \Phi(\sqrt{y})$.", "CDCF"),
    (NORMAL + r"Put $Y = \log Z$. Then $P(Y \le y) = \Phi(e^y)$.", "CDU"),  # it has no value for half of them
    # a mean that has a name is claimed of the law
    (NORMAL + r"Let $M(t) = E[e^{tZ}]$. Then $M(t) = e^{t^2/2}$.", "CDT"),
    (NORMAL + r"Let $M(t) = E[e^{tZ}]$. Then $M(t) = e^{t^2}$.", "CDF"),
    (r"Let $X \sim N(m, s^2)$ with $s > 0$. Let $R(b) = E[(X - b)^2]$. Then $R(b) = s^2 + (m - b)^2$.", "CCDT"),
    (r"Let $X \sim N(m, s^2)$ with $s > 0$. Let $R(b) = E[(X - b)^2]$. Then $R(b) = s + (m - b)^2$.", "CCDF"),
    (NORMAL + r"Let $M(t) = E[e^{tZ}]$. Instead we use $M(t) = e^{t}$.", "CDD"),
    (NORMAL + r"We need the function $M(t) = E[e^{tZ}]$, $t \in \mathbb{R}$. It is $M(t) = e^{t^2}$.", "CDF"),
    (NORMAL + r"We need the function $M(t) = E[e^{tZ}]$. We also need another one. It is $M(t) = e^{t^2}$.", "CDD"),
    # tails of exponentials of exponentials
    (r"We have $\int_{-\infty}^\infty e^{-x - e^{-x}} dx = 1$.", "T"),
    (r"We have $\int_{-\infty}^\infty e^{-x - e^{-x}} dx = 2$.", "F"),
    (r"Let $b > 0$. Then $\int_{-\infty}^\infty e^{x/b} e^{-e^{x/b}} dx = b$.", "CT"),
    (r"Let $b > 0$. Then $\int_{-\infty}^\infty e^{x/b} e^{-e^{x/b}} dx = 1/b$.", "CF"),
    (r"We have $\int_{-\infty}^\infty e^{-x + e^{-x}} dx = 1$.", "F"),  # it is infinite
    # an equation that tells a number by itself
    (r"Let $|r| < 1$, $s > 0$ and $v = r^2 v + s^2$. Then $\sqrt{v} = \frac{s}{\sqrt{1 - r^2}}$.", "CCCT"),
    (r"Let $|r| < 1$, $s > 0$ and $v = r^2 v + s^2$. Then $\sqrt{v} = \frac{s}{1 - r^2}$.", "CCCF"),
    # what a factor ensures is claimed, and what a letter is chosen for is not
    (r"Let $a > 0$. The factor in front ensures that $\int_0^\infty a e^{-a x} dx = 1$.", "CT"),
    (r"Let $a > 0$. The factor in front ensures that $\int_0^\infty a^2 e^{-a x} dx = 1$.", "CF"),
    (r"The constant $c$ ensures that $\int_0^\infty c e^{-2 x} dx = 1$.", "C"),
    (r"Choose $c$ to ensure that $\int_0^\infty c e^{-2 x} dx = 1$.", "C"),
    # where a law lives is no condition on the letters that follow
    (UNIFORM + r"Then $|a| = a$.", "CT"),
    (r"Let $f$ be continuous on $[0, 1]$ and $0 < a < 1$. Then $|a| = -a$.", "CF"),
    # ways are no other thing
    (r"Let $A$ and $B$ be $n \times n$ matrices and $S = A + B$. In two ways we have $S A = A S$.", "DF"),
    (r"Let $A$ and $B$ be $n \times n$ matrices and $S = A + B$. In two ways we have $S A = A A + B A$.", "DT"),
]


@rows(CASES)
def test_a_claim_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)
