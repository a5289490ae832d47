"""Infinite sums of arrays: the norm of what is left out, as a function of where the sum is cut.

Frobenius' norm is used throughout: it bounds every entry, a transpose has the same, and the norm of a product
is at most the product of the norms.
"""

from __future__ import annotations

from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.batches import Batch
from lemmata.engine.evaluation.bounds import Bounder
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.evaluation.growth import growth
from lemmata.engine.evaluation.ranges import Range
from lemmata.engine.evaluation.terms import Growth, NoBound, Term
from lemmata.engine.expr import Apply, At, Expr, Size, as_size, is_size

arb = flint.arb
FIRST_POWERS = 16  # powers of a matrix that are looked at for how fast its powers fall
SAME_NORM = frozenset(("neg", "transpose", "swapaxes", "diag", "reshape", "expand_dims", "squeeze"))


class Norms:
    """Bounds on the norm of a term of a sum, for all indices from some start on."""

    def __init__(self, evaluator: Evaluator, name: str):
        self.evaluator, self.name = evaluator, name
        self.powers: dict[Expr, tuple[Any, Any]] = {}

    def known(self, node: Expr) -> Any:
        return self.evaluator.value(node).array.reshape(())[()]

    def growth(self, body: Expr, start: int) -> Growth:
        """A bound on the norm of the body. Raises NoBound where no rule applies."""
        found: dict[Expr, Growth] = {}
        bounder = Bounder(start)
        stack = [body]
        while stack:
            node = stack[-1]
            needs = self._needs(node)
            waiting = [n for n in needs if n not in found]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            step = self._step(bounder, node, [found[n] for n in needs], start)
            # of an array the size alone is known: two that are added may not cancel
            found[node] = Growth(step.upper) if node.rank else step
        return found[body]

    def _needs(self, node: Expr) -> tuple[Expr, ...]:
        if self.name not in node.free or not node.rank:
            return ()
        if isinstance(node, At) and not any(self.name in i.free for i in node.indices):
            return (node.array,)
        if isinstance(node, Apply) and (node.op in SAME_NORM or node.op in ("add", "mul", "div", "matmul")):
            return node.args
        return ()

    def _step(self, bounder: Bounder, node: Expr, parts: list[Growth], start: int) -> Growth:
        if self.name not in node.free:
            return bounder.constant(_norm(self.evaluator.value(node).array))
        if not node.rank:
            return growth(node, self.name, {1: arb(1)}, start, self.known)
        if isinstance(node, At) and parts:
            return parts[0]
        if isinstance(node, Apply):
            shapes = {self.evaluator.shape(a) for a in node.args if a.rank}
            if node.op in SAME_NORM:
                return parts[0]
            if node.op == "add" and shapes == {self.evaluator.shape(node)} and all(a.rank for a in node.args):
                return bounder.add(*parts)
            if node.op == "mul" and len(shapes) == 1:
                return bounder.mul(*parts)
            if node.op == "div" and not node.args[1].rank:
                return bounder.div(*parts)
            if node.op == "matmul" and all(a.rank <= 2 for a in node.args):
                return bounder.mul(*parts)
            if node.op == "matrix_power" and self.name not in node.args[0].free:
                return self._power(node, start)
        raise NoBound(f"no bound on the growth of {getattr(node, 'op', node.kind)} of arrays")

    def _power(self, node: Apply, start: int) -> Growth:
        """A**k for k = a t + b: at most C r**k, where the norm of A**m is r**m, and C serves all k < m."""
        matrix, exponent = node.args
        size = as_size(exponent) if is_size(exponent) else Size.of(0)
        slope = size.coefficient(self.name) or 0
        rest = size - slope * Size.of(self.name)
        if slope < 1 or self.name in rest.atoms:
            raise NoBound("a power of a matrix whose exponent is not linear in the index")
        shift = self.evaluator.size(rest)
        if slope * start + shift < 0:
            raise NoBound("a negative power of a matrix")
        if matrix not in self.powers:
            self.powers[matrix] = _rate(self.evaluator.value(matrix).array)
        factor, log_rate = self.powers[matrix]
        return Growth(Term(factor * (shift * log_rate).exp(), arb(0), ((1, slope * log_rate),)))


def _norm(array: Array) -> Any:
    total = arb(0)
    for entry in array.flat:
        total += entry * entry
    return arb(total.abs_upper()).sqrt()


def _rate(matrix: Array) -> tuple[Any, Any]:
    """(C, log r) with norm(A**k) <= C r**k for all k >= 0, r as small as the first powers show."""
    power = np.array([[arb(int(i == j)) for j in range(len(matrix))] for i in range(len(matrix))], dtype=object)
    norms = [_norm(power)]
    for _ in range(FIRST_POWERS):
        power = power.dot(matrix)
        norms.append(_norm(power))
    if not all(n.is_finite() for n in norms):
        raise NoBound("a matrix in it is not finite")
    least = arb(2) ** -40  # any rate serves powers that vanish
    logs = [arb((norms[m].max(least ** m).log() / m).upper()) for m in range(1, len(norms))]
    m = min(range(1, len(norms)), key=lambda k: float(logs[k - 1]))
    log_rate = logs[m - 1]
    factor = arb(0)
    for j in range(m):
        factor = factor.max(norms[j] * (-j * log_rate).exp())
    return arb(factor.abs_upper()), log_rate


def terms_of(evaluator: Evaluator, name: str, body: Expr, indices: Array) -> Array:
    """The terms of a sum of arrays, the index in front."""
    evaluator.forget(name)
    evaluator.ranges[name] = Range(Batch(indices, (name,)), len(indices), None)
    value = evaluator.value(body).over((name,))
    evaluator.forget(name)
    del evaluator.ranges[name]
    return np.broadcast_to(value, (len(indices), *value.shape[1:]))
