"""Complex formulas: the imaginary unit is known by its use, and an equation is decided in both of its parts."""

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

TRUE = [
    r"$$e^{i\pi} + 1 = 0$$",
    r"$$e^{i\theta} = \cos\theta + i\sin\theta$$",
    r"$$e^{j\omega t} = \cos(\omega t) + j\sin(\omega t)$$",
    r"$$|e^{i\theta}| = 1$$",
    r"$$\cos\theta = \frac{e^{i\theta} + e^{-i\theta}}{2}$$",
    r"$$\sin\theta = \frac{e^{i\theta} - e^{-i\theta}}{2i}$$",
    r"$$(a + bi)(c + di) = (ac - bd) + (ad + bc)i$$",
    r"$$|a + bi|^2 = a^2 + b^2$$",
    r"$$\frac{1}{a + bi} = \frac{a - bi}{a^2 + b^2}$$",
    r"$$\frac{1}{i} = -i$$",
    r"$$\sqrt{i} = \frac{1 + i}{\sqrt{2}}$$",
    r"$$(\cos\theta + i\sin\theta)^n = \cos(n\theta) + i\sin(n\theta)$$",
    r"$$\frac{d}{dt} e^{i\omega t} = i\omega e^{i\omega t}$$",
    r"$$\sum_{k=0}^{n-1} e^{ik\theta} = \frac{1 - e^{in\theta}}{1 - e^{i\theta}}$$",
    r"$$\int_0^{2\pi} e^{ix}\,dx = 0$$",
    r"$$\operatorname{Re}(e^{ix}) = \cos x$$",
    r"Let $z = a + bi$. Then $|z|^2 = a^2 + b^2$ and $z\bar z = |z|^2$ and $\Im z = b$.",
    r"Let $z = re^{i\theta}$ with $r > 0$. Then $|z| = r$.",
    r"Let $X \sim \mathcal{N}(0, 1)$. Then $E[e^{itX}] = e^{-t^2/2}$.",
]
FALSE = [
    r"$$e^{i\pi} = 1$$",
    r"$$e^{i\theta} = \cos\theta - i\sin\theta$$",
    r"$$|e^{i\theta}| = 2$$",
    r"$$\sin\theta = \frac{e^{i\theta} - e^{-i\theta}}{2}$$",
    r"$$(a + bi)(c + di) = (ac + bd) + (ad + bc)i$$",
    r"$$|a + bi|^2 = a^2 - b^2$$",
    r"$$\frac{d}{dt} e^{i\omega t} = \omega e^{i\omega t}$$",
    r"$$(i + 1)^2 = i^2 + 2i + 2$$",
    r"Let $z = a + bi$. Then $|z|^2 = a^2 - b^2$.",
]
OTHER = [  # a letter that counts, values of several branches, what gives a name
    r"$$a_i = a_1 + (i - 1)d$$",
    r"$$\log(re^{i\theta}) = \log r + i\theta$$",
    r"Let $i$ be the imaginary unit. Then $i^2 = -1$.",
    r"$$X_k = \sum_{n=0}^{N-1} x_n e^{-2\pi i k n/N}$$",
]


def verdicts(text: str) -> list[str]:
    return [f.verdict for f in check_document(parse_markdown(text + "\n")).findings]


@pytest.mark.parametrize("text", TRUE)
def test_true_complex_formulas_are_accepted(text: str) -> None:
    found = verdicts(text)
    assert not set(found) & {"refuted", "unreadable", "undecided", "conditional"}
    assert set(found) & {"proved", "agrees"}


@pytest.mark.parametrize("text", FALSE)
def test_false_complex_formulas_are_refuted(text: str) -> None:
    assert "refuted" in verdicts(text)


@pytest.mark.parametrize("text", OTHER)
def test_what_is_not_decided_is_neither_proved_nor_refuted(text: str) -> None:
    assert not set(verdicts(text)) & {"proved", "agrees", "refuted", "conditional"}
