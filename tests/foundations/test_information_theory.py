"""Codes that are read again, theorems on random tables, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

import lemmata.information_theory as it

TABLE = np.array([[0.25, 0.0], [0.25, 0.5]])
LAWS = [[1.0], [0.0, 1.0], [0.5, 0.5], [0.9, 0.1], [0.999, 0.001], [0.4, 0.3, 0.2, 0.1], [0.25, 0.0, 0.75],
        [1e-9, 1 - 1e-9], *np.random.default_rng(0).dirichlet(np.ones(6), size=3).tolist()]

REFUSED: list[tuple[str, Callable[[], Any], type[Exception], str]] = [
    ("a base below 1", lambda: it.entropy([0.5, 0.5], base=0.5), ValueError, "base 0.5"),
    ("order below 0", lambda: it.renyi_entropy([0.5, 0.5], alpha=-1), ValueError, "alpha = -1"),
    ("order 0 of a divergence", lambda: it.renyi_divergence([1.0], [1.0], alpha=0), ValueError, "alpha = 0"),
    ("no probabilities", lambda: it.huffman_code([0.5, 0.6]), ValueError, "are no probabilities"),
    ("a negative one", lambda: it.arithmetic_code([1.5, -0.5]), ValueError, "are no probabilities"),
    ("not a number", lambda: it.shannon_code([np.nan, 1.0]), ValueError, "are no probabilities"),
    ("a symbol without a word", lambda: it.huffman_code([0.5, 0.5, 0.0]).encode([2]), ValueError, "no word"),
    ("a negative symbol", lambda: it.huffman_code([0.5, 0.5]).encode([-1]), ValueError, "no word for the symbol -1"),
    ("half a word", lambda: it.shannon_code([0.5, 0.25, 0.25]).decode("1"), ValueError, "end within a word"),
    ("a symbol without a part", lambda: it.arithmetic_code([1.0, 0.0]).encode([1]), ValueError, "no part"),
    ("rows that are none", lambda: it.channel_capacity([[0.5, 0.6]]), ValueError, "each row is to be probabilities"),
    ("too few steps", lambda: it.channel_capacity([[0.9, 0.1], [0.3, 0.7]], steps=2), RuntimeError, "after 2 steps"),
    ("a slope of 0", lambda: it.rate_distortion([1.0], [[0.0]], 0.0), ValueError, "slope 0.0"),
    ("a mean out of reach", lambda: it.maximum_entropy([1.0, 2.0], 3.0), ValueError, "no law on these 2 points"),
    ("moments without features", lambda: it.maximum_entropy([1.0, 2.0], [1.5, 2.0]), ValueError, "2 moments"),
    ("no table", lambda: it.information_bottleneck([[0.5, 0.1]], 1.0, 2), ValueError, "no table of probabilities"),
    ("beta of 0", lambda: it.information_bottleneck(TABLE, 0.0, 2), ValueError, "beta 0.0"),
    ("another method", lambda: it.estimate_entropy([1, 2], method="best"), ValueError, "no method 'best'"),
    ("other lengths", lambda: it.joint_table([1, 2], [1]), ValueError, "of the same length"),
    ("too many features", lambda: it.select_features(np.ones((4, 2)), [0, 1, 0, 1], 3), ValueError, "3 of 2 features"),
]


@pytest.mark.parametrize("call, kind, words", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(call: Callable[[], Any], kind: type[Exception], words: str):
    with pytest.raises(kind) as error:
        call()
    assert words in str(error.value)


@pytest.mark.parametrize("p", LAWS, ids=lambda p: str(len(p)))
def test_codes_are_read_again_and_are_as_short_as_the_entropy_says(p: list[float]):
    message = np.random.default_rng(1).choice(len(p), size=3000, p=np.array(p) / np.sum(p)).tolist()
    surprise = float(-np.sum(np.log2(np.array(p)[message])))
    for code in (it.huffman_code(p), it.shannon_code(p)):
        assert code.decode(code.encode(message)) == message and code.kraft_sum <= 1
        assert not any(one != other and other.startswith(one) for one in code.words for other in code.words if one)
        assert float(it.entropy(p, base=2)) <= code.expected_length(p) <= float(it.entropy(p, base=2)) + 1 + 1e-9
    bits = it.arithmetic_code(p).encode(message)
    assert it.arithmetic_code(p).decode(bits, len(message)) == message
    assert len(bits) <= surprise + 2.5 and it.arithmetic_code(p).encode([]) == ""


def test_no_code_is_shorter_than_huffmans():
    """Over all lengths of words that Kraft allows."""
    for p in np.random.default_rng(2).dirichlet(np.ones(4), size=20):
        lengths = [n for n in product(range(1, 5), repeat=4) if sum(2.0**-k for k in n) <= 1]
        assert np.isclose(it.huffman_code(p).expected_length(p), min(float(p @ n) for n in np.array(lengths)))


def test_theorems_on_random_tables():
    """Chain rules, the three forms, data processing, conditioning, Pinsker, Fano; with zeros in the tables."""
    rng = np.random.default_rng(3)
    for _ in range(200):
        P = rng.dirichlet(np.full(12, 0.3)).reshape(3, 4) * (rng.random((3, 4)) < 0.7)
        if not P.sum():
            continue
        P /= P.sum()
        px, py, W = P.sum(1), P.sum(0), rng.dirichlet(np.ones(3), size=4)
        H, joint, I = it.entropy, float(it.joint_entropy(P)), float(it.mutual_information(P))
        given, other = float(it.conditional_entropy(P)), float(it.conditional_entropy(P.T))
        np.testing.assert_allclose([H(px) + given, H(py) + other], joint, atol=1e-12)
        np.testing.assert_allclose([H(px) - other, H(py) - given, H(px) + H(py) - joint], I, atol=1e-12)
        np.testing.assert_allclose(it.kl_divergence(P.ravel(), np.outer(px, py).ravel()), I, atol=1e-12)
        assert it.mutual_information(it.processed_table(P, W)) <= I + 1e-12 and given <= H(py) + 1e-12
        p, q = rng.dirichlet(np.full(5, 0.5), size=2)
        assert it.kl_divergence(p, q) >= 2 * it.total_variation(p, q) ** 2 - 1e-12
        assert it.hellinger_distance(p, q) ** 2 <= it.total_variation(p, q) + 1e-12
        guess = 1 - P.max(0).sum()  # the error of the best guess of X from Y
        assert guess >= float(it.fano_bound(other, 3)) - 1e-12
        layers = rng.dirichlet(np.ones(8)).reshape(2, 2, 2)  # I(X; Y, Z) = I(X; Z) + I(X; Y | Z)
        np.testing.assert_allclose(it.mutual_information(layers.reshape(2, 4)), it.mutual_information(
            layers.sum(1)) + it.conditional_mutual_information(layers), atol=1e-12)


def test_capacity_says_how_sure_it_is():
    found = it.channel_capacity([[0.6, 0.3, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]], tolerance=1e-6)
    exact = it.channel_capacity([[0.6, 0.3, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]], tolerance=1e-13).value
    assert found.value <= exact + 1e-12 and exact <= found.value + found.gap + 1e-12 and found.gap <= 1e-6


def test_the_law_of_largest_entropy_of_two_moments_is_normal():
    x = np.linspace(-8, 8, 801)
    found = it.maximum_entropy(np.stack([x, x**2], axis=1), [1.0, 2.0])
    np.testing.assert_allclose(found.multipliers, [1.0, -0.5], atol=1e-6)
    density = np.exp(-((x - 1) ** 2) / 2) / np.sqrt(2 * np.pi)
    np.testing.assert_allclose(found.probabilities / (x[1] - x[0]), density, atol=1e-9)
    assert np.isclose(found.entropy + np.log(x[1] - x[0]), np.log(2 * np.pi * np.e) / 2)


def test_a_bottleneck_falls_at_each_step_and_keeps_less_than_there_is():
    P = np.random.default_rng(4).dirichlet(np.full(40, 0.3)).reshape(8, 5)
    before = 0.0
    for beta in (1.0, 5.0, 50.0):
        found = it.information_bottleneck(P, beta, 4)
        assert all(b <= a + 1e-9 for a, b in zip(found.objectives, found.objectives[1:]))
        assert before - 1e-9 <= found.relevance <= min(found.complexity, float(it.mutual_information(P))) + 1e-12
        np.testing.assert_allclose(found.encoder.sum(1), 1)
        np.testing.assert_allclose(found.decoder.sum(1), 1)
        before = found.relevance


def test_bounds_stay_below_what_there_is():
    """Of normal variables, with the critic that is best: log p(x, y) / (p(x) p(y))."""
    rng, rho, n = np.random.default_rng(5), 0.8, 4000
    x, noise = rng.normal(size=(2, n))
    y = rho * x + np.sqrt(1 - rho**2) * noise
    truth = float(it.normal_mutual_information(rho))

    def critic(a: Any, b: Any) -> Any:
        return -np.log(1 - rho**2) / 2 + (2 * rho * a * b - rho**2 * (a**2 + b**2)) / (2 * (1 - rho**2))
    together, apart = critic(x, y), critic(x, np.roll(y, 1))
    assert abs(float(it.donsker_varadhan(together, apart)) - truth) < 0.05
    assert abs(float(it.nguyen_wainwright_jordan(together + 1, apart + 1)) - truth) < 0.1
    assert 0.3 < float(it.info_nce(critic(x[:500, None], y[None, :500]))) < truth + 0.05
    assert abs(it.estimate_mutual_information(x, y, "neighbours") - truth) < 0.05


def test_features_that_tell_the_class_are_chosen():
    rng = np.random.default_rng(6)
    y = rng.integers(0, 2, size=400)
    X = rng.normal(size=(400, 5))
    X[:, 3] += 3 * y
    found = it.select_features(X, y, 1)
    assert found.chosen.tolist() == [3] and found.transform(X).shape == (400, 1)
