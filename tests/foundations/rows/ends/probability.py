"""Quantiles of 0 and 1, no draws, laws without spread."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.foundations.rows.ends.end import End, Refused, ends_of
from tests.foundations.rows.probability import TRUTHS

from lemmata.probability import bernoulli, cauchy, normal

end = ends_of("probability")
CERTAIN: dict[str, dict[str, Any]] = {  # parameters under which there is one value
    "bernoulli": {"p": 1.0}, "binomial": {"n": 3, "p": 1.0}, "geometric": {"p": 1.0}, "geometric_failures": {"p": 1.0},
    "discrete_uniform": {"a": 4, "b": 4}}
ONLY = {"bernoulli": 1, "binomial": 3, "geometric": 1, "geometric_failures": 0, "discrete_uniform": 4}


def of_family(name: str) -> list[End]:
    """The ends of the support, and a sample of none."""
    given = TRUTHS[name].draw(np.random.default_rng(0))
    low, high = TRUTHS[name].law(**given).support()
    found = [end(f"{name}.quantile", high, 1.0, **given), end(f"{name}.quantile", Refused("0 <= q <= 1"), 1.5, **given),
             end(f"{name}.quantile", low, 0.0, **given), end(f"{name}.sample", [], size=0, seed=0, **given)]
    if name in CERTAIN:
        found += [end(f"{name}.sample", [ONLY[name]] * 3, size=3, seed=0, **CERTAIN[name]),
                  end(f"{name}.quantile", ONLY[name], 0.3, **CERTAIN[name])]
    return found


ENDS = [
    *(e for name in TRUTHS for e in of_family(name)),
    end("law_of_large_numbers", np.ones((1, 10)), bernoulli(1.0), size=10, paths=1, seed=0,
        pick=lambda found: found.means),
    end("law_of_large_numbers", Refused("both are at least 1"), normal(0.0, 1.0), size=0),
    end("central_limit", Refused("standard deviation nan"), cauchy(0.0, 1.0)),
    end("central_limit", Refused("standard deviation 0"), bernoulli(1.0)),
    end("central_limit", Refused("give 1 or more"), normal(0.0, 1.0), n=(0,)),
]
