"""What follows from a clause or from chained premises is claimed; what is chosen so is not; e under an exponent."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

CASES = [
    (r"Differentiation is linear, so that $$\frac d{dx}(x^2+x)=2x+1.$$", HOLDS),
    (r"Differentiation is linear, so that $$\frac d{dx}(x^2+x)=2x+2.$$", REFUTED),
    (r"The exponential is its own derivative, so that $\frac d{dx}e^{3x}=3e^{3x}$.", HOLDS),
    (r"The exponential is its own derivative, so that $\frac d{dx}e^{3x}=e^{3x}$.", REFUTED),
    (r"We choose $c$ so that $c^2=4$.", CONDITION),
    (r"We rescale the vector, so that $\|w\|=1$.", CONDITION),
    (r"Choose $\alpha$, so that $\alpha+\beta=1$.", CONDITION),
    (r"Let $x=2$, so that $x^2=4$.", HOLDS),
    (r"Let $x=2$, so that $x^2=5$.", REFUTED),
    (r"Let $u$, $v$ be vectors with $\lVert u\rVert=\lVert v\rVert=1$. Then $\lVert u-v\rVert^2=2-2u^\top v$.", HOLDS),
    (r"Let $u$ and $v$ be vectors with $\lVert u\rVert=\lVert v\rVert=1$. Then $\lVert u-v\rVert^2=2-u^\top v$.",
     REFUTED),
    (r"If $\lVert x\rVert=\lVert y\rVert$, then $(x-y)^\top(x+y)=0$.", HOLDS),
    (r"If $\lVert x\rVert=\lVert y\rVert=1$, then $\lVert x+y\rVert^2=2+2x^\top y$.", HOLDS),
    (r"For $x>0$, $\log(1+x)\le x$.", HOLDS),
    (r"For $x>0$, $\log(1+x)\ge x$.", REFUTED),
    (r"For $0<x<1$, $x^2<x$.", HOLDS),
    (r"For $0<x<1$, $x^2>x$.", REFUTED),
    (r"For $x>0$, $y>0$.", CONDITION),
    (r"Let $a=b=3$. Then $a+b=6$.", HOLDS),
    (r"Let $a=b=3$. Then $a+b=7$.", REFUTED),
    (r"Let $e=y-\hat y$ be the error." "\n\n" r"Of the softplus we have $\log(1+e^x)-\log(1+e^{-x})=x$.", HOLDS),
    (r"Let $e=y-\hat y$ be the error." "\n\n" r"Of the softplus we have $\log(1+e^x)-\log(1+e^{-x})=2x$.", REFUTED),
    (r"Let $e=y-\hat y$ be the error. Its square is $e^2=y^2-2y\hat y+\hat y^2$.", HOLDS),
    (r"Let $e=y-\hat y$ be the error. Its square is $e^2=y^2-y\hat y+\hat y^2$.", REFUTED),
    (r"Let $e_i=y_i-\hat y_i$." "\n\n" r"The sigmoid satisfies $\frac1{1+e^{-x}}+\frac1{1+e^x}=1$.", HOLDS),
    (r"Let $\mathcal S$ be a set with $|\mathcal S|=8$. It has $2^{|\mathcal S|}=256$ subsets.", HOLDS),
    (r"Let $\mathcal S$ be a set with $|\mathcal S|=8$. It has $2^{|\mathcal S|}=64$ subsets.", REFUTED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
