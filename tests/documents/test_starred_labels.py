r"""A star in a subscript is a label: `\mu_*`, `K_{**}`, `K_{X,*}`, `K_{*X}`; `f^{**}` is another name than `f^*`."""

from tests.documents.judged import DEFINITION, UNDECIDED, UNREADABLE, assert_last, rows, twins

TWINS = (
    (r"Let $\mu_*$ be a positive number. Then ", r"|\mu_*| = \mu_*", r"|\mu_*| = -\mu_*"),
    (r"Let $K_{X,*}$ be a positive number. Then ", "|K_{X,*}| = K_{X,*}", "|K_{X,*}| = -K_{X,*}"),
    (r"Let $K_{**}$ be a positive number. Then ", "|K_{*,*}| = K_{**}", "|K_{*,*}| = -K_{**}"),
    (r"Let $k_{\mathbf{f}*}$ be a positive number. Then ", r"|k_{\mathbf{f}*}| = k_{\mathbf{f},*}",
     r"|k_{\mathbf{f}*}| = -k_{\mathbf{f},*}"),
    (r"Let $K_{XX}$ be an invertible matrix. Then ", r"K_{X,*}^\top K_{XX}^{-1} K_{XX} = K_{X,*}^\top",
     r"K_{X,*}^\top K_{XX}^{-1} K_{XX} = 2 K_{X,*}^\top"),
    (r"Let $K_{XX}$ be an invertible matrix. Then ", r"K_{*X} K_{XX}^{-1} K_{XX} = K_{*X}",
     r"K_{*X} K_{XX}^{-1} K_{XX} = 2 K_{*X}"),
    (r"Let $\Sigma_{\theta,*}$ be an invertible matrix. Then ", r"\Sigma_{\theta,*}^{-1} \Sigma_{\theta,*} = I",
     r"\Sigma_{\theta,*}^{-1} \Sigma_{\theta,*} = 2I"),
    ("With $x_* = A^{-1} b$ and $x_{**} = 2 x_*$ we have ", "A x_{**} = 2 b", "A x_{**} = b"),
    ("Let $x^{**}$ be a positive number. Then ", "|x^{**}| = x^{**}", "|x^{**}| = -x^{**}"),
)


@rows((
    *twins(TWINS),
    ("Let $K_*$ and $K_{**}$ be symmetric. Then $K_{*} = K_{**}$.", DEFINITION),
    ("Let $f$ be convex and closed. Then $f^{**} = f^*$.", DEFINITION),
    (r"The mean is $\mu = K_{*X} K^{-1} y$. Equivalently, $K_{*X} K^{-1} y = K_{X*}^\top K^{-1} y$.", UNDECIDED),
))
def test_starred_labels(text, expected):
    assert_last(text, expected)


@rows((
    (r"Let $A \in \mathbb{R}^{n \times n}$. Then $A_{i*} = e_i^\top A$.", UNREADABLE),
    (r"Let $A \in \mathbb{R}^{n \times n}$. Then $A_{*,r} = A e_r$.", UNREADABLE),
))
def test_stars_beside_an_index_are_rows_and_columns(text, expected):
    assert_last(text, expected)
