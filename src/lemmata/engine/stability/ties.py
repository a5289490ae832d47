"""Where operations have no slope: what has to be 0 there, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, Number, number, postorder, symbols
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.writers import to_text

ZERO = number(0)
AT_ZERO = ("abs", "relu", "sign", "sqrt", "cbrt")
EQUAL = ("maximum", "minimum", "lt", "le", "gt", "ge", "eq", "ne")
STEPS = {"floor": 0, "ceil": 0, "round": Fraction(1, 2)}
SHARED = {"max": "equal largest entries of {}: an equal share of the slope is taken by each",
          "min": "equal smallest entries of {}: an equal share of the slope is taken by each",
          "median": "equal entries in the middle of {}: half of the slope is taken by each of two",
          "sort": "equal entries of {}: the order in which they stand is taken"}


@dataclass(frozen=True)
class Tie:
    """Where one operation has no slope.

    text   the condition
    zero   what is 0 there, one of its entries, or `whole`, all of them
    taken  what is taken there, of those that can only be said
    """

    text: str
    zero: Expr
    whole: bool = False
    taken: str = ""


def ties(expr: Expr, variable: Expr, only: Sequence[str] = ()) -> Iterator[Tie]:
    """The ties of all operations (or `only` these) of an expression that a variable goes into."""
    seen: set[str] = set()
    for node in postorder(expr):
        if isinstance(node, Apply) and (not only or node.op in only) and not node.free and variable in symbols(node):
            for tie in _ties(node, variable):
                if tie.text not in seen:
                    seen.add(tie.text)
                    yield tie


def _ties(node: Apply, variable: Expr) -> Iterator[Tie]:
    op, args = node.op, node.args
    x = args[0] if args else node
    if op in AT_ZERO or (op == "pow" and _rough(*args)) or op == "xlogy":
        while isinstance(x, Apply) and x.op == "abs":
            (x,) = x.args
        if known(x, "nonzero") is not True and variable in symbols(x):
            yield Tie(_vanishes(x), x)
    elif op in EQUAL and len(args) == 2 and all(a.sort in ("real", "integer") for a in args):
        difference = args[0] - args[1]
        if known(difference, "nonzero") is not True:
            yield Tie(_equal(*args), difference)
    elif op in STEPS:
        yield Tie(f"{to_text(x)} an integer" + (" and a half" if op == "round" else ""), x - STEPS[op])
    elif op == "norm":
        whole = node.params["ord"] in (2, "fro")
        yield Tie(_vanishes(x, entries=not whole), x, whole)
    elif op == "std":
        axes = {"axis": node.params["axis"], "keepdims": True}
        yield Tie(f"{to_text(x)} constant", x - apply("mean", x, **axes), whole=True)
    elif op == "hypot":
        if not any(known(a, "nonzero") for a in args):
            yield Tie(f"{to_text(x)} = 0 and {to_text(args[1])} = 0", apply("abs", x) + apply("abs", args[1]))
    elif op in SHARED:
        condition, _, taken = SHARED[op].format(to_text(x)).partition(": ")
        yield Tie(condition, x, taken=taken)
    elif OPS[op].body is not None and op not in ("logsumexp", "softmax", "log_softmax", "logaddexp"):
        for below in postorder(OPS[op].body(*args, **node.params)):  # type: ignore[misc]
            if isinstance(below, Apply) and below not in args and below.op != op and not below.free:
                yield from _ties(below, variable)


def _rough(base: Expr, power: Expr) -> bool:
    """Whether a power has a root or a pole at 0."""
    return not isinstance(power, Number) or power.value.denominator != 1 or power.value < 0


def _vanishes(x: Expr, entries: bool = True) -> str:
    if isinstance(x, Apply) and x.op == "add" and isinstance(x.args[1], Apply) and x.args[1].op == "neg":
        return _equal(x.args[0], x.args[1].args[0], entries)
    return _equal(x, ZERO, entries)


def _equal(left: Expr, right: Expr, entries: bool = True) -> str:
    if isinstance(left, Number):
        left, right = right, left
    return f"{to_text(left)} = {to_text(right)}{' (entries)' if entries and (left.rank or right.rank) else ''}"
