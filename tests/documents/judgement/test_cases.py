"""Another thing under the same letter refutes nothing; the same thing, said again, does."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

CASES = [
    (r"Let $f(x)=x^2$. The derivative is $f'(x)=2x$. For the cubic, $f'(x)=3x^2$.", UNDECIDED),
    (r"Let $f(x)=x^2$ with $f'(x)=2x$. For the exponential function, $f'(x)=f(x)$.", UNDECIDED),
    (r"Let $A=\begin{bmatrix}2&0\\0&3\end{bmatrix}$. For the identity matrix, $\det A=1$.", UNDECIDED),
    (r"Let $S=\sum_{i=1}^n i$. For squares, $S=\frac{n(n+1)(2n+1)}{6}$.", DEFINITION),
    (r"Let $T(n)=2T(n-1)$ with $T(0)=1$, so $T(n)=2^n$. Binary search has $T(n)=T(n/2)+1$.", UNDECIDED),
    (r"Let $f(x)=x^2$. For the derivative, we get $f'(x)=3x$.", REFUTED),
    (r"Let $f(x)=x^2$. For the derivative, we get $f'(x)=2x$.", HOLDS),
    (r"The sigmoid is $\sigma(z)=\frac{1}{1+e^{-z}}$. For the sigmoid, $\sigma'(z)=\sigma(z)(1+\sigma(z))$.", REFUTED),
    (r"Let $f(x)=x^2$. For all $x$, $f'(x)=3x$.", REFUTED),
    (r"Let $f(x)=x^2$. For example, $f(3)=6$.", REFUTED),
    # Words for what stands in the formula name nothing else.
    (r"Let $J(w) = E(w) + \frac{\mu}{2} \|w\|_2^2$. The gradient with the L2 term is $\nabla J(w) = "
     r"\nabla E(w) + \mu$.", REFUTED),
    (r"Let $J(w) = E(w) + \frac{\mu}{2} \|w\|_2^2$. With the ridge penalty, $\nabla J(w) = \nabla E(w) + 2 \mu w$.",
     REFUTED),
    (r"Let $J(w) = E(w) + \frac{\mu}{2} \|w\|_2^2$. With weight decay, $\nabla J(w) = \nabla E(w) - \mu w$.", REFUTED),
    (r"Let $J(w) = E(w) + \frac{\mu}{2} \|w\|_2^2$. With weight decay, $\nabla J(w) = \nabla E(w) + \mu w$.", HOLDS),
    (r"Let $J(w) = E(w) + \frac{\mu}{2} \|w\|_2^2$. For the quartic penalty, $\nabla J(w) = \nabla E(w) + 2 \mu w$.",
     UNDECIDED),
    (r"Let $f(x)=x^2$. The derivative with the cubic term is $f'(x) = 2x + 3x^2$.", UNDECIDED),
]


@rows(CASES)
def test_another_of_the_same_name(text, expected):
    assert_last(text, expected)
