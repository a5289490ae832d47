"""Evaluation: one evaluator, several arithmetics, points and samplers."""

from lemmata.engine.evaluation.arithmetics import (
    FLOATS,
    RATIONALS,
    UNDEFINED,
    Arithmetic,
    Balls,
    ComplexBalls,
    FiniteField,
    Floats,
    Rationals,
    Undefined,
    Unsupported,
)
from lemmata.engine.evaluation.evaluate import bind_arrays, evaluate, evaluate_all, solve_sizes
from lemmata.engine.evaluation.evaluator import Budget, BudgetError, Call, Trace
from lemmata.engine.evaluation.points import Point

__all__ = [
    "FLOATS", "RATIONALS", "UNDEFINED", "Arithmetic", "Balls", "Budget", "BudgetError", "Call", "ComplexBalls",
    "FiniteField", "Floats", "Point", "Rationals", "Trace", "Undefined", "Unsupported", "bind_arrays", "evaluate",
    "evaluate_all", "solve_sizes",
]
