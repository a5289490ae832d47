"""Sizes are polynomials: arithmetic agrees with arithmetic at points."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.expr import Size

ATOMS = {"n": 5, "m": 7, "%1": 3}


def sizes() -> st.SearchStrategy[Size]:
    leaf = st.one_of(st.sampled_from(sorted(ATOMS)).map(Size.of), st.integers(-4, 4).map(Size.of))
    return st.recursive(leaf, lambda s: st.one_of(
        st.tuples(s, s).map(lambda t: t[0] + t[1]),
        st.tuples(s, s).map(lambda t: t[0] - t[1]),
        st.tuples(s, s).map(lambda t: t[0] * t[1]),
    ), max_leaves=6)


@given(sizes(), sizes())
def test_arithmetic_commutes_with_values(a: Size, b: Size) -> None:
    assert (a + b).value(ATOMS) == a.value(ATOMS) + b.value(ATOMS)
    assert (a - b).value(ATOMS) == a.value(ATOMS) - b.value(ATOMS)
    assert (a * b).value(ATOMS) == a.value(ATOMS) * b.value(ATOMS)
    assert a * b + a == a * (b + 1)
    assert pickle.loads(pickle.dumps(a)) == a


@given(sizes())
def test_substitution_is_evaluation(a: Size) -> None:
    assert a.substitute(ATOMS).constant == a.value(ATOMS)


@pytest.mark.parametrize(("size", "text"), [
    (Size.of("n") + 1 - 1, "n"), (2 * Size.of("n") - 3, "2*n - 3"), (Size.of(0), "0"), (-Size.of("n"), "-n"),
    (Size.of("n") * Size.of("n") * "m", "m*n**2"),
])
def test_text(size: Size, text: str) -> None:
    assert str(size) == text


def test_affine_coefficients() -> None:
    size = 2 * Size.of("i") - Size.of("n")
    assert size.coefficient("i") == 2
    assert size.coefficient("k") == 0
    assert (Size.of("i") * "i").coefficient("i") is None
