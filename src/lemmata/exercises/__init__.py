"""Exercises: answers in any equivalent form, with a diagnosis of what is wrong."""

from lemmata.exercises.assessment import KINDS, Assessment
from lemmata.exercises.exercise import Exercise

__all__ = ["KINDS", "Assessment", "Exercise"]
