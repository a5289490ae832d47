"""Which intermediate arrays are kept under a name, because loops would work them out again and again."""

from __future__ import annotations

from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs import Program, Value
from lemmata.engine.programs.values import ARITHMETIC, is_map, is_number

LEAVES = ("input", "number", "constant", "size", "arange", "eye")
VIEWS = ("permute", "expand", "squeeze", "reshape", "broadcast", "part", "place", "diagonal", "cast", "count")
ROWS = ("softmax", "log_softmax", "cumsum", "sort", "argsort")  # made for a whole row at once
WHOLE = (*ROWS, "linalg", "concat", "stack")  # lists that no single entry is worked out of
PARTIAL = ("div", "pow", "log", "sqrt", "log1p", "asin", "acos", "acosh", "atanh", "log2", "log10", "logit", "gamma",
           "lgamma", "digamma", "polygamma")  # not for all numbers: an error or nan elsewhere


def named(program: Program) -> set[Value]:
    """The arrays that get a name: used in several places, or again in each step of a loop that they don't depend on."""
    values = list(program.values())
    written: dict[Value, int] = dict.fromkeys(values, 0)  # in how many places of the source
    again: dict[Value, bool] = dict.fromkeys(values, False)
    guarded = _guarded(values, program)
    found: set[Value] = set()
    for value in program.outputs:
        written[value] += 1
    for value in reversed(values):
        if _kept(value, written[value], again[value], value in guarded):
            found.add(value)
        inline = value not in found
        for place, arg in enumerate(value.args):
            written[arg] += written[value] if inline else 1
            again[arg] |= _repeats(value, place) or (inline and again[value])
            if arg.op in WHOLE and not _takes_lists(value):
                again[arg] = True
    return found


def _kept(value: Value, written: int, again: bool, guarded: bool) -> bool:
    if value.op in LEAVES or (value.weak and not _slow(value)):
        return False
    if guarded and not _looped(value):
        return False
    if value.op in VIEWS or is_map(value, "neg") or _simple(value):
        return False
    if value.op in WHOLE:
        return again or written > 1 or (value.op in ROWS and along(value) not in (None, value.rank - 1))
    if value.op in ("embed", "pad", "triangle"):
        return written > 1 and value.args[0].rank > 0
    if written == 1 and _scaled(value):
        return False
    return again or written > 1


def _scaled(value: Value) -> bool:
    """Whether it is a number times an array, or a square: that is worked out as fast as it is looked up."""
    if value.op != "map":
        return False
    by_number = value["name"] in ("mul", "div") and any(a.weak for a in value.args) and not is_number(value.args[0], 1)
    return by_number or value["name"] == "square" or (
        value["name"] == "pow" and value.args[1].op == "number" and value.args[1]["value"] == 2)


def _simple(value: Value) -> bool:
    """Whether it takes no longer than to look it up: a number times what is there already, a minus."""
    return value.op == "map" and value["name"] in ARITHMETIC and sum(not a.weak for a in value.args) == 1 and all(
        bottom(a).op in LEAVES or a.weak for a in value.args)


def bottom(value: Value) -> Value:
    """What is looked at."""
    while value.op in VIEWS:
        value = value.args[0]
    return value


def _slow(value: Value) -> bool:
    return value.op == "map" and value["name"] not in (*ARITHMETIC, "where")


def along(value: Value) -> int | None:
    """The axis of the rows that are made at once; None where these are several."""
    axes = value["axes"] if value.op in ("softmax", "log_softmax") else (value["axis"],)
    return axes[0] if len(axes) == 1 else None


def _looped(value: Value) -> bool:
    """Whether there is a loop of its own in it."""
    return value.op not in ("map", *VIEWS, *LEAVES)


def _takes_lists(value: Value) -> bool:
    """Whether it takes its arguments as whole lists, so that these may stand in place."""
    return value.op in ("linalg", "concat", "stack")


def _repeats(value: Value, place: int) -> bool:
    """Whether an entry of this argument is asked for more than once."""
    arg = value.args[place]
    if value.op == "matmul":
        other = value.args[1 - place]
        return other.rank > 1 and other.shape[-1 if place == 0 else -2] != ONE
    if value.op == "einsum":
        terms = value["equation"].split("->")[0].split(",")
        return not set("".join(terms)) <= set(terms[place])
    if value.op in ("map", "broadcast"):
        return [s for s in arg.shape if s != ONE] != [s for s in value.shape if s != ONE]
    if value.op == "gather":
        return place > 0 and value.rank > arg.rank
    return value.op == "embed" and sum(s != ONE for s in arg.shape) < len(set(value["target"]))


def _guarded(values: list[Value], program: Program) -> set[Value]:
    """What is asked for only where a condition holds, and might have no value elsewhere: it stays in its branch."""
    users: dict[Value, list[tuple[Value, int]]] = {}
    for value in values:
        for place, arg in enumerate(value.args):
            users.setdefault(arg, []).append((value, place))
    found: set[Value] = set()
    risky: set[Value] = set()
    for value in values:
        if (value.op == "map" and value["name"] in PARTIAL) or any(a in risky for a in value.args):
            risky.add(value)
    for value in reversed(values):
        inside = users.get(value, [])
        if value in risky and inside and value not in program.outputs and all(
                user in found or (is_map(user, "where") and place > 0) for user, place in inside):
            found.add(value)
    return found


