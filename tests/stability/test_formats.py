"""Rounding and ulps of every format, against NumPy's and PyTorch's own."""

import numpy as np
import pytest
from tests.optional import need_target

from lemmata.engine.stability import FORMATS, format_of

RNG = np.random.default_rng(0)
SPREAD = np.concatenate([
    RNG.normal(size=200), RNG.normal(size=200) * 1e5, 2.0 ** RNG.uniform(-170, 140, 2000),
    [0.0, -0.0, np.inf, -np.inf, 65519.0, 65520.0, 65535.0, 1 + 2.0**-8, 1 + 3 * 2.0**-9, 2.0**-25, 3 * 2.0**-26],
    [3.4e38],
])


@pytest.mark.parametrize("name", ["float32", "float16"])
def test_rounding_is_numpys(name):
    with np.errstate(all="ignore"):
        assert np.array_equal(FORMATS[name].rounded(SPREAD), SPREAD.astype(name).astype(float))


def test_bfloat16_is_pytorchs():
    need_target("torch")
    import torch

    with np.errstate(all="ignore"):
        single = SPREAD.astype(np.float32)
    assert np.array_equal(FORMATS["bfloat16"].rounded(single), torch.tensor(single).bfloat16().double().numpy())


@pytest.mark.parametrize("name", FORMATS)
def test_a_step_in_the_order_is_the_next_number(name):
    form = FORMATS[name]
    numbers = form.rounded(SPREAD)
    numbers = numbers[np.isfinite(numbers) & (np.abs(numbers) < form.largest)]
    places = form.order(numbers)
    assert np.array_equal(form.number(places), numbers)
    above = form.number(places + 1)
    assert (above > numbers).all()
    between = form.rounded(numbers / 2 + above / 2)
    assert ((between == numbers) | (between == above)).all()
    assert form.order(np.array([np.inf]))[0] == form.order(np.array([form.largest]))[0] + 1
    assert form.order(np.array([0.0, -0.0])).tolist() == [0, 0]


def test_a_tie_is_broken_by_what_the_float_left_out():
    single, tie = FORMATS["float32"], np.array([1 + 2.0**-24] * 3)
    assert single.rounded(tie, np.array([0.0, 1e-20, -1e-20])).tolist() == [1.0, 1 + 2.0**-23, 1.0]


def test_bits_lost():
    double = FORMATS["float64"]
    found, true = np.array([1 + 2.0**-52, -0.0, np.inf]), np.array([1.0, 0.0, double.largest])
    assert double.lost(found, true).tolist() == [1, 0, 1]
    assert double.lost(np.array([np.nan]), np.array([0.0]))[0] == 64
    assert double.lost(np.array([-1.0]), np.array([1.0]))[0] > 62


def test_a_dtype_by_any_name():
    need_target("torch")
    import torch

    assert format_of(np.dtype("float32")) is format_of(np.float32) is format_of(torch.float32) is FORMATS["float32"]
    with pytest.raises(ValueError, match="no dtype 'int8'"):
        format_of("int8")
