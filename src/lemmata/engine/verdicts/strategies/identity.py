"""Exact identity test over a finite field: rational identities of fixed sizes (Schwartz and Zippel).

Two rational expressions that differ agree at a random point modulo p with probability at most
degree / p; a test at several points makes the error of the proof negligible, and it is stated.
"""

from __future__ import annotations

import random

import numpy as np

from lemmata.engine.evaluation import ENTRYWISE, FiniteField, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, At, Bind, Expr, Int, Number, Symbol, as_size, dims, is_size, postorder
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict

PRIME = 2**61 - 1
POINTS = 3
# In these domains a rational identity that holds holds everywhere: they are dense.
DENSE = ("real", "positive", "nonnegative", "negative", "nonzero", "unit", "invertible", "fullrank")
RATIONAL = ("add", "mul", "neg", "div", "matmul", "dot", "outer", "transpose", "trace", "sum", "mean", "det", "inv",
            "solve", "stack", "concat", "eye", "zeros", "ones", "diag", "kron", "slice", "expand_dims", "delta",
            "matrix_power", "broadcast_to", "prod", "squeeze", "diagonal", "inner", "einsum", "arange")


def by_identity_test(question: Question) -> Verdict | None:
    """Both sides are one rational function of their entries."""
    left, right = question.left, question.right
    if question.op != "eq" or dims(left, right) or question.premises or left.shape != right.shape:
        return None
    degrees = _degree(left), _degree(right)
    if None in degrees or any(s.domain not in DENSE for s in question.symbols):
        return None
    degree = sum(d for d in degrees if d is not None)
    rng = random.Random(int.from_bytes(left.digest[:4], "big"))
    field = FiniteField(PRIME)
    for _ in range(POINTS):
        values = {s.name: _draw(s, rng) for s in question.symbols}
        try:
            if np.any(evaluate(left - right, Point({}, values), field, budget=ENTRYWISE) != 0):
                return None
        except (Undefined, Unsupported, TypeError, ValueError):
            return None
    error = f"{(degree / PRIME) ** POINTS:.0e}"
    return Verdict("proved", "identity test",
                   f"equal at {POINTS} random points modulo 2^61 - 1; a false identity would pass "
                   f"with probability at most {error}", True)


def _draw(symbol: Symbol, rng: random.Random) -> object:
    shape = tuple(d.constant or 0 for d in symbol.shape)
    array = np.empty(shape, dtype=object)
    for place in np.ndindex(shape):
        array[place] = rng.randrange(PRIME)
    return array


def _degree(root: Expr) -> int | None:
    """A bound on the degree of numerator and denominator; None where it is no rational function."""
    total: dict[Expr, int] = {}
    for node in postorder(root):
        below = [total[c] for c in node.children]
        size = max((d.constant or 1 for c in node.children for d in c.shape), default=1)
        if isinstance(node, (Number, Int)):
            total[node] = 0
        elif isinstance(node, Symbol):
            total[node] = 1
        elif isinstance(node, At):
            total[node] = below[0]
        elif isinstance(node, Bind) and node.binder in ("sum", "array") and all(is_size(e) for e in node.range):
            length = (as_size(node.range[1]) - as_size(node.range[0])).constant
            if length is None:
                return None
            # Fractions of a sum brought to one denominator add up their degrees.
            total[node] = below[0] * (max(length, 1) if node.binder == "sum" else 1)
        elif isinstance(node, Apply) and node.op == "pow":
            exponent = node.args[1]
            if not isinstance(exponent, Number) or exponent.value.denominator != 1 or abs(exponent.value) > 64:
                return None
            total[node] = below[0] * abs(int(exponent.value))
        elif isinstance(node, Apply) and node.op in RATIONAL:
            # A common denominator of sums and of the entries of a matrix adds up at most so much.
            total[node] = sum(below) * size * size + 1
        else:
            return None
    return total[root]
