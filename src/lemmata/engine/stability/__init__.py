"""How many bits formulas lose in floats, against certified values, and which operation loses them."""

from lemmata.engine.stability.accuracy import Accuracy, Blame, Part, accuracy_of
from lemmata.engine.stability.callables import scored
from lemmata.engine.stability.formats import FORMATS, Format, format_of
from lemmata.engine.stability.measuring import measured
from lemmata.engine.stability.points import Group, Points, joined
from lemmata.engine.stability.sampling import sampled
from lemmata.engine.stability.truth import Known, Truth, truth
from lemmata.engine.stability.where import Where, read_where

__all__ = [
    "FORMATS", "Accuracy", "Blame", "Format", "Group", "Known", "Part", "Points", "Truth", "Where", "accuracy_of",
    "format_of", "joined", "measured", "read_where", "sampled", "scored", "truth",
]
