"""Functions that have a name in the field: what words call them, the letter that says it alone, and their value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops import apply


@dataclass(frozen=True)
class FieldFunction:
    """A function of numbers in `domain`: `words` call it, `letter` means it without words."""

    words: str
    value: Callable[[Sequence[Expr]], Expr]
    arity: int = 1
    letter: str = ""
    domain: str = "real"


def _op(name: str) -> Callable[[Sequence[Expr]], Expr]:
    return lambda args: apply(name, *args)


def _normal_cdf(args: Sequence[Expr]) -> Expr:
    return (1 + apply("erf", args[0] / apply("sqrt", number(2)))) / 2


def _normal_density(args: Sequence[Expr]) -> Expr:
    return apply("exp", -(args[0] ** 2) / 2) / apply("sqrt", 2 * constant("pi"))


_STANDARD = r"(?:standard|unit) (?:normal|Gaussian)"
_LAW = r"(?: ⟦\d*⟧)? of (?:the|a) " + _STANDARD + r"(?: (?:distribution|variable|law))?"
_CDF = r"(?:(?:cumulative )?distribution function|cdf)"
_DENSITY = r"(?:(?:probability )?density(?: function)?|pdf)"
FIELD_FUNCTIONS = (
    FieldFunction("(?:Gauss(?:ian)? )?error function", _op("erf"), letter="erf"),
    FieldFunction("complementary error function", _op("erfc"), letter="erfc"),
    FieldFunction(rf"{_STANDARD} {_CDF}|{_CDF}{_LAW}", _normal_cdf),
    FieldFunction(rf"{_STANDARD} {_DENSITY}|{_DENSITY}{_LAW}", _normal_density),
    FieldFunction("gamma function", _op("gamma"), domain="positive"),
    FieldFunction("digamma function", _op("digamma"), domain="positive"),
    FieldFunction("beta function", _op("beta"), arity=2, domain="positive"),
    FieldFunction("(?:logistic )?sigmoid(?: function)?|(?:standard )?logistic function", _op("sigmoid")),
    FieldFunction("softplus(?: function)?", _op("softplus")),
    FieldFunction("hyperbolic tangent(?: function)?", _op("tanh"), letter="tanh"),
    FieldFunction("(?:ReLU|rectified linear unit|rectifier)(?: function)?", _op("relu"), letter="ReLU"),
)
# Where another function may be meant.
VARIANT = re.compile(
    r"\b(?:(?:re|un)?scaled|modified|variants?|versions?|shifted|generali[sz]ed|approximat\w*|alternative\w*|other|another|"
    r"instead|our|own|(?:un)?normali[sz]ed|incomplete|sometimes|authors?|inverse|derivative|reflected|mirrored|flipped|hard|"
    r"piecewise|conventions?|not|steepness|wrong\w*|incorrect\w*|leaky|parametric)\b", re.IGNORECASE)
