"""Limits at infinity against right and wrong values; truth is mathematics, checked in mpmath's balls far out."""

from __future__ import annotations

import mpmath
import pytest

from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import decide_readings

# the body as LaTeX and in mpmath (where the number is 2), a true value, false ones, each with its value
CASES = [
    (r"\left(1-\frac{a^2}{x}\right)^x", lambda x: (1 - 4 / x) ** x, r"e^{-a^2}", [r"1-e^{-a^2}", r"e^{a^2}"],
     mpmath.exp(-4)),
    (r"\left(1+\frac{1}{x}\right)^{x}", lambda x: (1 + 1 / x) ** x, "e", ["e^2", "2"], mpmath.e),
    (r"x(\sqrt{x^2+1}-x)", lambda x: x * (mpmath.sqrt(x**2 + 1) - x), r"\frac12", ["1", "0"], mpmath.mpf(1) / 2),
    (r"x(2^{1/x}-1)", lambda x: x * (mpmath.mpf(2) ** (1 / x) - 1), r"\ln 2", [r"2\ln 2", "1"], mpmath.log(2)),
]


@pytest.mark.parametrize(("body", "far", "true", "false", "value"), CASES, ids=[c[0] for c in CASES])
def test_a_limit_has_one_value(body: str, far: object, true: str, false: list[str], value: object) -> None:
    with mpmath.workdps(60):
        assert abs(far(mpmath.mpf(10) ** 20) - value) < 1e-15  # type: ignore[operator]
    for stated, kinds in ((true, ("proved", "agrees")), *((one, ("refuted",)) for one in false)):
        source = rf"\lim_{{x\to\infty}}{body}={stated}"
        found = decide_readings(read_latex(source, Scope().with_options(document=True)))[0]
        assert found.kind in kinds, (source, found)
