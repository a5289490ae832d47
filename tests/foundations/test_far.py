"""Every definition where one argument is huge or tiny: values and derivatives against balls at the same floats."""

from __future__ import annotations

import numpy as np
import pytest
from tests.foundations.exact import DEFINED, at_ends
from tests.foundations.row import LIBRARIES, Row, moved
from tests.optional import need_target

# What is wrong where one argument is 1e156 times what it was, or 1e-156 times: no digits, or no number.
LEFT = {
    "gamma functions of parameters so large that even their logarithms cancel": """beta.entropy beta.kl
        chi_squared.entropy gamma.entropy dirichlet.entropy dirichlet.kl student_t.density student_t.log_density
        student_t.cdf location_scale_t.density location_scale_t.log_density location_scale_t.cdf weibull.variance
        weibull.standard_deviation weibull.kl""",
    "an exponential that ends beside a power that ends": """gumbel.density gumbel.kl lognormal.density
        lognormal.standard_deviation pareto.density pareto.cdf pareto.variance pareto.standard_deviation weibull.density
        weibull.log_density networks.gelu-approximate=tanh networks.evidence_lower_bound-beta=4""",
    "squares that end under a logarithm, or in a solved system": """cauchy.kl multivariate_normal.density
        multivariate_normal.log_density multivariate_normal.kl networks.posterior_precision networks.posterior_mean
        networks.predictive_variance""",
    "terms of different sizes, some of which end": """probability.covariance probability.correlation
        calculus.quadratic_model optimization.linear_schedule statistics.welch_degrees_of_freedom networks.triplet_loss
        networks.distillation_loss networks.distillation_loss-temperature=5""",
    "softmax of scores that end, times what is not a number there": """networks.attention_weights
        networks.attention_weights-causal=True networks.scaled_dot_product_attention-causal=True
        networks.masked_attention networks.multi_head_attention networks.multi_head_attention-causal=True""",
    "differences that are rounding": """information_theory.info_nce networks.focal_loss networks.focal_loss-gamma=0.5
        numerics.log_mean_exp numerics.relative_error numerics.subtraction_condition numerics.subtraction_bits_lost""",
    "the rank is one up to rounding": "linear_algebra.rank",
}
LEFT_ON: dict[str, dict[str, str]] = {"jax": {}, "torch": {}}  # on these libraries beside NumPy's, by row
POWERS = (520, -520)
SCALED = ("real", "positive", "nonnegative", "symmetric", "posdef", "invertible", "fullrank")


def wrong(row: Row, library: str = "numpy") -> list[str]:
    ends, found = at_ends(row.id), []
    for name, symbol in ends.symbols.items():
        if symbol.domain not in SCALED or not moved(ends.ordinary[name]):
            continue
        for power in POWERS:
            found += [f"{form} at {name} * 2**{power}" for form in ends.wrong(
                {name: ends.ordinary[name] * 2.0**power}, library=library)]
    return found


def _left(row: Row) -> str:
    short = row.id.removeprefix("probability.")
    return next((why for why, names in LEFT.items() if {row.id, short} & set(names.split())), "")


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("row", DEFINED, ids=[row.id for row in DEFINED])
def test_far(row: Row, library: str):
    """What is left in the list is wrong, and all else is right: also the slopes that JAX and PyTorch find of a call."""
    need_target(library)
    if library not in row.libraries or (library != "numpy" and _left(row)):
        return
    with np.errstate(all="ignore"):
        found = wrong(row, library)
    left = _left(row) if library == "numpy" else LEFT_ON[library].get(row.id, "")
    assert bool(found) == bool(left), found or f"right by now: take it out of the list ({left})"
