"""What tells its letters and is no identity: data, equations and the steps of their solution, points that exist."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, findings, rows

DATA = [  # of a chain the numbers are checked, of which they are is given
    (r"The mean of the three weights is $\bar w = \frac1n \sum_{i=1}^n w_i = \frac{2+4+9}{3} = 5$.", HOLDS),
    (r"From the table, $\sum_{k=1}^m a_k b_k = 3 + 0 + 8 = 11$.", HOLDS),
    (r"We compute $\sum_{k=1}^m (a_k - b_k)^2 = 1 + 4 = 5$.", UNDECIDED),
    (r"We compute $\sum_{k=1}^m (a_k - b_k)^2 = 1 + 4 = 6$.", REFUTED),  # the numbers are wrong by themselves
    (r"The identity $\cos^2 t + \sin^2 t = \frac{4}{2} = 2$ is used twice.", REFUTED),
    (r"Moving frames have the form $\dot{S} = W \dot{W}^T$ and $\dot{K}_{ii} = 0$.", DEFINITION + CONDITION),
]
POINTS = [
    (r"We have $\int_a^b f(x)\,dx = \frac{h}{2}(f(a) + f(b)) - \frac{h^3}{12} f''(\eta)$.", UNDECIDED),
    (r"We have $g(b) - g(a) = g'(c)(b - a)$.", UNDECIDED),
    (r"Let $g(x) = x^2$. We have $g(b) - g(a) = g'(b)(b - a)$.", REFUTED),
]
# The likelihood of tosses, step by step.
_TOSSES = (r"Let $\ell(p) = k\log p + (n-k)\log(1-p)$. Setting the derivative to zero gives "
           r"$$\frac{d\ell}{dp} = \frac{k}{p} - \frac{n-k}{1-p} = 0.$$ ")
STEPS = [
    (_TOSSES + r"Solving for $p$: $$\frac{k}{p} = \frac{n-k}{1-p}$$", HOLDS),
    (_TOSSES + r"Solving for $p$: $$\frac{k}{p} = \frac{n+k}{1-p}$$", UNDECIDED),
    (r"We solve $3y - 6z = 0$. Then $y = 2z$ and $9y = 18z$.", HOLDS * 2),
    (r"Setting the slope to zero gives $2a(x - b) + c = 0$. Rearranging, $2ax = 2ab - c$.", HOLDS),
    (r"We solve $3y - 12 = 0$. Note that $(y+1)^2 = y^2 + y + 1$.", REFUTED),
    (r"We solve $Au = b$. Note that $(CD)^T = C^T D^T$.", REFUTED),
    (r"First $n=10$ and $2n=20$. Then $n=20$ and $2n=20$.", REFUTED),
]
MEANT = [
    (r"The rows and columns are orthonormal, or equivalently $U^T U = UU^T = I$, or $U^T = U^{-1}$.", CONDITION * 2),
    (r"Symmetry is the property that $K_{i,j} = K_{j,i}$ for every $i$ and $j$.", CONDITION + "NN"),
    (r"The margins are alike, meaning that $\sum_j K_{ij} = \sum_j K_{ji}$.", CONDITION),
]


@rows([*DATA, *POINTS, *STEPS, *MEANT])
def test_what_tells_its_letters(text, expected):
    assert_last(text, expected)

_SMOOTH = r"The function $f$ is convex and $\nabla f$ is Lipschitz continuous with constant $L > 0$. "
SLOPES = [
    (_SMOOTH + r"Then $f(x) \leq f(y) + \nabla f(y)^\top (x - y) + \frac{L}{2}\|x - y\|^2$.", UNDECIDED),
    (_SMOOTH + r"Then $f(x) \leq f(y) + \langle\nabla f(y), x - y\rangle + \frac{L}{2}\|x - y\|^2,\ \forall x, y.$",
     UNDECIDED),
    (r"The function $f$ is convex and $g$ is Lipschitz. Then $g(x) \ge g(y) + \nabla g(y)^\top (x - y)$.", UNDECIDED),
    (r"The function $f$ is convex. Then $f(x) \le f(y) + \langle\nabla f(y), x - y\rangle$.", REFUTED),
    (r"Let $f$ be convex and differentiable. Then $f(x) \ge f(y) + \langle\nabla f(y), x - y\rangle$.", HOLDS),
]


@rows(SLOPES)
def test_what_is_said_of_slopes(text, expected):
    assert_last(text, expected)

_SLOPE = r"The slope is $\hat b = \frac{\sum_i x_i y_i}{\sum_i x_i^2}$. "
ANEW = [
    (_SLOPE + r"Centring removes the offset and gives "
     r"$\hat b = \frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2}$.", DEFINITION),
    (_SLOPE + r"This gives $\hat b = \frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2}$.",
     REFUTED),
]
TWO_EXAMPLES = [
    (r"Suppose that $A$ is invertible. Consider $$A = \begin{bmatrix} 1 & 3 \\ 3 & 1 \end{bmatrix}, \quad "
     r"B = \begin{bmatrix} 3 & 1 \\ 1 & 3 \end{bmatrix}.$$ Note that $\det A = -8$ and $\det B = 8$.", HOLDS * 2),
    (r"Suppose that $A$ is invertible. Consider $$A = \begin{bmatrix} 1 & 3 \\ 3 & 1 \end{bmatrix}, \quad "
     r"B = \begin{bmatrix} 3 & 1 \\ 1 & 3 \end{bmatrix}.$$ Note that $\det B = 8$ and $\det A = 8$.", HOLDS + REFUTED),
]


@rows([*ANEW, *TWO_EXAMPLES])
def test_what_takes_another_meaning(text, expected):
    assert_last(text, expected)

_LIST = "The family has a parameter:\n\n- $\\gamma = \\frac{1}{p}$ corresponds to the third one,\n"
CHOICES = [
    (_LIST + "- $\\gamma = 0$ corresponds to the first one.", CONDITION),
    (_LIST + "- $\\gamma = \\frac{k - 1}{p + k}$ recovers the fourth one.", DEFINITION),
    ("Let $\\gamma = 2$. Then $\\gamma^2 = 5$.", REFUTED),
]
QUANTIFIED = [  # a quantifier is no claim of its own
    (_SMOOTH + r"If $F(t) = f(y + t(x - y))$, then "
     r"$$f(x) \leq f(y) + \langle\nabla f(y), x-y\rangle + \frac{L}{2}\|x-y\|^2,\ \forall x, y.$$", UNDECIDED),
    (r"$G3: \quad W_{a} &= X \quad W_{b} = Z$", CONDITION),
]


@rows([*CHOICES, *QUANTIFIED])
def test_choices_and_quantifiers(text, expected):
    assert_last(text, expected)
    assert not any("itself failed" in f.message for f in findings(text))
