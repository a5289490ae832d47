"""What a text makes random without capital letters: masks, gradients, estimators; moments that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from lemmata.documents import check

ALLOWED = {"T": ("proved", "agrees"), "F": ("refuted",), "A": ("conditional",), "C": ("condition", "definition"),
           "U": ("undecided",)}

# A paragraph, and what its formulas are: T true, F false, A lacking an assumption, C a condition, U open.
MASK = r"Let $m\in\{0,1\}$ with $\Pr(m=1)=1-p$. Then "
SAMPLE = r"Let $X_1,\dots,X_n$ be i.i.d. with mean $\mu$ and variance $\sigma^2$. "
CASES = [
    (MASK + r"$\mathbb E[m]=1-p$ and $\mathbb E[m]=p$.", "CTF"),
    (MASK + r"$\operatorname{Var}(m)=p(1-p)$ and $\operatorname{Var}(m)=p$.", "CTF"),
    (r"Dropout multiplies the activation $h$ by $m/(1-p)$, where $m\in\{0,1\}$ and $\Pr(m=1)=1-p$: "
     r"$$\mathbb E\left[\frac{m}{1-p}\,h\right]=h$$ and $$\mathbb E[m\,h]=p\,h.$$", "CTF"),
    (r"Let $d\in\{0,1\}$ with $P(d=0)=q$. Then $E[d]=1-q$ and $E[d^2]=q^2$.", "CTF"),
    (r"$\Pr(m=1)=1-\Pr(m\ne1)$", "T"),
    (r"$P(x\le a)+P(x>a)=1$", "T"),
    (r"$P(x\le a)=P(x>a)$", "F"),
    (r"$\mathrm{Var}(g+h)=\mathrm{Var}(g)+\mathrm{Var}(h)$", "A"),
    (r"$\mathrm{Var}(g+h)=\mathrm{Var}(g)+\mathrm{Var}(h)+2\mathrm{Cov}(g,h)$", "T"),
    (r"$\mathbb E[g+h]=\mathbb E[g]+\mathbb E[h]$", "T"),
    (r"$\mathbb E[g]=\nabla f(w)$", "C"),
    (SAMPLE + r"Write $\bar X=\frac1n\sum_{i=1}^nX_i$. Then "
     r"$$\mathbb E\left[\frac1n\sum_{i=1}^n(X_i-\bar X)^2\right]=\frac{n-1}n\sigma^2$$ and "
     r"$$\mathbb E\left[\frac1n\sum_{i=1}^n(X_i-\bar X)^2\right]=\sigma^2.$$", "CTF"),
    (SAMPLE + r"Let $S^2=\frac1{n-1}\sum_{i=1}^n(X_i-\bar X)^2$. Then $\mathbb E[S^2]=\sigma^2$ and "
     r"$\mathbb E[S^2]=n\sigma^2$.", "CTF"),
    (r"Let $S^2=\frac1{n-1}\sum_{i=1}^n(X_i-\bar X)^2$. Then $\mathbb E[S^2]=\sigma^2$.", "CA"),
    (SAMPLE + r"Let $T=\sum_{i=1}^nX_i$. Then $E[T]=n\mu$, $\operatorname{Var}(T)=n\sigma^2$, $E[T]=\mu$ and "
     r"$E[T^2]=n\sigma^2+n^2\mu^2$ and $E[T^2]=n\sigma^2$.", "CTTFTF"),
    (r"Let $\hat\theta=\frac1n\sum_{i=1}^nX_i$. Then $\operatorname{Var}(\hat\theta)=\sigma^2/n$ and "
     r"$\operatorname{Var}(\hat\theta)=\sigma^2$.", "CAF"),
    (r"Let $E[X]=\mu$ and $\operatorname{Var}(X)=v$. Then $E[X^2]=v+\mu^2$ and $E[X^2]=v-\mu^2$.", "CCTF"),
    (r"Let $\operatorname{Var}(w)=\gamma^2$. Then $\operatorname{Var}(3w)=9\gamma^2$ and "
     r"$\operatorname{Var}(3w)=3\gamma^2$.", "CTF"),
    (r"Let $o=\sum_{j=1}^nw_jx_j$ where all $w_j$ and $x_j$ are mutually independent with zero mean, "
     r"$\operatorname{Var}[w_j]=\sigma^2$ and $\operatorname{Var}[x_j]=\gamma^2$. Then "
     r"$$\operatorname{Var}[o]=n\,\sigma^2\gamma^2.$$", "CCCU"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_paragraph_is_judged_as_it_should_be(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(text + "\n", encoding="utf-8")
    found = [f.verdict for f in check([file]).findings if f.verdict != "notation"]
    assert len(found) == len(expected), found
    assert all(kind in ALLOWED[letter] for kind, letter in zip(found, expected)), found
