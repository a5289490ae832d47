r"""Series that go on: what stands before the dots is true up to the order of the first term left out."""

from tests.documents.judged import assert_last, rows, twins

TWINS = (
    ("", r"e^x = 1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + \cdots",
     r"e^x = 1 + x + \frac{x^2}{2!} + \frac{x^3}{3} + \cdots"),
    ("", r"\sin x = x - \frac{x^3}{3!} + \frac{x^5}{5!} - \cdots",
     r"\sin x = x - \frac{x^3}{3!} - \frac{x^5}{5!} - \cdots"),
    ("", r"\sin(x) = \frac{0}{0!} x^0 + \frac{1}{1!} x^1 + \frac{0}{2!} x^2 + \frac{-1}{3!} x^3 + \dots",
     r"\sin(x) = \frac{0}{0!} x^0 + \frac{1}{1!} x^1 + \frac{0}{2!} x^2 + \frac{1}{3!} x^3 + \dots"),
    ("", r"\tanh x = x - \frac{x^3}{3} + \frac{2 x^5}{15} - \cdots",
     r"\tanh x = x - \frac{x^3}{3} + \frac{x^5}{15} - \cdots"),
    (r"For $|x| < 1$ we have ", r"\frac{1}{1-x} = 1 + x + x^2 + \dots", r"\frac{1}{1-x} = 1 - x + x^2 - \dots"),
    ("", r"1 + \gamma + \gamma^2 + \dots = \frac{1}{1-\gamma}", r"1 + \gamma + \gamma^2 + \dots = \frac{1}{1+\gamma}"),
    ("", r"\sqrt{1+x} = 1 + \frac x2 - \frac{x^2}{8} + \cdots", r"\sqrt{1+x} = 1 + \frac x2 + \frac{x^2}{8} + \cdots"),
    ("", r"f(x + h) = f(x) + f'(x) h + \frac12 f''(x) h^2 + \cdots",
     r"f(x + h) = f(x) + f'(x) h + f''(x) h^2 + \cdots"),
    ("", r"f(x) = f(a) + f'(a)(x - a) + \frac{f''(a)}{2}(x - a)^2 + \cdots",
     r"f(x) = f(a) + f'(a)(x - a) + f''(a)(x - a)^2 + \cdots"),
    ("", r"f(x + h) = f(x) + \nabla f(x)^\top h + \frac12 h^\top \nabla^2 f(x) h + \cdots",
     r"f(x + h) = f(x) + \nabla f(x)^\top h + h^\top \nabla^2 f(x) h + \cdots"),
    (r"Let $f(x) = \cos x$. Then ", r"f(x) = 1 - \frac{x^2}{2} + \cdots", r"f(x) = 1 - x^2 + \cdots"),
    (r"Let $f(x) = \cos x$. Then ", r"f(x) = 1 - \frac{x^2}{2} + O(x^4)", r"f(x) = 1 - x^2 + O(x^4)"),
    ("Near zero, ", r"\ln(1 + x) = x - \frac{x^2}{2} + O(x^3)", r"\ln(1 + x) = x - \frac{x^2}{3} + O(x^3)"),
    # an order of growth in the middle
    ("", r"1 + x + x^2 + O(x^3) = \frac{1}{1-x}", r"1 + x + 2 x^2 + O(x^3) = \frac{1}{1-x}"),
    ("", r"\frac{1}{1-x} = 1 + x + O(x^2) = \sum_{k=0}^\infty x^k",
     r"\frac{1}{1-x} = 1 + x + O(x^2) = \sum_{k=0}^\infty 2 x^k"),
)


@rows(twins(TWINS))
def test_terms_before_the_dots(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows((
    (r"$(I - A)^{-1} = I + A + A^2 + \cdots$", "T"),
    (r"$(I - A)^{-1} = I + A + A^2 + O(\|A\|^3)$", "T"),
    (r"$e^A = I + A + \frac{A^2}{2!} + \cdots$", "T"),
    (r"$\exp(tA) = I + tA + \frac{t^2}{2} A^2 + \cdots$", "T"),
    (r"Let $g(x) = 1 + x + O(x^2)$. Then $g(x) - 1 = x$.", "DC"),  # g is not known but for its first terms
    (r"We write $S = 1 + \gamma + \gamma^2 + \cdots$", "D"),
    (r"Let $p + q = 1$. Then $p + pq + pq^2 + \cdots = 1$.", "X"),  # q is not free
    (r"Let $p + q = 1$. Then $\frac qp = q + q^2 + \cdots$.", "U"),
    (r"$\frac qp = q + q^2 + \cdots$, where $p = 1 - q$.", "TD"),
    (r"$e^x = a_0 + a_1 x + a_2 x^2 + \cdots$", "U"),  # what the coefficients are
))
def test_what_goes_on(text: str, expected: str) -> None:
    assert_last(text, expected)
