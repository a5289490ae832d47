"""The notation of books: what is written says the same, as one would write it."""

import pytest

import lemmata


@pytest.mark.parametrize(("text", "shown"), [
    ("log(1 + exp(-y*z))", r"\log(1 + e^{-y z})"),
    ("sigmoid(x)*(1 - sigmoid(x))", r"\sigma(x) (1 - \sigma(x))"),
    ("sigma*sigmoid(x)", r"\sigma \operatorname{sigmoid}(x)"),
    ("mean(abs(y - X @ w))", r"\operatorname{mean}(\lvert y - X w \rvert)"),
    ("exp(a + b + c)*exp(" + " + ".join(f"alpha_{k}*beta_{k}" for k in range(5)) + ")", "e^{a + b + c} \\exp("),
])
def test_as_by_hand(text: str, shown: str) -> None:
    found = lemmata.parse(text).shown()
    assert found.startswith(shown) if shown.endswith("(") else found == shown


def test_the_last_line_is_the_shortest_form() -> None:
    """What only brings it into the form that code has is no step for a reader."""
    derivation = lemmata.parse("maximum(0, 1 - y*(X @ w))").derivation("w")
    assert derivation.lines()[-1]["latex"].endswith(derivation.result_latex())
    assert "expand" not in derivation.result_latex() and "cases" in derivation.result_latex()
