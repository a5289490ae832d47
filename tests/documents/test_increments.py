r"""`\Delta t` is one name wherever a formula or the text uses it so, and `\Delta t^2` its square."""

from tests.documents.judged import assert_last, rows, twins

TWINS = (
    (r"Let $\Delta t > 0$. ", r"\frac{1}{\Delta t} \frac{x}{\Delta t} = \frac{x}{\Delta t^2}",
     r"\frac{1}{\Delta t} \frac{x}{\Delta t} = \frac{x}{\Delta t}"),
    (r"The positions $p^{t - \Delta t}$, $p^t$ and $p^{t + \Delta t}$, where $\Delta t > 0$, give ",
     r"\frac{1}{\Delta t} \left(\frac{p^{t+\Delta t} - p^t}{\Delta t} - \frac{p^t - p^{t-\Delta t}}{\Delta t}\right) "
     r"= \frac{p^{t+\Delta t} - 2 p^t + p^{t-\Delta t}}{\Delta t^2}",
     r"\frac{1}{\Delta t} \left(\frac{p^{t+\Delta t} - p^t}{\Delta t} - \frac{p^t - p^{t-\Delta t}}{\Delta t}\right) "
     r"= \frac{p^{t+\Delta t} - 2 p^t - p^{t-\Delta t}}{\Delta t^2}"),
    ("", r"(w + \Delta w)^3 = w^3 + 3 w^2 \Delta w + 3 w \Delta w^2 + \Delta w^3",
     r"(w + \Delta w)^3 = w^3 + 3 w^2 \Delta w + 3 w \Delta w^2"),
    ("", r"(x + \delta x)^2 = x^2 + 2 x \delta x + \delta x^2", r"(x + \delta x)^2 = x^2 + x \delta x + \delta x^2"),
    ("", r"(x + dx)^2 = x^2 + 2 x dx + dx^2", r"(x + dx)^2 = x^2 + 2 x dx - dx^2"),
    ("", r"(x + \mathrm{d}x)^2 - x^2 = 2x \, \mathrm{d}x + \mathrm{d}x^2",
     r"(x + \mathrm{d}x)^2 - x^2 = x \, \mathrm{d}x + \mathrm{d}x^2"),
    ("", r"\frac{1}{\delta t} \cdot \frac{1}{\delta t} = \frac{1}{\delta t^2}",
     r"\frac{1}{\delta t} \cdot \frac{1}{\delta t} = \frac{1}{\delta t^3}"),
    (r"Let $\Delta t$ be positive. ", r"|\Delta t| = \Delta t", r"|\Delta t| = -\Delta t"),
    (r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. ",
     r"(A + \Delta A)(x + \Delta x) = A x + A \Delta x + \Delta A x + \Delta A \Delta x",
     r"(A + \Delta A)(x + \Delta x) = A x + A \Delta x + \Delta A x - \Delta A \Delta x"),
    (r"Let $x, \Delta x \in \mathbb{R}^n$. ",
     r"\|x + \Delta x\|^2 = \|x\|^2 + 2 x^\top \Delta x + \|\Delta x\|^2",
     r"\|x + \Delta x\|^2 = \|x\|^2 + x^\top \Delta x + \|\Delta x\|^2"),
    (r"Let $f(x) = x^2$. ", r"\lim_{\Delta x \to 0} \frac{f(x + \Delta x) - f(x)}{\Delta x} = 2x",
     r"\lim_{\Delta x \to 0} \frac{f(x + \Delta x) - f(x)}{\Delta x} = x"),
    (r"The update is $\Delta w = -\eta g$, so that ", r"w + \Delta w = w - \eta g", r"w + \Delta w = w + \eta g"),
    (r"If $W \sim \mathcal N(0, \Delta t)$, then ", r"E[W^4] = 3 \Delta t^2", r"E[W^4] = \Delta t^2"),
    # a factor or an operator all the same
    (r"Let $\Delta = b^2 - 4ac$ be the discriminant. ", r"\Delta x^2 = b^2 x^2 - 4 a c x^2",
     r"\Delta x^2 = (b^2 - 4ac)^2 x^2"),
    (r"Let $d$ be the dimension and $n$ the number of points. ", r"n + d n = n (1 + d)", r"n + d n = n d"),
    ("", r"\alpha x + \beta x + \delta x = (\alpha + \beta + \delta) x",
     r"\alpha x + \beta x + \delta x = (\alpha + \beta - \delta) x"),
    (r"Let $f(x, y) = x^3 - 3 x y^2$. ", r"\Delta f = 0", r"\Delta f = 1"),
)


@rows(twins(TWINS))
def test_increments_are_names(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows((
    (r"Let $\sigma > 0$. Then $|\Delta\sigma| = \Delta\sigma$.", "A"),  # a change is of whatever sign
    (r"With $\hat x = x(1 + \delta)$ we have $\hat x = x + \delta x$.", "T"),
))
def test_what_an_increment_may_be(text: str, expected: str) -> None:
    assert_last(text, expected)
