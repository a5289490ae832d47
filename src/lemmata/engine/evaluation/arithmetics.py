"""The arithmetics in which an expression is evaluated: floats, balls, rationals, a finite field."""

from lemmata.engine.evaluation.arithmetic import UNDEFINED, Arithmetic, Array, Undefined, Unsupported
from lemmata.engine.evaluation.balls import Balls, ComplexBalls
from lemmata.engine.evaluation.exact import RATIONALS, FiniteField, Rationals
from lemmata.engine.evaluation.floats import FLOATS, Floats, floats_of

__all__ = [
    "FLOATS", "RATIONALS", "UNDEFINED", "Arithmetic", "Array", "Balls", "ComplexBalls", "FiniteField", "Floats",
    "Rationals", "Undefined", "Unsupported", "floats_of",
]
