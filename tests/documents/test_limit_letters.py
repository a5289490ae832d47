"""Limits in a letter with a label, or in a square: \\sigma_0^2 \\to \\infty."""

from tests.documents.judged import UNREADABLE, assert_last, rows, twins

NOISE = r"For $\sigma > 0$ we have "
WEIGHT = r"\lim_{\sigma_0^2 \to \infty} \frac{\sigma_0^2}{\sigma_0^2 + \sigma^2} = "
CASES = [
    (NOISE, WEIGHT + "1", WEIGHT + "0"),
    (NOISE, r"\lim_{\sigma_0^2 \to 0} \frac{\sigma^2}{\sigma_0^2 + \sigma^2} = 1",
     r"\lim_{\sigma_0^2 \to 0} \frac{\sigma^2}{\sigma_0^2 + \sigma^2} = 0"),
    ("For $n > 0$ we have ", r"\lim_{\sigma^2 \to 0} \frac{n}{n + \sigma^2} = 1",
     r"\lim_{\sigma^2 \to 0} \frac{n}{n + \sigma^2} = 0"),
    ("We have ", r"\lim_{x_1 \to 0} \frac{\sin x_1}{x_1} = 1", r"\lim_{x_1 \to 0} \frac{\sin x_1}{x_1} = 0"),
]
OPEN = [(r"We have $\lim_{\sigma^2 \to 0} \frac{\sigma}{\sigma^2 + \sigma} = 1$.", UNREADABLE)]  # not in squares alone


@rows([*twins(CASES), *OPEN])
def test_letters_that_go_to_a_limit(text: str, expected: str) -> None:
    assert_last(text, expected)
