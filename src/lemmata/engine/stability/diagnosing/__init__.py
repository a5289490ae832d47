"""The digits that a user's own function loses on its data: where, why, and the lines that keep them."""

from lemmata.engine.stability.diagnosing.diagnosis import Diagnosis, Line, diagnose
from lemmata.engine.stability.diagnosing.losses import Loss

__all__ = ["Diagnosis", "Line", "Loss", "diagnose"]
