"""Products, sums and powers without their zeros and ones. Nothing is distributed.

Each constructor equals the plain operation; it differs only where an argument is a known constant.
Shapes are kept: 0 * X is zeros of the common shape, ones(n) * c stays where c is a number.
"""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.derivatives.positions import place
from lemmata.engine.expr import Apply, Bind, Expr, Number, Shape, Size, bind, integer, number, open_binder
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import broadcast

ZERO, ONE = number(0), number(1)
# Linear in each argument alone: a zero argument gives zero, a coefficient comes out.
MULTILINEAR = frozenset((
    "matmul", "dot", "outer", "inner", "inner_product", "kron", "einsum", "sum", "trace", "diag", "transpose",
    "swapaxes", "moveaxis", "reshape", "ravel", "vec", "broadcast_to", "expand_dims", "squeeze", "cumsum", "tril",
    "triu", "slice", "place",
))


def filled(shape: Shape, value: Expr | int | Fraction) -> Expr:
    """The array with one value everywhere (0 and 1 under their own names)."""
    node = value if isinstance(value, Expr) else number(value)
    if not shape:
        return node
    if node is ZERO or node is ONE:
        return apply("zeros" if node is ZERO else "ones", shape=shape)
    return times(node, filled(shape, 1))


def zeros(shape: Shape) -> Expr:
    return filled(shape, 0)


def fill(node: Expr) -> Expr | None:
    """The number that every entry is, where the node shows it."""
    if isinstance(node, Number):
        return node
    while isinstance(node, Bind) and node.binder == "array":
        node = node.body
    if isinstance(node, Number):
        return node
    if isinstance(node, Apply) and node.op in ("zeros", "ones"):
        return ZERO if node.op == "zeros" else ONE
    return None


def is_zero(node: Expr) -> bool:
    return fill(node) is ZERO


def is_op(node: Expr, *names: str) -> bool:
    return isinstance(node, Apply) and node.op in names


def split(node: Expr) -> tuple[Fraction, Expr | None]:
    """The coefficient that stands in front, and the rest (None: 1)."""
    coefficient = Fraction(1)
    while True:
        if isinstance(node, Number):
            return coefficient * node.value, None
        if is_op(node, "neg"):
            coefficient, node = -coefficient, node.children[0]
        elif is_op(node, "mul") and isinstance(node.children[0], Number):
            coefficient, node = coefficient * node.children[0].value, node.children[1]
        elif is_op(node, "mul") and isinstance(node.children[1], Number):
            coefficient, node = coefficient * node.children[1].value, node.children[0]
        elif is_op(node, "div") and isinstance(node.children[1], Number) and node.children[1] is not ZERO:
            coefficient, node = coefficient / node.children[1].value, node.children[0]
        else:
            return coefficient, node


def scaled(coefficient: Fraction, rest: Expr | None) -> Expr:
    """coefficient * rest, the sign outside: -(2 * x), x / 3."""
    if rest is None:
        return number(coefficient)
    if coefficient == 0:
        return zeros(rest.shape)
    size = abs(coefficient)
    if size.numerator == 1 and size != 1:
        node = apply("div", rest, number(size.denominator))
    else:
        node = rest if size == 1 else apply("mul", number(size), rest)
    return node if coefficient > 0 else apply("neg", node)


def times(*parts: Expr) -> Expr:
    """The product of entries, its coefficient in front.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> times(x, ONE) is x, is_zero(times(ZERO, x)), times(ZERO, x).shape
    (True, True, (n,))
    """
    shape = broadcast("mul", *(p.shape for p in parts))
    if any(is_zero(part) for part in parts):
        return zeros(shape)
    coefficient, rest, below, ones = Fraction(1), None, None, None
    for part in _unstretched(parts, shape):
        own, node = split(part)
        coefficient *= own
        value = None if node is None else fill(node)
        if isinstance(value, Number):
            coefficient *= value.value
            ones = shape
        elif node is not None and is_op(node, "div") and fill(node.children[0]) is ONE:
            below = _multiplied(below, node.children[1])
            ones = ones if node.children[0] is ONE else shape
        elif node is not None:
            rest = _multiplied(rest, node)
    if below is not None:
        rest = apply("div", ONE if rest is None else rest, below)
    if ones is not None and (rest is None or rest.shape != shape):
        rest = _multiplied(rest, filled(shape, 1))
    return scaled(coefficient, rest)


def _multiplied(a: Expr | None, b: Expr) -> Expr:
    return b if a is None else apply("mul", a, b)


def _new_front(node: Expr) -> bool:
    """Whether all new axes of size 1 stand in front."""
    return isinstance(node, Apply) and node.op == "expand_dims" and (
        node.params["axis"] == tuple(range(-node.rank, -node.children[0].rank)))


def _joined(terms: list[Expr]) -> list[Expr]:
    """Arrays over an index of the same range become one array: f[i] over i plus g[i] over i is (f + g)[i] over i."""
    groups: dict[tuple[object, ...], list[tuple[Fraction, Bind]]] = {}
    result = []
    for term in terms:
        coefficient, rest = split(term)
        if isinstance(rest, Bind) and rest.binder == "array":
            groups.setdefault((rest.range, rest.shape), []).append((coefficient, rest))
        else:
            result.append(term)
    for group in groups.values():
        if len(group) == 1:
            result.append(scaled(*group[0]))
            continue
        common, first = open_binder(group[0][1])
        assert isinstance(common, Size)
        bodies = [times(number(group[0][0]), first)]
        for coefficient, node in group[1:]:
            index, body = open_binder(node)
            assert isinstance(index, Size)
            same = place(body, index, integer(common))
            assert same is not None
            bodies.append(times(number(coefficient), same))
        total = plus(*bodies)
        if not is_zero(total):
            result.append(bind("array", common, total, *group[0][1].range))
    return result


def _unstretched(parts: tuple[Expr, ...], shape: Shape) -> tuple[Expr, ...]:
    """The parts without stretching that their product or sum does by itself."""
    bare = tuple(_bare(part) for part in parts)
    return bare if broadcast("mul", *(p.shape for p in bare)) == shape else parts


def _bare(node: Expr) -> Expr:
    """Without the axes of size 1 in front, and without a stretching of axes."""
    coefficient, rest = split(node)
    if coefficient != 1 and rest is not None:
        return scaled(coefficient, _bare(rest))
    if is_op(node, "div") and not node.children[1].rank:
        return over(_bare(node.children[0]), node.children[1])
    while True:
        if is_op(node, "broadcast_to") or _new_front(node):
            node = node.children[0]
        else:
            return node


def negative(node: Expr) -> Expr:
    return times(number(-1), node)


def plus(*parts: Expr) -> Expr:
    """The sum of entries: zeros are left out, numbers and equal terms collected.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> plus(x, ZERO) is x, plus(x, x) is times(number(2), x), is_zero(plus(x, negative(x)))
    (True, True, True)
    """
    shape = broadcast("add", *(p.shape for p in parts))
    terms: dict[Expr | None, Fraction] = {}
    for part in _unstretched(parts, shape):
        if not is_zero(part):
            coefficient, rest = split(part)
            if rest is not None and is_op(rest, "ones"):
                rest = None
            terms[rest] = terms.get(rest, Fraction(0)) + coefficient
    if len(terms) > 1 and all(coefficient < 0 for coefficient in terms.values()):
        return negative(plus(*(scaled(-coefficient, rest) for rest, coefficient in terms.items()), zeros(shape)))
    ordered = sorted(terms.items(), key=lambda term: term[1] < 0)  # what is subtracted stands last
    kept = _joined([scaled(coefficient, rest) for rest, coefficient in ordered if coefficient]) or [ZERO]
    result = kept[0]
    for term in kept[1:]:
        result = apply("add", result, term)
    return result if result.shape == shape else times(result, filled(shape, 1))


def over(a: Expr, b: Expr) -> Expr:
    """The quotient of entries, its coefficient in front."""
    shape = broadcast("div", a.shape, b.shape)
    if is_zero(a):
        return zeros(shape)
    below = fill(b)
    if isinstance(below, Number) and below is not ZERO:
        return times(number(1 / below.value), a, filled(b.shape, 1))
    coefficient, rest = split(a)
    if coefficient < 0:
        return negative(over(negative(a), b))
    if rest is None and coefficient != 1 and coefficient.denominator != 1:
        return times(number(coefficient), over(ONE, b))
    return apply("div", a, b)


def power(a: Expr, b: Expr) -> Expr:
    """a ** b; exponents 0 and 1 (0 ** 0 is 1)."""
    if fill(b) is ONE and broadcast("pow", a.shape, b.shape) == a.shape:
        return a
    if fill(b) is ZERO:
        return filled(broadcast("pow", a.shape, b.shape), 1)
    if isinstance(a, Number) and isinstance(b, Number) and b.value.denominator == 1 and abs(b.value) <= 64 and (
            a.value or b.value > 0):
        return number(a.value ** int(b.value))
    return apply("pow", a, b)


def choose(condition: Expr, a: Expr, b: Expr) -> Expr:
    """where(condition, a, b), both branches alike dropped."""
    shape = broadcast("where", condition.shape, a.shape, b.shape)
    if is_zero(a) and is_zero(b):
        return zeros(shape)
    if a is b and a.shape == shape:
        return a
    return apply("where", condition, a, b)


def transposed(a: Expr) -> Expr:
    """A.T (of a stack: of each matrix); twice is A, of a number or a vector it is that."""
    if a.rank < 2 or is_op(a, "eye"):
        return a
    if isinstance(a, Apply) and a.op == "transpose" and a.params["axes"] is None:
        return a.children[0]
    if is_op(a, "neg"):
        return negative(transposed(a.children[0]))
    return apply("transpose", a)
