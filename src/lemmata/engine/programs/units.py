"""In which units a value can be computed: how it changes where its arguments are all written in others.

norm(x) is doubled with x, a / norm(a) stays as it is, a mean and what is subtracted from it have one unit. So arguments
whose squares leave the range of floats can be brought near 1 first, by powers of two, which costs no digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Value

Weight = dict[str, Fraction] | None  # the power of each symbol's unit; None: zero and infinity have any unit

SAME = ("neg", "abs", "relu", "leaky_relu", "cast", "permute", "expand", "squeeze", "reshape", "broadcast", "part",
        "place", "pad", "diagonal", "embed", "triangle", "cumsum", "sort", "svdvals", "eigvalsh")
EQUAL = ("add", "sub", "maximum", "minimum", "hypot", "concat", "stack")
PRODUCTS = ("mul", "matmul", "dot", "einsum")
COMPARED = ("gt", "lt", "ge", "le", "eq", "ne", "atan2")
REDUCED = ("sum", "mean", "max", "min", "std")
POWERS = {"sqrt": Fraction(1, 2), "cbrt": Fraction(1, 3), "cholesky": Fraction(1, 2), "square": Fraction(2),
          "var": Fraction(2), "inv": Fraction(-1), "pinv": Fraction(-1)}
PURE = ("sign", "isfinite", "arg", "argsort", "svd_left", "svd_right", "eigh_vectors", "cond", "rank", "not", "count")


@dataclass(frozen=True)
class Unit:
    """One choice of a unit: multiplying each symbol by t**power multiplies the value by t**value."""

    powers: Mapping[str, int]
    value: int


def units(program: Program) -> tuple[Unit, ...]:
    """The independent units of a program of one output.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> from lemmata.engine.programs.program import program
    >>> x, y = symbol("x", ["n"]), symbol("y", ["n"])
    >>> units(program([apply("norm", x - y)], [x, y], lambda name: True))
    (Unit(powers={'x': 1, 'y': 1}, value=1),)
    """
    weights, equations = _Weights(), list[dict[str, Fraction]]()
    (output,) = program.outputs
    for value in program.values():
        weights.visit(value, equations)
    total = weights.found[output] or {}
    names = [s.name for s in program.inputs if s.sort == "real"]
    return tuple(_whole(solution, total) for solution in _solutions(equations, names))


def _whole(solution: Mapping[str, Fraction], total: Mapping[str, Fraction]) -> Unit:
    """A unit with whole powers."""
    value = sum((factor * solution.get(name, Fraction(0)) for name, factor in total.items()), Fraction(0))
    scale = lcm(value.denominator, *(p.denominator for p in solution.values()))
    return Unit({name: int(p * scale) for name, p in solution.items() if p}, int(value * scale))


class _Weights:
    """The unit of each array of a program, and what has to hold of the units of its symbols."""

    def __init__(self) -> None:
        self.found: dict[Value, Weight] = {}

    def visit(self, value: Value, equations: list[dict[str, Fraction]]) -> None:
        name = value["name"] if value.op in ("map", "linalg") else value["how"] if value.op == "reduce" else value.op
        self.found[value] = self._weight(value, name, [self.found[a] for a in value.args], equations)

    def _weight(self, value: Value, name: str, args: list[Weight], equations: list[dict[str, Fraction]]) -> Weight:
        if name == "input":
            return {value["symbol"].name: Fraction(1)} if value["symbol"].sort == "real" else {}
        if (name == "number" and value["value"] == 0) or (name == "constant" and value["name"] == "inf"):
            return None
        if name in SAME or (value.op == "reduce" and name in REDUCED):
            return args[0]
        if name in PURE:
            return {}
        if name in PRODUCTS:
            return None if None in args else _sum(args, [Fraction(1)] * len(args))
        if name in ("div", "solve"):
            above, below = args if name == "div" else args[::-1]
            return None if above is None else _sum([above, below], [Fraction(1), Fraction(-1)])
        if name in POWERS:
            return None if args[0] is None else _sum(args, [POWERS[name]])
        if name == "pow" and value.args[1].op == "number":
            return None if args[0] is None else _sum(args[:1], [value.args[1]["value"]])
        if name in ("gather", "along"):
            return args[0]
        chosen = args[1:] if name == "where" else args
        if name in EQUAL or name in COMPARED or name == "where":
            some = [a for a in chosen if a is not None]
            equations += [_sum([a, some[0]], [Fraction(1), Fraction(-1)]) for a in some[1:]]
            return {} if name in COMPARED else some[0] if some else None
        equations += [a for a in args if a]  # exp, log and all else: of numbers without a unit
        return {}


def _sum(weights: Sequence[Weight], factors: Sequence[Fraction]) -> dict[str, Fraction]:
    total: dict[str, Fraction] = {}
    for weight, factor in zip(weights, factors):
        for name, power in (weight or {}).items():
            total[name] = total.get(name, Fraction(0)) + factor * power
    return {name: power for name, power in total.items() if power}


def _solutions(equations: list[dict[str, Fraction]], names: Sequence[str]) -> list[dict[str, Fraction]]:
    """A basis of the powers that all equations (a sum that is 0) allow."""
    rows: dict[str, dict[str, Fraction]] = {}  # by the name that each is solved for
    for equation in equations:
        row = equation
        for name, solved in rows.items():
            if name in row:
                row = _sum([row, solved], [Fraction(1), -row[name]])
        if not row:
            continue
        name = next(iter(row))
        row = _sum([row], [1 / row[name]])
        rows = {n: _sum([r, row], [Fraction(1), -r.get(name, Fraction(0))]) for n, r in rows.items()}
        rows[name] = row
    free = [n for n in names if n not in rows]
    return [{one: Fraction(1), **{n: -r[one] for n, r in rows.items() if one in r}} for one in free]


def exponents(found: Sequence[Unit], sizes: Mapping[str, int], below: bool = False) -> tuple[dict[str, int], int]:
    """The powers of two by which to divide the symbols so that they come near 1, and that of the value.

    sizes    of the symbols that are not zero, as powers of two
    below    whether none is to stay above 1, where some have to be far from it

    >>> exponents([Unit({"x": 1, "y": 1}, 2)], {"x": 600, "y": 610})
    ({'x': 605, 'y': 605}, 1210)
    """
    names = [n for n in sizes if any(n in unit.powers for unit in found)]
    rows = np.array([[unit.powers.get(n, 0) for unit in found] for n in names], float).reshape(len(names), len(found))
    wanted = np.array([sizes[n] for n in names], float)
    steps = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    for k, unit in enumerate(found if below else ()):
        left = wanted - rows @ steps
        own = [left[j] / rows[j, k] for j in range(len(names)) if rows[j, k]]
        if own and min(unit.powers.values()) > 0:
            steps[k] += max(own)
    whole = [round(step) for step in steps]
    divided: dict[str, int] = {}
    for step, unit in zip(whole, found):
        for name, power in unit.powers.items():
            divided[name] = divided.get(name, 0) + step * power
    return divided, sum(step * unit.value for step, unit in zip(whole, found))
