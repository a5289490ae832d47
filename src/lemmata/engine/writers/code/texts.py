"""Pieces of Python source with the strength of what holds them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lemmata.engine.programs import Value

CHOICE, OR, AND, NOT, COMPARE, BIT_OR, BIT_AND, SUM, PRODUCT, SIGN, POWER, POSTFIX, ATOM = range(-1, 12)


Function = Callable[[Value, "list[Text]"], "Text"]


class Text(NamedTuple):
    """Source of an expression, and how strongly its parts hang together."""

    text: str
    level: int = ATOM

    def at(self, level: int) -> str:
        """In brackets where it hangs together less than its surroundings need."""
        return self.text if self.level >= level else f"({self.text})"


def call(function: str, *args: object, **named: object) -> Text:
    """A call; arguments that are None are left out."""
    given = [a.text if isinstance(a, Text) else str(a) for a in args]
    given += [f"{k}={v.text if isinstance(v, Text) else v}" for k, v in named.items() if v is not None]
    return Text(f"{function}({', '.join(given)})", POSTFIX)


def infix(left: Text, operator: str, right: Text, level: int) -> Text:
    """A binary operation of Python, which joins from the left; comparisons in a row would all have to hold."""
    first = left.at(level + 1 if level == COMPARE else level)
    return Text(f"{first} {operator} {right.at(level + 1)}", level)


def binomial(value: Value, args: Sequence[Text], exp: str, log_gamma: str, gamma: Function) -> Text:
    """n! / (k! (n - k)!): of integers through logarithms, which are infinite where it is 0."""
    n, k = (Text(a.text, a.level) for a in args)
    one = Text("1")
    parts = [infix(n, "+", one, SUM), infix(k, "+", one, SUM), infix(infix(n, "-", k, SUM), "+", one, SUM)]
    if all(a.op == "cast" or a.kind == "integer" for a in value.args):
        logs = [call(log_gamma, p) for p in parts]
        return call(exp, infix(infix(logs[0], "-", logs[1], SUM), "-", logs[2], SUM))
    above, first, second = (gamma(value, [p]) for p in parts)
    return infix(above, "/", infix(first, "*", second, PRODUCT), PRODUCT)


def literal(value: Fraction) -> Text:
    """An exact number: an integer, a short decimal, or a quotient."""
    if value.denominator == 1:
        text = str(value.numerator)
        return Text(text if len(text) < 16 else repr(float(value)), SIGN if value < 0 else ATOM)
    decimal = repr(float(value))
    if Fraction(decimal) == value and len(decimal) < 12:
        return Text(decimal, SIGN if value < 0 else ATOM)
    return Text(f"{value.numerator} / {value.denominator}", PRODUCT)
