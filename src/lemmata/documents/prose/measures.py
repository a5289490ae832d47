"""What words call quantities: "the trace of", "its expected value"; and what they are, as a formula of something.

A row is a quantity with its names, the plain one first. In its formula `{0}` is what it is of, `{v}` the variable,
`{a}` and `{b}` ends; without a formula it is only said with a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A quantity; loose: names that may speak of something else where nothing says of what; valued: it has numbers."""

    key: str
    names: tuple[str, ...]
    formula: str = ""
    loose: tuple[str, ...] = ()
    valued: bool = True


MEASURES = (
    Measure("determinant", ("determinant",), r"\det\left({0}\right)"),
    Measure("trace", ("trace",), r"\operatorname{tr}\left({0}\right)"),
    Measure("rank", ("rank",)),
    Measure("norm", ("norm", "Euclidean norm"), r"\left\|{0}\right\|"),
    Measure("square", ("squared norm", "squared Euclidean norm", "squared length"), r"\left\|{0}\right\|^2",
            valued=False),
    Measure("length", ("length",), loose=("length",)),
    Measure("condition", ("condition number",)),
    Measure("mean", ("mean", "average"), loose=("average",)),
    Measure("mean", ("expectation", "expected value"), r"\mathbb{E}\left[{0}\right]"),
    Measure("variance", ("variance",), r"\operatorname{Var}\left({0}\right)"),
    Measure("deviation", ("standard deviation",)),
    Measure("entropy", ("entropy",)),
    Measure("entropy of a law", ("entropy", "differential entropy", "Shannon entropy"), r"H\left({0}\right)",
            valued=False),
    Measure("eigenvalues", ("eigenvalues",)),
    Measure("eigenvalue", ("only eigenvalue",)),
    Measure("sum", ("sum",), loose=("sum",)),
    Measure("frobenius", ("Frobenius norm",)),
    Measure("spectral", ("spectral norm", "operator norm")),
    Measure("largest", ("largest eigenvalue",)),
    Measure("smallest", ("smallest eigenvalue",)),
    Measure("derivative", ("derivative",), r"\frac{d}{d{v}}\left({0}\right)"),
    Measure("derivative", ("first derivative",), r"\frac{d}{d{v}}\left({0}\right)", valued=False),
    Measure("second derivative", ("second derivative",), r"\frac{d^2}{d{v}^2}\left({0}\right)"),
    Measure("partial derivative", ("partial derivative",), r"\frac{\partial}{\partial {v}}\left({0}\right)",
            valued=False),
    Measure("gradient", ("gradient",), r"\nabla_{{v}} \left({0}\right)"),
    Measure("hessian", ("Hessian",), r"\nabla_{{v}}^2 \left({0}\right)"),
    Measure("hessian", ("Hessian matrix",), r"\nabla_{{v}}^2 \left({0}\right)", valued=False),
    Measure("integral", ("integral", "definite integral"), r"\int_{{a}}^{{b}} {0} \, d{v}", valued=False),
    Measure("limit", ("limit",), r"\lim_{{v}} {0}", valued=False),
    Measure("inverse", ("inverse",), r"\left({0}\right)^{-1}"),
    Measure("transpose", ("transpose",), r"\left({0}\right)^\top"),
)
VALUED = {name: measure.key for measure in MEASURES if measure.valued for name in measure.names}
LOOSE = frozenset(name for measure in MEASURES for name in measure.loose)
_FORMULAS = {plural: measure.formula for measure in MEASURES if measure.formula for name in measure.names
             for plural in (name, re.sub("matrixs$", "matrices", f"{name}s"))}


def any_of(names: Iterable[str]) -> str:
    """A pattern for one of several names, the longest first."""
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


WITH_FORMULA = any_of(_FORMULAS)


def formula_of(name: str) -> str:
    """The formula of a quantity by one of its names, of one thing or of several: "traces"."""
    return _FORMULAS[name]
