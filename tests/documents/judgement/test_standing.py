"""Relations that stand alone: bounds, properties, equations to be solved, and what is claimed."""

from tests.documents.judged import CONDITION, CONDITIONAL, REFUTED, assert_last, rows

STANDING = [
    (r"$$q_i^\top q_j = \delta_{ij}$$", CONDITION),
    (r"$$ax^2 + bx + c = 0$$", CONDITION),
    (r"$$A^\top = -A$$", CONDITION),
    (r"$$Q^\top Q = I$$", CONDITIONAL),
    (r"$$x = 3, \quad |y| < 1$$", CONDITION),
    (r"$$A^\top = A$$", CONDITIONAL),
    (r"$$(A^\top)^\top = -A$$", REFUTED),
    (r"$$(x+y)^2 - x^2 - y^2 = 0$$", REFUTED),
    (r"$$|x + y| < 1$$", REFUTED),
    (r"$$(AB)^\top = A^\top B^\top$$", REFUTED),
]


@rows(STANDING)
def test_relations_that_stand_alone(text, expected):
    assert_last(text, expected)
