"""What the functions of the lemmas lose in floats: measured for each that is bound, as it is kept, and shown."""

from __future__ import annotations

import pytest

from lemmata.cli import main
from lemmata.lemmas import find, lemmas
from lemmata.lemmas.accuracy import accuracy, kept, measure
from lemmata.lemmas.binding import page_value


def test_each_that_binds_a_definition_is_measured_or_says_why_not() -> None:
    bound = [lemma.id for lemma in lemmas() if page_value(lemma) is not None]
    assert list(kept()) == sorted(bound), "run: python -m lemmata.lemmas.accuracy"
    for id, found in kept().items():
        assert found.reason or (found.points and found.form and 0 <= found.bits <= found.worst <= 64), id


def test_what_is_kept_is_what_is_measured() -> None:
    """A short one now; the slow test has one of each chapter."""
    same("softplus-stable")


@pytest.mark.slow
@pytest.mark.parametrize("id", ["magnitude", "normal", "entropy", "log-sum-exp", "softmax-stable", "adam", "mean",
                                "binary-cross-entropy-logits", "kl-divergence"])
def test_a_sample_is_measured_again(id: str) -> None:
    same(id)


def same(id: str) -> None:
    now, then = measure(find(id)), accuracy(find(id))
    assert now is not None and then is not None
    assert (now.form, now.points) == (then.form, then.points)
    # libraries round the last digit as they like
    assert now.bits == pytest.approx(then.bits, abs=0.2) and now.naive == pytest.approx(then.naive, abs=0.2)


def test_the_command_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = accuracy(find("log-sum-exp"))
    assert found is not None and found.bits < 1 < 20 < found.naive
    assert main(["show", "log-sum-exp"]) == 0
    assert f"accuracy: {found.text}" in capsys.readouterr().out
