"""Functions whose letters have a meaning by habit, formulas in lists, words that no pattern understands."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

FOCAL = r"The focal loss is $FL(p)=-(1-p)^\gamma\log p$. "
ANEW = [
    # H is an entropy where the text is about one, else what it says
    (r"The transfer function is $H(s) = \frac{5}{(s-1)^3}$. Then $H(2) = 5$.", DEFINITION + HOLDS),
    (r"The transfer function is $H(s) = \frac{5}{(s-1)^3}$. Then $H(2) = 4$.", DEFINITION + REFUTED),
    (r"The Hamiltonian is $H(q, p) = \frac{p^2}{2m} + V(q)$. Hence $\partial H/\partial p = p/m$.", DEFINITION + HOLDS),
    (r"The binary entropy is $H(p) = p (1 - p)$.", REFUTED),
    ("# Information theory\n\nFor a coin $H(p) = p^2$.", REFUTED),
    # a list of formulas for one name; a conclusion about it
    ("Let $s = a + b$.\n\n$$s = a - b$$", DEFINITION * 2),
    ("Let $a$ and $b$ be real numbers. Put $s = a + b$. Then $s^2 = a^2 + b^2$.", DEFINITION + REFUTED),
    # words behind a formula
    (r"$$\frac{3x^2 + 5x + 2}{2x + 1} = 1.5x + 1.75, remainder 0.25$$", UNDECIDED),
    (r"$$\frac{3x^2 + 5x + 2}{2x + 1} = 1.5x + 1.75, \text{remainder } 0.25$$", UNDECIDED),
    (r"$$\frac{3x^2 + 5x + 2}{2x + 1} = 1.5x + 1.75$$", REFUTED),
    # at special values of a parameter
    (FOCAL + r"For $\gamma=0$ we get $FL(p)=-\log p$.", DEFINITION + "C" + HOLDS),
    (FOCAL + r"For $\gamma=0$ we get $FL(p)=\log p$.", DEFINITION + "C" + REFUTED),
    (r"Let $h(x) = a x + b$. In another model with $a = 2$, $h(x) = 2x + 7$.", DEFINITION + "C" + DEFINITION),
    # at the ends of what is defined by its place
    (r"We use $\eta_t = a + b \cos(\pi t/T)$, so $\eta_0 = a + b$ and $\eta_T = a - b$.", DEFINITION + HOLDS * 2),
    (r"We use $\eta_t = a + b \cos(\pi t/T)$, so $\eta_0 = a - b$.", DEFINITION + REFUTED),
    (r"We set $a_t = 2t + 1$ for $t \ge 1$ and $a_0 = 5$.", DEFINITION + "CC"),
    # one value in each case
    (r"$$\begin{aligned} |x| &= x, \quad x \ge 0 \\ &= -x, \quad x < 0\end{aligned}$$", HOLDS),
    (r"$$\begin{aligned} |x| &= x, \quad x \ge 0 \\ &= 2x, \quad x < 0\end{aligned}$$", REFUTED),
    (r"$$\begin{aligned} \sqrt{x^2} &= |x|, && x \in \mathbb{R} \\ &= x, && x > 0\end{aligned}$$", HOLDS),
]


@rows(ANEW)
def test_meanings_anew(text, expected):
    assert_last(text, expected)
