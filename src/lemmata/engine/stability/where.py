"""What a text says of the points: laws of symbols, sizes, and conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Expr, Symbol, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import read
from lemmata.engine.stability.laws import Law, law

LESS, GREATER = ("lt", "le"), ("gt", "ge")
_ITEM = re.compile(r"\s*([^\W\d]\w*)\s*:\s*(.+?)\s*$", re.DOTALL)
_CALL = re.compile(r"([^\W\d]\w*)\s*(?:\(([^()]*)\))?$")


@dataclass(frozen=True)
class Where:
    """How points are drawn: laws of symbols, sizes of dims, and conditions that hold at all of them.

    bounds     of symbols, where conditions say them: x > 0, abs(x) < 1
    moderate   whether numbers without a law of their own stay near 1
    """

    laws: Mapping[str, Law] = field(default_factory=dict)
    sizes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    conditions: tuple[Expr, ...] = ()
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    moderate: bool = False


def read_where(text: str | None, declared: Mapping[str, Symbol], names: Sequence[str]) -> Where:
    """`x: normal(0, 30), p: values(0, 0.5), n: 1000, x < y` as laws, sizes and conditions.

    Raises ReadError or ValueError with what is wrong.

    >>> from lemmata.engine.expr import symbol
    >>> where = read_where("x: normal(0, 30), n: 10, x[0] < 1", {"x": symbol("x", ["n"])}, ["n"])
    >>> read_where("n: 2, n: 10", {}, ["n"]).sizes
    {'n': (2, 10)}
    >>> str(where.laws["x"]), where.sizes["n"], len(where.conditions)
    ('normal(0, 30)', (10,), 1)
    """
    laws: dict[str, Law] = {}
    sizes: dict[str, tuple[int, ...]] = {}
    conditions: list[Expr] = []
    for part in _parts(text or ""):
        item = _ITEM.match(part)
        if item is None:
            condition = read(part, declared, strict=True, dims=names)[0]
            if condition.sort != "boolean":
                raise ValueError(f"{part!r} is no condition; write a law as x: normal(0, 1), a condition as x < y")
            conditions.append(condition)
        elif item[1] in declared:
            laws[item[1]] = _law(item[2])
        elif item[1] in names:
            sizes[item[1]] = *sizes.get(item[1], ()), *_sizes(item[1], _law(item[2]))
        else:
            raise ValueError(f"the formula has no {item[1]!r}; it has {', '.join([*declared, *names]) or 'no symbols'}")
    return Where(laws, sizes, tuple(conditions), bounds_in(conditions))


def _parts(text: str) -> list[str]:
    """Split at commas, semicolons and lines outside of brackets."""
    found, depth, last = [], 0, 0
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        if mark in ",;\n" and not depth:
            found.append(text[last:place])
            last = place + 1
    return [part.strip() for part in [*found, text[last:]] if part.strip()]


def _law(text: str) -> Law:
    try:
        return law("values", [float(text)])
    except ValueError:
        pass
    call = _CALL.match(text)
    try:
        if call is None:
            raise ValueError(text)
        numbers = [float(n) for n in (call[2] or "").split(",") if n.strip()]
    except ValueError:
        raise ReadError(f"{text!r} is no law; write normal(0, 30), floats(0, 1), values(1, 2), or a number") from None
    return law(call[1], numbers)


def _sizes(name: str, found: Law) -> tuple[int, ...]:
    whole = tuple(int(n) for n in found.numbers if n == int(n) and n >= 1)
    if found.name != "values" or len(whole) != len(found.numbers):
        raise ValueError(f"{name} is a size; write {name}: 1000, or {name}: values(1, 10, 1000)")
    return whole


def bounds_in(conditions: Sequence[Expr]) -> dict[str, tuple[float, float]]:
    """Least and largest value of the symbols that conditions compare with numbers.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> bounds_in([apply("gt", x, 1), apply("lt", apply("abs", x), 3)])
    {'x': (1.0, 3.0)}
    """
    found: dict[str, tuple[float, float]] = {}
    stack = list(conditions)
    while stack:
        node = stack.pop()
        if not isinstance(node, Apply):
            continue
        if node.op == "and":
            stack.extend(node.args)
        if node.op in LESS or node.op in GREATER:
            left, right = node.args
            _bound(found, left, right, node.op in LESS)
            _bound(found, right, left, node.op in GREATER)
    return found


def _bound(found: dict[str, tuple[float, float]], one: Expr, other: Expr, less: bool) -> None:
    """Takes up that an expression is below (or above) another one, where these are a symbol and a number."""
    number = _number(other)
    inner = one.args[0] if isinstance(one, Apply) and one.op == "abs" and less else one
    if number is None or not isinstance(inner, Symbol):
        return
    low, high = (-np.inf if inner is one else -number, number) if less else (number, np.inf)
    before = found.get(inner.name, (-np.inf, np.inf))
    found[inner.name] = max(low, before[0]), min(high, before[1])


def _number(expr: Expr) -> float | None:
    """The value of an expression without variables."""
    if expr.rank or symbols(expr):
        return None
    try:
        return float(evaluate(expr, {}))
    except (Undefined, Unsupported, ValueError):
        return None
