"""Complex formulas: the imaginary unit is known by its use, and an equation is decided in both of its parts."""

from tests.documents.judged import assert_all, rows

CASES = [
    (r"$$e^{i\pi} + 1 = 0$$", "T"),
    (r"$$e^{i\theta} = \cos\theta + i\sin\theta$$", "T"),
    (r"$$e^{j\omega t} = \cos(\omega t) + j\sin(\omega t)$$", "T"),
    (r"$$|e^{i\theta}| = 1$$", "T"),
    (r"$$\cos\theta = \frac{e^{i\theta} + e^{-i\theta}}{2}$$", "T"),
    (r"$$\sin\theta = \frac{e^{i\theta} - e^{-i\theta}}{2i}$$", "T"),
    (r"$$(a + bi)(c + di) = (ac - bd) + (ad + bc)i$$", "T"),
    (r"$$|a + bi|^2 = a^2 + b^2$$", "T"),
    (r"$$\frac{1}{a + bi} = \frac{a - bi}{a^2 + b^2}$$", "T"),
    (r"$$\frac{1}{i} = -i$$", "T"),
    (r"$$\sqrt{i} = \frac{1 + i}{\sqrt{2}}$$", "T"),
    (r"$$(\cos\theta + i\sin\theta)^n = \cos(n\theta) + i\sin(n\theta)$$", "T"),
    (r"$$\frac{d}{dt} e^{i\omega t} = i\omega e^{i\omega t}$$", "T"),
    (r"$$\sum_{k=0}^{n-1} e^{ik\theta} = \frac{1 - e^{in\theta}}{1 - e^{i\theta}}$$", "T"),
    (r"$$\int_0^{2\pi} e^{ix}\,dx = 0$$", "T"),
    (r"$$\operatorname{Re}(e^{ix}) = \cos x$$", "T"),
    (r"Let $z = a + bi$. Then $|z|^2 = a^2 + b^2$ and $z\bar z = |z|^2$ and $\Im z = b$.", "DTTT"),
    (r"Let $z = re^{i\theta}$ with $r > 0$. Then $|z| = r$.", "DCT"),
    (r"Let $X \sim \mathcal{N}(0, 1)$. Then $E[e^{itX}] = e^{-t^2/2}$.", "CT"),
    # false
    (r"$$e^{i\pi} = 1$$", "F"),
    (r"$$e^{i\theta} = \cos\theta - i\sin\theta$$", "F"),
    (r"$$|e^{i\theta}| = 2$$", "F"),
    (r"$$\sin\theta = \frac{e^{i\theta} - e^{-i\theta}}{2}$$", "F"),
    (r"$$(a + bi)(c + di) = (ac + bd) + (ad + bc)i$$", "F"),
    (r"$$|a + bi|^2 = a^2 - b^2$$", "F"),
    (r"$$\frac{d}{dt} e^{i\omega t} = \omega e^{i\omega t}$$", "F"),
    (r"$$(i + 1)^2 = i^2 + 2i + 2$$", "F"),
    (r"Let $z = a + bi$. Then $|z|^2 = a^2 - b^2$.", "DF"),
    # a letter that counts, values of several branches, what gives a name
    (r"$$a_i = a_1 + (i - 1)d$$", "D"),
    (r"$$\log(re^{i\theta}) = \log r + i\theta$$", "X"),
    (r"Let $i$ be the imaginary unit. Then $i^2 = -1$.", "C"),
    (r"$$X_k = \sum_{n=0}^{N-1} x_n e^{-2\pi i k n/N}$$", "D"),
]


@rows(CASES)
def test_complex_formulas(text, expected):
    assert_all(text, expected)
