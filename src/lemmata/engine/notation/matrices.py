"""Products of matrices and of powers as they are written, with the order of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from lemmata.engine.expr import Apply, Expr, Number, count_nodes, number, operands, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known

Power = tuple[Expr, Fraction]
CACHED = 65536  # nodes of which it is known, as deep formulas share their parts


def flipped(matrix: Expr) -> Expr:
    """The transpose, of a symmetric matrix itself."""
    if is_transpose(matrix):
        return matrix.children[0]
    if isinstance(matrix, Apply) and matrix.op in ("diag", "eye"):
        return matrix
    return matrix if is_symmetric(matrix) else apply("transpose", matrix)


@lru_cache(maxsize=CACHED)
def is_symmetric(matrix: Expr) -> bool:
    """Whether a matrix is surely its transpose: declared, or a sum or product that reads the same from behind."""
    if known(matrix, "symmetric") is True:
        return True
    if not isinstance(matrix, Apply):
        return False
    if matrix.op in ("add", "neg"):
        return all(is_symmetric(part) for part in matrix.args)
    if matrix.op in ("mul", "div"):
        parts = [part for part in operands(matrix, "mul") if part.rank] if matrix.op == "mul" else [
            part for part in matrix.args if part.rank]
        if any(part.shape != matrix.shape for part in parts):
            return False
        turned = [flipped(part) for part in parts]  # A * A.T
        return turned == parts or (matrix.op == "mul" and sorted(turned, key=order) == sorted(parts, key=order))
    if matrix.op == "outer":
        return matrix.args[0] is matrix.args[1]
    if matrix.op == "matmul":
        chain = factors(matrix)
        return all(a.rank == 2 for a in chain) and [flipped(a) for a in reversed(chain)] == chain
    return False


def factors(product: Expr) -> list[Expr]:
    """The chain of a product of matrices."""
    found, left = [], [product]
    while left:
        node = left.pop()
        if isinstance(node, Apply) and node.op == "matmul" and all(a.rank == 2 for a in node.args):
            left += [node.args[1], node.args[0]]
        else:
            found.append(node)
    return found


def is_transpose(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "transpose" and node.params["axes"] is None


@lru_cache(maxsize=4096)
def order(node: Expr) -> tuple[int, tuple[str, ...], bytes]:
    """How expressions stand beside each other: small ones first, by the names of their letters."""
    return count_nodes(node), tuple(s.name for s in symbols(node)), node.digest


def matrices(chain: Sequence[Expr]) -> Expr:
    """The product of a chain of matrices."""
    result = chain[0]
    for matrix in chain[1:]:
        result = apply("matmul", result, matrix)
    return result


def quotient(parts: Sequence[Power]) -> Expr:
    """A product of powers, entry by entry: those with negative exponents below one line."""
    flat: list[Power] = []
    left = list(parts)
    while left:  # a product of products is one
        base, power = left.pop()
        if isinstance(base, Apply) and base.op == "mul" and power == 1 and all(
                a.shape == base.shape for a in base.args):
            left += [(a, power) for a in base.args]
        else:
            flat.append((base, power))
    ordered = sorted(flat, key=lambda part: (order(part[0]), part[1]))
    above = [_power(base, power) for base, power in ordered if power > 0]
    below = [_power(base, -power) for base, power in ordered if power < 0]
    result: Expr | None = None
    for part in above:
        result = part if result is None else apply("mul", result, part)
    if not below:
        return number(1) if result is None else result
    bottom = below[0]
    for part in below[1:]:
        bottom = apply("mul", bottom, part)
    return apply("div", number(1) if result is None else result, bottom)


def _power(base: Expr, power: Fraction) -> Expr:
    if power == 1:
        return base
    if power == Fraction(1, 2):
        return apply("sqrt", base)
    return base if isinstance(base, Number) and base.value == 1 else apply("pow", base, number(power))
