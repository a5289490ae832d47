"""Operations on whole arrays as instructions; axes are counted from the last, so that batch axes stay in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Size, is_size
from lemmata.engine.ops import apply
from lemmata.engine.ops.compensated import COMPENSATED
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.places import as_index, part_of
from lemmata.engine.programs.products import product
from lemmata.engine.programs.values import Value, plain

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering

Rule = Callable[["Lowering", Apply, Sequence[Lowered]], Lowered]


def _axes(node: Apply, x: Value, rank: int) -> list[int]:
    """The axes that a reduction goes over, in the array with its batch axes."""
    axis = node.params["axis"]
    given = range(-rank, 0) if axis is None else (axis,) if isinstance(axis, int) else axis
    return [x.rank + a for a in given]


def _reduction(kind: str) -> Rule:
    def rule(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
        value, names = args[0]
        given = {k: v for k, v in node.params.items() if k not in ("axis", "keepdims")}
        axes = _axes(node, value, node.args[0].rank)
        return Lowered(lowering.reduce(kind, lowering.cast(value), axes, node.params["keepdims"], **given), names)
    return rule


def _sum(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    if not node.params["keepdims"]:
        return product(lowering, node, set(), node.rank)
    value, names = lowering.lower(apply("sum", node.args[0], axis=node.params["axis"]))
    axis = node.params["axis"]
    gone = range(node.rank) if axis is None else (node.rank + a for a in axis)
    return Lowered(lowering.expand(value, [len(names) + k for k in gone]), names)


def _product(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    return product(lowering, node, set(), node.rank)


def _along(op: str) -> Rule:
    """Functions of slices that keep the shape (softmax), or drop axes (logsumexp)."""
    def rule(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
        value, names = args[0]
        axes = tuple(_axes(node, value, node.args[0].rank))
        keepdims = node.params.get("keepdims", False)
        if not lowering.known(op):
            return Lowered(_shifted(lowering, op, lowering.cast(value), axes, keepdims), names)
        shape = value.shape if op != "logsumexp" else tuple(
            ONE if k in axes else s for k, s in enumerate(value.shape) if keepdims or k not in axes)
        return Lowered(lowering.make(op, (lowering.cast(value),), shape, "real", axes=axes, keepdims=keepdims), names)
    return rule


def _shifted(lowering: Lowering, op: str, x: Value, axes: Sequence[int], keepdims: bool) -> Value:
    """Softmax and its like through exponentials of what is at most 0."""
    shift = lowering.reduce("max", x, axes, True)
    if op == "logsumexp":  # which is infinite where the largest entry is: inf - inf would be no number
        shift = lowering.map("where", lowering.map("isfinite", shift, kind="boolean"), shift, lowering.number(0))
    shifted = lowering.map("add", x, lowering.map("neg", shift))
    powers = lowering.map("exp", shifted)
    if op == "softmax":
        return lowering.map("div", powers, lowering.reduce("sum", powers, axes, True))
    if op == "log_softmax":
        return lowering.map("add", shifted, lowering.map("neg", lowering.map(
            "log", lowering.reduce("sum", powers, axes, True))))
    total = lowering.map("add", lowering.map("log", lowering.reduce("sum", powers, axes, True)), shift)
    return total if keepdims else lowering.squeeze(total, axes)


def _compensated(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    """Over the last axis, into which all that go are put."""
    names = lowering.join(args)
    values = [lowering.cast(lowering.whole(a, names) if names else a.value) for a in args]
    gone = _axes(node, values[0], node.args[0].rank)
    stay = [k for k in range(values[0].rank) if k not in gone]
    lead = tuple(values[0].shape[k] for k in stay)
    rows = [lowering.permute(v, [*stay, *gone]) for v in values]
    if len(gone) > 1:
        rows = [lowering.reshape(v, (*lead, _volume(v.shape[len(stay):]))) for v in rows]
    found = lowering.make(node.op, rows, lead, "real", axis=len(stay))
    return Lowered(lowering.expand(found, gone) if node.params["keepdims"] else found, names)


def _arg(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    axis, keepdims = node.params["axis"], node.params["keepdims"]
    if axis is None:
        flat = lowering.reshape(value, (*value.shape[: len(names)], _volume(value.shape[len(names) :])))
        found = lowering.make("arg", (flat,), flat.shape[:-1], "integer", how=node.op, axis=flat.rank - 1)
        return Lowered(lowering.expand(found, range(len(names), value.rank)) if keepdims else found, names)
    place = value.rank + axis
    shape = value.shape[:place] + value.shape[place + 1 :]
    found = lowering.make("arg", (value,), shape, "integer", how=node.op, axis=place)
    return Lowered(lowering.expand(found, [place]) if keepdims else found, names)


def _volume(shape: Sequence[Size]) -> Size:
    total = ONE
    for size in shape:
        total = total * size
    return total


def _transpose(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    rank, lead = node.rank, len(names)
    axes = node.params["axes"]
    order = axes or (tuple(range(-rank, 0)) if rank < 2 else (*range(-rank, -2), -1, -2))
    return Lowered(lowering.permute(value, [*range(lead), *(value.rank + a for a in order)]), names)


def _reshape(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    return Lowered(lowering.reshape(value, value.shape[: len(names)] + node.shape), names)


def _expand(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    if value.weak:
        return Lowered(lowering.broadcast(value, node.shape), names)
    return Lowered(lowering.expand(value, [len(names) + node.rank + a for a in node.params["axis"]]), names)


def _squeeze(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    return Lowered(lowering.squeeze(value, [value.rank + a for a in node.params["axis"]]), names)


def _broadcast(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    names = args[0].names
    value = lowering.over(args[0], names, node.rank)
    return Lowered(lowering.broadcast(value, value.shape[: len(names)] + node.shape), names)


def _slice(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    for axis, (start, count, step) in enumerate(node.params["slices"], start=len(names)):
        if not start.atoms.isdisjoint(lowering.ranges):
            raise NoProgram("a slice that begins at an index has no array code; write it with an index of its own")
        value = part_of(lowering, value, axis, start, count, step)
    return Lowered(value, names)


def _place(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    shape = value.shape[: len(names)] + node.shape
    return Lowered(lowering.make("pad", (value,), shape, value.kind, slices=node.params["slices"],
                                 lead=len(names)), names)


def _joined(op: str) -> Rule:
    def rule(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
        names = lowering.join(args)
        real = any(a.value.kind == "real" for a in args)
        values = []
        for part, arg in zip(args, node.args):
            whole = lowering.whole(part, names) if names else part.value
            value = lowering.cast(whole) if real else whole
            values.append(lowering.broadcast(value, whole.shape[: len(names)] + arg.shape))
        lead = values[0].shape[: len(names)]
        axis = len(names) + node.rank + node.params["axis"]
        kind = "real" if real else values[0].kind
        return Lowered(lowering.make(op, values, lead + node.shape, kind, axis=axis), names)
    return rule


def _constant(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    if node.op == "eye":
        return Lowered(lowering.eye(node.shape[0]))
    if node.op == "arange":
        given = node.params
        return Lowered(lowering.arange(given["start"], node.shape[0], given["step"]))
    return Lowered(lowering.filled(node.shape, int(node.op == "ones")))


def _diag(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    if node.rank == 2 and not names:
        return product(lowering, node, set(), node.rank)
    last = value.rank - 1
    if node.rank == 1:
        shape = value.shape[:-2] + value.shape[-1:]
        return Lowered(lowering.make("diagonal", (value,), shape, value.kind, axes=(last - 1, last)), names)
    inner = "abcdefgh"[: value.rank]
    return Lowered(lowering.embed(value, value.shape + value.shape[-1:], inner, inner + inner[-1]), names)


def _triangle(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    return Lowered(lowering.make("triangle", (value,), value.shape, value.kind, name=node.op,
                                 offset=node.params.get("k", 0)), names)


def _take(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    (x, labels), axis = args, node.params["axis"]
    labels = Lowered(as_index(lowering, labels.value), labels.names)
    if x.names or labels.names:
        return _by_entry(lowering, node)
    place = x.value.rank + axis
    order = [place, *(k for k in range(x.value.rank) if k != place)]
    value = lowering.permute(x.value, order)
    found = lowering.make("gather", (value, labels.value), labels.value.shape + value.shape[1:], value.kind)
    count = labels.value.rank
    back = [*range(count, count + place), *range(count), *range(count + place, found.rank)]
    return Lowered(lowering.permute(found, back))


def _pick(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    if any(a.names for a in args):
        return _by_entry(lowering, node)
    values = [args[0].value, *(as_index(lowering, i) for i in plain([a.value for a in args[1:]]))]
    return Lowered(lowering.make("gather", values, node.shape, values[0].kind))


def _take_along(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    if any(a.names for a in args):
        return _by_entry(lowering, node)
    x, labels = args[0].value, as_index(lowering, args[1].value)
    return Lowered(lowering.make("along", (x, labels), node.shape, x.kind, axis=x.rank + node.params["axis"]))


def _by_entry(lowering: Lowering, node: Apply) -> Lowered:
    from lemmata.engine.expr import array_of
    from lemmata.engine.ops import OPS

    entry = OPS[node.op].entry
    assert entry is not None
    return lowering.lower(array_of(node.shape, lambda *indices: entry(indices, *node.args, **node.params)))


def _linalg(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    """Functions of matrices, each over any number of leading axes."""
    names = lowering.join(args)
    values = [lowering.cast(lowering.whole(a, names)) if names else lowering.cast(a.value) for a in args]
    if node.op == "matrix_power":
        if not is_size(node.args[1]):
            raise NoProgram("matrix_power with an exponent that is no size has no array code; write the products")
        (value, _), power = values, node.args[1]
        return Lowered(lowering.make("linalg", (value,), value.shape, "real", name="matrix_power", power=power), names)
    lead = values[0].shape[: len(names)]
    return Lowered(lowering.make("linalg", values, lead + node.shape, "real", name=node.op, lead=len(names)), names)


def _cumsum(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    return Lowered(lowering.make("cumsum", (value,), value.shape, value.kind,
                                 axis=value.rank + node.params["axis"]), names)


def _sorted(lowering: Lowering, node: Apply, args: Sequence[Lowered]) -> Lowered:
    value, names = args[0]
    axis = value.rank + node.params["axis"]
    kind = value.kind if node.op == "sort" else "integer"
    return Lowered(lowering.make(node.op, (value,), value.shape, kind, axis=axis), names)


LINALG = ("inv", "det", "logdet", "solve", "cholesky", "eigvalsh", "eigh_vectors", "svdvals", "svd_left", "svd_right",
          "pinv", "expm", "matrix_power", "rank", "cond")
WHOLE: dict[str, Rule] = {
    "sum": _sum, **{name: _reduction(name) for name in ("prod", "max", "min", "mean", "var", "std")},
    **{name: _product for name in ("matmul", "dot", "inner", "inner_product", "outer", "trace", "einsum")},
    **{name: _along(name) for name in ("softmax", "log_softmax", "logsumexp")},
    **{name: _compensated for name in COMPENSATED},
    "argmax": _arg, "argmin": _arg, "transpose": _transpose, "reshape": _reshape, "ravel": _reshape,
    "expand_dims": _expand, "squeeze": _squeeze, "broadcast_to": _broadcast, "slice": _slice, "place": _place,
    "concat": _joined("concat"), "stack": _joined("stack"), "diag": _diag, "tril": _triangle, "triu": _triangle,
    **{name: _constant for name in ("eye", "zeros", "ones", "arange")},
    "sort": _sorted, "argsort": _sorted, "take": _take, "pick": _pick, "take_along": _take_along, "cumsum": _cumsum,
    **{name: _linalg for name in LINALG},
}
