"""The loss that a lint of a naive form shows, against mpmath; and the line that it proposes, run."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.lints.catalogue import Linting

NAIVE = {  # code, arguments, the true value
    "np.log(1 + np.exp(x))": ("M104", {"x": 900.0}, lambda x: mpmath.log1p(mpmath.exp(x))),
    "1 - np.exp(x)": ("M105", {"x": -1e-10}, lambda x: -mpmath.expm1(x)),
    "2 * (np.exp(x) - 1)**2": ("M105", {"x": 1e-10}, lambda x: 2 * mpmath.expm1(x) ** 2),
    "np.log(1 + x) / x": ("M106", {"x": 1e-10}, lambda x: mpmath.log1p(x) / x),
    "np.log(1 / (1 + np.exp(-x)))": ("M103", {"x": -800.0}, lambda x: -mpmath.log1p(mpmath.exp(-x))),
}


@pytest.mark.parametrize("text", NAIVE)
def test_what_is_measured_and_what_is_proposed(text):
    code, at, truth = NAIVE[text]
    with mpmath.workdps(50):
        true = float(truth(**{name: mpmath.mpf(value) for name, value in at.items()}))
    source = f"def f({', '.join(at)}):\n    return {text}\n"
    (remark,) = Linting(parse_markdown(f"```python\nimport numpy as np\n{source}```\n").code).remarks()[0]
    assert remark.code == code
    space = {"np": np}
    with np.errstate(all="ignore"):
        exec(source, space)
        found = float(space["f"](**{n: np.float64(v) for n, v in at.items()}))
        exec(source.replace(f"return {text}", remark.hint.partition(": ")[2]), space)
        assert float(space["f"](**at)) == pytest.approx(true, rel=1e-15)
    said = remark.message.partition("Measured: ")[2]
    if np.isfinite(found):
        lost = int(said.partition("loses ")[2].split()[0])  # of the part that the lint is about
        assert abs(lost - (53 + np.log2(abs(found / true - 1)))) < 2.5
    else:
        assert said.startswith(f"at x = {at['x']:g} it is {found:g}, not {true:.6g}: ")
        assert "above the largest float64" in said  # why, as `diagnose` words it


@pytest.mark.parametrize("text", ["np.linalg.inv(A) @ B @ x + 1", "2 * np.linalg.inv(A).dot(B).dot(x)"])
def test_the_line_that_is_proposed_has_the_whole_product(text):
    source = f"def f(A, B, x):\n    return {text}\n"
    (remark,) = Linting(parse_markdown(f"```python\nimport numpy as np\n{source}```\n").code).remarks()[0]
    space = {"np": np}
    at = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([[1.0, 4.0], [0.0, 2.0]]), np.array([1.0, -2.0])
    exec(source, space)
    true = space["f"](*at)
    exec(source.replace(f"return {text}", remark.hint.partition(": ")[2]), space)
    np.testing.assert_allclose(space["f"](*at), true)
