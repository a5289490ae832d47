"""Random expressions of every shape, for the round trips of the writers."""

from __future__ import annotations

from hypothesis import strategies as st

from lemmata.engine.expr import (
    Expr,
    Size,
    array_of,
    at,
    bind,
    constant,
    fresh_index,
    fresh_local,
    integer,
    number,
    substitute,
    symbol,
)
from lemmata.engine.ops import OPS, apply

SYMBOLS = {
    0: [symbol("x"), symbol("s", (), "positive"), symbol("i"), symbol("theta_hat")],
    1: [symbol("u", ["n"]), symbol("v", ["n"]), symbol("p", ["n"], "simplex")],
    2: [symbol("A", ["n", "n"]), symbol("B", ["n", "n"], "posdef")],
}
F, G = symbol("f", (), "function", ((),)), symbol("g", (), "function", ((), ()))
H = symbol("h", (), "function", ((Size.of("n"),),))
K = symbol("k", (), "integer")
UNARY = sorted(op.name for op in OPS.values() if op.elementwise and op.arity == 1 and not op.params
               and op.sort in (None, "real") and op.group in ("arithmetic", "elementary", "special", "activations"))
BINARY = ["add", "mul", "div", "pow", "maximum", "minimum", "atan2", "binomial", "xlogy"]
RELATIONS = ["eq", "ne", "lt", "le", "gt", "ge"]
REDUCTIONS = ["sum", "prod", "mean", "var", "std", "max", "min", "logsumexp"]
SHAPED = {0: (), 1: ("n",), 2: ("n", "n")}

small = st.fractions(min_value=-9, max_value=9, max_denominator=12)
offsets = st.integers(0, 1)


def leaf(rank: int) -> st.SearchStrategy[Expr]:
    plain = st.sampled_from(SYMBOLS[rank])
    if rank:
        return plain
    return st.one_of(plain, small.map(number), st.sampled_from([constant("pi"), constant("e"), integer("n"), K]),
                     st.integers(-3, 3).map(lambda c: integer(Size.of("n") + c)),
                     st.integers(2, 3).map(lambda c: integer(Size.of("n") * "n" + c)))


@st.composite
def expressions(draw: st.DrawFn, rank: int = 0, depth: int = 4) -> Expr:
    """An expression with that number of axes, all of size n."""
    if depth == 0:
        return draw(leaf(rank))
    make = draw(st.sampled_from(_BY_RANK[rank]))
    return make(draw, rank, depth - 1)


def _part(draw: st.DrawFn, rank: int, depth: int) -> Expr:
    return draw(expressions(rank, min(depth, draw(st.integers(0, depth)))))


def _leaf(draw, rank, depth):
    return draw(leaf(rank))


def _unary(draw, rank, depth):
    return apply(draw(st.sampled_from(UNARY)), _part(draw, rank, depth))


def _binary(draw, rank, depth):
    ranks = draw(st.sampled_from([(rank, rank), (rank, 0), (0, rank)]))
    return apply(draw(st.sampled_from(BINARY)), *(_part(draw, r, depth) for r in ranks))


def _sub(draw, rank, depth):
    return _part(draw, rank, depth) - _part(draw, rank, depth)


def _where(draw, rank, depth):
    test = apply(draw(st.sampled_from(RELATIONS)), _part(draw, 0, depth), _part(draw, 0, depth))
    if draw(st.booleans()):
        test = apply(draw(st.sampled_from(["and", "or"])), test, apply("not", test))
    return apply("where", test, _part(draw, rank, depth), _part(draw, rank, depth))


def _reduce(draw, rank, depth):
    op = draw(st.sampled_from(REDUCTIONS))
    if rank == 0:
        return apply(op, _part(draw, draw(st.sampled_from([1, 2])), depth))
    return apply(op, _part(draw, 2, depth), axis=draw(st.sampled_from([0, 1])))


def _matmul(draw, rank, depth):
    left, right = draw(st.sampled_from({0: [(1, 1)], 1: [(2, 1), (1, 2)], 2: [(2, 2)]}[rank]))
    return _part(draw, left, depth) @ _part(draw, right, depth)


def _matrix(draw, rank, depth):
    ops = {0: ["trace", "det", "logdet"], 1: ["diag", "eigvalsh"], 2: ["inv", "transpose"]}
    return apply(draw(st.sampled_from(ops[rank])), _part(draw, 2, depth))


def _outer(draw, rank, depth):
    return apply("outer", _part(draw, 1, depth), _part(draw, 1, depth))


def _entry(draw, rank, depth):
    return at(_part(draw, 1, depth), integer(draw(st.sampled_from([Size.of(0), Size.of("n") - 1]))))


def _labelled(draw, rank, depth):
    return at(_part(draw, 2, depth), K, 0)


def _big(draw, rank, depth):
    """A sum, product or extremum over an index that stands somewhere in the body."""
    binder = draw(st.sampled_from(["sum", "prod", "max", "min"]))
    i, place = fresh_index(), symbol("hole")
    body = substitute(_part(draw, 0, depth) * place, {place: at(_part(draw, 1, depth), i)})
    return bind(binder, i, draw(st.sampled_from([body, integer(i) + body, at(SYMBOLS[2][0], i, i) - body])), 0, "n")


def _array(draw, rank, depth):
    source = _part(draw, rank, depth)
    shift = draw(offsets)
    shape = tuple(Size.of(s) for s in SHAPED[rank])
    if shift:
        return array_of(shape, lambda *ix: at(source, *reversed(ix)))
    return array_of(shape, lambda *ix: at(source, *ix) * integer(ix[0]))


def _slices(draw, rank, depth):
    return apply("slice", _part(draw, rank, depth), slices=tuple((0, "n", 1) for _ in range(rank)))


def _bound(draw, rank, depth):
    """An integral, a limit, a derivative, an applied function, an expectation, an extremum over the reals."""
    t = fresh_local()
    body = substitute(_part(draw, 0, depth), {SYMBOLS[0][0]: t})
    kind = draw(st.sampled_from(["integral", "limit", "call", "derivative", "max", "expectation", "vector"]))
    if kind == "integral":
        return bind(kind, t, body, draw(small.map(number)), _part(draw, 0, 0))
    if kind == "limit":
        return bind(kind, t, body, draw(small.map(number)), number(draw(st.integers(-1, 1))))
    if kind == "call":
        return apply("call", bind("function", t, body), _part(draw, 0, depth))
    if kind == "derivative":
        function = apply("derivative", bind("function", t, body), arg=0)
        return apply("call", function, draw(st.sampled_from([SYMBOLS[0][0], number(2)])))
    if kind == "max":
        return bind(kind, t, body)
    if kind == "expectation":
        return bind(kind, t, body, apply("normal", 0, 1))
    w = fresh_local(["n"])
    return apply("call", bind("function", w, apply("sum", w * _part(draw, 0, depth))), _part(draw, 1, 0))


def _calls(draw, rank, depth):
    kind = draw(st.sampled_from(["f", "g", "h", "slope", "partial", "gradient"]))
    if kind == "f":
        return apply("call", F, _part(draw, 0, depth))
    if kind == "g":
        return apply("call", G, _part(draw, 0, depth), _part(draw, 0, depth))
    if kind == "h":
        return apply("call", H, _part(draw, 1, depth))
    if kind == "slope":
        return apply("call", apply("derivative", apply("derivative", F, arg=0), arg=0), _part(draw, 0, depth))
    if kind == "partial":
        return apply("call", apply("derivative", G, arg=1), _part(draw, 0, depth), _part(draw, 0, depth))
    return at(apply("call", apply("derivative", H, arg=0), _part(draw, 1, depth)), 0)


def _scan(draw, rank, depth):
    ops = {1: ["softmax", "cumsum"], 2: ["softmax", "log_softmax"]}
    name = draw(st.sampled_from(ops[rank]))
    return apply(name, _part(draw, rank, depth), axis=draw(st.integers(0, rank - 1)))


_COMMON = [_leaf, _unary, _unary, _binary, _binary, _binary, _sub, _sub, _where, _matmul, _matrix]
_BY_RANK = {
    0: [*_COMMON, _reduce, _entry, _labelled, _big, _big, _bound, _bound, _calls],
    1: [*_COMMON, _reduce, _array, _scan, _slices],
    2: [*_COMMON, _outer, _array, _scan, _slices],
}
