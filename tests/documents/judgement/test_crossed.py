r"""`K_{uf}` is often `K_{fu}` transposed: what holds then is not refuted where the text says nothing of it."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows


@rows((
    (r"The mean is $\mu = K_{uf} K^{-1} y$. Equivalently, $K_{uf} K^{-1} y = K_{fu}^\top K^{-1} y$.", UNDECIDED),
    (r"The mean is $\mu = K_{*X} K^{-1} y$. Equivalently, $K_{*X} K^{-1} y = K_{X*}^\top K^{-1} y$.", UNDECIDED),
    (r"The mean is $\mu = K_{uf} K^{-1} y$. Equivalently, $K_{uf} K^{-1} y = 2 K_{fu}^\top K^{-1} y$.", UNDECIDED),
    (r"We have $K_{X*}^\top K_{*X}^\top = (K_{*X} K_{X*})^\top$.", HOLDS),
    (r"We have $K_{X*}^\top K_{*X}^\top = 2 (K_{*X} K_{X*})^\top$.", REFUTED),
    (r"Let $K_{ff}$ be invertible. Then $K_{uf} K_{ff}^{-1} K_{ff} K_{fu} = K_{uf} K_{fu}$.", HOLDS),
    (r"Let $K_{ff}$ be invertible. Then $K_{uf} K_{ff}^{-1} K_{ff} K_{fu} = 2 K_{uf} K_{fu}$.", REFUTED),
    (r"Let $K_{uf} = 2B$ and $K_{fu} = B^\top$. Then $K_{uf} = 2 K_{fu}^\top$.", HOLDS),
    (r"Let $K_{uf} = 2B$ and $K_{fu} = B^\top$. Then $K_{uf} = K_{fu}^\top$.", REFUTED),
    (r"The blocks are $\Sigma_{yx} = \Sigma_{xy}^\top$.", DEFINITION),
))
def test_crossed_labels(text, expected):
    assert_last(text, expected)
