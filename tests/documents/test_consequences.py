"""What follows from a clause or from chained premises is claimed; what is chosen so is not; e under an exponent."""

from __future__ import annotations

import pytest

from lemmata.documents import check

HOLD = {"proved", "agrees"}
CASES = [
    (r"Differentiation is linear, so that $$\frac d{dx}(x^2+x)=2x+1.$$", HOLD),
    (r"Differentiation is linear, so that $$\frac d{dx}(x^2+x)=2x+2.$$", {"refuted"}),
    (r"The exponential is its own derivative, so that $\frac d{dx}e^{3x}=3e^{3x}$.", HOLD),
    (r"The exponential is its own derivative, so that $\frac d{dx}e^{3x}=e^{3x}$.", {"refuted"}),
    (r"We choose $c$ so that $c^2=4$.", {"condition"}),
    (r"We rescale the vector, so that $\|w\|=1$.", {"condition"}),
    (r"Choose $\alpha$, so that $\alpha+\beta=1$.", {"condition"}),
    (r"Let $x=2$, so that $x^2=4$.", HOLD),
    (r"Let $x=2$, so that $x^2=5$.", {"refuted"}),
    (r"Let $u$, $v$ be vectors with $\lVert u\rVert=\lVert v\rVert=1$. Then $\lVert u-v\rVert^2=2-2u^\top v$.", HOLD),
    (r"Let $u$ and $v$ be vectors with $\lVert u\rVert=\lVert v\rVert=1$. Then $\lVert u-v\rVert^2=2-u^\top v$.",
     {"refuted"}),
    (r"If $\lVert x\rVert=\lVert y\rVert$, then $(x-y)^\top(x+y)=0$.", HOLD),
    (r"If $\lVert x\rVert=\lVert y\rVert=1$, then $\lVert x+y\rVert^2=2+2x^\top y$.", HOLD),
    (r"For $x>0$, $\log(1+x)\le x$.", HOLD),
    (r"For $x>0$, $\log(1+x)\ge x$.", {"refuted"}),
    (r"For $0<x<1$, $x^2<x$.", HOLD),
    (r"For $0<x<1$, $x^2>x$.", {"refuted"}),
    (r"For $x>0$, $y>0$.", {"condition"}),
    (r"Let $a=b=3$. Then $a+b=6$.", HOLD),
    (r"Let $a=b=3$. Then $a+b=7$.", {"refuted"}),
    (r"Let $e=y-\hat y$ be the error." "\n\n" r"Of the softplus we have $\log(1+e^x)-\log(1+e^{-x})=x$.", HOLD),
    (r"Let $e=y-\hat y$ be the error." "\n\n" r"Of the softplus we have $\log(1+e^x)-\log(1+e^{-x})=2x$.", {"refuted"}),
    (r"Let $e=y-\hat y$ be the error. Its square is $e^2=y^2-2y\hat y+\hat y^2$.", HOLD),
    (r"Let $e=y-\hat y$ be the error. Its square is $e^2=y^2-y\hat y+\hat y^2$.", {"refuted"}),
    (r"Let $e_i=y_i-\hat y_i$." "\n\n" r"The sigmoid satisfies $\frac1{1+e^{-x}}+\frac1{1+e^x}=1$.", HOLD),
    (r"Let $\mathcal S$ be a set with $|\mathcal S|=8$. It has $2^{|\mathcal S|}=256$ subsets.", HOLD),
    (r"Let $\mathcal S$ be a set with $|\mathcal S|=8$. It has $2^{|\mathcal S|}=64$ subsets.", {"refuted"}),
]


@pytest.mark.parametrize("text, verdicts", CASES, ids=range(len(CASES)))
def test_the_last_formula(text, verdicts):
    last = check(text + "\n\n").findings[-1]
    assert last.verdict in verdicts, (text, last.verdict, last.message, last.reading)
