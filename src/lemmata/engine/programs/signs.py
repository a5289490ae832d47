"""What an array is by its form, also in floating point: never negative, between 0 and 1."""

from __future__ import annotations

from collections import Counter

from lemmata.engine.programs.values import Value, is_map

NONNEGATIVE = ("exp", "abs", "square", "sigmoid", "softplus", "sqrt", "relu", "softmax", "cosh", "norm_cdf")
BELOW_ONE = ("sigmoid", "softmax", "norm_cdf")
AROUND_ZERO = ("sin", "cos", "tanh", "erf", *BELOW_ONE)
VIEWS = ("expand", "squeeze", "permute", "reshape", "broadcast", "part", "place", "gather", "diagonal")


def nonnegative(x: Value) -> bool:
    """Whether no entry is negative, whatever the inputs are; sums of what is 0 to 1 with its negative count too."""
    if x.op == "number":
        return bool(x["value"] >= 0)
    if x.op in ("size", "eye") or x.kind == "boolean":
        return True
    if x.op in VIEWS or (x.op == "reduce" and x["how"] in ("sum", "mean", "max", "min")):
        return nonnegative(x.args[0])
    if x.op != "map":
        return False
    name, args = x["name"], x.args
    if name in NONNEGATIVE or (name == "pow" and _even(args[1])):
        return True
    if name == "add":
        return all(map(nonnegative, args)) or any(
            _least_one(a) and is_map(b, "neg") and at_most_one(b.args[0]) for a, b in (args, args[::-1]))
    if name == "mul":
        return all(count % 2 == 0 or nonnegative(factor) for factor, count in Counter(_factors(x)).items())
    return name in ("div", "pow", "maximum", "minimum") and all(map(nonnegative, args))


def at_most_one(x: Value) -> bool:
    """Whether all entries are at most 1 in absolute value."""
    if x.op in VIEWS:
        return at_most_one(x.args[0])
    if x.op == "number":
        return bool(abs(x["value"]) <= 1)
    if x.op != "map":
        return False
    if x["name"] == "pow":
        return _even(x.args[1]) and at_most_one(x.args[0])
    if x["name"] in ("mul", "neg", "square"):
        return all(map(at_most_one, x.args))
    return x["name"] in AROUND_ZERO


def _factors(x: Value) -> list[Value]:
    return [f for a in x.args for f in _factors(a)] if is_map(x, "mul") else [x]


def _least_one(x: Value) -> bool:
    return x.op == "number" and bool(x["value"] >= 1)


def _even(x: Value) -> bool:
    return x.op == "number" and x["value"].denominator == 1 and x["value"] % 2 == 0
