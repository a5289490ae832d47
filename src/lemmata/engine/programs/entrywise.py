"""Operations on entries as instructions: over the indices of their arguments, in the kinds that arrays have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply
from lemmata.engine.ops import OPS
from lemmata.engine.programs.contractions import holds_delta, mixes_delta
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.products import product
from lemmata.engine.programs.values import Value, broadcast, is_map

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering


def elementwise(lowering: Lowering, node: Apply) -> Lowered:
    """The instruction of an operation on entries, whose arguments are lowered."""
    parts = [lowering.done[a] for a in node.args]
    if (node.op == "mul" and any(mixes_delta(p.value) for p in parts)) or (
            node.op in ("neg", "div") and holds_delta(parts[0].value)):
        return product(lowering, node, set(), node.rank)
    names = lowering.join(parts)
    args = [lowering.over(p, names, node.rank) for p in parts]
    kind = node.sort if node.sort in ("integer", "boolean") else "real"
    logical = OPS[node.op].group == "logic"
    if node.op in ("eq", "delta", "ne") and _same_axis(parts):
        eye = lowering.eye(lowering.ranges[names[0]].count)
        return Lowered(eye if node.op != "ne" else lowering.map("sub", lowering.number(1), eye), names)
    if kind == "real" or (logical and any(a.kind == "real" for a in args)):
        args = [a if node.op == "where" and k == 0 else lowering.cast(a) for k, a in enumerate(args)]
    elif kind == "integer" and any(a.kind == "real" for a in args):
        kind, args = "real", [lowering.cast(a) if a.kind != "boolean" else a for a in args]
    elif node.op not in ("where", "and", "or", "not", "iff", "implies"):
        args = [_counted(lowering, a) for a in args]
    if node.op == "where" and args[0].kind != "boolean":
        args[0] = lowering.map("ne", args[0], lowering.number(0), kind="boolean")
    if node.op == "where":
        if lowering.guards.always(lowering, args[0]):
            return Lowered(lowering.broadcast(args[1], broadcast(a.shape for a in args)), names)
        args[1] = lowering.guards.without(lowering, args[1], args[0])
    if node.op == "and":
        open_ones = [a for a in args if not lowering.guards.always(lowering, a)]
        if len(open_ones) == 1:
            return Lowered(lowering.broadcast(open_ones[0], broadcast(a.shape for a in args)), names)
    name = "eq" if node.op == "delta" else node.op
    kind = "boolean" if node.op == "delta" else kind
    value = lowering.map(name, *args, kind=kind, **node.params)
    if kind == "boolean":
        lowering.guards.note(node, value, args)
    return Lowered(value, names)


def _counted(lowering: Lowering, x: Value) -> Value:
    """Truth values as integers."""
    if x.kind != "boolean":
        return x
    if is_map(x, "eq") and all(a.op == "number" for a in x.args):
        return lowering.number(int(x.args[0] is x.args[1]))
    return lowering.make("count", (x,), x.shape, "integer", x.weak)


def _same_axis(parts: Sequence[Lowered]) -> bool:
    """Whether two different indices that run over the same integers are compared."""
    return len(parts) == 2 and all(p.value.op == "arange" and len(p.names) == 1 for p in parts) and (
        parts[0].value is parts[1].value and parts[0].names != parts[1].names)
