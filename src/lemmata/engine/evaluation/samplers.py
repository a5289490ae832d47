"""One sampler for each declared domain: exact members, in several styles.

A sampler is `draw(rng, shape, params, style)` and gives an object array of Fractions. Entries are
mostly dyadic, so that floats hold them exactly too. What a domain demands is checked by `belongs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.sample_matrices import (
    cholesky,
    diagonal,
    diagonalizable,
    each_matrix,
    each_square,
    fullrank,
    invertible,
    lower,
    orthogonal,
    posdef,
    real_array,
    semidefinite,
    semiorthogonal,
    symmetric,
)
from lemmata.engine.evaluation.sample_numbers import (
    each_entry,
    each_row,
    labels,
    magnitude,
    natural_number,
    onehot_row,
    real_number,
    simplex_row,
    unit_number,
)
from lemmata.engine.evaluation.styles import STYLES, Sampler

SAMPLERS: dict[str, Sampler] = {
    "real": real_array,
    "positive": each_entry(magnitude),
    "nonnegative": each_entry(lambda rng, style: abs(real_number(rng, style))),
    "negative": each_entry(lambda rng, style: -magnitude(rng, style)),
    "nonzero": each_entry(lambda rng, style: magnitude(rng, style) * rng.choice([-1, 1])),
    "unit": each_entry(unit_number),
    "integer": each_entry(lambda rng, style: natural_number(rng, style) * rng.choice([-1, 1])),
    "natural": each_entry(natural_number),
    "binary": each_entry(lambda rng, style: Fraction(rng.randint(0, 1))),
    "labels": labels,
    "simplex": each_row(simplex_row),
    "onehot": each_row(onehot_row),
    "symmetric": each_square(symmetric),
    "semidefinite": each_square(semidefinite),
    "posdef": each_square(posdef),
    "orthogonal": each_square(orthogonal),
    "semiorthogonal": each_matrix(semiorthogonal),
    "invertible": each_square(invertible),
    "fullrank": each_matrix(fullrank),
    "diagonal": each_square(lambda rng, n, style: diagonal(rng, n, style)),
    "lower": each_square(lower),
    "upper": each_square(lambda rng, n, style: lower(rng, n, style).T),
    "cholesky": each_square(cholesky),
    "diagonalizable": each_square(diagonalizable),
}


def draw(domain: str, rng: Random, shape: Sequence[int], params: tuple[Any, ...] = (), style: str = "random") -> Array:
    """A member of a domain.

    Raises NoPoint where there is none of this shape, ValueError for a style or a domain without a sampler.

    >>> draw("orthogonal", Random(0), (2, 2), style="special").shape
    (2, 2)
    """
    if style not in STYLES:
        raise ValueError(f"no style {style!r}; known: {', '.join(STYLES)}")
    if domain not in SAMPLERS:
        raise ValueError(f"values of the domain {domain!r} are not drawn by themselves; known: {', '.join(SAMPLERS)}")
    return SAMPLERS[domain](rng, tuple(shape), params, style)
