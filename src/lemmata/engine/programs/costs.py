"""What a program costs, counted in operations on single numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from lemmata.engine.expr import Size
from lemmata.engine.ops.compensated import COMPENSATED
from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Value

VIEWS = ("input", "number", "constant", "size", "permute", "expand", "squeeze", "part", "place", "broadcast", "reshape")
SLOW = ("exp", "log", "sin", "cos", "tan", "tanh", "sigmoid", "softplus", "log_sigmoid", "erf", "lgamma", "pow",
        "gelu", "silu", "logaddexp", "softmax", "log_softmax", "logsumexp", "digamma", "gamma", "log1p", "expm1")
FUSED = 8  # multiplications of a matrix product that take as long as one of another operation
POORLY = ("softplus", "log_sigmoid", "sigmoid", "logaddexp", "erf", "lgamma", "gamma", "digamma", "log1p", "expm1")
POOR = 8  # how much longer these take in NumPy and SciPy than where they are vectorised
# By how many passes over entries a function is faster in XLA than in NumPy and SciPy, which have vectorised some of
# them better (NumPy 2.4, SciPy 1.17, JAX 0.10; the mean of float32 and float64).
FASTER = {"softplus": 25, "logaddexp": 25, "log_sigmoid": 25, "erf": 8, "sigmoid": 2, "exp": -1, "log": -4, "sin": -4,
          "cos": -4, "expm1": -4, "log1p": -8, "pow": -20, "lgamma": -30, "gamma": -30, "digamma": -40}
INSTRUCTION = 300  # what one instruction costs besides its work: an array is made, a function called


def cost(program: Program, sizes: Mapping[str, int]) -> int:
    """The work of a program at given sizes, about one a floating-point operation in memory."""
    return sum(_cost(value, sizes) for value in program.values())


def passes(program: Program, sizes: Mapping[str, int]) -> int:
    """The entries that NumPy goes over one operation at a time, where a compiler goes over all at once.

    Functions that NumPy and SciPy compute one number at a time count more; products of matrices do not count.
    """
    total = 0
    for value in program.values():
        if value.op in VIEWS or value.weak or value.op in ("matmul", "linalg"):
            continue
        entries = max([entries_of(value, sizes), *(entries_of(a, sizes) for a in value.args)])
        total += entries * (POOR if value.op == "map" and value["name"] in POORLY else 1)
    return total


def saved(program: Program, sizes: Mapping[str, int]) -> int:
    """What XLA saves NumPy, in passes over entries: it goes over all at once, but computes some functions slower."""
    total = 0
    for value in program.values():
        if value.op in VIEWS or value.weak or value.op in ("matmul", "linalg"):
            continue
        entries = max([entries_of(value, sizes), *(entries_of(a, sizes) for a in value.args)])
        total += entries * (1 + (FASTER.get(value["name"], 0) if value.op == "map" and not _whole_power(value) else 0))
    return total


def _whole_power(value: Value) -> bool:
    """Whether it is x**2, or the like: products."""
    return value["name"] == "pow" and value.args[1].op == "number" and Fraction(value.args[1]["value"]).denominator == 1


def matrix_work(program: Program, sizes: Mapping[str, int]) -> int:
    """The work in products of matrices."""
    return sum(_cost(v, sizes) for v in program.values() if v.op == "matmul")


def input_entries(program: Program, sizes: Mapping[str, int]) -> int:
    """The entries of the inputs."""
    return sum(prod(_size(s, sizes) for s in symbol.shape) for symbol in program.inputs)


def entries_of(value: Value, sizes: Mapping[str, int]) -> int:
    return prod(_size(s, sizes) for s in value.shape)


def _size(size: Size, sizes: Mapping[str, int]) -> int:
    return max(1, size.value(sizes))


def _cost(value: Value, sizes: Mapping[str, int]) -> int:
    if value.op in VIEWS or value.weak:
        return 0
    here = entries_of(value, sizes)
    if value.op in ("matmul", "dot"):
        return INSTRUCTION + 2 * here * _size(value.args[0].shape[-1], sizes) // FUSED if value.op == "matmul" else (
            INSTRUCTION + entries_of(value.args[0], sizes))
    if value.op == "einsum":
        terms = value["equation"].split("->")[0].split(",")
        letters = {c: s for term, arg in zip(terms, value.args) for c, s in zip(term, arg.shape)}
        return 2 * INSTRUCTION + 2 * prod(_size(s, sizes) for s in letters.values()) // (FUSED // 2)
    if value.op == "linalg":
        n = _size(value.args[0].shape[-1], sizes)
        return 10 * INSTRUCTION + entries_of(value.args[0], sizes) * n // 2
    if value.op in ("reduce", "arg", "cumsum"):
        return INSTRUCTION + entries_of(value.args[0], sizes)
    if value.op in COMPENSATED:
        return 10 * INSTRUCTION + (30 if value.op == "compensated_dot" else 10) * entries_of(value.args[0], sizes)
    weight = 10 if value.op in SLOW or (value.op == "map" and value["name"] in SLOW) else 1
    return INSTRUCTION + weight * max([here, *(entries_of(a, sizes) for a in value.args)])
