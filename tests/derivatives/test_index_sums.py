"""Random nested sums over ranges that depend on each other: gradients against the complex step of the same text."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lemmata.formulas import parse

DECLARED = "x: real[n], y: real[n], A: real[n n]"
LETTERS = "ijkl"
STEP = 1e-30


def term(rng: Random, indices: list[str], depth: int) -> str:
    """A product of entries, powers of them, and perhaps another sum."""
    factors = []
    for _ in range(rng.choice((1, 2, 2))):
        i, j = rng.choice(indices), rng.choice(indices)
        factors.append(rng.choice((f"x[{i}]", f"y[{i}]", f"A[{i},{j}]", f"x[{i}]**2", f"sin(x[{i}])")))
    if depth and rng.random() < 0.8:
        factors.append(f"({total(rng, indices, depth - 1)})")
    return " * ".join(factors)


def total(rng: Random, indices: list[str], depth: int) -> str:
    new = LETTERS[len(indices)]
    ends = ["n"]
    if indices:
        last = rng.choice(indices)
        ends += [last, f"{last}+1", f"{last}, n", f"n-{last}", f"{last}+1, n", f"n-{last}-1"]
    return f"sum({term(rng, [*indices, new], depth)} for {new} in range({rng.choice(ends)}))"


def formula(seed: int) -> str:
    rng = Random(seed)
    if rng.random() < 0.4:
        return f"[{total(rng, ['i'], 1)} for i in range(n)]"
    return total(rng, [], 2)


def by_complex_step(text: str, values: dict[str, np.ndarray], wrt: str, n: int) -> np.ndarray:
    """The Jacobian; Python itself evaluates the test's own text."""
    columns = []
    for place in np.ndindex(values[wrt].shape):
        moved = {name: value.astype(complex) for name, value in values.items()}
        moved[wrt][place] += 1j * STEP
        result = eval(text, {"sum": sum, "range": range, "sin": np.sin, "n": n, **moved})
        columns.append(np.imag(np.asarray(result, complex)) / STEP)
    found = np.array(columns)
    found = found.reshape(*values[wrt].shape, *found.shape[1:])
    return np.moveaxis(found, -1, 0) if text[0] == "[" else found


@pytest.mark.parametrize("seed", range(60))
def test_gradient(seed):
    text = formula(seed)
    n = 4
    rng = np.random.default_rng(seed)
    values = {"x": rng.normal(size=n), "y": rng.normal(size=n), "A": rng.normal(size=(n, n))}
    found = parse(text, DECLARED)
    for wrt in ("x", "A"):
        if wrt not in found.vars:
            continue
        derived = found.jacobian(wrt)
        inputs = {name: values[name] for name in derived.vars}
        truth = by_complex_step(text, values, wrt, n)
        if derived.vars:
            np.testing.assert_allclose(derived(**inputs), truth, rtol=1e-9, atol=1e-11, err_msg=f"{text} by {wrt}")
