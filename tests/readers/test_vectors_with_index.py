"""x_i beside what turns it into a number, or a matrix beside it: a vector each; else an entry."""

import pytest

from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope

SCOPE = Scope().with_options(document=True)
VECTORS = [  # formula, name, rank
    (r"p_i = \sigma(w^\top x_i)", "x", 2), (r"y_i = w^\top x_i + b + \epsilon_i", "x", 2),
    (r"y_i = w^\top x_i + b + \epsilon_i", "epsilon", 1), (r"y_i (w^\top x_i + b) \ge 1", "x", 2),
    (r"x_i^\top x_j = 0", "x", 2), (r"\alpha_{ij} = q_i^\top k_j", "q", 2), (r"\alpha_{ij} = q_i^\top k_j", "k", 2),
    (r"x_i^T A x_j = 0", "x", 2), (r"A v_i = \lambda_i v_i", "v", 2), (r"A v_i = \lambda_i v_i", "lambda_", 1),
    (r"h(x^{(i)}) = \theta^T x^{(i)}", "x", 2), (r"w^\top x_1 = 0", "x_1", 1), (r"a^\top b_{max} = 0", "b_max", 1),
    # entries
    (r"\sum_i w_i x_i = 1", "x", 1), (r"a x_i + b = 0", "x", 1), (r"\lambda_i x_i = 0", "x", 1),
    (r"X_{ij} x_j = 0", "x", 1), (r"n x_i \le 1", "x", 1),
]


@pytest.mark.parametrize(("source", "name", "rank"), VECTORS)
def test_ranks(source, name, rank):
    claims = read_latex(source, SCOPE)[0]
    role = claims.roles[name]
    sizes = role.partition("[")[2].partition("]")[0].split() if "[" in role else []
    assert len(sizes) == rank, role
