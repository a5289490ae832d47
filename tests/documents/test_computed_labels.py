"""Labels that are numbers, of names that are defined for one of them: R_{-\\theta}, R_{\\alpha + \\beta}."""

from tests.documents.judged import assert_last, rows, twins

ROTATION = r"Let $R_\theta = \begin{pmatrix} \cos\theta & -\sin\theta \\ \sin\theta & \cos\theta \end{pmatrix}$. Then "
CUBE = "Let $f_a = a^3$. Then "
NUMBERS = [
    (ROTATION, r"R_\theta^T = R_{-\theta}", r"R_\theta = R_{-\theta}"),
    (ROTATION, r"R_\theta^{-1} = R_\theta^T = R_{-\theta}", r"R_\theta^{-1} = R_\theta^T = R_{2\theta}"),
    (ROTATION, r"R_\alpha R_\beta = R_{\alpha + \beta}", r"R_\alpha R_\beta = R_{\alpha - \beta}"),
    (ROTATION, r"R_\theta^2 = R_{2\theta}", r"R_\theta^2 = R_{3\theta}"),
    (CUBE, "f_a = -f_{-a}", "f_a = f_{-a}"),
]
# A label that only looks computed is one of another name.
LABELS = [
    (r"Let $x_\theta = 2$ and $y_\theta = \theta^2$. Then $x_\theta = x_{-\theta}$.", "D"),
    (r"$n_{A \cup B} = n_{A \cap B}$.", "D"),
    (r"Let $m_{A \cup B} = 3$. Then $m_{A \cap B} = 2$.", "C"),
]


@rows(twins(NUMBERS))
def test_names_at_other_labels(text, expected):
    assert_last(text, expected)


@rows(LABELS)
def test_labels_of_other_names(text, expected):
    assert_last(text, expected)
