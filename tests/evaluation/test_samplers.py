"""Every sampler stays in its domain, in every style and for sizes down to 1."""

from random import Random

import numpy as np
import pytest

from lemmata.engine.evaluation import SAMPLERS, STYLES, belongs, draw, inside, sample
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.membership import MEMBERSHIP
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.expr import DOMAINS, Size, symbol

ELSEWHERE = {"event", "variable", "function", "complex"}  # drawn by a space, as expressions, or never
SHAPES = {0: [(), (3,), (2, 3)], 1: [(1,), (3,), (2, 4)], 2: [(1, 1), (2, 2), (3, 3), (4, 4)]}


def test_every_domain_has_a_sampler_and_a_definition() -> None:
    assert set(SAMPLERS) == set(MEMBERSHIP) == set(DOMAINS) - ELSEWHERE


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("domain", sorted(SAMPLERS))
def test_stays_in_its_domain(domain: str, style: str) -> None:
    params = (3,) if domain == "labels" else ()
    for shape in SHAPES[DOMAINS[domain].rank or 0]:
        for seed in range(6):
            value = draw(domain, Random(seed), shape, params, style)
            assert value.shape == shape
            assert belongs(domain, value, params), f"{domain} {style} {shape} seed {seed}: {value.tolist()}"
            for wider in DOMAINS[domain].implies:
                if wider in MEMBERSHIP:
                    assert belongs(wider, value, params), f"{domain} implies {wider}; seed {seed}: {value.tolist()}"


@pytest.mark.parametrize("domain", ["fullrank", "semiorthogonal"])
def test_tall_matrices(domain: str) -> None:
    for seed in range(4):
        assert belongs(domain, draw(domain, Random(seed), (4, 2), (), "random"))
    with pytest.raises(NoPoint, match="rows"):
        draw(domain, Random(0), (2, 4))


OUTSIDE = [
    ("positive", [0]), ("nonnegative", [-1]), ("negative", [0]), ("nonzero", [1, 0]), ("unit", ["3/2"]),
    ("integer", ["1/2"]), ("natural", [-1]), ("binary", [2]), ("simplex", ["1/2", "1/4"]), ("simplex", [2, -1]),
    ("onehot", ["1/2", "1/2"]), ("onehot", [1, 1]), ("symmetric", [[1, 2], [3, 4]]), ("posdef", [[1, 2], [2, 1]]),
    ("posdef", [[2, 1], [0, 2]]), ("orthogonal", [[1, 1], [0, 1]]), ("semiorthogonal", [[1], [1]]),
    ("invertible", [[1, 2], [2, 4]]), ("fullrank", [[1, 2], [2, 4], [3, 6]]), ("diagonal", [[1, 1], [0, 1]]),
    ("diagonalizable", [[0, 1], [0, 0]]), ("diagonalizable", [[2, 1, 0], [0, 2, 0], [0, 0, 5]]),
]


@pytest.mark.parametrize(("domain", "value"), OUTSIDE)
def test_outsiders_are_told(domain: str, value: object) -> None:
    assert not belongs(domain, exact(value))


def test_labels_stay_below_their_number() -> None:
    assert not belongs("labels", exact([3]), (3,))


def test_styles_differ_where_identities_fail() -> None:
    rank = np.linalg.matrix_rank
    deficient = draw("real", Random(1), (3, 3), style="rank_deficient").astype(float)
    assert rank(deficient) < 3
    crooked = draw("real", Random(1), (3, 3), style="nonsymmetric")
    assert not belongs("symmetric", crooked)
    assert np.linalg.cond(draw("real", Random(1), (3, 3), style="ill_conditioned").astype(float)) > 1e4


def test_a_sampled_point_is_inside() -> None:
    wanted = [symbol("A", ["n", "n"], "posdef"), symbol("p", ["m"], "simplex"),
              symbol("y", ["m"], "labels", (Size.of("n"),))]
    for seed in range(5):
        point = sample(wanted, {"n": 2, "m": 3}, Random(seed))
        assert inside(point)
        assert sample(wanted, {"n": 2, "m": 3}, Random(seed)).values["A"].tolist() == point.values["A"].tolist()
