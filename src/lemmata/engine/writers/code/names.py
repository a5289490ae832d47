"""Names for intermediate results, as people give them."""

from __future__ import annotations

from collections.abc import Callable

from lemmata.engine.programs import Value

OPERATIONS = {"softmax": "p", "log_softmax": "log_p", "logsumexp": "lse", "sigmoid": "s", "tanh": "h", "relu": "a",
              "exp": "e", "sqrt": "root", "log": "log", "cholesky": "L", "eigvalsh": "values", "svdvals": "values",
              "max": "largest", "min": "least", "sum": "total", "mean": "mean", "var": "var", "std": "std",
              "det": "det", "logdet": "logdet", "embed": "D", "dot": "dot", "cumsum": "sums", "gather": "picked",
              "solve": "solution", "div": "q", "where": "chosen", "eye": "I", "arange": "index",
              "eigh_vectors": "Q", "svd_left": "U", "svd_right": "V"}


def suggestion(value: Value, shown: Callable[[Value], str]) -> str:
    """A name for an array: `Xw` for X @ w, `A_inv` for the inverse of A, `p` for a softmax."""
    name = value.get("name") or value.get("how") or value.op
    if value.op == "matmul":
        parts = [shown(a).replace(".T", "t") for a in value.args]
        joined = "".join(parts)
        return joined if joined.isidentifier() and len(joined) <= 6 else "product"
    if name == "inv":
        inner = shown(value.args[0])
        return f"{inner}_inv" if inner.isidentifier() else "inverse"
    if name == "add":
        return "r" if any(a.op == "map" and a["name"] == "neg" for a in value.args) else "z"
    return OPERATIONS.get(str(name), "t")
