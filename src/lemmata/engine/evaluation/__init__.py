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
from lemmata.engine.evaluation.budget import ENTRYWISE, Budget, BudgetError, Call, Trace
from lemmata.engine.evaluation.continuous import ContinuousSpace
from lemmata.engine.evaluation.continuous_spaces import sample_space
from lemmata.engine.evaluation.enclosures import Diverges
from lemmata.engine.evaluation.evaluate import bind_arrays, evaluate, evaluate_all, solve_sizes
from lemmata.engine.evaluation.functions import draw_function, draw_shaped
from lemmata.engine.evaluation.membership import belongs
from lemmata.engine.evaluation.moments import summed
from lemmata.engine.evaluation.parameters import fit_parameters, lawful, laws_in
from lemmata.engine.evaluation.points import Point, inside, sample, show, size_choices
from lemmata.engine.evaluation.samplers import SAMPLERS, draw
from lemmata.engine.evaluation.shrinking import shrink
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.styles import STYLES, NoPoint

__all__ = [
    "ENTRYWISE",
    "FLOATS",
    "RATIONALS",
    "SAMPLERS",
    "STYLES",
    "UNDEFINED",
    "Arithmetic",
    "Balls",
    "Budget",
    "BudgetError",
    "Call",
    "ComplexBalls",
    "ContinuousSpace",
    "Diverges",
    "FiniteField",
    "FiniteSpace",
    "Floats",
    "NoPoint",
    "Point",
    "Rationals",
    "Trace",
    "Undefined",
    "Unsupported",
    "belongs",
    "bind_arrays",
    "draw",
    "draw_function",
    "draw_shaped",
    "evaluate",
    "evaluate_all",
    "fit_parameters",
    "inside",
    "lawful",
    "laws_in",
    "sample",
    "sample_space",
    "show",
    "shrink",
    "size_choices",
    "solve_sizes",
    "summed",
]
