"""What an integral goes over: all vectors of a size, half-lines, intervals; no line where the text says another."""

from tests.documents.judged import assert_last, last, rows, twins

STUDENT = r"\int_{\mathbb{R}^p} \left(1 + \frac{1}{\nu} \|x\|^2\right)^{-(\nu + p)/2} dx = "
NORMAL = r"Let $\mu \in \mathbb{R}^d$ and let $\Sigma$ be a positive definite $d \times d$ matrix. Then "
QUADRATIC = r"\exp\left(-\frac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)\right) dx"
CLUSTER = r"Let $\mu_k \in \mathbb{R}^D$ and $\sigma_k^2 > 0$. Then "
TWINS = [
    (r"Let $\nu > 0$. Then ", STUDENT + r"\frac{\Gamma(\nu/2) \nu^{p/2} \pi^{p/2}}{\Gamma((\nu + p)/2)}",
     STUDENT + r"\frac{\Gamma(\nu/2) \nu^{p/2} \pi^{p/2}}{\Gamma(\nu + p)/2}"),
    (CLUSTER, r"\int_{\mathbb{R}^D} (2 \pi \sigma_k^2)^{-D/2} e^{-\|x - \mu_k\|^2/(2 \sigma_k^2)} dx = 1",
     r"\int_{\mathbb{R}^D} (2 \pi \sigma_k^2)^{-D/2} e^{-\|x - \mu_k\|/(2 \sigma_k^2)} dx = 1"),
    (NORMAL, r"\int_{\mathbb{R}^d} \frac{1}{(2 \pi)^{d/2} |\Sigma|^{1/2}}" + QUADRATIC + " = 1",
     r"\int_{\mathbb{R}^d} \frac{1}{(2 \pi)^{d/2} |\Sigma|}" + QUADRATIC + " = 1"),
    (NORMAL, r"\int_{x \in \mathbb{R}^d} \mathcal{N}(x \mid \mu, \Sigma) dx = 1",
     r"\int_{x \in \mathbb{R}^d} \mathcal{N}(x \mid \mu, \Sigma) dx = 2"),
    (r"For $x \in \mathbb{R}^n$ and positive definite $A$, ", r"\int e^{-x^\top A x/2} dx = (2\pi)^{n/2} |A|^{-1/2}",
     r"\int e^{-x^\top A x/2} dx = (2\pi)^{n/2} |A|^{1/2}"),
    (r"Let $x \in \mathbb{R}^d$. Then ", r"\int_{-\infty}^\infty (2\pi)^{-d/2} e^{-\|x\|^2/2} dx = 1",
     r"\int_{-\infty}^\infty (2\pi)^{-1/2} e^{-\|x\|^2/2} dx = 1"),
    (r"For $a > 0$, ", r"\int_{\mathbb{R}^n} e^{-a \sum_{i=1}^n x_i^2} dx = (\pi/a)^{n/2}",
     r"\int_{\mathbb{R}^n} e^{-a \sum_{i=1}^n x_i^2} dx = \pi/a^{n/2}"),
    (r"For $\sigma > 0$, ",
     r"\int_{\mathbb{R}^n} \|x\|^2 (2\pi\sigma^2)^{-n/2} e^{-\|x\|^2/(2\sigma^2)} \, dx = n \sigma^2",
     r"\int_{\mathbb{R}^n} \|x\|^2 (2\pi\sigma^2)^{-n/2} e^{-\|x\|^2/(2\sigma^2)} \, dx = \sigma^2"),
    ("In space, ", r"\int_{\mathbb{R}^3} e^{-\|x\|} \, dx = 8 \pi", r"\int_{\mathbb{R}^3} e^{-\|x\|} \, dx = 2"),
    ("In space, ", r"\int e^{-|\mathbf{x}|} d^3 \mathbf{x} = 8 \pi", r"\int e^{-|\mathbf{x}|} d^3 \mathbf{x} = 2"),
    ("We have ", r"\int_{\mathbb{R}^2} e^{-x^2 - y^2} \, dx \, dy = \pi",
     r"\int_{\mathbb{R}^2} e^{-x^2 - y^2} \, dx \, dy = \sqrt\pi"),
    ("We have ", r"\int_{\mathbb{R}_+} e^{-x^2} dx = \frac{\sqrt\pi}{2}",
     r"\int_{\mathbb{R}_+} e^{-x^2} dx = \sqrt\pi"),
    ("We have ", r"\int_{[0, \infty)} e^{-x^2} dx = \frac{\sqrt\pi}{2}", r"\int_{[0, \infty)} e^{-x^2} dx = \sqrt\pi"),
    ("We have ", r"\int_{x \in [0, 2]} x^2 dx = \frac83", r"\int_{x \in [0, 2]} x^2 dx = 4"),
    ("We have ", r"\int_{x \ge 1} x^{-2} dx = 1", r"\int_{x \ge 1} x^{-2} dx = 2"),
]
# Of these no value is found, or the text doesn't say what they go over: nothing is said of either twin.
LEFT = [
    (r"We have $\int_{\mathbb{R} \setminus [-1, 1]} e^{-x^2} dx = \sqrt{\pi}$.", "X"),
    (r"We have $\int_{\mathbb{R}^n} e^{-\|x\|_1} dx = 2^n$.", "U"),
    (r"We have $\int_{\mathbb{R}^n} e^{-\|x\|_1} dx = 2$.", "U"),
    (r"We have $\int_{\mathbb{R}^3} e^{-x^2 - y^2} \, dx \, dy = \pi$.", "X"),
    (r"We have $\int e^{-\|x\|^2} dx = \pi$.", "X"),  # in the plane
    (r"We have $\int_{-\infty}^\infty e^{-x^\top x} dx = \pi$.", "X"),
    (r"We have $\int_{\mathbb{R}^n_+} e^{-\|x\|^2} dx = \pi^{n/2}/2^n$.", "X"),
    (r"Let $a, b \in \mathbb{R}^2$. Then "
     r"$\int_{\mathbb{R}^2} e^{-\|x - a\|^2 - \|x - b\|^2} dx = \frac{\pi}{2}$.", "U"),
    (r"Let $A$ be a symmetric $n \times n$ matrix. Then "
     r"$\int_{\mathbb{R}^n} e^{-x^\top A x/2} dx = (2\pi)^{n/2} |A|^{-1/2}$.", "U"),
    (r"We have $\int_R e^{-x^2} dx = \sqrt\pi$.", "X"),  # some region R
]


@rows([*twins(TWINS), *LEFT])
def test_what_an_integral_goes_over(text: str, expected: str) -> None:
    assert_last(text, expected)


def test_a_near_formula_is_written_with_its_vectors() -> None:
    found = last(CLUSTER + f"${TWINS[1][2]}$.")
    assert found.verdict == "refuted" and r"\int_{\mathbb{R}^D}" in found.hint


