r"""`z_n = W x_n` leaves open how many there are; `\sum_{n=1}^N z_n` says it, and z is still what it was defined as."""

from tests.documents.judged import UNREADABLE, assert_last, rows, twins

_LINEAR = r"Let $z_n = W x_n$ with $W \in \mathbb{R}^{C \times D}$. Then "
_SOFTMAX = r"The class probabilities are $\mu_n = \mathrm{softmax}(W x_n)$ with a $C \times D$ matrix $W$. Then "
TWINS = (
    (_LINEAR, r"\sum_{n=1}^N z_n = W \sum_{n=1}^N x_n", r"\sum_{n=1}^N z_n = 2 W \sum_{n=1}^N x_n"),
    (_LINEAR, r"\sum_{n=1}^N z_n x_n^\top = W \sum_{n=1}^N x_n x_n^\top",
     r"\sum_{n=1}^N z_n x_n^\top = -W \sum_{n=1}^N x_n x_n^\top"),
    (_SOFTMAX, r"\sum_{n=1}^N \sum_{c=1}^C \mu_{nc} = N", r"\sum_{n=1}^N \sum_{c=1}^C \mu_{nc} = 2N"),
    (_SOFTMAX, r"\sum_{c=1}^C \mu_{nc} = 1", r"\sum_{c=1}^C \mu_{nc} = 2"),
    ("The residuals are $r_i = y_i - a$. Then ", r"\sum_{i=1}^N r_i = \sum_{i=1}^N y_i - N a",
     r"\sum_{i=1}^N r_i = \sum_{i=1}^N y_i - a"),
    ("The residuals are $r_i = y_i - a$. Then ",
     r"\sum_{i=1}^N r_i^2 = \sum_{i=1}^N y_i^2 - 2a \sum_{i=1}^N y_i + N a^2",
     r"\sum_{i=1}^N r_i^2 = \sum_{i=1}^N y_i^2 - a \sum_{i=1}^N y_i + N a^2"),
    ("We set $w_k = 2 v_k + 1$ for each $k$. Then ", r"\sum_{k=1}^K w_k = 2 \sum_{k=1}^K v_k + K",
     r"\sum_{k=1}^K w_k = 2 \sum_{k=1}^K v_k + 1"),
    ("Let $x_i$ be a vector of length $D$. Then ", r"\sum_{i=1}^N x_i^\top x_i = \sum_{i=1}^N \sum_{j=1}^D x_{ij}^2",
     r"\sum_{i=1}^N x_i^\top x_i = 2 \sum_{i=1}^N \sum_{j=1}^D x_{ij}^2"),
    ("The inputs $x_i$ are $D$-dimensional vectors. Then ", r"x_i^\top x_i = \sum_{j=1}^D x_{ij}^2",
     r"x_i^\top x_i = \sum_{j=1}^D x_{ij}"),
)


@rows((
    *twins(TWINS),
    # what each of several vectors is, no domain says
    ("Let $y_n$ be one-hot vectors of length $C$. Then $\\sum_{c=1}^C y_{nc} = 1$.", UNREADABLE),
))
def test_a_sum_says_how_many_there_are(text, expected):
    assert_last(text, expected)
