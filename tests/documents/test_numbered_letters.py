"""R_1 and R_2 beside a whole R: parts of it under names of their own, not its entries, whatever R was before."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, PROVED, REFUTED, assert_last, rows

RATES = r"F1 score: $F_1 = \frac{2 P R}{P + R}$ with precision $P$ and recall $R$. "
VECTORS = r"For all $x, y$: $x^\top y = y^\top x$. "
PRODUCT = r"Let $C = A B$ with $A, B \in \mathbb{R}^{n \times n}$. "


@rows([
    (RATES + r"Two resistors in parallel have $R = \frac{R_1 R_2}{R_1 + R_2}$.", DEFINITION),
    (RATES + r"Two resistors have $\frac{1}{R} = \frac{1}{R_1} + \frac{1}{R_2}$.", DEFINITION),
    (RATES + r"In series, resistors have $R = R_1 + R_2 + R_3$.", DEFINITION),
    (r"The reduced mass: from $m^\top m = 1$. It is $m = \frac{m_1 m_2}{m_1 + m_2}$.", DEFINITION),
    (VECTORS + r"Along a line, the steps add up to $x = x_1 + x_2$.", DEFINITION),
    (VECTORS + r"The diagonal is $x = \sqrt{x_1^2 + x_2^2}$.", DEFINITION),
    (r"$v^\top v = 1$ for unit vectors. The relative velocity is $v = v_1 - v_2$.", DEFINITION),
    (r"Let $A$ be a matrix with $A = A_1 + A_2$. Then $A^\top = A_1^\top + A_2^\top$.", CONDITION + PROVED),
    (r"Let $A$ be a matrix with $A = A_1 + A_2$. Then $A^\top = A_1^\top - A_2^\top$.", CONDITION + REFUTED),
    (r"Each $x \in \mathbb{R}^n$ can be written as $x = x_1 + x_2$ with $x_1 \in U$.", CONDITION * 2),
])
def test_parts_of_a_whole(text, expected):
    assert_last(text, expected)


@rows([
    (r"Let $x \in \mathbb{R}^2$. Then $x = x_1 e_1 + x_2 e_2$.", PROVED),
    (r"Let $x \in \mathbb{R}^2$. Then $x = x_1 e_2 + x_2 e_1$.", REFUTED),
    (r"Let $x \in \mathbb{R}^2$. Then $\|x\|^2 = x_1^2 + x_2^2$.", PROVED),
    (r"Let $x \in \mathbb{R}^2$. Then $\|x\|^2 = x_1^2 - x_2^2$.", REFUTED),
    (r"Let $x \in \mathbb{R}^3$. Then $x = (x_1, x_2, x_3)^\top$.", PROVED),
    (r"Let $x \in \mathbb{R}^3$. Then $x = (x_2, x_1, x_3)^\top$.", REFUTED),
])
def test_entries_stay_entries(text, expected):
    assert_last(text, expected)


@rows([
    (r"For positive $P$ and $R$, $\frac{2 P R}{P + R} \le \frac{P + R}{2}$.", HOLDS),
    (r"For positive $P$ and $R$, $\frac{2 P R}{P + R} \ge \frac{P + R}{2}$.", REFUTED),
    (r"$\frac{A B}{A + B} = \frac{1}{1/A + 1/B}$.", HOLDS),
    (r"$(A B)^{-1} = B^{-1} A^{-1}$ and $\frac{1}{2} (A + A^\top) B = \frac{A B + A^\top B}{2}$.", HOLDS + PROVED),
])
def test_what_divides_is_a_number(text, expected):
    assert_last(text, expected)
