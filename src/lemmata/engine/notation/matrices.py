"""Products of matrices and of powers as they are written, with the order of their parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache, partial, reduce
from itertools import groupby, islice
from weakref import WeakKeyDictionary

from lemmata.engine.expr import Apply, Constant, Expr, Number, Symbol, integer, number, operands, postorder
from lemmata.engine.notation.choices import chosen, is_indicator
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known

Power = tuple[Expr, Fraction]
CACHED = 65536  # nodes of which it is known, as deep formulas share their parts
COMPARED = 128  # nodes of an expression that are looked at to say where it stands
COLLECTED = 16  # terms of a sum that are compared with their transposes
_lengths: WeakKeyDictionary[Expr, int] = WeakKeyDictionary()
_transposes: WeakKeyDictionary[Expr, int] = WeakKeyDictionary()
HALVES = Fraction(1, 2), Fraction(-1, 2)


@lru_cache(maxsize=CACHED)
def flipped(matrix: Expr) -> Expr:
    """The transpose, of a symmetric matrix itself."""
    if is_transpose(matrix):
        return matrix.children[0]
    if isinstance(matrix, Apply) and matrix.op in ("diag", "eye"):
        return matrix
    if isinstance(matrix, Apply) and matrix.op == "outer":
        return apply("outer", *matrix.args[::-1])
    if is_symmetric(matrix):
        return matrix
    if isinstance(matrix, Apply) and matrix.op == "mul" and all(p.shape in (matrix.shape, ()) for p in matrix.args):
        turned = [flipped(part) if part.rank else part for part in matrix.args]
        if not any(map(is_transpose, turned)):  # S * outer(y, x) of S * outer(x, y)
            return apply("mul", *turned)
    return apply("transpose", matrix)


@lru_cache(maxsize=CACHED)
def is_symmetric(matrix: Expr) -> bool:
    """Whether a matrix is surely its transpose: declared, or a sum or product that reads the same from behind."""
    if known(matrix, "symmetric") is True:
        return True
    if not isinstance(matrix, Apply):
        return False
    if matrix.op in ("add", "neg"):
        signed = [(part.args[0], -1) if isinstance(part, Apply) and part.op == "neg" else (part, 1)
                  for part in operands(matrix, matrix.op)]
        if len(signed) > COLLECTED:  # nobody sees it
            return False
        left = [part for part in signed if not is_symmetric(part[0])]
        return all(part.shape == matrix.shape for part, _ in signed) and sorted(left, key=_by_order) == sorted(
            ((_turned(part), sign) for part, sign in left), key=_by_order)
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


def _turned(product: Expr) -> Expr:
    """The transpose of a product, as a product of the same parts."""
    if isinstance(product, Apply) and product.op in ("mul", "div"):
        if any(part.shape not in (product.shape, ()) for part in product.args):
            return apply("transpose", product)
        return apply(product.op, *(_turned(part) if part.rank == 2 else part for part in product.args))
    return matrices([flipped(part) for part in reversed(factors(product))])


def _by_order(part: tuple[Expr, int]) -> tuple[object, int]:
    return order(part[0]), part[1]


def factors(product: Expr) -> list[Expr]:
    """The chain of a product of matrices, which may end with a vector."""
    found, left = [], [product]
    while left:
        node = left.pop()
        if isinstance(node, Apply) and node.op == "matmul" and node.args[0].rank == 2 and node.rank in (1, 2):
            left += [node.args[1], node.args[0]]
        else:
            found.append(node)
    return found


def is_transpose(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "transpose" and node.params["axes"] is None


def is_diagonal(node: Expr) -> bool:
    """Whether it is diag(v), a matrix."""
    return isinstance(node, Apply) and node.op == "diag" and node.rank == 2


@lru_cache(maxsize=CACHED)
def order(node: Expr) -> tuple[int, tuple[str, ...], tuple[Fraction, ...], bytes]:
    """How expressions stand beside each other: small ones first, by the names of their letters, then by their numbers;
    no further is looked into a large one than its outermost nodes, however deep it is."""
    nodes = {node: None}
    waiting = [node]
    for parent in waiting:
        if len(nodes) >= COMPARED:
            break
        for child in parent.children:
            if child not in nodes:
                nodes[child] = None
                waiting.append(child)
    shown = list(postorder(node) if len(nodes) < COMPARED else islice(nodes, COMPARED))
    return (min(len(nodes), COMPARED), tuple([n.name for n in shown if isinstance(n, Symbol)]),
            tuple([n.value for n in shown if isinstance(n, Number)]), node.digest)


def length(root: Expr) -> int:
    """How many symbols and signs an expression is written with, however often the same."""
    return _tally(root, _lengths, lambda node: 1)


def transposes(root: Expr) -> int:
    """How many transposes an expression is written with."""
    return _tally(root, _transposes, lambda node: int(is_transpose(node)))


def _tally(root: Expr, known: WeakKeyDictionary[Expr, int], own: Callable[[Expr], int]) -> int:
    """A number for each occurrence of each node, added up; what is known of parts is known for all that have them."""
    stack = [root]
    while stack:
        node = stack[-1]
        if node in known:
            stack.pop()
            continue
        waiting = [child for child in node.children if child not in known]
        if waiting:
            stack += waiting
        else:
            known[stack.pop()] = own(node) + sum(known[child] for child in node.children)
    return known[root]


def matrices(chain: Sequence[Expr]) -> Expr:
    """The product of a chain of matrices; three or more of the same are a power."""
    result: Expr | None = None
    for _, same in groupby(chain, key=id):
        run = list(same)
        for matrix in [_matrix_power(run[0], len(run))] if len(run) > 2 else run:
            result = matrix if result is None else apply("matmul", result, matrix)
    assert result is not None
    return result


def _matrix_power(matrix: Expr, count: int) -> Expr:
    """A power of a matrix, of a transpose the transpose of a power, of an inverse one with a negative exponent."""
    if is_transpose(matrix):
        return apply("transpose", _matrix_power(matrix.children[0], count))
    if isinstance(matrix, Apply) and matrix.op == "inv":
        return apply("matrix_power", matrix.args[0], integer(-count))
    return apply("matrix_power", matrix, integer(count))


def quotient(parts: Sequence[Power]) -> Expr:
    """A product of powers, entry by entry: those with negative exponents below one line."""
    return _quotient(tuple(parts))


@lru_cache(maxsize=CACHED)
def _quotient(parts: tuple[Power, ...]) -> Expr:
    flat: list[Power] = []
    result: Expr | None = None
    left = list(parts)
    while left:  # a product of products is one
        base, power = left.pop()
        if isinstance(base, Apply) and base.op == "mul" and power == 1 and all(
                a.shape == base.shape for a in base.args):
            left += [(a, power) for a in base.args]
        else:
            flat.append((base, power))
    indicators = [base for base, power in flat if power == 1 and is_indicator(base)]
    if indicators and len(flat) > 1:
        result = quotient([part for part in flat if part[0] not in indicators])
        for indicator in sorted(indicators, key=order, reverse=True):
            result = indicator if result is number(1) else chosen(indicator, result)
        return result
    ordered = sorted(_rooted(flat), key=lambda part: (order(part[0]), part[1]))
    above = [_power(base, power) for base, power in ordered if power > 0]
    below = [_power(base, -power) for base, power in ordered if power < 0]
    result = None
    for part in above:
        result = part if result is None else apply("mul", result, part)
    if not below:
        return number(1) if result is None else result
    bottom = below[0]
    for part in below[1:]:
        bottom = apply("mul", bottom, part)
    return apply("div", number(1) if result is None else result, bottom)


def _rooted(parts: list[Power]) -> list[Power]:
    """Roots of plain numbers under one sign: sqrt(2) sqrt(pi) is sqrt(2 pi)."""
    for power in HALVES if any(isinstance(base, (Constant, Number)) for base, _ in parts) else ():
        roots = [part for part in parts if part[1] == power and isinstance(part[0], (Constant, Number))]
        if len(roots) > 1:
            numbers_first = sorted((base for base, _ in roots), key=lambda base: (isinstance(base, Constant), base))
            inside = reduce(partial(apply, "mul"), numbers_first)
            parts = [part for part in parts if part not in roots] + [(inside, power)]
    return parts


def _power(base: Expr, power: Fraction) -> Expr:
    if power == 1:
        return base
    if power == Fraction(1, 2):
        return apply("sqrt", base)
    return base if isinstance(base, Number) and base.value == 1 else apply("pow", base, number(power))
